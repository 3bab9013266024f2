use std::borrow::Cow;
use std::fmt;

use super::Body;
use super::attribute::{self, Attribute, Attributes};
use crate::html::{Known, Name, Namespace};
use crate::source::Span;
use crate::tree::arena::{Node, NodeKind, Tree};

/// A node of a body's tree; `Copy`, as cheap as a reference.
///
/// Lives as long as the [`Body`](crate::Body) (`'t`); what it borrows from the source, as long as
/// that (`'a`).
#[derive(Clone, Copy)]
pub struct NodeRef<'t, 'a> {
    pub(crate) body: &'t Body<'a>,
    pub(crate) id: u32,
}

/// The number of a node in its tree, in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    /// Returns the number: 0 for the body itself, then in document order.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A part of a text: where it stands in the source, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPiece<'t> {
    /// The bytes in the source.
    pub span: Span,
    /// What they say: themselves, or what a character reference, CR or NUL became.
    pub text: &'t str,
}

impl<'t, 'a> NodeRef<'t, 'a> {
    fn at(self, id: u32) -> Self {
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

    /// Returns the node's number, which stands for it in a map.
    pub fn id(self) -> NodeId {
        NodeId(self.id)
    }

    /// Returns what the node is.
    pub fn kind(self) -> NodeKind {
        self.node().kind
    }

    /// Returns whether the node is an element.
    pub fn is_element(self) -> bool {
        self.kind() == NodeKind::Element
    }

    /// Returns the element's name: lower case, but for names like `foreignObject` in SVG.
    /// `""` if the node is no element.
    pub fn name(self) -> &'t str {
        self.tree().name(self.node().name)
    }

    /// Returns the element's namespace.
    pub fn namespace(self) -> Namespace {
        self.node().namespace()
    }

    /// Returns whether the node is an element of that name, in any namespace.
    pub(crate) fn is_named(self, name: Known) -> bool {
        let node = self.node();
        node.kind == NodeKind::Element && node.name == Name::known(name)
    }

    /// Returns the element's name in any namespace, if it is one of HTML's.
    pub(crate) fn known(self) -> Option<Known> {
        self.node().name.as_known()
    }

    /// Returns the bytes of the node: an element's from its start tag to its end tag.
    /// An element without an end tag ends where its last child ends.
    ///
    /// Nothing if the source holds no tag of the element: the parser implied it.
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

    /// Returns the bytes of the element's start tag, if the source holds one.
    pub fn start_tag(self) -> Option<Span> {
        let node = self.node();
        (node.kind == NodeKind::Element && !node.has(Node::SYNTHETIC)).then_some(node.span)
    }

    /// Returns the bytes of the end tag that closed the element, if one did.
    pub fn end_tag(self) -> Option<Span> {
        let node = self.node();
        (node.kind == NodeKind::Element && !node.close.is_empty()).then_some(node.close)
    }

    /// Returns whether the node does not stand in the tree where it stands in the source, as the
    /// standard has it for text in a table and for wrongly nested formatting.
    pub fn is_moved(self) -> bool {
        self.node().has(Node::MOVED)
    }

    /// Returns the node that holds this one; nothing for the body itself.
    pub fn parent(self) -> Option<Self> {
        (self.id != 0).then(|| self.at(self.node().parent))
    }

    /// Returns the nodes that hold this one, from the inside out; the body is the last.
    pub fn ancestors(self) -> impl Iterator<Item = Self> + use<'t, 'a> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// Returns the first child.
    pub fn first_child(self) -> Option<Self> {
        let node = self.node();
        let first = self.first_inside();
        (first < node.end).then(|| self.at(first))
    }

    /// Returns the last child. Takes as long as there are children.
    pub fn last_child(self) -> Option<Self> {
        self.children().last()
    }

    /// Returns the sibling behind this node.
    pub fn next_sibling(self) -> Option<Self> {
        let node = self.node();
        let is_child = node.kind != NodeKind::Fragment;
        (is_child && node.end < self.tree().node(node.parent).end).then(|| self.at(node.end))
    }

    /// Returns the sibling before this node.
    pub fn previous_sibling(self) -> Option<Self> {
        let previous = self.node().previous;
        (previous != 0).then(|| self.at(previous))
    }

    /// Returns the node behind this one and all that it holds, in document order.
    pub(crate) fn following(self) -> Option<Self> {
        let mut around = std::iter::once(self).chain(self.ancestors());
        around.find_map(Self::next_sibling)
    }

    /// Returns the children in order. The contents of a `template` are not among them.
    pub fn children(self) -> impl Iterator<Item = Self> + use<'t, 'a> {
        std::iter::successors(self.first_child(), |node| node.next_sibling())
    }

    /// Returns all nodes that this one holds, in document order.
    /// The contents of a `template` are not among them.
    pub fn descendants(self) -> Descendants<'t, 'a> {
        Descendants {
            next: self.at(self.first_inside()),
            end: self.node().end,
        }
    }

