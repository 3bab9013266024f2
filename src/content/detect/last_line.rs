//! The last line of the last paragraph, where some feeds name the authors.

use super::credits;
use super::wrap;
use crate::html::Known;
use crate::tree::NodeRef;

/// The maximum depth of the search for the last text in the last element of a body.
const MAX_LEVELS: usize = 64;

/// Returns a node, then its last visible child, then the last visible child of that child, and so on.
pub(super) fn ends_of<'t, 'a>(node: NodeRef<'t, 'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let last = |node: &NodeRef<'t, 'a>| last_shown(node.children().rev());
    std::iter::successors(Some(node), last).take(MAX_LEVELS)
}

/// Returns the line break (`br`) just before a node, or `None` if no line break is there.
pub(super) fn line_break<'t, 'a>(node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let mut before = siblings_before(node);
    let before = before.find(|node| !wrap::is_nothing(*node));
    before.filter(|node| node.is_named(Known::Br))
}

/// Returns the last visible sibling before a line break, or `None` if no sibling before it is visible.
pub(super) fn before<'t, 'a>(line_break: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    last_shown(siblings_before(line_break))
}

/// Returns the byline in a text node and the byte offset of the byline in the source, or `None` if
/// the node contains no byline. If a line break is just before the node, the byline may be the
/// whole text. Otherwise, the byline is the text in brackets at the end of the node.
pub(super) fn byline<'a>(text: NodeRef<'_, 'a>) -> Option<(u32, &'a str)> {
    let (literal, span) = (text.literal_text()?, text.span()?);
    let is_line = line_break(text).is_some() && credits::is_byline(literal);
    let start = match is_line {
        true => literal.len() - literal.trim_start().len(),
        false if literal.trim_end().ends_with(['）', ')']) => literal.rfind(['（', '('])?,
        false => return None,
    };
    let line = literal.get(start..)?.trim_end();
    credits::is_byline(line).then_some((span.start + start as u32, line))
}

fn siblings_before<'t, 'a>(node: NodeRef<'t, 'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    std::iter::successors(node.previous_sibling(), |node| node.previous_sibling())
}

/// Returns the last visible node of several siblings, or `None` if all are invisible. The iterator
/// `nodes` must return the siblings in reverse order.
fn last_shown<'t, 'a>(mut nodes: impl Iterator<Item = NodeRef<'t, 'a>>) -> Option<NodeRef<'t, 'a>> {
    nodes.find(|node| !wrap::is_nothing(*node) && !node.is_named(Known::Br))
}
