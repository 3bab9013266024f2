//! From the tree to blocks, in one walk.

use super::MAX_BLOCK_DEPTH;
use super::caption::{self, Figure, Target};
use super::embed;
use super::flow::{self, Apart, Part};
use super::frame::{Frame, FrameKind};
use super::image::Image;
use super::inline::Writer;
use super::model::{Block, Heading, Inline};
use super::role::Role;
use super::style::StyleId;
use crate::html::Known;
use crate::layout::Part as Shows;
use crate::source::{Span, Spanned};
use crate::tree::{Namespace, NodeId, NodeKind, NodeRef};

/// Returns the blocks of `first`, which begins at `at`, and of all that follows it, up to `until`,
/// without `skip`.
pub(super) fn blocks<'a>(
    source: &'a str,
    at: u32,
    first: Option<NodeRef<'_, 'a>>,
    until: Option<NodeId>,
    skip: Option<NodeId>,
) -> Vec<Block<'a>> {
    let mut builder = Builder::new(source);
    builder.at = at;
    let mut next = first;
    while let Some(node) = next {
        builder.leave_all_but(|open| open.holds(node));
        if until == Some(node.id()) {
            break;
        }
        let goes_in = skip != Some(node.id()) && builder.enter(node);
        let inside = node.first_child().filter(|_| goes_in);
        next = inside.or_else(|| node.following());
    }
    builder.leave_all_but(|_| false);
    builder.flush(Apart::None, None);
    builder.root.into_blocks()
}

/// The blocks so far, and what is open.
pub(super) struct Builder<'t, 'a> {
    pub(super) writer: Writer<'a>,
    root: Frame<'a>,
    /// The frames that are open in the root.
    frames: Vec<Frame<'a>>,
    pub(super) figures: Vec<Figure>,
    open: Vec<Open<'t, 'a>>,
    state: State,
    /// The element that the running text began in, if nothing else came before it there.
    element: Option<NodeId>,
    /// Where the last tag or text ended.
    at: u32,
}

/// What an element says about all that it holds.
#[derive(Clone, Copy, Default)]
struct State {
    style: StyleId,
    heading: Option<u8>,
    is_pre: bool,
    /// The texts in it are not laid out.
    is_mute: bool,
    options: Options,
    in_head_row: bool,
    in_noscript: bool,
    in_caption: bool,
    /// How many lists, quotations and tables are open.
    depth: usize,
}

/// What of a `select` is open, of which the texts of the options show, whatever they are in.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Options {
    #[default]
    Nothing,
    Select,
    Option,
}

/// An element that is open.
struct Open<'t, 'a> {
    node: NodeRef<'t, 'a>,
    outside: State,
    is_block: bool,
    is_figure: bool,
    /// How many frames it opened.
    frames: usize,
    caption: Option<Target>,
    /// The only child that shows, if not all do.
    only: Option<Option<NodeId>>,
}

impl<'t, 'a> Open<'t, 'a> {
    fn new(node: NodeRef<'t, 'a>, outside: State) -> Self {
        Open {
            node,
            outside,
            is_block: false,
            is_figure: false,
            frames: 0,
            caption: None,
            only: None,
        }
    }
}

impl<'t, 'a> Builder<'t, 'a> {
    fn new(source: &'a str) -> Self {
        Builder {
            writer: Writer::new(source),
            root: Frame::new(FrameKind::Root, None),
            frames: Vec::new(),
            figures: Vec::new(),
            open: Vec::new(),
            state: State::default(),
            element: None,
            at: 0,
        }
    }

    /// Returns the innermost frame.
    pub(super) fn frame(&mut self) -> &mut Frame<'a> {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    /// Returns the number of frames, which tells them apart.
    pub(super) fn frame_number(&self) -> usize {
        self.frames.len()
    }

    /// Reads a node. Returns whether to read what it holds, too.
    fn enter(&mut self, node: NodeRef<'t, 'a>) -> bool {
        let parent = self.open.last();
        let only = parent.and_then(|parent| parent.only);
        if only.is_some_and(|only| only != Some(node.id())) {
            return false;
        }
        match node.kind() {
            NodeKind::Element if self.state.options != Options::Nothing => self.enter_option(node),
            NodeKind::Element => self.enter_element(node),
            NodeKind::Text => {
                self.text(node);
                false
            }
            NodeKind::Comment | NodeKind::Fragment => false,
        }
    }

