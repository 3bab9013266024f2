use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ptr;

use super::arena::{Node, NodeKind, Tree};
use super::attribute::{self, Attribute, Attributes};
use super::body::Body;
use crate::html::{Known, Name, Namespace};
use crate::source::Span;

/// A node of a body's tree. The type is `Copy`, so a node can be passed by value.
///
/// A `NodeRef` borrows from the [`Body`] (lifetime `'t`). The slices of the source that its methods
/// return have the lifetime of the source (`'a`).
///
/// Two values are equal if they are the same node of the same `Body` value. `Ord` and `Hash` are
/// consistent with `Eq`. `Ord` compares nodes of one body by document order.
///
/// ```
/// use newsprint::Body;
///
/// let source = "<h2>Ferry</h2><p id=lead>First <i>night</i> trip</p>";
/// let body = Body::parse(source)?;
/// let lead = body.children().find(|node| node.name() == "p").unwrap();
/// assert_eq!(lead.attr("id").unwrap(), "lead");
/// assert_eq!(lead.text(), "First night trip");
/// assert_eq!(lead.span().unwrap().of(source), "<p id=lead>First <i>night</i> trip</p>");
/// assert!(body.children().next().unwrap() < lead);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct NodeRef<'t, 'a> {
    pub(super) body: &'t Body<'a>,
    pub(super) id: u32,
}

/// The index of a node in its body, in document order. A `NodeId` has no lifetime, so it can be stored as a
/// key in maps.
///
/// To get the node with an ID, use [`Body::node`].
///
/// ```
/// use std::collections::HashMap;
///
/// let body = newsprint::Body::parse("<p>one<p>two")?;
/// let lengths: HashMap<_, _> = body.children().map(|p| (p.id(), p.text().len())).collect();
/// let first = body.children().next().unwrap();
/// assert_eq!(lengths[&first.id()], 3);
/// assert_eq!(first.id().index(), 1);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    /// Returns the index of the node in document order. The root has index 0.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl<'a> Body<'a> {
    /// Returns the root of the tree, a fragment that contains all other nodes.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>one<p>two")?;
    /// assert_eq!(body.root().text(), "onetwo");
    /// assert_eq!(body.root().parent(), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn root(&self) -> NodeRef<'_, 'a> {
        NodeRef::new(self, 0)
    }

    /// Returns the node with this ID, in constant time.
    ///
    /// Returns `None` if the body has no node with this ID. The ID should come from this body: for
    /// the ID of a node in another body, returns an arbitrary node or `None`.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>Text</p>")?;
    /// let p = body.children().next().unwrap();
    /// assert_eq!(body.node(p.id()), Some(p));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn node(&self, id: NodeId) -> Option<NodeRef<'_, 'a>> {
        (id.index() < self.tree.nodes.len()).then(|| NodeRef::new(self, id.0))
    }
}

impl<'t, 'a> NodeRef<'t, 'a> {
    pub(crate) fn new(body: &'t Body<'a>, id: u32) -> Self {
        NodeRef { body, id }
    }

    /// Returns the node with the index `id` in the same body.
    pub(crate) fn at(self, id: u32) -> Self {
        NodeRef { id, ..self }
    }

