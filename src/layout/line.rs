//! Collapses white space (CSS Text 3, "White Space Processing"). Lines are not wrapped, because the
//! width of the text is unknown.

use std::ops::Range;

use super::out::Out;
use crate::html::white_space::is_document_white_space;
use crate::scan;

/// How the current line ends. This determines whether the white space that follows is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    before: Before,
    blank: Blank,
}

/// What precedes the trailing white space of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, because the line is empty. White space at the start of a line is dropped.
    Start,
    Other,
    /// A zero-width space (U+200B). After it, white space that contains a line feed is dropped.
    ZeroWidth,
}

impl Before {
    fn after(text: &str) -> Self {
        match text.as_bytes() {
            [.., b'\n'] => Before::Start,
            [.., 0x8b] if text.ends_with(ZERO_WIDTH) => Before::ZeroWidth,
            _ => Before::Other,
        }
    }
}

/// The collapsible white space at the end of the line. It becomes a space if something follows on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    None,
    Space,
    /// White space that contains a line feed.
    Break,
}

const ZERO_WIDTH: &str = "\u{200b}";

impl Line {
    /// An empty line.
    pub(super) const START: Line = Line {
        before: Before::Start,
        blank: Blank::None,
    };

    /// A line that ends with an object, such as an image.
    pub(super) const AFTER_OBJECT: Line = Line {
        before: Before::Other,
        ..Line::START
    };

    /// Returns whether the line ends with collapsible white space.
    pub(super) fn has_blank(&self) -> bool {
        self.blank != Blank::None
    }

    /// Does the same as [`Line::text`], but is faster. The node of the text must have the flag
    /// [`Node::FIRST_RUN`]. `run` is the range of the text's first run, a part in which no white
    /// space collapses: see [`scan::Text::first_run`].
    ///
    /// [`Node::FIRST_RUN`]: crate::tree::arena::Node::FIRST_RUN
    #[inline]
    pub(super) fn text_with_run(
        &mut self,
        buffer: &str,
        at: Range<usize>,
        run: Range<usize>,
        to: &mut Out<'_>,
    ) {
        let has_blanks = run.start > at.start && self.before != Before::Start;
        if run.is_empty() {
            if run.end < at.end {
                // The text starts with a control character.
                self.text(buffer, at, to);
            } else if has_blanks && self.blank == Blank::None {
                // The same as in `text`, but does not read white space that is dropped.
                self.blanks(blank_run(buffer.as_bytes(), at.start, run.start).breaks);
            }
            return;
        }
        if has_blanks {
            self.blanks(blank_run(buffer.as_bytes(), at.start, run.start).breaks);
        }
        self.run(buffer.get(run.clone()).unwrap_or_default(), to);
        if run.end < at.end {
            let blank = blank_run(buffer.as_bytes(), run.end, at.end);
            self.runs(buffer, run.end..at.end, blank, to);
        }
    }

    /// Adds the text at the range `at` of `buffer` to the line, with its white space collapsed.
    #[inline(always)] // Half of all texts are only white space, for which a call costs too much.
    pub(super) fn text(&mut self, buffer: &str, at: Range<usize>, to: &mut Out<'_>) {
        let blank = blank_run(buffer.as_bytes(), at.start, at.end);
        if blank.end < at.end {
            self.shown_text(buffer, at, blank, to);
        } else if blank.end > at.start && self.blank == Blank::None {
            // White space after white space is dropped.
            self.blanks(blank.breaks);
        }
    }

    /// Adds a text to the line. The text must not consist only of white space. `blank` is the white
    /// space at the start of the text, and may be empty.
    #[inline(never)] // So that `text` need not save registers for white space.
    fn shown_text(&mut self, buffer: &str, at: Range<usize>, blank: BlankRun, to: &mut Out<'_>) {
        let drops_blanks = self.before == Before::Start || self.blank != Blank::None;
        if drops_blanks && buffer.as_bytes().get(blank.end) == Some(&b'\x0c') {
            // A form feed does not collapse, but is invisible.
            let rest = buffer.as_bytes().get(blank.end..at.end).unwrap_or_default();
            if rest.trim_ascii_start().is_empty() {
                return;
            }
        }
        self.runs(buffer, at, blank, to);
    }

