//! The article as a reader sees it, a block a line.

use std::io::{self, Write};

use newsprint::{Block, Content, Embed, EmbedKind, Image, Inline, List, Span, Table};

use super::print::Rows;

/// Writes the dateline, the blocks and the footer.
pub fn write<W: Write>(rows: &mut Rows<W>, content: &Content) -> io::Result<()> {
    if let Some(dateline) = content.dateline() {
        rows.whole("dateline", Some(dateline.span()), dateline.raw())?;
    }
    let lead = content.lead_image().map(Image::span);
    for block in content.blocks() {
        self::block(rows, block, lead)?;
    }
    if let Some(footer) = content.footer() {
        rows.short("footer", Some(footer.span()), &text(footer.blocks()))?;
        for link in footer.links() {
            rows.address("  link", Some(link.href().span()), link.href())?;
        }
    }
    Ok(())
}

fn block<W: Write>(rows: &mut Rows<W>, block: &Block, lead: Option<Span>) -> io::Result<()> {
    let span = Some(block.span());
    let own_text = || text(std::slice::from_ref(block));
    match block {
        Block::Paragraph(_) => rows.short("paragraph", span, &own_text()),
        Block::Heading(heading) => {
            rows.short(&format!("heading {}", heading.level()), span, &own_text())
        }
        Block::Image(image) if lead == span => self::image(rows, "lead image", image),
        Block::Image(image) => self::image(rows, "image", image),
        Block::List(list) => rows.short("list", span, &format!("{} {}", items(list), own_text())),
        Block::Quote(_) => rows.short("quote", span, &own_text()),
        Block::Preformatted(_) => rows.short("preformatted", span, &own_text()),
        Block::Table(table) => {
            rows.short("table", span, &format!("{} {}", size(table), own_text()))
        }
        Block::Embed(embed) => self::embed(rows, embed),
        Block::Rule(_) => rows.short("rule", span, ""),
        _ => rows.short("other", span, &own_text()),
    }
}

fn image<W: Write>(rows: &mut Rows<W>, label: &str, image: &Image) -> io::Result<()> {
    rows.address(label, Some(image.span()), image.original_src())?;
    if image.is_proxied() {
        rows.address("  via", image.src_span(), image.src())?;
    }
    if let Some(caption) = image.caption() {
        let text = inline_text(caption);
        rows.whole("  caption", Some(caption.span()), &text)?;
    }
    Ok(())
}

fn embed<W: Write>(rows: &mut Rows<W>, embed: &Embed) -> io::Result<()> {
    let label = match embed.kind() {
        EmbedKind::Frame => "frame",
        EmbedKind::Video => "video",
        EmbedKind::Audio => "audio",
        _ => "object",
    };
    let src = embed.src().map(|src| src.value().as_ref());
    rows.address(label, Some(embed.span()), src.unwrap_or_default())?;
    if let Some(caption) = embed.caption() {
        let text = inline_text(caption);
        rows.whole("  caption", Some(caption.span()), &text)?;
    }
    Ok(())
}

fn items(list: &List) -> String {
    let kind = if list.is_ordered() { "numbered " } else { "" };
    match list.items().len() {
        1 => format!("(1 {kind}item)"),
        count => format!("({count} {kind}items)"),
    }
}

fn size(table: &Table) -> String {
    let cells = table.rows().iter().map(|row| row.cells().len());
    format!("({} x {})", table.rows().len(), cells.max().unwrap_or(0))
}

/// Something that may hold text.
enum Part<'c, 'a> {
    Block(&'c Block<'a>),
    Inline(&'c Inline<'a>),
}

/// Returns what the blocks say, on one line.
fn text(blocks: &[Block]) -> String {
    all_text(blocks.iter().map(Part::Block).collect())
}

/// Returns what the inlines say, on one line.
fn inline_text(inlines: &[Inline]) -> String {
    all_text(inlines.iter().map(Part::Inline).collect())
}

fn all_text(mut parts: Vec<Part>) -> String {
    let mut text = String::new();
    parts.reverse();
    while let Some(part) = parts.pop() {
        let first = parts.len();
        match part {
            Part::Block(block) => {
                part_lines(&mut text);
                inside_block(block, &mut parts);
            }
            Part::Inline(Inline::Text(piece)) => text.push_str(piece),
            Part::Inline(Inline::LineBreak(_)) => part_lines(&mut text),
            Part::Inline(inline) => inside_inline(inline, &mut parts),
        }
        parts[first..].reverse();
    }
    text
}

/// Parts what follows from the text before it by a blank.
fn part_lines(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

fn inside_block<'c, 'a>(block: &'c Block<'a>, parts: &mut Vec<Part<'c, 'a>>) {
    match block {
        Block::Paragraph(inlines) | Block::Preformatted(inlines) => {
            parts.extend(inlines.iter().map(Part::Inline));
        }
        Block::Heading(heading) => parts.extend(heading.inlines().iter().map(Part::Inline)),
        Block::List(list) => {
            let blocks = list.items().iter().flat_map(|item| item.blocks());
            parts.extend(blocks.map(Part::Block));
        }
        Block::Quote(quote) => parts.extend(quote.blocks().iter().map(Part::Block)),
        Block::Table(table) => {
            let cells = table.rows().iter().flat_map(|row| row.cells());
            parts.extend(cells.flat_map(|cell| cell.blocks()).map(Part::Block));
        }
        _ => {}
    }
}

fn inside_inline<'c, 'a>(inline: &'c Inline<'a>, parts: &mut Vec<Part<'c, 'a>>) {
    let inlines = match inline {
        Inline::Link(link) => link.inlines(),
        Inline::Emphasis(inlines)
        | Inline::Strong(inlines)
        | Inline::Code(inlines)
        | Inline::Strikethrough(inlines)
        | Inline::Superscript(inlines)
        | Inline::Subscript(inlines) => inlines,
        _ => &[],
    };
    parts.extend(inlines.iter().map(Part::Inline));
}
