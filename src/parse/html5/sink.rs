use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};

use super::draft::{Draft, DraftNode, DraftPiece, NIL, Place};
use super::parser::is_formatting;
use crate::error::{Error, ErrorKind};
use crate::html::name::Known;
use crate::html::tag::Tag;
use crate::limits::Limit;
use crate::options::ParseOptions;
use crate::parse::tokenizer::Token;
use crate::source::Span;
use crate::tree::arena::{Name, Namespace, Node, NodeKind, Tree};

/// A node, for html5ever: its number and, for elements, its name.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    pub(crate) id: u32,
    name: QualName,
}

/// What html5ever builds into: a draft of the tree, and where the current token stands.
#[derive(Debug)]
pub(crate) struct Sink<'s> {
    source: &'s str,
    body: Span,
    max_depth: u32,
    max_nodes: u32,
    max_repeated: u64,
    max_steps: u64,
    max_names: usize,
    state: RefCell<State>,
    /// The adjusted current node, the last time that html5ever asked for a name.
    asked: Cell<u32>,
    /// How often html5ever looked at an open element.
    steps: Cell<u64>,
}

#[derive(Debug, Default)]
struct State {
    draft: Draft,
    token: Option<Token>,
    /// The text of the current token that was not appended yet.
    rest: Span,
    appended: bool,
    /// Text that html5ever holds back until it knows whether a table is to hold it.
    pending: Vec<DraftPiece>,
    pending_at: usize,
    /// The element that the current start tag made, and the tag of its like.
    own: Option<(u32, Option<Span>)>,
    /// The numbers of the names that are not known.
    names: HashMap<Box<str>, Name>,
    /// One of these is a name of SVG that is not in lower case.
    has_mixed_case: bool,
    /// The start tags that attributes of formatting elements can be read from.
    origins: Vec<Span>,
    /// How many bytes of their attributes elements repeat that were made anew.
    repeated: u64,
    error: Option<(ErrorKind, Span)>,
}

/// The flag of an `annotation-xml` that may hold HTML.
pub(crate) const INTEGRATION_POINT: u8 = 128;
/// The flag of a node that was just met.
const SEEN: u8 = 64;

const DOCUMENT: u32 = 0;
/// The element that the fragment is parsed in.
pub(crate) const CONTEXT: u32 = 1;
/// The `html` element, which stands for the body.
const ROOT: u32 = 2;

