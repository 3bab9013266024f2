//! Decides whether the delimiters of emphasis would be recognized (CommonMark, section 6.2).

use super::escape::is_word;
use super::run::{Mark, Run, Token};

/// The class of a character in the rules for delimiters: white space, part of a word or punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    Word,
    Punctuation,
    /// Punctuation or part of a word, depending on the version of CommonMark.
    Unsure,
    /// The class is unknown. The character may even be white space.
    Unknown,
}

impl Class {
    /// Returns the class of a character, or of the end of a line.
    pub(super) fn of(c: Option<char>) -> Self {
        match c {
            None | Some('\n' | ' ') => Class::Blank,
            // In these rules, GitHub ignores a `~` and uses the character next to the `~`.
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

/// Returns whether a delimiter is flanking. An opening delimiter must be left-flanking, and a
/// closing delimiter must be right-flanking. A delimiter is between two characters: `outside` is
/// the class of the character outside of the style, and `inside` is the class of the character
/// inside the style.
pub(super) fn is_flanking(outside: Class, inside: Class) -> bool {
    match inside {
        Class::Word => true,
        Class::Punctuation | Class::Unsure => {
            matches!(outside, Class::Blank | Class::Punctuation)
        }
        Class::Blank | Class::Unknown => false,
    }
}

/// Returns whether a delimiter is either left-flanking or right-flanking, but not both. Such a
/// delimiter can only open or only close emphasis. The delimiter must be flanking
/// ([`is_flanking`]).
pub(super) fn is_one_sided(outside: Class, inside: Class) -> bool {
    outside == Class::Blank || outside == Class::Punctuation && inside == Class::Word
}

impl Mark {
    /// Returns whether the style has delimiters in Markdown.
    pub(super) fn may_delimit(self) -> bool {
        matches!(self, Mark::Emphasis | Mark::Strong | Mark::Strikethrough)
    }
}

impl<'c> Run<'c, '_> {
    /// Moves punctuation out of styles if delimiters next to the punctuation would not be
    /// recognized: `**中：**文` becomes `**中**：文`. Used if Markdown must not contain HTML.
    pub(super) fn move_punctuation(&mut self) {
        let mut tokens = std::mem::take(&mut self.tokens);
        self.tokens.reserve(tokens.len() + 4);
        for index in 0..tokens.len() {
            let after = self.first_behind(tokens.get(index + 1..).unwrap_or_default());
            let Some(token) = tokens.get_mut(index) else {
                break;
            };
            match std::mem::replace(token, Token::Break) {
                Token::Text(text) => self.push_start(text),
                Token::Close(mark) if self.delimits(mark) => self.push_close(mark, after),
                token => self.tokens.push(token),
            }
        }
        for (index, token) in self.tokens.iter().enumerate() {
            if let Token::Close(mark) = token {
                if let Some((_, close)) = self.marks.get_mut(*mark) {
                    *close = index;
                }
            }
        }
    }

    /// Appends a text. If styles open directly before the text and the text starts with
    /// punctuation, Markdown may not recognize the delimiters of these styles. The punctuation is
    /// then put before the styles.
    fn push_start(&mut self, text: &'c str) {
        let opens = { self.tokens.iter().rev() }
            .take_while(|token| matches!(token, Token::Open(mark) if self.delimits(*mark)))
            .count();
        let outside = self.tokens.len() - opens;
        let before = outside.checked_sub(1).and_then(|at| self.tokens.get(at));
        let before = before.and_then(|token| match token {
            Token::Text(text) => text.chars().next_back(),
            Token::Owned(text) => text.chars().next_back(),
            Token::Break => None,
            _ => Some('*'),
        });
        let inside = Class::of(text.chars().next());
        if opens == 0 || is_flanking(Class::of(before), inside) {
            return self.tokens.push(Token::Text(text));
        }
        let rest = text.trim_start_matches(|c| !is_word(c));
        let (moved, _) = text
            .split_at_checked(text.len() - rest.len())
            .unwrap_or_default();
        self.tokens.insert(outside, Token::Text(moved));
        if !rest.is_empty() {
            self.tokens.push(Token::Text(rest));
        }
    }

    /// Closes the style `mark`. Punctuation at the end of the style may prevent Markdown from
    /// recognizing the closing delimiters. This punctuation is then put after the style. `after` is
    /// the character after the closing delimiters.
    fn push_close(&mut self, mark: usize, after: Option<char>) {
        let last = match self.tokens.last() {
            Some(Token::Text(text)) => *text,
            _ => return self.tokens.push(Token::Close(mark)),
        };
        if is_flanking(Class::of(after), Class::of(last.chars().next_back())) {
            return self.tokens.push(Token::Close(mark));
        }
        let rest = last.trim_end_matches(|c| !is_word(c));
        let (_, moved) = last.split_at_checked(rest.len()).unwrap_or_default();
        self.tokens.pop();
        if !rest.is_empty() {
            self.tokens.push(Token::Text(rest));
        }
        self.tokens.push(Token::Close(mark));
        self.tokens.push(Token::Text(moved));
    }

    /// Returns the first character of `tokens`, ignoring closing delimiters before it. Returns
    /// `None` if the line ends before any character.
    fn first_behind(&self, tokens: &[Token<'_>]) -> Option<char> {
        let ends = |token: &&Token<'_>| matches!(token, Token::Close(mark) if self.delimits(*mark));
        match tokens.iter().find(|token| !ends(token))? {
            Token::Text(text) => text.chars().next(),
            Token::Owned(text) => text.chars().next(),
            Token::Break => None,
            _ => Some('*'),
        }
    }

    fn delimits(&self, mark: usize) -> bool {
        self.marks
            .get(mark)
            .is_some_and(|(mark, _)| mark.may_delimit())
    }
}
