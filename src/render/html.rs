//! Writes articles as HTML.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::address;
use super::escape::Escape;
use super::options::{RenderOptions, UrlUse};
use super::tags::{Tags, tags};
use crate::content::{
    Content, ContentEvent, ContentEvents, ContentKind, ContentRef, Dimension, Embed, EmbedKind,
    Image, Style,
};

impl Content<'_> {
    /// Returns the article as HTML, without dateline, byline and asides.
    ///
    /// The HTML is indented, with one block per line. It is safe to show in a page, even if the
    /// source is hostile:
    ///
    /// - It contains only elements that represent the content.
    /// - It contains only the attributes `href`, `src`, `alt`, `title`, `width`, `height`,
    ///   `colspan`, `rowspan`, `start`, `reversed`, `value`, `controls` and `sandbox`.
    /// - URLs have the scheme `http` or `https`, and in links also `mailto`. Other URLs are left
    ///   out, including relative URLs. Set [`RenderOptions::base`] to write relative URLs as
    ///   absolute URLs.
    /// - An `iframe` is sandboxed: its scripts cannot access the page.
    ///
    /// If the URL of a link is left out, only the contents of the link are written. If the URL of
    /// an image is left out, the image has no `src`. An image with neither `src` nor `alt` is left
    /// out. If the URL of an embed is left out, the whole embed is left out. Captions are always
    /// kept.
    ///
    /// The URL of an image is the one that [`Image::original_src`] returns: the URL of the original
    /// image, not of an image proxy.
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
        self.to_html_with(&RenderOptions::new())
    }

    /// Returns the article as HTML, like [`Content::to_html`], with options.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[t](https://example.org/a/)\n------\n\n<p><a href=b>two</a></p>";
    /// let article = Article::parse(source)?;
    /// let content = article.content();
    /// assert_eq!(content.to_html(), "<p>two</p>\n");
    /// let html = content.to_html_with(&RenderOptions::new().base(article.link()));
    /// assert_eq!(html, "<p><a href=\"https://example.org/a/b\">two</a></p>\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_html_with(&self, options: &RenderOptions<'_>) -> String {
        let mut html = String::with_capacity(self.root().span().len());
        // Writing to a string never fails.
        let _ = self.write_html_with(&mut html, options);
        html
    }

    /// Writes to `out` the same HTML that [`Content::to_html`] returns. For files and standard
    /// output, see [`IoWriter`](crate::IoWriter).
    ///
    /// # Errors
    ///
    /// Returns the error of `out` if writing to it fails.
    pub fn write_html<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.write_html_with(out, &RenderOptions::new())
    }

    /// Writes to `out` the same HTML that [`Content::to_html_with`] returns. For files and standard
    /// output, see [`IoWriter`](crate::IoWriter).
    ///
    /// # Errors
    ///
    /// Returns the error of `out` if writing to it fails.
    pub fn write_html_with<W: Write + ?Sized>(
        &self,
        out: &mut W,
        options: &RenderOptions<'_>,
    ) -> fmt::Result {
        Writer::new(out, options).blocks(self.root())
    }
}

/// Writes an article as an `article` element with the title, dateline, byline and content.
pub(crate) fn write_article<W: Write + ?Sized>(
    out: &mut W,
    title: &str,
    link: &str,
    content: &Content<'_>,
    options: &RenderOptions<'_>,
) -> fmt::Result {
    let mut writer = Writer::new(out, options);
    writer.open(tags!("article"), &[])?;
    writer.open(tags!("header"), &[])?;
    writer.indent()?;
    writer.out.write_str("<h1>")?;
    let link = writer.href(link);
    if let Some(link) = &link {
        writer.tag(tags!("a"), &[("href", Some(link))])?;
    }
    writer.text(title)?;
    writer.out.write_str(if link.is_some() {
        "</a></h1>\n"
    } else {
        "</h1>\n"
    })?;
    writer.dateline(content)?;
    writer.byline(content)?;
    writer.close(tags!("header"))?;
    writer.blocks(content.root())?;
    writer.close(tags!("article"))
}

