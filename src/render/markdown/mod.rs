mod escape;
mod flank;
mod inline;
mod list;
mod run;
mod table;

use std::fmt::{self, Write};

use self::escape::Escape;
use self::inline::{Line, longest_run};
use self::list::Marker;
use self::run::Run;
use super::html;
use super::options::RenderOptions;
use crate::content::{
    Byline, Content, ContentEvent, ContentEvents, ContentKind, ContentRef, Dateline, Heading,
};

impl Content<'_> {
    /// Returns the article as Markdown, without dateline, byline and asides. The syntax is
    /// CommonMark, with the tables and strikethrough of GitHub Flavored Markdown.
    ///
    /// Characters that have a meaning in Markdown are escaped. Content without a Markdown syntax is
    /// written as HTML: superscripts and subscripts, preformatted text with links or images, and
    /// emphasis whose delimiters would not be recognized, for example next to Chinese punctuation.
    /// Use [`RenderOptions::markdown_html`] to prevent HTML.
    ///
    /// - A caption is written as an emphasized line below its image, and an embed as a link.
    /// - A list in a table cell is written as lines that begin with `•` or a number.
    /// - A table with only one column is replaced by the blocks in its cells. The same is done with
    ///   a table if its cells contain block quotes, tables, preformatted text or thematic breaks.
    /// - A new list begins where the numbers of list items do not increase by one. If a number in a
    ///   list is below 0 or above 999999999, the numbers of this list are written as text.
    ///
    /// Relative URLs are not resolved. URLs are normalized in the same way as in browsers: in
    /// `http` URLs, for example, `\` becomes `/`. The URL of an image is the one that
    /// [`Image::original_src`](crate::Image::original_src) returns. Absolute URLs are written only
    /// if their scheme is `http` or `https`, or, in links, `mailto`. If the URL of a link is not
    /// written, only the text of the link is written. If the URL of an image is not written, the
    /// text alternative of the image is written instead. An embed without a URL is left out.
    /// Captions are always kept.
    ///
    /// GitHub turns URLs in text into links (autolinks). A URL in text is escaped if its link would
    /// also contain the text after the URL.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <h2>1 * 2</h2><p>See <a href=/a>the <b>whole</b> page</a>.<ul><li>#1<li>#2";
    /// let markdown = Article::parse(source)?.content().to_markdown();
    /// assert_eq!(markdown, "## 1 \\* 2\n\nSee [the **whole** page](/a).\n\n- \\#1\n- \\#2\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_markdown(&self) -> String {
        self.to_markdown_with(&RenderOptions::new())
    }

    /// Returns the article as Markdown, like [`Content::to_markdown`], with options.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>H<sub>2</sub>O, 见<b>“船期”</b>。</p>";
    /// let content = Article::parse(source)?.content();
    /// let options = RenderOptions::new().markdown_html(false);
    /// assert_eq!(content.to_markdown_with(&options), "H₂O, 见“**船期**”。\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_markdown_with(&self, options: &RenderOptions<'_>) -> String {
        let mut markdown = String::with_capacity(self.root().span().len());
        // Writing to a string never fails.
        let _ = self.write_markdown_with(&mut markdown, options);
        markdown
    }

    /// Writes to `out` the same Markdown that [`Content::to_markdown`] returns. For files and
    /// standard output, see [`IoWriter`](crate::IoWriter).
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let mut out = String::from("---\nlang: en\n---\n\n");
    /// content.write_markdown(&mut out)?;
    /// assert_eq!(out, "---\nlang: en\n---\n\ntext\n");
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the error of `out` if writing to it fails.
    pub fn write_markdown<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.write_markdown_with(out, &RenderOptions::new())
    }

    /// Writes to `out` the same Markdown that [`Content::to_markdown_with`] returns. For files and
    /// standard output, see [`IoWriter`](crate::IoWriter).
    ///
    /// # Errors
    ///
    /// Returns the error of `out` if writing to it fails.
    pub fn write_markdown_with<W: Write + ?Sized>(
        &self,
        out: &mut W,
        options: &RenderOptions<'_>,
    ) -> fmt::Result {
        Writer::new(out, options).blocks(self.root())
    }
}

