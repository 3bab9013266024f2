//! Builds blocks, and adds each block to the innermost open container, such as a list or the root.

use super::super::kind::ContentKind;
use super::super::tree::{Node, Tree};
use super::element::node_of;
use super::run::{Mode, Run};
use super::styles::NONE;
use crate::lean;
use crate::source::Span;

/// The content built so far: finished blocks, the open containers (lists, block quotes, tables), and the
/// inline content of the current block.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    pub(super) run: Run<'a>,
    root: Frame,
    /// The open containers inside the root, from the outermost to the innermost.
    frames: Vec<Frame>,
    pub(super) figures: Vec<Figure>,
    /// Blocks that were found in the current caption. When the caption ends, these blocks are added
    /// after the caption.
    deferred: Vec<Node>,
    /// The ID of the block-level element that started last, or [`NONE`]. Set to [`NONE`] when a
    /// block-level element ends, and when a container starts.
    element: u32,
    /// The number of blocks that were made from the content of `element` so far. An image counts as
    /// two blocks. The number 1 therefore always means a single block of text.
    parts: u32,
    /// The ID of the last block of text that is counted in `parts`, or [`NONE`].
    first_part: u32,
}

/// The kind of block that inline content becomes: a paragraph, a heading or preformatted text.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextBlock {
    pub(super) kind: ContentKind,
    /// The level of a heading, from 1 to 6.
    pub(super) level: u16,
}

/// An open container, to which blocks can be added: a root, a list, a list item, a block quote, a table, a
/// row or a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) kind: ContentKind,
    /// The ID of the container's node.
    pub(super) id: u32,
    /// The ID of the first child that was added since the container was opened or reopened. The container's
    /// span already covers earlier children.
    from: u32,
    /// Whether this is an implied list, which is made for `li` elements outside of lists. An
    /// implied list has no element in the source.
    is_implied: bool,
    /// The ID of the block that was added last, or [`NONE`].
    pub(super) last_block: u32,
    /// The ID of the last image or embed, or [`NONE`]. A caption that follows may belong to this
    /// image or embed. Images in a `noscript` do not count.
    pub(super) last_media: u32,
    /// The ID of the last item of a list, or [`NONE`].
    last_item: u32,
}

