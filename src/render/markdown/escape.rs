//! Escapes the characters in text that have a meaning in Markdown.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::render::bytes::{self, byte_table};
use crate::render::options::RenderOptions;

/// The position of the next character in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// At the start of a line, where Markdown recognizes block markers, such as `#`.
    Start,
    /// After a number at the start of a line. The field is how many digits the number has.
    Number(u8),
    /// Anywhere else in the line.
    Inside,
}

/// Writes text, and escapes the characters in it that have a meaning in Markdown.
pub(super) struct Escape<'w, W: ?Sized> {
    pub(super) out: &'w mut W,
    pub(super) options: &'w RenderOptions<'w>,
    pub(super) in_heading: bool,
    pub(super) in_table: bool,
    /// The number of open links.
    pub(super) links: usize,
    pub(super) at: At,
    /// The last character that was written.
    pub(super) last: char,
    /// Whether the output so far ends with a URL that GitHub turns into a link (an "extended
    /// autolink").
    pub(super) ends_in_address: bool,
}

impl<'w, W: Write + ?Sized> Escape<'w, W> {
    pub(super) fn new(out: &'w mut W, options: &'w RenderOptions<'w>) -> Self {
        Escape {
            out,
            options,
            in_heading: false,
            in_table: false,
            links: 0,
            at: At::Start,
            last: '\n',
            ends_in_address: false,
        }
    }

    /// Writes markup, without escapes.
    pub(super) fn put(&mut self, markup: &str) -> fmt::Result {
        self.at = At::Inside;
        self.ends_in_address = false;
        self.last = markup.chars().next_back().unwrap_or(self.last);
        self.out.write_str(markup)
    }

    /// Writes text, with escapes. `next` is the character that will follow in the output, or `None` at the
    /// end of a line.
    pub(super) fn text(&mut self, text: &str, next: Option<char>) -> fmt::Result {
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        // The first byte that may need an escape.
        let mut special = find_special::<true>(bytes, 0);
        let has_address =
            self.links == 0 && special < bytes.len() && may_hold_address(bytes, self.last, next);
        if !has_address && special < bytes.len() {
            special = find_special::<false>(bytes, special);
        }
        if bytes.first().is_some_and(|byte| *byte >= 0x80) {
            // Only ASCII characters have a meaning at the start of a line.
            self.at = At::Inside;
        }
        // The end of the last URL in the text, and whether this URL must be escaped to prevent a
        // link on GitHub.
        let mut url = (0, false);
        loop {
            if self.at == At::Inside {
                if special < at {
                    special = match has_address {
                        true => find_special::<true>(bytes, at),
                        false => find_special::<false>(bytes, at),
                    };
                }
                if special > at {
                    at = special;
                    self.last = last_char(text, at);
                }
            }
            let mut rest = text.get(at..).unwrap_or_default().chars();
            let Some(c) = rest.next() else { break };
            let rest = rest.as_str();
            let after = text.len() - rest.len();
            let following = || rest.chars().next().or(next);
            let escapes = match c {
                '\n' | '\r' | '\t' | ' ' => {
                    self.out.write_str(text.get(from..at).unwrap_or_default())?;
                    (from, at) = (after, after);
                    if self.at != At::Start {
                        self.out.write_str(" ")?;
                        self.last = ' ';
                    }
                    continue;
                }
                '`' | '*' | '[' | ']' | '~' => true,
                '\\' => following().is_none_or(|c| c.is_ascii_punctuation()),
                '_' => !(is_word(self.last) && following().is_some_and(is_word)),
                // The start of a tag, or of an autolink for an e-mail address.
                '<' => following().is_none_or(|c| c.is_ascii() && !c.is_ascii_whitespace()),
                '&' => may_be_reference(rest, next),
                // Inside the text, a `[` after the `!` is escaped, so the `!` needs no escape.
                '!' => rest.is_empty() && next == Some('['),
                '^' => self.last == '[',
                '|' => self.in_table || self.at == At::Start,
                '#' if self.in_heading => matches!(self.last, ' ' | '#' | '\n'),
                '#' | '>' => self.at == At::Start,
                '-' | '=' | '+' => self.at == At::Start && !following().is_some_and(is_word),
                '.' | ')' if matches!(self.at, At::Number(1..=9)) => {
                    following().is_none_or(|c| c.is_ascii_whitespace())
                }
                ':' if self.at == At::Start && following() == Some('-') => true,
                ':' | '.'
                    if self.links == 0 && has_address && is_split(self.last, c, at, rest, next) =>
                {
                    true
                }
                ':' | '.' if self.links == 0 && begins_address(text, at) => {
                    if at >= url.0 {
                        let (len, is_risky) = address(rest, next, self.in_heading);
                        url = (after + len, is_risky);
                    }
                    url.1
                }
                _ => false,
            };
            if escapes {
                self.out.write_str(text.get(from..at).unwrap_or_default())?;
                self.out.write_str("\\")?;
                from = at;
            }
            self.at = match self.at {
                At::Start if c.is_ascii_digit() => At::Number(1),
                At::Number(digits) if c.is_ascii_digit() => At::Number(digits.saturating_add(1)),
                _ => At::Inside,
            };
            self.last = c;
            at = after;
        }
        self.ends_in_address = url == (text.len(), false);
        self.out.write_str(text.get(from..).unwrap_or_default())
    }

