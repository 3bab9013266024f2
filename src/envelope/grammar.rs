//! The grammar of FORMAT.md: a function per rule, named as the rule.
//!
//! The only user of nom. Input is complete, and the rest that a rule hands back is always the end
//! of what it was given, so that lengths tell offsets (see [`offset`]).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, map_opt, opt, recognize, rest, verify};
use nom::error::ParseError;
use nom::sequence::{delimited, preceded, separated_pair};
use nom::{IResult, Offset, Parser};

use crate::error::ErrorKind;
use crate::scan;
use crate::url::is_absolute;

/// What a rule gives: the rest of the input and the rule's value.
pub(super) type Rule<'a, T> = IResult<&'a str, T, Mismatch<'a>>;

/// Why a rule does not match.
#[derive(Debug)]
pub(super) enum Mismatch<'a> {
    /// Something else may stand here.
    Other,
    /// Nothing else may: the text that is wrong, empty where something is missing.
    Wrong(ErrorKind, &'a str),
}

impl<'a> ParseError<&'a str> for Mismatch<'a> {
    fn from_error_kind(_: &'a str, _: nom::error::ErrorKind) -> Self {
        Mismatch::Other
    }

    fn append(_: &'a str, _: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
}

fn wrong<T>(kind: ErrorKind, at: &str) -> Rule<'_, T> {
    Err(nom::Err::Failure(Mismatch::Wrong(kind, at)))
}

fn other<T>() -> Rule<'static, T> {
    Err(nom::Err::Error(Mismatch::Other))
}

/// Returns why a rule did not match.
pub(super) fn reason(error: nom::Err<Mismatch<'_>>) -> Mismatch<'_> {
    match error {
        nom::Err::Error(mismatch) | nom::Err::Failure(mismatch) => mismatch,
        nom::Err::Incomplete(_) => Mismatch::Other,
    }
}

/// Returns how many bytes `part`, a slice of `source`, lies behind its start.
pub(super) fn offset(source: &str, part: &str) -> usize {
    source.offset(part)
}

/// `[BOM]`
pub(super) fn byte_order_mark(input: &str) -> Rule<'_, &str> {
    tag("\u{feff}").parse(input)
}

/// `line-end = *( SP / TAB ) ( LF / CRLF )`; the writers put no blanks there.
#[inline]
pub(super) fn line_end(input: &str) -> Rule<'_, &str> {
    // Nearly always it is LF alone.
    if let Some((end @ "\n", rest)) = input.split_at_checked(1) {
        return Ok((rest, end));
    }
    recognize((blanks, opt(char('\r')), char('\n'))).parse(input)
}

/// `line = *( any but LF ) line-end`: the text without blanks at its end, and the line's end.
#[inline(always)] // Its result is costly to hand over in memory, and this is the hottest rule.
pub(super) fn line(input: &str) -> Rule<'_, (&str, &str)> {
    let newline = scan::find(input.as_bytes(), b'\n');
    let Some((line, rest)) = newline.and_then(|at| input.split_at_checked(at + 1)) else {
        return other();
    };
    let text = line.strip_suffix('\n').unwrap_or(line);
    let text = trim_end(text.strip_suffix('\r').unwrap_or(text));
    Ok((rest, line.split_at(text.len())))
}

/// The input up to the end of its line, or of the file, without blanks at its end.
#[inline]
pub(super) fn rest_of_line(input: &str) -> Rule<'_, &str> {
    let length = scan::find(input.as_bytes(), b'\n').unwrap_or(input.len());
    let line = input.get(..length).unwrap_or(input);
    let line = match length < input.len() {
        true => line.strip_suffix('\r').unwrap_or(line),
        false => line,
    };
    let line = trim_end(line);
    Ok((input.get(line.len()..).unwrap_or_default(), line))
}

/// `entry = key ":" *blank value`, all of a line of the front matter: key and value.
#[inline]
pub(super) fn entry(line: &str) -> Rule<'_, (&str, &str)> {
    separated_pair(key, (char(':'), blank_or_end), preceded(blanks, rest)).parse(line)
}

/// `key = ALPHA *( ALPHA / DIGIT / "_" / "-" )`
fn key(input: &str) -> Rule<'_, &str> {
    static PARTS: [bool; 256] = word_parts(b"_-");
    word(input, &PARTS)
}

/// YAML wants a blank behind the colon, so that `https://…` is no entry.
fn blank_or_end(input: &str) -> Rule<'_, ()> {
    match input.is_empty() || input.starts_with(is_blank) {
        true => Ok((input, ())),
        false => other(),
    }
}

/// `quoted = DQUOTE *any DQUOTE`, all of a value: what stands between the outermost quotes.
pub(super) fn quoted(input: &str) -> Rule<'_, &str> {
    enclosed(input, '"', '"')
}

