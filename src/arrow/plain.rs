use crate::content::{Block, Inline};

/// Writes the text of blocks, a line each.
///
/// Recursion is as deep as content nests, which is bounded.
pub(super) fn blocks(blocks: &[Block<'_>], out: &mut String) {
    for block in blocks {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        match block {
            Block::Paragraph(text) | Block::Preformatted(text) => inlines(text, out),
            Block::Heading(heading) => inlines(heading.inlines(), out),
            Block::List(list) => {
                for item in list.items() {
                    self::blocks(item.blocks(), out);
                }
            }
            Block::Quote(quote) => self::blocks(quote.blocks(), out),
            Block::Table(table) => {
                for cell in table.rows().iter().flat_map(|row| row.cells()) {
                    self::blocks(cell.blocks(), out);
                }
            }
            Block::Image(_) | Block::Embed(_) | Block::Rule(_) => {}
        }
    }
}

/// Writes the text of inlines.
pub(super) fn inlines(inlines: &[Inline<'_>], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Link(link) => self::inlines(link.inlines(), out),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Code(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => self::inlines(inner, out),
            Inline::LineBreak(_) => out.push('\n'),
            Inline::Image(_) => {}
        }
    }
}