    /// Writes the URL and the title of a link or image, in parentheses.
    pub(super) fn destination(&mut self, url: &str, title: Option<&str>) -> fmt::Result {
        let mut url = Cow::Borrowed(url);
        let mut class = class_of(&url);
        if class & LINE_END != 0 {
            // Browsers ignore line ends and tabs in URLs.
            url = Cow::Owned(url.replace(['\n', '\r', '\t'], ""));
            class = class_of(&url);
        }
        let is_blank = |c: char| c.is_whitespace() || c.is_control();
        let brackets = url.is_empty()
            || class & BRACKET != 0
            || class & NOT_ASCII != 0 && url.contains(is_blank);
        self.out.write_str(if brackets { "(<" } else { "(" })?;
        match class & (AMPERSAND | BACKSLASH | BRACKET | PIPE) {
            0 => self.out.write_str(&url)?,
            _ => self.quoted(&url, "<>")?,
        }
        self.out.write_str(if brackets { ">" } else { "" })?;
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
            self.out.write_str(" \"")?;
            for (number, word) in title.split_ascii_whitespace().enumerate() {
                if number > 0 {
                    self.out.write_str(" ")?;
                }
                self.quoted(word, "\"")?;
            }
            self.out.write_str("\"")?;
        }
        self.last = ')';
        self.at = At::Inside;
        self.out.write_str(")")
    }

    /// Writes a URL or title, with escapes. In a URL or title, Markdown recognizes only backslash
    /// escapes, character references, and the characters in `ends`, such as the closing quote.
    fn quoted(&mut self, text: &str, ends: &str) -> fmt::Result {
        let bytes = text.as_bytes();
        let mut from = 0;
        for (at, byte) in bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| b"&\\|<>\"".contains(byte))
        {
            let rest = text.get(at + 1..).unwrap_or_default();
            let before = match byte {
                // Some parsers decode character references here even after a backslash.
                b'&' if may_be_reference(rest, None) => "&amp;",
                b'&' => continue,
                b'\\' if rest.chars().next().is_none_or(|c| c.is_ascii_punctuation()) => "\\",
                b'|' if self.in_table => "\\",
                byte if ends.as_bytes().contains(byte) => "\\",
                _ => continue,
            };
            self.out.write_str(text.get(from..at).unwrap_or_default())?;
            self.out.write_str(before)?;
            from = if *byte == b'&' { at + 1 } else { at };
        }
        self.out.write_str(text.get(from..).unwrap_or_default())
    }
}

/// The bit that [`class_of`] sets if a URL contains `&`.
const AMPERSAND: u8 = 1;
/// The bit that [`class_of`] sets if a URL contains `\`.
const BACKSLASH: u8 = 2;
/// The bit that [`class_of`] sets if a URL contains `|`.
const PIPE: u8 = 4;
/// The bit that [`class_of`] sets if a byte of a URL requires angle brackets around the URL.
const BRACKET: u8 = 8;
/// The bit that [`class_of`] sets if a URL contains a line end or tab.
const LINE_END: u8 = 16;
/// The bit that [`class_of`] sets if a URL contains a non-ASCII character.
const NOT_ASCII: u8 = 32;

