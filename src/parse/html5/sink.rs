//! The sink: html5ever builds the tree by calling the methods of this type. The sink contains the
//! draft of the tree, and enforces the limits.

use std::cell::{Cell, RefCell};

use html5ever::tree_builder::NodeOrText;
use html5ever::{QualName, local_name, ns};

use super::draft::{DraftNode, DraftPiece, Place};
use super::state::State;
use crate::error::{Error, ErrorKind};
use crate::html::{Known, Name};
use crate::limits::Limit;
use crate::options::ParseOptions;
use crate::parse::tokenizer::Token;
use crate::source::Span;
use crate::tree::arena::{NodeKind, Tree};

/// A reference to a node, in the form that html5ever uses: the index of the node in the draft and,
/// for an element, the name.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    pub(super) id: u32,
    pub(super) name: QualName,
}

/// The sink, which implements html5ever's trait `TreeSink`.
#[derive(Debug)]
pub(super) struct Sink<'s> {
    pub(super) source: &'s str,
    body: Span,
    max_depth: u32,
    max_nodes: u32,
    max_repeated: u64,
    max_steps: u64,
    pub(super) max_names: usize,
    pub(super) state: RefCell<State>,
    /// The node with which html5ever called `elem_name` most recently.
    pub(super) asked: Cell<u32>,
    /// How often html5ever has visited an open element so far. [`Limit::Steps`] limits this number.
    steps: Cell<u64>,
}

/// A flag in the draft: the element is a MathML `annotation-xml` and an HTML integration point.
pub(super) const INTEGRATION_POINT: u8 = 128;
/// A flag that [`Sink::first_not_in`] sets temporarily on the nodes to exclude.
const SEEN: u8 = 64;

pub(super) const DOCUMENT: u32 = 0;
/// The context element of the fragment.
pub(super) const CONTEXT: u32 = 1;
/// The `html` element. Its children become the children of the body's root.
pub(super) const ROOT: u32 = 2;

impl<'s> Sink<'s> {
    pub(super) fn new(source: &'s str, body: Span, options: &ParseOptions) -> Self {
        let mut state = State::default();
        for _ in [DOCUMENT, CONTEXT] {
            let node = DraftNode::new(NodeKind::Fragment, Span::default());
            state.draft.push(node);
        }
        Sink {
            source,
            body,
            max_depth: options.get_limit_u32(Limit::Depth, body.len()),
            max_nodes: options.get_limit_u32(Limit::Nodes, body.len()),
            max_repeated: options.get_limit(Limit::Repeated, body.len()),
            max_names: options.get_limit_u32(Limit::Names, body.len()) as usize,
            max_steps: options.get_limit(Limit::Steps, body.len()),
            state: RefCell::new(state),
            asked: Cell::new(CONTEXT),
            steps: Cell::new(0),
        }
    }

    /// Returns the context element of the fragment.
    pub(super) fn context(&self) -> Handle {
        Handle {
            id: CONTEXT,
            name: QualName::new(None, ns!(html), local_name!("body")),
        }
    }

    /// Sets the current token. Must be called before html5ever processes the token.
    pub(super) fn begin(&self, token: Token) {
        let mut state = self.state.borrow_mut();
        state.token = Some(token);
        state.own = None;
        state.appended = false;
        state.rest = match token {
            Token::Text(span) | Token::Character { span, .. } => span,
            _ => Span::default(),
        };
    }

    /// Ends the current token. Must be called after html5ever has processed the token.
    ///
    /// # Errors
    ///
    /// Returns an error if the token exceeded a limit.
    pub(super) fn finish(&self) -> Result<(), Error> {
        let mut state = self.state.borrow_mut();
        if self.steps.get() > self.max_steps {
            self.fail(&mut state, Limit::Steps, self.max_steps);
        }
        let rest = state.rest;
        let chars = match state.token.take() {
            Some(Token::Text(_)) => None,
            Some(Token::Character { chars, .. }) => Some(chars),
            // These tokens do not end the text that html5ever delays in a table.
            Some(Token::Null(_) | Token::Doctype(_)) => return self.check(&mut state),
            _ => {
                state.clear_pending();
                return self.check(&mut state);
            }
        };
        if state.appended {
            state.clear_pending();
        }
        if !rest.is_empty() {
            state.pending.push(DraftPiece { span: rest, chars });
        }
        self.check(&mut state)
    }

    fn check(&self, state: &mut State) -> Result<(), Error> {
        match state.error.take() {
            Some((kind, span)) => Err(Error::new(kind, span, self.source)),
            None => Ok(()),
        }
    }

    /// Stores the start tag of a formatting element. If html5ever reopens the element, the
    /// attributes of the new element are read from this tag. Returns the tag's index in
    /// [`State::origins`].
    pub(super) fn push_origin(&self, tag: Span) -> usize {
        let mut state = self.state.borrow_mut();
        state.origins.push(tag);
        state.origins.len() - 1
    }

    /// Returns the node with which html5ever called `elem_name` most recently.
    pub(super) fn asked(&self) -> u32 {
        self.asked.get()
    }

    /// Returns whether an element named `name` has been created so far. The name must be in lower
    /// case and not in [`Known`]. Exception: always returns `true` after an element with upper-case
    /// letters in its name, such as `foreignObject`, has been created.
    pub(super) fn has_made(&self, name: &str) -> bool {
        let state = self.state.borrow();
        state.has_mixed_case || state.names.contains_key(name)
    }