    /// Adds the text at the range `at` of `buffer` to the line, run by run. A run is a part of the
    /// text in which no white space collapses. `blank` is the white space at the start of the text.
    #[inline(always)]
    fn runs(&mut self, buffer: &str, at: Range<usize>, mut blank: BlankRun, to: &mut Out<'_>) {
        let bytes = buffer.as_bytes();
        let Range { mut start, end } = at;
        loop {
            if blank.end > start {
                self.blanks(blank.breaks);
            }
            start = blank.end;
            if start == end {
                return;
            }
            let shown = start..shown_run(bytes, start, end);
            start = shown.end;
            self.run(buffer.get(shown).unwrap_or_default(), to);
            blank = blank_run(bytes, start, end);
        }
    }

    /// Adds a text to the line without any change. The text must not start with white space, and
    /// must not contain white space that collapses.
    #[inline(always)]
    fn run(&mut self, text: &str, to: &mut Out<'_>) {
        if self.blank == Blank::Break && text.starts_with(ZERO_WIDTH) {
            self.blank = Blank::None;
        }
        self.put_blank(to);
        to.push(text);
        self.before = Before::after(text);
    }

    /// Adds a text to the line, with its white space preserved.
    pub(super) fn preserved(&mut self, text: &str, to: &mut Out<'_>) {
        if text.is_empty() {
            return;
        }
        self.put_blank(to);
        to.push(text);
        self.before = Before::after(text);
    }

    /// Adds an object to the line, such as an image.
    pub(super) fn object(&mut self, to: &mut Out<'_>) {
        self.put_blank(to);
        self.before = Before::Other;
    }

    /// Writes the white space at the end of the line as a space if `stays` is `true`, and drops
    /// this white space otherwise. Then starts an empty line.
    pub(super) fn settle(&mut self, stays: bool, to: &mut Out<'_>) {
        if stays {
            self.put_blank(to);
        }
        *self = Line::START;
    }

    /// Adds a line break opportunity (`wbr`) to the line.
    pub(super) fn break_chance(&mut self) {
        if self.before == Before::Other && self.blank == Blank::None {
            self.before = Before::ZeroWidth;
        }
    }

    fn blanks(&mut self, breaks: bool) {
        match self.before {
            Before::Start => {}
            Before::ZeroWidth if breaks => self.blank = Blank::None,
            Before::Other | Before::ZeroWidth => {
                let blank = if breaks { Blank::Break } else { Blank::Space };
                self.blank = self.blank.max(blank);
            }
        }
    }

    fn put_blank(&mut self, to: &mut Out<'_>) {
        if self.blank != Blank::None {
            self.blank = Blank::None;
            to.push(" ");
        }
    }
}

/// A run of collapsible white space.
pub(crate) struct BlankRun {
    pub(crate) end: usize,
    /// Whether the white space contains a line feed.
    pub(crate) breaks: bool,
}

/// Returns the run of white space that starts at `at`. The run ends at `end` at the latest, and is
/// empty if the byte at `at` is not white space.
#[inline]
pub(crate) fn blank_run(bytes: &[u8], mut at: usize, end: usize) -> BlankRun {
    let mut breaks = false;
    while let Some(&byte) = bytes
        .get(at)
        .filter(|&&byte| at < end && is_document_white_space(byte))
    {
        at += 1;
        if byte == b'\n' {
            breaks = true;
            // In markup, indentation often follows a line feed.
            at = scan::spaces(bytes, at, end);
        }
    }
    BlankRun { end: at, breaks }
}

