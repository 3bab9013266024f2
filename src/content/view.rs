//! [`ContentRef`], a reference to a part of the content, and iterators over parts.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::FusedIterator;

use super::kind::ContentKind;
use super::tree::{Node, TextPart, Tree};
use crate::html::raw_attributes::RawAttributes;
use crate::source::{Span, Spanned};

/// A part of the content, such as a block, an inline, a caption or the root.
///
/// A `ContentRef` is `Copy`. It borrows from the [`Content`](crate::Content) for the lifetime `'c`.
/// Some methods return slices of the source; these slices have the lifetime of the source, `'a`.
///
/// ```
/// use newsprint::{Article, ContentKind};
///
/// let source = "[t](https://example.org/)\n------\n\n<p>See <a href=/x>the <b>map</b></a>.</p>";
/// let content = Article::parse(source)?.content();
/// let paragraph = content.blocks().next().unwrap();
/// assert_eq!(paragraph.kind(), ContentKind::Paragraph);
/// assert_eq!(paragraph.text(), "See the map.");
/// assert_eq!(paragraph.span().of(source), "<p>See <a href=/x>the <b>map</b></a>.</p>");
/// let link = paragraph.children().nth(1).unwrap().as_link().unwrap();
/// assert_eq!((link.text().as_ref(), link.href().value().as_ref()), ("the map", "/x"));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct ContentRef<'c, 'a> {
    pub(crate) tree: &'c Tree<'a>,
    pub(crate) id: u32,
}

impl<'c, 'a> ContentRef<'c, 'a> {
    pub(super) fn new(tree: &'c Tree<'a>, id: u32) -> Self {
        ContentRef { tree, id }
    }

