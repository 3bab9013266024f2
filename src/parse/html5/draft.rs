//! The draft of the tree. The draft links its nodes with each other, so that html5ever can move
//! nodes while it builds the tree.

use crate::html::Name;
use crate::source::Span;
use crate::tree::arena::{Node, NodeKind};

/// An index that means "no node".
pub(super) const NIL: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(super) struct DraftNode {
    pub(super) parent: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    /// The number of elements among the node and its ancestors, including `html`. This number may be wrong
    /// after html5ever moved an ancestor: see [`Draft::measure`].
    pub(super) depth: u32,
    /// For an element, text or comment, the same as [`Node::span`].
    pub(super) span: Span,
    /// For an element or comment, the same as [`Node::close`].
    pub(super) close: Span,
    /// For a template, the index of the fragment that contains its contents. For a text that has
    /// the flag [`Node::DECODED`], the index of its parts in [`Draft::texts`]. For other nodes,
    /// [`NIL`].
    pub(super) extra: u32,
    pub(super) name: Name,
    pub(super) kind: NodeKind,
    pub(super) flags: u8,
}

/// A part of a text node: its span in the source, and one or two characters that replace the source at this
/// span. If `chars` is `None`, the text is the same as the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct DraftPiece {
    pub(super) span: Span,
    pub(super) chars: Option<[char; 2]>,
}

/// A place where a node can be inserted: among the children of `parent`, before the child `next`. If `next`
/// is [`NIL`], the place is after the last child.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) parent: u32,
    pub(super) next: u32,
}

#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) nodes: Vec<DraftNode>,
    pub(super) texts: Vec<Vec<DraftPiece>>,
    pub(super) names: Vec<Box<str>>,
}

impl DraftNode {
    pub(super) fn new(kind: NodeKind, span: Span) -> Self {
        DraftNode {
            parent: NIL,
            previous: NIL,
            next: NIL,
            first: NIL,
            last: NIL,
            depth: 0,
            span,
            close: Span::default(),
            extra: NIL,
            name: Name::NONE,
            kind,
            flags: 0,
        }
    }

    pub(super) fn is_html(&self) -> bool {
        self.flags & (Node::SVG | Node::MATHML) == 0
    }
}

impl Draft {
    pub(super) fn push(&mut self, node: DraftNode) -> u32 {
        // A hostile body can have a node for every three bytes, so the capacity grows by only a half at a
        // time.
        let len = self.nodes.len();
        if len == self.nodes.capacity() {
            self.nodes.reserve_exact(len / 2 + 16);
        }
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }

    pub(super) fn get(&self, id: u32) -> Option<&DraftNode> {
        self.nodes.get(id as usize)
    }

    pub(super) fn get_mut(&mut self, id: u32) -> Option<&mut DraftNode> {
        self.nodes.get_mut(id as usize)
    }

    pub(super) fn set_flag(&mut self, id: u32, flag: u8, is_set: bool) {
        if let Some(node) = self.get_mut(id) {
            node.flags = node.flags & !flag | if is_set { flag } else { 0 };
        }
    }

    fn parent(&self, id: u32) -> u32 {
        self.get(id).map_or(NIL, |node| node.parent)
    }

    /// Returns the place before the node with the index `next`.
    pub(super) fn before(&self, next: u32) -> Place {
        let parent = self.parent(next);
        Place { parent, next }
    }

    /// Inserts a node at a place. The node must not have a parent. Returns the node's depth.
    pub(super) fn insert(&mut self, id: u32, place: Place) -> u32 {
        let Place { parent, next } = place;
        let previous = self.last_before(place);
        let depth = self.get(parent).map_or(0, |node| node.depth + 1);
        if let Some(node) = self.get_mut(id) {
            node.parent = parent;
            node.previous = previous;
            node.next = next;
            node.depth = depth;
        }
        self.link(parent, previous, id, next, id);
        depth
    }

    /// Removes a node from its parent, and sets the node's flag [`Node::MOVED`]. Does nothing if
    /// the node has no parent.
    pub(super) fn remove(&mut self, id: u32) {
        let Some(node) = self.get_mut(id) else { return };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        if parent == NIL {
            return;
        }
        node.parent = NIL;
        node.previous = NIL;
        node.next = NIL;
        node.flags |= Node::MOVED;
        self.link(parent, previous, next, next, previous);
    }

