use std::fmt::{self, Write};

use chrono::SecondsFormat;

use super::address;
use super::escape::{attribute, text};
use crate::content::{
    Block, Cell, Content, Dimension, Embed, EmbedKind, Image, Inline, List, Table,
};
use crate::source::Spanned;

impl Content<'_> {
    /// Returns the article as HTML: the dateline, the blocks, and the footer in a `footer`.
    ///
    /// It is indented, one block a line, and safe to show, whatever the source holds: there are
    /// only elements of the model, which have no attributes but addresses, sizes and the text of
    /// `alt` and `title`. Addresses are only those of `http`, `https` and, in links, `mailto`: of a
    /// link with another, the text stays, and of an image the `alt`; something embedded is left
    /// out, but for its caption. Relative addresses are no exception, as there is nothing here that
    /// they are relative to. Frames are sandboxed: their scripts run apart from the page.
    ///
    /// Images have their own addresses, not those of a proxy ([`Image::original_src`]).
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <div onclick=x()>See <a href=javascript:x()>this</a><script>x()</script>, <b>all</b> of it</div>";
    /// let html = Article::parse(source)?.content().to_html();
    /// assert_eq!(html, "<p>See this, <strong>all</strong> of it</p>\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        // Nothing that is written to a string fails.
        let _ = self.write_html(&mut html);
        html
    }

    /// Writes what [`Content::to_html`] returns.
    ///
    /// # Errors
    ///
    /// What `out` returns.
    pub fn write_html(&self, out: &mut impl Write) -> fmt::Result {
        let mut writer = Writer { out, depth: 0 };
        writer.dateline(self)?;
        writer.content(self)
    }
}

/// Writes an article: its title, and its content.
pub(crate) fn write_article(
    out: &mut dyn Write,
    title: &str,
    link: &str,
    content: &Content<'_>,
) -> fmt::Result {
    let mut writer = Writer { out, depth: 0 };
    writer.element("article", &[], |writer| {
        writer.element("header", &[], |writer| {
            writer.indent()?;
            writer.out.write_str("<h1>")?;
            let link = address::public(link);
            if let Some(link) = &link {
                writer.tag("a", &[("href", Some(link))])?;
            }
            text(writer.out, title)?;
            writer.out.write_str(if link.is_some() {
                "</a></h1>\n"
            } else {
                "</h1>\n"
            })?;
            writer.dateline(content)
        })?;
        writer.content(content)
    })
}

/// Writes inlines, as [`Content::to_html`] has them.
pub(super) fn write_inlines(out: &mut dyn Write, inlines: &[Inline<'_>]) -> fmt::Result {
    Writer { out, depth: 0 }.inlines(inlines)
}

/// Writes HTML.
///
/// Its methods call each other as deep as content nests, which [`MAX_BLOCK_DEPTH`] and
/// [`MAX_INLINE_DEPTH`] bound.
///
/// [`MAX_BLOCK_DEPTH`]: crate::MAX_BLOCK_DEPTH
/// [`MAX_INLINE_DEPTH`]: crate::MAX_INLINE_DEPTH
struct Writer<'w> {
    out: &'w mut dyn Write,
    /// How many elements are open that have lines of their own.
    depth: usize,
}

/// The attributes of a tag; those without a value are not written.
type Attributes<'v> = [(&'static str, Option<&'v str>)];

