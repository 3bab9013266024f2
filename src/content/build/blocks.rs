//! Builds blocks, and puts them into the open lists, quotes and tables.

use super::super::kind::ContentKind;
use super::super::tree::{Node, Tree};
use super::element::node_of;
use super::run::{Mode, Run};
use super::styles::NONE;
use crate::lean;
use crate::source::Span;

/// The content so far: inline content, and the open blocks around it.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    pub(super) run: Run<'a>,
    root: Frame,
    /// The frames that are open in the root.
    frames: Vec<Frame>,
    pub(super) figures: Vec<Figure>,
    /// Blocks that were found in a caption, and follow it.
    deferred: Vec<Node>,
    /// The element that starts with this inline content, or [`NONE`].
    element: u32,
    /// The number of blocks that were made of its inline content, and the first of them.
    parts: u32,
    first_part: u32,
}

/// The kind of block that inline content becomes: a paragraph, a heading of this level, preformatted text.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextBlock {
    pub(super) kind: ContentKind,
    pub(super) level: u16,
}

/// An incomplete container of blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) kind: ContentKind,
    /// Its node.
    pub(super) id: u32,
    /// The start of the children that were added since it was opened or reopened. Earlier ones are already in
    /// its span.
    from: u32,
    /// List: no element made it.
    is_implied: bool,
    /// The last block, and the last block that a caption may belong to; or [`NONE`].
    pub(super) last_block: u32,
    pub(super) last_media: u32,
    /// List: the last item, or [`NONE`].
    last_item: u32,
}

/// A figure that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    /// The index of the frame that contains it.
    frame: usize,
    /// Its start in the tree.
    pub(super) start: u32,
    /// The paragraph that becomes a caption if a medium follows, or [`NONE`].
    pub(super) pending: u32,
    /// The last block and the last medium before it.
    pub(super) before: (u32, u32),
}

impl Frame {
    fn new(kind: ContentKind, id: u32) -> Self {
        Frame {
            kind,
            id,
            from: id + 1,
            is_implied: false,
            last_block: NONE,
            last_media: NONE,
            last_item: NONE,
        }
    }
}

impl<'a> Blocks<'a> {
    pub(super) fn new(run: Run<'a>) -> Self {
        Blocks {
            run,
            root: Frame::new(ContentKind::Root, 0),
            frames: Vec::new(),
            figures: Vec::new(),
            deferred: Vec::new(),
            element: NONE,
            parts: 0,
            first_part: NONE,
        }
    }