    pub(crate) fn node(self) -> &'c Node {
        self.tree.node(self.id)
    }

    /// Returns the kind of the part.
    ///
    /// ```
    /// use newsprint::{Article, ContentKind};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<blockquote><p>text</p></blockquote>";
    /// let content = Article::parse(source)?.content();
    /// for part in content.descendants() {
    ///     match part.kind() {
    ///         ContentKind::BlockQuote => println!("a quote"),
    ///         ContentKind::Paragraph => println!("a paragraph: {}", part.text()),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn kind(self) -> ContentKind {
        self.node().kind
    }

    /// Returns whether the part is a block. An image may be a block or inline.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<img src=1.jpg><p>text <img src=2.jpg></p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let is_block: Vec<_> = content.images().map(|image| image.is_block()).collect();
    /// assert_eq!(is_block, [true, false]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_block(self) -> bool {
        let node = self.node();
        match node.kind {
            ContentKind::Image => node.has(Node::BLOCK),
            kind => kind.is_block(),
        }
    }

    /// Returns the span of the part in the source. For most parts, this is the span of an element,
    /// from the start tag to the end tag.
    ///
    /// If the part is not exactly one element, its span covers only its children. For example, a
    /// paragraph between two `<br><br>` has no element of its own. A link that continues in the
    /// next paragraph is one element, but becomes two parts. The span of an image or embed is the
    /// span of its element, without the caption.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <div>one<br><br>two <b>2</b></div><p>three</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let spans: Vec<_> = content.blocks().map(|block| block.span().of(source)).collect();
    /// assert_eq!(spans, ["one", "two <b>2</b>", "<p>three</p>"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn span(self) -> Span {
        self.node().span
    }

    /// Returns the text of a [`ContentKind::Text`], or `None` for other kinds. White space is
    /// collapsed to single spaces, except in preformatted text. Each line of preformatted text is a
    /// separate [`ContentKind::Text`].
    ///
    /// For the text of any part, see [`ContentRef::text`].
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>a  <i>b &amp; c</i></p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let texts: Vec<_> = content.descendants().filter_map(|part| part.as_text()).collect();
    /// assert_eq!(texts, ["a ", "b & c"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    #[inline]
    pub fn as_text(self) -> Option<&'c str> {
        let node = self.node();
        (node.kind == ContentKind::Text).then(|| self.tree.text(node))
    }

    /// Returns the text of a [`ContentKind::Text`] as a slice of the source. Returns `None` if the
    /// text differs from the source, or if the part is of another kind.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>plain</p><p>a &amp; b</p>";
    /// let texts: Vec<Option<&str>> = {
    ///     let content = newsprint::Article::parse(source)?.content();
    ///     let texts = content.descendants().filter(|part| part.as_text().is_some());
    ///     texts.map(|part| part.literal_text()).collect()
    /// };
    /// // The slice lives as long as the source.
    /// assert_eq!(texts, [Some("plain"), None]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn literal_text(self) -> Option<&'a str> {
        let node = self.node();
        let is_literal = node.kind == ContentKind::Text && !node.has(Node::DECODED);
        is_literal.then(|| node.span.of(self.tree.source))
    }

    /// Returns the parts of a text, each with its span in the source.
    pub(crate) fn text_parts(self) -> impl Iterator<Item = TextPart<'c>> {
        self.tree.text_parts(self.node())
    }

    /// Returns an estimate of the number of [`TextPart`]s in the whole content. It is used to
    /// reserve memory.
    pub(crate) fn runs_hint(self) -> usize {
        self.tree.pieces_len() + self.tree.nodes.len() / 2
    }

    /// Returns the parent, or `None` for the root. Takes O(n) time in the number of siblings of the
    /// part and of its ancestors.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::ContentKind::{List, ListItem, Paragraph, Root};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<ul><li>one</ul>";
    /// let content = Article::parse(source)?.content();
    /// let text = content.descendants().last().unwrap();
    /// let parents: Vec<_> = std::iter::successors(text.parent(), |part| part.parent())
    ///     .map(|part| part.kind())
    ///     .collect();
    /// assert_eq!(parents, [Paragraph, ListItem, List, Root]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn parent(self) -> Option<Self> {
        let is_around = |part: &Self| part.id <= self.id && self.id < part.node().end;
        let roots = ContentChildren::new(self.tree, 0, self.tree.len());
        let mut around = { roots }
            .find(is_around)
            .filter(|root| root.id != self.id)?;
        loop {
            match around.children().find(is_around) {
                Some(inner) if inner.id != self.id => around = inner,
                _ => return Some(around),
            }
        }
    }

    /// Returns the children in order.
    ///
    /// ```
    /// use newsprint::{Article, ContentKind};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>See <a href=/x>the map</a>.</p>";
    /// let content = Article::parse(source)?.content();
    /// let kinds = content.blocks().next().unwrap().children().map(|part| part.kind());
    /// assert!(kinds.eq([ContentKind::Text, ContentKind::Link, ContentKind::Text]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn children(self) -> ContentChildren<'c, 'a> {
        ContentChildren::new(self.tree, self.id + 1, self.node().end)
    }

    /// Returns the descendants of the part in document order: its children, their children, and so on.
    ///
    /// ```
    /// use newsprint::{Article, ContentKind, Style};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <p>one <b>two</b> <a href=/x><b>three</b></a></p>";
    /// let content = Article::parse(source)?.content();
    /// let paragraph = content.blocks().next().unwrap();
    /// let strong = ContentKind::Styled(Style::Strong);
    /// let parts = paragraph.descendants().filter(|part| part.kind() == strong);
    /// let texts: Vec<_> = parts.map(|part| part.text()).collect();
    /// assert_eq!(texts, ["two", "three"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn descendants(self) -> ContentDescendants<'c, 'a> {
        ContentDescendants {
            tree: self.tree,
            next: self.id + 1,
            end: self.node().end,
        }
    }

    /// Returns the part and its descendants as events, such as the start and the end of a part, in
    /// document order.
    ///
    /// ```
    /// use newsprint::{Article, ContentEvent};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>one <b>two</b></p>";
    /// let content = Article::parse(source)?.content();
    /// let mut out = String::new();
    /// for event in content.blocks().next().unwrap().events() {
    ///     match event {
    ///         ContentEvent::Start(part) => out += &format!("({:?} ", part.kind()),
    ///         ContentEvent::Leaf(part) => out += part.as_text().unwrap_or("|"),
    ///         ContentEvent::End(_) => out += ")",
    ///     }
    /// }
    /// assert_eq!(out, "(Paragraph one (Styled(Strong) two))");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn events(self) -> ContentEvents<'c, 'a> {
        ContentEvents {
            tree: self.tree,
            next: self.id,
            end: self.node().end,
            open: Vec::new(),
        }
    }

    /// Returns the values of the attributes with these names in the start tag at `tag`. A value is `None` if
    /// the tag does not have the attribute.
    pub(crate) fn attributes<const N: usize>(
        self,
        tag: Span,
        names: [&str; N],
    ) -> [Option<Cow<'a, str>>; N] {
        let mut values = [None; N];
        for attribute in RawAttributes::of(self.tree.source, tag) {
            let written = attribute.name.of(self.tree.source);
            let is_named = |name: &&str| written.eq_ignore_ascii_case(name);
            let value = names.iter().position(is_named);
            if let Some(value) = value.and_then(|index| values.get_mut(index)) {
                // The first of several attributes with the same name counts.
                value.get_or_insert(attribute.value);
            }
        }
        values.map(|value| Some(self.tree.attribute_value(value?).into_value()))
    }

    /// Returns the URL of the link whose start tag is at `tag`, and the span of the URL. The URL is
    /// empty if the tag has no `href`.
    pub(super) fn href_in(self, tag: Span) -> Spanned<Cow<'a, str>> {
        let href = self.attribute_span(tag, "href");
        self.tree.attribute_value(href.unwrap_or_default())
    }

    /// Returns the span of the value of an attribute of the start tag at `tag`, or `None` if the tag does not
    /// have the attribute.
    pub(super) fn attribute_span(self, tag: Span, name: &str) -> Option<Span> {
        let source = self.tree.source;
        let is_it = |own: Span| own.of(source).eq_ignore_ascii_case(name);
        let attribute = { RawAttributes::of(source, tag) }.find(|own| is_it(own.name))?;
        Some(attribute.value)
    }

    /// Returns the value of an attribute of the start tag at `tag`, or `None` if the tag does not have the
    /// attribute.
    pub(super) fn attribute(self, tag: Span, name: &str) -> Option<Cow<'a, str>> {
        let [value] = self.attributes(tag, [name]);
        value
    }
}

