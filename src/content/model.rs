use std::borrow::Cow;

use super::image::Image;
use crate::source::{Span, Spanned};

/// A part of an article that stands for itself, one below the other.
///
/// Its span is that of its element, from tag to tag. Where it has none of its own, as text between
/// two `<br><br>`, it is that of what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block<'a> {
    /// A paragraph; never empty.
    Paragraph(Spanned<Vec<Inline<'a>>>),
    /// A heading; never empty.
    Heading(Heading<'a>),
    /// An image that does not stand in running text.
    Image(Box<Image<'a>>),
    /// A list with at least one item that is not empty.
    List(Box<List<'a>>),
    /// A quotation of at least one block.
    Quote(Quote<'a>),
    /// Text whose blanks and line ends count; never empty.
    Preformatted(Spanned<Vec<Inline<'a>>>),
    /// A table with at least one row.
    Table(Box<Table<'a>>),
    /// Something that another file has to say: a frame, a video, a sound.
    Embed(Box<Embed<'a>>),
    /// A rule between blocks.
    Rule(Span),
}

impl Block<'_> {
    /// Returns the bytes of the block.
    pub fn span(&self) -> Span {
        match self {
            Block::Paragraph(inlines) | Block::Preformatted(inlines) => inlines.span(),
            Block::Heading(heading) => heading.span,
            Block::Image(image) => image.span(),
            Block::List(list) => list.span,
            Block::Quote(quote) => quote.span,
            Block::Table(table) => table.span,
            Block::Embed(embed) => embed.span,
            Block::Rule(span) => *span,
        }
    }
}

/// A part of running text.
///
/// Nests at most [`MAX_INLINE_DEPTH`](super::MAX_INLINE_DEPTH) levels.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inline<'a> {
    /// Text from one place in the source, character references decoded. Runs of blanks are one
    /// blank, but not in a preformatted block; there each line is a text of its own.
    /// Borrowed if the source says it literally.
    Text(Spanned<Cow<'a, str>>),
    /// A link.
    Link(Box<Link<'a>>),
    /// Emphasis: `em`, `i` and their like.
    Emphasis(Spanned<Vec<Inline<'a>>>),
    /// Importance: `strong`, `b`.
    Strong(Spanned<Vec<Inline<'a>>>),
    /// Text of or for a machine: `code`, `kbd`, `samp`, `tt`.
    Code(Spanned<Vec<Inline<'a>>>),
    /// What no longer counts: `s`, `strike`, `del`.
    Strikethrough(Spanned<Vec<Inline<'a>>>),
    /// Text above the line.
    Superscript(Spanned<Vec<Inline<'a>>>),
    /// Text below the line.
    Subscript(Spanned<Vec<Inline<'a>>>),
    /// The end of a line.
    LineBreak(Span),
    /// An image in running text.
    Image(Box<Image<'a>>),
}

impl Inline<'_> {
    /// Returns the bytes of the inline: an element's from tag to tag, if it lies within one block.
    pub fn span(&self) -> Span {
        match self {
            Inline::Text(text) => text.span(),
            Inline::Link(link) => link.span,
            Inline::Emphasis(inlines)
            | Inline::Strong(inlines)
            | Inline::Code(inlines)
            | Inline::Strikethrough(inlines)
            | Inline::Superscript(inlines)
            | Inline::Subscript(inlines) => inlines.span(),
            Inline::LineBreak(span) => *span,
            Inline::Image(image) => image.span(),
        }
    }
}

/// A link in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    pub(super) href: Spanned<Cow<'a, str>>,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) inlines: Vec<Inline<'a>>,
    pub(super) span: Span,
}

impl<'a> Link<'a> {
    /// Returns the address, as the source has it, and its bytes.
    pub fn href(&self) -> &Spanned<Cow<'a, str>> {
        &self.href
    }

    /// Returns the link's `title`, which browsers show when asked.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Returns what the link encloses; never empty.
    pub fn inlines(&self) -> &[Inline<'a>] {
        &self.inlines
    }

    /// Returns the bytes of the link.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading<'a> {
    pub(super) level: u8,
    pub(super) inlines: Vec<Inline<'a>>,
    pub(super) span: Span,
}

impl<'a> Heading<'a> {
    /// Returns the level: 1 to 6.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Returns what the heading says.
    pub fn inlines(&self) -> &[Inline<'a>] {
        &self.inlines
    }

    /// Returns the bytes of the heading.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// A list. Of a `dl`, each item is a term with its descriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<'a> {
    pub(super) start: Option<i32>,
    pub(super) items: Vec<ListItem<'a>>,
    pub(super) span: Span,
}

impl<'a> List<'a> {
    /// Returns whether the items are numbered.
    pub fn is_ordered(&self) -> bool {
        self.start.is_some()
    }

    /// Returns the number of the first item: 1 unless the source says another.
    /// Nothing if the items are not numbered.
    pub fn start(&self) -> Option<i32> {
        self.start
    }

    /// Returns the items.
    pub fn items(&self) -> &[ListItem<'a>] {
        &self.items
    }

    /// Returns the bytes of the list.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem<'a> {
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) span: Span,
}

impl<'a> ListItem<'a> {
    /// Returns the blocks of the item, nested lists among them.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Returns the bytes of the item.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote<'a> {
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) span: Span,
}

impl<'a> Quote<'a> {
    /// Returns what is quoted.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Returns the bytes of the quotation.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<'a> {
    pub(super) caption: Option<Spanned<Vec<Inline<'a>>>>,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) span: Span,
}

impl<'a> Table<'a> {
    /// Returns the caption.
    pub fn caption(&self) -> Option<&Spanned<Vec<Inline<'a>>>> {
        self.caption.as_ref()
    }

    /// Returns the rows, in the order of the source. Rows may differ in length.
    pub fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// Returns the bytes of the table.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) span: Span,
}

impl<'a> Row<'a> {
    /// Returns the cells.
    pub fn cells(&self) -> &[Cell<'a>] {
        &self.cells
    }

    /// Returns the bytes of the row.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    pub(super) header: bool,
    pub(super) columns: u16,
    pub(super) rows: u16,
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) span: Span,
}

impl<'a> Cell<'a> {
    /// Returns whether the cell says what others are about: it is a `th`, or in a `thead`.
    pub fn is_header(&self) -> bool {
        self.header
    }

    /// Returns how many columns the cell covers (`colspan`): 1 to 1000.
    pub fn columns(&self) -> u16 {
        self.columns
    }

    /// Returns how many rows the cell covers (`rowspan`): 1 to 65534, or 0 for all that follow.
    pub fn rows(&self) -> u16 {
        self.rows
    }

    /// Returns what the cell holds: in most tables one paragraph, or nothing.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Returns the bytes of the cell.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Something that another file has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed<'a> {
    pub(super) kind: EmbedKind,
    pub(super) src: Option<Spanned<Cow<'a, str>>>,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) caption: Option<Spanned<Vec<Inline<'a>>>>,
    pub(super) span: Span,
}

impl<'a> Embed<'a> {
    /// Returns what is embedded.
    pub fn kind(&self) -> EmbedKind {
        self.kind
    }

    /// Returns the address, as the source has it, and its bytes: the element's own, or that of the
    /// first `source` in it.
    pub fn src(&self) -> Option<&Spanned<Cow<'a, str>>> {
        self.src.as_ref()
    }

    /// Returns the element's `title`.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Returns the caption.
    pub fn caption(&self) -> Option<&Spanned<Vec<Inline<'a>>>> {
        self.caption.as_ref()
    }

    /// Returns the bytes of the element.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// What is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum EmbedKind {
    /// Another page: `iframe`.
    Frame,
    /// A film.
    Video,
    /// A sound.
    Audio,
    /// Anything else: `object`, `embed`.
    Object,
}