    /// Returns the contents of a `template` element.
    pub fn template_contents(self) -> Option<Self> {
        let contents = self.at(self.id + 1);
        (self.first_inside() != self.id + 1).then_some(contents)
    }

    /// Returns all nodes that this one holds, the contents of templates and what they hold included.
    pub(crate) fn everything_inside(self) -> impl Iterator<Item = Self> + use<'t, 'a> {
        (self.id + 1..self.node().end).map(move |id| self.at(id))
    }

    /// Returns whether `other` is inside this node.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.id < other.id && other.id < self.node().end
    }

    /// Returns the number of the first child, behind a template's contents.
    fn first_inside(self) -> u32 {
        let first = self.id + 1;
        let is_contents = self.node().is_html(Known::Template)
            && first < self.node().end
            && self.tree().node(first).kind == NodeKind::Fragment;
        if is_contents {
            self.tree().node(first).end
        } else {
            first
        }
    }

    /// Returns the element's attributes in order, without those that repeat a name.
    pub fn attrs(self) -> Attributes<'a> {
        let node = self.node();
        if node.kind == NodeKind::Element {
            Attributes::new(self.source(), node.span, node.namespace())
        } else {
            Attributes::none()
        }
    }

    /// Returns the element's attribute of that name, in lower case.
    pub fn attribute(self, name: &str) -> Option<Attribute<'a>> {
        let node = self.node();
        match node.kind {
            NodeKind::Element => attribute::find(self.source(), node.span, node.namespace(), name),
            _ => None,
        }
    }

    /// Returns the value of the element's attribute of that name, in lower case.
    pub fn attr(self, name: &str) -> Option<Cow<'a, str>> {
        Some(self.attribute(name)?.into_value())
    }

    /// Returns what a text says; nothing if the node is no text.
    pub fn as_text(self) -> Option<&'t str> {
        (self.kind() == NodeKind::Text).then(|| self.data())
    }

    /// Returns a text as a slice of the source, if the source says it literally.
    pub fn literal_text(self) -> Option<&'a str> {
        let node = self.node();
        (node.kind == NodeKind::Text && !node.has(Node::DECODED))
            .then(|| node.span.of(self.source()))
    }

    /// Returns what a comment says; nothing if the node is no comment.
    pub fn as_comment(self) -> Option<&'t str> {
        (self.kind() == NodeKind::Comment).then(|| self.data())
    }

    fn data(self) -> &'t str {
        self.tree().data(self.node(), self.source())
    }

    /// Returns the parts of a text, each with the place in the source that says it.
    pub fn text_pieces(self) -> impl Iterator<Item = TextPiece<'t>> + use<'t, 'a> {
        let node = self.node();
        let literal = self.literal_text().map(|text| TextPiece {
            span: node.span,
            text,
        });
        let pieces: &'t [_] = match node.kind {
            NodeKind::Text if literal.is_none() => self.tree().pieces(node),
            _ => &[],
        };
        let tree = self.tree();
        literal
            .into_iter()
            .chain(pieces.iter().map(move |piece| TextPiece {
                span: piece.span,
                text: piece.text.of(tree.decoded.text()),
            }))
    }

    /// Returns the texts that the node holds, one behind the other (DOM: `textContent`).
    /// Borrowed where there is one text.
    pub fn text(self) -> Cow<'t, str> {
        if let Some(text) = self.as_text() {
            return Cow::Borrowed(text);
        }
        let mut texts = self.descendants().filter_map(NodeRef::as_text);
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => {
                let mut text = [first, second].concat();
                text.extend(texts);
                Cow::Owned(text)
            }
        }
    }

    /// Returns the markup of the children (HTML standard, "HTML fragment serialization").
    pub fn inner_html(self) -> String {
        super::inner_html::inner_html(self)
    }
}

impl PartialEq for NodeRef<'_, '_> {
    /// Returns whether both are the same node of the same tree.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.body, other.body) && self.id == other.id
    }
}

impl Eq for NodeRef<'_, '_> {}

impl fmt::Debug for NodeRef<'_, '_> {
    /// Writes the node alone, not what it holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let span = self.span();
        match self.kind() {
            NodeKind::Fragment => write!(f, "Fragment")?,
            NodeKind::Element => write!(f, "<{}>", self.name())?,
            NodeKind::Text => write!(f, "{:?}", self.data())?,
            NodeKind::Comment => write!(f, "<!--{:?}-->", self.data())?,
        }
        match span {
            Some(span) => write!(f, "@{span}"),
            None => write!(f, "@-"),
        }
    }
}

/// The nodes that a node holds, in document order.
#[derive(Debug, Clone)]
pub struct Descendants<'t, 'a> {
    next: NodeRef<'t, 'a>,
    end: u32,
}

impl<'t, 'a> Iterator for Descendants<'t, 'a> {
    type Item = NodeRef<'t, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.next;
        if node.id >= self.end {
            return None;
        }
        self.next = node.at(node.first_inside());
        Some(node)
    }
}
