//! What is seen of content in Markdown.

use newsprint::{Block, Content, Embed, Image, Inline, Table};

use super::{
    CODE, EMPHASIS, RULE, STRIKETHROUGH, STRONG, SUBSCRIPT, SUPERSCRIPT, Seen, address, words,
};

/// Returns what is seen of content in Markdown.
pub fn of_content(content: &Content) -> Seen {
    let mut seen = Seen::default();
    seen.blocks(content.blocks());
    seen
}

impl Seen {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        self.blank();
        match block {
            Block::Paragraph(inlines) => self.inlines(inlines),
            Block::Heading(heading) => {
                if self.in_line {
                    return self.styled(STRONG, |seen| seen.inlines(heading.inlines()));
                }
                let place = format!("h{}", heading.level());
                self.within(place, |seen| seen.inlines(heading.inlines()));
            }
            Block::Preformatted(inlines) => {
                let outside = self.in_html;
                let in_html = holds_more_than_text(inlines);
                self.in_html |= in_html;
                let in_html = self.in_html;
                self.within("pre".to_owned(), |seen| match in_html {
                    true => seen.inlines(inlines),
                    false => seen.only_text(inlines),
                });
                self.in_html = outside;
            }
            Block::Image(image) => {
                let link = image.link().filter(|link| !runs_script(link));
                if let Some(link) = link {
                    self.open_link(&address(link), "");
                }
                self.image_of(image);
                self.link = None;
                self.caption(image.caption().map_or(&[], |caption| caption));
            }
            Block::Embed(embed) => self.embed(embed),
            Block::List(list) => {
                let mut bullets = 0;
                for (index, item) in list.items().iter().enumerate() {
                    self.numbers += usize::from(list.is_ordered());
                    let (written, number) = (self.written(), bullets);
                    let place = match list.start() {
                        // Numbers of Markdown have at most nine digits, and no sign. Those of
                        // a list go up from the first.
                        Some(start) => format!("{}.", start.clamp(0, 999_999_999) as usize + index),
                        None => format!("-{number}"),
                    };
                    self.within(place, |seen| seen.blocks(item.blocks()));
                    bullets += usize::from(self.written() > written);
                }
            }
            Block::Quote(quote) => {
                self.within(">".to_owned(), |seen| seen.blocks(quote.blocks()));
            }
            Block::Table(table) => {
                self.inlines(table.caption().map_or(&[], |caption| caption));
                self.blank();
                // Whether it is written as a table or as blocks, is seen of headings only.
                let outside = self.in_line;
                let has_lines = has_lines(table);
                self.tables += usize::from(has_lines);
                self.in_line |= has_lines;
                for cell in table.rows().iter().flat_map(|row| row.cells()) {
                    self.blocks(cell.blocks());
                }
                self.in_line = outside;
            }
            Block::Rule(_) => self.push(RULE),
            _ => panic!("a block that is not known here"),
        }
        self.blank();
    }

    fn embed(&mut self, embed: &Embed) {
        if let Some(src) = embed.src() {
            let title = embed.title().filter(|title| !title.trim().is_empty());
            if !runs_script(src) {
                self.open_link(&address(src), "");
            }
            self.text(title.unwrap_or(src));
            self.link = None;
        }
        self.caption(embed.caption().map_or(&[], |caption| caption));
    }

    fn caption(&mut self, caption: &[Inline]) {
        self.blank();
        self.styled(EMPHASIS, |seen| seen.inlines(caption));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::LineBreak(_) => self.blank(),
                Inline::Image(image) => self.image_of(image),
                Inline::Link(link) => {
                    let href = address(link.href());
                    let is_kept = match self.in_html {
                        true => is_public(&href),
                        false => !runs_script(&href),
                    };
                    if is_kept {
                        self.open_link(&href, &title(link.title()));
                    }
                    self.inlines(link.inlines());
                    self.link = None;
                }
                Inline::Emphasis(inlines) => self.styled(EMPHASIS, |seen| seen.inlines(inlines)),
                Inline::Strong(inlines) => self.styled(STRONG, |seen| seen.inlines(inlines)),
                Inline::Code(inlines) => self.styled(CODE, |seen| seen.inlines(inlines)),
                Inline::Strikethrough(inlines) => {
                    self.styled(STRIKETHROUGH, |seen| seen.inlines(inlines));
                }
                Inline::Superscript(inlines) => {
                    self.styled(SUPERSCRIPT, |seen| seen.inlines(inlines));
                }
                Inline::Subscript(inlines) => self.styled(SUBSCRIPT, |seen| seen.inlines(inlines)),
                _ => panic!("an inline that is not known here"),
            }
        }
    }

    /// What is in a code block has no styles.
    fn only_text(&mut self, inlines: &[Inline]) {
        let first = self.shown.len();
        self.inlines(inlines);
        self.shown
            .iter_mut()
            .skip(first)
            .for_each(|shown| shown.style = 0);
    }

    fn image_of(&mut self, image: &Image) {
        let src = address(image.original_src());
        if src.is_empty() || self.in_html && !is_of_the_web(&src) {
            return;
        }
        let alt = words(image.alt().unwrap_or_default());
        self.image(&src, &alt, &title(image.title()));
    }
}

/// Returns whether a table has columns, and cells that a line can hold.
fn has_lines(table: &Table) -> bool {
    let fits = |block: &Block| {
        matches!(
            block,
            Block::Paragraph(_) | Block::Heading(_) | Block::Image(_) | Block::Embed(_)
        )
    };
    let rows = || table.rows().iter().map(|row| row.cells());
    let mut cells = rows().flatten();
    rows().any(|cells| cells.len() > 1) && cells.all(|cell| cell.blocks().iter().all(fits))
}

fn holds_more_than_text(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Link(_) | Inline::Image(_) => true,
        Inline::Emphasis(inlines)
        | Inline::Strong(inlines)
        | Inline::Code(inlines)
        | Inline::Strikethrough(inlines)
        | Inline::Superscript(inlines)
        | Inline::Subscript(inlines) => holds_more_than_text(inlines),
        _ => false,
    })
}

fn runs_script(address: &str) -> bool {
    let scheme = self::address(address).to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"]
        .iter()
        .any(|script| scheme.starts_with(script))
}

fn is_public(address: &str) -> bool {
    let scheme = self::address(address).to_ascii_lowercase();
    is_of_the_web(address) || scheme.starts_with("mailto:")
}

fn is_of_the_web(address: &str) -> bool {
    let scheme = self::address(address).to_ascii_lowercase();
    ["http:", "https:"]
        .iter()
        .any(|web| scheme.starts_with(web))
}

/// Returns what a title says; a blank one says nothing.
fn title(title: Option<&str>) -> String {
    let title = title.filter(|title| !title.trim().is_empty());
    words(title.unwrap_or_default())
}
