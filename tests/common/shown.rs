//! What a reader sees, character by character: of content, and of Markdown.

use std::rc::Rc;

use newsprint::{Article, Block, Content, ContentOptions, Embed, Image, Inline, Table};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// A character that is no blank, or something that stands as one: an image, a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub c: char,
    /// The styles that it has, a bit each.
    style: u8,
    /// Where it links.
    link: Option<Rc<str>>,
    /// The lists and quotations it is in, with the numbers of the items, and the kind of block.
    place: Rc<str>,
}

const EMPHASIS: u8 = 1;
const STRONG: u8 = 2;
const CODE: u8 = 4;
const STRIKETHROUGH: u8 = 8;
const SUPERSCRIPT: u8 = 16;
const SUBSCRIPT: u8 = 32;

const IMAGE: char = '\u{fffc}';
const RULE: char = '\u{2014}';

/// All that is seen.
#[derive(Debug, Default)]
pub struct Seen {
    pub shown: Vec<Shown>,
    /// The text with each run of blanks made one, and one between blocks.
    pub text: String,
    /// The addresses of links and images.
    pub links: Vec<String>,
    pub images: Vec<String>,
    /// How many tables there are, and how many items with numbers: these are written even if
    /// nothing is in them.
    tables: usize,
    numbers: usize,
    style: u8,
    link: Option<Rc<str>>,
    path: Vec<String>,
    /// Whether what follows is written in HTML, which has only safe addresses.
    in_html: bool,
    /// Whether what follows is written on one line of a table.
    in_line: bool,
}

impl Seen {
    fn push(&mut self, c: char) {
        self.shown.push(Shown {
            c,
            style: self.style,
            link: self.link.clone(),
            place: self.path.concat().into(),
        });
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.blank();
            } else {
                self.text.push(c);
                self.push(c);
            }
        }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn image(&mut self, src: &str, alt: &str, title: &str) {
        self.images.push(src.to_owned());
        let what = format!(
            "{} -> {src} {alt:?} {title:?}",
            self.link.as_deref().unwrap_or("")
        );
        let link = self.link.replace(what.into());
        self.push(IMAGE);
        self.link = link;
    }

    fn open_link(&mut self, href: &str, title: &str) {
        self.links.push(href.to_owned());
        self.link = Some(format!("{href} {title:?}").into());
    }

    fn within(&mut self, place: String, contents: impl FnOnce(&mut Self)) {
        self.blank();
        self.path.push(place);
        contents(self);
        self.path.pop();
        self.blank();
    }

    /// Returns how much there is of what an item without a number is written for. A link counts
    /// even around nothing, as around an image that is left out: it leads somewhere.
    fn written(&self) -> usize {
        self.shown.len() + self.links.len() + self.tables + self.numbers
    }

    fn styled(&mut self, style: u8, contents: impl FnOnce(&mut Self)) {
        let outside = self.style;
        self.style |= style;
        contents(self);
        self.style = outside;
    }
}

/// Returns how what Markdown says differs from what content does.
pub fn difference(content: &Content) -> Option<String> {
    let markdown = content.to_markdown();
    let [before, after] = [of_content(content), of_markdown(&markdown)];
    let differs = |what: &str, before: &dyn std::fmt::Debug, after: &dyn std::fmt::Debug| {
        Some(format!(
            "{what}: {before:?}\nbecomes {after:?}\nin {markdown}"
        ))
    };
    let text = |seen: &Seen| seen.text.trim().to_owned();
    if before.links != after.links {
        return differs("links", &before.links, &after.links);
    }
    if before.images != after.images {
        return differs("images", &before.images, &after.images);
    }
    let empty = |seen: &Seen| [seen.tables, seen.numbers];
    if empty(&before) != empty(&after) {
        return differs("tables and numbers", &empty(&before), &empty(&after));
    }
    if let Some(at) = before
        .shown
        .iter()
        .zip(&after.shown)
        .position(|(a, b)| a != b)
    {
        let around = |seen: &Seen| {
            let near = seen.shown[at.saturating_sub(20)..].iter().take(40);
            near.map(|shown| shown.c).collect::<String>()
        };
        let before = (&before.shown[at], around(&before));
        return differs("character", &before, &(&after.shown[at], around(&after)));
    }
    if text(&before) != text(&after) {
        return differs("text", &text(&before), &text(&after));
    }
    if before.shown.len() != after.shown.len() {
        return differs("count", &before.shown.len(), &after.shown.len());
    }
    None
}

/// Returns what is seen of content in Markdown.
pub fn of_content(content: &Content) -> Seen {
    let mut seen = Seen::default();
    seen.blocks(content.blocks());
    seen
}

