//! Running text, as a flat run of items.

use std::borrow::Cow;

use super::image::Image;
use super::model::Inline;
use super::style::{StyleId, Styles};
use crate::lean;
use crate::source::{Span, Spanned};
use crate::tree::{Attribute, NodeRef};

/// A part of running text, with the style that it has.
#[derive(Debug)]
#[expect(
    clippy::box_collection,
    reason = "few items are decoded, and three words are enough for the others"
)]
pub(super) enum Item<'a> {
    /// What the source says at a place.
    Literal(Span, StyleId, Shows),
    Decoded(Span, StyleId, Shows, Box<String>),
    Break(Span, StyleId),
    Image(StyleId, Box<Image<'a>>),
}

/// What of a text there is to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    Text,
    /// One blank.
    Blank,
    Nothing,
}

impl Shows {
    fn of(text: &str) -> Self {
        match text {
            " " => Shows::Blank,
            _ if text.chars().all(char::is_whitespace) => Shows::Nothing,
            _ => Shows::Text,
        }
    }
}

impl<'a> Item<'a> {
    pub(super) fn line_break(span: Span) -> Self {
        Item::Break(span, 0)
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Item::Literal(span, ..) | Item::Decoded(span, ..) | Item::Break(span, _) => *span,
            Item::Image(_, image) => image.span,
        }
    }

    pub(super) fn style(&self) -> StyleId {
        match self {
            Item::Literal(_, style, _)
            | Item::Decoded(_, style, ..)
            | Item::Break(_, style)
            | Item::Image(style, _) => *style,
        }
    }

    /// Returns the item as an inline, without its style.
    pub(super) fn into_inline(self, source: &'a str) -> Inline<'a> {
        match self {
            Item::Literal(span, ..) => {
                Inline::Text(Spanned::new(Cow::Borrowed(span.of(source)), span))
            }
            Item::Decoded(span, _, Shows::Blank, _) => {
                Inline::Text(Spanned::new(Cow::Borrowed(" "), span))
            }
            Item::Decoded(span, .., mut text) => {
                text.shrink_to_fit();
                Inline::Text(Spanned::new(Cow::Owned(*text), span))
            }
            Item::Break(span, _) => Inline::LineBreak(span),
            Item::Image(_, image) => Inline::Image(image),
        }
    }

    fn shows(&self) -> Option<Shows> {
        match self {
            Item::Literal(.., shows) | Item::Decoded(_, _, shows, _) => Some(*shows),
            Item::Break(..) | Item::Image(..) => None,
        }
    }

    /// Returns whether the item is text that shows.
    pub(super) fn is_text(&self) -> bool {
        self.shows() == Some(Shows::Text)
    }

    /// Returns whether the item is a blank between others.
    pub(super) fn is_blank(&self) -> bool {
        self.shows() == Some(Shows::Blank)
    }

    pub(super) fn is_image(&self) -> bool {
        matches!(self, Item::Image(..))
    }

    pub(super) fn is_break(&self) -> bool {
        matches!(self, Item::Break(..))
    }
}

/// The running text that is being read.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    source: &'a str,
    pub(super) styles: Styles<'a>,
    items: Vec<Item<'a>>,
    /// A blank that counts once something follows it on its line.
    blank: Option<(Span, StyleId)>,
    at_line_start: bool,
    /// The text that is being read: the last item, if it is a text that may go on.
    text: Option<OpenText>,
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
            styles: Styles::new(source),
            items: Vec::new(),
            blank: None,
            at_line_start: true,
            text: None,
        }
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
                let word = find_blank(rest).unwrap_or(rest.len());
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
        self.push(Item::Break(span, style));
        self.at_line_start = true;
    }

    pub(super) fn image(&mut self, image: Image<'a>, style: StyleId) {
        self.end_text();
        self.write_blank();
        self.push(Item::Image(style, Box::new(image)));
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
            let OpenText { span, style, .. } = open;
            let text = match open.decoded {
                Some(decoded) => {
                    let shows = Shows::of(&decoded);
                    Item::Decoded(span, style, shows, Box::new(decoded))
                }
                None => Item::Literal(span, style, Shows::of(span.of(self.source))),
            };
            self.push_item(text);
        }
    }

    fn push(&mut self, item: Item<'a>) {
        self.end_text();
        self.push_item(item);
    }

    fn push_item(&mut self, item: Item<'a>) {
        self.styles.count(item.style());
        lean::push(&mut self.items, item);
    }
}

/// Returns the value of an attribute, and its bytes.
pub(super) fn spanned(attribute: Attribute<'_>) -> Spanned<Cow<'_, str>> {
    let span = attribute.value_span();
    Spanned::new(attribute.into_value(), span)
}

/// Returns where a run begins that a browser shows as one blank.
fn find_blank(text: &str) -> Option<usize> {
    let found = memchr::memchr3(b' ', b'\n', b'\t', text.as_bytes());
    // Only a reference makes a CR, and nothing else beside it.
    found.or_else(|| text.starts_with('\r').then_some(0))
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
