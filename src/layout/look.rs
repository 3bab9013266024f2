//! How elements are laid out: the user agent's style sheet.

use super::foreign;
use crate::html::name::{ALL, KNOWN, Known};
use crate::tree::arena::{Namespace, Node, NodeKind, Tree};

/// How an element is laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) role: Role,
    pub(crate) display: Display,
    /// It floats or is positioned, so the line goes on without it.
    pub(crate) apart: bool,
    /// It is left out until it is searched for.
    pub(crate) locked: bool,
    /// Its children are laid out as blocks.
    pub(crate) flex: bool,
    /// Its children are laid out as parts of a line.
    pub(crate) ruby: bool,
    /// Of its children, only the first element is laid out.
    pub(crate) first_only: bool,
    /// Whether texts in it are not laid out.
    pub(crate) mute: Option<bool>,
    /// Whether a letter that is alone becomes an italic one of mathematics.
    pub(crate) italic: Option<bool>,
    pub(crate) space: Option<Space>,
}

/// What an element does to the text, whatever its `display` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    None,
    Paragraph,
    Break,
    BreakChance,
    /// Quotation marks stand before and behind what it holds; they are no text.
    Quote,
    /// A marker that ends with a blank stands before what it holds; it is no text.
    Marked,
    /// What it holds is not shown, but for a `summary`.
    Closed,
    /// `summary`, `legend`: the first one stands apart from its siblings.
    Heading,
    Select,
    Option,
    /// What it holds is not shown.
    Replaced,
}

/// The CSS property, as far as it makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    None,
    Inline,
    /// A block on a line.
    Atomic,
    Block,
    /// A block that is a part of its line where there are no blocks.
    ListItem,
    /// A group of rows.
    Section,
    Row,
    Cell,
}

impl Display {
    /// Returns whether the element is a part of its line.
    pub(crate) fn is_through(self) -> bool {
        matches!(self, Display::Inline | Display::Section | Display::Row)
    }
}

/// What becomes of white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    Collapse,
    Preserve,
    /// As `Preserve`, whatever the elements inside say.
    Editable,
}

impl Look {
    pub(crate) const fn new(role: Role, display: Display) -> Self {
        Look {
            role,
            display,
            apart: false,
            locked: false,
            flex: false,
            ruby: false,
            first_only: false,
            mute: None,
            italic: None,
            space: None,
        }
    }

