//! The grammar of the file format, which `src/format.md` describes. Each rule is implemented by the
//! function with the same name.
//!
//! This is the only module that uses nom. The input is always complete, so the rules use nom's
//! parsers for complete input, not those for streams. All strings that rules return are slices of
//! the source, so [`offset`] can compute their positions.

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

/// The result of a rule: the rest of the input and the parsed value, or a [`Mismatch`].
pub(super) type Rule<'a, T> = IResult<&'a str, T, Mismatch<'a>>;

/// The reason a rule does not match.
#[derive(Debug)]
pub(super) enum Mismatch<'a> {
    /// The rule does not match the input, but another rule may.
    Other,
    /// The input is invalid, so no other rule should be tried. Contains the kind of the error and
    /// the invalid text. This text is empty if the error is that something is missing.
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

/// Returns the reason a rule did not match.
pub(super) fn reason(error: nom::Err<Mismatch<'_>>) -> Mismatch<'_> {
    match error {
        nom::Err::Error(mismatch) | nom::Err::Failure(mismatch) => mismatch,
        nom::Err::Incomplete(_) => Mismatch::Other,
    }
}

/// Returns the byte offset of `part` in `source`. `part` must be a slice of `source`.
pub(super) fn offset(source: &str, part: &str) -> usize {
    source.offset(part)
}

/// Returns `part` with its span. `part` must be a slice of `whole`.
pub(super) fn part_of<'a>(whole: Spanned<&'a str>, part: &'a str) -> Spanned<&'a str> {
    let start = whole.span().start + offset(&whole, part) as u32;
    Spanned::new(part, Span::new(start, start + part.len() as u32))
}

/// `[BOM]`
pub(super) fn byte_order_mark(input: &str) -> Rule<'_, &str> {
    tag("\u{feff}").parse(input)
}

/// `line-end = *( SP / TAB ) ( LF / CRLF )`. The programs that write archives write no spaces or tabs before
/// line ends.
#[inline]
pub(super) fn line_end(input: &str) -> Rule<'_, &str> {
    // Nearly all line ends are LF without spaces or tabs.
    if let Some((end @ "\n", rest)) = input.split_at_checked(1) {
        return Ok((rest, end));
    }
    recognize((blanks, opt(char('\r')), char('\n'))).parse(input)
}

/// `line = *( any but LF ) line-end`. Returns two parts of the line: the text, and the line end
/// with the spaces and tabs before it.
#[inline(always)] // The slowest rule. Without inlining, its result would go through memory.
pub(super) fn line(input: &str) -> Rule<'_, (&str, &str)> {
    let newline = scan::find(input.as_bytes(), b'\n');
    let Some((line, rest)) = newline.and_then(|at| input.split_at_checked(at + 1)) else {
        return other();
    };
    let text = line.strip_suffix('\n').unwrap_or(line);
    let text = trim_end(text.strip_suffix('\r').unwrap_or(text));
    Ok((rest, line.split_at(text.len())))
}

/// Returns the first line of the input, without its line end and trailing spaces and tabs. Unlike
/// [`line`], this rule also matches a last line without a line end.
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

/// `entry = key ":" [ 1*blank value ]`, which must match a whole line of the front matter. Returns
/// the key and the value.
#[inline(always)] // For the same reason as `line`.
pub(super) fn entry(line: &str) -> Rule<'_, (&str, &str)> {
    separated_pair(key, (char(':'), blank_or_end), preceded(blanks, rest)).parse(line)
}

/// `key = ALPHA *( ALPHA / DIGIT / "_" / "-" )`
fn key(input: &str) -> Rule<'_, &str> {
    static PARTS: [bool; 256] = word_parts(b"_-");
    word(input, &PARTS)
}

/// Returns whether `text` is a valid key of the front matter.
pub(super) fn is_key(text: &str) -> bool {
    all_consuming(key).parse(text).is_ok()
}

/// Checks that the colon of an entry is followed by a space, a tab or the end of the line, as in
/// YAML. So `https://…` is not an entry.
fn blank_or_end(input: &str) -> Rule<'_, ()> {
    match input.is_empty() || input.starts_with(is_blank) {
        true => Ok((input, ())),
        false => other(),
    }
}

