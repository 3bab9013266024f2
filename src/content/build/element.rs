//! Makes content nodes from elements and their attributes: images, embeds, lists, list items and
//! cells.

use super::super::kind::{ContentKind, EmbedKind};
use super::super::tree::Node;
use crate::html::Known;
use crate::source::Span;
use crate::tree::NodeRef;

/// Returns a node for an element. `span` is the span of the element, or `None` if the element has
/// no tag in the source. In this case, the node later gets the smallest span that covers its
/// children.
pub(super) fn node_of(kind: ContentKind, span: Option<Span>) -> Node {
    let mut node = Node::new(kind, span.unwrap_or_default());
    if span.is_none() {
        node.flags = Node::HULL;
    }
    node
}

/// Returns an image. `src` is the span of the value of the `src` attribute.
pub(super) fn image(span: Span, src: Option<Span>, in_noscript: bool) -> Node {
    let mut image = Node::new(ContentKind::Image, span);
    if let Some(src) = src {
        image.value = src;
        image.flags |= Node::HAS_URL;
    }
    if in_noscript {
        image.flags |= Node::NOSCRIPT;
    }
    image
}

/// Returns an embed. `span` is the span of the element, and `tag` is the span of its start tag.
pub(super) fn embed(element: NodeRef<'_, '_>, kind: EmbedKind, span: Span, tag: Span) -> Node {
    let name = match element.is_named(Known::Object) {
        true => "data",
        false => "src",
    };
    let src = element.attribute(name).or_else(|| match kind {
        EmbedKind::Video | EmbedKind::Audio => {
            let is_source = |child: &NodeRef<'_, '_>| child.is_named(Known::Source);
            element.children().find(is_source)?.attribute("src")
        }
        _ => None,
    });
    let mut embed = Node::new(ContentKind::Embed, span);
    embed.tag = tag;
    embed.flags = (kind as u8) << Node::EMBED_SHIFT;
    if let Some(src) = src {
        embed.value = src.value_span();
        embed.flags |= Node::HAS_URL;
    }
    embed
}

/// Returns a list. The items get their numbers when the list is closed.
pub(super) fn list(element: NodeRef<'_, '_>, span: Option<Span>) -> Node {
    let mut list = node_of(ContentKind::List, span);
    if element.is_named(Known::Ol) {
        list.flags |= Node::ORDERED;
        if element.attribute("reversed").is_some() {
            list.flags |= Node::REVERSED;
        }
        if let Some(start) = number(element, "start") {
            list.flags |= Node::STARTS;
            list.value.start = start as u32;
        }
    }
    list
}

/// Returns a list item. If the element has a valid `value` attribute, the item has this number.
pub(super) fn item(element: NodeRef<'_, '_>, span: Option<Span>) -> Node {
    let mut item = node_of(ContentKind::ListItem, span);
    let has_attributes = element.node().span.len() > "<li>".len();
    if let Some(value) = has_attributes.then(|| number(element, "value")).flatten() {
        item.flags |= Node::NUMBERED;
        item.value.start = value as u32;
    }
    item
}

/// Returns the value of a numeric attribute. Returns `None` if the attribute is missing or does not start
/// with a number. Also returns `None` if the number does not fit into an `i32`, because browsers ignore such
/// numbers.
fn number(element: NodeRef<'_, '_>, name: &str) -> Option<i32> {
    i32::try_from(integer(&element.attr(name)?)?).ok()
}

/// Returns a table cell, with the numbers of columns and rows that it spans.
pub(super) fn cell(element: NodeRef<'_, '_>, span: Option<Span>, in_head_row: bool) -> Node {
    let number = |name| integer(&element.attr(name)?).filter(|number| *number >= 0);
    let columns = number("colspan").filter(|columns| *columns > 0);
    let mut cell = node_of(ContentKind::TableCell, span);
    cell.number = columns.unwrap_or(1).min(1000) as u16;
    cell.value.start = number("rowspan").unwrap_or(1).min(65534) as u32;
    if in_head_row || element.is_named(Known::Th) {
        cell.flags |= Node::HEADER;
    }
    cell
}

/// Returns the number at the start of a text (HTML standard, "rules for parsing integers"), or `None` if the
/// text does not start with a number. Numbers out of range become `i64::MIN` or `i64::MAX`.
fn integer(text: &str) -> Option<i64> {
    let text = text.trim_ascii_start();
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let sign = text.len() - digits.len();
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 {
        return None;
    }
    let out_of_range = if sign > 0 { i64::MIN } else { i64::MAX };
    Some(text.get(..sign + len)?.parse().unwrap_or(out_of_range))
}
