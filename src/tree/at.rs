//! Finds the node at an offset in the source.

use std::cmp::Reverse;

use super::arena::{Node, NodeKind};
use super::body::Body;
use super::node::NodeRef;
use crate::options::Lane;
use crate::source::Span;

impl<'a> Body<'a> {
    /// Returns the innermost node whose span contains the byte at the offset `byte` in the source.
    ///
    /// - If the byte is in a text or comment, returns the text or comment.
    /// - If the byte is in a tag, returns the element of the tag.
    /// - If the byte belongs to no node, such as in an end tag that the parser ignored, returns the
    ///   element around the byte, or the root.
    /// - If the byte is not in the body, returns `None`.
    ///
    /// A node that the parser moved ([`NodeRef::is_moved`]) is found by its own span. The spans of
    /// its ancestors may not contain the byte.
    ///
    /// Misnested elements may overlap. For a byte outside of texts, comments and tags, returns the
    /// shortest of the elements that contain the byte.
    ///
    /// Takes O(log n + d + p) time if [`Lane::Fast`] parsed the body, and O(n + p) time otherwise.
    /// n is the number of nodes, d is the depth of the node, and p is the number of text pieces
    /// ([`NodeRef::text_pieces`]) that are searched.
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

    /// Implements [`Body::node_at`] with a binary search. Must be called only if the parser moved no node, so
    /// that all nodes are sorted by their start in the source.
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

    /// Implements [`Body::node_at`] with a search of all nodes. For each node, finds the part that
    /// contains the byte ([`NodeRef::part_at`]). Returns the node with the shortest part. If
    /// several nodes have equally short parts, returns the last of these nodes in document order.
    fn node_at_anywhere(&self, byte: u32) -> Option<NodeRef<'_, 'a>> {
        let nodes = (0..self.tree.nodes.len() as u32).map(|id| NodeRef::new(self, id));
        let found = nodes.filter_map(|node| Some((node.part_at(byte)?.len(), Reverse(node))));
        found.min().map(|(_, Reverse(node))| node)
    }
}

impl NodeRef<'_, '_> {
    /// Returns the part of the node that contains the byte: a piece of its text, its start or end tag, or the
    /// whole node. Returns `None` if no part contains the byte.
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