/// An open `figure` element, or an open layout table that is treated as a `figure`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    /// The length of [`Blocks::frames`] when the figure was opened.
    frame: usize,
    /// The number of nodes in the tree when the figure was opened. This is the ID of the figure's first node.
    pub(super) start: u32,
    /// The ID of the pending caption, or [`NONE`]. A pending caption is a paragraph that becomes
    /// the caption of the next image or embed in the figure.
    pub(super) pending: u32,
    /// The values of [`Frame::last_block`] and [`Frame::last_media`] when the figure was opened.
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

    /// Appends a root, to which the following blocks are added. Returns the root's ID.
    pub(super) fn open_root(&mut self) -> u32 {
        let id = self
            .tree()
            .push(Node::new(ContentKind::Root, Span::default()));
        self.root = Frame::new(ContentKind::Root, id);
        id
    }

    /// Ends the root, and sets its span to the smallest span that covers its descendants.
    pub(super) fn close_root(&mut self) {
        let id = self.root.id;
        self.tree().close(id);
        let end = self.run.tree.len();
        let span = self.tree().hull(id + 1, end).unwrap_or_default();
        self.tree().update(id, |node| node.span = span);
    }

    /// Returns the innermost open container, which may be the root.
    pub(super) fn frame(&self) -> &Frame {
        self.frames.last().unwrap_or(&self.root)
    }

    pub(super) fn frame_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    /// Opens a figure in the innermost container.
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

    /// Returns the innermost open figure. Returns `None` if no figure is open, or if a container
    /// such as a list is open inside the innermost figure.
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

    /// Records that the content of the element `id` starts here. Must be called before content of
    /// the element is added.
    pub(super) fn start_element(&mut self, id: u32) {
        self.element = id;
        self.parts = 0;
    }

    /// Forgets the element given to [`Blocks::start_element`]. The span of this element is then not
    /// used for a block.
    pub(super) fn end_element(&mut self) {
        self.element = NONE;
    }

    /// Ends the inline content. Its text becomes a block of the kind `text`; images that are not next to text
    /// become blocks of their own.
    pub(super) fn flush(&mut self, text: TextBlock) {
        self.end_run(text, false);
        self.end_element();
    }

    /// Does the same as [`Blocks::flush`], but before a caption. An image at the end of the inline
    /// content then becomes a block even if it is next to text, so that the image can get the
    /// caption.
    pub(super) fn flush_before_caption(&mut self, text: TextBlock) {
        self.end_run(text, true);
        self.end_element();
    }

    /// Does the same as [`Blocks::flush`], but at the end of the element `id`. `own` is the span of
    /// the element. If the content of the element became a single block of text, and no image
    /// became a block, the span of this block becomes `own`.
    pub(super) fn flush_element(&mut self, text: TextBlock, id: u32, own: Option<Span>) {
        self.end_run(text, false);
        let is_all = self.element == id && self.parts == 1 && self.first_part != NONE;
        let block = self.first_part;
        let own = own.filter(|_| is_all).and_then(|own| {
            let text = self.run.tree.node(block).span;
            // A place name and a dash before the element may be part of the block.
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
        self.end_element();
    }

    /// Extends the spans of the implied list item, table row and cell around `block`, so that these
    /// spans cover `span`. Does nothing if `block` is not in an implied container.
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

    /// Appends a line break. In [`Mode::Paragraphs`], a line break on a line without visible text
    /// is not appended, but ends the paragraph.
    pub(super) fn line_break(&mut self, span: Span, text: TextBlock) {
        let ends_paragraph = self.run.mode == Mode::Paragraphs && !self.run.line_has_text();
        match ends_paragraph {
            true => self.end_run(text, false),
            false => self.run.line_break(span),
        }
    }

    /// Appends an image to the inline content. In [`Mode::Paragraphs`], an image directly inside a figure
    /// becomes a block.
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
            // Usually there is only one image, and `pop` does not allocate.
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

    /// Appends a block without children, such as an image or a thematic break.
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

    /// Keeps `node`, a block that was found in a caption, until the caption ends.
    pub(super) fn defer(&mut self, node: Node) {
        lean::push(&mut self.deferred, node);
    }

    /// Appends the blocks that were found in a caption. Must be called after the end of the
    /// caption. If the innermost container is a table or row, the blocks are put into one implied
    /// cell.
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

    /// Adds the block `id` to the innermost container. The block must be the last block of the
    /// tree. In a list, the block is added to the last item, or to an implied item if the list is
    /// empty. In a table or row, the block is added to an implied cell. Returns the block's new ID.
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

    /// Appends `node`, a container. The following blocks are added to this container until it is closed.
    pub(super) fn open(&mut self, node: Node) {
        let id = self.tree().push(node);
        self.frames.push(Frame::new(node.kind, id));
    }

    /// Opens an implied list for an `li` element that is outside of lists. If the last block is an
    /// implied list, reopens that list instead.
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

    /// Opens a list item. The innermost container must be a list.
    pub(super) fn open_item(&mut self, span: Option<Span>) {
        self.open(node_of(ContentKind::ListItem, span));
    }

    /// Reopens the last item of the innermost container, which must be a list. If the list is empty, opens an
    /// item.
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

    /// Closes the innermost container. `at` is the offset in the source up to which the body was
    /// read. A container without content is removed. List items and cells are kept even without
    /// content.
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
                    // A table without rows is replaced by its caption, which becomes a paragraph.
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

    /// Moves the pending caption of the figure into the image or embed `id`. Does nothing without a
    /// pending caption. The image or embed must be the last node of the tree. Returns the new ID of
    /// the image or embed.
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
