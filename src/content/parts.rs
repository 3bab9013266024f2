//! Parts of the content that have more to say than their kind and what they hold.

use std::borrow::Cow;
use std::ops::Deref;

use super::detect::proxy;
use super::kind::{ContentKind, EmbedKind};
use super::tree::Node;
use super::view::{ContentChildren, ContentRef};
use crate::source::Spanned;

/// Makes a view of the parts of one kind, which derefs to the part.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $as:ident, $article:literal) => {
        $(#[$doc])*
        ///
        /// Derefs to its [`ContentRef`], which has its span, its text and what it holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name<'c, 'a>(ContentRef<'c, 'a>);

        impl<'c, 'a> ContentRef<'c, 'a> {
            #[doc = concat!("Returns the part as ", $article, " [`", stringify!($name), "`], if it is one.")]
            pub fn $as(self) -> Option<$name<'c, 'a>> {
                (self.kind() == ContentKind::$kind).then_some($name(self))
            }
        }

        impl<'c, 'a> Deref for $name<'c, 'a> {
            type Target = ContentRef<'c, 'a>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    };
}

part!(
    /// A heading.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<h2>One</h2>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let heading = content.blocks().next().unwrap().as_heading().unwrap();
    /// assert_eq!((heading.level(), heading.text().as_ref()), (2, "One"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    Heading, Heading, as_heading, "a"
);

impl Heading<'_, '_> {
    /// Returns the level: 1 to 6.
    pub fn level(self) -> u8 {
        self.node().number as u8
    }
}

part!(
    /// A list. In a `dl`, each item is a term with its descriptions.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<ol start=3><li>three<li>four</ol>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let list = content.blocks().next().unwrap().as_list().unwrap();
    /// assert_eq!(list.start(), Some(3));
    /// let items: Vec<_> = list.items().map(|item| item.text().into_owned()).collect();
    /// assert_eq!(items, ["three", "four"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    List, List, as_list, "a"
);

impl<'c, 'a> List<'c, 'a> {
    /// Returns whether the items are numbered (`ol`).
    pub fn is_ordered(self) -> bool {
        self.node().has(Node::ORDERED)
    }

    /// Returns the number of the first item, or `None` if the items are not numbered. Default: 1.
    pub fn start(self) -> Option<i32> {
        self.is_ordered().then(|| self.node().value.start as i32)
    }

    /// Returns the items in order.
    pub fn items(self) -> ContentChildren<'c, 'a> {
        self.children()
    }
}

part!(
    /// A table.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <table><caption>Trips</caption><tr><th>Line<td colspan=2>N1</table>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let table = content.blocks().next().unwrap().as_table().unwrap();
    /// assert_eq!(table.caption().unwrap().text(), "Trips");
    /// let row = table.rows().next().unwrap();
    /// let cells: Vec<_> = row.children().filter_map(|cell| cell.as_table_cell()).collect();
    /// assert!(cells[0].is_header());
    /// assert_eq!((cells[1].text().as_ref(), cells[1].colspan()), ("N1", 2));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    Table, Table, as_table, "a"
);

impl<'c, 'a> Table<'c, 'a> {
    /// Returns the caption, if the table has one.
    pub fn caption(self) -> Option<ContentRef<'c, 'a>> {
        caption(*self)
    }

    /// Returns the rows in order. Rows may differ in length.
    pub fn rows(self) -> ContentChildren<'c, 'a> {
        let mut children = self.children();
        if self.caption().is_some() {
            children.next();
        }
        children
    }
}

part!(
    /// A cell of a table. Holds blocks: in most tables one paragraph, or nothing.
    TableCell, TableCell, as_table_cell, "a"
);

impl TableCell<'_, '_> {
    /// Returns whether the cell is a header cell: a `th`, or in a `thead`.
    pub fn is_header(self) -> bool {
        self.node().has(Node::HEADER)
    }

    /// Returns how many columns the cell spans (`colspan`): 1 to 1000.
    pub fn colspan(self) -> u16 {
        self.node().number
    }

    /// Returns how many rows the cell spans (`rowspan`): 1 to 65534, or 0 for all that follow.
    pub fn rowspan(self) -> u16 {
        self.node().value.start as u16
    }
}

part!(
    /// A link.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <p><a href=/x title=T>one <img src=1.jpg></a></p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let link = content.links().next().unwrap();
    /// assert_eq!((link.href().value().as_ref(), link.text().as_ref()), ("/x", "one "));
    /// assert_eq!(link.href().span().of(source), "/x");
    /// let image = link.images().next().unwrap();
    /// assert_eq!(*image.src().unwrap(), "1.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    Link, Link, as_link, "a"
);

impl<'c, 'a> Link<'c, 'a> {
    /// Returns the URL as the source has it, and its bytes. Decoded when asked for.
    pub fn href(self) -> Spanned<Cow<'a, str>> {
        self.tree.attribute_value(self.node().value)
    }

    /// Returns the `title` attribute.
    pub fn title(self) -> Option<Cow<'a, str>> {
        let node = self.node();
        // Most tags have no room for it beside the URL.
        let used = "<a href=>".len() + node.value.len() + " title=".len();
        (node.tag.len() > used)
            .then(|| self.attribute(node.tag, "title"))
            .flatten()
    }
}

