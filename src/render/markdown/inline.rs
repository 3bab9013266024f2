//! Running text in Markdown.

use std::fmt::{self, Write};

use super::escape::is_word;
use super::run::{Mark, Run, Token};
use crate::render::address;

/// The place in a line where the next character goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Where the mark of a block may stand.
    Start,
    /// Behind so many digits, and nothing else.
    Number(u8),
    Inside,
}

/// Writes one run.
pub(super) struct Line<'w, 'c> {
    pub(super) out: &'w mut dyn Write,
    /// What ends a line within the run, and begins the next.
    pub(super) line_end: &'w str,
    pub(super) in_heading: bool,
    pub(super) in_table: bool,
    pub(super) at: At,
    /// The last character that was written.
    pub(super) last: char,
    run: &'c Run<'c>,
    /// How each mark is written that is open or was.
    ways: Vec<Way>,
    /// How many marks are open that are written with `*`.
    stars: usize,
    /// How many links are open.
    links: usize,
    /// Whether the link that is open began a line. What is in its brackets may be the name of a
    /// definition, which is found before code is.
    may_define: bool,
    /// Whether what was written last may be read as an address.
    pub(super) ends_in_address: bool,
}

/// How a mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As CommonMark's delimiters.
    Delimiters(&'static str),
    /// With the delimiters of the mark around it.
    Merged,
    /// As an element of HTML, where delimiters would not be read as such.
    Element(&'static str),
    Link,
}

impl<'w, 'c> Line<'w, 'c> {
    pub(super) fn new(out: &'w mut dyn Write, run: &'c Run<'c>, line_end: &'w str) -> Self {
        Line {
            out,
            line_end,
            in_heading: false,
            in_table: false,
            at: At::Start,
            last: '\n',
            run,
            ways: Vec::with_capacity(run.marks.len()),
            stars: 0,
            links: 0,
            may_define: false,
            ends_in_address: false,
        }
    }

    pub(super) fn write(mut self) -> fmt::Result {
        let run = self.run;
        for (index, token) in run.tokens.iter().enumerate() {
            match token {
                Token::Text(text) => self.text(text, self.first_of(index + 1))?,
                Token::Code(code) => self.code(code)?,
                Token::Break => self.line_break()?,
                Token::Image(image) => {
                    self.put("![")?;
                    self.text(image.alt().unwrap_or_default(), Some(']'))?;
                    self.put("]")?;
                    self.destination(address::trim(image.original_src()), image.title())?;
                }
                Token::Open(mark) => self.open(*mark, index)?,
                Token::Close(mark) => self.close(*mark)?,
            }
        }
        Ok(())
    }

    fn line_break(&mut self) -> fmt::Result {
        if self.breaks_with_tag() {
            return self.put(self.line_end);
        }
        (self.at, self.last) = (At::Start, '\n');
        match self.line_end.strip_prefix('\\') {
            // The backslash would be part of it.
            Some(line_end) if std::mem::take(&mut self.ends_in_address) => {
                self.out.write_str("  ")?;
                self.out.write_str(line_end)
            }
            _ => self.out.write_str(self.line_end),
        }
    }

    pub(super) fn in_link(&self) -> bool {
        self.links > 0
    }

    fn breaks_with_tag(&self) -> bool {
        self.line_end.ends_with('>')
    }

    fn open(&mut self, mark: usize, index: usize) -> fmt::Result {
        if mark == self.ways.len() {
            self.find_way(mark, index);
        }
        match self.ways.get(mark) {
            Some(Way::Delimiters(delimiters)) => {
                self.stars += usize::from(delimiters.starts_with('*'));
                self.put(delimiters)
            }
            Some(Way::Element(name)) => self.tag("<", name),
            Some(Way::Link) => {
                self.links += 1;
                self.may_define = self.at == At::Start;
                self.put("[")
            }
            Some(Way::Merged) | None => Ok(()),
        }
    }

    fn close(&mut self, mark: usize) -> fmt::Result {
        match self.ways.get(mark) {
            Some(Way::Delimiters(delimiters)) => {
                self.stars -= usize::from(delimiters.starts_with('*'));
                self.put(delimiters)
            }
            Some(Way::Element(name)) => self.tag("</", name),
            Some(Way::Link) => {
                self.links -= 1;
                self.may_define = false;
                self.put("]")?;
                match self.run.marks.get(mark) {
                    Some((Mark::Link { href, title }, _)) => {
                        self.destination(address::trim(href), *title)
                    }
                    _ => Ok(()),
                }
            }
            Some(Way::Merged) | None => Ok(()),
        }
    }

    fn tag(&mut self, start: &str, name: &str) -> fmt::Result {
        self.put(start)?;
        self.put(name)?;
        self.put(">")
    }

    /// Writes markup.
    fn put(&mut self, markup: &str) -> fmt::Result {
        self.at = At::Inside;
        self.ends_in_address = false;
        self.last = markup.chars().next_back().unwrap_or(self.last);
        self.out.write_str(markup)
    }

    /// Writes code between more backticks than it holds in a row.
    fn code(&mut self, code: &str) -> fmt::Result {
        let is_cut = self.in_table && code.contains('|') || self.may_define && code.contains("]:");
        if self.last == '`' || is_cut {
            self.tag("<", "code")?;
            self.text(code, Some('<'))?;
            return self.tag("</", "code");
        }
        let fence = "`".repeat(longest_run(code) + 1);
        let is_edge = |c: char| c == '`' || c.is_ascii_whitespace();
        let pad = if code.starts_with(is_edge) || code.ends_with(is_edge) {
            " "
        } else {
            ""
        };
        self.put(&fence)?;
        self.put(pad)?;
        for part in code.split_inclusive(['\n', '\r']) {
            let line = part.strip_suffix(['\n', '\r']);
            self.put(line.unwrap_or(part))?;
            self.put(if line.is_some() { " " } else { "" })?;
        }
        self.put(pad)?;
        self.put(&fence)
    }

    /// Decides how to write a mark that opens at a token, and the one in it, too, if they merge.
    fn find_way(&mut self, mark: usize, index: usize) {
        let Some((kind, close)) = self.run.marks.get(mark) else {
            return;
        };
        let (delimiters, name) = match kind {
            Mark::Emphasis => ("*", "em"),
            Mark::Strong => ("**", "strong"),
            Mark::Strikethrough => ("~~", "del"),
            Mark::Superscript => return self.ways.push(Way::Element("sup")),
            Mark::Subscript => return self.ways.push(Way::Element("sub")),
            Mark::Code => return self.ways.push(Way::Element("code")),
            Mark::Link { .. } => return self.ways.push(Way::Link),
        };
        let behind = self.first_of(close + 1);
        if self.holds_only_a_style(*kind, index, *close)
            && self.delimits("***", [index + 2, close - 2], behind)
        {
            self.ways.extend([Way::Delimiters("***"), Way::Merged]);
        } else if self.delimits(delimiters, [index + 1, close - 1], behind) {
            self.ways.push(Way::Delimiters(delimiters));
        } else {
            self.ways.push(Way::Element(name));
        }
    }

    /// Returns whether all that is emphasized is strong, or the other way round.
    fn holds_only_a_style(&self, kind: Mark<'_>, open: usize, close: usize) -> bool {
        let Some(Token::Open(inner)) = self.run.tokens.get(open + 1) else {
            return false;
        };
        let Some((inner, inner_close)) = self.run.marks.get(*inner) else {
            return false;
        };
        let pair = [kind, *inner];
        inner_close + 1 == close
            && matches!(
                pair,
                [Mark::Strong, Mark::Emphasis] | [Mark::Emphasis, Mark::Strong]
            )
    }

    /// Returns whether delimiters around the tokens from `first` to `last` are read as such, and as
    /// a pair, with `behind` following.
    fn delimits(&self, delimiters: &str, [first, last]: [usize; 2], behind: Option<char>) -> bool {
        let around = [
            Some(self.last),
            self.first_of(first),
            self.last_of(last),
            behind,
        ];
        let delimiter = delimiters.chars().next();
        if around.contains(&delimiter) || self.ends_in_address {
            return false;
        }
        let [before, first, last, behind] = around.map(Class::of);
        // What could also end marks must not stand in others.
        let is_alone = self.stars == 0 || !delimiters.starts_with('*');
        is_flanking(before, first)
            && is_flanking(behind, last)
            && (is_alone || is_one_sided(before, first) && is_one_sided(behind, last))
    }

    /// Returns the first character that a token writes, or nothing if a line ends there.
    fn first_of(&self, index: usize) -> Option<char> {
        match self.run.tokens.get(index)? {
            // Only tags begin with `<`.
            Token::Text(text) if text.starts_with('<') => Some('\\'),
            Token::Text(text) => text.chars().next(),
            Token::Code(_) => Some('`'),
            Token::Image(_) => Some('!'),
            Token::Break => self.breaks_with_tag().then_some('<'),
            Token::Open(mark) => match self.run.marks.get(*mark) {
                Some((Mark::Link { .. }, _)) => Some('['),
                Some((Mark::Strikethrough, _)) => Some('~'),
                _ => Some('<'),
            },
            Token::Close(mark) => match self.ways.get(*mark) {
                Some(Way::Link) => Some(']'),
                Some(Way::Delimiters(delimiters)) => delimiters.chars().next(),
                Some(Way::Merged) => Some('*'),
                Some(Way::Element(_)) | None => Some('<'),
            },
        }
    }

    /// Returns the last character that a token writes.
    fn last_of(&self, index: usize) -> Option<char> {
        match self.run.tokens.get(index)? {
            Token::Text(text) => text.chars().next_back(),
            _ => Some('>'),
        }
    }
}

/// What a character is to the rules for delimiters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Word,
    Punctuation,
    /// Punctuation, or part of a word; versions of CommonMark differ.
    Unsure,
    /// Perhaps a blank, too.
    Unknown,
}