/// Returns the end of the run that starts at `at`. A run is a part of a text in which no white
/// space collapses: its only white space is single spaces between other characters. The run ends
/// before any other white space, or at `end`, the end of the text. The byte at `at` must not be
/// white space.
#[inline]
pub(crate) fn shown_run(bytes: &[u8], mut at: usize, end: usize) -> usize {
    // One more byte is read, because each byte is checked together with the next one.
    let mut rest = bytes.get(at..bytes.len().min(end + 1)).unwrap_or_default();
    while let Some(block) = rest.first_chunk() {
        if !stays(block) {
            return odd_run(bytes, at, end);
        }
        at += BLOCK;
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    // The last block overlaps bytes that were checked already, or bytes before the text.
    let last = bytes.get(..=end).and_then(|bytes| bytes.last_chunk());
    match last.is_some_and(stays) {
        true => without_last_space(bytes, end),
        false => odd_run(bytes, at, end),
    }
}

/// Returns the same as [`shown_run`]. Each step skips up to 16 bytes that certainly do not end the
/// run. After a step that skips fewer than 16 bytes, the next byte is checked separately.
#[inline(never)] // Most texts do not need this.
fn odd_run(bytes: &[u8], mut at: usize, end: usize) -> usize {
    loop {
        let passed = surely_shown(bytes, at);
        at += passed;
        if at >= end {
            return without_last_space(bytes, end);
        }
        if passed < TWO_WORDS {
            let next = bytes.get(at + 1).filter(|_| at + 1 < end);
            match bytes.get(at) {
                Some(b' ') if next.is_some_and(|&next| !is_document_white_space(next)) => {}
                Some(&byte) if !is_document_white_space(byte) => {}
                _ => return at,
            }
            at += 1;
        }
    }
}

fn without_last_space(bytes: &[u8], end: usize) -> usize {
    let ends_with_space = bytes.get(end - 1) == Some(&b' ');
    end - usize::from(ends_with_space)
}

/// The number of bytes that [`stays`] checks at once.
const BLOCK: usize = 32;

/// Returns `true` if certainly none of the first [`BLOCK`] bytes ends a run. Returns `false` if one
/// of these bytes may end a run.
#[inline(always)]
fn stays(block: &[u8; BLOCK + 1]) -> bool {
    let pairs = block.iter().zip(block.iter().skip(1)).take(BLOCK);
    // Without branches, so that the compiler vectorizes the loop.
    !pairs.fold(false, |found, (&byte, &next)| {
        found | (scan::run_weight(byte, next) == 0)
    })
}

/// The number of bytes that [`surely_shown`] checks.
const TWO_WORDS: usize = 16;

/// Returns how many bytes from `at` on can be skipped, because they certainly do not end a run. The
/// result is at most [`TWO_WORDS`].
#[inline]
fn surely_shown(bytes: &[u8], at: usize) -> usize {
    let shown = |at| {
        let word = scan::word(bytes, at);
        let next = scan::word(bytes, at + 1);
        let is_space = scan::less(word ^ u64::from_le_bytes([b' '; 8]), 1);
        let low = scan::less(word, b' ') | (is_space & scan::less(next, b' ' + 1));
        low.trailing_zeros() as usize / 8
    };
    match shown(at) {
        8 => 8 + shown(at + 8),
        less => less,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A simple form of [`shown_run`] that checks one byte at a time.
    fn slow_shown_run(bytes: &[u8], at: usize, end: usize) -> usize {
        let collapses = |at: usize| {
            let next = bytes[at + 1..end].first();
            bytes[at] != b' ' || next.is_none_or(|&next| is_document_white_space(next))
        };
        (at..end)
            .find(|&at| is_document_white_space(bytes[at]) && collapses(at))
            .unwrap_or(end)
    }

    #[test]
    fn runs_end_at_blanks_that_collapse() {
        let pairs = [
            "  ", " x", "\n", " \n", "\r", "\t", "\x0c", " \x1f", "\0", " ", " !", " ! ", "\x01 ",
            " ! !  ",
        ];
        for len in 1..80 {
            for at in 1..len {
                for pair in pairs {
                    let mut text = "x".repeat(len);
                    let end = len.min(at + pair.len());
                    text.replace_range(at..end, &pair[..end - at]);
                    for after in ["", " ", "<p>", "\n"] {
                        let text = format!("<p>{text}{after}");
                        let bytes = text.as_bytes();
                        let wanted = slow_shown_run(bytes, 3, 3 + len);
                        assert_eq!(shown_run(bytes, 3, 3 + len), wanted, "{text:?}");
                    }
                }
            }
        }
    }
}
