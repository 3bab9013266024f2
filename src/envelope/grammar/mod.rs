//! The grammar of the format (`src/format.md`): a function per rule, with the name of the rule.
//!
//! The only user of nom. Input is complete, and the rest that a rule returns is always the end of its input,
//! so that offsets follow from lengths (see [`offset`]).

mod date;
mod dateline;

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while1};
use nom::character::complete::char;
use nom::combinator::{all_consuming, eof, opt, peek, recognize, rest, verify};
use nom::error::ParseError;
use nom::sequence::{delimited, preceded, separated_pair, terminated};
use nom::{IResult, Offset, Parser};

use crate::error::ErrorKind;
use crate::scan;
use crate::source::{Span, Spanned};
use crate::url::is_absolute;

pub(super) use date::{date, rfc2822_date};
pub(super) use dateline::dateline;
pub(crate) use dateline::{is_short_for, month_of};

/// The result of a rule: the rest of the input and the value of the rule.
pub(super) type Rule<'a, T> = IResult<&'a str, T, Mismatch<'a>>;

/// Why a rule does not match.
#[derive(Debug)]
pub(super) enum Mismatch<'a> {
    /// Another rule may match here.
    Other,
    /// No other rule may match here: the error, and the text in error, which is empty if something is
    /// missing.
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

/// Returns the offset of `part`, a slice of `source`.
pub(super) fn offset(source: &str, part: &str) -> usize {
    source.offset(part)
}

/// Returns `part`, a slice of `whole`, with its span.
pub(super) fn part_of<'a>(whole: Spanned<&'a str>, part: &'a str) -> Spanned<&'a str> {
    let start = whole.span().start + offset(&whole, part) as u32;
    Spanned::new(part, Span::new(start, start + part.len() as u32))
}

/// `[BOM]`
pub(super) fn byte_order_mark(input: &str) -> Rule<'_, &str> {
    tag("\u{feff}").parse(input)
}

/// `line-end = *( SP / TAB ) ( LF / CRLF )`; the programs that write archives write no spaces or tabs here.
#[inline]
pub(super) fn line_end(input: &str) -> Rule<'_, &str> {
    // Nearly always it is LF alone.
    if let Some((end @ "\n", rest)) = input.split_at_checked(1) {
        return Ok((rest, end));
    }
    recognize((blanks, opt(char('\r')), char('\n'))).parse(input)
}

/// `line = *( any but LF ) line-end`: the text without trailing spaces and tabs, and the line's end.
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

/// The input up to the end of its line, or of the file, without trailing spaces and tabs.
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

/// `entry = key ":" *blank value`, matching a whole line of the front matter: key and value.
#[inline(always)] // As `line`.
pub(super) fn entry(line: &str) -> Rule<'_, (&str, &str)> {
    separated_pair(key, (char(':'), blank_or_end), preceded(blanks, rest)).parse(line)
}

/// `key = ALPHA *( ALPHA / DIGIT / "_" / "-" )`
fn key(input: &str) -> Rule<'_, &str> {
    static PARTS: [bool; 256] = word_parts(b"_-");
    word(input, &PARTS)
}

/// Returns whether a whole text is a key.
pub(super) fn is_key(text: &str) -> bool {
    all_consuming(key).parse(text).is_ok()
}

/// YAML requires a space after the colon, so `https://…` is not an entry.
fn blank_or_end(input: &str) -> Rule<'_, ()> {
    match input.is_empty() || input.starts_with(is_blank) {
        true => Ok((input, ())),
        false => other(),
    }
}

/// `DQUOTE *any DQUOTE / single-quoted`, matching a whole value: the text between the outermost quotes.
pub(super) fn quoted_loosely(input: &str) -> Rule<'_, &str> {
    alt((|input| enclosed(input, '"', '"'), single_quoted)).parse(input)
}

/// `quoted = DQUOTE *( any but DQUOTE / "\" DQUOTE ) DQUOTE / single-quoted`, matching a whole value: the
/// text between the quotes.
pub(super) fn quoted(input: &str) -> Rule<'_, &str> {
    let has_no_quote = |text: &&str| {
        let mut quotes = memchr::memchr_iter(b'"', text.as_bytes());
        quotes.all(|at| text.get(..at).is_some_and(|before| before.ends_with('\\')))
    };
    let double = |input| enclosed(input, '"', '"');
    alt((verify(double, has_no_quote), single_quoted)).parse(input)
}

