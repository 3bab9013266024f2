//! The properties of HTML elements. Defines the types of the columns of the table in
//! [`super::elements`], and functions that return the properties of an element.

use super::elements::with_elements;
use super::name::{KNOWN, Known};

/// The properties of an HTML element: a row of the table in [`super::elements`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) class: Class,
    /// Whether `class` alone determines what the element's start tag does in tree construction.
    pub(crate) is_plain: bool,
    pub(crate) display: Display,
    pub(crate) layout: LayoutRole,
    content: ContentRole,
    style: Option<Style>,
}

/// What the element's start tag does in tree construction (HTML standard, 13.2.6.4.7, insertion
/// mode "in body").
///
/// For `Pre` and all classes after it, the parser's fast lane ([`crate::parse::fast`]) takes
/// additional steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum Class {
    /// The start tag closes an open `p`.
    Block,
    Paragraph,
    /// A formatting element, such as `b`. If the end tag of another element closes it, the parser
    /// reopens it.
    Formatting,
    /// An element without special rules, such as `span`.
    Ordinary,
    /// A void element, such as `br`: it has no content and no end tag.
    Void,
    /// `hr`: a void element that closes an open `p`.
    Rule,
    /// The start tag closes an open `p`, and a line feed directly after the start tag is ignored.
    Pre,
    Heading,
    ListItem,
    DescriptionItem,
    /// `rt`, `rp`: the start tag first closes elements whose end tags are implied (the standard's
    /// "generate implied end tags").
    Ruby,
    /// The element contains text in which character references are decoded, but tags are not recognized.
    Rcdata,
    /// The element contains text in which neither character references nor tags are recognized.
    RawText,
    /// Like `RawText`, but an end tag after `<!--` may be part of the text.
    Script,
    /// Like `RawText`, but there is no end tag: the text continues to the end of the source.
    Plaintext,
    /// An element with other rules, such as `table`.
    Other,
}

/// The tokenizer's state in an element in which tags are not recognized, such as `script`. The text
/// ends at the element's end tag or, in the state `Plaintext`, at the end of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RawText {
    Rcdata,
    Rawtext,
    Script,
    Plaintext,
}

impl Class {
    /// Returns the tokenizer's state in the element. Returns `None` if tags are recognized in the
    /// element.
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

    /// Returns whether the element is void: it has no content and no end tag.
    pub(crate) const fn is_void(self) -> bool {
        matches!(self, Class::Void | Class::Rule)
    }
}

/// The CSS property `display`. Values that have the same effect on the inner text share a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    None,
    Inline,
    /// `inline-block` and similar values: the element is a single box on the line (CSS: "atomic
    /// inline-level box").
    Atomic,
    Block,
    /// `list-item`: a block. In a `ruby`, it becomes inline.
    ListItem,
    /// `table-row-group` and similar values, such as `table-header-group`.
    Section,
    Row,
    Cell,
}

impl Display {
    /// Returns whether the element is inline, or a row or section of a table. The contents of such an element
    /// are shown even with `hidden=until-found`.
    pub(crate) fn is_through(self) -> bool {
        matches!(self, Display::Inline | Display::Section | Display::Row)
    }
}

/// The effect of an element on the inner text, in addition to the effect of its [`Display`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LayoutRole {
    None,
    /// Requires a blank line before and after the element.
    Paragraph,
    Break,
    BreakChance,
    /// `q`: the browser generates quotation marks around the contents. The inner text does not
    /// contain these marks, but white space next to them is kept.
    Quote,
    /// A list item in a `ruby`. The browser generates a marker and a space before the contents. The
    /// inner text contains neither the marker nor the space. No row of the table of elements has
    /// this role.
    Marked,
    /// `details` without `open`: only the `summary` is shown.
    Closed,
    /// `summary`, `legend`: the first such element in its parent is laid out separately from its siblings.
    Heading,
    Select,
    Option,
    /// An element whose contents are not shown, such as an image or `iframe`.
    Replaced,
    /// White space in the element is preserved.
    Preformatted,
    /// White space in the element collapses, even within preformatted text.
    Collapsing,
    /// Block-level children of the element become inline.
    Ruby,
}

/// What an element becomes in the article's content ([`Content`](crate::Content)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentRole {
    /// Inline content, which becomes part of a paragraph or of another block.
    Text,
    /// A separate block. No row of the table of elements has this role: an element with the role
    /// `Text` gets the role `Block` if its [`Display`] is block-level.
    Block,
    /// A heading of level 1 to 6.
    Heading(u8),
    Quote,
    List,
    Item,
    /// `dd`: continues the list item of the `dt` before it.
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

/// The kind of an embedded page, video, audio or object.
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

/// The style of inline content, such as emphasis.
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
    /// Returns the properties of the element with this name.
    #[expect(clippy::indexing_slicing, reason = "each variant has a row")]
    pub(crate) const fn element(self) -> &'static Element {
        &ELEMENTS[self as usize]
    }

    /// Returns whether the element is a formatting element (HTML standard, 13.2.4.2).
    pub(crate) const fn is_formatting(self) -> bool {
        matches!(self.element().class, Class::Formatting)
    }
}

impl Element {
    /// Returns what the element becomes in the content.
    pub(crate) const fn content(&self) -> ContentRole {
        self.content
    }

    /// Returns the style that the element gives to its text, such as [`Style::Emphasis`] for `em`.
    /// Returns `None` if the element has no style.
    pub(crate) const fn style(&self) -> Option<Style> {
        self.style
    }
}
