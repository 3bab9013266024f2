use std::fmt;

pub use crate::html::element::{EmbedKind, Style};

/// The kind of a part of the content. The kinds are named as in CommonMark and [mdast].
///
/// ```
/// use newsprint::{Article, ContentKind};
///
/// let source = "[t](https://example.org/)\n------\n\n<h2>One</h2><p>two <b>three</b></p>";
/// let content = Article::parse(source)?.content();
/// let kinds: Vec<_> = content.descendants().map(|part| part.kind()).collect();
/// assert_eq!(kinds[0], ContentKind::Heading);
/// assert!(kinds[0].is_block() && kinds[1].is_inline());
/// # Ok::<_, newsprint::Error>(())
/// ```
///
/// [mdast]: https://github.com/syntax-tree/mdast
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ContentKind {
    /// The root of the article or of an aside. It contains blocks.
    Root,
    /// A paragraph. It contains at least one inline.
    Paragraph,
    /// A heading. It contains at least one inline.
    Heading,
    /// Preformatted text (`pre`), in which white space and line ends are preserved. It contains at least one
    /// inline.
    Preformatted,
    /// A list with at least one item that is not empty. It contains list items.
    List,
    /// An item of a list. It contains blocks.
    ListItem,
    /// A block quote. It contains at least one block.
    BlockQuote,
    /// A table with at least one row. It contains the caption, if the table has one, and then the
    /// rows.
    Table,
    /// A row of a table. It contains cells.
    TableRow,
    /// A cell of a table. It contains blocks.
    TableCell,
    /// A thematic break (`hr`).
    ThematicBreak,
    /// An embedded frame, video, audio or object ([`EmbedKind`]). It contains its caption and its credit, if it
    /// has them.
    Embed,
    /// An image, which is either a block or inline. An image that is a block contains its caption and its
    /// credit, if it has them.
    Image,
    /// The caption of an image, an embed or a table. It contains at least one inline.
    Caption,
    /// The credit of an image or an embed, if it is separate from the caption. It contains at least one inline.
    Credit,
    /// A text. It contains no other parts.
    Text,
    /// A link. It contains at least one inline.
    Link,
    /// A style, such as emphasis. It contains at least one inline.
    Styled(Style),
    /// A line break (`br`).
    Break,
}

impl ContentKind {
    /// Returns whether parts of this kind can be inline, that is, in a line of text. Returns `true`
    /// for images, although an image can also be a block.
    ///
    /// ```
    /// use newsprint::ContentKind;
    ///
    /// assert!(ContentKind::Link.is_inline() && ContentKind::Image.is_inline());
    /// assert!(!ContentKind::Paragraph.is_inline());
    /// ```
    pub const fn is_inline(self) -> bool {
        matches!(
            self,
            ContentKind::Text
                | ContentKind::Link
                | ContentKind::Styled(_)
                | ContentKind::Break
                | ContentKind::Image
        )
    }

    /// Returns whether parts of this kind can be blocks, which follow each other from top to
    /// bottom. Returns `true` for images, although an image can also be inline.
    ///
    /// ```
    /// use newsprint::ContentKind;
    ///
    /// assert!(ContentKind::Paragraph.is_block() && ContentKind::Image.is_block());
    /// assert!(!ContentKind::Link.is_block());
    /// ```
    pub const fn is_block(self) -> bool {
        matches!(
            self,
            ContentKind::Paragraph
                | ContentKind::Heading
                | ContentKind::Preformatted
                | ContentKind::List
                | ContentKind::BlockQuote
                | ContentKind::Table
                | ContentKind::ThematicBreak
                | ContentKind::Embed
                | ContentKind::Image
        )
    }
}

