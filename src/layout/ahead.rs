//! Functions that look at the following nodes. They decide whether white space at the end of a line
//! is kept, and whether another row or cell follows.

use super::look::Space;
use super::walk::Walk;
use crate::html::element::{Display, LayoutRole};
use crate::html::white_space::is_document_white_space;
use crate::tree::arena::{Node, NodeKind};

impl Walk<'_, '_> {
    /// Writes the white space at the end of the line as a space, or drops this white space. The
    /// space is written only if a node with the ID `from` or a greater ID adds anything else to the
    /// line.
    pub(super) fn settle(&mut self, from: u32) {
        if self.line.has_blank() {
            let stays = self.line_goes_on(from);
            self.line.settle(stays, &mut self.out);
        }
    }

    /// Returns whether a node with the ID `from` or a greater ID adds anything other than white
    /// space to the current line.
    fn line_goes_on(&self, from: u32) -> bool {
        let mut id = from;
        while id < self.flow_end {
            let node = self.tree.node(id);
            let mut next = node.end.max(id + 1);
            match node.kind {
                NodeKind::Text => {
                    let text = self.tree.data(node, self.source);
                    if self.setting.space != Space::Collapse
                        || !text.bytes().all(is_document_white_space)
                    {
                        return true;
                    }
                }
                NodeKind::Element => {
                    let look = self.look(node);
                    match (look.role, look.display) {
                        _ if look.display == Display::None || look.apart => {}
                        (LayoutRole::Break, _) => return false,
                        (LayoutRole::BreakChance, _) => {}
                        (LayoutRole::Quote, _) => return true,
                        (_, Display::Inline) => next = id + 1,
                        (_, display) => return display == Display::Atomic,
                    }
                }
                NodeKind::Comment | NodeKind::Fragment => {}
            }
            id = next;
        }
        false
    }

    /// Returns whether the next box in the row after `cell` is also a cell.
    pub(super) fn has_next_cell(&self, cell: u32) -> bool {
        self.after(cell)
            .next()
            .is_some_and(|(_, display)| display == Display::Cell)
    }

    /// Returns whether the table has another row after `row`, in the same section (such as a
    /// `tbody`) or in a later section.
    pub(super) fn has_next_row(&self, row: u32) -> bool {
        let is_row = |(_, display): (u32, Display)| display == Display::Row;
        let section = self.tree.node(row).parent;
        self.after(row).any(is_row)
            || (self.display(self.tree.node(section)) == Display::Section
                && self
                    .after(section)
                    .filter(|&(_, display)| display == Display::Section)
                    .any(|(section, _)| {
                        self.boxes(section + 1, self.tree.node(section).end)
                            .any(is_row)
                    }))
    }

    /// Returns the sibling elements after the node `id`, each with its `display`. Elements with
    /// `display: none` are left out.
    fn after(&self, id: u32) -> impl Iterator<Item = (u32, Display)> {
        let node = self.tree.node(id);
        self.boxes(node.end, self.tree.node(node.parent).end)
    }

    /// Returns the sibling elements whose IDs are in `from..end`, each with its `display`. The node
    /// `from` must be the first of these siblings. Elements with `display: none` are left out.
    fn boxes(&self, from: u32, end: u32) -> impl Iterator<Item = (u32, Display)> {
        let next = |&id: &u32| Some(self.tree.node(id).end.max(id + 1));
        std::iter::successors(Some(from), next)
            .take_while(move |&id| id < end)
            .map(|id| (id, self.display(self.tree.node(id))))
            .filter(|&(_, display)| display != Display::None)
    }

    fn display(&self, node: &Node) -> Display {
        match node.kind {
            NodeKind::Element => self.look(node).display,
            _ => Display::None,
        }
    }
}