impl Writer<'_> {
    fn dateline(&mut self, content: &Content<'_>) -> fmt::Result {
        let Some(dateline) = content.dateline() else {
            return Ok(());
        };
        self.line("p", &[], |writer| {
            let date = dateline.date();
            let date = date.map(|date| date.to_rfc3339_opts(SecondsFormat::AutoSi, true));
            writer.tag("time", &[("datetime", date.as_deref())])?;
            text(writer.out, dateline.raw())?;
            writer.out.write_str("</time>")
        })
    }

    fn content(&mut self, content: &Content<'_>) -> fmt::Result {
        self.blocks(content.blocks())?;
        match content.footer() {
            Some(footer) => self.element("footer", &[], |writer| writer.blocks(footer.blocks())),
            None => Ok(()),
        }
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) -> fmt::Result {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block<'_>) -> fmt::Result {
        match block {
            Block::Paragraph(inlines) => self.line_of("p", inlines),
            Block::Heading(heading) => {
                let name = match heading.level() {
                    1 => "h1",
                    2 => "h2",
                    3 => "h3",
                    4 => "h4",
                    5 => "h5",
                    _ => "h6",
                };
                self.line_of(name, heading.inlines())
            }
            Block::Preformatted(inlines) => self.line("pre", &[], |writer| {
                // A parser takes away one line end behind the tag.
                writer.out.write_str("\n")?;
                writer.inlines(inlines)
            }),
            Block::Image(image) if !shows(image) => self.caption_alone(image.caption()),
            Block::Image(image) => {
                self.figure(image.caption(), |writer| writer.linked_image(image))
            }
            Block::Embed(embed) => self.embed(embed),
            Block::List(list) => self.list(list),
            Block::Quote(quote) => {
                self.element("blockquote", &[], |writer| writer.blocks(quote.blocks()))
            }
            Block::Table(table) => self.table(table),
            Block::Rule(_) => {
                self.indent()?;
                self.out.write_str("<hr>\n")
            }
        }
    }

    fn list(&mut self, list: &List<'_>) -> fmt::Result {
        let start = list.start().filter(|start| *start != 1);
        let start = start.map(|start| start.to_string());
        let name = if list.is_ordered() { "ol" } else { "ul" };
        self.element(name, &[("start", start.as_deref())], |writer| {
            let mut items = list.items().iter();
            items.try_for_each(|item| writer.holder("li", &[], item.blocks()))
        })
    }

    fn table(&mut self, table: &Table<'_>) -> fmt::Result {
        self.element("table", &[], |writer| {
            if let Some(caption) = table.caption() {
                writer.line_of("caption", caption)?;
            }
            for row in table.rows() {
                writer.element("tr", &[], |writer| {
                    row.cells().iter().try_for_each(|cell| writer.cell(cell))
                })?;
            }
            Ok(())
        })
    }

    fn cell(&mut self, cell: &Cell<'_>) -> fmt::Result {
        let number = |number: u16| (number != 1).then(|| number.to_string());
        let (columns, rows) = (number(cell.columns()), number(cell.rows()));
        let name = if cell.is_header() { "th" } else { "td" };
        let attributes = [
            ("colspan", columns.as_deref()),
            ("rowspan", rows.as_deref()),
        ];
        self.holder(name, &attributes, cell.blocks())
    }

    fn embed(&mut self, embed: &Embed<'_>) -> fmt::Result {
        let Some(src) = embed.src().and_then(|src| address::web(src)) else {
            return self.caption_alone(embed.caption());
        };
        let (name, own) = match embed.kind() {
            EmbedKind::Video => ("video", ("controls", Some(""))),
            EmbedKind::Audio => ("audio", ("controls", Some(""))),
            EmbedKind::Frame | EmbedKind::Object => ("iframe", ("sandbox", Some("allow-scripts"))),
        };
        self.figure(embed.caption(), |writer| {
            writer.tag(name, &[("src", Some(&*src)), ("title", embed.title()), own])?;
            write!(writer.out, "</{name}>")
        })
    }

    /// Writes the caption of a medium that is left out: it may still say something.
    fn caption_alone(&mut self, caption: Option<&Spanned<Vec<Inline<'_>>>>) -> fmt::Result {
        caption.map_or(Ok(()), |caption| self.line_of("p", caption))
    }

    /// Writes a medium, and below it its caption.
    fn figure(
        &mut self,
        caption: Option<&Spanned<Vec<Inline<'_>>>>,
        medium: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        let Some(caption) = caption else {
            return self.line("figure", &[], medium);
        };
        self.element("figure", &[], |writer| {
            writer.indent()?;
            medium(writer)?;
            writer.out.write_str("\n")?;
            writer.line_of("figcaption", caption)
        })
    }

    fn linked_image(&mut self, image: &Image<'_>) -> fmt::Result {
        let Some(link) = image.link().and_then(|link| address::public(link)) else {
            return self.image(image);
        };
        self.tag("a", &[("href", Some(&*link))])?;
        self.image(image)?;
        self.out.write_str("</a>")
    }

    fn image(&mut self, image: &Image<'_>) -> fmt::Result {
        let size = |size: Dimension| match size {
            Dimension::Pixels(pixels) => pixels.to_string(),
            Dimension::Percent(percent) => format!("{percent}%"),
        };
        let (width, height) = (image.width().map(size), image.height().map(size));
        let src = address::web(image.original_src());
        let attributes = [
            ("src", src.as_deref()),
            ("alt", image.alt()),
            ("title", image.title()),
            ("width", width.as_deref()),
            ("height", height.as_deref()),
        ];
        self.tag("img", &attributes)
    }

    fn inlines(&mut self, inlines: &[Inline<'_>]) -> fmt::Result {
        inlines.iter().try_for_each(|inline| self.inline(inline))
    }

    fn inline(&mut self, inline: &Inline<'_>) -> fmt::Result {
        match inline {
            Inline::Text(piece) => text(self.out, piece),
            Inline::Link(link) => {
                let Some(href) = address::public(link.href()) else {
                    return self.inlines(link.inlines());
                };
                self.tag("a", &[("href", Some(&*href)), ("title", link.title())])?;
                self.inlines(link.inlines())?;
                self.out.write_str("</a>")
            }
            Inline::Emphasis(inlines) => self.styled("em", inlines),
            Inline::Strong(inlines) => self.styled("strong", inlines),
            Inline::Code(inlines) => self.styled("code", inlines),
            Inline::Strikethrough(inlines) => self.styled("s", inlines),
            Inline::Superscript(inlines) => self.styled("sup", inlines),
            Inline::Subscript(inlines) => self.styled("sub", inlines),
            Inline::LineBreak(_) => self.out.write_str("<br>"),
            Inline::Image(image) if !shows(image) => Ok(()),
            Inline::Image(image) => self.image(image),
        }
    }

    fn styled(&mut self, name: &str, inlines: &[Inline<'_>]) -> fmt::Result {
        self.tag(name, &[])?;
        self.inlines(inlines)?;
        write!(self.out, "</{name}>")
    }

    /// Writes an element that holds blocks: one paragraph alone on the element's own line.
    fn holder(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        blocks: &[Block<'_>],
    ) -> fmt::Result {
        match blocks {
            [] => self.line(name, attributes, |_| Ok(())),
            [Block::Paragraph(inlines)] => {
                self.line(name, attributes, |writer| writer.inlines(inlines))
            }
            _ => self.element(name, attributes, |writer| writer.blocks(blocks)),
        }
    }

    /// Writes an element whose contents have lines of their own.
    fn element(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        contents: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        self.indent()?;
        self.tag(name, attributes)?;
        self.out.write_str("\n")?;
        self.depth += 1;
        contents(self)?;
        self.depth -= 1;
        self.indent()?;
        writeln!(self.out, "</{name}>")
    }

    fn line_of(&mut self, name: &str, inlines: &[Inline<'_>]) -> fmt::Result {
        self.line(name, &[], |writer| writer.inlines(inlines))
    }

    /// Writes an element that is on one line.
    fn line(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        contents: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        self.indent()?;
        self.tag(name, attributes)?;
        contents(self)?;
        writeln!(self.out, "</{name}>")
    }

    fn indent(&mut self) -> fmt::Result {
        (0..self.depth).try_for_each(|_| self.out.write_str("  "))
    }

    fn tag(&mut self, name: &str, attributes: &Attributes<'_>) -> fmt::Result {
        write!(self.out, "<{name}")?;
        for (name, value) in attributes {
            if let Some(value) = value {
                write!(self.out, " {name}=\"")?;
                attribute(self.out, value)?;
                self.out.write_str("\"")?;
            }
        }
        self.out.write_str(">")
    }
}

/// Returns whether anything of an image can be shown.
fn shows(image: &Image<'_>) -> bool {
    address::web(image.original_src()).is_some() || image.alt().is_some_and(|alt| !alt.is_empty())
}
