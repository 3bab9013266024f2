//! The tree while html5ever builds it: nodes linked to each other, which become the arena.

use crate::error::ErrorKind;
use crate::html::tag::span;
use crate::limits::Limit;
use crate::source::Span;
use crate::tree::arena::{Name, Node, NodeKind, Tree};

/// No node.
pub(crate) const NIL: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(crate) struct DraftNode {
    pub(crate) parent: u32,
    previous: u32,
    next: u32,
    first: u32,
    last: u32,
    /// How many elements it is and is in, `html` among them; too low only where html5ever moved
    /// what holds it.
    depth: u32,
    /// Element, text, comment: as in [`Node`].
    pub(crate) span: Span,
    pub(crate) close: Span,
    /// A template's contents, or a text's number in `Draft::texts`.
    extra: u32,
    pub(crate) name: Name,
    pub(crate) kind: NodeKind,
    pub(crate) flags: u8,
}

/// A part of a text: what the source says there, or the characters that it became.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DraftPiece {
    pub(crate) span: Span,
    pub(crate) chars: Option<[char; 2]>,
}

/// Where a node is put: behind the last child of `parent`, or before `next`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) parent: u32,
    pub(crate) next: u32,
}

#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) nodes: Vec<DraftNode>,
    texts: Vec<Vec<DraftPiece>>,
    pub(crate) names: Vec<Box<str>>,
}

impl DraftNode {
    pub(crate) fn new(kind: NodeKind, span: Span) -> Self {
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

    pub(crate) fn is_html(&self) -> bool {
        self.flags & (Node::SVG | Node::MATHML) == 0
    }
}

impl Draft {
    pub(crate) fn push(&mut self, node: DraftNode) -> u32 {
        // Hostile bodies have a node every three bytes: no room for twice as many.
        let len = self.nodes.len();
        if len == self.nodes.capacity() {
            self.nodes.reserve_exact(len / 2 + 16);
        }
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }

    pub(crate) fn get(&self, id: u32) -> Option<&DraftNode> {
        self.nodes.get(id as usize)
    }

    pub(crate) fn get_mut(&mut self, id: u32) -> Option<&mut DraftNode> {
        self.nodes.get_mut(id as usize)
    }

    pub(crate) fn set_flag(&mut self, id: u32, flag: u8, is_set: bool) {
        if let Some(node) = self.get_mut(id) {
            node.flags = node.flags & !flag | if is_set { flag } else { 0 };
        }
    }

    fn parent(&self, id: u32) -> u32 {
        self.get(id).map_or(NIL, |node| node.parent)
    }

    /// Returns the place before the node `next`.
    pub(crate) fn before(&self, next: u32) -> Place {
        let parent = self.parent(next);
        Place { parent, next }
    }

