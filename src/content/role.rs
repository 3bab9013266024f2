//! What an element is to a reader.

use super::model::EmbedKind;
use crate::body::{Known, Namespace, NodeId, NodeRef};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It does not show, and nothing in it.
    Hidden,
    /// It stands in running text.
    Text,
    /// It stands for itself.
    Block,
    Heading(u8),
    Pre,
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
    /// A block of which only one child shows.
    ClosedDetails,
    Break,
    Rule,
    Image,
    Embed(EmbedKind),
}

impl Role {
    pub(super) fn of(node: NodeRef<'_, '_>) -> Role {
        if is_hidden(node) {
            return Role::Hidden;
        }
        let Some(name) = node.known().filter(|_| node.namespace() == Namespace::Html) else {
            return Role::Text;
        };
        match name {
            Known::H1 => Role::Heading(1),
            Known::H2 => Role::Heading(2),
            Known::H3 => Role::Heading(3),
            Known::H4 => Role::Heading(4),
            Known::H5 => Role::Heading(5),
            Known::H6 => Role::Heading(6),
            Known::Pre | Known::Listing | Known::Xmp | Known::Plaintext => Role::Pre,
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
            Known::Details if node.attribute("open").is_none() => Role::ClosedDetails,
            Known::Br => Role::Break,
            Known::Hr => Role::Rule,
            Known::Img => Role::Image,
            Known::Iframe => Role::Embed(EmbedKind::Frame),
            Known::Video => Role::Embed(EmbedKind::Video),
            Known::Audio => Role::Embed(EmbedKind::Audio),
            Known::Embed | Known::Object => Role::Embed(EmbedKind::Object),
            Known::Address
            | Known::Article
            | Known::Aside
            | Known::Center
            | Known::Details
            | Known::Dialog
            | Known::Div
            | Known::Fieldset
            | Known::Footer
            | Known::Form
            | Known::Header
            | Known::Hgroup
            | Known::Legend
            | Known::Main
            | Known::Nav
            | Known::Optgroup
            | Known::Option
            | Known::P
            | Known::Search
            | Known::Section
            | Known::Summary
            | Known::Tbody
            | Known::Tfoot => Role::Block,
            _ => Role::Text,
        }
    }

    pub(super) fn is_block(self) -> bool {
        self != Role::Text
    }

    /// Returns the only child that shows, or that none does; nothing if all do.
    pub(super) fn shown_child(self, node: NodeRef<'_, '_>) -> Option<Option<NodeId>> {
        let summary = |child: &NodeRef<'_, '_>| child.is_named(Known::Summary);
        (self == Role::ClosedDetails).then(|| Some(node.children().find(summary)?.id()))
    }
}

/// Returns whether an element does not show, whatever it holds.
fn is_hidden(node: NodeRef<'_, '_>) -> bool {
    let by_name = matches!(
        node.known(),
        Some(
            Known::Area
                | Known::Base
                | Known::Basefont
                | Known::Canvas
                | Known::Datalist
                | Known::Head
                | Known::Input
                | Known::Link
                | Known::Meta
                | Known::Meter
                | Known::Noembed
                | Known::Noframes
                | Known::Param
                | Known::Progress
                | Known::Rp
                | Known::Script
                | Known::Source
                | Known::Style
                | Known::Template
                | Known::Title
                | Known::Track
        )
    );
    by_name || node.attribute("hidden").is_some()
}