/// `single-quoted = "'" *( any but "'" / "''" ) "'"`, matching a whole value: the text between the quotes.
fn single_quoted(input: &str) -> Rule<'_, &str> {
    let has_pairs = |text: &&str| text.split("''").all(|part| !part.contains('\''));
    verify(|input| enclosed(input, '\'', '\''), has_pairs).parse(input)
}

/// `names = "[" *any "]"`, matching a whole value: the text between the brackets.
pub(super) fn names(input: &str) -> Rule<'_, &str> {
    enclosed(input, '[', ']')
}

/// As nom's `delimited`, but matched from both ends: the last `close` counts.
fn enclosed(input: &str, open: char, close: char) -> Rule<'_, &str> {
    let inner = input
        .strip_prefix(open)
        .and_then(|inner| inner.strip_suffix(close));
    match inner {
        Some(inner) => Ok((input.get(input.len()..).unwrap_or_default(), inner)),
        None => other(),
    }
}

/// `name = quoted-name / 1*( any but blank )`, after blanks.
pub(super) fn name(input: &str) -> Rule<'_, &str> {
    let plain = take_while1(|c| !is_blank(c));
    preceded(blanks, alt((quoted_name, plain))).parse(input)
}

/// A name in a list with commas, which may contain spaces, after commas and spaces.
pub(super) fn name_with_blanks(input: &str) -> Rule<'_, &str> {
    let separators = take_while(|c| c == ',' || is_blank(c));
    let quoted = terminated(quoted_name, (blanks, peek(alt((tag(","), eof)))));
    let plain = take_while1(|c| c != ',').map(trim_end);
    preceded(separators, alt((quoted, plain))).parse(input)
}

/// Returns whether commas separate the names of a list. Commas in quotes do not count.
pub(super) fn has_commas(list: &str) -> bool {
    let mut rest = list;
    while let Ok((next, text)) = recognize(name).parse(rest) {
        let is_quoted = preceded(blanks, quoted_name).parse(text).is_ok();
        if next.starts_with(',') || (!is_quoted && text.contains(',')) {
            return true;
        }
        rest = next;
    }
    false
}

/// `quoted-name = DQUOTE *( any but DQUOTE ) DQUOTE`, or likewise with `'`, before a blank, a comma or
/// the end of the list: the text between the quotes.
fn quoted_name(input: &str) -> Rule<'_, &str> {
    let between = |quote| {
        let text = take_while(move |c| c != quote);
        delimited(char(quote), text, char(quote))
    };
    let (rest, name) = alt((between('"'), between('\''))).parse(input)?;
    match rest.is_empty() || rest.starts_with(|c| c == ',' || is_blank(c)) {
        true => Ok((rest, name)),
        false => other(),
    }
}

/// `stamp = "<!--" ( ["-"] 1*DIGIT / "NaN" ) "-->"`: the text between the arrows.
pub(super) fn stamp(input: &str) -> Rule<'_, &str> {
    match delimited(tag("<!--"), millis, tag("-->")).parse(input) {
        Err(_) if input.starts_with("<!--") => no_stamp(input),
        result => result,
    }
}

/// The reason a comment is not a stamp.
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

/// Returns whether a stamp starts at a place where the body may also start. Any other comment belongs to the
/// body.
///
/// A comment before a link header and separator is a stamp, even if it is invalid.
pub(super) fn is_stamp(input: &str) -> bool {
    let Some(inner) = input.strip_prefix("<!--") else {
        return false;
    };
    let is_before_clip = || {
        let next_line = (rest_of_line, line_end).parse(input);
        next_line.is_ok_and(|(next, _)| is_clip(next))
    };
    stamp(input).is_ok() || is_cut_stamp(inner) || is_before_clip()
}

/// Returns whether the file ends within a stamp.
fn is_cut_stamp(inner: &str) -> bool {
    let digits = inner.strip_prefix('-').unwrap_or(inner);
    let end = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    (end != "-->" && "-->".starts_with(end)) || "NaN-->".starts_with(inner)
}

/// `["-"] 1*DIGIT / "NaN"`
fn millis(input: &str) -> Rule<'_, &str> {
    alt((recognize((opt(char('-')), digits1)), tag("NaN"))).parse(input)
}

