//! The elements that style running text, and how inlines nest in them.

use std::borrow::Cow;

use super::MAX_INLINE_DEPTH;
use super::flow::Parts;
use super::image::Image;
use super::inline::spanned;
use super::model::{Inline, Link};
use crate::html::Known;
use crate::lean;
use crate::source::{Span, Spanned};
use crate::tree::NodeRef;

/// The number of a style; 0 is none.
pub(super) type StyleId = u32;

/// An element that styles text, or links it.
#[derive(Debug)]
struct Style<'a> {
    parent: StyleId,
    depth: u8,
    kind: StyleKind<'a>,
    /// The element's bytes.
    span: Option<Span>,
    /// How many items it holds, as far as it was read.
    items: u32,
    is_closed: bool,
    is_used: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum StyleKind<'a> {
    Emphasis,
    Strong,
    Code,
    Strikethrough,
    Superscript,
    Subscript,
    Link(Box<Target<'a>>),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target<'a> {
    href: Spanned<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
}

/// All styles that an article has.
#[derive(Debug)]
pub(super) struct Styles<'a> {
    source: &'a str,
    all: Vec<Style<'a>>,
    /// How many bytes of addresses may be repeated where a link covers several blocks, and of
    /// styles, which count as [`REPEAT`] each.
    repeats_left: usize,
}

/// What a style counts each time that it is used again.
const REPEAT: usize = 32;
/// How much may be repeated for each byte of the file, and in any case: a small article loses no
/// style, though one is in all of its cells.
const REPEATED_PER_BYTE: usize = 4;
const REPEATED_ANYWAY: usize = 65_536;

