//! Types for parts of the content with additional properties, such as [`Link`] with its URL.

use std::borrow::Cow;
use std::ops::Deref;

use super::kind::ContentKind;
use super::tree::Node;
use super::view::{ContentChildren, ContentRef};
use crate::source::Spanned;

/// Defines a type for the parts of one kind. The type derefs to [`ContentRef`].
macro_rules! part {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $as:ident, $article:literal, $html:literal) => {
        $(#[$doc])*
        ///
        /// Derefs to [`ContentRef`], whose methods return the span, the text and the children.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name<'c, 'a>(ContentRef<'c, 'a>);

        impl<'c, 'a> ContentRef<'c, 'a> {
            #[doc = concat!("Returns the part as ", $article, " [`", stringify!($name), "`], or `None` if the part is of another kind.\n\n\
                ```\n\
                let source = \"[t](https://example.org/)\\n------\\n\\n", $html, "\";\n\
                let content = newsprint::Article::parse(source)?.content();\n\
                let part = content.descendants().find_map(|part| part.", stringify!($as), "()).unwrap();\n\
                assert!(part.span().of(source).starts_with('<'));\n\
                # Ok::<_, newsprint::Error>(())\n\
                ```")]
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

pub(super) use part;

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
    Heading, Heading, as_heading, "a", "<h2>One</h2>"
);

impl Heading<'_, '_> {
    /// Returns the level: 1 to 6.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<h2>One</h2><h3>Two</h3>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let headings = content.blocks().filter_map(|block| block.as_heading());
    /// assert!(headings.map(|heading| heading.level()).eq([2, 3]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn level(self) -> u8 {
        self.node().number as u8
    }
}

part!(
    /// A list. If the list is a `dl`, each item is a term with its descriptions.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<ol start=3><li>three<li>four</ol>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let list = content.blocks().next().unwrap().as_list().unwrap();
    /// assert_eq!(list.start(), Some(3));
    /// assert_eq!(list.items().last().unwrap().number(), Some(4));
    /// let items: Vec<_> = list.items().map(|item| item.text().into_owned()).collect();
    /// assert_eq!(items, ["three", "four"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    List, List, as_list, "a", "<ol><li>one</ol>"
);

impl<'c, 'a> List<'c, 'a> {
    /// Returns whether the items are numbered (`ol`).
    pub fn is_ordered(self) -> bool {
        self.node().has(Node::ORDERED)
    }

    /// Returns the number of the first item, or `None` if the items are not numbered. If the source
    /// does not set this number (`start`), the first number is 1. In a [reversed
    /// list](List::is_reversed) without `start`, the first number is the number of items.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<ol start=7><li>a</ol><ul><li>b</ul>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let starts = content.blocks().map(|block| block.as_list().unwrap().start());
    /// assert!(starts.eq([Some(7), None]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn start(self) -> Option<i32> {
        self.items().next()?.number()
    }

    /// Returns whether the items are numbered in descending order (`reversed`).
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<ol reversed><li>two<li>one</ol>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let list = content.blocks().next().unwrap().as_list().unwrap();
    /// assert_eq!((list.is_reversed(), list.start()), (true, Some(2)));
    /// assert_eq!(content.to_text(), "2. two\n1. one");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_reversed(self) -> bool {
        self.is_ordered() && self.node().has(Node::REVERSED)
    }

    /// Returns the value of the attribute `start`. Returns `None` if the attribute is absent, or if
    /// the list is not numbered.
    pub(crate) fn own_start(self) -> Option<i32> {
        let node = self.node();
        (self.is_ordered() && node.has(Node::STARTS)).then_some(node.value.start as i32)
    }

    /// Returns the items in order.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<ul><li><p>one</p><p>two</p><li>three</ul>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let list = content.blocks().next().unwrap().as_list().unwrap();
    /// // Each item contains blocks.
    /// assert!(list.items().map(|item| item.children().count()).eq([2, 1]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn items(self) -> ContentChildren<'c, 'a> {
        self.children()
    }
}

impl ContentRef<'_, '_> {
    /// Returns the number of a list item. Returns `None` if the list is not numbered, or if the part is not a
    /// list item. The number may be negative. An item may set its own number with the attribute `value`.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<ol><li>one<li value=9>nine<li>ten</ol>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let numbers: Vec<_> = content.descendants().filter_map(|part| part.number()).collect();
    /// assert_eq!(numbers, [1, 9, 10]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn number(self) -> Option<i32> {
        let node = self.node();
        let is_numbered = node.kind == ContentKind::ListItem && node.has(Node::ORDERED);
        is_numbered.then_some(node.value.start as i32)
    }

    /// Returns the number in the attribute `value` of an item of a numbered list. Returns `None` if
    /// the attribute is absent, or if the part is not an item of a numbered list.
    pub(crate) fn own_number(self) -> Option<i32> {
        self.number().filter(|_| self.node().has(Node::NUMBERED))
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
    Table, Table, as_table, "a", "<table><tr><td>N1</table>"
);