/// Writes the inline content of a block, as in [`Content::to_html`].
pub(super) fn write_inlines<W: Write + ?Sized>(
    out: &mut W,
    block: ContentRef<'_, '_>,
    options: &RenderOptions<'_>,
) -> fmt::Result {
    let mut writer = Writer::new(out, options);
    let mut events = block.events();
    events.next();
    writer.open.push(End::Nothing);
    while let Some(event) = events.next() {
        writer.event(event, &mut events)?;
    }
    Ok(())
}

/// The state of writing HTML.
struct Writer<'w, W: ?Sized> {
    out: &'w mut W,
    options: &'w RenderOptions<'w>,
    /// The number of open elements whose contents are on separate, indented lines.
    depth: usize,
    /// What to write at the end of each open part of the content.
    open: Vec<End>,
    /// The element of the next caption: `figcaption`, `caption` or `p`.
    caption: &'static Tags,
    /// Whether the image or embed that was started last has a caption.
    has_caption: bool,
    /// Whether the image or embed that was started last has a credit. Set to `false` when a table
    /// starts.
    has_credit: bool,
    /// Whether the next block is a paragraph that is the only block of a list item or cell. Such a
    /// paragraph is written without `<p>`.
    is_only: bool,
}

/// What to write at the end of a part of the content.
#[derive(Debug, Clone, Copy)]
enum End {
    Nothing,
    /// An end tag.
    Inline(&'static Tags),
    /// An end tag and a line feed.
    Line(&'static Tags),
    /// An end tag on a separate line.
    Block(&'static Tags),
    /// The end tags of a credit and of the caption around it.
    Credit,
}

/// The names and values of a tag's attributes. An attribute with the value `None` is not written.
type Attributes<'v> = [(&'static str, Option<&'v str>)];

impl<'w, W: Write + ?Sized> Writer<'w, W> {
    fn new(out: &'w mut W, options: &'w RenderOptions<'w>) -> Self {
        Writer {
            out,
            options,
            depth: 0,
            open: Vec::new(),
            caption: tags!("p"),
            has_caption: false,
            has_credit: false,
            is_only: false,
        }
    }

    fn dateline(&mut self, content: &Content<'_>) -> fmt::Result {
        let Some(dateline) = content.dateline() else {
            return Ok(());
        };
        let date = dateline.date();
        let date = date.map(|date| date.to_string());
        self.indent()?;
        self.out.write_str("<p>")?;
        self.tag(tags!("time"), &[("datetime", date.as_deref())])?;
        self.text(dateline.raw())?;
        self.out.write_str("</time></p>\n")
    }

    fn byline(&mut self, content: &Content<'_>) -> fmt::Result {
        let Some(byline) = content.byline() else {
            return Ok(());
        };
        self.indent()?;
        self.tag(tags!("address"), &[])?;
        self.text(byline.raw())?;
        self.out.write_str(tags!("address").end_of_line)
    }

    /// Writes all blocks inside `root`.
    fn blocks(&mut self, root: ContentRef<'_, '_>) -> fmt::Result {
        let mut events = root.events();
        while let Some(event) = events.next() {
            self.event(event, &mut events)?;
        }
        Ok(())
    }

    #[inline]
    fn event<'c, 'a>(
        &mut self,
        event: ContentEvent<'c, 'a>,
        events: &mut ContentEvents<'c, 'a>,
    ) -> fmt::Result {
        match event {
            ContentEvent::Leaf(part) => match part.as_text() {
                Some(text) => self.text(text),
                None if part.kind() == ContentKind::Break => self.void("<br"),
                None => {
                    self.indent()?;
                    self.void("<hr")?;
                    self.out.write_str("\n")
                }
            },
            ContentEvent::Start(part) => self.start(part, events),
            ContentEvent::End(_) => match self.open.pop() {
                Some(End::Inline(name)) => self.out.write_str(name.end),
                Some(End::Line(name)) => self.out.write_str(name.end_of_line),
                Some(End::Block(name)) => self.close(name),
                Some(End::Credit) => {
                    self.out.write_str(tags!("small").end)?;
                    self.out.write_str(self.caption.end_of_line)
                }
                Some(End::Nothing) | None => Ok(()),
            },
        }
    }

    fn start<'c, 'a>(
        &mut self,
        part: ContentRef<'c, 'a>,
        events: &mut ContentEvents<'c, 'a>,
    ) -> fmt::Result {
        let is_only = std::mem::take(&mut self.is_only);
        match part.kind() {
            ContentKind::Paragraph if is_only => {
                self.open.push(End::Nothing);
                Ok(())
            }
            ContentKind::Paragraph => self.start_line(tags!("p"), &[]),
            ContentKind::Heading => self.start_line(self.heading_name(part), &[]),
            ContentKind::Preformatted => {
                self.start_line(tags!("pre"), &[])?;
                // HTML parsers ignore one line feed directly after `<pre>`. They ignore this one,
                // so a line feed at the start of the content is kept.
                self.out.write_str("\n")
            }
            ContentKind::Caption if self.has_credit => {
                self.open.push(End::Nothing);
                self.indent()?;
                self.tag(self.caption, &[])
            }
            ContentKind::Caption => self.start_line(self.caption, &[]),
            ContentKind::Credit => self.start_credit(),
            ContentKind::List => {
                let list = part.as_list();
                let is_ordered = list.is_some_and(|list| list.is_ordered());
                let start = list.and_then(|list| list.own_start());
                let start = start
                    .filter(|start| *start != 1 || list.is_some_and(|list| list.is_reversed()))
                    .map(|start| start.to_string());
                let reversed = list.is_some_and(|list| list.is_reversed()).then_some("");
                let name = if is_ordered { tags!("ol") } else { tags!("ul") };
                self.start_block(name, &[("start", start.as_deref()), ("reversed", reversed)])
            }
            ContentKind::ListItem => {
                let value = part.own_number().map(|value| value.to_string());
                self.start_holder(tags!("li"), &[("value", value.as_deref())], part)
            }
            ContentKind::BlockQuote => self.start_block(tags!("blockquote"), &[]),
            ContentKind::Table => {
                (self.caption, self.has_credit) = (tags!("caption"), false);
                self.start_block(tags!("table"), &[])
            }
            ContentKind::TableRow => self.start_block(tags!("tr"), &[]),
            ContentKind::TableCell => self.start_cell(part),
            ContentKind::Image => self.start_image(part, events),
            ContentKind::Embed => self.start_embed(part),
            ContentKind::Link => self.start_link(part),
            ContentKind::Styled(style) => {
                let name = style_name(style);
                self.tag(name, &[])?;
                self.open.push(End::Inline(name));
                Ok(())
            }
            _ => {
                self.open.push(End::Nothing);
                Ok(())
            }
        }
    }

    fn heading_name(&self, part: ContentRef<'_, '_>) -> &'static Tags {
        let level = part.as_heading().map_or(1, |heading| heading.level());
        match level.saturating_add(self.options.heading_offset) {
            0 | 1 => tags!("h1"),
            2 => tags!("h2"),
            3 => tags!("h3"),
            4 => tags!("h4"),
            5 => tags!("h5"),
            _ => tags!("h6"),
        }
    }

    fn start_cell(&mut self, part: ContentRef<'_, '_>) -> fmt::Result {
        let Some(cell) = part.as_table_cell() else {
            return Ok(());
        };
        let number = |number: u16| (number != 1).then(|| number.to_string());
        let (columns, rows) = (number(cell.colspan()), number(cell.rowspan()));
        let name = if cell.is_header() {
            tags!("th")
        } else {
            tags!("td")
        };
        let attributes = [
            ("colspan", columns.as_deref()),
            ("rowspan", rows.as_deref()),
        ];
        self.start_holder(name, &attributes, part)
    }

    fn start_link(&mut self, part: ContentRef<'_, '_>) -> fmt::Result {
        let link = part.as_link().filter(|link| self.shows(**link));
        let href = link.map(|link| link.href().into_value());
        let href = href.as_deref().and_then(|href| self.href(href));
        let Some(href) = href else {
            self.open.push(End::Nothing);
            return Ok(());
        };
        let title = link.and_then(|link| link.title());
        self.tag(
            tags!("a"),
            &[("href", Some(&href)), ("title", title.as_deref())],
        )?;
        self.open.push(End::Inline(tags!("a")));
        Ok(())
    }

    fn start_image<'c, 'a>(
        &mut self,
        part: ContentRef<'c, 'a>,
        events: &mut ContentEvents<'c, 'a>,
    ) -> fmt::Result {
        let Some(image) = part.as_image() else {
            return Ok(());
        };
        let src = image.original_src();
        let src = src.as_deref().and_then(|src| self.src(UrlUse::Image, src));
        let shows = src.is_some() || image.alt().is_some_and(|alt| !alt.is_empty());
        if !part.is_block() {
            events.skip_subtree();
            return if shows {
                self.image(image, src.as_deref())
            } else {
                Ok(())
            };
        }
        (self.has_caption, self.has_credit) = (image.caption().is_some(), image.has_credit());
        if !shows {
            return self.caption_alone();
        }
        let has_caption = self.has_caption || self.has_credit;
        self.start_figure(has_caption)?;
        let link = image.link();
        let link = link.as_ref().and_then(|link| self.href(link));
        if let Some(link) = &link {
            self.tag(tags!("a"), &[("href", Some(link))])?;
        }
        self.image(image, src.as_deref())?;
        if link.is_some() {
            self.out.write_str("</a>")?;
        }
        self.end_medium(has_caption)
    }

    fn start_embed(&mut self, part: ContentRef<'_, '_>) -> fmt::Result {
        let Some(embed) = part.as_embed() else {
            return Ok(());
        };
        (self.has_caption, self.has_credit) = (embed.caption().is_some(), embed.has_credit());
        let src = embed.address();
        let src = src.as_ref().and_then(|src| self.src(UrlUse::Embed, src));
        let Some(src) = src else {
            return self.caption_alone();
        };
        let has_caption = self.has_caption || self.has_credit;
        self.start_figure(has_caption)?;
        self.embed(embed, &src)?;
        self.end_medium(has_caption)
    }

    fn embed(&mut self, embed: Embed<'_, '_>, src: &str) -> fmt::Result {
        let (name, own) = match embed.embed_kind() {
            EmbedKind::Video => (tags!("video"), ("controls", Some(""))),
            EmbedKind::Audio => (tags!("audio"), ("controls", Some(""))),
            EmbedKind::Frame | EmbedKind::Object => {
                (tags!("iframe"), ("sandbox", Some("allow-scripts")))
            }
        };
        let title = embed.title();
        self.tag(
            name,
            &[("src", Some(src)), ("title", title.as_deref()), own],
        )?;
        self.out.write_str(name.end)
    }

    /// Starts an image or embed that is not written to the output. Only its caption and credit will
    /// be written, as a paragraph.
    fn caption_alone(&mut self) -> fmt::Result {
        self.caption = tags!("p");
        self.open.push(End::Nothing);
        Ok(())
    }

    /// Starts a credit, such as the name of a photographer. The credit is the last line inside the
    /// element of the caption.
    fn start_credit(&mut self) -> fmt::Result {
        if self.has_caption {
            self.void("<br")?;
        } else {
            self.indent()?;
            self.tag(self.caption, &[])?;
        }
        self.open.push(End::Credit);
        self.tag(tags!("small"), &[])
    }

    /// Starts the `figure` around an image or embed. If a caption follows, the image or embed is on
    /// a separate line.
    fn start_figure(&mut self, has_caption: bool) -> fmt::Result {
        self.caption = tags!("figcaption");
        match has_caption {
            true => {
                self.start_block(tags!("figure"), &[])?;
                self.indent()
            }
            false => self.start_line(tags!("figure"), &[]),
        }
    }

    fn end_medium(&mut self, has_caption: bool) -> fmt::Result {
        self.out.write_str(if has_caption { "\n" } else { "" })
    }

    fn image(&mut self, image: Image<'_, '_>, src: Option<&str>) -> fmt::Result {
        let size = |size: Dimension| match size {
            Dimension::Pixels(pixels) => pixels.to_string(),
            Dimension::Percent(percent) => format!("{percent}%"),
        };
        let ([alt, title], sides) = image.described();
        let [width, height] = sides.map(|side| side.map(size));
        self.out.write_str("<img")?;
        self.attributes(&[
            ("src", src),
            ("alt", alt.as_deref()),
            ("title", title.as_deref()),
            ("width", width.as_deref()),
            ("height", height.as_deref()),
        ])?;
        self.end_void()
    }

    /// Returns whether inline content contains an image that is written, or text other than white
    /// space.
    fn shows(&self, inlines: ContentRef<'_, '_>) -> bool {
        inlines.descendants().any(|part| match part.as_text() {
            Some(text) => !text.trim().is_empty(),
            None => part.as_image().is_some_and(|image| self.image_shows(image)),
        })
    }

    fn image_shows(&self, image: Image<'_, '_>) -> bool {
        let src = image.original_src();
        let src = src.as_deref().and_then(|src| self.src(UrlUse::Image, src));
        src.is_some() || image.alt().is_some_and(|alt| !alt.is_empty())
    }

    /// Returns the URL to write for a link, or `None` if the URL must not be written.
    fn href<'s>(&self, url: &'s str) -> Option<Cow<'s, str>> {
        address::public(
            self.options.url(UrlUse::Link, url),
            self.options.allows_relative(),
        )
    }

