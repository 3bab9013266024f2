//! [`Part`], a tree into which nodes are copied from another tree. The ancestors of a node are copied only
//! when the node itself is copied.

use super::super::tree::{Node, hull};

/// A tree under construction. One `Part` collects the nodes that stay in the article. Another
/// `Part` collects the repeated text that is taken out.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) nodes: Vec<Node>,
    /// The open nodes, which may still get descendants, from the root to the innermost. A new node
    /// becomes a child of the innermost. Each pair is the ID of an open node in the old tree, and
    /// its ID in this `Part`.
    open: Vec<(u32, u32)>,
    /// A line break that is added only if another node follows in the same paragraph or heading.
    pub(super) line_break: Option<Node>,
}

impl Part {
    pub(super) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// Returns the number of open nodes, without the root.
    pub(super) fn depth(&self) -> usize {
        self.open.len().saturating_sub(1)
    }

    /// Appends `nodes`, which must be adjacent nodes of the old tree with all of their descendants. The first
    /// node had the ID `first` in the old tree.
    pub(super) fn append(&mut self, nodes: &[Node], first: u32) {
        let shift = self.len().wrapping_sub(first);
        self.nodes.extend(nodes.iter().map(|node| Node {
            end: node.end.wrapping_add(shift),
            ..*node
        }));
    }

    /// Appends a node without children.
    pub(super) fn push(&mut self, node: Node) {
        let end = self.len() + 1;
        self.nodes.push(Node { end, ..node });
    }

    /// Appends a node and opens it: all nodes that are appended before it is closed become its
    /// descendants. `old` is the ID of the node in the old tree.
    pub(super) fn open(&mut self, old: u32, node: Node) {
        self.open.push((old, self.len()));
        self.push(node);
    }

    /// Closes the innermost open node if it had the ID `old` in the old tree. `is_all` must be
    /// `true` if all descendants of the node are in this `Part`. If `is_all` is `false`, the span
    /// of the node is reduced to those descendants that are in this `Part`.
    pub(super) fn leave(&mut self, old: u32, is_all: bool) {
        if self.open.last().is_some_and(|open| open.0 == old) {
            self.close_to(self.open.len() - 1, is_all);
        }
    }

    /// Closes the innermost open nodes until only `depth` nodes are open. `is_all` applies to each
    /// closed node, as in [`Part::leave`].
    pub(super) fn close_to(&mut self, depth: usize, is_all: bool) {
        let end = self.len();
        for (_, id) in self.open.drain(depth..).rev() {
            let Some((node, inside)) =
                { self.nodes.get_mut(id as usize..) }.and_then(<[Node]>::split_first_mut)
            else {
                continue;
            };
            node.end = end;
            if !is_all {
                node.span = hull(inside, id + 1, end).unwrap_or_default();
            }
        }
    }
}
