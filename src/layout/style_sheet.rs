//! How elements without attributes are laid out: the user agent's style sheet.

use super::foreign;
use super::look::{Look, Space};
use crate::html::element::{Display, Element, LayoutRole};
use crate::html::name::{ALL, KNOWN};
use crate::html::{Known, Namespace};
use crate::tree::Tree;
use crate::tree::arena::{Node, NodeKind};

impl Look {
    /// Returns how an element is laid out if it has no attributes. `mute`: the text around it is
    /// not laid out.
    pub(super) fn of(tree: &Tree, node: &Node, mute: bool) -> Self {
        let parent = tree.node(node.parent);
        match (node.namespace(), node.name.as_known()) {
            (Namespace::Html, None) => Look::new(LayoutRole::None, Display::Inline),
            (Namespace::Html, Some(Known::Form)) if is_part_of_table(parent) => {
                Look::new(LayoutRole::None, Display::None)
            }
            (Namespace::Html, Some(name)) => Look::of_html(name),
            (Namespace::Svg, _) => {
                let is_root = parent.namespace() != Namespace::Svg
                    || tree.name(parent.name) == "foreignObject";
                foreign::svg(tree.name(node.name), is_root, mute)
            }
            (Namespace::MathMl, _) => foreign::math(tree.name(node.name)),
        }
    }

    fn of_html(name: Known) -> Self {
        let element = name.element();
        let mut look = Look::new(element.layout, element.display);
        match look.role {
            LayoutRole::Preformatted => look.space = Some(Space::Preserve),
            LayoutRole::Collapsing => look.space = Some(Space::Collapse),
            LayoutRole::Ruby => look.ruby = true,
            _ => {}
        }
        look
    }
}

/// The effect of the most common elements, if no ancestor is unusual and no attribute changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    /// Nothing.
    Inline,
    /// A block that requires this many line breaks before and after it.
    Block(u8),
    /// A single object on its line, whose contents are not shown.
    Object,
    /// Ends the line.
    Break,
    /// Any other effect.
    Other,
}

impl Usual {
    /// Returns the effect of an HTML element. An unknown element has none.
    #[inline]
    pub(super) fn of(node: &Node) -> Self {
        static USUAL: [Usual; KNOWN as usize] = usual();
        let usual = USUAL.get(node.name.index());
        usual.copied().unwrap_or(Usual::Inline)
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn usual() -> [Usual; KNOWN as usize] {
    let mut table = [Usual::Other; KNOWN as usize];
    let mut index = 0;
    while index < table.len() {
        let element = ALL[index].element();
        table[index] = match (ALL[index], element.layout, element.display) {
            // In a table, it is not laid out.
            (Known::Form, ..) => Usual::Other,
            (_, LayoutRole::None, Display::Inline) => Usual::Inline,
            (_, LayoutRole::None, Display::Block | Display::ListItem) => Usual::Block(1),
            (_, LayoutRole::Paragraph, Display::Block) => Usual::Block(2),
            (_, LayoutRole::Break, _) => Usual::Break,
            // An `input` may be hidden.
            (Known::Iframe | Known::Img, LayoutRole::Replaced, Display::Atomic) => Usual::Object,
            _ => Usual::Other,
        };
        index += 1;
    }
    table
}

/// Returns whether white space directly in the element is not laid out.
pub(super) fn is_part_of_table(node: &Node) -> bool {
    use Known::{Colgroup, Table, Tbody, Tfoot, Thead, Tr};
    let name = node.name.as_known();
    node.kind == NodeKind::Element
        && node.namespace() == Namespace::Html
        && matches!(name, Some(Table | Tbody | Thead | Tfoot | Tr | Colgroup))
}

/// Returns whether an element is a block, if no attribute changes that.
pub(crate) const fn is_block(element: &Element) -> bool {
    !matches!(element.display, Display::Inline | Display::Atomic)
}

/// Returns whether an element is not shown, if no attribute changes that.
pub(crate) const fn is_hidden(element: &Element) -> bool {
    matches!(element.display, Display::None)
}

/// Returns whether an element shows all of its contents or nothing, and changes nothing about them, if no
/// attribute changes that.
pub(crate) const fn shows_all_or_nothing(name: Known) -> bool {
    match name {
        // These depend on their attributes or on their place.
        Known::Form | Known::Audio | Known::Embed | Known::Dialog | Known::Details => false,
        Known::Img | Known::Iframe | Known::Video | Known::Hr | Known::Object => true,
        _ => matches!(
            name.element().layout,
            LayoutRole::None
                | LayoutRole::Paragraph
                | LayoutRole::Break
                | LayoutRole::BreakChance
                | LayoutRole::Quote
        ),
    }
}