/// Writes an article: the title as a heading, the dateline, the byline and the content.
pub(crate) fn write_article<W: Write + ?Sized>(
    out: &mut W,
    title: &str,
    link: &str,
    content: &Content<'_>,
    options: &RenderOptions<'_>,
) -> fmt::Result {
    let mut writer = Writer::new(out, options);
    let mut run = Run::new(options);
    run.link(link, title);
    writer.heading_line(1, &mut run)?;
    let dateline = content.dateline().map(Dateline::raw);
    for line in dateline
        .into_iter()
        .chain(content.byline().map(Byline::raw))
    {
        run.clear();
        run.emphasized(line);
        writer.part();
        writer.paragraph(&mut run)?;
    }
    writer.part();
    writer.blocks(content.root())
}

/// The state of writing Markdown.
struct Writer<'w, W: ?Sized> {
    out: &'w mut W,
    options: &'w RenderOptions<'w>,
    /// The prefix of each line.
    indent: String,
    lead: Option<String>,
    /// Whether a line was already written.
    has_lines: bool,
    /// How many bytes of `indent` to write on the blank line before the next line. `None` if no
    /// blank line was requested.
    gap: Option<usize>,
    /// The marker of the list that directly precedes the next block. `None` if no list directly
    /// precedes the next block.
    list: Option<Marker>,
    open: Vec<Open>,
}

/// An open container of blocks.
#[derive(Debug)]
enum Open {
    List {
        marker: Marker,
        /// The number that Markdown would give to the next item. `None` before the first item.
        next: Option<i64>,
        /// Whether the items are written as paragraphs that begin with a number. This is the case
        /// if Markdown does not allow one of the numbers.
        is_plain: bool,
        is_tight: bool,
        /// Whether an item was written.
        has_items: bool,
    },
    /// A list item or a block quote. Three fields contain the state of the [`Writer`] before the
    /// item or quote was opened: the values of `lead` and `list`, and the length of `indent`.
    Inside {
        indent: usize,
        lead: Option<String>,
        list: Option<Marker>,
        is_tight: bool,
    },
    /// A table that is replaced by the contents of its cells.
    Table,
}

impl<'w, W: Write + ?Sized> Writer<'w, W> {
    fn new(out: &'w mut W, options: &'w RenderOptions<'w>) -> Self {
        Writer {
            out,
            options,
            indent: String::new(),
            lead: None,
            has_lines: false,
            gap: None,
            list: None,
            open: Vec::new(),
        }
    }