/// Like [`quoted`], but any text may be between double quotes, even other double quotes:
/// `DQUOTE *any DQUOTE / single-quoted`. Returns the text between the outermost quotes.
pub(super) fn quoted_loosely(input: &str) -> Rule<'_, &str> {
    alt((|input| enclosed(input, '"', '"'), single_quoted)).parse(input)
}

/// `quoted = DQUOTE *( any but DQUOTE / "\" DQUOTE ) DQUOTE / single-quoted`, which must match a whole value.
/// Returns the text between the quotes.
pub(super) fn quoted(input: &str) -> Rule<'_, &str> {
    let has_no_quote = |text: &&str| {
        let mut quotes = memchr::memchr_iter(b'"', text.as_bytes());
        quotes.all(|at| text.get(..at).is_some_and(|before| before.ends_with('\\')))
    };
    let double = |input| enclosed(input, '"', '"');
    alt((verify(double, has_no_quote), single_quoted)).parse(input)
}

/// `single-quoted = "'" *( any but "'" / "''" ) "'"`, which must match a whole value. Returns the text
/// between the quotes.
fn single_quoted(input: &str) -> Rule<'_, &str> {
    let has_pairs = |text: &&str| text.split("''").all(|part| !part.contains('\''));
    verify(|input| enclosed(input, '\'', '\''), has_pairs).parse(input)
}

/// `names = "[" *any "]"`, which must match a whole value. Returns the text between the brackets.
pub(super) fn names(input: &str) -> Rule<'_, &str> {
    enclosed(input, '[', ']')
}

/// Like nom's `delimited`, but `close` must be the last character of the input. Returns the text
/// between `open` and the last `close`. This text may contain other `close` characters.
fn enclosed(input: &str, open: char, close: char) -> Rule<'_, &str> {
    let inner = input
        .strip_prefix(open)
        .and_then(|inner| inner.strip_suffix(close));
    match inner {
        Some(inner) => Ok((input.get(input.len()..).unwrap_or_default(), inner)),
        None => other(),
    }
}

/// `name = quoted-name / 1*( any but blank )`. Spaces and tabs before the name are skipped.
pub(super) fn name(input: &str) -> Rule<'_, &str> {
    let plain = take_while1(|c| !is_blank(c));
    preceded(blanks, alt((quoted_name, plain))).parse(input)
}

/// Parses a name in a list whose names are separated by commas. Names in such a list may contain
/// spaces. Commas, spaces and tabs before the name are skipped.
pub(super) fn name_with_blanks(input: &str) -> Rule<'_, &str> {
    let separators = take_while(|c| c == ',' || is_blank(c));
    let quoted = terminated(quoted_name, (blanks, peek(alt((tag(","), eof)))));
    let plain = take_while1(|c| c != ',').map(trim_end);
    preceded(separators, alt((quoted, plain))).parse(input)
}

/// Returns whether `list` contains a comma outside quoted names. The names in such a list are
/// separated by commas.
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

/// `quoted-name = DQUOTE *( any but DQUOTE ) DQUOTE`, or the same with `'` in place of `DQUOTE`. A space, a
/// tab, a comma or the end of the list must follow the name. Returns the text between the quotes.
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

/// `stamp = "<!--" ( ["-"] 1*DIGIT / "NaN" ) "-->"`. Returns the text between `<!--` and `-->`.
pub(super) fn stamp(input: &str) -> Rule<'_, &str> {
    match delimited(tag("<!--"), millis, tag("-->")).parse(input) {
        Err(_) if input.starts_with("<!--") => no_stamp(input),
        result => result,
    }
}

/// Returns the error for a comment that is not a stamp.
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

/// Returns whether the input starts with a stamp. `input` must be the text after the front matter.
/// This text may also start with the body.
///
/// A comment counts as a stamp in three cases: it is a valid stamp, the file was truncated within a
/// stamp, or a link header and a separator follow the comment. Any other comment belongs to the
/// body.
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

