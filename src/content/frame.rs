//! The lists, quotations and tables that are open, and what they become.

use super::inline::Item;
use super::model::{Block, Cell, Inline, List, ListItem, Quote, Row, Table};
use crate::html::Known;
use crate::lean;
use crate::source::{Span, Spanned};
use crate::tree::NodeRef;

/// Something that holds blocks and is not yet complete.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) kind: FrameKind<'a>,
    /// The element's bytes.
    span: Option<Span>,
    pub(super) blocks: Vec<Block<'a>>,
    /// The last of the blocks that a caption may be about.
    pub(super) last_media: Option<usize>,
    /// The last block, if it is a list that no element made.
    implied_list: Option<usize>,
    /// The bytes of all that it holds.
    hull: Option<Span>,
    /// Among the blocks are paragraphs whose text went elsewhere.
    has_holes: bool,
}

#[derive(Debug)]
pub(super) enum FrameKind<'a> {
    /// The article.
    Root,
    Quote,
    List {
        start: Option<i32>,
        /// No element made it.
        is_implied: bool,
        items: Vec<ListItem<'a>>,
    },
    Item,
    Table {
        caption: Option<Caption<'a>>,
        rows: Vec<Row<'a>>,
    },
    Row(Vec<Cell<'a>>),
    Cell {
        header: bool,
        columns: u16,
        rows: u16,
    },
    Caption(Vec<Item<'a>>),
}

pub(super) type Caption<'a> = Spanned<Vec<Inline<'a>>>;

impl<'a> FrameKind<'a> {
    pub(super) fn list(node: NodeRef<'_, 'a>) -> Self {
        let start = node.attr("start").and_then(|start| integer(&start));
        FrameKind::List {
            start: node.is_named(Known::Ol).then(|| start.unwrap_or(1)),
            is_implied: false,
            items: Vec::new(),
        }
    }

    /// Returns the list that items without one make.
    pub(super) fn implied_list() -> Self {
        FrameKind::List {
            start: None,
            is_implied: true,
            items: Vec::new(),
        }
    }

    pub(super) fn table() -> Self {
        FrameKind::Table {
            caption: None,
            rows: Vec::new(),
        }
    }

    pub(super) fn cell(node: NodeRef<'_, 'a>, in_head: bool) -> Self {
        let number = |name| u16::try_from(integer(&node.attr(name)?)?).ok();
        let columns = number("colspan").filter(|&columns| columns > 0);
        FrameKind::Cell {
            header: in_head || node.is_named(Known::Th),
            columns: columns.unwrap_or(1).min(1000),
            rows: number("rowspan").unwrap_or(1).min(65534),
        }
    }

    /// Returns whether the frame counts among those that nest in each other.
    pub(super) fn nests(&self) -> bool {
        matches!(
            self,
            FrameKind::Quote | FrameKind::List { .. } | FrameKind::Table { .. }
        )
    }
}

impl<'a> Frame<'a> {
    pub(super) fn new(kind: FrameKind<'a>, span: Option<Span>) -> Self {
        Frame {
            kind,
            span,
            blocks: Vec::new(),
            last_media: None,
            implied_list: None,
            hull: None,
            has_holes: false,
        }
    }

    /// Returns a frame that goes on where a list's item ended.
    pub(super) fn reopened(item: ListItem<'a>, span: Option<Span>) -> Self {
        let mut frame = Frame::new(FrameKind::Item, span);
        frame.cover(item.span);
        frame.blocks = item.blocks;
        frame
    }

    /// Appends a block, wherever in the frame it may stand.
    pub(super) fn push(&mut self, block: Block<'a>) {
        let span = block.span();
        self.cover(span);
        match &mut self.kind {
            FrameKind::List { items, .. } => match items.last_mut() {
                Some(item) => {
                    item.span = item.span.cover(span);
                    lean::push(&mut item.blocks, block);
                }
                None => items.push(ListItem {
                    blocks: vec![block],
                    span,
                }),
            },
            FrameKind::Table { rows, .. } => {
                let cells = vec![cell(block)];
                lean::push(rows, Row { cells, span });
            }
            FrameKind::Row(cells) => lean::push(cells, cell(block)),
            _ => {
                if is_media(&block) {
                    self.last_media = Some(self.blocks.len());
                }
                lean::push(&mut self.blocks, block);
            }
        }
    }

    /// Makes room for many blocks, where it would be made in several steps.
    pub(super) fn expect(&mut self, blocks: usize) {
        let holds_others = matches!(
            self.kind,
            FrameKind::List { .. } | FrameKind::Table { .. } | FrameKind::Row(_)
        );
        if !holds_others && blocks > self.blocks.len() {
            self.blocks.reserve_exact(blocks);
        }
    }

    /// Takes a list's last item out of it.
    pub(super) fn pop_item(&mut self) -> Option<ListItem<'a>> {
        match &mut self.kind {
            FrameKind::List { items, .. } => items.pop(),
            _ => None,
        }
    }

    /// Returns where the image stands that the last block is.
    pub(super) fn image_before(&self) -> Option<usize> {
        let last = self.blocks.len().checked_sub(1)?;
        match self.blocks.get(last)? {
            Block::Image(image) if image.in_noscript => {
                // The image before it, for browsers without scripts.
                let twin = self.last_media.filter(|&media| media + 1 == last);
                Some(twin.filter(|&at| self.is_image(at)).unwrap_or(last))
            }
            Block::Image(_) => Some(last),
            _ => None,
        }
    }

    /// Returns the last medium from `start` on.
    pub(super) fn media_from(&self, start: usize) -> Option<usize> {
        let media = self.last_media.filter(|&media| media >= start);
        media.or_else(|| self.image_before().filter(|&at| at >= start))
    }

    fn is_image(&self, at: usize) -> bool {
        matches!(self.blocks.get(at), Some(Block::Image(_)))
    }

    /// Returns the place of a medium's caption.
    fn caption_of(&mut self, at: usize) -> Option<&mut Option<Caption<'a>>> {
        match self.blocks.get_mut(at)? {
            Block::Image(image) => Some(image.caption_mut()),
            Block::Embed(embed) => Some(&mut embed.caption),
            _ => None,
        }
    }

    /// Returns whether the block is a medium without a caption.
    pub(super) fn lacks_caption(&self, at: usize) -> bool {
        match self.blocks.get(at) {
            Some(Block::Image(image)) => image.caption().is_none(),
            Some(Block::Embed(embed)) => embed.caption.is_none(),
            _ => false,
        }
    }

    /// Gives a caption to a medium. If that has one, it goes on in a new line.
    pub(super) fn set_caption(&mut self, at: usize, caption: Caption<'a>) {
        let Some(place) = self.caption_of(at) else {
            return;
        };
        *place = Some(match place.take() {
            None => caption,
            Some(before) => {
                let span = caption.span();
                let line_break = Span::new(span.start, span.start);
                let cover = before.span().cover(span);
                let mut inlines = before.into_value();
                inlines.push(Inline::LineBreak(line_break));
                inlines.extend(caption.into_value());
                Spanned::new(inlines, cover)
            }
        });
    }

    /// Returns the running text of a caption, and its element's bytes.
    pub(super) fn into_caption(self) -> (Vec<Item<'a>>, Option<Span>) {
        match self.kind {
            FrameKind::Caption(items) => (items, self.span),
            _ => (Vec::new(), None),
        }
    }

    /// Takes what a paragraph says out of it.
    pub(super) fn take_paragraph(&mut self, at: usize) -> Option<Caption<'a>> {
        let Some(Block::Paragraph(inlines)) = self.blocks.get_mut(at) else {
            return None;
        };
        self.has_holes = true;
        let hole = Spanned::new(Vec::new(), inlines.span());
        Some(std::mem::replace(inlines, hole))
    }

    /// Appends to this frame what `inner`, which is complete, has become.
    pub(super) fn close(&mut self, inner: Frame<'a>, at: u32) {
        let (kind, span, blocks) = inner.finish(at);
        self.cover(span);
        match (kind, &mut self.kind) {
            (FrameKind::Item, FrameKind::List { items, .. }) => {
                lean::push(items, ListItem { blocks, span });
            }
            (FrameKind::Row(cells), FrameKind::Table { rows, .. }) => {
                if !cells.is_empty() {
                    lean::push(rows, Row { cells, span });
                }
            }
            (
                FrameKind::Cell {
                    header,
                    columns,
                    rows,
                },
                FrameKind::Row(cells),
            ) => {
                let cell = Cell {
                    header,
                    columns,
                    rows,
                    blocks,
                    span,
                };
                lean::push(cells, cell);
            }
            (
                FrameKind::List {
                    start,
                    is_implied,
                    items,
                },
                _,
            ) => {
                self.push_list(List { start, items, span }, is_implied);
            }
            (FrameKind::Table { caption, rows }, _) if !rows.is_empty() => {
                self.push(Block::Table(Box::new(Table {
                    caption,
                    rows,
                    span,
                })));
            }
            (FrameKind::Table { caption, .. }, _) => {
                if let Some(caption) = caption {
                    self.push(Block::Paragraph(caption));
                }
            }
            (FrameKind::Quote, _) => {
                if !blocks.is_empty() {
                    self.push(Block::Quote(Quote { blocks, span }));
                }
            }
            _ => {
                for block in blocks {
                    self.push(block);
                }
            }
        }
    }

    fn cover(&mut self, span: Span) {
        self.hull = Some(self.hull.map_or(span, |hull| hull.cover(span)));
    }

    fn push_list(&mut self, list: List<'a>, is_implied: bool) {
        if list.items.iter().all(|item| item.blocks.is_empty()) {
            return;
        }
        let last = self.blocks.len().checked_sub(1);
        let goes_on = is_implied && last.is_some() && self.implied_list == last;
        match self.blocks.last_mut() {
            Some(Block::List(before)) if goes_on => {
                before.span = before.span.cover(list.span);
                before.items.extend(list.items);
            }
            _ => {
                self.push(Block::List(Box::new(list)));
                if is_implied {
                    self.implied_list = self.blocks.len().checked_sub(1);
                }
            }
        }
    }

    /// Returns the frame's parts, and its bytes: those of its element and of all that it holds.
    fn finish(mut self, at: u32) -> (FrameKind<'a>, Span, Vec<Block<'a>>) {
        match &mut self.kind {
            FrameKind::List { items, .. } => items.shrink_to_fit(),
            FrameKind::Table { rows, .. } => rows.shrink_to_fit(),
            FrameKind::Row(cells) => cells.shrink_to_fit(),
            _ => {}
        }
        self.blocks.shrink_to_fit();
        if self.has_holes {
            self.blocks.retain(
                |block| !matches!(block, Block::Paragraph(inlines) if inlines.value().is_empty()),
            );
        }
        let span = match (self.span, self.hull) {
            (Some(span), Some(hull)) => span.cover(hull),
            (Some(span), None) | (None, Some(span)) => span,
            (None, None) => Span::new(at, at),
        };
        (self.kind, span, self.blocks)
    }

    /// Returns the article's blocks.
    pub(super) fn into_blocks(self) -> Vec<Block<'a>> {
        self.finish(0).2
    }
}

/// Returns the number that a text begins with (HTML standard, "rules for parsing integers").
fn integer(text: &str) -> Option<i32> {
    let text = text.trim_ascii_start();
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let sign = text.len() - digits.len();
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..sign + len)?.parse().ok()
}

fn cell(block: Block<'_>) -> Cell<'_> {
    Cell {
        header: false,
        columns: 1,
        rows: 1,
        span: block.span(),
        blocks: vec![block],
    }
}

fn is_media(block: &Block<'_>) -> bool {
    match block {
        Block::Image(image) => !image.in_noscript,
        Block::Embed(_) => true,
        _ => false,
    }
}