/// `link-header = "[" title "](" url ")"`, up to the spaces and tabs at the end of the line: title and URL.
///
/// Nothing is escaped, so the line is read from its end: the URL ends at the last `)`, and starts after the
/// last `](` that is followed by an absolute URL.
pub(super) fn link_header(input: &str) -> Rule<'_, (&str, &str)> {
    let (after, line) = rest_of_line(input)?;
    let Some(line) = line.strip_prefix('[') else {
        return wrong(ErrorKind::MissingLinkHeader, line);
    };
    let Some(line) = line.strip_suffix(')') else {
        return wrong(ErrorKind::MissingUrl, after.get(..0).unwrap_or_default());
    };
    match title_and_url(line) {
        Ok(found) => Ok((after, found)),
        Err(last) => wrong(ErrorKind::MissingUrl, last),
    }
}

/// Returns the text before the last `](` that is followed by an absolute URL, and the URL; otherwise the text
/// that was probably meant as the URL.
fn title_and_url(line: &str) -> Result<(&str, &str), &str> {
    let mut searched = line;
    let mut last = None;
    while let Some(bracket) = memchr::memrchr(b']', searched.as_bytes()) {
        let (title, _) = line.split_at(bracket);
        let url = line.get(bracket..).and_then(|end| end.strip_prefix("]("));
        if let Some(url) = url {
            if is_absolute(url) {
                return Ok((title, url));
            }
            last = last.or(Some(url));
        }
        searched = title;
    }
    Err(last.or(line.get(line.len()..)).unwrap_or_default())
}

/// The maximum numbers of line ends and bytes in the lines before the URL of a [`broken_link_header`]; a real
/// one has two line ends. Other text that begins with `[` must not be read as a link header.
const BROKEN_LINES: usize = 8;
const BROKEN_BYTES: usize = 1024;

/// A link header with line ends in its title (2 of 4,749 real files), after a stamp or front matter, and
/// with the separator after it.
pub(super) fn broken_link_header(input: &str) -> Rule<'_, (&str, &str)> {
    let Some(inner) = input.strip_prefix('[') else {
        return other();
    };
    let mut rest = input;
    for _ in 0..BROKEN_LINES {
        (rest, _) = line(rest)?;
        if offset(input, rest) > BROKEN_BYTES {
            break;
        }
        let (after, last) = rest_of_line(rest)?;
        let found = last.strip_suffix(')').map(title_and_url);
        if let Some(Ok((end, url))) = found {
            (line_end, separator, line_end).parse(after)?;
            let title = inner.get(..offset(inner, end) + end.len());
            return Ok((after, (title.unwrap_or_default(), url)));
        }
    }
    other()
}

/// Like [`broken_link_header`], for files without stamp and front matter: here, the date line must show that
/// the file is an article.
pub(super) fn broken_dated_link_header(input: &str) -> Rule<'_, (&str, &str)> {
    let (after, found) = broken_link_header(input)?;
    (line_end, separator, line_end, date_line).parse(after)?;
    Ok((after, found))
}

/// Returns whether a clip without a stamp starts here: link header and separator.
pub(super) fn is_clip(input: &str) -> bool {
    (link_header, line_end, separator, line_end)
        .parse(input)
        .is_ok()
}

/// Returns whether a clip with a stamp starts here: stamp, link header and separator.
pub(super) fn is_stamped_clip(input: &str) -> bool {
    match (stamp, line_end).parse(input) {
        Ok((rest, _)) => is_clip(rest) || broken_link_header(rest).is_ok(),
        Err(_) => false,
    }
}

/// `separator = 3*"-"`
pub(super) fn separator(input: &str) -> Rule<'_, &str> {
    let dashes = |input| ascii_while(input, |byte| byte == b'-');
    verify(dashes, |dashes: &str| dashes.len() >= 3).parse(input)
}

/// `date-line = "日期：" rfc2822-date`: the text after the colon.
pub(super) fn date_line(input: &str) -> Rule<'_, &str> {
    preceded((tag("日期："), blanks), rest_of_line).parse(input)
}

/// The start of an HTML page, after white space.
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

/// nom's `take_while` for ASCII, which decodes no characters: `is_part` returns `true` only for ASCII.
#[inline]
fn ascii_while(input: &str, is_part: impl Fn(u8) -> bool) -> Rule<'_, &str> {
    let end = input.bytes().position(|byte| !is_part(byte));
    let (part, rest) = input.split_at(end.unwrap_or(input.len()));
    Ok((rest, part))
}

/// Returns the text without trailing spaces and tabs.
#[inline]
fn trim_end(text: &str) -> &str {
    // There are rarely any.
    match text.as_bytes() {
        [.., b' ' | b'\t'] => text.trim_end_matches(is_blank),
        _ => text,
    }
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}
