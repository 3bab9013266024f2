//! Reads content from front to back, without recursion.

use std::slice;

use super::image::Image;
use super::model::{Block, Cell, Inline, Link, ListItem, Row};

/// A block or an inline.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'c, 'a> {
    Block(&'c Block<'a>),
    Inline(&'c Inline<'a>),
}

impl<'c, 'a> Part<'c, 'a> {
    pub(super) fn image(self) -> Option<&'c Image<'a>> {
        match self {
            Part::Block(Block::Image(image)) | Part::Inline(Inline::Image(image)) => Some(image),
            _ => None,
        }
    }

    /// Returns whether the part is text that shows.
    pub(super) fn is_text(self) -> bool {
        let shows = |c: char| !c.is_whitespace() && !is_zero_width(c);
        matches!(self, Part::Inline(Inline::Text(text)) if text.chars().any(shows))
    }
}

fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Goes through blocks and all that they hold, in the order of reading.
#[derive(Debug, Clone)]
pub(super) struct Walk<'c, 'a> {
    open: Vec<Level<'c, 'a>>,
}

#[derive(Debug, Clone)]
enum Level<'c, 'a> {
    Blocks(slice::Iter<'c, Block<'a>>),
    Inlines(slice::Iter<'c, Inline<'a>>),
    Items(slice::Iter<'c, ListItem<'a>>),
    Rows(slice::Iter<'c, Row<'a>>),
    Cells(slice::Iter<'c, Cell<'a>>),
}

impl<'c, 'a> Walk<'c, 'a> {
    pub(super) fn new(blocks: &'c [Block<'a>]) -> Self {
        Walk {
            open: vec![Level::Blocks(blocks.iter())],
        }
    }

    pub(super) fn links(self) -> impl Iterator<Item = &'c Link<'a>> {
        self.filter_map(|part| match part {
            Part::Inline(Inline::Link(link)) => Some(&**link),
            _ => None,
        })
    }

    fn go_into_block(&mut self, block: &'c Block<'a>) {
        let inlines = match block {
            Block::Paragraph(inlines) | Block::Preformatted(inlines) => Some(&**inlines),
            Block::Heading(heading) => Some(&heading.inlines),
            Block::Image(image) => image.caption().map(|caption| caption.value()),
            Block::Embed(embed) => embed.caption.as_deref(),
            Block::Table(table) => table.caption.as_deref(),
            Block::List(_) | Block::Quote(_) | Block::Rule(_) => None,
        };
        match block {
            Block::List(list) => self.open.push(Level::Items(list.items.iter())),
            Block::Quote(quote) => self.open.push(Level::Blocks(quote.blocks.iter())),
            Block::Table(table) => self.open.push(Level::Rows(table.rows.iter())),
            _ => {}
        }
        if let Some(inlines) = inlines {
            self.open.push(Level::Inlines(inlines.iter()));
        }
    }

    fn go_into_inline(&mut self, inline: &'c Inline<'a>) {
        let inlines = match inline {
            Inline::Link(link) => &link.inlines,
            Inline::Emphasis(inlines)
            | Inline::Strong(inlines)
            | Inline::Code(inlines)
            | Inline::Strikethrough(inlines)
            | Inline::Superscript(inlines)
            | Inline::Subscript(inlines) => &**inlines,
            Inline::Text(_) | Inline::LineBreak(_) | Inline::Image(_) => return,
        };
        self.open.push(Level::Inlines(inlines.iter()));
    }
}

impl<'c, 'a> Iterator for Walk<'c, 'a> {
    type Item = Part<'c, 'a>;

    fn next(&mut self) -> Option<Part<'c, 'a>> {
        loop {
            let inner = match self.open.last_mut()? {
                Level::Blocks(blocks) => {
                    if let Some(block) = blocks.next() {
                        self.go_into_block(block);
                        return Some(Part::Block(block));
                    }
                    None
                }
                Level::Inlines(inlines) => {
                    if let Some(inline) = inlines.next() {
                        self.go_into_inline(inline);
                        return Some(Part::Inline(inline));
                    }
                    None
                }
                Level::Items(items) => items.next().map(|item| Level::Blocks(item.blocks.iter())),
                Level::Rows(rows) => rows.next().map(|row| Level::Cells(row.cells.iter())),
                Level::Cells(cells) => cells.next().map(|cell| Level::Blocks(cell.blocks.iter())),
            };
            match inner {
                Some(inner) => self.open.push(inner),
                None => {
                    self.open.pop();
                }
            }
        }
    }
}