/// Returns the bits of all bytes of a URL, combined with `|`: [`AMPERSAND`], [`BACKSLASH`] and so
/// on.
fn class_of(url: &str) -> u8 {
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
    static CLASSES: [u8; 256] = byte_table!(class);
    let class = |byte: u8| CLASSES.get(usize::from(byte)).copied().unwrap_or(0);
    url.bytes().fold(0, |all, byte| all | class(byte))
}

const fn class(byte: u8) -> u8 {
    match byte {
        b'&' => AMPERSAND,
        b'\\' => BACKSLASH,
        b'|' => PIPE,
        b'\n' | b'\r' | b'\t' => LINE_END | BRACKET,
        b'(' | b')' | b'<' | b'>' | b'\0'..=b' ' | 0x7f => BRACKET,
        0x80.. => NOT_ASCII,
        _ => 0,
    }
}

/// Returns the index of the first byte at or after `at` that may need an escape inside a line.
/// Returns the length of `bytes` if no such byte follows. If `ADDRESS` is `true`, `.` and `:` may
/// also need an escape, because `www.` or `://` may be the start of a URL.
#[inline]
fn find_special<const ADDRESS: bool>(bytes: &[u8], at: usize) -> usize {
    let table = if ADDRESS { &IN_ADDRESS } else { &IN_TEXT };
    // Most blocks have no ASCII punctuation.
    bytes::find(bytes, at, table, |block| {
        !bytes::is_non_ascii(block)
            && bytes::any(block, other)
            && bytes::any(block, special::<ADDRESS>)
    })
}

/// The result of `special::<false>` for each byte.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static IN_TEXT: [u8; 256] = byte_table!(special::<false>);
/// The result of `special::<true>` for each byte.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static IN_ADDRESS: [u8; 256] = byte_table!(special::<true>);

/// Returns 0 if a byte is an ASCII letter, a digit, a space or part of a non-ASCII character, otherwise 1.
#[inline(always)]
fn other(byte: u8) -> u8 {
    let is_plain = u8::from(byte >= 0x80)
        | u8::from((byte | 0x20).wrapping_sub(b'a') < 26)
        | u8::from(byte.wrapping_sub(b'0') < 10)
        | u8::from(byte == b' ');
    is_plain ^ 1
}

/// Returns 1 if a byte may need an escape inside a line, otherwise 0. See [`find_special`] for `ADDRESS`.
#[inline(always)]
const fn special<const ADDRESS: bool>(byte: u8) -> u8 {
    // The six bytes from `[` to `` ` ``, and control characters.
    let in_row = (byte.wrapping_sub(b'[') < 6) | (byte < b' ');
    let others = (byte == b'!')
        | (byte == b'#')
        | (byte == b'&')
        | (byte == b'*')
        | (byte == b'<')
        | (byte == b'|')
        | (byte == b'~');
    let in_address = (byte == b'.') | (byte == b':');
    (in_row | others | (ADDRESS & in_address)) as u8
}

/// Returns the character before `at`, or a space if `at` is 0.
fn last_char(text: &str, at: usize) -> char {
    let before = text.get(..at).unwrap_or_default();
    before.chars().next_back().unwrap_or(' ')
}

/// Returns whether GitHub may recognize a URL in `text`. `last` and `next` are the characters
/// before and after `text` in the output.
fn may_hold_address(text: &[u8], last: char, next: Option<char>) -> bool {
    let is_split = match (text.first(), text.last()) {
        (Some(b'.'), _) => is_w(last),
        (_, Some(b':' | b'/')) => next == Some('/'),
        _ => false,
    };
    let starts = |at: usize, with: &[u8]| {
        let with_len = text.get(at..at + with.len());
        with_len.is_some_and(|text| text.eq_ignore_ascii_case(with))
    };
    is_split
        || memchr::memchr2_iter(b':', b'.', text)
            .any(|at| starts(at, b"://") || at >= 3 && starts(at - 3, b"www."))
}

/// Returns whether GitHub may recognize a URL because of the characters at `at`: the `://` of an
/// absolute URL, or the `.` after `www`.
fn begins_address(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let is_www = || {
        let www = before.get(before.len().saturating_sub(3)..);
        www.is_some_and(|www| www.eq_ignore_ascii_case("www"))
    };
    rest.starts_with("://") || rest.starts_with('.') && is_www()
}