impl<'a> Styles<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Styles {
            source,
            all: Vec::new(),
            repeats_left: source
                .len()
                .saturating_mul(REPEATED_PER_BYTE)
                .saturating_add(REPEATED_ANYWAY),
        }
    }

    /// Returns the style of text in `node`, which stands in text of the style `outer`.
    pub(super) fn open(&mut self, node: NodeRef<'_, 'a>, outer: StyleId) -> StyleId {
        let Some(kind) = StyleKind::of(node) else {
            return outer;
        };
        let outer = match kind {
            StyleKind::Link(_) => self.without_link(outer),
            StyleKind::Superscript | StyleKind::Subscript => outer,
            _ if self.chain(outer).any(|style| style.kind == kind) => return outer,
            _ => outer,
        };
        self.push_style(kind, node.span(), outer)
    }

    /// Says that a style's element ends.
    pub(super) fn close(&mut self, id: StyleId) {
        if let Some(style) = self.style_mut(id) {
            style.is_closed = true;
        }
    }

    fn push_style(&mut self, kind: StyleKind<'a>, span: Option<Span>, outer: StyleId) -> StyleId {
        let depth = self.depth(outer) + 1;
        if usize::from(depth) > MAX_INLINE_DEPTH {
            return outer;
        }
        let style = Style {
            parent: outer,
            depth,
            kind,
            span,
            items: 0,
            is_closed: false,
            is_used: false,
        };
        lean::push(&mut self.all, style);
        self.all.len() as StyleId
    }

    /// Returns the same style, but for a link: links do not nest.
    fn without_link(&mut self, id: StyleId) -> StyleId {
        let is_link = |style: &Style<'_>| matches!(style.kind, StyleKind::Link(_));
        if !self.chain(id).any(is_link) {
            return id;
        }
        let kept = self.chain(id).filter(|style| !is_link(style));
        let kept: Vec<_> = kept.map(|style| style.kind.clone()).collect();
        // A style is kept, and an inline made of it.
        if !self.may_repeat(2 * REPEAT * kept.len()) {
            return 0;
        }
        let restyle = |outer, kind| self.push_style(kind, None, outer);
        kept.into_iter().rev().fold(0, restyle)
    }

    fn depth(&self, id: StyleId) -> u8 {
        self.style(id).map_or(0, |style| style.depth)
    }

    fn style(&self, id: StyleId) -> Option<&Style<'a>> {
        self.all.get((id as usize).wrapping_sub(1))
    }

    fn style_mut(&mut self, id: StyleId) -> Option<&mut Style<'a>> {
        self.all.get_mut((id as usize).wrapping_sub(1))
    }

    /// Returns a style and those around it, from the inside out.
    fn chain(&self, id: StyleId) -> impl Iterator<Item = &Style<'a>> {
        std::iter::successors(self.style(id), |style| self.style(style.parent))
    }

    /// Counts an item of a style.
    pub(super) fn count(&mut self, id: StyleId) {
        let mut around = id;
        while let Some(style) = self.style_mut(around) {
            style.items += 1;
            around = style.parent;
        }
    }

    /// Gives an image that is no part of running text any more the link that it had there.
    pub(super) fn set_link(&mut self, image: &mut Image<'a>, style: StyleId) {
        let mut around = style;
        while let Some(style) = self.style(around) {
            if let Some(len) = style.kind.href().map(|href| href.len()) {
                let may_use = self.may_use(around, len);
                let link = self.style(around).filter(|_| may_use);
                if let Some(href) = link.and_then(|style| style.kind.href()) {
                    image.set_link(href.clone());
                }
                return;
            }
            around = style.parent;
        }
    }

    /// Returns whether a style with an address of `len` bytes may be used: often enough, if it
    /// covers many blocks, but not so often that styles and addresses are most of the article.
    fn may_use(&mut self, id: StyleId, len: usize) -> bool {
        let Some(style) = self.style_mut(id) else {
            return false;
        };
        !std::mem::replace(&mut style.is_used, true) || self.may_repeat(len + REPEAT)
    }

    fn may_repeat(&mut self, len: usize) -> bool {
        let left = self.repeats_left.checked_sub(len);
        self.repeats_left = left.unwrap_or(self.repeats_left);
        left.is_some()
    }

    /// Returns a text, the next part, as inlines that nest as their styles do.
    /// Their bytes are `own`, those of the element that they are all of, if it is known.
    pub(super) fn nest(
        &mut self,
        parts: &mut Parts<'a>,
        len: usize,
        own: Option<Span>,
    ) -> Spanned<Vec<Inline<'a>>> {
        let mut outermost = OpenStyle::new(0);
        outermost.inlines.reserve_exact(parts.inlines(len));
        let mut nest = vec![outermost];
        for left in (0..len).rev() {
            let Some(item) = parts.item() else { break };
            let style = item.style();
            self.leave(&mut nest, style);
            if self.enter(&mut nest, style) {
                if let Some(innermost) = nest.last_mut() {
                    let alike = parts.alike(style, left);
                    innermost.inlines.reserve_exact(1 + alike);
                }
            }
            let inline = item.into_inline(self.source);
            for style in &mut nest {
                style.items += 1;
            }
            if let Some(innermost) = nest.last_mut() {
                lean::push(&mut innermost.inlines, inline);
            }
        }
        self.leave(&mut nest, 0);
        let outermost = nest.pop().map(|outermost| outermost.inlines);
        let (inlines, span) = with_span(outermost.unwrap_or_default(), own);
        Spanned::new(inlines, span)
    }

    /// Ends the styles that what follows, of the style `next`, is not in.
    fn leave(&mut self, nest: &mut Vec<OpenStyle<'a>>, next: StyleId) {
        while let Some(innermost) = nest.last() {
            let depth = self.depth(innermost.id);
            let mut around = next;
            while self.depth(around) > depth {
                around = self.style(around).map_or(0, |style| style.parent);
            }
            if around == innermost.id {
                return;
            }
            let (Some(ended), Some(outer)) = (nest.pop(), nest.last_mut()) else {
                return;
            };
            self.finish(ended, &mut outer.inlines);
        }
    }

    /// Begins the styles that text of the style `next` is in, and that are not open. Returns whether
    /// there are any.
    fn enter(&self, nest: &mut Vec<OpenStyle<'a>>, next: StyleId) -> bool {
        let at = nest.len();
        let innermost = nest.last().map_or(0, |style| style.id);
        let mut id = next;
        while id != innermost && id != 0 {
            nest.push(OpenStyle::new(id));
            id = self.style(id).map_or(0, |style| style.parent);
        }
        nest.get_mut(at..).unwrap_or_default().reverse();
        nest.len() > at
    }

    /// Appends the inline that a style makes of what it holds.
    fn finish(&mut self, open: OpenStyle<'a>, outer: &mut Vec<Inline<'a>>) {
        let OpenStyle { id, inlines, items } = open;
        let link_len = match self.style(id).map(|style| &style.kind) {
            Some(StyleKind::Link(link)) => link.len(),
            _ => 0,
        };
        let may_use = self.may_use(id, link_len);
        let Some(style) = self.style(id).filter(|_| may_use) else {
            outer.extend(inlines);
            return;
        };
        let is_whole = style.is_closed && style.items == items;
        let (inlines, span) = with_span(inlines, style.span.filter(|_| is_whole));
        lean::push(outer, style.kind.inline(inlines, span));
    }
}