/// Returns whether the file was truncated within a stamp. `inner` must be the rest of the file
/// after `<!--`.
fn is_cut_stamp(inner: &str) -> bool {
    let digits = inner.strip_prefix('-').unwrap_or(inner);
    let end = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    (end != "-->" && "-->".starts_with(end)) || "NaN-->".starts_with(inner)
}

/// `["-"] 1*DIGIT / "NaN"`
fn millis(input: &str) -> Rule<'_, &str> {
    alt((recognize((opt(char('-')), digits1)), tag("NaN"))).parse(input)
}

/// `link-header = "[" title "](" url ")"`. After the link header, the line may contain only spaces and tabs,
/// which are not consumed. Returns the title and the URL.
///
/// The format has no escapes for brackets, so the line is parsed from its end. The URL ends before
/// the last `)`. The URL starts after the last `](` that is followed by an absolute URL.
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

/// Returns the title and the URL of a link header. `line` is the link header without the first `[`
/// and the last `)`. It is split at the last `](` that is followed by an absolute URL. If no `](`
/// is followed by an absolute URL, the error is the text after the last `](`. If `line` does not
/// contain `](`, the error is `""`.
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

/// The maximum number of line ends in the title of a [`broken_link_header`]. In the real files with
/// such a link header, the title has two line ends. The maximum prevents other text that begins
/// with `[` from being read as a link header.
const BROKEN_LINES: usize = 8;
/// The maximum total length, in bytes, of the lines before the URL's line in a
/// [`broken_link_header`].
const BROKEN_BYTES: usize = 1024;

/// Parses a link header with line ends in its title. Of 4,749 real files, 2 have such a link
/// header. Matches only if a separator follows. Must be tried only after a stamp or front matter.
/// Returns the title and the URL.
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

/// Like [`broken_link_header`], but for files without a stamp and without front matter. A date line
/// must follow the separator. Without a date line, the file is probably not an article.
pub(super) fn broken_dated_link_header(input: &str) -> Rule<'_, (&str, &str)> {
    let (after, found) = broken_link_header(input)?;
    (line_end, separator, line_end, date_line).parse(after)?;
    Ok((after, found))
}

/// Returns whether the input starts with a link header and a separator, like a clip without a
/// stamp.
pub(super) fn is_clip(input: &str) -> bool {
    (link_header, line_end, separator, line_end)
        .parse(input)
        .is_ok()
}

/// Returns whether the input starts with a stamp, a link header and a separator.
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

/// `date-line = "日期：" rfc2822-date`. Returns the text after the colon without parsing the date.
pub(super) fn date_line(input: &str) -> Rule<'_, &str> {
    preceded((tag("日期："), blanks), rest_of_line).parse(input)
}

/// Matches the start of an HTML page, such as `<!doctype` or `<html`. White space at the start of the file is
/// skipped.
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

/// `word = ALPHA *part`. `parts[byte]` is `true` if the rule's `part` matches `byte`.
fn word<'a>(input: &'a str, parts: &[bool; 256]) -> Rule<'a, &'a str> {
    match input.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => {
            ascii_while(input, |byte| parts.get(usize::from(byte)) == Some(&true))
        }
        _ => other(),
    }
}

/// Returns the array `parts` for [`word`]: an element is `true` if its index is an ASCII letter, an
/// ASCII digit or one of `others`. `others` must be ASCII.
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

/// Like nom's `take_while`, but tests bytes instead of characters, which is faster. `is_part` must
/// return `true` only for ASCII bytes.
#[inline]
fn ascii_while(input: &str, is_part: impl Fn(u8) -> bool) -> Rule<'_, &str> {
    let end = input.bytes().position(|byte| !is_part(byte));
    let (part, rest) = input.split_at(end.unwrap_or(input.len()));
    Ok((rest, part))
}

/// Returns the text without trailing spaces and tabs.
#[inline]
fn trim_end(text: &str) -> &str {
    // Most text has no trailing spaces and tabs.
    match text.as_bytes() {
        [.., b' ' | b'\t'] => text.trim_end_matches(is_blank),
        _ => text,
    }
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}
