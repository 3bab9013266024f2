//! Writes content as lines of text (an outline), to compare content with what is read from its
//! HTML.

use std::fmt::Write;

use newsprint::{Content, ContentKind, ContentRef, Dimension, EmbedKind, Image, Style, TableCell};

/// Returns the outline of content. Omits what HTML does not contain, such as empty links.
pub fn of_source(content: &Content) -> String {
    outline(content, |image| {
        image.original_src().unwrap_or_default().into_owned()
    })
}

/// Returns the outline of content that was read from HTML.
pub fn of_html(content: &Content) -> String {
    outline(content, |image| {
        image
            .src()
            .map_or(String::new(), |src| src.into_value().into_owned())
    })
}

fn outline(content: &Content, src: Src) -> String {
    let mut outline = Outline {
        text: String::new(),
        depth: 0,
        src,
        leaves: 0,
    };
    outline.blocks(content.root());
    outline.text
}

type Src = fn(Image) -> String;

struct Outline {
    text: String,
    depth: usize,
    src: Src,
    leaves: usize,
}

impl Outline {
    fn line(&mut self, line: &str) {
        let line = line.replace('\n', "⏎");
        writeln!(self.text, "{}{line}", "  ".repeat(self.depth)).expect("a string takes all");
    }

    fn leaf(&mut self, line: &str) {
        self.leaves += 1;
        self.line(line);
    }

    /// Writes a line, and indented lines below it. If `contents` writes no leaves, writes nothing.
    fn around(&mut self, line: &str, contents: impl FnOnce(&mut Self)) {
        let (len, leaves) = (self.text.len(), self.leaves);
        self.within(line, contents);
        if self.leaves == leaves {
            self.text.truncate(len);
        }
    }

    fn within(&mut self, line: &str, contents: impl FnOnce(&mut Self)) {
        self.line(line);
        self.depth += 1;
        contents(self);
        self.depth -= 1;
    }

    fn text(&mut self, name: &str, part: ContentRef) {
        let mut text = String::new();
        self.inlines(part, &mut text);
        if name != "pre" {
            text = without_indents(&text);
        }
        self.leaf(&format!("{name} {text}"));
    }

    fn blocks(&mut self, part: ContentRef) {
        part.children().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: ContentRef) {
        match block.kind() {
            ContentKind::Paragraph => self.text("p", block),
            ContentKind::Preformatted => self.text("pre", block),
            ContentKind::Heading => {
                let level = block.as_heading().map_or(0, |heading| heading.level());
                self.text(&format!("h{level}"), block);
            }
            ContentKind::Image => {
                let image = block.as_image().expect("an image");
                let shown = self.image(image);
                let link = image.link().and_then(|link| safe(&link, true));
                if !shown.is_empty() {
                    self.leaf(&format!("image {shown} {link:?}"));
                }
                self.caption(block, !shown.is_empty());
            }
            ContentKind::Embed => {
                let embed = block.as_embed().expect("an embed");
                let src = embed.address().and_then(|src| safe(&src, false));
                let kind = match embed.embed_kind() {
                    EmbedKind::Object => EmbedKind::Frame,
                    kind => kind,
                };
                if let Some(src) = &src {
                    self.leaf(&format!("{kind:?} {src} {:?}", embed.title()));
                }
                self.caption(block, src.is_some());
            }
            ContentKind::List => {
                let start = block.as_list().and_then(|list| list.start());
                self.around(&format!("list {start:?}"), |outline| outline.blocks(block));
            }
            ContentKind::BlockQuote => self.around("quote", |outline| outline.blocks(block)),
            ContentKind::Table => self.around("table", |outline| outline.blocks(block)),
            ContentKind::ListItem => {
                let number = block.number();
                self.within(&format!("item {number:?}"), |outline| outline.blocks(block));
            }
            ContentKind::TableRow => self.within("row", |outline| outline.blocks(block)),
            ContentKind::TableCell => self.cell(block.as_table_cell().expect("a cell")),
            ContentKind::Caption => self.text("caption", block),
            ContentKind::ThematicBreak => self.leaf("rule"),
            kind => panic!("{kind:?} is not a block"),
        }
    }

    /// Writes the caption of an image or embed. If the image or embed itself is left out, the
    /// caption is a paragraph.
    fn caption(&mut self, medium: ContentRef, is_there: bool) {
        let name = if is_there { "caption" } else { "p" };
        let lines = medium.children().map(|part| {
            let mut line = String::new();
            self.inlines(part, &mut line);
            line
        });
        let lines: Vec<_> = lines.collect();
        if !lines.is_empty() {
            self.leaf(&format!("{name} {}", lines.join("⟨br⟩")));
        }
    }

