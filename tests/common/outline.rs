//! Content as lines of text, to compare it with what a rendering of it says.

use std::fmt::Write;

use newsprint::{Block, Cell, Content, Dimension, EmbedKind, Image, Inline};

/// Returns the outline of what HTML keeps of content.
pub fn of_source(content: &Content) -> String {
    outline(content, |image| image.original_src())
}

/// Returns the outline of content that was read from HTML.
pub fn of_html(content: &Content) -> String {
    outline(content, |image| image.src())
}

fn outline(content: &Content, src: Src) -> String {
    let mut outline = Outline {
        text: String::new(),
        depth: 0,
        src,
        leaves: 0,
    };
    if let Some(dateline) = content.dateline() {
        outline.leaf(&format!("p {}", dateline.raw()));
    }
    outline.blocks(content.blocks());
    if let Some(footer) = content.footer() {
        outline.around("footer", |outline| outline.blocks(footer.blocks()));
    }
    outline.text
}

type Src = for<'i> fn(&'i Image<'i>) -> &'i str;

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

    /// Writes what holds other lines, if there are any that say something.
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

    fn text(&mut self, name: &str, inlines: &[Inline]) {
        let mut text = String::new();
        self.inlines(inlines, &mut text);
        self.leaf(&format!("{name} {text}"));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => self.text("p", inlines),
            Block::Heading(heading) => {
                self.text(&format!("h{}", heading.level()), heading.inlines())
            }
            Block::Preformatted(inlines) => {
                let mut text = String::new();
                self.inlines(inlines, &mut text);
                self.leaf(&format!("pre {text}"));
            }
            Block::Image(image) => {
                let shown = self.image(image);
                let link = image.link().and_then(|link| safe(link, true));
                if !shown.is_empty() {
                    self.leaf(&format!("image {shown} {link:?}"));
                }
                let name = if shown.is_empty() { "p" } else { "caption" };
                if let Some(caption) = image.caption() {
                    self.text(name, caption);
                }
            }
            Block::Embed(embed) => {
                let src = embed.src().and_then(|src| safe(src, false));
                let kind = match embed.kind() {
                    EmbedKind::Object => EmbedKind::Frame,
                    kind => kind,
                };
                if let Some(src) = &src {
                    self.leaf(&format!("{kind:?} {src} {:?}", embed.title()));
                }
                let name = if src.is_none() { "p" } else { "caption" };
                if let Some(caption) = embed.caption() {
                    self.text(name, caption);
                }
            }
            Block::List(list) => self.around(&format!("list {:?}", list.start()), |outline| {
                for item in list.items() {
                    outline.within("item", |outline| outline.blocks(item.blocks()));
                }
            }),
            Block::Quote(quote) => self.around("quote", |outline| outline.blocks(quote.blocks())),
            Block::Table(table) => self.around("table", |outline| {
                if let Some(caption) = table.caption() {
                    outline.text("caption", caption);
                }
                for row in table.rows() {
                    outline.within("row", |outline| {
                        row.cells().iter().for_each(|cell| outline.cell(cell));
                    });
                }
            }),
            Block::Rule(_) => self.leaf("rule"),
            _ => panic!("a block that the outline does not know"),
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let name = if cell.is_header() { "head" } else { "cell" };
        let size = [cell.columns(), cell.rows()];
        self.within(&format!("{name} {size:?}"), |outline| {
            outline.blocks(cell.blocks())
        });
    }

    fn inlines(&self, inlines: &[Inline], text: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(piece) => text.push_str(piece),
                Inline::LineBreak(_) => text.push_str("⟨br⟩"),
                Inline::Image(image) => text.push_str(&self.image(image)),
                Inline::Link(link) => match safe(link.href(), true) {
                    Some(href) => {
                        let title = link.title().unwrap_or_default();
                        self.styled(&format!("a {href} {title:?}"), link.inlines(), text);
                    }
                    None => self.inlines(link.inlines(), text),
                },
                Inline::Emphasis(inlines) => self.styled("em", inlines, text),
                Inline::Strong(inlines) => self.styled("strong", inlines, text),
                Inline::Code(inlines) => self.styled("code", inlines, text),
                Inline::Strikethrough(inlines) => self.styled("s", inlines, text),
                Inline::Superscript(inlines) => self.styled("sup", inlines, text),
                Inline::Subscript(inlines) => self.styled("sub", inlines, text),
                _ => panic!("an inline that the outline does not know"),
            }
        }
    }

    fn styled(&self, name: &str, inlines: &[Inline], text: &mut String) {
        let mut inner = String::new();
        self.inlines(inlines, &mut inner);
        // What holds only images that are left out is not there, nor what holds line ends that do
        // not show, as those of preformatted text in a caption.
        match inner.trim_matches([' ', '\n', '\r', '\t']) {
            "" => text.push_str(&inner),
            _ => write!(text, "⟨{name}⟩{inner}⟨/⟩").expect("a string takes all"),
        }
    }

    /// Returns what is kept of an image: nothing if it has neither an address nor a text.
    fn image(&self, image: &Image) -> String {
        let size = |size: Option<Dimension>| format!("{size:?}");
        let src = safe((self.src)(image), false);
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

/// Returns an address as it is read, if a page may have it.
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