    fn text(&mut self, node: NodeRef<'t, 'a>) {
        let end = node.span().map(|span| span.end);
        self.at = end.map_or(self.at, |end| end.max(self.at));
        let state = self.state;
        if state.is_mute || state.options == Options::Select {
            return;
        }
        if state.is_pre && state.options == Options::Nothing {
            self.writer.verbatim(node, state.style);
        } else {
            self.writer.text(node, state.style);
        }
    }

    fn enter_element(&mut self, node: NodeRef<'t, 'a>) -> bool {
        let tag = node.start_tag().map(|tag| tag.end);
        self.at = tag.map_or(self.at, |end| end.max(self.at));
        let span = node.span().unwrap_or(Span::new(self.at, self.at));
        let shown = node.shown(self.state.is_mute);
        let role = Role::of(node, shown);
        match role {
            Role::Hidden => return false,
            Role::Break => {
                self.writer.line_break(span, self.state.style);
                return false;
            }
            Role::Image => {
                let image = Image::new(node, span, self.state.in_noscript);
                self.writer.image(image, self.state.style);
                return false;
            }
            Role::Rule => {
                self.flush(Apart::None, None);
                self.push(Block::Rule(span));
                return false;
            }
            Role::Embed(kind) => {
                self.flush(Apart::None, None);
                self.push(Block::Embed(Box::new(embed::read(node, kind, span))));
                return false;
            }
            _ => {}
        }
        let caption = self.caption_rule(node, role);
        let mut open = Open::new(node, self.state);
        open.is_block = role.is_block() || caption.is_some();
        if open.is_block {
            let apart = match caption {
                Some(_) => Apart::Last,
                None => Apart::None,
            };
            self.flush(apart, None);
            self.open_block(&mut open, role, caption);
        }
        self.state.style = self.writer.styles.open(node, self.state.style);
        self.state.in_noscript |= node.is_named(Known::Noscript);
        self.state.is_mute = shown.is_mute;
        self.state.is_pre = match shown.collapses {
            Some(true) => false,
            Some(false) => self.state.is_pre || open.is_block,
            None => self.state.is_pre,
        };
        match shown.part {
            Shows::Only(child) => open.only = Some(child),
            Shows::Options => self.state.options = Options::Select,
            Shows::Texts => self.state.options = Options::Option,
            _ => {}
        }
        self.open.push(open);
        shown.part != Shows::Itself
    }

    /// Reads an element in a `select`, or in an option.
    fn enter_option(&mut self, node: NodeRef<'t, 'a>) -> bool {
        let mut open = Open::new(node, self.state);
        // One of SVG or MathML is none.
        let is_option = node.is_named(Known::Option) && node.namespace() == Namespace::Html;
        if self.state.options == Options::Select && is_option {
            self.flush(Apart::None, None);
            open.is_block = true;
            self.state.options = Options::Option;
        }
        self.open.push(open);
        !node.is_named(Known::Script)
    }

    fn open_block(&mut self, open: &mut Open<'t, 'a>, role: Role, caption: Option<Target>) {
        let node = open.node;
        self.state.in_head_row |= role == Role::HeadRows;
        if let Role::Heading(level) = role {
            self.state.heading = Some(level);
        }
        if self.state.in_caption {
            return;
        }
        let caption = caption.or_else(|| self.caption_role(role));
        let kinds = match caption {
            Some(target) => {
                open.caption = Some(target);
                self.state.in_caption = true;
                [Some(FrameKind::Caption(Vec::new())), None]
            }
            None => self.frames_of(node, role),
        };
        if role == Role::Figure {
            open.is_figure = true;
            let figure = Figure::new(self.frame_number(), self.frame().blocks.len());
            self.figures.push(figure);
        }
        for kind in kinds.into_iter().flatten() {
            self.state.heading = None;
            self.state.depth += usize::from(kind.nests());
            open.frames += 1;
            let reopened = match role {
                Role::Description => self.frame().pop_item(),
                _ => None,
            };
            self.frames.push(match reopened {
                Some(item) => Frame::reopened(item, node.span()),
                None => Frame::new(kind, node.span()),
            });
        }
        if open.frames == 0 {
            self.element = Some(node.id());
        }
    }