    fn cell(&mut self, cell: TableCell) {
        let name = if cell.is_header() { "head" } else { "cell" };
        let size = [cell.colspan(), cell.rowspan()];
        self.within(&format!("{name} {size:?}"), |outline| outline.blocks(*cell));
    }

    fn inlines(&self, part: ContentRef, text: &mut String) {
        for inline in part.children() {
            match inline.kind() {
                ContentKind::Text => text.push_str(inline.as_text().unwrap_or_default()),
                ContentKind::Break => text.push_str("⟨br⟩"),
                ContentKind::Image => {
                    text.push_str(&inline.as_image().map_or(String::new(), |i| self.image(i)));
                }
                ContentKind::Link => {
                    let link = inline.as_link().expect("a link");
                    // Empty links are left out.
                    let shows = |image| !self.image(image).is_empty();
                    let says = !link.text().trim().is_empty() || link.images().any(shows);
                    match safe(&link.href(), true).filter(|_| says) {
                        Some(href) => {
                            let title = link.title().unwrap_or_default();
                            self.styled(&format!("a {href} {title:?}"), inline, text);
                        }
                        None => self.inlines(inline, text),
                    }
                }
                ContentKind::Styled(style) => self.styled(name(style), inline, text),
                kind => panic!("{kind:?} is not an inline"),
            }
        }
    }

    fn styled(&self, name: &str, part: ContentRef, text: &mut String) {
        let mut inner = String::new();
        self.inlines(part, &mut inner);
        // An element is left out if it contains only images that are left out. It is also left out
        // if it contains only invisible line ends, which preformatted text in a caption may have.
        match &*inner {
            blank if blank.trim_matches([' ', '\n', '\r', '\t']).is_empty() => {
                text.push_str(&inner);
            }
            inner => {
                // Adjacent runs of a style are merged.
                let end = format!("⟨/{name}⟩");
                match text.strip_suffix(&end).map(str::len) {
                    Some(len) if ["strong", "em", "s"].contains(&name) => text.truncate(len),
                    _ => write!(text, "⟨{name}⟩").expect("a string takes all"),
                }
                write!(text, "{inner}{end}").expect("a string takes all");
            }
        }
    }

    /// Returns the outline of an image. Empty if the image has neither a safe URL nor an
    /// alternative text.
    fn image(&self, image: Image) -> String {
        let size = |size: Option<Dimension>| format!("{size:?}");
        let src = safe(&(self.src)(image), false);
        let alt = image.alt().unwrap_or_default();
        if src.is_none() && alt.is_empty() {
            return String::new();
        }
        let sizes = [size(image.width()), size(image.height())];
        format!(
            "⟨img {src:?} {:?} {:?} {sizes:?}⟩",
            image.alt(),
            image.title()
        )
    }
}

/// Removes the indents of the lines of a text. HTML may lack such an indent after an image that is
/// left out.
fn without_indents(text: &str) -> String {
    let is_indent = |c: char| c.is_whitespace() || "\u{200b}\u{2060}\u{feff}".contains(c);
    let (mut out, mut is_at_start, mut rest) = (String::new(), true, text);
    while let Some(c) = rest.chars().next() {
        let len = match (c, rest.find('⟩')) {
            ('⟨', Some(end)) => end + '⟩'.len_utf8(),
            _ => c.len_utf8(),
        };
        let (part, after) = rest.split_at(len);
        if !(is_at_start && is_indent(c)) {
            out.push_str(part);
        }
        is_at_start = match part {
            "⟨br⟩" => true,
            _ if part.starts_with("⟨img ") => false,
            _ => is_at_start && (is_indent(c) || c == '⟨'),
        };
        rest = after;
    }
    for name in ["sup", "sub", "code", "s", "em", "strong"] {
        out = out.replace(&format!("⟨{name}⟩⟨/{name}⟩"), "");
    }
    out
}

fn name(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Code => "code",
        Style::Strikethrough => "s",
        Style::Superscript => "sup",
        Style::Subscript => "sub",
        other => panic!("{other:?} is not known here"),
    }
}

/// Returns a URL as browsers read it. Returns `None` if the URL is not safe.
fn safe(address: &str, is_link: bool) -> Option<String> {
    let address = address
        .trim_matches(|c: char| c <= ' ')
        .replace(['\n', '\t', '\r'], "");
    let lower = address.to_ascii_lowercase();
    let schemes = ["http:", "https:", "mailto:"];
    let schemes = if is_link { &schemes[..] } else { &schemes[..2] };
    let is_safe = schemes.iter().any(|scheme| lower.starts_with(scheme));
    is_safe.then_some(address)
}