/// A style that is open while items are nested. The outermost is none.
struct OpenStyle<'a> {
    id: StyleId,
    inlines: Vec<Inline<'a>>,
    items: u32,
}

impl OpenStyle<'_> {
    fn new(id: StyleId) -> Self {
        OpenStyle {
            id,
            inlines: Vec::new(),
            items: 0,
        }
    }
}

impl<'a> StyleKind<'a> {
    /// Returns how an element styles what it holds.
    fn of(node: NodeRef<'_, 'a>) -> Option<Self> {
        Some(match node.known()? {
            Known::Em | Known::I | Known::Cite | Known::Var | Known::Dfn => Self::Emphasis,
            Known::Strong | Known::B => Self::Strong,
            Known::Code | Known::Kbd | Known::Samp | Known::Tt => Self::Code,
            Known::S | Known::Strike | Known::Del => Self::Strikethrough,
            Known::Sup => Self::Superscript,
            Known::Sub => Self::Subscript,
            Known::A => {
                let href = spanned(node.attribute("href")?);
                let title = node.attr("title");
                Self::Link(Box::new(Target { href, title }))
            }
            _ => return None,
        })
    }

    fn href(&self) -> Option<&Spanned<Cow<'a, str>>> {
        match self {
            Self::Link(link) => Some(&link.href),
            _ => None,
        }
    }

    fn inline(&self, inlines: Vec<Inline<'a>>, span: Span) -> Inline<'a> {
        if let StyleKind::Link(link) = self {
            return Inline::Link(Box::new(Link {
                href: link.href.clone(),
                title: link.title.clone(),
                inlines,
                span,
            }));
        }
        let inlines = Spanned::new(inlines, span);
        match self {
            StyleKind::Strong => Inline::Strong(inlines),
            StyleKind::Code => Inline::Code(inlines),
            StyleKind::Strikethrough => Inline::Strikethrough(inlines),
            StyleKind::Superscript => Inline::Superscript(inlines),
            StyleKind::Subscript => Inline::Subscript(inlines),
            _ => Inline::Emphasis(inlines),
        }
    }
}

impl Target<'_> {
    /// Returns how many bytes say it.
    fn len(&self) -> usize {
        self.href.len() + self.title.as_ref().map_or(0, |title| title.len())
    }
}

/// Returns inlines with their bytes: those of their element, if they lie in it.
fn with_span(mut inlines: Vec<Inline<'_>>, own: Option<Span>) -> (Vec<Inline<'_>>, Span) {
    inlines.shrink_to_fit();
    let hull = inlines.iter().map(Inline::span).reduce(Span::cover);
    let hull = hull.unwrap_or_default();
    let own = own.filter(|own| own.contains_span(hull));
    (inlines, own.unwrap_or(hull))
}