    pub(super) fn tree(&mut self) -> &mut Tree<'a> {
        &mut self.run.tree
    }

    /// Begins a root. Returns its ID.
    pub(super) fn open_root(&mut self) -> u32 {
        let id = self
            .tree()
            .push(Node::new(ContentKind::Root, Span::default()));
        self.root = Frame::new(ContentKind::Root, id);
        id
    }

    /// Ends the root, whose span covers its descendants.
    pub(super) fn close_root(&mut self) {
        let id = self.root.id;
        self.tree().close(id);
        let end = self.run.tree.len();
        let span = self.tree().hull(id + 1, end).unwrap_or_default();
        self.tree().update(id, |node| node.span = span);
    }

    /// Returns the innermost frame.
    pub(super) fn frame(&self) -> &Frame {
        self.frames.last().unwrap_or(&self.root)
    }

    pub(super) fn frame_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    /// Opens a figure in the innermost frame.
    pub(super) fn open_figure(&mut self) {
        let Frame {
            last_block,
            last_media,
            ..
        } = *self.frame();
        let figure = Figure {
            frame: self.frames.len(),
            start: self.run.tree.len(),
            pending: NONE,
            before: (last_block, last_media),
        };
        self.figures.push(figure);
    }

    /// Returns the figure that is open in the innermost frame.
    pub(super) fn figure(&mut self) -> Option<&mut Figure> {
        let frame = self.frames.len();
        let figure = self.figures.last_mut();
        figure.filter(|figure| figure.frame == frame)
    }

    pub(super) fn in_figure(&self) -> bool {
        let frame = self.frames.len();
        self.figures
            .last()
            .is_some_and(|figure| figure.frame == frame)
    }

    /// Records the start of an element, before anything in it is written.
    pub(super) fn start_element(&mut self, id: u32) {
        self.element = id;
        self.parts = 0;
    }

    /// Makes blocks of the inline content.
    pub(super) fn flush(&mut self, text: TextBlock) {
        self.end_run(text, false);
        self.element = NONE;
    }

    /// Makes blocks of the inline content before a caption. If the content ends in an image, the image
    /// becomes a block.
    pub(super) fn flush_before_caption(&mut self, text: TextBlock) {
        self.end_run(text, true);
        self.element = NONE;
    }

    /// Makes blocks of the inline content at the end of an element. If all of the element's text is one
    /// block, the block gets the bytes of the element.
    pub(super) fn flush_element(&mut self, text: TextBlock, id: u32, own: Option<Span>) {
        self.end_run(text, false);
        let is_all = self.element == id && self.parts == 1 && self.first_part != NONE;
        let block = self.first_part;
        let own = own.filter(|_| is_all).and_then(|own| {
            let text = self.run.tree.node(block).span;
            // The name of a place and a dash may precede the element.
            let is_within = text.end <= own.end && own.start <= text.end;
            is_within.then_some(if text.start < own.start {
                own.cover(text)
            } else {
                own
            })
        });
        if let Some(own) = own {
            self.tree().update(block, |node| node.span = own);
            self.cover_implied(block, own);
        }
        self.element = NONE;
    }

    /// Extends the implied item, row and cell around a block of the innermost frame to the bytes of the
    /// block.
    fn cover_implied(&mut self, block: u32, span: Span) {
        let Frame {
            kind, last_item, ..
        } = *self.frame();
        let around = match kind {
            ContentKind::List => last_item..last_item.saturating_add(1),
            ContentKind::Table => block.saturating_sub(2)..block,
            ContentKind::TableRow => block.saturating_sub(1)..block,
            _ => return,
        };
        for id in around {
            self.tree()
                .update(id, |node| node.span = node.span.cover(span));
        }
    }

    /// Appends a line break, which may end a paragraph.
    pub(super) fn line_break(&mut self, span: Span, text: TextBlock) {
        let ends_paragraph = self.run.mode == Mode::Paragraphs && !self.run.line_has_text();
        match ends_paragraph {
            true => self.end_run(text, false),
            false => self.run.line_break(span),
        }
    }

    /// Appends an image to the inline content. In a figure, it becomes a block.
    pub(super) fn image(&mut self, image: Node, text: TextBlock) {
        self.run.image(image);
        if self.run.mode == Mode::Paragraphs && self.in_figure() {
            self.end_run(text, true);
        }
    }

    fn end_run(&mut self, text: TextBlock, last_apart: bool) {
        if self.run.is_empty() {
            return;
        }
        let ended = self.run.end(text.kind, text.level, last_apart);
        let images = match self.run.tree.len() - ended.images {
            0 => [None, None],
            // Nearly always there is one, which needs no allocation.
            1 => [self.run.tree.nodes.pop(), None],
            _ => [None, None],
        };
        let more = self.run.tree.nodes.split_off(ended.images as usize);
        if let Some(block) = ended.block {
            self.first_part = self.place(block);
            self.parts += 1;
        }
        for image in images.into_iter().flatten().chain(more) {
            self.parts += 2;
            self.push_image(image);
        }
    }

    pub(super) fn push_image(&mut self, mut image: Node) {
        image.flags |= Node::BLOCK;
        if image.has(Node::LINKED) && !self.run.styles.may_link_image(image.tag) {
            image.flags &= !Node::LINKED;
        }
        self.push(image);
    }

    /// Appends a block without children.
    pub(super) fn push(&mut self, node: Node) {
        let id = self.tree().push(node);
        let is_media = matches!(node.kind, ContentKind::Image | ContentKind::Embed);
        let id = if is_media {
            self.with_pending_caption(id)
        } else {
            id
        };
        self.place(id);
    }

    /// Keeps a block that was found in a caption until the caption ends.
    pub(super) fn defer(&mut self, node: Node) {
        lean::push(&mut self.deferred, node);
    }

    /// Appends the blocks that were found in a caption. In a table, one cell contains them all.
    pub(super) fn push_deferred(&mut self) {
        let deferred = std::mem::take(&mut self.deferred);
        let Some(last) = deferred.last() else {
            return;
        };
        let end = last.span.end;
        let around: &[ContentKind] = match self.frame().kind {
            ContentKind::Table => &[ContentKind::TableRow, ContentKind::TableCell],
            ContentKind::TableRow => &[ContentKind::TableCell],
            _ => &[],
        };
        for &kind in around {
            let mut node = node_of(kind, None);
            if kind == ContentKind::TableCell {
                (node.number, node.value.start) = (1, 1);
            }
            self.open(node);
        }
        deferred.into_iter().for_each(|node| self.push(node));
        around.iter().for_each(|_| self.close(end));
    }

    /// Puts the block, which reaches from `id` to the end of the tree, into the innermost frame, in an
    /// implied item, row or cell if needed. Returns its new ID.
    pub(super) fn place(&mut self, id: u32) -> u32 {
        let Frame {
            kind, last_item, ..
        } = *self.frame();
        match kind {
            ContentKind::List if last_item != NONE => {
                let block = self.tree().node(id).span;
                self.tree().close(last_item);
                self.tree()
                    .update(last_item, |item| item.span = item.span.cover(block));
                return id;
            }
            ContentKind::List => {
                self.tree().wrap(id, ContentKind::ListItem);
                self.frame_mut().last_item = id;
                return id + 1;
            }
            ContentKind::Table => {
                self.wrap_in_cell(id);
                self.tree().wrap(id, ContentKind::TableRow);
                return id + 2;
            }
            ContentKind::TableRow => {
                self.wrap_in_cell(id);
                return id + 1;
            }
            _ => {}
        }
        let node = *self.tree().node(id);
        let is_media = match node.kind {
            ContentKind::Image => !node.has(Node::NOSCRIPT),
            kind => kind == ContentKind::Embed,
        };
        let frame = self.frame_mut();
        frame.last_block = id;
        if is_media {
            frame.last_media = id;
        }
        id
    }

    fn wrap_in_cell(&mut self, id: u32) {
        self.tree().wrap(id, ContentKind::TableCell);
        self.tree().update(id, |cell| {
            (cell.number, cell.value.start) = (1, 1);
        });
    }

    /// Opens a frame for `node`.
    pub(super) fn open(&mut self, node: Node) {
        let id = self.tree().push(node);
        self.frames.push(Frame::new(node.kind, id));
    }

    /// Opens a list for items that are not in a list, or reopens such a list directly before.
    pub(super) fn open_implied_list(&mut self) {
        let Frame { last_block, .. } = *self.frame();
        let len = self.run.tree.len();
        let goes_on = self.tree().node(last_block).flags & Node::IMPLIED != 0
            && self.tree().node(last_block).kind == ContentKind::List
            && self.tree().node(last_block).end == len;
        if goes_on {
            let frame = Frame {
                from: len,
                is_implied: true,
                ..Frame::new(ContentKind::List, last_block)
            };
            self.frames.push(frame);
            return;
        }
        let mut node = Node::new(ContentKind::List, Span::default());
        node.flags = Node::HULL | Node::IMPLIED;
        self.open(node);
        self.frame_mut().is_implied = true;
    }

    /// Opens an item of the list that is the innermost frame.
    pub(super) fn open_item(&mut self, span: Option<Span>) {
        self.open(node_of(ContentKind::ListItem, span));
    }

    /// Reopens the last item of the list that is the innermost frame, or opens one.
    pub(super) fn reopen_item(&mut self, span: Option<Span>) {
        let last_item = self.frame().last_item;
        if last_item == NONE {
            return self.open_item(span);
        }
        if let Some(span) = span {
            self.tree()
                .update(last_item, |item| item.span = item.span.cover(span));
        }
        self.frames.push(Frame {
            from: self.run.tree.len(),
            ..Frame::new(ContentKind::ListItem, last_item)
        });
    }

    /// Ends the innermost frame, when the source was read up to `at`. An empty frame is left out.
    pub(super) fn close(&mut self, at: u32) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let id = frame.id;
        self.tree().close(id);
        let end = self.run.tree.len();
        let inside = self.run.tree.inside(id);
        let holds_something = match frame.kind {
            ContentKind::List => {
                let holds_something = inside.iter().any(|node| node.kind != ContentKind::ListItem);
                if holds_something {
                    self.tree().number_items(id);
                }
                holds_something
            }
            ContentKind::ListItem | ContentKind::TableCell => true,
            ContentKind::Table => {
                let caption = inside
                    .first()
                    .filter(|node| node.kind == ContentKind::Caption);
                if caption.is_some_and(|caption| caption.end == end) {
                    // Without rows, only the caption is left.
                    self.tree().unwrap(id);
                    self.tree()
                        .update(id, |node| node.kind = ContentKind::Paragraph);
                    self.place(id);
                    return;
                }
                !inside.is_empty()
            }
            _ => !inside.is_empty(),
        };
        self.close_frame(frame, holds_something, at);
    }

    fn close_frame(&mut self, frame: Frame, holds_something: bool, at: u32) {
        let id = frame.id;
        if !holds_something {
            return self.tree().truncate(id);
        }
        let end = self.run.tree.len();
        let hull = self.tree().hull(frame.from, end);
        self.tree().update(id, |node| {
            node.span = match (node.has(Node::HULL), hull) {
                (true, hull) => hull.unwrap_or(Span::new(at, at)),
                (false, Some(hull)) => node.span.cover(hull),
                (false, None) => node.span,
            };
            node.flags &= !Node::HULL;
        });
        match frame.kind {
            ContentKind::ListItem => self.frame_mut().last_item = id,
            ContentKind::TableRow | ContentKind::TableCell => {}
            _ if frame.is_implied && self.frame().last_block == id => {}
            _ => {
                self.place(id);
            }
        }
    }

    /// Adds to a medium, the last node, the caption that precedes it in its figure. Returns the ID of the
    /// medium.
    fn with_pending_caption(&mut self, id: u32) -> u32 {
        let Some(figure) = self.figure() else {
            return id;
        };
        let caption = std::mem::replace(&mut figure.pending, NONE);
        if caption == NONE {
            return id;
        }
        let end = self.tree().node(caption).end;
        self.tree().move_last(end, caption);
        let id = id - (end - caption);
        let caption = self.run.tree.len() - (end - caption);
        self.tree()
            .update(caption, |node| node.kind = ContentKind::Caption);
        self.tree().close(id);
        let frame = self.frame_mut();
        (frame.last_block, frame.last_media) = (NONE, NONE);
        id
    }
}
