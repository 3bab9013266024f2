//! Functions that inspect the tree of a body, for example to find containers and empty elements.

use crate::html::Known;
use crate::layout::{self, Part};
use crate::source::Span;
use crate::tree::{Body, NodeKind, NodeRef};

/// The maximum number of nested elements that each contain the whole body.
const MAX_WRAPPERS: usize = 8;
/// The maximum number of nodes that are searched for visible content.
const MAX_NODES: usize = 200;

/// Returns the containers: the body, and the elements that contain the whole body, from the outermost to the
/// innermost.
pub(super) fn containers<'t, 'a>(body: &'t Body<'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let inner = |outer: &NodeRef<'t, 'a>| only_child(*outer).filter(|inner| is_container(*inner));
    std::iter::successors(Some(body.root()), inner).take(MAX_WRAPPERS + 1)
}

/// Returns the innermost container. If its text is short, this container may itself be a part that
/// a rule finds, such as a byline. In this case, returns the container around it first.
pub(super) fn containers_with_text<'t, 'a>(
    body: &'t Body<'a>,
) -> impl Iterator<Item = NodeRef<'t, 'a>> + Clone {
    const MAX_LEN: usize = 200;
    let (mut outer, mut inner) = (None, body.root());
    for container in containers(body) {
        (outer, inner) = (Some(inner), container);
    }
    let is_short = |_: &NodeRef<'_, '_>| {
        let mut nodes = shown(inner);
        let mut len = 0;
        let texts = nodes.by_ref().take(MAX_NODES).filter_map(NodeRef::as_text);
        let is_little = { texts }.all(|text| {
            len += text.len();
            len <= MAX_LEN
        });
        is_little && nodes.next().is_none()
    };
    outer.filter(is_short).into_iter().chain([inner])
}

/// Returns whether an element only groups blocks, as a `div` does.
pub(super) fn is_container(node: NodeRef<'_, '_>) -> bool {
    let name = node.known();
    name.is_some_and(|name| {
        matches!(
            name,
            Known::Div | Known::Main | Known::Article | Known::Section | Known::Footer
        )
    })
}

/// Returns the only child of a node, or `None` if the node has several children or no children.
/// Comments and white space are ignored.
pub(super) fn only_child<'t, 'a>(node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let mut children = node.children().filter(|child| !is_nothing(*child));
    let first = children.next()?;
    children.next().is_none().then_some(first)
}

/// Returns the span of a node, or the span of its descendants if the source has no tag for the
/// node. Returns `None` if neither the node nor a descendant is in the source.
pub(super) fn span(node: NodeRef<'_, '_>) -> Option<Span> {
    let inside = || {
        node.descendants()
            .filter_map(NodeRef::span)
            .reduce(Span::cover)
    };
    node.span().or_else(inside)
}

/// Returns whether a node is a comment, or a text that is only white space.
pub(super) fn is_nothing(node: NodeRef<'_, '_>) -> bool {
    match node.kind() {
        NodeKind::Comment => true,
        NodeKind::Text => node.as_text().is_none_or(is_white_space),
        _ => false,
    }
}

fn is_white_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Returns `node` and its descendants in document order. Skips the descendants of elements that are
/// never visible, such as `script`.
pub(super) fn shown<'t, 'a>(node: NodeRef<'t, 'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let end = node.node().end;
    let mut next = node.id().index() as u32;
    std::iter::from_fn(move || {
        let current = (next < end).then(|| node.at(next))?;
        next = match is_hidden(current) {
            true => current.node().end,
            false => next + 1,
        };
        Some(current)
    })
}

/// Returns whether an element is never visible, such as `script`. Ignores attributes.
fn is_hidden(node: NodeRef<'_, '_>) -> bool {
    let name = node.known();
    name.is_some_and(|name| layout::is_hidden(name.element()))
}

/// Returns whether a browser shows `node` and all of its descendants. Elements that are never
/// visible, such as `script`, are ignored. Returns `false` if an attribute hides an element, if an
/// element shows only a part of its content (as a `select` does), or if an element is an image or a
/// player. Also returns `false` if there are too many elements to check.
pub(super) fn is_plain(node: NodeRef<'_, '_>) -> bool {
    let mut nodes = shown(node).filter(|node| node.is_element() && !is_hidden(*node));
    let is_unusual = |node: NodeRef<'_, '_>| {
        let shown = node.shown(false);
        shown.is_mute || shown.part != Part::All
    };
    !nodes.by_ref().take(MAX_NODES).any(is_unusual) && nodes.next().is_none()
}

/// Returns whether an element shows nothing: no text, no image, no player, no thematic break. Returns `false`
/// if there are too many nodes to check.
pub(super) fn is_empty(node: NodeRef<'_, '_>) -> bool {
    let mut nodes = shown(node);
    let is_shown = |node: NodeRef<'_, '_>| match node.kind() {
        NodeKind::Text => !is_nothing(node),
        _ => is_medium(node) || node.is_named(Known::Hr),
    };
    !nodes.by_ref().take(MAX_NODES).any(is_shown) && nodes.next().is_none()
}

/// Returns whether an element is an image or an embed, such as a `video` or an `iframe`.
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

/// Returns whether an element shows only images, players and their captions, and no other text.
pub(super) fn is_media_only(node: NodeRef<'_, '_>) -> bool {
    if is_medium(node) || node.is_named(Known::Figure) {
        return true;
    }
    let (mut has_medium, mut has_caption) = (false, false);
    let mut nodes = shown(node).take(MAX_NODES);
    let is_text = nodes.any(|node| {
        has_medium |= is_medium(node);
        let is_caption = node.ancestors().take(4).any(|around| {
            let name = around.known();
            name.is_some_and(|name| {
                matches!(name, Known::Figcaption | Known::Small | Known::Figure)
            })
        });
        let is_text = node.kind() == NodeKind::Text && !is_nothing(node);
        has_caption |= is_text && is_caption;
        is_text && !is_caption
    });
    !is_text && (has_medium || has_caption)
}

/// Returns whether an element shows one picture or player, and no text.
pub(super) fn is_single_medium(node: NodeRef<'_, '_>) -> bool {
    is_medium_with_text(node, 0)
}

/// Returns whether an element shows one picture or player, and no text except a short line such as a credit.
pub(super) fn is_media_with_credit(node: NodeRef<'_, '_>) -> bool {
    is_medium_with_text(node, 120)
}

/// Returns whether an element shows one picture or player, and text of at most `max` bytes.
fn is_medium_with_text(node: NodeRef<'_, '_>, max: usize) -> bool {
    let (mut media, mut len) = (0, 0);
    let mut count = 0;
    for node in shown(node).take(MAX_NODES) {
        count += 1;
        media += usize::from(is_medium(node));
        len += node.as_text().map_or(0, |text| text.trim().len());
    }
    media == 1 && len <= max && count < MAX_NODES
}
