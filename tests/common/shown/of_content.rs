//! Determines what must be visible of content in its Markdown.

use std::borrow::Cow;

use newsprint::{Content, ContentKind, ContentRef, Embed, Image, List, Style, Table, UrlParts};

use super::{
    CODE, EMPHASIS, RULE, STRIKETHROUGH, STRONG, SUBSCRIPT, SUPERSCRIPT, Seen, address, words,
};

/// Returns what must be visible in the Markdown of the content.
pub fn of_content(content: &Content) -> Seen {
    let mut seen = Seen::default();
    seen.blocks(content.root());
    seen
}

impl Seen {
    pub(super) fn blocks(&mut self, part: ContentRef) {
        part.children().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: ContentRef) {
        self.blank();
        match block.kind() {
            ContentKind::Paragraph => self.inlines(block),
            ContentKind::Heading => {
                if self.in_line {
                    return self.styled(STRONG, |seen| seen.inlines(block));
                }
                let level = block.as_heading().map_or(0, |heading| heading.level());
                self.within(format!("h{level}"), |seen| seen.inlines(block));
            }
            ContentKind::Preformatted => {
                let outside = self.in_html;
                let in_html = holds_more_than_text(block);
                self.in_html |= in_html;
                let in_html = self.in_html;
                self.within("pre".to_owned(), |seen| match in_html {
                    true => seen.inlines(block),
                    false => seen.only_text(block),
                });
                self.in_html = outside;
            }
            ContentKind::Image => {
                let image = block.as_image().expect("an image");
                let href = image.link().map(|link| address(&link));
                let href = href.filter(|href| is_written(href, is_public));
                self.linked(href.as_deref(), "", |seen| seen.image_of(image));
                self.caption(image.caption());
                self.credit(block);
            }
            ContentKind::Embed => self.embed(block.as_embed().expect("an embed")),
            ContentKind::List => self.list(block.as_list().expect("a list")),
            ContentKind::BlockQuote => self.within(">".to_owned(), |seen| seen.blocks(block)),
            ContentKind::Table => self.table(block.as_table().expect("a table")),
            ContentKind::ThematicBreak => self.push(RULE),
            kind => panic!("{kind:?} is not a block"),
        }
        self.blank();
    }

    fn embed(&mut self, embed: Embed) {
        if let Some(src) = embed.original_src() {
            let title = embed.title().filter(|title| !title.trim().is_empty());
            let href = address(&src);
            if is_written(&href, is_of_the_web) {
                self.linked(Some(&href), "", |seen| {
                    seen.text(title.as_deref().unwrap_or(&src));
                });
            }
        }
        self.caption(embed.caption());
        self.credit(*embed);
    }

    fn credit(&mut self, medium: ContentRef) {
        let credit = medium
            .children()
            .find(|part| part.kind() == ContentKind::Credit);
        if credit.is_some() {
            self.caption(credit);
        }
    }

    fn caption(&mut self, caption: Option<ContentRef>) {
        self.blank();
        if let Some(caption) = caption {
            self.styled(EMPHASIS, |seen| seen.inlines(caption));
        }
    }

    /// Writes `contents` as a link to `href`, or without a link if `href` is `None`. Does not write
    /// an empty link.
    fn linked(&mut self, href: Option<&str>, title: &str, contents: impl FnOnce(&mut Self)) {
        let Some(href) = href else {
            return contents(self);
        };
        let (shown, links) = (self.shown.len(), self.links.len());
        if self.link_end == Some(shown) && self.links.last().is_some_and(|last| last != href) {
            // Markdown has a space between two adjacent links.
            if !self.in_html {
                self.blank();
            }
        }
        self.open_link(href, title);
        contents(self);
        self.link = None;
        match self.shown.len() == shown {
            true => self.links.truncate(links),
            false => self.link_end = Some(self.shown.len()).filter(|_| !self.text.ends_with(' ')),
        }
    }

