//! The tree while html5ever builds it: nodes linked to each other.

use crate::html::Name;
use crate::source::Span;
use crate::tree::arena::{Node, NodeKind};

/// No node.
pub(super) const NIL: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(super) struct DraftNode {
    pub(super) parent: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    /// The depth: the number of elements among the node and its ancestors, including `html`. Too low only if
    /// html5ever moved an ancestor.
    pub(super) depth: u32,
    /// Element, text, comment: as in [`Node`].
    pub(super) span: Span,
    pub(super) close: Span,
    /// A template's contents, or a text's number in `Draft::texts`.
    pub(super) extra: u32,
    pub(super) name: Name,
    pub(super) kind: NodeKind,
    pub(super) flags: u8,
}

/// A part of a text: its place in the source, and its text if that is different.
#[derive(Debug, Clone, Copy)]
pub(super) struct DraftPiece {
    pub(super) span: Span,
    pub(super) chars: Option<[char; 2]>,
}

/// Where a node is put: after the last child of `parent`, or before `next`.
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
        // Hostile bodies have a node every three bytes: do not double the capacity.
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

    /// Returns the place before the node `next`.
    pub(super) fn before(&self, next: u32) -> Place {
        let parent = self.parent(next);
        Place { parent, next }
    }

    /// Inserts a node that has no parent. Returns its depth.
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

    /// Removes a node from its place, and marks it as moved.
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

    /// Links siblings in `parent`: `after` follows `previous`, and `before` precedes `next`.
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

    /// Moves the children of one node to the end of another.
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

    /// Returns the node that would be the previous sibling of a node inserted at `place`.
    fn last_before(&self, place: Place) -> u32 {
        match self.get(place.next) {
            Some(next) => next.previous,
            None => self.get(place.parent).map_or(NIL, |node| node.last),
        }
    }

    /// Inserts text at a place, as a new node or as a part of the text node before.
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
                // Hostile texts have a piece for each byte: do not double the capacity.
                if pieces.len() == pieces.capacity() {
                    pieces.reserve_exact(pieces.len() / 4 + 4);
                }
                pieces.push(piece);
            }
        }
    }

    /// Returns a template's contents.
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

    /// Returns the real depth of a node, which may be less than the depth that [`Draft::insert`] returned.
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