    pub(crate) fn tree(self) -> &'t Tree {
        &self.body.tree
    }

    pub(crate) fn source(self) -> &'a str {
        self.body.source
    }

    pub(crate) fn node(self) -> &'t Node {
        self.tree().node(self.id)
    }

    /// Returns the ID of the node, for use as a key.
    pub fn id(self) -> NodeId {
        NodeId(self.id)
    }

    /// Returns whether the node is an element, a text, a comment or a fragment.
    ///
    /// ```
    /// use newsprint::{Body, NodeKind};
    ///
    /// let body = Body::parse("<!-- ad -->text<br>")?;
    /// let kinds: Vec<_> = body.children().map(|node| node.kind()).collect();
    /// assert_eq!(kinds, [NodeKind::Comment, NodeKind::Text, NodeKind::Element]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn kind(self) -> NodeKind {
        self.node().kind
    }

    /// Returns whether the node is an element.
    ///
    /// ```
    /// let body = newsprint::Body::parse("text<br><!-- ad -->")?;
    /// assert!(body.children().map(|node| node.is_element()).eq([false, true, false]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_element(self) -> bool {
        self.kind() == NodeKind::Element
    }

    /// Returns the element's name in lower case. In SVG, some names have upper-case letters, such
    /// as `foreignObject`. Returns `""` if the node is not an element.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<IMG src=/a.jpg>")?;
    /// assert_eq!(body.children().next().unwrap().name(), "img");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn name(self) -> &'t str {
        self.tree().name(self.node().name)
    }

    /// Returns the element's namespace; [`Namespace::Html`] if the node is not an element.
    ///
    /// ```
    /// use newsprint::{Body, Namespace};
    ///
    /// let body = Body::parse("<svg><title>Ferry</title></svg>")?;
    /// let title = body.descendants().find(|node| node.name() == "title").unwrap();
    /// assert_eq!(title.namespace(), Namespace::Svg);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn namespace(self) -> Namespace {
        self.node().namespace()
    }

    /// Returns whether the node is an element with this name, in any namespace.
    pub(crate) fn is_named(self, name: Known) -> bool {
        let node = self.node();
        node.kind == NodeKind::Element && node.name == Name::known(name)
    }

    /// Returns the element's name as a [`Known`], even if the element is in SVG or MathML. Returns `None` if
    /// [`Known`] does not list the name, or the node is not an element.
    pub(crate) fn known(self) -> Option<Known> {
        self.node().name.as_known()
    }

    /// Returns the span of the node in the source. The span of an element goes from its start tag
    /// to its end tag. An element without an end tag ends where its last child ends.
    ///
    /// Returns `None` for an element whose start tag is not in the source, since the parser implied or
    /// reopened the element. Also returns `None` for the contents of a `template`.
    ///
    /// ```
    /// let source = "<ul><li>one<li>two</ul>";
    /// let body = newsprint::Body::parse(source)?;
    /// let list = body.children().next().unwrap();
    /// let spans = list.children().map(|item| item.span().unwrap().of(source));
    /// assert!(spans.eq(["<li>one", "<li>two"]));
    ///
    /// let table = newsprint::Body::parse("<table><tr></table>")?;
    /// let tbody = table.descendants().find(|node| node.name() == "tbody").unwrap();
    /// assert_eq!(tbody.span(), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn span(self) -> Option<Span> {
        let node = self.node();
        match node.kind {
            NodeKind::Text | NodeKind::Comment => Some(node.span),
            NodeKind::Element if node.has(Node::SYNTHETIC) => None,
            NodeKind::Element => Some(Span::new(node.span.start, node.close.end)),
            NodeKind::Fragment if self.id == 0 => Some(node.span),
            NodeKind::Fragment => None,
        }
    }

    /// Returns the span of the element's start tag.
    ///
    /// Returns `None` if the parser implied or reopened the element, or if the node is not an element.
    ///
    /// ```
    /// let source = "<p class=lead>Text</p>";
    /// let body = newsprint::Body::parse(source)?;
    /// let p = body.children().next().unwrap();
    /// assert_eq!(p.start_tag().unwrap().of(source), "<p class=lead>");
    /// assert_eq!(p.end_tag().unwrap().of(source), "</p>");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn start_tag(self) -> Option<Span> {
        let node = self.node();
        (node.kind == NodeKind::Element && !node.has(Node::SYNTHETIC)).then_some(node.span)
    }

    /// Returns the span of the end tag that closed the element.
    ///
    /// Returns `None` if the element was closed without its own end tag, or if the node is not an element.
    ///
    /// ```
    /// let source = "<p>one<p>two</p>";
    /// let body = newsprint::Body::parse(source)?;
    /// let end_tags = body.children().map(|p| p.end_tag().map(|span| span.of(source)));
    /// assert!(end_tags.eq([None, Some("</p>")]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn end_tag(self) -> Option<Span> {
        let node = self.node();
        (node.kind == NodeKind::Element && !node.close.is_empty()).then_some(node.close)
    }

    /// Returns whether the parser moved the node to a place in the tree that differs from its place
    /// in the source. This happens to text directly in a table (foster parenting) and to misnested
    /// formatting elements.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<table>misplaced<tr><td>cell</table>")?;
    /// let moved = body.children().next().unwrap();
    /// assert_eq!(moved.as_text(), Some("misplaced"));
    /// assert!(moved.is_moved());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_moved(self) -> bool {
        self.node().has(Node::MOVED)
    }

    /// Returns the element's attributes in source order. Of several attributes with the same name, only the
    /// first is returned.
    ///
    /// Each call parses the attributes from the source again.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<a HREF=/x title='a &amp; b' href=/y>")?;
    /// let link = body.children().next().unwrap();
    /// let attrs: Vec<_> = link.attrs().map(|attr| (attr.name().to_string(), attr.into_value())).collect();
    /// assert_eq!(attrs, [("href".into(), "/x".into()), ("title".into(), "a & b".into())]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn attrs(self) -> Attributes<'a> {
        let node = self.node();
        if node.kind == NodeKind::Element {
            Attributes::new(self.source(), node.span, node.namespace())
        } else {
            Attributes::none()
        }
    }

    /// Returns the element's attribute named `name`. `name` must be in lower case. Returns `None`
    /// if the element has no such attribute, or if the node is not an element.
    ///
    /// ```
    /// let source = "<img src=/a.jpg alt='Fish &amp; chips'>";
    /// let body = newsprint::Body::parse(source)?;
    /// let alt = body.children().next().unwrap().attribute("alt").unwrap();
    /// assert_eq!((alt.value(), alt.value_span().of(source)), ("Fish & chips", "Fish &amp; chips"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn attribute(self, name: &str) -> Option<Attribute<'a>> {
        let node = self.node();
        match node.kind {
            NodeKind::Element => attribute::find(self.source(), node.span, node.namespace(), name),
            _ => None,
        }
    }

    /// Returns the value of the element's attribute named `name`. `name` must be in lower case.
    /// Returns `None` if the element has no such attribute, or if the node is not an element.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<img src=/a.jpg alt='Fish &amp; chips'>")?;
    /// let image = body.children().next().unwrap();
    /// assert_eq!(image.attr("alt").unwrap(), "Fish & chips");
    /// assert_eq!(image.attr("width"), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn attr(self, name: &str) -> Option<Cow<'a, str>> {
        Some(self.attribute(name)?.into_value())
    }

    /// Returns the decoded data of a text or comment.
    pub(super) fn data(self) -> &'t str {
        self.tree().data(self.node(), self.source())
    }
}

impl PartialEq for NodeRef<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.body, other.body) && self.id == other.id
    }
}

impl Eq for NodeRef<'_, '_> {}

impl Hash for NodeRef<'_, '_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        ptr::hash(self.body, state);
        self.id.hash(state);
    }
}

impl PartialOrd for NodeRef<'_, '_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NodeRef<'_, '_> {
    /// Compares nodes of one body by document order. Nodes of different bodies have an arbitrary order, which
    /// does not change while both bodies exist.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |node: &Self| (ptr::from_ref(node.body), node.id);
        key(self).cmp(&key(other))
    }
}

impl fmt::Debug for NodeRef<'_, '_> {
    /// Writes the name of an element, or the data of a text or comment, and then the span of the
    /// node. Does not write the children.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            NodeKind::Fragment => write!(f, "Fragment")?,
            NodeKind::Element => write!(f, "<{}>", self.name())?,
            NodeKind::Text => write!(f, "{:?}", self.data())?,
            NodeKind::Comment => write!(f, "<!--{:?}-->", self.data())?,
        }
        match self.span() {
            Some(span) => write!(f, "@{span}"),
            None => write!(f, "@-"),
        }
    }
}
