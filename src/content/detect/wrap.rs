//! Elements that wrap others.

use crate::html::Known;
use crate::tree::{Body, NodeKind, NodeRef};

/// How many elements may wrap a body.
const MAX_WRAPPERS: usize = 8;

/// Returns the body, and the `div`s that hold all of it, from the outside in.
pub(super) fn containers<'t, 'a>(body: &'t Body<'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let inner =
        |outer: &NodeRef<'t, 'a>| only_child(*outer).filter(|inner| inner.is_named(Known::Div));
    std::iter::successors(Some(body.root()), inner).take(MAX_WRAPPERS + 1)
}

/// Returns the only child of a node, comments and white space ignored.
pub(super) fn only_child<'t, 'a>(node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let mut children = node.children().filter(|child| !is_nothing(*child));
    let first = children.next()?;
    children.next().is_none().then_some(first)
}

/// Returns the last child that is neither a comment nor white space.
pub(super) fn last_child<'t, 'a>(node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let is_shown = |child: &NodeRef<'t, 'a>| !is_nothing(*child);
    let siblings = std::iter::successors(node.last_child(), |child| child.previous_sibling());
    { siblings }.find(is_shown)
}

/// Returns whether a node is a comment, or white space.
pub(super) fn is_nothing(node: NodeRef<'_, '_>) -> bool {
    match node.kind() {
        NodeKind::Comment => true,
        NodeKind::Text => node.text().trim_ascii().is_empty(),
        _ => false,
    }
}
