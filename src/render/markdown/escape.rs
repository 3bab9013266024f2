//! What of a text has a meaning in Markdown, and how to take that away.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::render::options::RenderOptions;

/// The place in a line where the next character goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Where the mark of a block may be.
    Start,
    /// After so many digits, and nothing else.
    Number(u8),
    Inside,
}

/// Writes text so that nothing in it has a meaning in Markdown.
pub(super) struct Escape<'w, W: ?Sized> {
    pub(super) out: &'w mut W,
    pub(super) options: &'w RenderOptions<'w>,
    pub(super) in_heading: bool,
    pub(super) in_table: bool,
    /// How many links are open.
    pub(super) links: usize,
    pub(super) at: At,
    /// The last character that was written.
    pub(super) last: char,
    /// Whether what was written last may be read as an address.
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

    /// Writes markup.
    pub(super) fn put(&mut self, markup: &str) -> fmt::Result {
        self.at = At::Inside;
        self.ends_in_address = false;
        self.last = markup.chars().next_back().unwrap_or(self.last);
        self.out.write_str(markup)
    }

    /// Writes text. `next` is what is written after it, or `None` where the line ends.
    pub(super) fn text(&mut self, text: &str, next: Option<char>) -> fmt::Result {
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        // The end of the last address, and whether it must not be made a link.
        let mut url = (0, false);
        loop {
            if self.at == At::Inside {
                let plain = plain_len(bytes.get(at..).unwrap_or_default());
                if plain > 0 {
                    at += plain;
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
                // Of a tag, or of an address of mail.
                '<' => following().is_none_or(|c| c.is_ascii() && !c.is_ascii_whitespace()),
                '&' => may_be_reference(rest, next),
                // In the text itself, the bracket is escaped.
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

    /// Writes the address of a link or an image, and what it is called, in their parentheses.
    pub(super) fn destination(&mut self, address: &str, title: Option<&str>) -> fmt::Result {
        self.last = ')';
        self.at = At::Inside;
        self.ends_in_address = false;
        if title.is_none() && is_plain_url(address) {
            self.out.write_str("(")?;
            self.out.write_str(address)?;
            return self.out.write_str(")");
        }
        // Browsers ignore line ends in URLs.
        let is_line_end = |c: char| matches!(c, '\n' | '\r' | '\t');
        let address = match address.contains(is_line_end) {
            true => Cow::Owned(address.replace(is_line_end, "")),
            false => Cow::Borrowed(address),
        };
        let needs_brackets = |c: char| c.is_whitespace() || c.is_control() || "()<>".contains(c);
        let brackets = address.is_empty() || address.contains(needs_brackets);
        self.out.write_str(if brackets { "(<" } else { "(" })?;
        self.quoted(&address, "<>")?;
        if brackets {
            self.out.write_str(">")?;
        }
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
        self.out.write_str(")")
    }

    /// Writes text in which only escapes, references and `ends` have a meaning.
    fn quoted(&mut self, text: &str, ends: &str) -> fmt::Result {
        if is_plain_url(text) && !ends.contains('"') {
            return self.out.write_str(text);
        }
        let mut from = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let before = match c {
                // References count here even behind a backslash, to some readers.
                '&' if may_be_reference(text.get(at + 1..).unwrap_or_default(), None) => "&amp;",
                '\\' if chars.peek().is_none_or(|(_, c)| c.is_ascii_punctuation()) => "\\",
                '|' if self.in_table => "\\",
                c if ends.contains(c) => "\\",
                _ => continue,
            };
            self.out.write_str(text.get(from..at).unwrap_or_default())?;
            self.out.write_str(before)?;
            from = if c == '&' { at + 1 } else { at };
        }
        self.out.write_str(text.get(from..).unwrap_or_default())
    }
}

/// Returns whether nothing in a URL has a meaning in parentheses.
fn is_plain_url(url: &str) -> bool {
    let is_plain = |byte: &u8| URL.get(usize::from(*byte)) == Some(&true);
    !url.is_empty() && url.as_bytes().iter().all(is_plain)
}

/// The bytes of URLs that have no meaning in parentheses.
static URL: [bool; 256] = table(b"-._~:/?#[]@!$'*+,;=%{}^`\"", true);
/// The bytes that may have a meaning inside a line.
static SPECIAL: [bool; 256] = table(b"\n\r\t`*[]~\\_<&!^|#:.", false);

/// Returns a table of these bytes, perhaps with letters and digits.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn table(mut bytes: &[u8], has_alphanumeric: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = has_alphanumeric && (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    while let [byte, rest @ ..] = bytes {
        table[*byte as usize] = true;
        bytes = rest;
    }
    table
}