    /// Links siblings among the children of `parent`:
    ///
    /// - `after` becomes the next sibling of `previous`. If `previous` is [`NIL`], `after` becomes
    ///   the first child of `parent`.
    /// - `before` becomes the previous sibling of `next`. If `next` is [`NIL`], `before` becomes
    ///   the last child of `parent`.
    fn link(&mut self, parent: u32, previous: u32, after: u32, next: u32, before: u32) {
        match self.get_mut(previous) {
            Some(node) => node.next = after,
            None => {
                if let Some(parent) = self.get_mut(parent) {
                    parent.first = after;
                }
            }
        }
        match self.get_mut(next) {
            Some(node) => node.previous = before,
            None => {
                if let Some(parent) = self.get_mut(parent) {
                    parent.last = before;
                }
            }
        }
    }

    /// Moves all children of the node `from` to the node `to`, after the children of `to`.
    pub(super) fn move_children(&mut self, from: u32, to: u32) {
        let mut child = self.get(from).map_or(NIL, |node| node.first);
        while child != NIL {
            let next = self.get(child).map_or(NIL, |node| node.next);
            self.remove(child);
            self.insert(
                child,
                Place {
                    parent: to,
                    next: NIL,
                },
            );
            child = next;
        }
    }

    /// Returns the node directly before `place`: the previous sibling of a node that is inserted
    /// there. Returns [`NIL`] if no node precedes `place` in its parent.
    fn last_before(&self, place: Place) -> u32 {
        match self.get(place.next) {
            Some(next) => next.previous,
            None => self.get(place.parent).map_or(NIL, |node| node.last),
        }
    }

    /// Inserts text at a place. If the node directly before the place is a text node, extends this
    /// node. Otherwise inserts a new text node.
    pub(super) fn insert_text(&mut self, piece: DraftPiece, place: Place, flags: u8) {
        let previous = self.last_before(place);
        let is_text = |node: &DraftNode| node.kind == NodeKind::Text;
        if self.get(previous).is_some_and(is_text) {
            self.extend_text(previous, piece, flags);
        } else {
            let mut node = DraftNode::new(NodeKind::Text, piece.span);
            node.flags = flags;
            if piece.chars.is_some() {
                node.flags |= Node::DECODED;
                node.extra = self.texts.len() as u32;
                self.texts.push(vec![piece]);
            }
            let id = self.push(node);
            self.insert(id, place);
        }
    }

    fn extend_text(&mut self, id: u32, piece: DraftPiece, flags: u8) {
        let number = self.texts.len() as u32;
        let Some(node) = self.nodes.get_mut(id as usize) else {
            return;
        };
        node.flags |= flags;
        let continues = piece.chars.is_none() && piece.span.start == node.span.end;
        let whole = node.span;
        node.span = whole.cover(piece.span);
        if node.flags & Node::DECODED == 0 {
            if continues {
                return;
            }
            node.flags |= Node::DECODED;
            node.extra = number;
            self.texts.push(vec![DraftPiece {
                span: whole,
                chars: None,
            }]);
        }
        let Some(pieces) = self.texts.get_mut(node.extra as usize) else {
            return;
        };
        match pieces.last_mut() {
            Some(last)
                if last.chars.is_none()
                    && piece.chars.is_none()
                    && last.span.end == piece.span.start =>
            {
                last.span.end = piece.span.end;
            }
            _ => {
                // A hostile text can have a piece for every byte, so the capacity grows by only a quarter at
                // a time.
                if pieces.len() == pieces.capacity() {
                    pieces.reserve_exact(pieces.len() / 4 + 4);
                }
                pieces.push(piece);
            }
        }
    }

    /// Returns the index of the fragment that contains a template's contents. Creates this fragment
    /// if it does not exist yet.
    pub(super) fn contents(&mut self, template: u32) -> u32 {
        let Some(node) = self.get(template) else {
            return NIL;
        };
        let (known, depth) = (node.extra, node.depth);
        let contents = match known {
            NIL => self.push(DraftNode::new(NodeKind::Fragment, Span::default())),
            _ => known,
        };
        if let Some(contents) = self.get_mut(contents) {
            contents.parent = template;
            contents.depth = depth;
        }
        if let Some(node) = self.get_mut(template) {
            node.extra = contents;
        }
        contents
    }

    /// Computes the depth of a node from its ancestors. Stores the depth and returns it. It may
    /// differ from the depth that [`Draft::insert`] returned if html5ever has moved an ancestor
    /// since.
    pub(super) fn measure(&mut self, id: u32) -> u32 {
        let above = std::iter::successors(Some(id), |&id| Some(self.parent(id)));
        let is_element = |&id: &u32| {
            self.get(id)
                .is_some_and(|node| node.kind == NodeKind::Element)
        };
        let depth = above.take_while(|&id| id != NIL).filter(is_element).count() as u32;
        if let Some(node) = self.get_mut(id) {
            node.depth = depth;
        }
        depth
    }
}
