//! The links and styles around inline content.

use super::super::kind::{ContentKind, Style};
use super::super::tree::{Node, Tree};
use crate::source::Span;

/// The maximum nesting of links and styles.
const MAX_INLINE_DEPTH: usize = 16;

/// An ID that no node has.
pub(super) const NONE: u32 = u32::MAX;

/// The cost of each repeated style in [`Styles::repeats_left`], in addition to its URL.
const REPEAT: usize = 32;
/// The maximum length of repeated links and styles: bytes for each byte of the file, plus a constant, so that
/// a small article keeps a style that is repeated in all cells of a table.
const REPEATED_PER_BYTE: usize = 4;
const REPEATED_ANYWAY: usize = 32_768;

/// The links and styles that are open, from the outside in.
#[derive(Debug)]
pub(super) struct Styles {
    open: [OpenStyle; MAX_INLINE_DEPTH],
    depth: usize,
    /// The number of them that have a node in the inline content, from the outside in, without gaps.
    written: usize,
    /// The remaining number of bytes of links and styles that may be repeated in further blocks.
    repeats_left: usize,
    /// The start tag of the link around the last block image.
    last_image_link: u32,
    /// The last style in the inline content that ended at each depth, or [`NONE`].
    ended: [u32; MAX_INLINE_DEPTH],
}

#[derive(Debug, Clone, Copy)]
struct OpenStyle {
    /// The node to write, with its kind, the element's bytes, and a link's URL and tag.
    node: Node,
    /// The node in the inline content, or [`NONE`].
    id: u32,
    is_used: bool,
    /// The link has no effect because of a link inside it.
    is_muted: bool,
    /// The link around this one that this one mutes.
    mutes: Option<usize>,
}

impl Default for OpenStyle {
    fn default() -> Self {
        OpenStyle {
            node: Node::new(ContentKind::Link, Span::default()),
            id: NONE,
            is_used: false,
            is_muted: false,
            mutes: None,
        }
    }
}

impl Styles {
    pub(super) fn new(source_len: usize) -> Self {
        Styles {
            open: [OpenStyle::default(); MAX_INLINE_DEPTH],
            depth: 0,
            written: 0,
            repeats_left: source_len
                .saturating_mul(REPEATED_PER_BYTE)
                .saturating_add(REPEATED_ANYWAY),
            last_image_link: NONE,
            ended: [NONE; MAX_INLINE_DEPTH],
        }
    }

    fn opened(&self) -> &[OpenStyle] {
        self.open.get(..self.depth).unwrap_or_default()
    }

    /// Returns how many styles are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Returns whether all open styles are written.
    #[inline]
    pub(super) fn are_written(&self) -> bool {
        self.written == self.depth
    }

    /// Opens a style. Returns `false` if it is already open, or too deep: it is then ignored.
    pub(super) fn open(&mut self, style: Style, span: Option<Span>) -> bool {
        let kind = ContentKind::Styled(style);
        let nests = matches!(style, Style::Superscript | Style::Subscript);
        let is_open = !nests && self.opened().iter().any(|open| open.node.kind == kind);
        if is_open || self.depth >= MAX_INLINE_DEPTH {
            return false;
        }
        self.push(Node::new(kind, Span::default()), span, None);
        true
    }

    /// Opens a link to the URL at `href`, from the start tag at `tag`. Links do not nest: a link around this
    /// one ends before it, and continues after it.
    pub(super) fn open_link(
        &mut self,
        href: Span,
        tag: Span,
        span: Option<Span>,
        tree: &mut Tree<'_>,
    ) -> bool {
        if self.depth >= MAX_INLINE_DEPTH {
            return false;
        }
        let outer = self.link();
        if let Some(outer) = outer {
            self.set_muted(outer, true, tree);
        }
        let mut node = Node::new(ContentKind::Link, Span::default());
        (node.value, node.tag, node.flags) = (href, tag, Node::HAS_URL);
        self.push(node, span, outer);
        true
    }

    fn push(&mut self, mut node: Node, span: Option<Span>, mutes: Option<usize>) {
        match span {
            Some(span) => node.span = span,
            None => node.flags |= Node::HULL,
        }
        if let Some(place) = self.open.get_mut(self.depth) {
            *place = OpenStyle {
                node,
                mutes,
                ..OpenStyle::default()
            };
            self.depth += 1;
        }
    }