    /// Returns whether a node is an element with this name, and no end tag has been stored for it
    /// yet. If `known` is `None`, `name` must be in lower case.
    pub(super) fn lacks_end_tag(&self, id: u32, known: Option<Known>, name: &str) -> bool {
        let state = self.state.borrow();
        let Some(node) = state.draft.get(id).filter(|_| id > CONTEXT) else {
            return false;
        };
        let number = match known {
            Some(known) => Some(Name::known(known)),
            None => state.names.get(name).copied(),
        };
        // The source may contain SVG names in any case. The tree contains them in the standard's case.
        let is_named = Some(node.name) == number
            || (!node.is_html() && state.name(node.name).eq_ignore_ascii_case(name));
        node.kind == NodeKind::Element && node.close.is_empty() && is_named
    }

    /// Returns the index that the next new node gets.
    pub(super) fn next_id(&self) -> u32 {
        self.state.borrow().draft.nodes.len() as u32
    }

    /// Returns whether the node `inner` is a descendant of `outer`.
    pub(super) fn is_inside(&self, inner: u32, outer: u32) -> bool {
        let state = self.state.borrow();
        let parent = |&id: &u32| state.draft.get(id).map(|node| node.parent);
        std::iter::successors(parent(&inner), parent).any(|id| id == outer)
    }

    /// Returns the first of `nodes` that is not in `others`.
    pub(super) fn first_not_in(&self, nodes: &[u32], others: &[u32]) -> Option<u32> {
        let mut state = self.state.borrow_mut();
        for &other in others {
            state.draft.set_flag(other, SEEN, true);
        }
        let is_seen = |id| state.draft.get(id).is_some_and(|n| n.flags & SEEN != 0);
        let found = nodes.iter().copied().find(|&node| !is_seen(node));
        for &other in others {
            state.draft.set_flag(other, SEEN, false);
        }
        found
    }

    /// Returns how many of the nodes are formatting elements. A node that occurs several times in
    /// `nodes` is counted once.
    pub(super) fn count_formatting(&self, mut nodes: Vec<u32>) -> usize {
        nodes.sort_unstable();
        nodes.dedup();
        let state = self.state.borrow();
        let is_formatting = |id: &u32| {
            let node = state.draft.get(*id).filter(|node| node.is_html());
            let name = node.and_then(|node| node.name.as_known());
            name.is_some_and(Known::is_formatting)
        };
        nodes.iter().filter(|id| is_formatting(id)).count()
    }

    /// Stores `tag` as the span of an element's end tag.
    pub(super) fn close(&self, id: u32, tag: Span) {
        let mut state = self.state.borrow_mut();
        let Some(node) = state.draft.get_mut(id) else {
            return;
        };
        node.close = tag;
    }

    /// Converts the finished draft to the final tree, and stores the result in `tree`. `tree` must
    /// be empty.
    ///
    /// # Errors
    ///
    /// Returns an error if elements are nested more deeply than [`Limit::Depth`] allows.
    pub(super) fn into_tree(self, tree: &mut Tree) -> Result<(), Error> {
        let draft = self.state.into_inner().draft;
        draft
            .into_tree(ROOT, self.source, self.body, self.max_depth, tree)
            .map_err(|(kind, span)| Error::new(kind, span, self.source))
    }

    pub(super) fn insert(&self, child: NodeOrText<Handle>, place: Place, flags: u8) {
        let mut state = self.state.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                let mut depth = state.draft.insert(node.id, place);
                let Some(draft) = state.draft.get_mut(node.id) else {
                    return;
                };
                draft.flags |= flags;
                if draft.kind != NodeKind::Element {
                    depth = 0;
                }
                // The depth includes the `html` element, which does not count for the limit.
                if depth.saturating_sub(1) > self.max_depth {
                    depth = state.draft.measure(node.id);
                }
                if depth.saturating_sub(1) > self.max_depth {
                    self.fail(&mut state, Limit::Depth, self.max_depth.into());
                }
            }
            NodeOrText::AppendText(text) => {
                if let Some(piece) = state.take_text(&text, self.source) {
                    state.draft.insert_text(piece, place, flags);
                }
            }
        }
        self.check_nodes(&mut state);
    }

    pub(super) fn step(&self) {
        self.steps(1);
    }

    /// Adds `steps` visits of open elements to the number that [`Limit::Steps`] limits.
    pub(super) fn steps(&self, steps: usize) {
        self.steps.set(self.steps.get() + steps as u64);
    }

    /// Must be called when html5ever reopens a formatting element. Adds the length of the element's
    /// attributes, in bytes, to [`State::repeated`]. Sets [`State::error`] if the total exceeds
    /// [`Limit::Repeated`]. `origin` is the start tag that contains the attributes; `None` if the
    /// element has no attributes.
    pub(super) fn repeat(&self, state: &mut State, origin: Option<Span>, name: &QualName) {
        let Some(origin) = origin else { return };
        let attributes = origin.len().saturating_sub("<>".len() + name.local.len());
        state.repeated += attributes as u64;
        if state.repeated > self.max_repeated {
            self.fail(state, Limit::Repeated, self.max_repeated);
        }
    }

    fn check_nodes(&self, state: &mut State) {
        // The document, the context element and `html` do not count.
        let nodes = state.draft.nodes.len() as u32 - (ROOT + 1);
        if nodes > self.max_nodes {
            self.fail(state, Limit::Nodes, self.max_nodes.into());
        }
    }

    pub(super) fn fail(&self, state: &mut State, limit: Limit, max: u64) {
        let kind = ErrorKind::exceeded(limit, max);
        let end = Span::new(self.body.end, self.body.end);
        let span = state.token.as_ref().map_or(end, Token::span);
        state.error.get_or_insert((kind, span));
    }
}
