//! The article as a reader sees it, one block per line.

use std::io::{self, Write};

use newsprint::{
    Content, ContentEvent, ContentKind, ContentRef, Embed, EmbedKind, Image, List, Table,
};

use super::print::Rows;

/// Writes the dateline, the byline, the blocks and the asides.
pub fn write<W: Write>(rows: &mut Rows<W>, content: &Content) -> io::Result<()> {
    if let Some(dateline) = content.dateline() {
        rows.whole("dateline", Some(dateline.span()), dateline.raw())?;
    }
    if let Some(byline) = content.byline() {
        rows.whole("byline", Some(byline.span()), byline.raw())?;
    }
    let lead = content.lead_image();
    for block in content.blocks() {
        self::block(rows, block, lead)?;
    }
    for aside in content.asides() {
        rows.short(
            aside.aside_kind().name(),
            Some(aside.span()),
            &text(aside.root()),
        )?;
        captions(rows, aside.root())?;
        for link in aside.links() {
            let href = link.href();
            rows.address("  link", Some(href.span()), &href)?;
        }
    }
    Ok(())
}

fn block<W: Write>(rows: &mut Rows<W>, block: ContentRef, lead: Option<Image>) -> io::Result<()> {
    if let Some(image) = block.as_image() {
        let label = if lead == Some(image) {
            "lead image"
        } else {
            "image"
        };
        self::image(rows, label, image)?;
    } else if let Some(embed) = block.as_embed() {
        self::embed(rows, embed)?;
    } else {
        let (label, value) = labelled(block);
        rows.short(&label, Some(block.span()), &value)?;
    }
    captions(rows, block)
}

/// Returns the kind and the text of a block.
fn labelled(block: ContentRef) -> (String, String) {
    if let Some(heading) = block.as_heading() {
        return (format!("heading {}", heading.level()), text(block));
    }
    if let Some(list) = block.as_list() {
        return (
            "list".to_owned(),
            format!("{} {}", items(list), text(block)),
        );
    }
    if let Some(table) = block.as_table() {
        return (
            "table".to_owned(),
            format!("{} {}", size(table), text(block)),
        );
    }
    let label = match block.kind() {
        ContentKind::Paragraph => "paragraph",
        ContentKind::BlockQuote => "quote",
        ContentKind::Preformatted => "preformatted",
        ContentKind::ThematicBreak => "rule",
        _ => "other",
    };
    (label.to_owned(), text(block))
}

fn image<W: Write>(rows: &mut Rows<W>, label: &str, image: Image) -> io::Result<()> {
    let original = image.original_src().unwrap_or_default();
    rows.address(label, Some(image.span()), &original)?;
    match image.src() {
        Some(src) if image.is_proxied() => rows.address("  via", Some(src.span()), &src),
        _ => Ok(()),
    }
}

fn embed<W: Write>(rows: &mut Rows<W>, embed: Embed) -> io::Result<()> {
    let label = match embed.embed_kind() {
        EmbedKind::Frame => "frame",
        EmbedKind::Video => "video",
        EmbedKind::Audio => "audio",
        _ => "object",
    };
    let original = embed.original_src().unwrap_or_default();
    rows.address(label, Some(embed.span()), &original)?;
    if let Some(address) = embed.address().filter(|address| **address != original) {
        rows.address("  via", Some(address.span()), &address)?;
    }
    match embed.poster() {
        Some(poster) => rows.address("  poster", Some(poster.span()), &poster),
        None => Ok(()),
    }
}

/// Writes the captions and credits inside a part.
fn captions<W: Write>(rows: &mut Rows<W>, part: ContentRef) -> io::Result<()> {
    let captions = part.descendants();
    for part in captions {
        let label = match part.kind() {
            ContentKind::Caption => "  caption",
            ContentKind::Credit => "  credit",
            _ => continue,
        };
        rows.whole(label, Some(part.span()), &text(part))?;
    }
    Ok(())
}

fn items(list: List) -> String {
    let kind = if list.is_ordered() { "numbered " } else { "" };
    match list.items().count() {
        1 => format!("(1 {kind}item)"),
        count => format!("({count} {kind}items)"),
    }
}

fn size(table: Table) -> String {
    let cells = table.rows().map(|row| row.children().count());
    format!("({} x {})", table.rows().count(), cells.max().unwrap_or(0))
}

/// Returns the text of a part on one line, without the captions and credits inside it.
fn text(part: ContentRef) -> String {
    let mut text = String::new();
    let mut events = part.events();
    while let Some(event) = events.next() {
        let (ContentEvent::Start(inner) | ContentEvent::Leaf(inner)) = event else {
            continue;
        };
        let is_said = matches!(inner.kind(), ContentKind::Caption | ContentKind::Credit);
        if is_said && inner != part {
            events.skip_subtree();
        } else if inner.is_block() || inner.kind() == ContentKind::Break {
            part_lines(&mut text);
        }
        text.push_str(inner.as_text().unwrap_or_default());
    }
    text
}

/// Appends a space before further text. Does nothing if `text` is empty or ends with a space.
fn part_lines(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}