impl Class {
    /// Returns the class of a character, or of the end of a line.
    fn of(c: Option<char>) -> Self {
        match c {
            None | Some('\n' | ' ') => Class::Blank,
            // GitHub looks past it, at what it is beside.
            Some('~') => Class::Unsure,
            Some(c) if c.is_ascii_punctuation() => Class::Punctuation,
            Some(c) if is_word(c) => Class::Word,
            Some('\u{85}' | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                Class::Unknown
            }
            Some(c) if c.is_control() => Class::Unknown,
            Some(c) if c.is_whitespace() => Class::Blank,
            Some(_) => Class::Unsure,
        }
    }
}

/// Returns whether delimiters, between what is around a mark and what it holds, are left-flanking
/// before it, and right-flanking behind it, as CommonMark calls it.
fn is_flanking(outside: Class, inside: Class) -> bool {
    match inside {
        Class::Word => true,
        Class::Punctuation | Class::Unsure => {
            matches!(outside, Class::Blank | Class::Punctuation)
        }
        Class::Blank | Class::Unknown => false,
    }
}

/// Returns whether the delimiters are not flanking the other way as well.
fn is_one_sided(outside: Class, inside: Class) -> bool {
    outside == Class::Blank || outside == Class::Punctuation && inside == Class::Word
}

/// Returns how many backticks there are in a row.
pub(super) fn longest_run(code: &str) -> usize {
    let runs = code.split(|c| c != '`');
    runs.map(str::len).max().unwrap_or(0)
}
