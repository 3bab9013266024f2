//! The layout of elements without attributes, according to the user agent's style sheet.

use super::foreign;
use super::look::{Look, Space};
use crate::html::element::{Display, Element, LayoutRole};
use crate::html::name::{ALL, KNOWN};
use crate::html::{Known, Namespace};
use crate::tree::Tree;
use crate::tree::arena::{Node, NodeKind};

impl Look {
    /// Returns the layout of an element, ignoring its attributes. `mute` must be `true` if text
    /// directly in the element's parent is not rendered.
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

/// The effect of a common element on the inner text. The effect is valid only if no attribute
/// changes the element's layout, and if the inherited state is
/// [`Setting::NORMAL`](super::setting::Setting::NORMAL).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    /// No effect: the line continues through the element.
    Inline,
    /// The element is a block, and requires this number of line breaks before and after it.
    Block(u8),
    /// The element is a single object on the line, such as an image. Its contents are not shown.
    Object,
    /// A line break (`br`).
    Break,
    /// Any other effect. The element's [`Look`] describes it.
    Other,
}

impl Usual {
    /// Returns the effect of an HTML element with this name. Unknown elements are inline.
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
            // A `form` directly in a table is not rendered.
            (Known::Form, ..) => Usual::Other,
            (_, LayoutRole::None, Display::Inline) => Usual::Inline,
            (_, LayoutRole::None, Display::Block | Display::ListItem) => Usual::Block(1),
            (_, LayoutRole::Paragraph, Display::Block) => Usual::Block(2),
            (_, LayoutRole::Break, _) => Usual::Break,
            // Other replaced elements depend on their attributes: an `input` may be hidden.
            (Known::Iframe | Known::Img, LayoutRole::Replaced, Display::Atomic) => Usual::Object,
            _ => Usual::Other,
        };
        index += 1;
    }
    table
}

/// Returns whether an element is a table, or a part of a table that cannot directly contain text.
/// For example, returns `true` for a row, but `false` for a cell. White space directly in such an
/// element is not rendered.
pub(super) fn is_part_of_table(node: &Node) -> bool {
    use Known::{Colgroup, Table, Tbody, Tfoot, Thead, Tr};
    let name = node.name.as_known();
    node.kind == NodeKind::Element
        && node.namespace() == Namespace::Html
        && matches!(name, Some(Table | Tbody | Thead | Tfoot | Tr | Colgroup))
}

/// Returns whether an element is block-level, a part of a table or hidden by default. The element's
/// attributes may change that.
pub(crate) const fn is_block(element: &Element) -> bool {
    !matches!(element.display, Display::Inline | Display::Atomic)
}

/// Returns whether an element is hidden by default (`display: none`). The element's attributes may
/// change that.
pub(crate) const fn is_hidden(element: &Element) -> bool {
    matches!(element.display, Display::None)
}

/// Returns whether an element, by default, shows either all of its contents or none of them, and
/// does not change the layout of its contents. The element's attributes may change that.
pub(crate) const fn shows_all_or_nothing(name: Known) -> bool {
    match name {
        // What these elements show depends on their attributes or on their parent.
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
