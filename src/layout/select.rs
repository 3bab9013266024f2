//! The text of a `select` and its options: HTML standard, "rendered text collection steps".

use super::line::Line;
use super::walk::Walk;
use crate::html::Known;
use crate::tree::arena::{Node, NodeKind};

impl Walk<'_, '_> {
    /// Appends the text of all options of a `select`.
    pub(super) fn select(&mut self, id: u32, select: &Node) {
        self.line.object(&mut self.out);
        let mut id = id + 1;
        while id < select.end {
            let node = self.tree.node(id);
            id = if node.is_html(Known::Option) {
                self.option(id, node);
                node.end
            } else if node.kind == NodeKind::Fragment {
                node.end
            } else {
                if node.is_html(Known::Optgroup) {
                    self.out.require_breaks(1);
                }
                id + 1
            };
        }
        self.line = Line::AFTER_OBJECT;
    }

    /// Appends the text of an option on a separate line.
    pub(super) fn option(&mut self, id: u32, option: &Node) {
        self.line = Line::START;
        self.out.require_breaks(1);
        let mut text = String::new();
        let mut id = id + 1;
        while id < option.end {
            let node = self.tree.node(id);
            let is_skipped = node.name.as_known() == Some(Known::Script);
            id = if is_skipped || node.kind == NodeKind::Fragment {
                node.end
            } else {
                id + 1
            };
            if node.kind == NodeKind::Text {
                text.push_str(self.tree.data(node, self.source));
            }
        }
        for (index, word) in text.split_ascii_whitespace().enumerate() {
            if index > 0 {
                self.out.push(" ");
            }
            self.out.push(word);
        }
        self.out.require_breaks(1);
    }
}