    /// Writes the blocks inside a part of the content, with blank lines between them.
    fn blocks<'a>(&mut self, part: ContentRef<'w, 'a>) -> fmt::Result {
        let mut run = Run::new(self.options);
        let mut events = part.events();
        events.next();
        while let Some(event) = events.next() {
            match event {
                ContentEvent::Start(block) => self.start(block, &mut events, &mut run)?,
                ContentEvent::End(block) => self.end(block)?,
                // A thematic break is the only block that is a leaf.
                ContentEvent::Leaf(_) => {
                    self.part();
                    self.begin_line()?;
                    self.out.write_str("***\n")?;
                }
            }
        }
        Ok(())
    }

    fn start<'a>(
        &mut self,
        block: ContentRef<'w, 'a>,
        events: &mut ContentEvents<'w, 'a>,
        run: &mut Run<'w, 'a>,
    ) -> fmt::Result {
        run.clear();
        match block.kind() {
            ContentKind::Paragraph => {
                self.part();
                if let Some(text) = only_child_text(block) {
                    events.skip_subtree();
                    return self.text(text);
                }
                run.inside(events);
                self.paragraph(run)
            }
            ContentKind::Heading => {
                self.part();
                run.inside(events);
                self.heading(block.as_heading().map_or(1, Heading::level), run)
            }
            ContentKind::Image | ContentKind::Embed => {
                self.part();
                run.media(block, events);
                self.paragraph(run)
            }
            ContentKind::Preformatted => {
                self.part();
                events.skip_subtree();
                self.preformatted(block)
            }
            ContentKind::List => {
                let is_tight =
                    matches!(self.open.last(), Some(Open::Inside { is_tight: true, .. }));
                if !is_tight {
                    self.part();
                }
                if let Some(list) = block.as_list() {
                    self.start_list(list);
                }
                Ok(())
            }
            ContentKind::ListItem => self.start_item(block),
            ContentKind::BlockQuote => {
                self.part();
                self.start_inside("> ", "> ", false);
                Ok(())
            }
            ContentKind::Table => {
                self.part();
                let Some(table) = block.as_table() else {
                    return Ok(());
                };
                if let Some(caption) = table.caption() {
                    run.block_of(caption);
                    self.paragraph(run)?;
                }
                if table::fits(table, self.options.markdown_html) {
                    events.skip_subtree();
                    self.table(table)
                } else {
                    self.open.push(Open::Table);
                    Ok(())
                }
            }
            ContentKind::Caption => {
                // The caption is written with its table.
                events.skip_subtree();
                Ok(())
            }
            ContentKind::TableCell => {
                self.part();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, block: ContentRef<'_, '_>) -> fmt::Result {
        match block.kind() {
            ContentKind::List => {
                // If the items are written as paragraphs, `self.list` does not change: if the last
                // item ends with another list, this inner list directly precedes the next block.
                if let Some(Open::List {
                    marker,
                    has_items: true,
                    is_plain: false,
                    ..
                }) = self.open.pop()
                {
                    self.list = Some(marker);
                }
            }
            ContentKind::ListItem => {
                self.end_item()?;
                let has_lines = self.end_inside();
                if let Some(Open::List { has_items, .. }) = self.open.last_mut() {
                    *has_items |= has_lines;
                }
            }
            ContentKind::BlockQuote => {
                self.end_inside();
            }
            ContentKind::Table => {
                self.open.pop();
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes a paragraph that contains only text, the most common case.
    fn text(&mut self, text: &str) -> fmt::Result {
        // At the start of a line, only non-ASCII white space is kept.
        let text = text.trim_end().trim_ascii_start();
        if text.is_empty() {
            return Ok(());
        }
        self.begin_line()?;
        Escape::new(self.out, self.options).text(text, None)?;
        self.out.write_str("\n")
    }

    fn paragraph(&mut self, run: &mut Run<'_, '_>) -> fmt::Result {
        if run.is_empty() {
            return Ok(());
        }
        run.complete();
        self.begin_line()?;
        let indented;
        let line_end = match self.indent.is_empty() {
            true => "\\\n",
            false => {
                indented = ["\\\n", &self.indent].concat();
                &indented
            }
        };
        Line::new(Escape::new(self.out, self.options), run, line_end).write()?;
        self.out.write_str("\n")
    }

    fn heading(&mut self, level: u8, run: &mut Run<'_, '_>) -> fmt::Result {
        self.heading_line(
            level.saturating_add(self.options.heading_offset).min(6),
            run,
        )
    }

    fn heading_line(&mut self, level: u8, run: &mut Run<'_, '_>) -> fmt::Result {
        if run.is_empty() {
            return Ok(());
        }
        run.complete();
        self.begin_line()?;
        for _ in 0..level {
            self.out.write_str("#")?;
        }
        self.out.write_str(" ")?;
        let line_break = self.inline_break();
        let mut escape = Escape::new(self.out, self.options);
        escape.in_heading = true;
        Line::new(escape, run, line_break).write()?;
        self.out.write_str("\n")
    }

    fn preformatted(&mut self, block: ContentRef<'_, '_>) -> fmt::Result {
        let (text, is_all) = text_of(block);
        if !is_all && self.options.markdown_html {
            let mut text = "<pre>".to_owned();
            // Writing to a string never fails.
            let _ = html::write_inlines(&mut text, block, self.options);
            text.push_str("</pre>");
            return self.lines(&text);
        }
        let fence = "`".repeat(longest_run(&text).max(2) + 1);
        self.lines(&fence)?;
        self.lines(text.strip_suffix('\n').unwrap_or(&text))?;
        self.lines(&fence)
    }

    /// Returns the output for a line break in a heading or table cell, where Markdown allows only
    /// one line.
    fn inline_break(&self) -> &'static str {
        if self.options.markdown_html {
            "<br>"
        } else {
            " "
        }
    }

    /// Writes an empty line.
    fn empty_line(&mut self) -> fmt::Result {
        self.begin_line()?;
        self.out.write_str("\n")
    }

    /// Writes each line of `text` verbatim after the current prefix.
    fn lines(&mut self, text: &str) -> fmt::Result {
        for line in text.split(['\n', '\r']) {
            if line.is_empty() {
                self.blank_line(self.indent.len())?;
                continue;
            }
            self.begin_line()?;
            self.out.write_str(line)?;
            self.out.write_str("\n")?;
        }
        Ok(())
    }

    /// Opens a list item or block quote. Its first line starts with `marker`, its other lines start
    /// with `blanks`. If no line is written inside, the marker is not written either.
    fn start_inside(&mut self, marker: &str, blanks: &str, is_tight: bool) {
        let lead = self.lead.as_ref().unwrap_or(&self.indent);
        let inner = [lead, marker].concat();
        self.open.push(Open::Inside {
            indent: self.indent.len(),
            lead: self.lead.replace(inner),
            list: self.list.take(),
            is_tight,
        });
        self.indent.push_str(blanks);
    }

    /// Closes the list item or block quote that [`Writer::start_inside`] opened. Returns whether
    /// any line was written inside.
    fn end_inside(&mut self) -> bool {
        let Some(Open::Inside {
            indent, lead, list, ..
        }) = self.open.pop()
        else {
            return false;
        };
        self.indent.truncate(indent);
        self.gap = self.gap.map(|gap| gap.min(indent));
        let has_lines = self.lead.is_none();
        self.lead = self.lead.take().and(lead);
        if !has_lines {
            self.list = list;
        }
        has_lines
    }

    /// Requests a blank line before the next block. Does nothing if the next block is on the line
    /// of a list marker.
    fn part(&mut self) {
        if self.has_lines && self.lead.is_none() && self.gap.is_none() {
            self.gap = Some(self.indent.len());
        }
    }

    /// Writes a blank line if one was requested, and then the prefix of the next line.
    fn begin_line(&mut self) -> fmt::Result {
        if let Some(indent) = self.gap.take() {
            self.blank_line(indent)?;
        }
        self.has_lines = true;
        self.list = None;
        match self.lead.take() {
            Some(lead) => self.out.write_str(&lead),
            None => self.out.write_str(&self.indent),
        }
    }

    fn blank_line(&mut self, indent: usize) -> fmt::Result {
        let indent = self.indent.get(..indent).unwrap_or_default();
        self.out.write_str(indent.trim_end())?;
        self.out.write_str("\n")
    }
}

/// Returns the text of a block that contains only one text. Returns `None` for other blocks.
fn only_child_text<'c>(block: ContentRef<'c, '_>) -> Option<&'c str> {
    let mut children = block.children();
    let text = children.next()?.as_text()?;
    children.next().is_none().then_some(text)
}

/// Returns the text of a preformatted block, and whether the text is the whole content of the
/// block. If the block contains links or images, the text is only a part of the content.
fn text_of(block: ContentRef<'_, '_>) -> (String, bool) {
    let mut text = String::new();
    let mut is_all = true;
    for part in block.descendants() {
        match part.kind() {
            ContentKind::Text => text.push_str(part.as_text().unwrap_or_default()),
            ContentKind::Break => text.push('\n'),
            ContentKind::Styled(_) => {}
            _ => is_all = false,
        }
    }
    (text, is_all)
}
