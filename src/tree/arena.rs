//! The tree in memory: a vector of nodes in document order. A node refers to other nodes by their
//! index.

use super::decoded::{Decoded, Piece};
use crate::html::plain_tag::QuotedUrl;
use crate::html::{Known, Name, Namespace, span};
use crate::options::Lane;
use crate::scan::has_cr_or_nul;
use crate::source::Span;

/// A tree of nodes in document order. Node 0 is its root, a [`NodeKind::Fragment`].
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// The decoded data of the texts and comments that have the flag [`Node::DECODED`].
    pub(crate) decoded: Decoded,
    /// All elements named `a` or `img`, in document order. Elements in the contents of templates
    /// are left out.
    pub(crate) references: Vec<Referrer>,
    /// Whether the tree contains any comments.
    pub(crate) has_comments: bool,
    /// The names of elements that [`Known`] does not list. [`Name::other`] converts an index in
    /// this list to a [`Name`]. `None` in most trees, since few bodies have such elements.
    names: Option<Box<Names>>,
    /// The parser that built the tree.
    pub(crate) lane: Lane,
}

/// Names of elements that [`Known`] does not list. This is a separate type, because clippy rejects
/// `Box<Vec<_>>`.
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
    /// A run of text.
    Text,
    /// A comment.
    Comment,
}

/// A node of a tree. In [`Tree::nodes`], the descendants of the node are directly after it, up to
/// the index `end` (exclusive).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) parent: u32,
    /// The index after the last descendant. For a node without descendants, the index after the
    /// node itself.
    pub(crate) end: u32,
    /// The index of the previous sibling; 0 for the first child.
    pub(crate) previous: u32,
    /// The meaning of this span depends on the node:
    ///
    /// - For an element, it is the start tag.
    /// - For an element that has the flag [`Node::SYNTHETIC`], it is the start tag from which the
    ///   attributes are read. It is empty if the element has no attributes.
    /// - For other nodes, it is the whole node.
    pub(crate) span: Span,
    /// The meaning of this span depends on the node:
    ///
    /// - For an element, it is the end tag. If the element has no end tag, it is an empty span at
    ///   the end of the last child.
    /// - For a text, it is the same as `span`. If the text has the flag [`Node::FIRST_RUN`], it is
    ///   only a part of the text: the first run.
    /// - For a comment, it is the data.
    /// - For a text or comment that has the flag [`Node::DECODED`], it is not a span in the source.
    ///   It is the range of the indices of the node's pieces in [`Decoded`].
    pub(crate) close: Span,
    pub(crate) name: Name,
    pub(crate) kind: NodeKind,
    pub(crate) flags: u8,
}

impl Node {
    /// The source contains no start tag of this element: the parser implied or reopened the element.
    pub(crate) const SYNTHETIC: u8 = 1;
    /// The parser moved the node in the tree, away from its place in the source (foster parenting,
    /// adoption agency algorithm).
    pub(crate) const MOVED: u8 = 2;
    /// The data of the text or comment is not a slice of the source, for example because of a character
    /// reference.
    pub(crate) const DECODED: u8 = 4;

    /// The element belongs to SVG.
    pub(crate) const SVG: u8 = 8;
    /// The element belongs to MathML.
    pub(crate) const MATHML: u8 = 16;
    /// No attribute of the element changes the element's layout. If this flag is not set, an
    /// attribute may change the layout.
    pub(crate) const LAYOUT_PLAIN: u8 = 32;
    /// The span [`Node::close`] covers only the first run of the text. A run is a part of a text in
    /// which no white space collapses: see [`scan::Text::first_run`](crate::scan::Text::first_run).
    pub(crate) const FIRST_RUN: u8 = 64;
    /// The flags that [`html5`](crate::parse::html5) copies from its draft of a tree to the finished tree.
    /// The other bits have other meanings in the draft.
    pub(crate) const KEPT: u8 = 31;

    /// Returns the offset after the element's end tag. Without an end tag, returns the offset after
    /// the start tag. Returns 0 if the source contains neither tag.
    pub(crate) fn own_end(&self) -> u32 {
        if !self.close.is_empty() {
            self.close.end
        } else if self.has(Node::SYNTHETIC) {
            0
        } else {
            self.span.end
        }
    }

    /// Returns the flag for elements of a namespace: [`Node::SVG`], [`Node::MATHML`] or 0.
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

/// The result of [`Tree::close`]. `end` is the offset in the source where the node ends. `in_place`
/// is `false` if the parser moved the node ([`Node::MOVED`]).
pub(crate) struct Extent {
    pub(crate) end: u32,
    pub(crate) in_place: bool,
}

/// An element named `a` or `img`: an entry of [`Tree::references`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Referrer {
    pub(crate) id: u32,
    /// The value of the first `href` of an `a`, or of the first `src` of an `img`. `None` if the
    /// parser has not found the value. Then the tag must be searched for the attribute.
    pub(crate) url: Option<QuotedUrl>,
}

