//! The data of texts and comments that is not in the source literally.

use crate::html::span;
use crate::source::Span;

/// The pieces of all such texts and comments.
#[derive(Debug, Clone)]
pub(crate) struct Decoded {
    pieces: Vec<Piece>,
    /// The text of all pieces, concatenated.
    text: String,
}

/// A part of a text or comment that comes from one place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The place in the source.
    pub(crate) span: Span,
    /// The place of its text in [`Decoded::text`].
    pub(super) text: Span,
}

/// The maximum length of text that spans can count, in bytes.
const MAX_TEXT: usize = u32::MAX as usize;

impl Decoded {
    /// No piece, and no buffer.
    pub(super) const EMPTY: Decoded = Decoded {
        pieces: Vec::new(),
        text: String::new(),
    };

    /// Returns the number of pieces, which is also the index of the next piece.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Returns the pieces in `range`.
    pub(super) fn pieces(&self, range: Span) -> &[Piece] {
        self.pieces.get(range.range()).unwrap_or_default()
    }

    /// Returns the text of all pieces, concatenated.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the length of the text if it is too long for the spans of pieces.
    ///
    /// The source is shorter than 4 GiB, and each of its bytes is decoded at most once, but the text
    /// may be three times as long: NUL becomes U+FFFD, of three bytes, and `&nGt;`, of five, becomes
    /// six.
    ///
    /// The length of the source is added, since content may contain a copy of any part of the source in
    /// addition to the decoded text.
    pub(crate) fn excess(&self, source_len: usize) -> Option<usize> {
        let len = self.text.len() + source_len;
        Some(len).filter(|&len| !self.text.is_empty() && len > MAX_TEXT)
    }

    /// Returns the place in [`Decoded::text`] of the text of the pieces in `range`.
    pub(super) fn place_of(&self, range: Span) -> Span {
        let pieces = self.pieces(range);
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => Span::new(first.text.start, last.text.end),
            _ => Span::default(),
        }
    }

    /// Removes all pieces, and keeps the buffers.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.text.clear();
    }

    /// Reserves memory for exactly this many more pieces, unless doubling would reserve at least as much.
    pub(crate) fn reserve(&mut self, pieces: usize) {
        if pieces > self.pieces.len() {
            self.pieces.reserve_exact(pieces);
        }
    }

    /// Appends a piece.
    pub(crate) fn push(&mut self, at: Span, text: &str) {
        if self.pieces.capacity() == 0 {
            // A body with one often has more.
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

    /// Appends a piece that is in the source literally, or extends the last one.
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

    /// Appends a piece of one character, or of two if the second is not NUL.
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