    /// Puts a node that has no place into one. Returns how deep it is then.
    pub(crate) fn insert(&mut self, id: u32, place: Place) -> u32 {
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

    /// Takes a node out of its place; it counts as moved from then on.
    pub(crate) fn remove(&mut self, id: u32) {
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

    /// Says that `after` follows `previous`, and `before` precedes `next`, in `parent`.
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
    pub(crate) fn move_children(&mut self, from: u32, to: u32) {
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

    /// Returns the node that would be the previous sibling of one put into `place`.
    fn last_before(&self, place: Place) -> u32 {
        match self.get(place.next) {
            Some(next) => next.previous,
            None => self.get(place.parent).map_or(NIL, |node| node.last),
        }
    }

    /// Puts text into a place, which makes a node or goes on with the text before.
    pub(crate) fn insert_text(&mut self, piece: DraftPiece, place: Place, flags: u8) {
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
                // Hostile texts have a piece for each byte: no room for twice as many.
                if pieces.len() == pieces.capacity() {
                    pieces.reserve_exact(pieces.len() / 4 + 4);
                }
                pieces.push(piece);
            }
        }
    }

    /// Returns a template's contents.
    pub(crate) fn contents(&mut self, template: u32) -> u32 {
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

    /// Returns the real depth of a node, which may be less than what [`Draft::insert`] returned.
    pub(crate) fn measure(&mut self, id: u32) -> u32 {
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

    /// Puts what `root` holds into an arena that is empty, in document order.
    pub(crate) fn into_tree(
        self,
        root: u32,
        source: &str,
        body: Span,
        max_depth: u32,
        tree: &mut Tree,
    ) -> Result<(), (ErrorKind, Span)> {
        tree.nodes.reserve(self.nodes.len());
        tree.push_root(body);
        let mut open = vec![Open::new(0, self.get(root), 0)];
        while let Some(top) = open.last_mut() {
            let id = tree.nodes.len() as u32;
            let Some(draft) = self.get(top.next) else {
                let done = *top;
                if done.then != NIL {
                    (top.next, top.then) = (done.then, NIL);
                    continue;
                }
                open.pop();
                let extent = tree.close(done.arena, done.extent);
                if let Some(parent) = open.last_mut().filter(|_| extent.in_place) {
                    parent.reach(extent.end);
                }
                continue;
            };
            top.next = draft.next;
            let mut node = Node {
                parent: top.arena,
                previous: top.last,
                end: id + 1,
                span: draft.span,
                close: draft.close,
                name: draft.name,
                kind: draft.kind,
                flags: draft.flags & Node::KEPT,
            };
            // In a template without a table, what a table may not hold is put behind its rows.
            if !node.has(Node::SYNTHETIC) && node.span.start < top.reached {
                node.flags |= Node::MOVED;
            }
            let is_leaf = matches!(node.kind, NodeKind::Text | NodeKind::Comment);
            if is_leaf && !node.has(Node::MOVED) {
                top.reach(node.span.end);
            }
            if node.kind != NodeKind::Fragment {
                top.last = id;
            }
            match node.kind {
                NodeKind::Text => self.finish_text(&mut node, draft, source, tree),
                NodeKind::Comment => {
                    tree.has_comments = true;
                    if let Some(pieces) = tree.decode_comment(node.close, source) {
                        node.flags |= Node::DECODED;
                        node.close = pieces;
                    }
                }
                NodeKind::Element | NodeKind::Fragment => {
                    let depth = top.depth + u32::from(node.kind == NodeKind::Element);
                    if depth > max_depth {
                        return Err((
                            ErrorKind::exceeded(Limit::Depth, max_depth.into()),
                            node.span,
                        ));
                    }
                    open.push(Open {
                        depth,
                        ..Open::new(id, Some(draft), node.own_end())
                    });
                }
            }
            tree.nodes.push(node);
        }
        if !self.names.is_empty() {
            *tree.names_mut() = self.names;
        }
        Ok(())
    }

    fn finish_text(&self, node: &mut Node, draft: &DraftNode, source: &str, tree: &mut Tree) {
        node.close = node.span;
        if !node.has(Node::DECODED) {
            return;
        }
        let decoded = &mut tree.decoded;
        let start = decoded.len();
        let pieces = self.texts.get(draft.extra as usize);
        decoded.reserve(pieces.map_or(0, Vec::len));
        for piece in pieces.into_iter().flatten() {
            match piece.chars {
                None => decoded.push(piece.span, piece.span.of(source)),
                Some(chars) => decoded.push_chars(piece.span, chars),
            }
        }
        node.close = span(start, decoded.len());
    }
}

/// A node whose children are on their way into the arena.
#[derive(Debug, Clone, Copy)]
struct Open {
    arena: u32,
    /// The last child that is in the arena; 0 if none is.
    last: u32,
    /// The next child.
    next: u32,
    /// The first child, if `next` is a template's contents.
    then: u32,
    /// How many elements it is and is in.
    depth: u32,
    /// Where the last child that stands in its place ends in the source; 0 if there is none.
    reached: u32,
    /// How far in the source the node and its children reach.
    extent: u32,
}

impl Open {
    fn new(arena: u32, draft: Option<&DraftNode>, extent: u32) -> Self {
        let first = draft.map_or(NIL, |node| node.first);
        let contents = draft
            .filter(|node| node.kind == NodeKind::Element)
            .map_or(NIL, |node| node.extra);
        let (next, then) = match contents {
            NIL => (first, NIL),
            _ => (contents, first),
        };
        Open {
            arena,
            last: 0,
            next,
            then,
            depth: 0,
            reached: 0,
            extent,
        }
    }

    /// Adds a child that ends there.
    fn reach(&mut self, end: u32) {
        self.reached = self.reached.max(end);
        self.extent = self.extent.max(end);
    }
}
