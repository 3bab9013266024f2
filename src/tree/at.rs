//! Finds the node at a byte of the source.

use std::cmp::Reverse;

use super::arena::{Node, NodeKind};
use super::body::Body;
use super::node::NodeRef;
use crate::options::Lane;
use crate::source::Span;

impl<'a> Body<'a> {
    /// Returns the innermost node whose bytes contain the byte at this offset of the source.
    ///
    /// At a byte of a text or comment, returns that text or comment; at a byte of a tag, its element. At a
    /// byte that belongs to no node, such as in an end tag that was ignored, returns the element around it,
    /// or the root. Returns `None` if the byte is not in the body.
    ///
    /// A node that the parser moved ([`NodeRef::is_moved`]) is found by its own bytes, so its
    /// ancestors need not contain the byte: in `<table>text<tr>…`, the text is before the table in
    /// the tree. Where misnested elements overlap outside of texts and tags, returns the shortest element.
    ///
    /// Takes O(log n + depth) in a body that [`Lane::Fast`] parsed, plus the references in the text;
    /// O(n) in others, where n is the number of nodes.
    ///
    /// ```
    /// let source = "<p>See <a href=/x>here</a>.</p>";
    /// let body = newsprint::Body::parse(source)?;
    /// let at = |text| body.node_at(source.find(text).unwrap() as u32).unwrap();
    /// assert_eq!(at("here").as_text(), Some("here"));
    /// assert_eq!(at("href").name(), "a");
    /// assert_eq!(at("</p>").name(), "p");
    /// assert_eq!(body.node_at(source.len() as u32), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn node_at(&self, byte: u32) -> Option<NodeRef<'_, 'a>> {
        if !self.span().contains(byte) {
            return None;
        }
        match self.lane() {
            Lane::Fast => self.node_at_in_order(byte),
            _ => self.node_at_anywhere(byte),
        }
    }

    /// Returns the node if no node was moved, so that nodes start in document order.
    fn node_at_in_order(&self, byte: u32) -> Option<NodeRef<'_, 'a>> {
        let start = |node: &Node| match node.has(Node::SYNTHETIC) {
            true => node.close.start,
            false => node.span.start,
        };
        let after = self.tree.nodes.partition_point(|node| start(node) <= byte);
        let last = NodeRef::new(self, after.saturating_sub(1) as u32);
        let mut around = std::iter::once(last).chain(last.ancestors());
        around.find(|node| node.part_at(byte).is_some())
    }

    /// Returns the node with the shortest part that contains the byte.
    fn node_at_anywhere(&self, byte: u32) -> Option<NodeRef<'_, 'a>> {
        let nodes = (0..self.tree.nodes.len() as u32).map(|id| NodeRef::new(self, id));
        let found = nodes.filter_map(|node| Some((node.part_at(byte)?.len(), Reverse(node))));
        found.min().map(|(_, Reverse(node))| node)
    }
}

impl NodeRef<'_, '_> {
    /// Returns the part of the node that contains the byte: a piece of the text, a tag, or the whole node.
    fn part_at(self, byte: u32) -> Option<Span> {
        if self.kind() == NodeKind::Text {
            let mut pieces = self.text_pieces().map(|piece| piece.span);
            return pieces.find(|&piece| piece.contains(byte));
        }
        let parts = [self.start_tag(), self.end_tag(), self.span()];
        let mut parts = parts.into_iter().flatten();
        parts.find(|&part| part.contains(byte))
    }
}