impl<'s> Sink<'s> {
    pub(crate) fn new(source: &'s str, body: Span, options: &ParseOptions) -> Self {
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

    /// Returns the element in which the fragment is parsed.
    pub(crate) fn context(&self) -> Handle {
        Handle {
            id: CONTEXT,
            name: QualName::new(None, ns!(html), local_name!("body")),
        }
    }

    /// Says which token comes next.
    pub(crate) fn begin(&self, token: Token) {
        let mut state = self.state.borrow_mut();
        state.token = Some(token);
        state.own = None;
        state.appended = false;
        state.rest = match token {
            Token::Text(span) | Token::Character { span, .. } => span,
            _ => Span::default(),
        };
    }

    /// Says that html5ever has processed the token.
    ///
    /// # Errors
    ///
    /// The limit that the token exceeded.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        let mut state = self.state.borrow_mut();
        if self.steps.get() > self.max_steps {
            self.fail(&mut state, Limit::Steps, self.max_steps);
        }
        let rest = state.rest;
        let chars = match state.token.take() {
            Some(Token::Text(_)) => None,
            Some(Token::Character { chars, .. }) => Some(chars),
            // These do not end the text of a table.
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

    /// Returns the tag whose attributes stand for those of a formatting element, by its number.
    pub(crate) fn push_origin(&self, tag: Span) -> usize {
        let mut state = self.state.borrow_mut();
        state.origins.push(tag);
        state.origins.len() - 1
    }

    /// Returns the node that html5ever last asked the name of.
    pub(crate) fn asked(&self) -> u32 {
        self.asked.get()
    }

    /// Returns whether an element of that name, which is not known and in lower case, was ever made.
    pub(crate) fn has_made(&self, name: &str) -> bool {
        let state = self.state.borrow();
        state.has_mixed_case || state.names.contains_key(name)
    }

    /// Returns whether a node is an element of that name and has no end tag yet.
    pub(crate) fn lacks_end_tag(&self, id: u32, known: Option<Known>, name: &str) -> bool {
        let state = self.state.borrow();
        let Some(node) = state.draft.get(id).filter(|_| id > CONTEXT) else {
            return false;
        };
        let number = match known {
            Some(known) => Some(Name::known(known)),
            None => state.names.get(name).copied(),
        };
        // Names of SVG are written in any case, and kept in their own.
        let is_named = Some(node.name) == number
            || (!node.is_html() && state.name(node.name).eq_ignore_ascii_case(name));
        node.kind == NodeKind::Element && node.close.is_empty() && is_named
    }

    /// Returns the number that the next node gets.
    pub(crate) fn next_id(&self) -> u32 {
        self.state.borrow().draft.nodes.len() as u32
    }

    /// Returns whether one node is inside another.
    pub(crate) fn is_inside(&self, inner: u32, outer: u32) -> bool {
        let state = self.state.borrow();
        let parent = |&id: &u32| state.draft.get(id).map(|node| node.parent);
        std::iter::successors(parent(&inner), parent).any(|id| id == outer)
    }

    /// Returns the first of `nodes` that is not in `others`.
    pub(crate) fn first_not_in(&self, nodes: &[u32], others: &[u32]) -> Option<u32> {
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

    /// Returns how many of the nodes, which may be named more than once, are formatting elements.
    pub(crate) fn count_formatting(&self, mut nodes: Vec<u32>) -> usize {
        nodes.sort_unstable();
        nodes.dedup();
        let state = self.state.borrow();
        let is_formatting = |id: &u32| {
            let node = state.draft.get(*id).filter(|node| node.is_html());
            let name = node.and_then(|node| node.name.as_known());
            name.is_some_and(is_formatting)
        };
        nodes.iter().filter(|id| is_formatting(id)).count()
    }

    /// Gives an element its end tag.
    pub(crate) fn close(&self, id: u32, tag: Span) {
        let mut state = self.state.borrow_mut();
        let Some(node) = state.draft.get_mut(id) else {
            return;
        };
        node.close = tag;
    }

    /// Puts the finished tree into one that is empty.
    ///
    /// # Errors
    ///
    /// [`Limit::Depth`].
    pub(crate) fn into_tree(self, tree: &mut Tree) -> Result<(), Error> {
        let draft = self.state.into_inner().draft;
        draft
            .into_tree(ROOT, self.source, self.body, self.max_depth, tree)
            .map_err(|(kind, span)| Error::new(kind, span, self.source))
    }

    fn insert(&self, child: NodeOrText<Handle>, place: Place, flags: u8) {
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
                // `html` is one of the nodes above.
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

    fn step(&self) {
        self.steps(1);
    }

    /// Counts so many looks at open elements.
    pub(crate) fn steps(&self, steps: usize) {
        self.steps.set(self.steps.get() + steps as u64);
    }

    /// Counts the attributes of an element that is made anew from the tag `origin`.
    fn repeat(&self, state: &mut State, origin: Option<Span>, name: &QualName) {
        let Some(origin) = origin else { return };
        let attributes = origin.len().saturating_sub("<>".len() + name.local.len());
        state.repeated += attributes as u64;
        if state.repeated > self.max_repeated {
            self.fail(state, Limit::Repeated, self.max_repeated);
        }
    }

    fn check_nodes(&self, state: &mut State) {
        // The document, the context and the fragment do not count.
        let nodes = state.draft.nodes.len() as u32 - (ROOT + 1);
        if nodes > self.max_nodes {
            self.fail(state, Limit::Nodes, self.max_nodes.into());
        }
    }

    fn fail(&self, state: &mut State, limit: Limit, max: u64) {
        let kind = ErrorKind::exceeded(limit, max);
        let end = Span::new(self.body.end, self.body.end);
        let span = state.token.as_ref().map_or(end, Token::span);
        state.error.get_or_insert((kind, span));
    }
}

impl State {
    fn clear_pending(&mut self) {
        self.pending.clear();
        self.pending_at = 0;
    }

    /// Returns where the text stands that html5ever now puts into the tree.
    fn take_text(&mut self, text: &str, source: &str) -> Option<DraftPiece> {
        self.appended = true;
        match self.token {
            Some(Token::Text(_)) => {
                // html5ever may drop a line feed before it, but keeps the order.
                let rest = self.rest.of(source);
                let skipped = if rest.strip_prefix('\n') == Some(text) {
                    1
                } else if rest.starts_with(text) {
                    0
                } else {
                    memchr::memmem::find(rest.as_bytes(), text.as_bytes())?
                };
                let start = self.rest.start + skipped as u32;
                self.rest.start = start + text.len() as u32;
                let span = Span::new(start, self.rest.start);
                Some(DraftPiece { span, chars: None })
            }
            Some(Token::Character { span, chars }) => {
                self.rest = Span::default();
                let chars = Some(chars);
                Some(DraftPiece { span, chars })
            }
            Some(Token::Null(span)) => {
                let chars = Some([char::REPLACEMENT_CHARACTER, '\0']);
                Some(DraftPiece { span, chars })
            }
            _ => {
                // Text from before the current token. What says another was dropped.
                while let Some(held) = self.pending.get_mut(self.pending_at) {
                    let taken = held.take(text, source);
                    if held.span.is_empty() || taken.is_none() {
                        self.pending_at += 1;
                    }
                    if taken.is_some() {
                        return taken;
                    }
                }
                None
            }
        }
    }

    fn name(&self, name: Name) -> &str {
        name.text(&self.draft.names)
    }

    /// Returns the number of a name, or `None` if there are `max` unknown ones already.
    fn number(&mut self, local: &str, max: usize) -> Option<Name> {
        if let Some(known) = Known::find(local.as_bytes()) {
            return Some(Name::known(known));
        }
        if let Some(&name) = self.names.get(local) {
            return Some(name);
        }
        let index = self.draft.names.len();
        let name = Name::other(index).filter(|_| index < max)?;
        self.draft.names.push(local.into());
        self.names.insert(local.into(), name);
        self.has_mixed_case |= local.bytes().any(|b| b.is_ascii_uppercase());
        Some(name)
    }

    /// Returns whether the element that is being created is that of the current start tag, as far
    /// as its name tells.
    fn is_own(&self, local: &str, source: &str) -> Option<Tag> {
        let Some(Token::StartTag(tag)) = self.token else {
            return None;
        };
        let written = tag.name.of(source);
        let same = written.eq_ignore_ascii_case(local)
            || (local == "img" && written.eq_ignore_ascii_case("image"))
            || (written.contains('\0')
                && written.to_ascii_lowercase().replace('\0', "\u{fffd}") == local);
        same.then_some(tag)
    }
}

impl DraftPiece {
    /// Takes the part off that says `text`, if it begins with such a one.
    fn take(&mut self, text: &str, source: &str) -> Option<DraftPiece> {
        let says_text = match self.chars {
            None => self.span.of(source).starts_with(text),
            Some(chars) => text.chars().eq(chars.into_iter().filter(|&c| c != '\0')),
        };
        if !says_text {
            return None;
        }
        let end = match self.chars {
            None => self.span.start + text.len() as u32,
            Some(_) => self.span.end,
        };
        let start = std::mem::replace(&mut self.span.start, end);
        let span = Span::new(start, end);
        let chars = self.chars;
        Some(DraftPiece { span, chars })
    }
}

impl TreeSink for Sink<'_> {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a>
        = ExpandedName<'a>
    where
        Self: 'a;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: DOCUMENT,
            name: QualName::new(None, ns!(), local_name!("")),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.asked.set(target.id);
        self.step();
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let mut state = self.state.borrow_mut();
        let namespace = match name.ns {
            ns!(svg) => Namespace::Svg,
            ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        let origin = attrs
            .iter()
            .find(|attr| attr.name.local.is_empty())
            .and_then(|attr| {
                state
                    .origins
                    .get(attr.value.parse::<usize>().ok()?)
                    .copied()
            });
        let mut node = DraftNode::new(NodeKind::Element, origin.unwrap_or_default());
        node.flags = Node::SYNTHETIC | Node::namespace_flag(namespace);
        if flags.mathml_annotation_xml_integration_point {
            node.flags |= INTEGRATION_POINT;
        }
        match state.number(&name.local, self.max_names) {
            Some(name) => node.name = name,
            None => self.fail(&mut state, Limit::Names, self.max_names as u64),
        }
        if let Some(Token::EndTag(tag)) = state.token {
            // `</p>` and `</br>` make an element where none is open.
            let is_made = matches!(name.local, local_name!("p") | local_name!("br"));
            if is_made && tag.name.of(self.source).eq_ignore_ascii_case(&name.local) {
                node.close = tag.span;
            }
        }
        let own = state.is_own(&name.local, self.source);
        if let Some(tag) = own {
            node.span = tag.span;
            node.flags &= !Node::SYNTHETIC;
        }
        let id = state.draft.push(node);
        if flags.template {
            // It has contents even if they are empty.
            state.draft.contents(id);
        }
        if own.is_some() {
            // A start tag may first make its like anew that was open before; its own comes last.
            if let Some((like, origin)) = state.own.replace((id, origin)) {
                if let Some(like) = state.draft.get_mut(like) {
                    like.flags |= Node::SYNTHETIC;
                    like.span = origin.unwrap_or_default();
                }
                self.repeat(&mut state, origin, &name);
            }
        } else {
            self.repeat(&mut state, origin, &name);
        }
        Handle { id, name }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        let mut state = self.state.borrow_mut();
        let mut node = DraftNode::new(NodeKind::Comment, Span::default());
        if let Some(Token::Comment { span, data }) = state.token {
            (node.span, node.close) = (span, data);
        }
        let id = state.draft.push(node);
        let name = QualName::new(None, ns!(), local_name!(""));
        Handle { id, name }
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let place = Place {
            parent: parent.id,
            next: NIL,
        };
        self.insert(child, place, 0);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        prev_element: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let mut place = self.state.borrow().draft.before(element.id);
        if place.parent == NIL {
            place = Place {
                parent: prev_element.id,
                next: NIL,
            };
        }
        self.insert(child, place, Node::MOVED);
    }

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        let place = self.state.borrow().draft.before(sibling.id);
        self.insert(new_node, place, Node::MOVED);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let id = self.state.borrow_mut().draft.contents(target.id);
        let name = QualName::new(None, ns!(), local_name!(""));
        Handle { id, name }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.step();
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, _target: &Handle, _attrs: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.state.borrow_mut().draft.remove(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut state = self.state.borrow_mut();
        state.draft.move_children(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        let state = self.state.borrow();
        let node = state.draft.get(handle.id);
        node.is_some_and(|node| node.flags & INTEGRATION_POINT != 0)
    }

    fn allow_declarative_shadow_roots(&self, _intended_parent: &Handle) -> bool {
        false
    }
}