    fn list(&mut self, list: List) {
        let mut bullets = 0;
        let numbers = || list.items().filter_map(|item| item.number());
        // Markdown has no other numbers of list items.
        let can_number = numbers().all(|number| (0..=999_999_999).contains(&number));
        for item in list.items() {
            if self.in_line || !can_number {
                self.blank();
                let marker = item.number().map(|number| format!("{number}."));
                self.text(marker.as_deref().unwrap_or("•"));
                self.blank();
                self.blocks(item);
                continue;
            }
            self.numbers += usize::from(list.is_ordered());
            let (written, number) = (self.written(), bullets);
            let place = match item.number() {
                Some(number) => format!("{number}."),
                None => format!("-{number}"),
            };
            self.within(place, |seen| seen.blocks(item));
            bullets += usize::from(self.written() > written);
        }
    }

    fn table(&mut self, table: Table) {
        if let Some(caption) = table.caption() {
            self.inlines(caption);
        }
        self.blank();
        // A table is written as a table or as blocks. Only headings look different in the two
        // forms.
        let outside = self.in_line;
        let has_lines = has_lines(table);
        self.tables += usize::from(has_lines);
        self.in_line |= has_lines;
        let cells = table.rows().flat_map(|row| row.children());
        cells.for_each(|cell| self.blocks(cell));
        self.in_line = outside;
    }

    fn inlines(&mut self, part: ContentRef) {
        for inline in part.children() {
            match inline.kind() {
                ContentKind::Text => self.text(inline.as_text().unwrap_or_default()),
                ContentKind::Break => self.blank(),
                ContentKind::Image => self.image_of(inline.as_image().expect("an image")),
                ContentKind::Link => {
                    let link = inline.as_link().expect("a link");
                    let href = address(&link.href());
                    let is_kept = match self.in_html {
                        true => is_public(&href),
                        false => is_written(&href, is_public),
                    };
                    let href = is_kept.then_some(&*href);
                    self.linked(href, &title(link.title()), |seen| seen.inlines(inline));
                }
                ContentKind::Styled(style) => {
                    self.styled(bit(style), |seen| seen.inlines(inline));
                }
                kind => panic!("{kind:?} is not an inline"),
            }
        }
    }

    /// Writes the contents of a code block, which have no styles.
    fn only_text(&mut self, part: ContentRef) {
        let first = self.shown.len();
        self.inlines(part);
        self.shown
            .iter_mut()
            .skip(first)
            .for_each(|shown| shown.style = 0);
    }

    fn image_of(&mut self, image: Image) {
        let src = address(&image.original_src().unwrap_or_default());
        let alt = words(&image.alt().unwrap_or_default());
        let is_kept = match self.in_html {
            true => is_of_the_web(&src),
            false => is_written(&src, is_of_the_web),
        };
        if !is_kept {
            return self.text(&alt);
        }
        self.image(&src, &alt, &title(image.title()));
    }
}

fn bit(style: Style) -> u8 {
    match style {
        Style::Emphasis => EMPHASIS,
        Style::Strong => STRONG,
        Style::Code => CODE,
        Style::Strikethrough => STRIKETHROUGH,
        Style::Superscript => SUPERSCRIPT,
        Style::Subscript => SUBSCRIPT,
        other => panic!("{other:?} is not known here"),
    }
}

/// Returns whether Markdown writes a table as a table: a row has several cells, and each cell fits
/// on a line.
fn has_lines(table: Table) -> bool {
    fn fits(block: ContentRef) -> bool {
        match block.kind() {
            ContentKind::List => block.children().all(|item| item.children().all(fits)),
            kind => matches!(
                kind,
                ContentKind::Paragraph
                    | ContentKind::Heading
                    | ContentKind::Image
                    | ContentKind::Embed
            ),
        }
    }
    let mut cells = table.rows().flat_map(|row| row.children());
    table.rows().any(|row| row.children().count() > 1)
        && cells.all(|cell| cell.children().all(fits))
}

fn holds_more_than_text(part: ContentRef) -> bool {
    part.descendants()
        .any(|inline| matches!(inline.kind(), ContentKind::Link | ContentKind::Image))
}

/// Returns whether Markdown contains a URL. This is true if `is_known` accepts the URL, or if the
/// URL is relative.
fn is_written(address: &str, is_known: fn(&str) -> bool) -> bool {
    let has_scheme = UrlParts::of(address).scheme().is_some();
    !address.is_empty() && (is_known(address) || !has_scheme)
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

/// Returns a title, or an empty string if the title is only white space.
fn title(title: Option<Cow<str>>) -> String {
    let title = title.filter(|title| !title.trim().is_empty());
    words(&title.unwrap_or_default())
}