impl Seen {
    fn blocks(&mut self, blocks: &[Block]) {
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

/// Returns an address as browsers read it: without line ends, and blanks around it.
fn address(address: &str) -> String {
    address
        .trim_matches(|c: char| c <= ' ')
        .replace(['\n', '\t', '\r'], "")
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

fn words(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns what is seen of Markdown.
pub fn of_markdown(markdown: &str) -> Seen {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, options) {
        reader.event(event);
    }
    assert_eq!(reader.seen.path, Vec::<String>::new(), "in {markdown}");
    reader.seen
}

#[derive(Default)]
struct Reader {
    seen: Seen,
    /// The number of the next item of each list that is open, and whether it is ordered.
    lists: Vec<(u64, bool)>,
    /// The image whose text is being read: its address and title, and the text.
    image: Option<(String, String, String)>,
    html: String,
    /// The styles outside of each element that is open.
    outside: Vec<u8>,
}

impl Reader {
    fn event(&mut self, event: Event) {
        if let Some((src, title, mut alt)) = self.image.take() {
            match event {
                Event::End(TagEnd::Image) => return self.seen.image(&src, &words(&alt), &title),
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::SoftBreak => alt.push(' '),
                other => panic!("{other:?} in the text of an image"),
            }
            self.image = Some((src, title, alt));
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.seen.text(&text),
            Event::Code(code) => self.seen.styled(CODE, |seen| seen.text(&code)),
            Event::SoftBreak | Event::HardBreak => self.seen.blank(),
            Event::Rule => self.seen.push(RULE),
            Event::InlineHtml(tag) => self.tag(&tag),
            Event::Html(html) => self.html.push_str(&html),
            other => panic!("{other:?} is not what Markdown should hold"),
        }
    }

    fn start(&mut self, tag: Tag) {
        let text = |text: CowStr| words(&text);
        match tag {
            Tag::Emphasis => self.seen.style ^= EMPHASIS,
            Tag::Strong => self.seen.style ^= STRONG,
            Tag::Strikethrough => self.seen.style ^= STRIKETHROUGH,
            Tag::Link {
                dest_url, title, ..
            } => self.seen.open_link(&dest_url, &text(title)),
            Tag::Image {
                dest_url, title, ..
            } => {
                self.image = Some((dest_url.into_string(), text(title), String::new()));
            }
            Tag::Heading { level, .. } => self.open(format!("h{}", level as u8)),
            Tag::CodeBlock(_) => self.open("pre".to_owned()),
            Tag::BlockQuote(_) => self.open(">".to_owned()),
            Tag::List(start) => {
                self.seen.blank();
                self.lists.push((start.unwrap_or(0), start.is_some()));
            }
            Tag::Item => {
                let (number, is_ordered) = *self.lists.last().expect("a list");
                self.seen.numbers += usize::from(is_ordered);
                self.open(if is_ordered {
                    format!("{number}.")
                } else {
                    format!("-{number}")
                });
            }
            Tag::Table(_) => {
                self.seen.blank();
                self.seen.tables += 1;
            }
            _ => self.seen.blank(),
        }
    }

    fn open(&mut self, place: String) {
        self.seen.blank();
        self.seen.path.push(place);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.seen.style ^= EMPHASIS,
            TagEnd::Strong => self.seen.style ^= STRONG,
            TagEnd::Strikethrough => self.seen.style ^= STRIKETHROUGH,
            TagEnd::Link => self.seen.link = None,
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_) => {
                self.seen.path.pop();
                self.seen.blank();
            }
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => {
                self.seen.path.pop();
                self.seen.blank();
                self.lists.last_mut().expect("a list").0 += 1;
            }
            TagEnd::HtmlBlock => self.html_block(),
            _ => self.seen.blank(),
        }
    }

    fn tag(&mut self, tag: &str) {
        let style = match tag.trim_start_matches(['<', '/']).trim_end_matches('>') {
            "em" => EMPHASIS,
            "strong" => STRONG,
            "code" => CODE,
            "del" => STRIKETHROUGH,
            "sup" => SUPERSCRIPT,
            "sub" => SUBSCRIPT,
            "br" => return self.seen.blank(),
            _ => panic!("{tag} is not what Markdown should hold"),
        };
        if tag.starts_with("</") {
            self.seen.style = self.outside.pop().expect("a start tag");
        } else {
            // One in another of its kind makes no difference.
            self.outside.push(self.seen.style);
            self.seen.style |= style;
        }
    }

    fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        let clip = format!("[t](https://example.org/)\n------\n\n{html}");
        let article = Article::parse(&clip).expect("HTML is not too deep");
        self.seen.in_html = true;
        // What looks as a footer alone may be text of the article.
        let options = ContentOptions::new().no_footer_markers();
        let before = self.seen.links.len();
        self.seen.blocks(article.content_with(&options).blocks());
        // Content has no link around nothing, as around an image that is left out. The page has.
        self.seen.links.truncate(before);
        let hrefs = article.body().links();
        let hrefs = hrefs.map(|link| address(link.value()));
        self.seen.links.extend(hrefs);
        self.seen.in_html = false;
    }
}
