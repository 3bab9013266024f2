use std::borrow::Cow;

use super::inline::spanned;
use super::model::Inline;
use super::proxy::original_src;
use crate::source::{Span, Spanned};
use crate::tree::NodeRef;

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image<'a> {
    /// What the tag says; nothing if it says nothing. Of hostile bodies, most say nothing.
    said: Option<Box<Said<'a>>>,
    pub(super) in_noscript: bool,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Said<'a> {
    src: Option<Spanned<Cow<'a, str>>>,
    original_src: Option<Box<str>>,
    alt: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    width: Option<Dimension>,
    height: Option<Dimension>,
    link: Option<Spanned<Cow<'a, str>>>,
    caption: Option<Spanned<Vec<Inline<'a>>>>,
}

/// How wide or high an image is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// So many pixels of CSS.
    Pixels(u32),
    /// So many hundredths of the room there is.
    Percent(u32),
}

impl<'a> Image<'a> {
    pub(super) fn new(node: NodeRef<'_, 'a>, span: Span, in_noscript: bool) -> Self {
        let src = node.attribute("src").map(spanned);
        let original = src.as_ref().and_then(|src| original_src(src));
        let dimension = |name| Dimension::parse(&node.attr(name)?);
        let said = Said {
            original_src: original.map(String::into_boxed_str),
            src,
            alt: node.attr("alt"),
            title: node.attr("title"),
            width: dimension("width"),
            height: dimension("height"),
            link: None,
            caption: None,
        };
        Image {
            said: (said != Said::default()).then(|| Box::new(said)),
            in_noscript,
            span,
        }
    }

    /// Returns the place of the caption.
    pub(super) fn caption_mut(&mut self) -> &mut Option<Spanned<Vec<Inline<'a>>>> {
        &mut self.said.get_or_insert_default().caption
    }

    pub(super) fn set_link(&mut self, link: Spanned<Cow<'a, str>>) {
        self.said.get_or_insert_default().link = Some(link);
    }

    fn said(&self) -> Option<&Said<'a>> {
        self.said.as_deref()
    }

    fn address(&self) -> Option<&Spanned<Cow<'a, str>>> {
        self.said()?.src.as_ref()
    }

    /// Returns the address, as the source has it; `""` if it has none.
    pub fn src(&self) -> &str {
        self.address().map_or("", |src| src.value())
    }

    /// Returns the bytes of the address; nothing if the source has none.
    pub fn src_span(&self) -> Option<Span> {
        self.address().map(Spanned::span)
    }

    /// Returns the address of the image itself where `src` is that of a proxy that fetches it;
    /// or else `src`.
    pub fn original_src(&self) -> &str {
        let original = self.said().and_then(|said| said.original_src.as_deref());
        original.unwrap_or(self.src())
    }

    /// Returns whether `src` is the address of a proxy.
    pub fn is_proxied(&self) -> bool {
        self.said().is_some_and(|said| said.original_src.is_some())
    }

    /// Returns the text that stands for the image; `Some("")` if it needs none.
    pub fn alt(&self) -> Option<&str> {
        self.said()?.alt.as_deref()
    }

    /// Returns the image's `title`, which browsers show when asked.
    pub fn title(&self) -> Option<&str> {
        self.said()?.title.as_deref()
    }

    /// Returns the caption. An image in running text has none.
    pub fn caption(&self) -> Option<&Spanned<Vec<Inline<'a>>>> {
        self.said()?.caption.as_ref()
    }

    /// Returns how wide the image is shown, if the source says so.
    pub fn width(&self) -> Option<Dimension> {
        self.said()?.width
    }

    /// Returns how high the image is shown, if the source says so.
    pub fn height(&self) -> Option<Dimension> {
        self.said()?.height
    }

    /// Returns the address that the image links to, and its bytes, if the image is a block.
    /// In running text, an image is in a [`Link`](super::Link).
    pub fn link(&self) -> Option<&Spanned<Cow<'a, str>>> {
        self.said()?.link.as_ref()
    }

    /// Returns whether the image stands in a `noscript`: most likely, it is that before it, for
    /// browsers that do not run the script that shows it.
    pub fn in_noscript(&self) -> bool {
        self.in_noscript
    }

    /// Returns the bytes of the image's tag.
    pub fn span(&self) -> Span {
        self.span
    }
}

impl Dimension {
    /// Returns what a text begins with (HTML standard, "rules for parsing dimension values"),
    /// without fractions.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim_ascii_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at_checked(digits)?;
        let number = number.parse().ok()?;
        let fraction = rest.strip_prefix('.').unwrap_or(rest);
        let unit = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        Some(match unit.starts_with('%') {
            true => Dimension::Percent(number),
            false => Dimension::Pixels(number),
        })
    }
}
