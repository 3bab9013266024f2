//! Copies nodes from another tree. Their parents are copied only when they are needed.

use super::super::tree::{Node, hull};

/// The nodes that are kept, or the nodes that are taken out.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) nodes: Vec<Node>,
    /// The open nodes, from the root on: their old IDs and their new IDs.
    open: Vec<(u32, u32)>,
    /// A line break that is written only if something follows in the same block.
    pub(super) line_break: Option<Node>,
}

impl Part {
    pub(super) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// Returns the number of open nodes in the root.
    pub(super) fn depth(&self) -> usize {
        self.open.len().saturating_sub(1)
    }

    /// Appends nodes with their descendants. The first one had the ID `first`.
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

    /// Appends a node with children, which follow.
    pub(super) fn open(&mut self, old: u32, node: Node) {
        self.open.push((old, self.len()));
        self.push(node);
    }

    /// Closes a node, if it is open here. If some of its descendants are not here, its bytes are those of the
    /// ones that are.
    pub(super) fn leave(&mut self, old: u32, is_all: bool) {
        if self.open.last().is_some_and(|open| open.0 == old) {
            self.close_to(self.open.len() - 1, is_all);
        }
    }

    /// Closes all but the outermost `depth` open nodes.
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
