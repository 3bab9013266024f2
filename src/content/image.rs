use std::borrow::Cow;

use super::inline::spanned;
use super::model::Inline;
use super::proxy::original_src;
use crate::body::NodeRef;
use crate::span::{Span, Spanned};

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image<'a> {
    pub(super) src: Option<Spanned<Cow<'a, str>>>,
    pub(super) original_src: Option<Cow<'a, str>>,
    pub(super) alt: Option<Cow<'a, str>>,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) width: Option<Dimension>,
    pub(super) height: Option<Dimension>,
    pub(super) link: Option<Spanned<Cow<'a, str>>>,
    pub(super) caption: Option<Spanned<Vec<Inline<'a>>>>,
    pub(super) in_noscript: bool,
    pub(super) span: Span,
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
        Image {
            original_src: original.map(Cow::Owned),
            src,
            alt: node.attr("alt"),
            title: node.attr("title"),
            width: node
                .attr("width")
                .and_then(|width| Dimension::parse(&width)),
            height: node
                .attr("height")
                .and_then(|height| Dimension::parse(&height)),
            link: None,
            caption: None,
            in_noscript,
            span,
        }
    }

    /// Returns the address, as the source has it; `""` if it has none.
    pub fn src(&self) -> &str {
        self.src.as_ref().map_or("", |src| src.value())
    }

    /// Returns the bytes of the address; nothing if the source has none.
    pub fn src_span(&self) -> Option<Span> {
        self.src.as_ref().map(Spanned::span)
    }

    /// Returns the address of the image itself where `src` is that of a proxy that fetches it;
    /// or else `src`.
    pub fn original_src(&self) -> &str {
        self.original_src.as_deref().unwrap_or(self.src())
    }

    /// Returns whether `src` is the address of a proxy.
    pub fn is_proxied(&self) -> bool {
        self.original_src.is_some()
    }

    /// Returns the text that stands for the image; `Some("")` if it needs none.
    pub fn alt(&self) -> Option<&str> {
        self.alt.as_deref()
    }

    /// Returns the image's `title`, which browsers show when asked.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Returns the caption. An image in running text has none.
    pub fn caption(&self) -> Option<&Spanned<Vec<Inline<'a>>>> {
        self.caption.as_ref()
    }

    /// Returns how wide the image is shown, if the source says so.
    pub fn width(&self) -> Option<Dimension> {
        self.width
    }

    /// Returns how high the image is shown, if the source says so.
    pub fn height(&self) -> Option<Dimension> {
        self.height
    }

    /// Returns the address that the image links to, and its bytes, if the image is a block.
    /// In running text, an image is in a [`Link`](super::Link).
    pub fn link(&self) -> Option<&Spanned<Cow<'a, str>>> {
        self.link.as_ref()
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
