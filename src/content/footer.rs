use std::borrow::Cow;

use super::block;
use super::model::{Block, Link};
use super::walk::Walk;
use super::wrap::{containers, is_nothing};
use crate::html::Known;
use crate::layout::Part;
use crate::source::Span;
use crate::tree::{Body, NodeId, NodeRef};

/// What the feed's provider appended to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footer<'a> {
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) span: Span,
}

impl<'a> Footer<'a> {
    /// Returns what the footer says.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Returns the footer's links in order.
    pub fn links(&self) -> impl Iterator<Item = &Link<'a>> {
        Walk::new(&self.blocks).links()
    }

    /// Returns the bytes of the footer, the rule above it included.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// How to tell a provider's footer. Its text is looked for in the first 1,000 nodes of what may be
/// the footer.
///
/// ```
/// use newsprint::{FooterMarker, FooterPlace};
///
/// const MARKER: FooterMarker = FooterMarker::new(FooterPlace::AfterRule, "© ");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FooterMarker {
    pub(super) place: FooterPlace,
    pub(super) text: Cow<'static, str>,
}

/// Where a provider's footer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FooterPlace {
    /// It is the body's last element, with the rule and the line breaks before it.
    LastElement,
    /// It is all behind the body's last rule, with the line breaks before that.
    AfterRule,
}

impl FooterMarker {
    /// The footers of feedx, which offer more feeds.
    pub const FEEDX: FooterMarker = FooterMarker::new(FooterPlace::LastElement, "获取更多RSS");

    /// Returns a marker of footers that stand in `place` and begin with `text`.
    pub const fn new(place: FooterPlace, text: &'static str) -> Self {
        FooterMarker {
            place,
            text: Cow::Borrowed(text),
        }
    }

    /// Returns the marker that [`FooterMarker::new`] returns, of a text that is not in the program.
    pub const fn owned(place: FooterPlace, text: String) -> Self {
        FooterMarker {
            place,
            text: Cow::Owned(text),
        }
    }

    /// Returns where the footer stands.
    pub fn place(&self) -> FooterPlace {
        self.place
    }

    /// Returns what the footer begins with, blanks before it aside.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Returns the footer that one of `markers` tells, and its first node, from which it reaches to the
/// end of the body.
pub(super) fn find<'a>(body: &Body<'a>, markers: &[FooterMarker]) -> Option<(Footer<'a>, NodeId)> {
    let find = |container| markers.iter().find_map(|marker| marker.find(container));
    let [first, last] = containers(body).find_map(find)?;
    let span = match (first.span(), last.span()) {
        (Some(first), Some(last)) => first.cover(last),
        (Some(span), None) | (None, Some(span)) => span,
        (None, None) => Span::default(),
    };
    let blocks = block::blocks(body.source(), span.start, Some(first), None, None);
    Some((Footer { blocks, span }, first.id()))
}

/// Among how many nodes at the most the text is that a footer begins with.
const MAX_MARKER_NODES: usize = 1000;

impl FooterMarker {
    /// Returns the first and the last of the children of `container` that are the footer.
    fn find<'t, 'a>(&self, container: NodeRef<'t, 'a>) -> Option<[NodeRef<'t, 'a>; 2]> {
        let shown = || container.children().filter(|child| !is_nothing(*child));
        let last = shown().next_back()?;
        let begin = match self.place {
            FooterPlace::LastElement => last,
            FooterPlace::AfterRule => {
                let rule = shown().rfind(|child| child.is_named(Known::Hr))?;
                rule.next_sibling()?
            }
        };
        if !begin.is_element() && self.place == FooterPlace::LastElement || !self.begins(begin) {
            return None;
        }
        Some([with_rule(begin), last])
    }

    /// Returns whether what a reader sees from `node` on begins as the marker says.
    fn begins(&self, node: NodeRef<'_, '_>) -> bool {
        let mut marker = self.text.trim_start();
        let mut next = Some(node);
        let mut is_first = true;
        for _ in 0..MAX_MARKER_NODES {
            let Some(node) = next else { break };
            let mut text = node.as_text().unwrap_or_default();
            if is_first {
                text = text.trim_start();
                is_first = text.is_empty();
            }
            if let Some(rest) = marker.strip_prefix(text) {
                marker = rest;
            } else {
                return text.starts_with(marker);
            }
            let inside = node
                .first_child()
                .filter(|_| !node.is_element() || node.shown(false).part != Part::Nothing);
            next = inside.or_else(|| node.following());
        }
        marker.is_empty()
    }
}

/// Returns the first of the line breaks before a node, and of a rule among them.
fn with_rule<'t, 'a>(node: NodeRef<'t, 'a>) -> NodeRef<'t, 'a> {
    let mut first = node;
    let mut has_rule = false;
    let mut before = node.previous_sibling();
    while let Some(node) = before {
        let is_rule = node.is_named(Known::Hr);
        if is_rule && !has_rule || node.is_named(Known::Br) {
            has_rule |= is_rule;
            first = node;
        } else if !is_nothing(node) {
            break;
        }
        before = node.previous_sibling();
    }
    first
}
