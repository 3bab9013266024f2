//! Text in the fast lane. Adjacent text becomes one text node.

use super::builder::Builder;
use crate::html::CharRef;
use crate::html::Name;
use crate::html::span;
use crate::scan::Scan;
use crate::source::Span;
use crate::tree::arena::{Node, NodeKind};

impl<S: Scan> Builder<'_, '_, S> {
    /// Adds the source at the span `at` as text. `first_run` is the span of the text's first part
    /// without white space to collapse: see
    /// [`scan::Text::first_run`](crate::scan::Text::first_run). `None`: this span is unknown.
    #[inline]
    pub(super) fn text(&mut self, at: Span, first_run: Option<Span>) {
        if self.in_text {
            self.more_text(at);
        } else {
            let (close, flags) = first_run.map_or((at, 0), |run| (run, Node::FIRST_RUN));
            self.push(NodeKind::Text, Name::NONE, at, close, flags);
            self.in_text = true;
        }
    }

    /// Appends the source at the span `at` to the text node that was added last.
    #[cold]
    fn more_text(&mut self, at: Span) {
        if let Some(node) = self.tree.nodes.last_mut() {
            if !node.has(Node::DECODED) && node.span.end == at.start {
                node.span.end = at.end;
                // The first run may continue in the added text, so its end is unknown now.
                node.close = node.span;
                node.flags = 0;
                return;
            }
        }
        self.decode_text();
        self.tree.decoded.push_literal(at, self.source);
        self.end_text(at);
    }

    /// Reads the character reference at the offset `at`, and adds its characters to the tree. Returns the
    /// offset after the reference, or `None` if there is no character reference at `at`.
    #[inline(never)]
    pub(super) fn reference(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let reference = CharRef::read(bytes.get(at..)?, false)?;
        let end = at + reference.len;
        self.character(span(at, end), reference.chars);
        Some(end)
    }

    /// Adds the characters of the character reference at the span `at`. The second element of `chars` is NUL
    /// if there is only one character.
    pub(super) fn character(&mut self, at: Span, chars: [char; 2]) {
        if !self.in_text {
            let none = span(self.tree.decoded.len(), self.tree.decoded.len());
            self.push(NodeKind::Text, Name::NONE, at, none, Node::DECODED);
            self.in_text = true;
        }
        self.decode_text();
        self.tree.decoded.push_chars(at, chars);
        self.end_text(at);
    }

    /// Sets the flag [`Node::DECODED`] of the text node that was added last. Copies the text that
    /// the node already has to `Tree::decoded`. Does nothing if the flag is already set.
    fn decode_text(&mut self) {
        let Some(node) = self.tree.nodes.last_mut() else {
            return;
        };
        if !node.has(Node::DECODED) {
            node.flags = Node::DECODED;
            node.close = span(self.tree.decoded.len(), 0);
            let at = node.span;
            self.tree.decoded.push(at, at.of(self.source));
        }
    }

    fn end_text(&mut self, last: Span) {
        let pieces = self.tree.decoded.len() as u32;
        if let Some(node) = self.tree.nodes.last_mut() {
            node.span.end = last.end;
            node.close.end = pieces;
        }
    }
}
