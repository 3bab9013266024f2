//! Facts about the elements of HTML: the types of the columns of [`super::elements`], and queries on them.

use super::elements::with_elements;
use super::name::{KNOWN, Known};

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) class: Class,
    /// Whether the standard's tree construction treats the element only according to `class`.
    pub(crate) is_plain: bool,
    pub(crate) display: Display,
    pub(crate) layout: LayoutRole,
    content: ContentRole,
    style: Option<Style>,
}

/// The effect of a start tag in a body: HTML standard, 13.2.6.4.7.
///
/// The fast lane does more for the classes from `Pre` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum Class {
    /// Closes an open `p`.
    Block,
    Paragraph,
    /// Is reopened if it was closed by the end of another element.
    Formatting,
    /// None of the above.
    Ordinary,
    /// Has no content and no end tag.
    Void,
    /// `hr`: void, and closes an open `p`.
    Rule,
    /// A block; a line feed after the tag is ignored.
    Pre,
    Heading,
    ListItem,
    DescriptionItem,
    /// `rt`, `rp`: implies end tags.
    Ruby,
    /// Contains text with character references, but without tags.
    Rcdata,
    /// Contains text without character references and tags.
    RawText,
    /// As `RawText`, but `<!--` may hide an end tag.
    Script,
    /// As `RawText`, but no end tag ends it.
    Plaintext,
    /// Anything else.
    Other,
}

/// How the text in an element is read, if not as markup. The text ends at the element's end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RawText {
    Rcdata,
    Rawtext,
    Script,
    Plaintext,
}

impl Class {
    /// Returns how the text in the element is read, if not as markup.
    pub(crate) const fn raw_text(self) -> Option<RawText> {
        match self {
            Class::Rcdata => Some(RawText::Rcdata),
            Class::RawText => Some(RawText::Rawtext),
            Class::Script => Some(RawText::Script),
            Class::Plaintext => Some(RawText::Plaintext),
            _ => None,
        }
    }

    /// Returns whether the start tag closes an open `p`.
    pub(crate) const fn closes_p(self) -> bool {
        use Class::{Block, DescriptionItem, Heading, ListItem, Paragraph, Pre, Rule};
        matches!(
            self,
            Block | Paragraph | Rule | Pre | Heading | ListItem | DescriptionItem
        )
    }

    /// Returns whether the element has no content and no end tag.
    pub(crate) const fn is_void(self) -> bool {
        matches!(self, Class::Void | Class::Rule)
    }
}

/// The CSS property `display`, as far as it changes the inner text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    None,
    Inline,
    /// `inline-block` and similar values: a single object on its line.
    Atomic,
    Block,
    /// A block; inline in a ruby.
    ListItem,
    /// `table-row-group` and the like.
    Section,
    Row,
    Cell,
}

impl Display {
    /// Returns whether the line continues through the element.
    pub(crate) fn is_through(self) -> bool {
        matches!(self, Display::Inline | Display::Section | Display::Row)
    }
}

/// The effect of an element on the inner text besides its [`Display`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LayoutRole {
    None,
    /// A blank line before and after it.
    Paragraph,
    Break,
    BreakChance,
    /// Has generated quotation marks before and after it, which are not in the text.
    Quote,
    /// Has a generated marker and a space before it, which are not in the text. No row has this role: it is
    /// for a list item in a ruby.
    Marked,
    /// Only its `summary` is shown.
    Closed,
    /// `summary`, `legend`: the first one is apart from its siblings.
    Heading,
    Select,
    Option,
    /// Nothing in it is shown.
    Replaced,
    /// White space is preserved.
    Preformatted,
    /// White space collapses even in preformatted text.
    Collapsing,
    /// Block-level children become inline.
    Ruby,
}

/// The role of an element in the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentRole {
    /// Part of a paragraph, or of the enclosing block.
    Text,
    /// A separate block. No row has this role: it is the role of `Text` with a block-level [`Display`].
    Block,
    /// A heading of level 1 to 6.
    Heading(u8),
    Quote,
    List,
    Item,
    /// `dd`: continues the previous item.
    Description,
    Table,
    HeadRows,
    Row,
    Cell,
    TableCaption,
    Figure,
    FigureCaption,
    Break,
    /// `hr`: a thematic break.
    Rule,
    Image,
    Embed(EmbedKind),
}

/// The kind of an embed.
///
/// ```
/// use newsprint::{Article, EmbedKind};
///
/// let source = "[t](https://example.org/)\n------\n\n<audio src=1.mp3></audio>";
/// let content = Article::parse(source)?.content();
/// let embed = content.blocks().next().unwrap().as_embed().unwrap();
/// assert_eq!(embed.embed_kind(), EmbedKind::Audio);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum EmbedKind {
    /// Another page: `iframe`.
    Frame,
    /// A video: `video`.
    Video,
    /// Audio: `audio`.
    Audio,
    /// Anything else: `object`, `embed`.
    Object,
}

/// The style of inlines.
///
/// ```
/// use newsprint::{Article, ContentKind, Style};
///
/// let source = "[t](https://example.org/)\n------\n\n<p>10<sup>6</sup></p>";
/// let content = Article::parse(source)?.content();
/// let power = content.blocks().next().unwrap().children().last().unwrap();
/// assert_eq!(power.kind(), ContentKind::Styled(Style::Superscript));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Style {
    /// Emphasis: `em`, `i`, `cite`, `var`, `dfn`.
    Emphasis,
    /// Strong importance: `strong`, `b`.
    Strong,
    /// Code: `code`, `kbd`, `samp`, `tt`.
    Code,
    /// Struck-out text: `s`, `strike`, `del`.
    Strikethrough,
    /// Superscript: `sup`.
    Superscript,
    /// Subscript: `sub`.
    Subscript,
}

macro_rules! is_plain {
    (plain) => {
        true
    };
    (-) => {
        false
    };
}

macro_rules! layout {
    (-) => {
        LayoutRole::None
    };
    ($role:ident) => {
        LayoutRole::$role
    };
}

macro_rules! style {
    (-) => {
        None
    };
    ($style:ident) => {
        Some(Style::$style)
    };
}

macro_rules! rows {
    ($($variant:ident $name:tt [
        $class:ident $plain:tt
        | $display:ident $layout:tt
        | $content:ident $(($kind:expr))? | $style:tt
    ])*) => {
        [$(Element {
            class: Class::$class,
            is_plain: is_plain!($plain),
            display: Display::$display,
            layout: layout!($layout),
            content: ContentRole::$content $(($kind))?,
            style: style!($style),
        }),*]
    };
}

static ELEMENTS: [Element; KNOWN as usize] = {
    use EmbedKind::{Audio, Frame, Object, Video};
    with_elements!(rows)
};

impl Known {
    /// Returns the facts about the element.
    #[expect(clippy::indexing_slicing, reason = "each variant has a row")]
    pub(crate) const fn element(self) -> &'static Element {
        &ELEMENTS[self as usize]
    }

    /// Returns whether it is one of the standard's formatting elements (13.2.4.2).
    pub(crate) const fn is_formatting(self) -> bool {
        matches!(self.element().class, Class::Formatting)
    }
}

impl Element {
    /// Returns the element's role in the content.
    pub(crate) const fn content(&self) -> ContentRole {
        self.content
    }

    /// Returns the style that the element gives to inline text.
    pub(crate) const fn style(&self) -> Option<Style> {
        self.style
    }
}