/// Returns whether `c` may belong to a `://` that ends after the text, or to a `www.` that starts
/// before the text. GitHub may recognize a URL there. `c` is a `:` or `.` at the offset `at` of the
/// text. `rest` is the part of the text after `c`. `last` is the character before `c`, and `next`
/// is the character after the text.
fn is_split(last: char, c: char, at: usize, rest: &str, next: Option<char>) -> bool {
    match c {
        ':' => matches!(rest, "" | "/") && next == Some('/'),
        _ => at == 0 && is_w(last),
    }
}

const fn is_w(c: char) -> bool {
    matches!(c, 'w' | 'W')
}

/// A URL in text is always escaped if it has at least this many bytes after the `:` of `://` or the
/// `.` of `www.`.
const MAX_ADDRESS: usize = 2000;

/// Measures a URL in text. `rest` is the text after the `:` of its `://`, or after the `.` of its
/// `www.`. Returns how many bytes of `rest` belong to the URL, and whether GitHub's link would
/// contain more than the URL. GitHub's link ends only at white space or `<`. So it may also contain
/// Chinese text after the URL, the markup `next`, or escapes.
fn address(rest: &str, next: Option<char>, in_heading: bool) -> (usize, bool) {
    let bytes = rest.as_bytes();
    let bytes = bytes.get(..MAX_ADDRESS).unwrap_or(bytes);
    let len = bytes::find(bytes, 0, &ENDS_ADDRESS, |block| {
        bytes::any(block, ends_address)
    });
    let (address, behind) = rest.split_at_checked(len).unwrap_or_default();
    let is_risky = match behind.bytes().next() {
        Some(byte) => byte == b'<',
        None => next.is_some_and(|c| c != ' ' && c != '<'),
    };
    // The bytes may be cut off within a character if there are more than `MAX_ADDRESS`.
    let is_risky = is_risky || len == MAX_ADDRESS || !address.is_ascii();
    (len, is_risky || has_escapes(address, in_heading))
}

/// The result of [`ends_address`] for each byte.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static ENDS_ADDRESS: [u8; 256] = byte_table!(ends_address);

/// Returns 1 if GitHub ends a URL in text before this byte, otherwise 0.
#[inline(always)]
const fn ends_address(byte: u8) -> u8 {
    ((byte <= b' ') | (byte == b'<')) as u8
}

/// Returns whether a URL in text contains a character that has to be escaped.
fn has_escapes(address: &str, in_heading: bool) -> bool {
    let bytes = address.as_bytes();
    let specials = std::iter::successors(Some(find_special::<false>(bytes, 0)), |at| {
        Some(find_special::<false>(bytes, at + 1))
    });
    { specials }
        .map_while(|at| Some((at, *bytes.get(at)?)))
        .any(|(at, byte)| {
            let rest = address.get(at + 1..).unwrap_or_default();
            let last = last_char(address, at);
            match byte {
                b'`' | b'*' | b'[' | b']' | b'~' | b'\\' | b'|' => true,
                b'#' => in_heading && last == '#',
                b'_' => !(is_word(last) && rest.chars().next().is_some_and(is_word)),
                b'&' => may_be_reference(rest, None),
                _ => false,
            }
        })
}

/// Returns whether a `&` may start a character reference. In the output, `rest` follows the `&`,
/// and `next` follows `rest`.
fn may_be_reference(rest: &str, next: Option<char>) -> bool {
    // The longest name of a character reference has 31 letters.
    let name = rest
        .bytes()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    let len = name.count();
    match rest.as_bytes().get(len) {
        Some(byte) => *byte == b';' && len > 0,
        None => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#' || c == ';'),
    }
}

/// Returns whether a character is part of a word. Such a character is neither punctuation nor white
/// space in any version of CommonMark.
pub(super) fn is_word(c: char) -> bool {
    // Letters in circles and squares are symbols. Some versions of CommonMark treat symbols as
    // punctuation.
    let is_symbol = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f100}'..='\u{1f1ff}');
    c.is_alphanumeric() && !is_symbol
}
