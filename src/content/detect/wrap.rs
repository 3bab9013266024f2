//! The shape of a body's tree: what wraps others, what is empty.

use crate::html::Known;
use crate::layout::Part;
use crate::tree::{Body, NodeKind, NodeRef};

/// How many elements may wrap a body.
const MAX_WRAPPERS: usize = 8;
/// How many nodes are searched for something that shows.
const MAX_NODES: usize = 200;

/// Returns the body, and the elements that hold all of it, from the outside in.
pub(super) fn containers<'t, 'a>(body: &'t Body<'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let inner = |outer: &NodeRef<'t, 'a>| only_child(*outer).filter(|inner| is_container(*inner));
    std::iter::successors(Some(body.root()), inner).take(MAX_WRAPPERS + 1)
}

/// Returns whether an element only groups blocks.
pub(super) fn is_container(node: NodeRef<'_, '_>) -> bool {
    let name = node.known();
    name.is_some_and(|name| {
        matches!(
            name,
            Known::Div | Known::Main | Known::Article | Known::Section | Known::Footer
        )
    })
}

/// Returns the only child of a node, comments and white space ignored.
pub(super) fn only_child<'t, 'a>(node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let mut children = node.children().filter(|child| !is_nothing(*child));
    let first = children.next()?;
    children.next().is_none().then_some(first)
}

/// Returns whether a node is a comment, or white space.
pub(super) fn is_nothing(node: NodeRef<'_, '_>) -> bool {
    match node.kind() {
        NodeKind::Comment => true,
        NodeKind::Text => node.as_text().is_none_or(|text| text.trim().is_empty()),
        _ => false,
    }
}

/// Returns the nodes that a reader may see, from `node` to the end of what it holds.
pub(super) fn shown<'t, 'a>(node: NodeRef<'t, 'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let mut next = Some(node);
    std::iter::from_fn(move || {
        let current = next?;
        let is_hidden = current.is_element() && current.shown(false).part == Part::Nothing;
        let inside = current.first_child().filter(|_| !is_hidden);
        let after = || current.following();
        let is_in = |other: &NodeRef<'t, 'a>| node.holds(*other);
        next = inside.or_else(after).filter(is_in);
        Some(current)
    })
}

/// Returns whether all of an element shows, or nothing of it, as far as a few nodes tell: nothing in it is
/// laid out in an unusual way, such as the options of a `select`.
pub(super) fn is_plain(node: NodeRef<'_, '_>) -> bool {
    let mut nodes = shown(node);
    let is_unusual = |node: NodeRef<'_, '_>| {
        node.is_element() && {
            let shown = node.shown(false);
            shown.is_mute || !matches!(shown.part, Part::All | Part::Nothing)
        }
    };
    !nodes.by_ref().take(MAX_NODES).any(is_unusual) && nodes.next().is_none()
}

/// Returns whether an element shows nothing: no text, no image, no player. `false` if it has many nodes.
pub(super) fn is_empty(node: NodeRef<'_, '_>) -> bool {
    let mut nodes = shown(node);
    let is_shown = |node: NodeRef<'_, '_>| match node.kind() {
        NodeKind::Text => !is_nothing(node),
        _ => is_medium(node) || node.is_named(Known::Hr),
    };
    !nodes.by_ref().take(MAX_NODES).any(is_shown) && nodes.next().is_none()
}

/// Returns whether an element is an image, a player or a frame.
pub(super) fn is_medium(node: NodeRef<'_, '_>) -> bool {
    let name = node.known();
    name.is_some_and(|name| {
        matches!(
            name,
            Known::Img
                | Known::Video
                | Known::Audio
                | Known::Iframe
                | Known::Embed
                | Known::Object
                | Known::Svg
        )
    })
}

/// Returns whether an element shows media, and no text but their captions.
pub(super) fn is_media_only(node: NodeRef<'_, '_>) -> bool {
    if is_medium(node) || node.is_named(Known::Figure) {
        return true;
    }
    let mut has_medium = false;
    let mut nodes = shown(node).take(MAX_NODES);
    let is_text = nodes.any(|node| {
        has_medium |= is_medium(node);
        let is_caption = node.ancestors().take(4).any(|around| {
            let name = around.known();
            name.is_some_and(|name| {
                matches!(name, Known::Figcaption | Known::Small | Known::Figure)
            })
        });
        node.kind() == NodeKind::Text && !is_nothing(node) && !is_caption
    });
    !is_text && has_medium
}

/// Returns whether an element shows one picture, and no text but a short line such as its credit.
pub(super) fn is_media_with_credit(node: NodeRef<'_, '_>) -> bool {
    const MAX_LEN: usize = 120;
    let (mut media, mut len) = (0, 0);
    let mut count = 0;
    for node in shown(node).take(MAX_NODES) {
        count += 1;
        media += usize::from(is_medium(node));
        len += node.as_text().map_or(0, |text| text.trim().len());
    }
    media == 1 && len <= MAX_LEN && count < MAX_NODES
}