impl PartialEq for ContentRef<'_, '_> {
    /// Returns whether `self` and `other` are the same part of the same [`Content`](crate::Content).
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}

impl Eq for ContentRef<'_, '_> {}

impl Hash for ContentRef<'_, '_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl fmt::Debug for ContentRef<'_, '_> {
    /// Writes the kind and the span of the part. For a text, writes the characters of the text
    /// instead of the kind. Does not write the children.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_text() {
            Some(text) => write!(f, "{text:?}@{}", self.span()),
            None => write!(f, "{:?}@{}", self.kind(), self.span()),
        }
    }
}

/// An iterator over the children of a part, returned by [`ContentRef::children`].
#[derive(Debug, Clone)]
pub struct ContentChildren<'c, 'a> {
    tree: &'c Tree<'a>,
    next: u32,
    end: u32,
}

impl<'c, 'a> ContentChildren<'c, 'a> {
    fn new(tree: &'c Tree<'a>, next: u32, end: u32) -> Self {
        ContentChildren { tree, next, end }
    }
}

impl<'c, 'a> Iterator for ContentChildren<'c, 'a> {
    type Item = ContentRef<'c, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let child = ContentRef::new(self.tree, self.next);
        self.next = child.node().end.max(self.next + 1);
        Some(child)
    }
}

impl FusedIterator for ContentChildren<'_, '_> {}

/// An iterator over the descendants of a part, returned by [`ContentRef::descendants`].
#[derive(Debug, Clone)]
pub struct ContentDescendants<'c, 'a> {
    tree: &'c Tree<'a>,
    next: u32,
    end: u32,
}

