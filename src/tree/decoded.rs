//! The decoded data of texts and comments that differ from the source, for example because of a character
//! reference.

use crate::html::span;
use crate::source::Span;

/// The decoded data of a tree's texts and comments, stored as pieces. Contains only the texts and comments
/// whose data is not a slice of the source.
#[derive(Debug, Clone)]
pub(crate) struct Decoded {
    pieces: Vec<Piece>,
    /// The decoded text of all pieces, concatenated.
    text: String,
}

/// A part of a text or comment: its span in the source, and its decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The span in the source.
    pub(crate) span: Span,
    /// The span of the decoded text in [`Decoded::text`].
    pub(super) text: Span,
}

/// The maximum length of decoded text in bytes, since spans store offsets as `u32`.
const MAX_TEXT: usize = u32::MAX as usize;

impl Decoded {
    /// A value without pieces. Allocates nothing.
    pub(super) const EMPTY: Decoded = Decoded {
        pieces: Vec::new(),
        text: String::new(),
    };

    /// Returns the number of pieces, which is also the index that the next piece gets.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Returns the pieces whose indices are in `range`.
    pub(super) fn pieces(&self, range: Span) -> &[Piece] {
        self.pieces.get(range.range()).unwrap_or_default()
    }

    /// Returns the decoded text of all pieces, concatenated.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the total length of the source and the decoded text if this length exceeds
    /// [`MAX_TEXT`]. Returns `None` if the length does not exceed this maximum, or if there is no
    /// decoded text.
    ///
    /// The source is shorter than 4 GiB, and each of its bytes is decoded at most once. But decoded
    /// text can be longer than the source: NUL (one byte) becomes U+FFFD (three bytes), and `&nGt;`
    /// (five bytes) becomes a text of six bytes.
    ///
    /// The length of the source is included because a [`Content`](crate::Content) may contain
    /// copies of parts of the source in addition to the decoded text.
    pub(crate) fn excess(&self, source_len: usize) -> Option<usize> {
        let len = self.text.len() + source_len;
        Some(len).filter(|&len| !self.text.is_empty() && len > MAX_TEXT)
    }

    /// Returns the span in [`Decoded::text`] that contains the text of the pieces whose indices are
    /// in `range`. Returns an empty span if `range` is empty.
    pub(super) fn place_of(&self, range: Span) -> Span {
        let pieces = self.pieces(range);
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => Span::new(first.text.start, last.text.end),
            _ => Span::default(),
        }
    }

    /// Removes all pieces, but keeps the allocated memory.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.text.clear();
    }

    /// Reserves memory for exactly `pieces` more pieces. Does nothing if the vector already
    /// contains at least `pieces` pieces: the vector then doubles its capacity when needed.
    pub(crate) fn reserve(&mut self, pieces: usize) {
        if pieces > self.pieces.len() {
            self.pieces.reserve_exact(pieces);
        }
    }

    /// Appends a piece. `at` is its span in the source, and `text` is its decoded text.
    pub(crate) fn push(&mut self, at: Span, text: &str) {
        if self.pieces.capacity() == 0 {
            // A body that has one decoded piece often has more of them.
            self.pieces.reserve(32);
            self.text.reserve(1024);
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece {
            span: at,
            text: span(start, self.text.len()),
        });
    }

    /// Appends the source at the span `at` as a piece. If the last piece ends where `at` starts,
    /// and its text is also the same as in the source, extends the last piece instead.
    pub(crate) fn push_literal(&mut self, at: Span, source: &str) {
        let text = at.of(source);
        if let Some(last) = self.pieces.last_mut() {
            let is_literal = last.span.of(source) == last.text.of(&self.text);
            if last.span.end == at.start && is_literal {
                self.text.push_str(text);
                last.span.end = at.end;
                last.text.end = self.text.len() as u32;
                return;
            }
        }
        self.push(at, text);
    }

    /// Appends a piece whose text is `first` and `second`, or only `first` if `second` is NUL.
    pub(crate) fn push_chars(&mut self, at: Span, [first, second]: [char; 2]) {
        let mut bytes = [0; 4];
        self.push(at, first.encode_utf8(&mut bytes));
        if second != '\0' {
            self.text.push(second);
            if let Some(piece) = self.pieces.last_mut() {
                piece.text.end = self.text.len() as u32;
            }
        }
    }
}
