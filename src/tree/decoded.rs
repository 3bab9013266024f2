//! What texts and comments say where the source does not say it literally.

use crate::html::tag::span;
use crate::source::Span;

/// The pieces of all such texts and comments.
#[derive(Debug, Clone)]
pub(crate) struct Decoded {
    pieces: Vec<Piece>,
    /// What the pieces say, one behind the other.
    text: String,
}

/// A part of a text that stands in one place of the source and says `text` there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where in the source it stands.
    pub(crate) span: Span,
    /// What it says, in [`Decoded::text`].
    pub(crate) text: Span,
}

impl Decoded {
    /// No piece, and no buffer.
    pub(crate) const EMPTY: Decoded = Decoded {
        pieces: Vec::new(),
        text: String::new(),
    };

    /// Returns how many pieces there are, which is the number of the next one.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Returns some of the pieces.
    pub(crate) fn pieces(&self, range: Span) -> &[Piece] {
        self.pieces.get(range.range()).unwrap_or_default()
    }

    /// Returns what all pieces say, one behind the other.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns where in [`Decoded::text`] stands what some of the pieces say.
    pub(crate) fn said_at(&self, range: Span) -> Span {
        let pieces = self.pieces(range);
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => Span::new(first.text.start, last.text.end),
            _ => Span::default(),
        }
    }

    /// Takes all pieces out, and keeps the buffers.
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.text.clear();
    }

    /// Makes room for so many more pieces, and for no others, where doubling would make less.
    pub(crate) fn reserve(&mut self, pieces: usize) {
        if pieces > self.pieces.len() {
            self.pieces.reserve_exact(pieces);
        }
    }

    /// Appends a piece that says `text`.
    pub(crate) fn push(&mut self, at: Span, text: &str) {
        if self.pieces.capacity() == 0 {
            // Where there are some, there often are more.
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

    /// Appends a piece that the source says literally, or makes the last one longer.
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

    /// Appends a piece that says one or two characters.
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
