//! The arena: nodes in document order, each of which is a few numbers.

use super::decoded::{Decoded, Piece};
use crate::html::plain_tag::QuotedUrl;
use crate::html::{Known, Name, Namespace, span};
use crate::options::Lane;
use crate::scan::has_cr_or_nul;
use crate::source::Span;

/// A tree of nodes in document order. Node 0 is the fragment.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// The text that is not in the source literally.
    pub(crate) decoded: Decoded,
    /// The elements `a` and `img` in document order, without those in templates.
    pub(crate) references: Vec<Referrer>,
    /// Whether there are any comments.
    pub(crate) has_comments: bool,
    /// The unknown names: see [`Name::other`]. Few bodies have any.
    names: Option<Box<Names>>,
    /// The parser that built the tree.
    pub(crate) lane: Lane,
}

/// A separate type, since lints report a box of a vector.
#[derive(Debug, Clone, Default)]
struct Names(Vec<Box<str>>);

/// The kind of a node.
///
/// ```
/// use newsprint::{Body, NodeKind};
///
/// let body = Body::parse("<!-- ad --><p>text</p>")?;
/// let comments = body.descendants().filter(|node| node.kind() == NodeKind::Comment);
/// assert_eq!(comments.count(), 1);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NodeKind {
    /// The root of the body, or the contents of a `template`.
    Fragment,
    /// An element.
    Element,
    /// A text.
    Text,
    /// A comment.
    Comment,
}

/// One node. An element's children follow it, each with all its descendants, up to `end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) parent: u32,
    /// After the last descendant.
    pub(crate) end: u32,
    /// The previous sibling; 0 for the first child.
    pub(crate) previous: u32,
    /// Element: the start tag, or, with [`Node::SYNTHETIC`], the tag that its attributes are from. Text,
    /// comment: the whole node.
    pub(crate) span: Span,
    /// Element: the end tag; if there is none, an empty span where its last child ends.
    /// Text: the same as `span`; with [`Node::FIRST_RUN`], a part of it. Comment: the data in the source.
    /// Text or comment with [`Node::DECODED`]: a range of pieces.
    pub(crate) close: Span,
    pub(crate) name: Name,
    pub(crate) kind: NodeKind,
    pub(crate) flags: u8,
}

impl Node {
    /// The source contains no start tag of the element.
    pub(crate) const SYNTHETIC: u8 = 1;
    /// The parser moved the node: its place in the tree is not its place in the source.
    pub(crate) const MOVED: u8 = 2;
    /// The node's data is not in the source literally.
    pub(crate) const DECODED: u8 = 4;

    /// The element belongs to SVG or MathML, not to HTML.
    pub(crate) const SVG: u8 = 8;
    pub(crate) const MATHML: u8 = 16;
    /// It is certain that no attribute of the element changes its layout.
    pub(crate) const LAYOUT_PLAIN: u8 = 32;
    /// The text's first run is known, `scan::Text::first_run`.
    pub(crate) const FIRST_RUN: u8 = 64;
    /// The flags that a node of html5ever's lane keeps once the tree is done.
    pub(crate) const KEPT: u8 = 31;

    /// Returns the end of the element's own tags; 0 if the source has no tag of it.
    pub(crate) fn own_end(&self) -> u32 {
        if !self.close.is_empty() {
            self.close.end
        } else if self.has(Node::SYNTHETIC) {
            0
        } else {
            self.span.end
        }
    }

    /// Returns the flag of a namespace.
    pub(crate) fn namespace_flag(namespace: Namespace) -> u8 {
        match namespace {
            Namespace::Html => 0,
            Namespace::Svg => Self::SVG,
            Namespace::MathMl => Self::MATHML,
        }
    }

    pub(crate) fn namespace(&self) -> Namespace {
        if self.has(Self::SVG) {
            Namespace::Svg
        } else if self.has(Self::MATHML) {
            Namespace::MathMl
        } else {
            Namespace::Html
        }
    }

    pub(crate) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(crate) fn is_html(&self, name: Known) -> bool {
        self.name == Name::known(name)
            && self.namespace() == Namespace::Html
            && self.kind == NodeKind::Element
    }
}

/// The end of a node in the source, and whether the node is at its place in the tree there.
pub(crate) struct Extent {
    pub(crate) end: u32,
    pub(crate) in_place: bool,
}

/// An element `a` or `img`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Referrer {
    pub(crate) id: u32,
    /// The value of the element's first attribute `href` (or `src`), if it was found.
    pub(crate) url: Option<QuotedUrl>,
}

impl Default for Tree {
    fn default() -> Self {
        Tree::EMPTY
    }
}

impl Tree {
    pub(crate) fn node(&self, id: u32) -> &Node {
        // Every ID comes from this tree. An ID of another tree gets this fragment.
        static NOTHING: Node = Node {
            parent: 0,
            previous: 0,
            end: 0,
            span: Span::new(0, 0),
            close: Span::new(0, 0),
            name: Name::NONE,
            kind: NodeKind::Fragment,
            flags: 0,
        };
        self.nodes.get(id as usize).unwrap_or(&NOTHING)
    }

    /// No node, and no buffer.
    pub(crate) const EMPTY: Tree = Tree {
        nodes: Vec::new(),
        decoded: Decoded::EMPTY,
        references: Vec::new(),
        has_comments: false,
        names: None,
        lane: Lane::Fast,
    };