    /// Returns how an element is laid out if it has no attributes. `mute` says that texts around
    /// it are not.
    pub(crate) fn of(tree: &Tree, node: &Node, mute: bool) -> Self {
        let parent = tree.node(node.parent);
        match (node.namespace(), node.name.as_known()) {
            (Namespace::Html, None) => Look::new(Role::None, Display::Inline),
            (Namespace::Html, Some(Known::Form)) if is_part_of_table(parent) => {
                Look::new(Role::None, Display::None)
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

    const fn of_html(name: Known) -> Self {
        let (role, display) = of_name(name);
        let mut look = Look::new(role, display);
        match name {
            Known::Pre | Known::Listing | Known::Plaintext | Known::Xmp => {
                look.space = Some(Space::Preserve);
            }
            Known::Marquee | Known::Nobr => look.space = Some(Space::Collapse),
            Known::Ruby => look.ruby = true,
            _ => {}
        }
        look
    }

    /// Returns whether `role` and `display` say all about the element.
    const fn is_simple(&self) -> bool {
        matches!(
            self,
            Look {
                role: _,
                display: _,
                apart: false,
                locked: false,
                flex: false,
                ruby: false,
                first_only: false,
                mute: None,
                italic: None,
                space: None,
            }
        )
    }

    /// Makes a part of a line of what would be a block.
    pub(crate) fn make_inline(&mut self) {
        match self.display {
            Display::Block if !self.apart => self.display = Display::Atomic,
            Display::Atomic => self.apart = false,
            Display::ListItem => {
                self.display = Display::Inline;
                self.role = Role::Marked;
            }
            _ => {}
        }
    }

    /// Makes a block of what would stand on a line.
    pub(crate) fn make_block(&mut self) {
        if self.display != Display::None {
            self.display = Display::Block;
        }
    }
}

/// What the most usual elements do to the text, where nothing unusual is around them and none of
/// their attributes changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usual {
    /// Nothing.
    Inline,
    /// It is a block that requires so many line breaks before and behind it.
    Block(u8),
    /// It stands on the line, and what it holds is not shown.
    Object,
    /// It ends the line.
    Break,
    /// More than can be said so.
    Other,
}

impl Usual {
    /// Returns what an element does, which is one of HTML's. One that HTML does not know does
    /// nothing.
    #[inline]
    pub(crate) fn of(node: &Node) -> Self {
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
        let name = ALL[index];
        table[index] = match (name, of_name(name)) {
            // Its place decides.
            (Known::Form, _) => Usual::Other,
            _ if !Look::of_html(name).is_simple() => Usual::Other,
            (_, (Role::None, Display::Inline)) => Usual::Inline,
            (_, (Role::None, Display::Block | Display::ListItem)) => Usual::Block(1),
            (_, (Role::Paragraph, Display::Block)) => Usual::Block(2),
            (_, (Role::Break, _)) => Usual::Break,
            // An `input` may be hidden.
            (Known::Iframe | Known::Img, (Role::Replaced, Display::Atomic)) => Usual::Object,
            _ => Usual::Other,
        };
        index += 1;
    }
    table
}

/// Returns whether an element of HTML is laid out as a block, if nothing changes that.
pub(crate) const fn is_block(name: Known) -> bool {
    !matches!(of_name(name).1, Display::Inline | Display::Atomic)
}

/// Returns whether an element of HTML is not shown, if nothing changes that.
pub(crate) const fn is_hidden(name: Known) -> bool {
    matches!(of_name(name).1, Display::None)
}

/// Returns whether an element of HTML shows all that it holds, or nothing, and changes nothing for what is
/// in it.
pub(crate) const fn is_simple(name: Known) -> bool {
    let (role, _) = of_name(name);
    let shows_all = matches!(
        role,
        Role::None | Role::Paragraph | Role::Break | Role::BreakChance | Role::Quote | Role::Marked
    );
    let is_replaced = matches!(
        name,
        Known::Img | Known::Iframe | Known::Video | Known::Hr | Known::Object
    );
    let is_special = matches!(
        name,
        Known::Form | Known::Audio | Known::Embed | Known::Dialog | Known::Details
    );
    Look::of_html(name).is_simple() && (shows_all || is_replaced) && !is_special
}

/// Returns whether white space that the element holds directly is not laid out.
pub(crate) fn is_part_of_table(node: &Node) -> bool {
    let name = node.name.as_known();
    node.kind == NodeKind::Element
        && node.namespace() == Namespace::Html
        && matches!(
            name,
            Some(
                Known::Table
                    | Known::Tbody
                    | Known::Thead
                    | Known::Tfoot
                    | Known::Tr
                    | Known::Colgroup
            )
        )
}

/// Returns how an element of HTML is laid out, by the user agent's style sheet.
pub(crate) const fn of_name(name: Known) -> (Role, Display) {
    match name {
        Known::P => (Role::Paragraph, Display::Block),
        Known::Br => (Role::Break, Display::Inline),
        Known::Wbr => (Role::BreakChance, Display::Inline),
        Known::Q => (Role::Quote, Display::Inline),
        Known::Details => (Role::Closed, Display::Block),
        Known::Summary | Known::Legend => (Role::Heading, Display::Block),
        Known::Li => (Role::None, Display::ListItem),
        Known::Select => (Role::Select, Display::Atomic),
        Known::Option => (Role::Option, Display::Block),
        Known::Iframe
        | Known::Image
        | Known::Img
        | Known::Input
        | Known::Meter
        | Known::Object
        | Known::Progress
        | Known::Textarea
        | Known::Video => (Role::Replaced, Display::Atomic),
        // Both need an attribute to show.
        Known::Audio | Known::Embed => (Role::Replaced, Display::None),
        Known::Dialog
        | Known::Area
        | Known::Base
        | Known::Basefont
        | Known::Datalist
        | Known::Head
        | Known::Link
        | Known::Meta
        | Known::Noembed
        | Known::Noframes
        | Known::Param
        | Known::Rp
        | Known::Script
        | Known::Source
        | Known::Style
        | Known::Template
        | Known::Title
        | Known::Track => (Role::None, Display::None),
        Known::Button | Known::Marquee => (Role::None, Display::Atomic),
        Known::Tbody | Known::Thead | Known::Tfoot => (Role::None, Display::Section),
        Known::Tr => (Role::None, Display::Row),
        Known::Td | Known::Th => (Role::None, Display::Cell),
        Known::Hr | Known::Col | Known::Colgroup => (Role::Replaced, Display::Block),
        Known::Address
        | Known::Article
        | Known::Aside
        | Known::Blockquote
        | Known::Body
        | Known::Caption
        | Known::Center
        | Known::Dd
        | Known::Dir
        | Known::Div
        | Known::Dl
        | Known::Dt
        | Known::Fieldset
        | Known::Figcaption
        | Known::Figure
        | Known::Footer
        | Known::Form
        | Known::Frameset
        | Known::H1
        | Known::H2
        | Known::H3
        | Known::H4
        | Known::H5
        | Known::H6
        | Known::Header
        | Known::Hgroup
        | Known::Html
        | Known::Listing
        | Known::Main
        | Known::Menu
        | Known::Nav
        | Known::Ol
        | Known::Optgroup
        | Known::Plaintext
        | Known::Pre
        | Known::Search
        | Known::Section
        | Known::Table
        | Known::Ul
        | Known::Xmp => (Role::None, Display::Block),
        _ => (Role::None, Display::Inline),
    }
}