/// The kind of an aside, which is a part of the body that does not belong to the article: see
/// [`Content::asides`](crate::Content::asides).
///
/// ```
/// assert_eq!(newsprint::AsideKind::Footer.to_string(), "footer");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum AsideKind {
    /// The article's title, repeated in the body.
    Title,
    /// Data about the article: categories, dates of changes, reading time, number of views.
    Metadata,
    /// The footer of the feed's provider.
    Footer,
    /// A copyright notice.
    Copyright,
    /// Promotion, for example of newsletters, apps or memberships. Statements of the publisher's
    /// principles have this kind, too.
    Promotion,
    /// Buttons for sharing and liking.
    Share,
    /// Links to related articles.
    Related,
    /// Tags of the article.
    Tags,
    /// Readers' comments, and the form for writing comments.
    Comments,
    /// Navigation of the page.
    Navigation,
    /// A message that is shown in place of a video or audio that cannot be played.
    Fallback,
    /// A value that a script left behind, such as `null`, or a label for screen readers.
    Artifact,
    /// An element that is hidden by its `style` attribute (`display: none`).
    Hidden,
    /// A pull quote, which repeats a passage of the article.
    PullQuote,
    /// Text that the publisher repeats in many articles, such as an invitation to subscribe. A
    /// first pass over the whole archive finds such text (feature `archive`).
    Repeated,
}

impl AsideKind {
    /// Returns the variant's name in `snake_case`, as in JSON and Arrow.
    pub const fn name(self) -> &'static str {
        match self {
            AsideKind::Title => "title",
            AsideKind::Metadata => "metadata",
            AsideKind::Footer => "footer",
            AsideKind::Copyright => "copyright",
            AsideKind::Promotion => "promotion",
            AsideKind::Share => "share",
            AsideKind::Related => "related",
            AsideKind::Tags => "tags",
            AsideKind::Comments => "comments",
            AsideKind::Navigation => "navigation",
            AsideKind::Fallback => "fallback",
            AsideKind::Artifact => "artifact",
            AsideKind::Hidden => "hidden",
            AsideKind::PullQuote => "pull_quote",
            AsideKind::Repeated => "repeated",
        }
    }
}

impl fmt::Display for AsideKind {
    /// Writes [`AsideKind::name`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The width or height of an image, as a whole number.
///
/// ```
/// use newsprint::{Article, Dimension};
///
/// let source = "[t](https://example.org/)\n------\n\n<img src=1.jpg width=50% height=480px>";
/// let content = Article::parse(source)?.content();
/// let image = content.images().next().unwrap();
/// assert_eq!(image.width(), Some(Dimension::Percent(50)));
/// assert_eq!(image.height(), Some(Dimension::Pixels(480)));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dimension {
    /// A number of CSS pixels.
    Pixels(u32),
    /// A percentage of the available width or height.
    Percent(u32),
}

impl Dimension {
    /// Returns the dimension at the start of a text (HTML standard, "rules for parsing dimension values"),
    /// rounded down. Returns `None` if the text does not start with a number.
    pub(super) fn parse(text: &str) -> Option<Self> {
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

/// Where the URL of an image was found: see [`Image::address_origin`](crate::Image::address_origin).
///
/// ```
/// use newsprint::{Article, ImageOrigin};
///
/// let source = "[t](https://example.org/)\n------\n\n<img src=blank.gif data-src=1.jpg>";
/// let content = Article::parse(source)?.content();
/// let image = content.images().next().unwrap();
/// assert_eq!(image.address_origin(), Some(ImageOrigin::Lazy));
/// assert_eq!(ImageOrigin::Lazy.name(), "lazy");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ImageOrigin {
    /// The attribute `src`.
    Src,
    /// An attribute for lazy loading, such as `data-src`. A script takes the URL from this
    /// attribute.
    Lazy,
    /// The attribute `srcset`, or an attribute that replaces it for lazy loading, such as
    /// `data-srcset`.
    Srcset,
    /// The `srcset` of a `source` element in the same `picture` as the image.
    Source,
    /// The copy of the image in a `noscript` just after the image.
    Noscript,
}

impl ImageOrigin {
    /// Returns the variant's name in lower case, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ImageOrigin::Src => "src",
            ImageOrigin::Lazy => "lazy",
            ImageOrigin::Srcset => "srcset",
            ImageOrigin::Source => "source",
            ImageOrigin::Noscript => "noscript",
        }
    }
}
