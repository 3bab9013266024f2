use std::fmt;

pub use crate::html::element::{EmbedKind, Style};

/// The kind of a part of the content. The names are those of CommonMark and [mdast].
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
    /// The root of the article, or of a separate part such as the provider's footer. Contains blocks.
    Root,
    /// A paragraph. Contains inlines; never empty.
    Paragraph,
    /// A heading. Contains inlines; never empty.
    Heading,
    /// Preformatted text (`pre`): white space and line ends count. Contains inlines; never empty.
    Preformatted,
    /// A list with at least one item that is not empty. Contains list items.
    List,
    /// An item of a list. Contains blocks.
    ListItem,
    /// A block quote. Contains at least one block.
    BlockQuote,
    /// A table with at least one row. Contains its caption, if it has one, then rows.
    Table,
    /// A row of a table. Contains cells.
    TableRow,
    /// A cell of a table. Contains blocks.
    TableCell,
    /// A thematic break (`hr`).
    ThematicBreak,
    /// An embedded frame, video or audio. Contains its caption and its credit, if it has them.
    Embed,
    /// An image, as a block or inline. As a block it contains its caption and its credit, if it has them.
    Image,
    /// The caption of an image, an embed or a table. Contains inlines; never empty.
    Caption,
    /// The credit of an image or an embed, apart from its caption. Contains inlines; never empty.
    Credit,
    /// Text from one place in the source.
    Text,
    /// A link. Contains inlines; never empty.
    Link,
    /// Inlines in one style, such as emphasis.
    Styled(Style),
    /// A line break (`br`).
    Break,
}

impl ContentKind {
    /// Returns whether the kind is inline: part of a line of text. An image may be either.
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

    /// Returns whether the kind is a block: blocks follow each other from top to bottom. An image
    /// may be either.
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

/// The kind of a part of the body that is not the article: see [`Content::asides`](crate::Content::asides).
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
    /// Promotion of newsletters, apps, memberships and the publisher's principles.
    Promotion,
    /// Buttons for sharing and liking.
    Share,
    /// Links to related articles.
    Related,
    /// Tags of the article.
    Tags,
    /// Readers' comments, and the form for them.
    Comments,
    /// Navigation of the page.
    Navigation,
    /// The message of a player that cannot play.
    Fallback,
    /// The remains of a script, such as `null`, or a label for screen readers.
    Artifact,
    /// Hidden by an inline style (`display: none`).
    Hidden,
    /// A quote that repeats the article's text.
    PullQuote,
    /// Text that the source repeats in many articles, such as how to subscribe to a channel. Found only with
    /// a first pass over the archive (feature `archive`).
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

/// The width or height of an image, without fractions.
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
    /// CSS pixels.
    Pixels(u32),
    /// Percent of the available width or height.
    Percent(u32),
}

impl Dimension {
    /// Returns the dimension that a text starts with (HTML standard, "rules for parsing dimension
    /// values"), without fractions.
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

/// The origin of an image's URL: [`Image::address_origin`](crate::Image::address_origin).
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
    /// An attribute that a script reads, such as `data-src`.
    Lazy,
    /// The attribute `srcset`, or one that a script reads instead, such as `data-srcset`.
    Srcset,
    /// The `srcset` of a `source` in the same `picture`.
    Source,
    /// The copy of the image in a `noscript` just after it.
    Noscript,
}

impl ImageOrigin {
    /// Returns the name in lower case, as in JSON.
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
