//! What an element is to a reader.

use super::super::kind::{EmbedKind, Style};
use crate::html::Known;
use crate::html::name::{ALL, KNOWN};
use crate::layout::{self, Part, Shown};
use crate::tree::arena::Node;
use crate::tree::{Namespace, NodeRef};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Not shown, nor anything in it.
    Hidden,
    /// Part of a line.
    Inline,
    Block,
    Heading(u8),
    Quote,
    List,
    Item,
    /// It goes on with the item before it.
    Description,
    Table,
    HeadRows,
    Row,
    Cell,
    TableCaption,
    Figure,
    FigureCaption,
    Break,
    Rule,
    Image,
    Embed(EmbedKind),
}

/// What is known of an element by its name, if its attributes change nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    pub(super) role: Role,
    pub(super) style: Option<Style>,
}

impl Plain {
    /// Returns what is known of an element of HTML by its name, if it is laid out in a usual way.
    #[inline]
    pub(super) fn of(node: &Node) -> Option<Self> {
        static PLAIN: [Option<Plain>; KNOWN as usize] = plain();
        const OTHER: Option<Plain> = Some(Plain {
            role: Role::Inline,
            style: None,
        });
        PLAIN.get(node.name.index()).copied().unwrap_or(OTHER)
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn plain() -> [Option<Plain>; KNOWN as usize] {
    let mut table = [None; KNOWN as usize];
    let mut index = 0;
    while index < table.len() {
        let name = ALL[index];
        let role = match (Role::of_name(name), layout::is_block(name)) {
            _ if layout::is_hidden(name) => Role::Hidden,
            (Role::Inline, true) => Role::Block,
            (role, _) => role,
        };
        if layout::is_simple(name) {
            table[index] = Some(Plain {
                role,
                style: style_of(name),
            });
        }
        index += 1;
    }
    table
}

impl Role {
    /// Returns what an element is of which a browser shows `shown`.
    pub(super) fn of(node: NodeRef<'_, '_>, shown: Shown) -> Role {
        let name = node.known().filter(|_| node.namespace() == Namespace::Html);
        match name {
            // Without their controls, they have a URL all the same.
            Some(Known::Audio | Known::Embed) if node.attribute("hidden").is_none() => {}
            _ if shown.part == Part::Nothing => return Role::Hidden,
            _ => {}
        }
        match name.map_or(Role::Inline, Role::of_name) {
            Role::Inline if shown.is_block => Role::Block,
            role => role,
        }
    }

    const fn of_name(name: Known) -> Role {
        match name {
            Known::H1 => Role::Heading(1),
            Known::H2 => Role::Heading(2),
            Known::H3 => Role::Heading(3),
            Known::H4 => Role::Heading(4),
            Known::H5 => Role::Heading(5),
            Known::H6 => Role::Heading(6),
            Known::Blockquote => Role::Quote,
            Known::Ul | Known::Ol | Known::Dir | Known::Menu | Known::Dl => Role::List,
            Known::Li | Known::Dt => Role::Item,
            Known::Dd => Role::Description,
            Known::Table => Role::Table,
            Known::Thead => Role::HeadRows,
            Known::Tr => Role::Row,
            Known::Td | Known::Th => Role::Cell,
            Known::Caption => Role::TableCaption,
            Known::Figure => Role::Figure,
            Known::Figcaption => Role::FigureCaption,
            Known::Br => Role::Break,
            Known::Hr => Role::Rule,
            Known::Img => Role::Image,
            Known::Iframe => Role::Embed(EmbedKind::Frame),
            Known::Video => Role::Embed(EmbedKind::Video),
            Known::Audio => Role::Embed(EmbedKind::Audio),
            Known::Embed | Known::Object => Role::Embed(EmbedKind::Object),
            _ => Role::Inline,
        }
    }
}

/// Returns how an element styles what it holds.
pub(super) const fn style_of(name: Known) -> Option<Style> {
    Some(match name {
        Known::Em | Known::I | Known::Cite | Known::Var | Known::Dfn => Style::Emphasis,
        Known::Strong | Known::B => Style::Strong,
        Known::Code | Known::Kbd | Known::Samp | Known::Tt => Style::Code,
        Known::S | Known::Strike | Known::Del => Style::Strikethrough,
        Known::Sup => Style::Superscript,
        Known::Sub => Style::Subscript,
        _ => return None,
    })
}
