//! What of a text has a meaning in Markdown, and how to take that away.

use std::borrow::Cow;
use std::fmt;

use super::inline::{At, Line};

impl Line<'_, '_> {
    /// Writes text. `next` is what is written behind it, or nothing where the line ends.
    pub(super) fn text(&mut self, text: &str, next: Option<char>) -> fmt::Result {
        let mut from = 0;
        let mut chars = text.char_indices().peekable();
        // The end of the last address, and whether it must not be made a link.
        let mut url = (0, false);
        while let Some((at, c)) = chars.next() {
            let behind = at + c.len_utf8();
            let following = chars.peek().map_or(next, |(_, c)| Some(*c));
            let rest = || text.get(behind..).unwrap_or_default();
            let escapes = match c {
                '\n' | '\r' | '\t' | ' ' => {
                    self.out.write_str(text.get(from..at).unwrap_or_default())?;
                    from = behind;
                    if self.at != At::Start {
                        self.out.write_str(" ")?;
                        self.last = ' ';
                    }
                    continue;
                }
                '`' | '*' | '[' | ']' | '~' => true,
                '\\' => following.is_none_or(|c| c.is_ascii_punctuation()),
                '_' => !(is_word(self.last) && following.is_some_and(is_word)),
                // Of a tag, or of an address of mail.
                '<' => following.is_none_or(|c| c.is_ascii() && !c.is_ascii_whitespace()),
                '&' => may_be_reference(rest(), next),
                // In the text itself, the bracket is escaped.
                '!' => chars.peek().is_none() && next == Some('['),
                '^' => self.last == '[',
                '|' => self.in_table || self.at == At::Start,
                '#' if self.in_heading => matches!(self.last, ' ' | '#' | '\n'),
                '#' | '>' => self.at == At::Start,
                '-' | '=' | '+' => self.at == At::Start && !following.is_some_and(is_word),
                '.' | ')' if matches!(self.at, At::Number(1..=9)) => {
                    following.is_none_or(|c| c.is_ascii_whitespace())
                }
                ':' if self.at == At::Start && following == Some('-') => true,
                ':' | '.' if !self.in_link() && begins_address(text, at) => {
                    if at >= url.0 {
                        let (len, is_risky) = address(rest(), next, self.in_heading);
                        url = (behind + len, is_risky);
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
        }
        self.ends_in_address = url == (text.len(), false);
        self.out.write_str(text.get(from..).unwrap_or_default())
    }

    /// Writes the address of a link or an image, and what it is called, in their parentheses.
    pub(super) fn destination(&mut self, address: &str, title: Option<&str>) -> fmt::Result {
        // Browsers pass over line ends in addresses.
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
        self.out.write_str(")")?;
        self.last = ')';
        self.at = At::Inside;
        Ok(())
    }

    /// Writes text in which only escapes, references and `ends` have a meaning.
    fn quoted(&mut self, text: &str, ends: &str) -> fmt::Result {
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