impl Default for Tree {
    fn default() -> Self {
        Tree::EMPTY
    }
}

impl Tree {
    pub(crate) fn node(&self, id: u32) -> &Node {
        // Every ID should come from this tree. The ID of another tree may be too large: for such an
        // ID, this empty fragment is returned.
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

    /// A tree without nodes. Allocates nothing.
    pub(crate) const EMPTY: Tree = Tree {
        nodes: Vec::new(),
        decoded: Decoded::EMPTY,
        references: Vec::new(),
        has_comments: false,
        names: None,
        lane: Lane::Fast,
    };

    /// Returns whether the tree has allocated memory for nodes. This is true for every tree that a parser
    /// built.
    pub(crate) fn has_buffers(&self) -> bool {
        self.nodes.capacity() > 0
    }

    /// Removes all nodes, but keeps the allocated memory for the next tree.
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.decoded.clear();
        self.references.clear();
        self.has_comments = false;
        if let Some(names) = &mut self.names {
            names.0.clear();
        }
    }

    /// Removes all nodes. Keeps the allocated memory, except if the tree has unusually many nodes for a body
    /// of this length.
    pub(crate) fn clear_lean(&mut self, bytes: usize) {
        if self.is_full(bytes) {
            *self = Tree::default();
        }
        self.clear();
    }

    /// Frees unused memory if the tree has unusually many nodes for a body of this length.
    pub(crate) fn shrink(&mut self, bytes: usize) {
        if self.is_full(bytes) {
            self.nodes.shrink_to_fit();
            self.references.shrink_to_fit();
        }
    }

    /// Returns whether the tree has more than `bytes / 8 + 256` nodes, where `bytes` is the length
    /// of the body. The tree of a real article has at most a third of this number of nodes.
    fn is_full(&self, bytes: usize) -> bool {
        self.nodes.len() > bytes / 8 + 256
    }

    /// Fills [`Tree::references`]. Must be called after all nodes have been added.
    pub(crate) fn list_references(&mut self) {
        let mut id = 1;
        while let Some(&node) = self.nodes.get(id as usize) {
            if node.name.is_reference() {
                self.push_reference(Referrer { id, url: None });
            }
            // A fragment other than the root is the contents of a template, and is skipped.
            id = match node.kind {
                NodeKind::Fragment => node.end,
                _ => id + 1,
            };
        }
    }

    /// Returns the span of each comment, in document order.
    pub(crate) fn comments(&self) -> impl Iterator<Item = Span> {
        let nodes = self.has_comments.then_some(&self.nodes);
        let nodes = nodes.into_iter().flatten();
        let comments = nodes.filter(|node| node.kind == NodeKind::Comment);
        comments.map(|comment| comment.span)
    }

    /// Appends an element to [`Tree::references`].
    pub(crate) fn push_reference(&mut self, referrer: Referrer) {
        if self.references.capacity() == 0 {
            // A body that has one link or image often has more of them.
            self.references.reserve(32);
        }
        self.references.push(referrer);
    }

    /// Returns `name` as text; `""` for [`Name::NONE`], the name of nodes that are not elements.
    pub(crate) fn name(&self, name: Name) -> &str {
        name.text(self.names())
    }

    /// Returns the names of elements that [`Known`] does not list, in the order of their index.
    pub(crate) fn names(&self) -> &[Box<str>] {
        self.names.as_ref().map_or(&[], |names| &names.0)
    }

    /// Returns the vector of element names that [`Known`] does not list, so that new names can be appended.
    pub(crate) fn names_mut(&mut self) -> &mut Vec<Box<str>> {
        &mut self.names.get_or_insert_default().0
    }

    /// Returns the pieces of a text or comment. The node must have the flag [`Node::DECODED`].
    pub(super) fn pieces(&self, node: &Node) -> &[Piece] {
        self.decoded.pieces(node.close)
    }

    /// Returns the decoded data of a text or comment.
    #[inline]
    pub(crate) fn data<'t>(&'t self, node: &Node, source: &'t str) -> &'t str {
        let (buffer, at) = self.data_in(node, source);
        at.of(buffer)
    }

    /// Returns the buffer that contains the decoded data of a text or comment, and the span of the
    /// data in this buffer. The buffer is [`Decoded::text`] if the node has the flag
    /// [`Node::DECODED`], and the source otherwise.
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

    /// Appends the root, a fragment that covers the span `body`.
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

    /// Ends the node `id`. All nodes after this node in [`Tree::nodes`] become its descendants.
    /// `extent` is the offset in the source at which the node ends if it has no end tag. Returns
    /// where the node ends, and whether the parser moved it.
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

    /// Decodes the data of a comment: replaces CR and CR LF by LF, and NUL by U+FFFD. Appends the
    /// decoded data to [`Tree::decoded`] as one piece, and returns the range of this piece. Returns
    /// `None` if the data contains neither CR nor NUL.
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
        // Compilers copy up to 128 bytes inline, and call `memcpy` for more.
        assert!(size_of::<crate::Body>() <= 128);
    }
}
