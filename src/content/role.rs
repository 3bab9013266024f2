//! What an element is to a reader.

use super::model::EmbedKind;
use crate::html::Known;
use crate::layout::{Part, Shown};
use crate::tree::{Namespace, NodeRef};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It does not show, and nothing in it.
    Hidden,
    /// It stands in running text.
    Text,
    /// It stands for itself.
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

impl Role {
    /// Returns what an element is of which a browser shows `shown`.
    pub(super) fn of(node: NodeRef<'_, '_>, shown: Shown) -> Role {
        let name = node.known().filter(|_| node.namespace() == Namespace::Html);
        match name {
            // Without their controls, they have an address all the same.
            Some(Known::Audio | Known::Embed) if node.attribute("hidden").is_none() => {}
            _ if shown.part == Part::Nothing => return Role::Hidden,
            _ => {}
        }
        match name.map_or(Role::Text, Role::of_name) {
            Role::Text if shown.is_block => Role::Block,
            role => role,
        }
    }

    fn of_name(name: Known) -> Role {
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
            _ => Role::Text,
        }
    }

    pub(super) fn is_block(self) -> bool {
        self != Role::Text
    }
}