    /// Returns the frames that an element opens.
    fn frames_of(&mut self, node: NodeRef<'t, 'a>, role: Role) -> [Option<FrameKind<'a>>; 2] {
        let fits = self.state.depth < MAX_BLOCK_DEPTH;
        let header = self.state.in_head_row;
        let kind = match (role, &self.frame().kind) {
            (Role::Quote, _) if fits => FrameKind::Quote,
            (Role::List, _) if fits => FrameKind::list(node),
            (Role::Item | Role::Description, FrameKind::List { .. }) => FrameKind::Item,
            (Role::Item, _) if fits => {
                return [Some(FrameKind::implied_list()), Some(FrameKind::Item)];
            }
            (Role::Table, _) if fits => {
                self.state.in_head_row = false;
                FrameKind::table()
            }
            (Role::Row, FrameKind::Table { .. }) => FrameKind::Row(Vec::new()),
            (Role::Cell, FrameKind::Row(_)) => FrameKind::cell(node, header),
            _ => return [None, None],
        };
        [Some(kind), None]
    }

    /// Ends the elements that are open, up to one that `stays`.
    fn leave_all_but(&mut self, stays: impl Fn(NodeRef<'t, 'a>) -> bool) {
        while let Some(open) = self.open.last() {
            if stays(open.node) {
                return;
            }
            if let Some(open) = self.open.pop() {
                self.leave(open);
            }
        }
    }

    fn leave(&mut self, open: Open<'t, 'a>) {
        let end = open.node.end_tag();
        self.at = end.map_or(self.at, |end| end.end.max(self.at));
        if open.is_block {
            self.flush(Apart::None, Some(open.node));
        }
        for _ in 0..open.frames {
            let Some(frame) = self.frames.pop() else {
                break;
            };
            match open.caption {
                Some(target) => self.end_caption(frame, target),
                None => {
                    let at = self.at;
                    self.frame().close(frame, at);
                }
            }
        }
        if open.is_figure {
            self.end_figure();
        }
        if self.state.style != open.outside.style {
            self.writer.styles.close(self.state.style);
        }
        self.state = open.outside;
    }

    /// Makes blocks of the running text. `closing` is the element that ends here.
    pub(super) fn flush(&mut self, apart: Apart, closing: Option<NodeRef<'t, 'a>>) {
        let element = self.element.take();
        if self.writer.is_empty() {
            return;
        }
        let items = self.writer.take();
        if let FrameKind::Caption(caption) = &mut self.frame().kind {
            caption::append(caption, items);
            return;
        }
        let mut parts = match self.state {
            State { is_pre: true, .. } => flow::verbatim(items),
            State {
                heading: Some(_), ..
            } => flow::lines(items),
            _ if self.in_figure() => flow::paragraphs(items, Apart::All),
            _ => flow::paragraphs(items, apart),
        };
        let closing = closing.filter(|node| Some(node.id()) == element);
        let own = closing.and_then(|node| node.span());
        self.frame().expect(parts.estimate());
        let mut is_first = true;
        while let Some(part) = parts.next() {
            match part {
                Part::Text(len) => {
                    let own = own.filter(|_| is_first && !parts.goes_on_behind(len));
                    let inlines = self.writer.styles.nest(&mut parts, len, own);
                    self.push_text(inlines);
                }
                Part::Image(mut image, style) => {
                    self.writer.styles.set_link(&mut image, style);
                    self.push(Block::Image(image));
                }
            }
            is_first = false;
        }
    }

    fn push_text(&mut self, inlines: Spanned<Vec<Inline<'a>>>) {
        let block = match self.state {
            State { is_pre: true, .. } => Block::Preformatted(inlines),
            State {
                heading: Some(level),
                ..
            } => {
                let span = inlines.span();
                let inlines = inlines.into_value();
                Block::Heading(Heading {
                    level,
                    inlines,
                    span,
                })
            }
            _ => Block::Paragraph(inlines),
        };
        self.push(block);
    }

    /// Appends a block: within a caption, to what holds the caption.
    pub(super) fn push(&mut self, block: Block<'a>) {
        let block = self.with_pending_caption(block);
        let is_caption = |frame: &&mut Frame<'a>| matches!(frame.kind, FrameKind::Caption(_));
        let mut frames = self.frames.iter_mut().rev().skip_while(is_caption);
        frames.next().unwrap_or(&mut self.root).push(block);
    }
}
