//! Converts the finished draft to the final tree.

use super::draft::{Draft, DraftNode, NIL};
use crate::error::ErrorKind;
use crate::html::span;
use crate::limits::Limit;
use crate::source::Span;
use crate::tree::arena::{Node, NodeKind, Tree};

impl Draft {
    /// Copies the descendants of the node `root`, in document order, to `tree`. `tree` must be
    /// empty. If an element is nested more deeply than `max_depth`, returns an error for
    /// [`Limit::Depth`] and the span of the element.
    pub(super) fn into_tree(
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
            // html5ever moves nodes that a table must not contain out of the table. In a template with table
            // rows but without a table, html5ever appends such nodes after the rows, without telling the sink
            // that the nodes were moved.
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

/// A node whose children are being copied to the final tree.
#[derive(Debug, Clone, Copy)]
struct Open {
    arena: u32,
    /// The index in the final tree of the child that was copied last; 0 if no child was copied yet.
    last: u32,
    /// The index in the draft of the next child to copy; [`NIL`] after the last child.
    next: u32,
    /// Used for templates, whose contents are copied before their children. While `next` is a
    /// template's contents, this is the index in the draft of the template's first child. Otherwise
    /// [`NIL`].
    then: u32,
    /// The number of elements among the node and its ancestors.
    depth: u32,
    /// The greatest offset in the source at which a copied child ends. Children that html5ever
    /// moved are not counted. 0 if no child was counted yet.
    reached: u32,
    /// The greater of two offsets in the source: `reached`, and the end of the node's end tag (or
    /// of its start tag, if the node has no end tag).
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

    /// Records that a child ends at the offset `end`. Must be called only for children that html5ever did not
    /// move.
    fn reach(&mut self, end: u32) {
        self.reached = self.reached.max(end);
        self.extent = self.extent.max(end);
    }
}
