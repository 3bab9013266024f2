//! The last line of the last paragraph, where feeds put who wrote an article.

use super::credits;
use super::wrap;
use crate::html::Known;
use crate::tree::NodeRef;

/// How deep the last text of a body is searched in the element that it ends with.
const MAX_LEVELS: usize = 64;

/// Returns a node, the last one in it that shows something, the last one in that, and so on.
pub(super) fn ends_of<'t, 'a>(node: NodeRef<'t, 'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let last = |node: &NodeRef<'t, 'a>| last_shown(node.children().rev());
    std::iter::successors(Some(node), last).take(MAX_LEVELS)
}

/// Returns the line break just before a node.
pub(super) fn line_break<'t, 'a>(node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let mut before = siblings_before(node);
    let before = before.find(|node| !wrap::is_nothing(*node));
    before.filter(|node| node.is_named(Known::Br))
}

/// Returns the last node before a line break that shows something, on the same level.
pub(super) fn before<'t, 'a>(line_break: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    last_shown(siblings_before(line_break))
}

/// Returns the byline that a text is or ends with, and where it starts in the source: all of a text after a line
/// break, or the brackets at its end.
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

/// Returns the last node that shows something, of nodes from the last to the first.
fn last_shown<'t, 'a>(mut nodes: impl Iterator<Item = NodeRef<'t, 'a>>) -> Option<NodeRef<'t, 'a>> {
    nodes.find(|node| !wrap::is_nothing(*node) && !node.is_named(Known::Br))
}
