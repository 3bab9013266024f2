//! Text content of nodes.

use std::borrow::Cow;
use std::iter::FusedIterator;
use std::slice;

use super::arena::{Node, NodeKind};
use super::body::Body;
use super::decoded::Piece;
use super::node::NodeRef;
use crate::source::Span;

impl Body<'_> {
    /// Returns the text of all text nodes, concatenated (DOM: `textContent`). The result is borrowed if there
    /// is at most one text node.
    ///
    /// For the text that a browser shows, see [`Body::inner_text`].
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>Fish &amp; chips</p><style>p {}</style>")?;
    /// assert_eq!(body.text(), "Fish & chipsp {}");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn text(&self) -> Cow<'_, str> {
        self.root().text()
    }
}

impl<'t, 'a> NodeRef<'t, 'a> {
    /// Returns the data of a text node, with character references decoded; `None` if the node is not a text.
    ///
    /// ```
    /// let body = newsprint::Body::parse("Fish &amp; chips<br>")?;
    /// assert_eq!(body.children().next().unwrap().as_text(), Some("Fish & chips"));
    /// assert_eq!(body.children().last().unwrap().as_text(), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn as_text(self) -> Option<&'t str> {
        (self.kind() == NodeKind::Text).then(|| self.data())
    }

    /// Returns the data of a text node as a slice of the source.
    ///
    /// Returns `None` if the data differs from the source. This happens if the text contains a
    /// character reference, CR or NUL, or if the parser dropped or moved a part of the text. Also
    /// returns `None` if the node is not a text.
    ///
    /// ```
    /// let body = newsprint::Body::parse("Fish<br>Fish &amp; chips")?;
    /// assert_eq!(body.children().next().unwrap().literal_text(), Some("Fish"));
    /// assert_eq!(body.children().last().unwrap().literal_text(), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn literal_text(self) -> Option<&'a str> {
        let node = self.node();
        (node.kind == NodeKind::Text && !node.has(Node::DECODED))
            .then(|| node.span.of(self.source()))
    }

    /// Returns the data of a comment, without `<!--` and `-->`; `None` if the node is not a comment.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>text</p><!-- ad -->")?;
    /// let comments = body.descendants().filter_map(|node| node.as_comment());
    /// assert!(comments.eq([" ad "]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn as_comment(self) -> Option<&'t str> {
        (self.kind() == NodeKind::Comment).then(|| self.data())
    }

    /// Returns the pieces of a text node, each with its span in the source. A piece is either a
    /// part of the text that is the same as in the source, or the replacement of a character
    /// reference, CR or NUL. The iterator is empty if the node is not a text.
    ///
    /// ```
    /// let source = "Fish &amp; chips";
    /// let body = newsprint::Body::parse(source)?;
    /// let text = body.children().next().unwrap();
    /// let pieces: Vec<_> = text.text_pieces().map(|piece| (piece.span.of(source), piece.text)).collect();
    /// assert_eq!(pieces, [("Fish ", "Fish "), ("&amp;", "&"), (" chips", " chips")]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn text_pieces(self) -> TextPieces<'t> {
        let node = self.node();
        let literal = self.literal_text().map(|text| TextPiece {
            span: node.span,
            text,
        });
        let pieces: &'t [_] = match node.kind {
            NodeKind::Text if literal.is_none() => self.tree().pieces(node),
            _ => &[],
        };
        TextPieces {
            literal,
            pieces: pieces.iter(),
            decoded: self.tree().decoded.text(),
        }
    }

    /// Returns the text of all text nodes among this node and its descendants, concatenated (DOM:
    /// `textContent`). The result is borrowed if there is at most one text node.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>First <i>night</i> trip</p>")?;
    /// assert_eq!(body.children().next().unwrap().text(), "First night trip");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn text(self) -> Cow<'t, str> {
        if let Some(text) = self.as_text() {
            return Cow::Borrowed(text);
        }
        let mut texts = self.descendants().filter_map(NodeRef::as_text);
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => {
                let mut text = [first, second].concat();
                text.extend(texts);
                Cow::Owned(text)
            }
        }
    }
}

/// A part of a text node and its span in the source: see [`NodeRef::text_pieces`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextPiece<'t> {
    /// The span of this part in the source.
    pub span: Span,
    /// The decoded text: the source at `span`, or the text that replaces a character reference, CR
    /// or NUL.
    pub text: &'t str,
}

/// An iterator over the parts of a text node: see [`NodeRef::text_pieces`].
#[derive(Debug, Clone)]
pub struct TextPieces<'t> {
    /// The whole text as one part. `None` if the text differs from the source, or if this part was
    /// already returned.
    literal: Option<TextPiece<'t>>,
    pieces: slice::Iter<'t, Piece>,
    decoded: &'t str,
}

impl<'t> TextPieces<'t> {
    fn read(&self, piece: &Piece) -> TextPiece<'t> {
        TextPiece {
            span: piece.span,
            text: piece.text.of(self.decoded),
        }
    }
}

impl<'t> Iterator for TextPieces<'t> {
    type Item = TextPiece<'t>;

    fn next(&mut self) -> Option<TextPiece<'t>> {
        let literal = self.literal.take();
        literal.or_else(|| self.pieces.next().map(|piece| self.read(piece)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let pieces = self.pieces.len() + usize::from(self.literal.is_some());
        (pieces, Some(pieces))
    }
}

impl DoubleEndedIterator for TextPieces<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let last = self.pieces.next_back().map(|piece| self.read(piece));
        last.or_else(|| self.literal.take())
    }
}

impl ExactSizeIterator for TextPieces<'_> {}

impl FusedIterator for TextPieces<'_> {}