impl<'c, 'a> Table<'c, 'a> {
    /// Returns the caption, or `None` if the table has no caption.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<table><caption>船期<tr><td>N1</table>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let table = content.blocks().next().unwrap().as_table().unwrap();
    /// assert_eq!(table.caption().unwrap().text(), "船期");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn caption(self) -> Option<ContentRef<'c, 'a>> {
        caption(*self)
    }

    /// Returns the rows in order, without the caption. Rows may have different numbers of cells.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <table><tr><td>N1<td>23:00<tr><td>N2<td>23:30</table>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let table = content.blocks().next().unwrap().as_table().unwrap();
    /// let rows: Vec<Vec<_>> = table
    ///     .rows()
    ///     .map(|row| row.children().map(|cell| cell.text()).collect())
    ///     .collect();
    /// assert_eq!(rows, [["N1", "23:00"], ["N2", "23:30"]]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn rows(self) -> ContentChildren<'c, 'a> {
        let mut children = self.children();
        if self.caption().is_some() {
            children.next();
        }
        children
    }
}

part!(
    /// A cell of a table. A cell may contain any blocks. Most cells contain one paragraph or are
    /// empty.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <table><tr><th rowspan=2>Line<th colspan=2>Trips<tr><td>1<td>2</table>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let cells: Vec<_> = content.descendants().filter_map(|part| part.as_table_cell()).collect();
    /// assert_eq!(cells.iter().filter(|cell| cell.is_header()).count(), 2);
    /// assert_eq!((cells[0].rowspan(), cells[0].colspan()), (2, 1));
    /// assert_eq!((cells[1].rowspan(), cells[1].colspan()), (1, 2));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    TableCell, TableCell, as_table_cell, "a", "<table><tr><td>N1</table>"
);

impl TableCell<'_, '_> {
    /// Returns whether the cell is a header cell: a `th`, or any cell in a `thead`.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<table><tr><th>N1<td>23:00</table>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let cells = content.descendants().filter_map(|part| part.as_table_cell());
    /// assert!(cells.map(|cell| cell.is_header()).eq([true, false]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_header(self) -> bool {
        self.node().has(Node::HEADER)
    }

    /// Returns the number of columns that the cell spans (`colspan`): 1 to 1000. Default: 1.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <table><tr><td colspan=2>a<tr><td>b<td>c</table>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let cells = content.descendants().filter_map(|part| part.as_table_cell());
    /// assert!(cells.map(|cell| cell.colspan()).eq([2, 1, 1]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn colspan(self) -> u16 {
        self.node().number
    }

    /// Returns the number of rows that the cell spans (`rowspan`): 0 to 65534. The number 0 means
    /// that the cell spans all remaining rows. Default: 1.
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
    Link, Link, as_link, "a", "<p><a href=/x>the map</a></p>"
);

impl<'c, 'a> Link<'c, 'a> {
    /// Returns a part as a [`Link`] in two cases: the part is a link, or the part is an image that
    /// is a block and is inside a link. Returns `None` for other parts.
    pub(super) fn of_part(part: ContentRef<'c, 'a>) -> Option<Self> {
        let node = part.node();
        let is_linked = part.kind() == ContentKind::Link
            || node.kind == ContentKind::Image && node.has(Node::BLOCK) && node.has(Node::LINKED);
        is_linked.then_some(Link(part))
    }

    /// Returns the URL in the attribute `href` with its span in the source. The URL may be
    /// relative. Each call decodes the character references in the URL anew. If the URL contains no
    /// character reference, the result is borrowed.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p><a href=\"/x?a=1&amp;b=2\">text</a></p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let href = content.links().next().unwrap().href();
    /// assert_eq!(href.value(), "/x?a=1&b=2");
    /// assert_eq!(href.span().of(source), "/x?a=1&amp;b=2");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn href(self) -> Spanned<Cow<'a, str>> {
        let node = self.node();
        match node.kind {
            // A link around an image that is a block: see `Content::links`.
            ContentKind::Image => self.href_in(node.tag),
            _ => self.tree.attribute_value(node.value),
        }
    }

    /// Returns the value of the attribute `title`, or `None` if the attribute is absent.
    pub fn title(self) -> Option<Cow<'a, str>> {
        let node = self.node();
        // Most start tags are too short to contain a `title` besides the `href`.
        let href = if node.kind == ContentKind::Link {
            node.value.len()
        } else {
            0
        };
        let used = "<a href=>".len() + href + " title=".len();
        (node.tag.len() > used)
            .then(|| self.attribute(node.tag, "title"))
            .flatten()
    }
}

/// Returns the caption of an image, embed or table, or `None` if the part has no caption. The
/// caption is the first child of the part.
pub(super) fn caption<'c, 'a>(part: ContentRef<'c, 'a>) -> Option<ContentRef<'c, 'a>> {
    let first = part.children().next()?;
    (first.kind() == ContentKind::Caption).then_some(first)
}