/// `names = "[" *( *blank name ) *blank "]"`, all of a value: what stands between the brackets.
pub(super) fn names(input: &str) -> Rule<'_, &str> {
    enclosed(input, '[', ']')
}

/// nom's `delimited` from the outside in.
fn enclosed(input: &str, open: char, close: char) -> Rule<'_, &str> {
    let inner = input
        .strip_prefix(open)
        .and_then(|inner| inner.strip_suffix(close));
    match inner {
        Some(inner) => Ok((input.get(input.len()..).unwrap_or_default(), inner)),
        None => other(),
    }
}

/// `name = 1*( any but blank )`, behind blanks.
pub(super) fn name(input: &str) -> Rule<'_, &str> {
    preceded(blanks, take_while1(|c| !is_blank(c))).parse(input)
}

/// `stamp = "<!--" ( ["-"] 1*DIGIT / "NaN" ) "-->"`: what stands between the arrows.
pub(super) fn stamp(input: &str) -> Rule<'_, &str> {
    match delimited(tag("<!--"), millis, tag("-->")).parse(input) {
        Err(_) if input.starts_with("<!--") => no_stamp(input),
        result => result,
    }
}

/// Why a comment is no stamp.
fn no_stamp(input: &str) -> Rule<'_, &str> {
    let (after, inner) = preceded(tag("<!--"), rest_of_line).parse(input)?;
    match inner.split_once("-->") {
        Some((inner, _)) => wrong(ErrorKind::InvalidStamp, inner),
        None => wrong(
            ErrorKind::UnterminatedStamp,
            after.get(..0).unwrap_or_default(),
        ),
    }
}

/// Whether a comment at the start of `input` is a stamp, or means to be one.
pub(super) fn is_stamp(input: &str) -> bool {
    match input.strip_prefix("<!--") {
        Some(inner) => {
            inner.is_empty()
                || inner.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == 'N')
        }
        None => false,
    }
}

/// `["-"] 1*DIGIT / "NaN"`
fn millis(input: &str) -> Rule<'_, &str> {
    alt((recognize((opt(char('-')), digits1)), tag("NaN"))).parse(input)
}

/// `link-header = "[" title "](" url ")"`, up to the blanks at the end of the line: title and URL.
///
/// Nothing is escaped, so the end of the line is what to hold on to: the URL ends at the line's
/// last `)`, and begins behind the last `](` that an absolute URL follows.
pub(super) fn link_header(input: &str) -> Rule<'_, (&str, &str)> {
    let (after, line) = rest_of_line(input)?;
    let Some(line) = line.strip_prefix('[') else {
        return wrong(ErrorKind::MissingLinkHeader, line);
    };
    let Some(line) = line.strip_suffix(')') else {
        return wrong(ErrorKind::MissingUrl, after.get(..0).unwrap_or_default());
    };
    let mut searched = line;
    let mut last = None;
    while let Some(bracket) = memchr::memrchr(b']', searched.as_bytes()) {
        let (title, _) = line.split_at(bracket);
        let url = line.get(bracket..).and_then(|end| end.strip_prefix("]("));
        if let Some(url) = url {
            if is_absolute(url) {
                return Ok((after, (title, url)));
            }
            last = last.or(Some(url));
        }
        searched = title;
    }
    let nothing = line.get(line.len()..).unwrap_or_default();
    wrong(ErrorKind::MissingUrl, last.unwrap_or(nothing))
}

/// Whether a clip without stamp begins here: link header and separator.
pub(super) fn is_clip(input: &str) -> bool {
    let begin: Rule<'_, _> = (link_header, line_end, separator, line_end).parse(input);
    begin.is_ok()
}

/// Whether a clip with a stamp begins here: stamp, link header and separator.
pub(super) fn is_stamped_clip(input: &str) -> bool {
    match (stamp, line_end).parse(input) {
        Ok((rest, _)) => is_clip(rest),
        Err(_) => false,
    }
}

/// `separator = 3*"-"`
pub(super) fn separator(input: &str) -> Rule<'_, &str> {
    let dashes = |input| ascii_while(input, |byte| byte == b'-');
    verify(dashes, |dashes: &str| dashes.len() >= 3).parse(input)
}

/// `date-line = "日期：" rfc2822-date`: what stands behind the colon.
pub(super) fn date_line(input: &str) -> Rule<'_, &str> {
    preceded((tag("日期："), blanks), rest_of_line).parse(input)
}

