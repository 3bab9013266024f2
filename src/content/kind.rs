pub use crate::html::element::{EmbedKind, Style};

/// What a part of the content is. The names are those of CommonMark and [mdast].
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
    /// The root: the article, or a part set apart such as the provider's footer. Holds blocks.
    Root,
    /// A paragraph. Holds inlines; never empty.
    Paragraph,
    /// A heading. Holds inlines; never empty.
    Heading,
    /// Preformatted text (`pre`): white space and line ends count. Holds inlines; never empty.
    Preformatted,
    /// A list with at least one item that is not empty. Holds list items.
    List,
    /// An item of a list. Holds blocks.
    ListItem,
    /// A block quote. Holds at least one block.
    BlockQuote,
    /// A table with at least one row. Holds its caption, if it has one, then rows.
    Table,
    /// A row of a table. Holds cells.
    TableRow,
    /// A cell of a table. Holds blocks.
    TableCell,
    /// A thematic break (`hr`).
    ThematicBreak,
    /// An embedded frame, video or audio. Holds its caption, if it has one.
    Embed,
    /// An image, as a block or inline. As a block it holds its caption, if it has one.
    Image,
    /// The caption of an image, an embed or a table. Holds inlines; never empty.
    Caption,
    /// Text from one place in the source.
    Text,
    /// A link. Holds inlines; never empty.
    Link,
    /// Inlines in one style, such as emphasis.
    Styled(Style),
    /// A line break (`br`).
    Break,
}

impl ContentKind {
    /// Returns whether the kind is inline: part of a line of text. An image may be either.
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