part!(
    /// An image.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <figure><img src=\"https://wsrv.nl/?url=e.org/a.jpg\" alt=A width=50%>\
    ///     <figcaption>A ferry</figcaption></figure>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let image = content.images().next().unwrap();
    /// assert_eq!(image.original_src().unwrap(), "http://e.org/a.jpg");
    /// assert_eq!(image.alt().unwrap(), "A");
    /// assert_eq!(image.caption().unwrap().text(), "A ferry");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    Image, Image, as_image, "an"
);

impl<'c, 'a> Image<'c, 'a> {
    /// Returns the URL as the source has it (`src`), and its bytes. Decoded when asked for.
    pub fn src(self) -> Option<Spanned<Cow<'a, str>>> {
        self.tree.url(self.node())
    }

    /// Returns the URL of the image itself: where `src` is that of an image proxy, the URL that the
    /// proxy fetches, and otherwise `src`.
    pub fn original_src(self) -> Option<Cow<'a, str>> {
        let src = self.src()?.into_value();
        Some(self.unwrap_proxy(&src).map_or(src, Cow::Owned))
    }

    /// Returns whether `src` is the URL of an image proxy.
    pub fn is_proxied(self) -> bool {
        self.src()
            .is_some_and(|src| self.unwrap_proxy(&src).is_some())
    }

    fn unwrap_proxy(self, src: &str) -> Option<String> {
        let added = self.tree.proxies.as_deref().unwrap_or_default();
        proxy::unwrap(src, added)
    }

    /// Returns the text alternative (`alt`): `Some("")` if the image is decorative.
    pub fn alt(self) -> Option<Cow<'a, str>> {
        self.attribute(self.span(), "alt")
    }

    /// Returns the `title` attribute.
    pub fn title(self) -> Option<Cow<'a, str>> {
        self.attribute(self.span(), "title")
    }

    /// Returns `alt` and `title`, read in one pass.
    pub(crate) fn alt_and_title(self) -> [Option<Cow<'a, str>>; 2] {
        self.attributes(self.span(), ["alt", "title"])
    }

    /// Returns `width` and `height`, read in one pass.
    pub(crate) fn size(self) -> [Option<Dimension>; 2] {
        let size = self.attributes(self.span(), ["width", "height"]);
        size.map(|size| Dimension::parse(&size?))
    }

    /// Returns the `width` attribute, if it is a number.
    pub fn width(self) -> Option<Dimension> {
        let [width, _] = self.size();
        width
    }

    /// Returns the `height` attribute, if it is a number.
    pub fn height(self) -> Option<Dimension> {
        let [_, height] = self.size();
        height
    }

    /// Returns the caption. An inline image has none.
    pub fn caption(self) -> Option<ContentRef<'c, 'a>> {
        caption(*self)
    }

    /// Returns the URL of the link around an image that is a block, and its bytes. An inline image is in
    /// a [`Link`].
    pub fn link(self) -> Option<Spanned<Cow<'a, str>>> {
        let node = self.node();
        let is_linked = node.has(Node::BLOCK) && node.has(Node::LINKED);
        is_linked.then(|| self.tree.attribute_value(node.tag))
    }

    /// Returns whether the image is in a `noscript`: most likely it is a copy of the image before it, for
    /// browsers that do not run the script that shows that.
    pub fn in_noscript(self) -> bool {
        self.node().has(Node::NOSCRIPT)
    }
}

part!(
    /// An embedded frame, video or audio.
    ///
    /// ```
    /// use newsprint::EmbedKind;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<iframe src=https://v.example/1></iframe>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let embed = content.blocks().next().unwrap().as_embed().unwrap();
    /// assert_eq!(embed.embed_kind(), EmbedKind::Frame);
    /// assert_eq!(*embed.src().unwrap(), "https://v.example/1");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    Embed, Embed, as_embed, "an"
);

impl<'c, 'a> Embed<'c, 'a> {
    /// Returns what is embedded.
    pub fn embed_kind(self) -> EmbedKind {
        match self.node().flags >> Node::EMBED_SHIFT {
            0 => EmbedKind::Frame,
            1 => EmbedKind::Video,
            2 => EmbedKind::Audio,
            _ => EmbedKind::Object,
        }
    }

    /// Returns the URL as the source has it, and its bytes: the element's own, or that of the first
    /// `source` in it.
    pub fn src(self) -> Option<Spanned<Cow<'a, str>>> {
        self.tree.url(self.node())
    }

    /// Returns the `title` attribute.
    pub fn title(self) -> Option<Cow<'a, str>> {
        self.attribute(self.node().tag, "title")
    }

    /// Returns the caption.
    pub fn caption(self) -> Option<ContentRef<'c, 'a>> {
        caption(*self)
    }
}

/// Returns the caption, which is the first of what a part holds.
fn caption<'c, 'a>(part: ContentRef<'c, 'a>) -> Option<ContentRef<'c, 'a>> {
    let first = part.children().next()?;
    (first.kind() == ContentKind::Caption).then_some(first)
}

/// The width or height of an image.
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
