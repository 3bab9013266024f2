//! What a browser shows of an element, for those who read the tree in their own way.

use super::attributes::has_attributes;
use super::look::{Look, Space};
use crate::html::Known;
use crate::html::element::{Display, LayoutRole};
use crate::tree::{NodeId, NodeRef};

/// What a browser shows of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) part: Part,
    pub(crate) is_block: bool,
    /// Whether the texts in it are not laid out, which is to be said of what is in it.
    pub(crate) is_mute: bool,
    /// Whether blanks in it collapse, if it says so.
    pub(crate) collapses: Option<bool>,
}

/// Which part of an element shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Nothing,
    /// The element, but not what it holds.
    Itself,
    /// Of what it holds, this child, if there is one.
    Only(Option<NodeId>),
    /// Of what it holds, the options, in whatever they are.
    Options,
    /// The texts that it holds, whatever they are in.
    Texts,
    All,
}

impl NodeRef<'_, '_> {
    /// Returns what a browser shows of the element. `is_mute` says that texts around it are not
    /// laid out.
    pub(crate) fn shown(self, is_mute: bool) -> Shown {
        let node = self.node();
        let mut look = Look::of(self.tree(), node, is_mute);
        if has_attributes(node) {
            look.apply_attributes(node, self.source());
        }
        let first = |is: fn(&Self) -> bool| Part::Only(self.children().find(is).map(Self::id));
        let part = match (look.role, look.display) {
            (_, Display::None) => Part::Nothing,
            (_, display) if look.locked && !display.is_through() => Part::Itself,
            (LayoutRole::Replaced, _) => Part::Itself,
            (LayoutRole::Closed, _) => first(|child| child.node().is_html(Known::Summary)),
            _ if look.first_only => first(|child| child.is_element()),
            (LayoutRole::Select, _) => Part::Options,
            (LayoutRole::Option, _) => Part::Texts,
            _ => Part::All,
        };
        let is_line = matches!(look.display, Display::Inline | Display::Atomic);
        Shown {
            part,
            is_block: !is_line,
            is_mute: look.mute.unwrap_or(is_mute),
            collapses: look.space.map(|space| space == Space::Collapse),
        }
    }
}