    /// Returns whether the tree has buffers. Each tree that was built has some.
    pub(crate) fn has_buffers(&self) -> bool {
        self.nodes.capacity() > 0
    }

    /// Removes all nodes, and keeps the buffers.
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.decoded.clear();
        self.references.clear();
        self.has_comments = false;
        if let Some(names) = &mut self.names {
            names.0.clear();
        }
    }

    /// Removes all nodes; also frees the buffers if few bodies of this length need such large ones.
    pub(crate) fn clear_lean(&mut self, bytes: usize) {
        if self.is_full(bytes) {
            *self = Tree::default();
        }
        self.clear();
    }

    /// Frees unused memory if the body, of this length, has very many nodes.
    pub(crate) fn shrink(&mut self, bytes: usize) {
        if self.is_full(bytes) {
            self.nodes.shrink_to_fit();
            self.references.shrink_to_fit();
        }
    }

    /// Returns whether there are as many nodes as one for every eight bytes. No real body has more than a
    /// third of that.
    fn is_full(&self, bytes: usize) -> bool {
        self.nodes.len() > bytes / 8 + 256
    }

    /// Fills [`Tree::references`].
    pub(crate) fn list_references(&mut self) {
        let mut id = 1;
        while let Some(&node) = self.nodes.get(id as usize) {
            if node.name.is_reference() {
                self.push_reference(Referrer { id, url: None });
            }
            // A fragment in the tree is a template's contents.
            id = match node.kind {
                NodeKind::Fragment => node.end,
                _ => id + 1,
            };
        }
    }

    /// Returns the bytes of each comment.
    pub(crate) fn comments(&self) -> impl Iterator<Item = Span> {
        let nodes = self.has_comments.then_some(&self.nodes);
        let nodes = nodes.into_iter().flatten();
        let comments = nodes.filter(|node| node.kind == NodeKind::Comment);
        comments.map(|comment| comment.span)
    }

    /// Appends an element to [`Tree::references`].
    pub(crate) fn push_reference(&mut self, referrer: Referrer) {
        if self.references.capacity() == 0 {
            // A tree with one often has more.
            self.references.reserve(32);
        }
        self.references.push(referrer);
    }

    /// Returns an element's name, or `""`.
    pub(crate) fn name(&self, name: Name) -> &str {
        name.text(self.names())
    }

    /// Returns the unknown names.
    pub(crate) fn names(&self) -> &[Box<str>] {
        self.names.as_ref().map_or(&[], |names| &names.0)
    }

    /// Returns the unknown names, to append some.
    pub(crate) fn names_mut(&mut self) -> &mut Vec<Box<str>> {
        &mut self.names.get_or_insert_default().0
    }

    /// Returns the pieces of a text or comment that is [`Node::DECODED`].
    pub(super) fn pieces(&self, node: &Node) -> &[Piece] {
        self.decoded.pieces(node.close)
    }

    /// Returns the data of a text or comment.
    #[inline]
    pub(crate) fn data<'t>(&'t self, node: &Node, source: &'t str) -> &'t str {
        let (buffer, at) = self.data_in(node, source);
        at.of(buffer)
    }

    /// Returns the data of a text or comment as a part of the source, or of the decoded text.
    #[inline]
    pub(crate) fn data_in<'t>(&'t self, node: &Node, source: &'t str) -> (&'t str, Span) {
        if node.has(Node::DECODED) {
            (self.decoded.text(), self.decoded.place_of(node.close))
        } else if node.has(Node::FIRST_RUN) {
            (source, node.span)
        } else {
            (source, node.close)
        }
    }

    /// Appends the fragment that is the body.
    pub(crate) fn push_root(&mut self, body: Span) {
        self.nodes.push(Node {
            parent: 0,
            previous: 0,
            end: 1,
            span: body,
            close: Span::default(),
            name: Name::NONE,
            kind: NodeKind::Fragment,
            flags: 0,
        });
    }

    /// Ends a node whose last descendant is the last node of the tree. `extent` is the end of its last child
    /// in the source. Returns the end of the node itself.
    pub(crate) fn close(&mut self, id: u32, extent: u32) -> Extent {
        let end = self.nodes.len() as u32;
        let Some(node) = self.nodes.get_mut(id as usize) else {
            return Extent {
                end: 0,
                in_place: false,
            };
        };
        node.end = end;
        if node.kind == NodeKind::Element && node.close.is_empty() {
            node.close = Span::new(extent, extent);
        }
        let is_contents = node.kind == NodeKind::Fragment;
        Extent {
            end: if is_contents { extent } else { node.close.end },
            in_place: !node.has(Node::MOVED),
        }
    }

    /// Appends the piece of a comment whose data contains CR or NUL, and returns its range.
    pub(crate) fn decode_comment(&mut self, data: Span, source: &str) -> Option<Span> {
        let text = data.of(source);
        if !has_cr_or_nul(text.as_bytes()) {
            return None;
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let start = self.decoded.len();
        self.decoded.push(data, &text.replace('\0', "\u{fffd}"));
        Some(span(start, self.decoded.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_small() {
        assert_eq!(size_of::<Node>(), 32);
        assert_eq!(size_of::<Referrer>(), 16);
    }

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_body_is_moved_without_a_call() {
        // The most that compilers copy inline.
        assert!(size_of::<crate::Body>() <= 128);
    }
}