impl<'c, 'a> Iterator for ContentDescendants<'c, 'a> {
    type Item = ContentRef<'c, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let part = ContentRef::new(self.tree, self.next);
        self.next += 1;
        Some(part)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end.saturating_sub(self.next) as usize;
        (left, Some(left))
    }
}

impl DoubleEndedIterator for ContentDescendants<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        self.end -= 1;
        Some(ContentRef::new(self.tree, self.end))
    }
}

impl ExactSizeIterator for ContentDescendants<'_, '_> {}
impl FusedIterator for ContentDescendants<'_, '_> {}

/// A step of a walk over the content: see [`ContentRef::events`].
///
/// ```
/// use newsprint::{Article, ContentEvent};
///
/// let source = "[t](https://example.org/)\n------\n\n<p>one<br>two</p>";
/// let content = Article::parse(source)?.content();
/// let lines = content.root().events().filter_map(|event| match event {
///     ContentEvent::Leaf(part) => part.as_text(),
///     ContentEvent::Start(_) | ContentEvent::End(_) => None,
/// });
/// assert!(lines.eq(["one", "two"]));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentEvent<'c, 'a> {
    /// The start of a part that may have children. The events of the children come next, then the
    /// [`ContentEvent::End`] of the part.
    Start(ContentRef<'c, 'a>),
    /// A part that cannot have children: a text, a line break or a thematic break.
    Leaf(ContentRef<'c, 'a>),
    /// The end of a part.
    End(ContentRef<'c, 'a>),
}

/// An iterator over a part and its descendants as events, returned by [`ContentRef::events`].
#[derive(Debug, Clone)]
pub struct ContentEvents<'c, 'a> {
    tree: &'c Tree<'a>,
    next: u32,
    end: u32,
    /// The open parts, from the outermost to the innermost. Each entry is the ID of the part and
    /// the ID after its last descendant.
    open: Vec<(u32, u32)>,
}

impl ContentEvents<'_, '_> {
    /// Skips the remaining events of the innermost open part, including its [`ContentEvent::End`].
    /// A part is open from its [`ContentEvent::Start`] to its [`ContentEvent::End`].
    ///
    /// ```
    /// use newsprint::{Article, ContentEvent, ContentKind};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>one <a href=/x>two</a> three</p>";
    /// let content = Article::parse(source)?.content();
    /// let mut events = content.root().events();
    /// let mut text = String::new();
    /// while let Some(event) = events.next() {
    ///     match event {
    ///         ContentEvent::Start(part) if part.kind() == ContentKind::Link => events.skip_subtree(),
    ///         ContentEvent::Leaf(part) => text += part.as_text().unwrap_or_default(),
    ///         _ => {}
    ///     }
    /// }
    /// assert_eq!(text, "one  three");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn skip_subtree(&mut self) {
        if let Some((_, end)) = self.open.pop() {
            self.next = end;
        }
    }

    /// Returns the number of parts that have not been read yet in the innermost open part. If no
    /// part is open, counts all parts that have not been read yet.
    pub(crate) fn left(&self) -> usize {
        let end = self.open.last().map_or(self.end, |&(_, end)| end);
        end.saturating_sub(self.next) as usize
    }
}

impl<'c, 'a> Iterator for ContentEvents<'c, 'a> {
    type Item = ContentEvent<'c, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(&(id, end)) = self.open.last() {
            if self.next >= end {
                self.open.pop();
                return Some(ContentEvent::End(ContentRef::new(self.tree, id)));
            }
        }
        if self.next >= self.end {
            return None;
        }
        let part = ContentRef::new(self.tree, self.next);
        self.next += 1;
        let node = part.node();
        Some(match node.kind {
            ContentKind::Text | ContentKind::Break | ContentKind::ThematicBreak => {
                ContentEvent::Leaf(part)
            }
            _ => {
                self.open.push((part.id, node.end));
                ContentEvent::Start(part)
            }
        })
    }
}

impl FusedIterator for ContentEvents<'_, '_> {}
