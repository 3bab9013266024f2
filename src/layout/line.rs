//! White space processing: CSS Text 3, "White Space Processing", without widths.

use std::ops::Range;

use super::out::Out;
use crate::html::white_space::is_document_white_space;
use crate::scan;

/// The end of the current line, which decides what happens to the next white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    before: Before,
    blank: Blank,
}

/// The end of the line before trailing white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The line is empty: white space is dropped.
    Start,
    Other,
    /// A zero-width space: a line break in the source is dropped.
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

/// The white space at the end of the line. It counts only if something follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    None,
    Space,
    /// White space that includes a line break.
    Break,
}

const ZERO_WIDTH: &str = "\u{200b}";

impl Line {
    /// The start of a line.
    pub(super) const START: Line = Line {
        before: Before::Start,
        blank: Blank::None,
    };

    /// A line that ends with something that is not text.
    pub(super) const AFTER_OBJECT: Line = Line {
        before: Before::Other,
        ..Line::START
    };

    /// Returns whether the line ends with white space that counts if something follows.
    pub(super) fn has_blank(&self) -> bool {
        self.blank != Blank::None
    }

    /// [`Line::text`] for a text whose first run is known: see [`Node::FIRST_RUN`].
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
                // As `text`, but without reading dropped white space.
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

    /// Puts the text at `at` in `buffer` on the line, and writes the part that is shown.
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

    /// Puts a text on the line that is not only white space. `blank` is its leading white space.
    #[inline(never)] // So that white space needs no saved registers.
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

    /// Puts runs on the line, with the white space before each. `blank` is the white space at the start of
    /// `at`.
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

    /// Puts a text on the line that does not start with white space and contains none that collapses.
    #[inline(always)]
    fn run(&mut self, text: &str, to: &mut Out<'_>) {
        if self.blank == Blank::Break && text.starts_with(ZERO_WIDTH) {
            self.blank = Blank::None;
        }
        self.put_blank(to);
        to.push(text);
        self.before = Before::after(text);
    }

    /// Puts preserved text on the line.
    pub(super) fn preserved(&mut self, text: &str, to: &mut Out<'_>) {
        if text.is_empty() {
            return;
        }
        self.put_blank(to);
        to.push(text);
        self.before = Before::after(text);
    }

    /// Puts something on the line that is not text.
    pub(super) fn object(&mut self, to: &mut Out<'_>) {
        self.put_blank(to);
        self.before = Before::Other;
    }

    /// Ends the white space at the end of the line: writes a space if it `stays`.
    pub(super) fn settle(&mut self, stays: bool, to: &mut Out<'_>) {
        if stays {
            self.put_blank(to);
        }
        *self = Line::START;
    }

    /// Puts a break opportunity (`wbr`) on the line.
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

/// White space that collapses.
pub(crate) struct BlankRun {
    pub(crate) end: usize,
    /// Whether it contains a line break.
    pub(crate) breaks: bool,
}

/// Returns the white space that starts at `at`, up to `end`.
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
            // Lines of markup are indented.
            at = scan::spaces(bytes, at, end);
        }
    }
    BlankRun { end: at, breaks }
}

/// Returns the end of the run that is shown verbatim, of the text at `at`, which does not start with white
/// space. It is `end`, or the first white space that is not a single space between other characters.
#[inline]
pub(crate) fn shown_run(bytes: &[u8], mut at: usize, end: usize) -> usize {
    // The byte after a block is read, too.
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

/// [`shown_run`], two words at a time, or one byte at a time if it is not certain that both words are shown.
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

/// Returns whether it is certain that the first [`BLOCK`] of these bytes are shown verbatim.
#[inline(always)]
fn stays(block: &[u8; BLOCK + 1]) -> bool {
    let pairs = block.iter().zip(block.iter().skip(1)).take(BLOCK);
    // Without branches, so that it is vectorized.
    !pairs.fold(false, |found, (&byte, &next)| {
        found | (scan::run_weight(byte, next) == 0)
    })
}

/// The number of bytes that [`surely_shown`] checks.
const TWO_WORDS: usize = 16;

/// Returns how many of the next [`TWO_WORDS`] bytes are certain to be shown verbatim.
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

    /// [`shown_run`], byte by byte.
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