/// How many bytes [`plain_len`] looks at together.
const BLOCK: usize = 16;

/// Returns how many bytes have no meaning in Markdown inside a line.
#[inline]
fn plain_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    let mut rest = bytes;
    while let Some(block) = rest.first_chunk::<BLOCK>() {
        // There are no branches, so that all are looked at together.
        if block.iter().fold(0, |found, &byte| found | not_plain(byte)) != 0 {
            let is_special = |byte: &u8| SPECIAL.get(usize::from(*byte)) == Some(&true);
            if let Some(found) = block.iter().position(is_special) {
                return at + found;
            }
        }
        at += BLOCK;
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    let is_special = |byte: &u8| SPECIAL.get(usize::from(*byte)) == Some(&true);
    at + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Returns 0 if a byte is part of a character beyond ASCII, a letter, a digit or a space.
#[inline(always)]
fn not_plain(byte: u8) -> u8 {
    let is_plain = u8::from(byte >= 0x80)
        | u8::from((byte | 0x20).wrapping_sub(b'a') < 26)
        | u8::from(byte.wrapping_sub(b'0') < 10)
        | u8::from(byte == b' ');
    is_plain ^ 1
}

/// Returns the last character before `at`, as it is written.
fn last_char(text: &str, at: usize) -> char {
    let before = text.get(..at).unwrap_or_default();
    before.chars().next_back().unwrap_or(' ')
}

/// Returns whether GitHub, which makes links of addresses in text, may see the rest of one at `at`.
fn begins_address(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    rest.starts_with("://") || rest.starts_with('.') && before.ends_with("www")
}

/// How long an address in text may be, in bytes, to be left alone.
const MAX_ADDRESS: usize = 2000;

/// Returns how long the rest of an address in text is, and whether it would take for its own what
/// is only written for Markdown: the escapes in it, or `next` right behind it.
fn address(rest: &str, next: Option<char>, in_heading: bool) -> (usize, bool) {
    let bytes = rest.bytes().take(MAX_ADDRESS);
    let len = bytes
        .take_while(|byte| *byte > b' ' && *byte != b'<')
        .count();
    let (address, behind) = rest.split_at_checked(len).unwrap_or_default();
    let is_risky = match behind.bytes().next() {
        Some(byte) => byte == b'<' || len == MAX_ADDRESS,
        None => next.is_some_and(|c| c != ' ' && c != '<'),
    };
    (len, is_risky || has_escapes(address, in_heading))
}

/// Returns whether something in an address has to be escaped.
fn has_escapes(address: &str, in_heading: bool) -> bool {
    let mut last = ' ';
    let mut chars = address.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let escapes = match c {
            '`' | '*' | '[' | ']' | '~' | '\\' | '|' => true,
            '#' => in_heading && last == '#',
            '_' => !(is_word(last) && next.is_some_and(is_word)),
            '&' => may_be_reference(address.get(at + 1..).unwrap_or_default(), None),
            _ => false,
        };
        if escapes {
            return true;
        }
        last = c;
    }
    false
}

/// Returns whether what follows a `&`, and then `next`, may make a character reference of it.
fn may_be_reference(rest: &str, next: Option<char>) -> bool {
    // The longest name has 31 letters.
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

/// Returns whether a character is part of a word: in no version of CommonMark is it punctuation
/// or a blank.
pub(super) fn is_word(c: char) -> bool {
    // Letters in circles and squares are symbols.
    let is_symbol = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f100}'..='\u{1f1ff}');
    c.is_alphanumeric() && !is_symbol
}
