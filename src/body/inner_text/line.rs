//! White space as a browser lays it out: CSS Text 3, "White Space Processing", without widths.

use super::out::Out;

/// How far the line is that texts are put on, which decides what becomes of the next blanks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    before: Before,
    blank: Blank,
}

/// What the line ends with, blanks aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing: blanks are dropped.
    Start,
    Other,
    /// A zero-width space: a line break in the source is dropped.
    ZeroWidth,
}

impl Before {
    fn behind(text: &str) -> Self {
        match text.as_bytes() {
            [.., b'\n'] => Before::Start,
            [.., 0x8b] if text.ends_with(ZERO_WIDTH) => Before::ZeroWidth,
            _ => Before::Other,
        }
    }
}

/// The blanks that the line ends with. They count only once something follows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    None,
    Space,
    /// Among them is a line break.
    Break,
}

const ZERO_WIDTH: &str = "\u{200b}";

impl Line {
    /// The start of a line.
    pub(super) const START: Line = Line {
        before: Before::Start,
        blank: Blank::None,
    };

    /// A line that ends with something that is no text.
    pub(super) const AFTER_OBJECT: Line = Line {
        before: Before::Other,
        ..Line::START
    };

    /// Returns whether the line ends with blanks that count if something follows.
    pub(super) fn has_blank(&self) -> bool {
        self.blank != Blank::None
    }

    /// Puts a text on the line and writes what is seen of it.
    pub(super) fn text(&mut self, text: &str, to: &mut Out<'_>) {
        let bytes = text.as_bytes();
        let drops_blanks = self.before == Before::Start || self.blank != Blank::None;
        if drops_blanks && bytes.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        let mut at = 0;
        loop {
            let start = at;
            let mut breaks = false;
            while let Some(&byte) = bytes.get(at).filter(|&&byte| is_blank(byte)) {
                breaks |= byte == b'\n';
                at += 1;
            }
            if at > start {
                self.blanks(breaks);
            }
            let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else {
                return;
            };
            if self.blank == Blank::Break && rest.starts_with(ZERO_WIDTH) {
                self.blank = Blank::None;
            }
            self.put_blank(to);
            let run = rest.get(..run_len(rest.as_bytes())).unwrap_or(rest);
            to.push(run);
            self.before = Before::behind(run);
            at += run.len();
        }
    }

    /// Puts a text on the line as it stands.
    pub(super) fn preserved(&mut self, text: &str, to: &mut Out<'_>) {
        if text.is_empty() {
            return;
        }
        self.put_blank(to);
        to.push(text);
        self.before = Before::behind(text);
    }

    /// Puts something on the line that is no text.
    pub(super) fn object(&mut self, to: &mut Out<'_>) {
        self.put_blank(to);
        self.before = Before::Other;
    }

    /// Ends a run of blanks ahead of what follows: writes the blank if it `stays`.
    pub(super) fn settle(&mut self, stays: bool, to: &mut Out<'_>) {
        if stays {
            self.put_blank(to);
        }
        *self = Line::START;
    }

    /// Puts a place on the line where it may be broken.
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

/// Returns whether a byte is white space that collapses.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Returns how much of `bytes`, which start with no blank, stays as it is: all up to a blank that
/// is not a single space between two that are none.
fn run_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    let mut after_space = false;
    for block in bytes.chunks_exact(BLOCK) {
        // Text without spaces, as Chinese is, is passed over by the block.
        let is_low = block.iter().fold(false, |low, &byte| low | (byte <= b' '));
        if is_low {
            let Some(ends_with_space) = spaces_are_single(block, after_space) else {
                break;
            };
            after_space = ends_with_space;
        } else {
            after_space = false;
        }
        at += BLOCK;
    }
    for &byte in bytes.get(at..).unwrap_or_default() {
        if is_blank(byte) && (after_space || byte != b' ') {
            break;
        }
        after_space = byte == b' ';
        at += 1;
    }
    at - usize::from(after_space)
}

/// How many bytes [`run_len`] looks at together.
const BLOCK: usize = 32;

/// Returns whether a space ends the block; nothing if the block may hold blanks to collapse.
fn spaces_are_single(block: &[u8], after_space: bool) -> Option<bool> {
    const LOW: u64 = u64::MAX / 255;
    const HIGH: u64 = LOW << 7;
    let mut carried = u64::from(after_space) << 7;
    for word in block.chunks_exact(8) {
        let word = word.try_into().map_or(0, u64::from_le_bytes);
        // The high bit of each byte that is at most a space, and of each that is one.
        let low = !(((word & !HIGH) + LOW * (0x7f - 0x20)) | word) & HIGH;
        let spaced = word ^ (LOW * 0x20);
        let spaces = !(((spaced & !HIGH) + LOW * 0x7f) | spaced) & HIGH;
        if low != spaces || spaces & (spaces << 8 | carried) != 0 {
            return None;
        }
        carried = low >> 56;
    }
    Some(carried != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what [`run_len`] returns, byte by byte.
    fn slow_run_len(bytes: &[u8]) -> usize {
        let collapses = |at: usize| {
            let next = bytes.get(at + 1);
            bytes[at] != b' ' || next.is_none_or(|&next| is_blank(next))
        };
        (0..bytes.len())
            .find(|&at| is_blank(bytes[at]) && collapses(at))
            .unwrap_or(bytes.len())
    }

    #[test]
    fn runs_end_at_blanks_that_collapse() {
        for len in 1..3 * BLOCK {
            for at in 1..len {
                for pair in [
                    "  ", " x", "\n", " \n", "\r", "\t", "\x0c", " \x1f", "\0", " ",
                ] {
                    let mut text = "x".repeat(len);
                    let end = len.min(at + pair.len());
                    text.replace_range(at..end, &pair[..end - at]);
                    assert_eq!(
                        run_len(text.as_bytes()),
                        slow_run_len(text.as_bytes()),
                        "{text:?}"
                    );
                }
            }
        }
    }
}