    /// Returns the URL to write for an image or embed, or `None` if the URL must not be written.
    fn src<'s>(&self, what: UrlUse, url: &'s str) -> Option<Cow<'s, str>> {
        address::web(self.options.url(what, url), self.options.allows_relative())
    }

    /// Starts a list item or cell. An item or cell is written on one line if it is empty or if its
    /// only block is a paragraph.
    fn start_holder(
        &mut self,
        name: &'static Tags,
        attributes: &Attributes<'_>,
        part: ContentRef<'_, '_>,
    ) -> fmt::Result {
        let mut blocks = part.children();
        match (blocks.next(), blocks.next()) {
            (None, _) => self.start_line(name, attributes),
            (Some(only), None) if only.kind() == ContentKind::Paragraph => {
                self.is_only = true;
                self.start_line(name, attributes)
            }
            _ => self.start_block(name, attributes),
        }
    }

    /// Starts an element for a part of the content. The element is written on one line, with its
    /// contents.
    fn start_line(&mut self, name: &'static Tags, attributes: &Attributes<'_>) -> fmt::Result {
        self.open.push(End::Line(name));
        self.indent()?;
        self.tag(name, attributes)
    }

    /// Starts an element for a part of the content. The contents are written on separate, indented
    /// lines.
    fn start_block(&mut self, name: &'static Tags, attributes: &Attributes<'_>) -> fmt::Result {
        self.open.push(End::Block(name));
        self.open(name, attributes)
    }

    fn open(&mut self, name: &Tags, attributes: &Attributes<'_>) -> fmt::Result {
        self.indent()?;
        self.tag(name, attributes)?;
        self.depth += 1;
        self.out.write_str("\n")
    }

    fn close(&mut self, name: &Tags) -> fmt::Result {
        self.depth -= 1;
        self.indent()?;
        self.out.write_str(name.end_of_line)
    }

    fn indent(&mut self) -> fmt::Result {
        (0..self.depth).try_for_each(|_| self.out.write_str("  "))
    }

    fn tag(&mut self, name: &Tags, attributes: &Attributes<'_>) -> fmt::Result {
        if attributes.iter().all(|(_, value)| value.is_none()) {
            return self.out.write_str(name.start);
        }
        self.out.write_str(name.open)?;
        self.attributes(attributes)?;
        self.out.write_str(">")
    }

    fn void(&mut self, start: &str) -> fmt::Result {
        self.out.write_str(start)?;
        self.end_void()
    }

    fn end_void(&mut self) -> fmt::Result {
        self.out
            .write_str(if self.options.xhtml { "/>" } else { ">" })
    }

    fn attributes(&mut self, attributes: &Attributes<'_>) -> fmt::Result {
        let escape = Escape {
            in_attribute: true,
            xml: self.options.xhtml,
        };
        for (name, value) in attributes {
            if let Some(value) = value {
                self.out.write_str(" ")?;
                self.out.write_str(name)?;
                self.out.write_str("=\"")?;
                escape.write(self.out, value)?;
                self.out.write_str("\"")?;
            }
        }
        Ok(())
    }

    #[inline]
    fn text(&mut self, text: &str) -> fmt::Result {
        let escape = Escape {
            in_attribute: false,
            xml: self.options.xhtml,
        };
        escape.write(self.out, text)
    }
}

fn style_name(style: Style) -> &'static Tags {
    match style {
        Style::Emphasis => tags!("em"),
        Style::Strong => tags!("strong"),
        Style::Code => tags!("code"),
        Style::Strikethrough => tags!("s"),
        Style::Superscript => tags!("sup"),
        Style::Subscript => tags!("sub"),
    }
}
