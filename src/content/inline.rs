//! Running text: first a flat run of items, then nested inlines.

use std::borrow::Cow;

use super::MAX_INLINE_DEPTH;
use super::image::Image;
use super::model::{Inline, Link};
use crate::body::{Attribute, Known, NodeRef};
use crate::span::{Span, Spanned};

/// A part of running text, with the style that it has.
#[derive(Debug)]
pub(super) struct Item<'a> {
    kind: ItemKind<'a>,
    style: StyleId,
}

#[derive(Debug)]
enum ItemKind<'a> {
    Text(Spanned<Cow<'a, str>>),
    Break(Span),
    Image(Box<Image<'a>>),
}

impl<'a> Item<'a> {
    pub(super) fn line_break(span: Span) -> Self {
        let kind = ItemKind::Break(span);
        Item { kind, style: 0 }
    }

    /// Returns the image that the item is, and its style.
    pub(super) fn into_image(self) -> Option<(Image<'a>, StyleId)> {
        match self.kind {
            ItemKind::Image(image) => Some((*image, self.style)),
            _ => None,
        }
    }

    pub(super) fn span(&self) -> Span {
        match &self.kind {
            ItemKind::Text(text) => text.span(),
            ItemKind::Break(span) => *span,
            ItemKind::Image(image) => image.span,
        }
    }

    /// Returns whether the item is text that shows.
    pub(super) fn is_text(&self) -> bool {
        matches!(&self.kind, ItemKind::Text(text) if !text.chars().all(char::is_whitespace))
    }

    /// Returns whether the item is a blank between others.
    pub(super) fn is_blank(&self) -> bool {
        matches!(&self.kind, ItemKind::Text(text) if *text.value() == " ")
    }

    pub(super) fn is_image(&self) -> bool {
        matches!(self.kind, ItemKind::Image(_))
    }

    pub(super) fn is_break(&self) -> bool {
        matches!(self.kind, ItemKind::Break(_))
    }
}

/// The number of a style; 0 is none.
pub(super) type StyleId = u32;

/// An element that styles text, or links it.
#[derive(Debug)]
struct Style<'a> {
    parent: StyleId,
    depth: usize,
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
    Link {
        href: Spanned<Cow<'a, str>>,
        title: Option<Cow<'a, str>>,
    },
}

/// All styles, and the running text that is being read.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    source: &'a str,
    styles: Vec<Style<'a>>,
    items: Vec<Item<'a>>,
    /// A blank that counts once something follows it on its line.
    blank: Option<(Span, StyleId)>,
    at_line_start: bool,
    /// The text that is being read: the last item, if it is a text that may go on.
    text: Option<OpenText>,
    /// How many bytes of addresses may be repeated where a link covers several blocks.
    repeats_left: usize,
}

