//! The links and styles that are open around inline content.

use super::super::kind::{ContentKind, Style};
use super::super::tree::{Node, Tree};
use crate::source::Span;

/// The maximum nesting of links and styles. Links and styles that are nested more deeply are ignored.
const MAX_INLINE_DEPTH: usize = 16;

/// The ID that means "no node".
pub(super) const NONE: u32 = u32::MAX;

/// The number of bytes that a repetition of a style takes from [`Styles::repeats_left`]. A
/// repetition of a link takes more: the length of the URL or of the start tag is added.
const REPEAT: usize = 32;
/// The number of bytes in the initial [`Styles::repeats_left`] for each byte of the source.
const REPEATED_PER_BYTE: usize = 4;
/// The number of bytes in the initial [`Styles::repeats_left`] for a source of any length. Because
/// of these bytes, a style can be repeated in all cells of a table even if the article is small.
const REPEATED_ANYWAY: usize = 32_768;

/// The open links and styles. In this type, links count as styles, too.
#[derive(Debug)]
pub(super) struct Styles {
    /// The open styles from the outermost to the innermost, followed by unused entries.
    open: [OpenStyle; MAX_INLINE_DEPTH],
    /// The number of open styles.
    depth: usize,
    /// The number of open styles that already have a node in the inline content. These are the
    /// outermost styles. The inner styles get a node when content follows.
    written: usize,
    /// The number of bytes that are left for further repetitions of styles. A style is repeated if
    /// it needs more than one node, for example because it is open in several blocks.
    repeats_left: usize,
    /// The byte offset of the start tag of the link around the most recent linked image that became
    /// a block, or [`NONE`].
    last_image_link: u32,
    /// For each depth of nesting, the ID of the last style that was closed at this depth in the
    /// current inline content, or [`NONE`].
    ended: [u32; MAX_INLINE_DEPTH],
}

#[derive(Debug, Clone, Copy)]
struct OpenStyle {
    /// The node to append for this style, with its kind and span. For a link, the node also has the URL and
    /// the span of the start tag.
    node: Node,
    /// The ID of the node that was appended for this style to the current inline content, or
    /// [`NONE`].
    id: u32,
    /// Whether a node was already appended for this style. Further nodes for the style are repetitions.
    is_used: bool,
    /// Whether another link is open inside this link. If `true`, this link has no effect.
    is_muted: bool,
    /// The index of the outer link that has no effect while this link is open. `None` if this link
    /// is not inside another link.
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

    /// Returns the number of open styles.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Returns whether all open styles already have a node in the inline content.
    #[inline]
    pub(super) fn are_written(&self) -> bool {
        self.written == self.depth
    }

    /// Opens a style. Returns `false`, and opens nothing, if the style is already open or nested
    /// too deep. A superscript may be opened inside a superscript, and a subscript inside a
    /// subscript.
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

    /// Opens a link to the URL at `href`, with the start tag at `tag`. Returns `false`, and opens
    /// nothing, if the link is nested too deep. Links do not nest: an outer link ends before the
    /// new link, and continues after the new link.
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

    /// Closes the innermost style.
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

    /// Sets whether the link at `index` is muted: a muted link has no effect on the content that
    /// follows.
    fn set_muted(&mut self, index: usize, is_muted: bool, tree: &mut Tree<'_>) {
        let end = tree.len();
        self.end_from(index, end, tree);
        if let Some(link) = self.open.get_mut(index) {
            link.is_muted = is_muted;
        }
    }

    /// Returns the index of the innermost link that has an effect, or `None` if no link has an
    /// effect.
    fn link(&self) -> Option<usize> {
        let is_link = |style: &OpenStyle| style.node.kind == ContentKind::Link && !style.is_muted;
        self.opened().iter().rposition(is_link)
    }

    /// Returns the span of the start tag of the innermost link that has an effect, or `None` if no
    /// link has an effect.
    pub(super) fn link_tag(&self) -> Option<Span> {
        let link = self.opened().get(self.link()?)?;
        Some(link.node.tag)
    }

    /// Appends the missing nodes of the open styles to the inline content. Only the outermost
    /// `depth` styles get a node.
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
            if id == NONE {
                // The styles that ended inside a style at this depth are not inside this one.
                let inside = self.ended.get_mut(index + 1..).unwrap_or_default();
                inside.fill(NONE);
            }
            if let Some(style) = self.open.get_mut(index) {
                style.id = id;
                style.is_used |= id != NONE;
            }
        }
        self.written = end;
    }

    /// Returns the ID of a closed style of the kind `kind` at the depth `index`, if the style ends
    /// at the end of the tree. New content can then be added to this style. Returns `None` if there
    /// is no such style, or if adjacent styles of this kind are not merged.
    fn ended_before(&self, index: usize, kind: ContentKind, tree: &Tree<'_>) -> Option<u32> {
        use Style::{Emphasis, Strikethrough, Strong};
        let ContentKind::Styled(Emphasis | Strong | Strikethrough) = kind else {
            return None;
        };
        let id = *self.ended.get(index)?;
        let before = tree.node(id);
        (before.kind == kind && before.end == tree.len()).then_some(id)
    }

    /// Ends the nodes of all open styles at the ID `end`, at which the inline content ends. The
    /// styles stay open for the next block.
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
            // The style continues in another node, so that no node of the style has the span of the whole
            // element.
            if id != NONE {
                tree.update(id, |node| node.flags |= Node::HULL);
            }
        }
        self.written = self.written.min(index);
    }

    /// Returns whether an image that is a block may keep the link around the image. `tag` is the
    /// span of the link's start tag. A link around several such images is repeated, which takes
    /// bytes from [`Styles::repeats_left`].
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