/// The four forms of `date` in front matter, all of a value. A date alone is midnight in UTC.
pub(super) fn date(input: &str) -> Rule<'_, DateTime<FixedOffset>> {
    let (after, day) = day(input)?;
    if after.is_empty() {
        return Ok((after, day.and_time(NaiveTime::MIN).and_utc().fixed_offset()));
    }
    let moment = (preceded(char('T'), time), zone);
    all_consuming(map_opt(moment, |(time, zone)| {
        day.and_time(time).and_local_timezone(zone).single()
    }))
    .parse(after)
}

/// `yyyy-mm-dd`
fn day(input: &str) -> Rule<'_, NaiveDate> {
    let fields = (digits::<4>, char('-'), digits::<2>, char('-'), digits::<2>);
    map_opt(fields, |(year, _, month, _, day)| {
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    })
    .parse(input)
}

/// `hh:mm:ss[.mmm]`
fn time(input: &str) -> Rule<'_, NaiveTime> {
    let millis = opt(preceded(char('.'), digits::<3>));
    let fields = (
        digits::<2>,
        char(':'),
        digits::<2>,
        char(':'),
        digits::<2>,
        millis,
    );
    map_opt(fields, |(hour, _, minute, _, second, millis)| {
        NaiveTime::from_hms_milli_opt(hour, minute, second, millis.unwrap_or_default())
    })
    .parse(input)
}

/// `Z` or `±hh:mm`
fn zone(input: &str) -> Rule<'_, FixedOffset> {
    let utc = map_opt(char('Z'), |_| FixedOffset::east_opt(0));
    let fields = (one_of("+-"), digits::<2>, char(':'), digits::<2>);
    let shifted = map_opt(fields, |(sign, hours, _, minutes)| {
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds })
    });
    alt((utc, shifted)).parse(input)
}

/// `N` digits, as a number.
fn digits<const N: usize>(input: &str) -> Rule<'_, u32> {
    let Some((digits, rest)) = input.split_at_checked(N) else {
        return other();
    };
    // All are looked at together.
    let mut number = 0;
    let mut is_number = true;
    for byte in digits.bytes() {
        number = number * 10 + u32::from(byte & 0xf);
        is_number &= byte.is_ascii_digit();
    }
    match is_number {
        true => Ok((rest, number)),
        false => other(),
    }
}

/// The date of a date line, all of it.
pub(super) fn rfc2822_date(input: &str) -> Rule<'_, DateTime<FixedOffset>> {
    // Real ones have 31 bytes; comments may make them longer, but not without bound.
    let short = verify(rest, |text: &str| text.len() <= 256);
    map_opt(short, |text| DateTime::parse_from_rfc2822(text).ok()).parse(input)
}

/// What begins a page of HTML, behind blanks.
pub(super) fn html_page(input: &str) -> Rule<'_, &str> {
    let begins = (
        tag_no_case("<!doctype"),
        tag_no_case("<html"),
        tag_no_case("<head"),
        tag_no_case("<body"),
        tag_no_case("<?xml"),
    );
    preceded(take_while(char::is_whitespace), alt(begins)).parse(input)
}

/// `1*DIGIT`
fn digits1(input: &str) -> Rule<'_, &str> {
    let digits = |input| ascii_while(input, |byte| byte.is_ascii_digit());
    verify(digits, |digits: &str| !digits.is_empty()).parse(input)
}

/// `*( SP / TAB )`
fn blanks(input: &str) -> Rule<'_, &str> {
    ascii_while(input, |byte| matches!(byte, b' ' | b'\t'))
}

/// `ALPHA *( one of the parts )`
fn word<'a>(input: &'a str, parts: &[bool; 256]) -> Rule<'a, &'a str> {
    match input.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => {
            ascii_while(input, |byte| parts.get(usize::from(byte)) == Some(&true))
        }
        _ => other(),
    }
}

/// Returns which bytes are letters, digits or among `others`, all of which are ASCII.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn word_parts(mut others: &[u8]) -> [bool; 256] {
    let mut parts = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        parts[byte as usize] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    while let [other, rest @ ..] = others {
        parts[*other as usize] = true;
        others = rest;
    }
    parts
}

/// nom's `take_while` for ASCII, which needs no characters decoded: `is_part` holds for nothing else.
#[inline]
fn ascii_while(input: &str, is_part: impl Fn(u8) -> bool) -> Rule<'_, &str> {
    let end = input.bytes().position(|byte| !is_part(byte));
    let (part, rest) = input.split_at(end.unwrap_or(input.len()));
    Ok((rest, part))
}

/// Returns the text without blanks at its end.
#[inline]
fn trim_end(text: &str) -> &str {
    // There rarely are any.
    match text.as_bytes() {
        [.., b' ' | b'\t'] => text.trim_end_matches(is_blank),
        _ => text,
    }
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}