/// The text that is being read. It is what the source says at `span`, unless `decoded` says else.
#[derive(Debug)]
struct OpenText {
    span: Span,
    style: StyleId,
    decoded: Option<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Writer {
            source,
            styles: Vec::new(),
            items: Vec::new(),
            blank: None,
            at_line_start: true,
            text: None,
            repeats_left: source.len().saturating_mul(4),
        }
    }

    /// Returns the style of text in `node`, which stands in text of the style `outer`.
    pub(super) fn open(&mut self, node: NodeRef<'_, 'a>, outer: StyleId) -> StyleId {
        let Some(kind) = StyleKind::of(node) else {
            return outer;
        };
        let outer = match kind {
            StyleKind::Link { .. } => self.without_link(outer),
            StyleKind::Superscript | StyleKind::Subscript => outer,
            _ if self.chain(outer).any(|style| style.kind == kind) => return outer,
            _ => outer,
        };
        self.push_style(kind, node.span(), outer)
    }

    /// Says that a style's element ends.
    pub(super) fn close(&mut self, id: StyleId) {
        if let Some(style) = self.styles.get_mut((id as usize).wrapping_sub(1)) {
            style.is_closed = true;
        }
    }

    fn push_style(&mut self, kind: StyleKind<'a>, span: Option<Span>, outer: StyleId) -> StyleId {
        let depth = self.depth(outer) + 1;
        if depth > MAX_INLINE_DEPTH {
            return outer;
        }
        self.styles.push(Style {
            parent: outer,
            depth,
            kind,
            span,
            items: 0,
            is_closed: false,
            is_used: false,
        });
        self.styles.len() as StyleId
    }

    /// Returns the same style, but for a link: links do not nest.
    fn without_link(&mut self, id: StyleId) -> StyleId {
        let is_link = |style: &Style<'_>| matches!(style.kind, StyleKind::Link { .. });
        if !self.chain(id).any(is_link) {
            return id;
        }
        let kept = self.chain(id).filter(|style| !is_link(style));
        let kept: Vec<_> = kept.map(|style| style.kind.clone()).collect();
        let restyle = |outer, kind| self.push_style(kind, None, outer);
        kept.into_iter().rev().fold(0, restyle)
    }

    fn depth(&self, id: StyleId) -> usize {
        self.style(id).map_or(0, |style| style.depth)
    }

    fn style(&self, id: StyleId) -> Option<&Style<'a>> {
        self.styles.get((id as usize).wrapping_sub(1))
    }

    /// Returns a style and those around it, from the inside out.
    fn chain(&self, id: StyleId) -> impl Iterator<Item = &Style<'a>> {
        std::iter::successors(self.style(id), |style| self.style(style.parent))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.text.is_none()
    }

    /// Returns whether the last thing read is an image.
    pub(super) fn ends_in_image(&self) -> bool {
        self.text.is_none() && self.items.last().is_some_and(Item::is_image)
    }

    /// Reads a text in which each run of blanks counts as one.
    pub(super) fn text(&mut self, node: NodeRef<'_, 'a>, style: StyleId) {
        for piece in node.text_pieces() {
            let literal = piece.text == piece.span.of(self.source);
            let mut rest = piece.text;
            let mut at = piece.span.start;
            while !rest.is_empty() {
                let word = rest.bytes().position(is_blank).unwrap_or(rest.len());
                let (text, behind) = rest.split_at_checked(word).unwrap_or((rest, ""));
                let blanks = behind.bytes().position(|byte| !is_blank(byte));
                let blanks = blanks.unwrap_or(behind.len());
                let span_of = |from: usize, len: usize| match literal {
                    true => Span::new(at + from as u32, at + (from + len) as u32),
                    false => piece.span,
                };
                if word > 0 {
                    self.word(text, span_of(0, word), style);
                }
                if blanks > 0 {
                    self.blanks(span_of(word, blanks), style);
                }
                rest = behind.get(blanks..).unwrap_or_default();
                at += (word + blanks) as u32;
            }
        }
    }

    /// Reads a text in which blanks and line ends count.
    pub(super) fn verbatim(&mut self, node: NodeRef<'_, 'a>, style: StyleId) {
        for piece in node.text_pieces() {
            let literal = piece.text == piece.span.of(self.source);
            let mut at = piece.span.start;
            for line in piece.text.split_inclusive('\n') {
                let end = at + line.len() as u32;
                let span = if literal {
                    Span::new(at, end)
                } else {
                    piece.span
                };
                self.word(line, span, style);
                if line.ends_with('\n') {
                    self.end_text();
                }
                at = end;
            }
        }
    }

    /// Reads what ends a line.
    pub(super) fn line_break(&mut self, span: Span, style: StyleId) {
        self.blank = None;
        self.push(ItemKind::Break(span), style);
        self.at_line_start = true;
    }

    pub(super) fn image(&mut self, image: Image<'a>, style: StyleId) {
        self.end_text();
        self.write_blank();
        self.push(ItemKind::Image(Box::new(image)), style);
        self.at_line_start = false;
    }

    /// Returns what was read, and begins anew.
    pub(super) fn take(&mut self) -> Vec<Item<'a>> {
        self.end_text();
        self.blank = None;
        self.at_line_start = true;
        std::mem::take(&mut self.items)
    }

    fn word(&mut self, text: &str, span: Span, style: StyleId) {
        if self.blank.is_some() {
            self.write_blank();
        }
        self.append(text, span, style);
        self.at_line_start = false;
    }

    fn blanks(&mut self, span: Span, style: StyleId) {
        match &mut self.blank {
            Some((blank, _)) if blank.end == span.start => blank.end = span.end,
            None if !self.at_line_start => self.blank = Some((span, style)),
            _ => {}
        }
    }

    fn write_blank(&mut self) {
        if let Some((span, style)) = self.blank.take() {
            let is_apart = self.ends_in_image();
            self.append(" ", span, style);
            if is_apart {
                self.end_text();
            }
        }
    }

    /// Appends to the open text what the source says at `span`; where that does not go on there,
    /// begins another.
    fn append(&mut self, text: &str, span: Span, style: StyleId) {
        let source = self.source;
        let literal = span.of(source) == text;
        match &mut self.text {
            Some(open) if open.span.end == span.start && open.style == style => {
                if open.decoded.is_none() && !literal {
                    open.decoded = Some(open.span.of(source).to_owned());
                }
                if let Some(decoded) = &mut open.decoded {
                    decoded.push_str(text);
                }
                open.span.end = span.end;
            }
            // Of two characters that one reference makes, the second.
            Some(open) if open.span.end == span.end && open.style == style && !literal => {
                if let Some(decoded) = &mut open.decoded {
                    decoded.push_str(text);
                }
            }
            _ => {
                self.end_text();
                self.text = Some(OpenText {
                    span,
                    style,
                    decoded: (!literal).then(|| text.to_owned()),
                });
            }
        }
    }

    fn end_text(&mut self) {
        if let Some(open) = self.text.take() {
            let text = match open.decoded {
                Some(decoded) => Cow::Owned(decoded),
                None => Cow::Borrowed(open.span.of(self.source)),
            };
            let text = ItemKind::Text(Spanned::new(text, open.span));
            self.push_item(text, open.style);
        }
    }

    fn push(&mut self, kind: ItemKind<'a>, style: StyleId) {
        self.end_text();
        self.push_item(kind, style);
    }

    fn push_item(&mut self, kind: ItemKind<'a>, style: StyleId) {
        self.items.push(Item { kind, style });
        let mut around = style;
        while let Some(style) = self.styles.get_mut((around as usize).wrapping_sub(1)) {
            style.items += 1;
            around = style.parent;
        }
    }

    /// Returns an image that is no part of running text any more, with the link that it had there.
    pub(super) fn block_image(&mut self, image: Image<'a>, style: StyleId) -> Image<'a> {
        let mut around = style;
        while let Some(style) = self.style(around) {
            let Some(len) = style.kind.href().map(|href| href.len()) else {
                around = style.parent;
                continue;
            };
            let may_use = self.may_use(around, len);
            let link = self.style(around).filter(|_| may_use);
            let link = link.and_then(|style| style.kind.href().cloned());
            return Image { link, ..image };
        }
        image
    }

    /// Returns whether a style with an address of `len` bytes may be used: often enough, if it
    /// covers many blocks, but not so often that the addresses are most of the article.
    fn may_use(&mut self, id: StyleId, len: usize) -> bool {
        let Some(style) = self.styles.get_mut((id as usize).wrapping_sub(1)) else {
            return false;
        };
        if std::mem::replace(&mut style.is_used, true) {
            let left = self.repeats_left.checked_sub(len);
            self.repeats_left = left.unwrap_or(self.repeats_left);
            return left.is_some();
        }
        true
    }

    /// Returns the items as inlines that nest as their styles do.
    /// Their bytes are `own`, those of the element that they are all of, if it is known.
    pub(super) fn nest(
        &mut self,
        items: Vec<Item<'a>>,
        own: Option<Span>,
    ) -> Spanned<Vec<Inline<'a>>> {
        let mut nest = vec![OpenStyle::new(0)];
        for item in items {
            self.leave(&mut nest, item.style);
            self.enter(&mut nest, item.style);
            let inline = match item.kind {
                ItemKind::Text(text) => Inline::Text(text),
                ItemKind::Break(span) => Inline::LineBreak(span),
                ItemKind::Image(image) => Inline::Image(*image),
            };
            for style in &mut nest {
                style.items += 1;
            }
            if let Some(innermost) = nest.last_mut() {
                innermost.inlines.push(inline);
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
            let ended = nest.pop().map(|ended| self.finish(ended));
            if let (Some(outer), Some(ended)) = (nest.last_mut(), ended) {
                outer.inlines.extend(ended);
            }
        }
    }

    /// Begins the styles that text of the style `next` is in, and that are not open.
    fn enter(&self, nest: &mut Vec<OpenStyle<'a>>, next: StyleId) {
        let at = nest.len();
        let innermost = nest.last().map_or(0, |style| style.id);
        let mut id = next;
        while id != innermost && id != 0 {
            nest.push(OpenStyle::new(id));
            id = self.style(id).map_or(0, |style| style.parent);
        }
        nest.get_mut(at..).unwrap_or_default().reverse();
    }

    /// Returns the inline that a style makes of what it holds.
    fn finish(&mut self, open: OpenStyle<'a>) -> Vec<Inline<'a>> {
        let OpenStyle { id, inlines, items } = open;
        let link_len = match self.style(id).map(|style| &style.kind) {
            Some(StyleKind::Link { href, title }) => {
                href.len() + title.as_ref().map_or(0, |t| t.len())
            }
            _ => 0,
        };
        if !self.may_use(id, link_len) {
            return inlines;
        }
        let Some(style) = self.style(id) else {
            return inlines;
        };
        let is_whole = style.is_closed && style.items == items;
        let (inlines, span) = with_span(inlines, style.span.filter(|_| is_whole));
        vec![style.kind.inline(inlines, span)]
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
                Self::Link { href, title }
            }
            _ => return None,
        })
    }

    fn href(&self) -> Option<&Spanned<Cow<'a, str>>> {
        match self {
            Self::Link { href, .. } => Some(href),
            _ => None,
        }
    }

    fn inline(&self, inlines: Vec<Inline<'a>>, span: Span) -> Inline<'a> {
        if let StyleKind::Link { href, title } = self {
            return Inline::Link(Link {
                href: href.clone(),
                title: title.clone(),
                inlines,
                span,
            });
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

/// Returns inlines with their bytes: those of their element, if they lie in it.
fn with_span(inlines: Vec<Inline<'_>>, own: Option<Span>) -> (Vec<Inline<'_>>, Span) {
    let hull = inlines.iter().map(Inline::span).reduce(Span::cover);
    let hull = hull.unwrap_or_default();
    let own = own.filter(|own| own.contains(hull));
    (inlines, own.unwrap_or(hull))
}

/// Returns the value of an attribute, and its bytes.
pub(super) fn spanned(attribute: Attribute<'_>) -> Spanned<Cow<'_, str>> {
    let span = attribute.value_span();
    Spanned::new(attribute.into_value(), span)
}

/// Returns whether a browser shows a run of such bytes as one blank.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
