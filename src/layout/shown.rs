//! Determines which part of an element a browser shows. Used by modules outside of
//! [`layout`](super) that walk over the tree.

use super::attributes::{any_changes_usual, has_attributes};
use super::look::{Look, Space};
use crate::html::Known;
use crate::html::element::{Display, LayoutRole};
use crate::tree::arena::Node;
use crate::tree::{NodeId, NodeRef};

/// Which part of an element a browser shows, and the layout of that part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) part: Part,
    pub(crate) is_block: bool,
    /// Whether text in the element is not rendered. Pass this value to [`NodeRef::shown`] for the
    /// element's children.
    pub(crate) is_mute: bool,
    /// Whether white space in the element collapses. `None`: inherited from the parent.
    pub(crate) collapses: Option<bool>,
}

/// The part of an element that a browser shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Nothing,
    /// The element itself, such as an image, but not its children.
    Itself,
    /// Only this child, such as the `summary` of a closed `details`. `None`: no child.
    Only(Option<NodeId>),
    /// Only the `option` elements among the descendants.
    Options,
    /// Only the texts among the descendants.
    Texts,
    All,
}

impl NodeRef<'_, '_> {
    /// Returns which part of the element a browser shows. `is_mute` must be `true` if text directly
    /// in the element's parent is not rendered.
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

/// Returns whether a node is an HTML element without any of the [`LAYOUT_ATTRIBUTES`], which can
/// change the layout of common elements. A `td` or `th` must have no attributes at all.
///
/// [`LAYOUT_ATTRIBUTES`]: crate::html::plain_tag::LAYOUT_ATTRIBUTES
#[inline]
pub(crate) fn is_usual(node: &Node, source: &str) -> bool {
    const ASKED: u8 = Node::LAYOUT_PLAIN | Node::SVG | Node::MATHML;
    match node.flags & ASKED {
        // `nowrap` on `td` or `th` changes the treatment of white space.
        0 | Node::LAYOUT_PLAIN if node.is_html(Known::Td) || node.is_html(Known::Th) => {
            !has_attributes(node)
        }
        Node::LAYOUT_PLAIN => true,
        0 => !(has_attributes(node) && any_changes_usual(node.span, source)),
        _ => false,
    }
}