    /// Ends the innermost style.
    pub(super) fn close(&mut self, tree: &mut Tree<'_>) {
        let Some(&style) = self.opened().last() else {
            return;
        };
        self.depth -= 1;
        let is_written = self.written > self.depth;
        self.written = self.written.min(self.depth);
        if let Some(outer) = style.mutes {
            self.set_muted(outer, false, tree);
        }
        if is_written {
            tree.close(style.id);
            if let Some(ended) = self.ended.get_mut(self.depth) {
                *ended = style.id;
            }
        }
    }

    /// Sets whether a link has an effect from here on.
    fn set_muted(&mut self, index: usize, is_muted: bool, tree: &mut Tree<'_>) {
        let end = tree.len();
        self.end_from(index, end, tree);
        if let Some(link) = self.open.get_mut(index) {
            link.is_muted = is_muted;
        }
    }

    /// Returns the innermost link that has an effect.
    fn link(&self) -> Option<usize> {
        let is_link = |style: &OpenStyle| style.node.kind == ContentKind::Link && !style.is_muted;
        self.opened().iter().rposition(is_link)
    }

    /// Returns the start tag of the innermost link.
    pub(super) fn link_tag(&self) -> Option<Span> {
        let link = self.opened().get(self.link()?)?;
        Some(link.node.tag)
    }

    /// Appends the nodes of the first `depth` styles, where they have none yet.
    pub(super) fn write(&mut self, depth: usize, tree: &mut Tree<'_>) {
        let end = self.depth.min(depth).max(self.written);
        for index in self.written..end {
            let Some(&style) = self.open.get(index) else {
                break;
            };
            let cost = style.node.value.len() + REPEAT;
            let mut node = style.node;
            if style.is_used {
                node.flags |= Node::HULL;
            }
            let id = match self.ended_before(index, node.kind, tree) {
                Some(id) => {
                    tree.update(id, |before| {
                        before.span = before.span.cover(node.span);
                        before.flags |= node.flags;
                    });
                    id
                }
                None if style.is_muted || style.is_used && !self.may_repeat(cost) => NONE,
                None => tree.push(node),
            };
            if let Some(style) = self.open.get_mut(index) {
                style.id = id;
                style.is_used |= id != NONE;
            }
        }
        self.written = end;
    }

    /// Returns the style of this kind and depth that ended directly before. The following content is then
    /// added to it.
    fn ended_before(&self, index: usize, kind: ContentKind, tree: &Tree<'_>) -> Option<u32> {
        use Style::{Emphasis, Strikethrough, Strong};
        let ContentKind::Styled(Emphasis | Strong | Strikethrough) = kind else {
            return None;
        };
        let id = *self.ended.get(index)?;
        let before = tree.node(id);
        (before.kind == kind && before.end == tree.len()).then_some(id)
    }

    /// Ends all nodes at `end`; nodes at `end` or after it were removed. The styles stay open.
    pub(super) fn end_all(&mut self, end: u32, tree: &mut Tree<'_>) {
        self.end_from(0, end, tree);
        self.ended = [NONE; MAX_INLINE_DEPTH];
    }

    fn end_from(&mut self, index: usize, end: u32, tree: &mut Tree<'_>) {
        let written = self.open.get_mut(index..self.written).unwrap_or_default();
        for style in written {
            let id = std::mem::replace(&mut style.id, NONE);
            if id < end {
                tree.update(id, |node| node.end = end);
            }
            // The following content is another part of the style, so neither part has the element's bytes.
            if id != NONE {
                tree.update(id, |node| node.flags |= Node::HULL);
            }
        }
        self.written = self.written.min(index);
    }

    /// Returns whether an image may repeat the link around it, whose start tag is at `tag`.
    pub(super) fn may_link_image(&mut self, tag: Span) -> bool {
        let is_repeated = std::mem::replace(&mut self.last_image_link, tag.start) == tag.start;
        !is_repeated || self.may_repeat(tag.len() + REPEAT)
    }

    fn may_repeat(&mut self, len: usize) -> bool {
        let left = self.repeats_left.checked_sub(len);
        self.repeats_left = left.unwrap_or(self.repeats_left);
        left.is_some()
    }
}
