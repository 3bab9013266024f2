//! Writes articles as plain text.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::script::{Scripts, form_of, formed};
use super::spans::{Runs, TextWithSpans};
use crate::content::{Content, ContentEvent, ContentKind, ContentRef, Style};
use crate::source::Span;

impl Content<'_> {
    /// Returns the text of the article, without dateline, byline and asides.
    ///
    /// Blocks are separated by a blank line, table rows by a line feed, and the cells of a row by a
    /// tab. List items start with `- ` or their number. For images and embeds, only the caption and
    /// credit are written. A quotation (`q`) gets quotation marks, and the reading in a `ruby`
    /// (`rt`) gets parentheses.
    ///
    /// Superscripts and subscripts of digits and signs are written with Unicode characters: `10⁶`,
    /// `H₂O`. Other superscripts and subscripts are written like `x^y` and `x_(max)`, or as plain
    /// text if plain text is as readable: `1st`. References to footnotes are written like `[12]`. A
    /// superscript is treated as a reference if it is a link, or if it is a number after
    /// punctuation or an East Asian character.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>one<br>two</p><ol><li>three<li>four</ol>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// assert_eq!(content.to_text(), "one\ntwo\n\n1. three\n2. four");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.root().span().len());
        // Writing to a string never fails.
        let _ = write_blocks(&mut text, self.root(), &mut ());
        text
    }

    /// Writes to `out` the same text that [`Content::to_text`] returns.
    ///
    /// ```
    /// use newsprint::{Article, IoWriter};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p>";
    /// let content = Article::parse(source)?.content();
    /// IoWriter::new(std::io::stdout().lock()).write(|out| content.write_text(out))?;
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the error of `out` if writing to it fails.
    pub fn write_text<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        write_blocks(out, self.root(), &mut ())
    }

    /// Returns the same text as [`Content::to_text`], with the spans of its parts in the source.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>one <i>two</i></p>";
    /// let text = newsprint::Article::parse(source)?.content().to_text_with_spans();
    /// assert_eq!(text.text(), "one two");
    /// assert_eq!(text.source_of(4..7).unwrap().of(source), "two");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_text_with_spans(&self) -> TextWithSpans {
        let mut text = String::with_capacity(self.root().span().len());
        let mut runs = Runs::with_room(self.root().runs_hint());
        // Writing to a string never fails.
        let _ = write_blocks(&mut text, self.root(), &mut runs);
        TextWithSpans::new(text, runs)
    }
}

/// Returns the title, a blank line and the text of the content, with spans. The title is at `span` in
/// `source`.
pub(crate) fn titled_text(
    title: &str,
    span: Span,
    source: &str,
    content: &Content<'_>,
) -> TextWithSpans {
    let mut text = String::with_capacity(title.len() + content.root().span().len());
    let mut runs = Runs::with_room(content.root().runs_hint());
    text.push_str(title);
    runs.push_title(title, span, source);
    text.push_str("\n\n");
    runs.offset = text.len();
    // Writing to a string never fails.
    let _ = write_blocks(&mut text, content.root(), &mut runs);
    if text.len() == runs.offset {
        text.truncate(title.len());
    }
    TextWithSpans::new(text, runs)
}

impl Record for Runs {
    fn text(&mut self, start: usize, part: ContentRef<'_, '_>) {
        let mut start = start + self.offset;
        for piece in part.text_parts() {
            self.push(start, piece.text, piece.source, piece.is_divisible);
            start += piece.text.len();
        }
    }

    fn formed(&mut self, start: usize, part: ContentRef<'_, '_>, style: Style) {
        let mut start = start + self.offset;
        for piece in part.text_parts() {
            let mut at = piece.source.start;
            for c in piece.text.chars() {
                let source = match piece.is_divisible {
                    true => Span::new(at, at + c.len_utf8() as u32),
                    false => piece.source,
                };
                at = source.end;
                let mut buffer = [0; 4];
                let formed = form_of(style, c).unwrap_or(c).encode_utf8(&mut buffer);
                self.push(start, formed, source, false);
                start += formed.len();
            }
        }
    }
}

impl<'c> ContentRef<'c, '_> {
    /// Returns the text of the part. Blocks are written like in [`Content::to_text`]. In inline
    /// content, each line break is a line feed. The result is borrowed if the part is a text, or if
    /// its only child is a text.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>See <a href=/x>the <b>map</b></a></p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let link = content.links().next().unwrap();
    /// assert_eq!(link.text(), "the map");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn text(self) -> Cow<'c, str> {
        if let Some(text) = self.as_text() {
            return Cow::Borrowed(text);
        }
        let mut children = self.children();
        match (children.next(), children.next()) {
            (None, _) if self.kind() != ContentKind::Break => return Cow::Borrowed(""),
            (Some(only), None) if only.kind() == ContentKind::Text => return only.text(),
            _ => {}
        }
        let mut text = String::with_capacity(self.span().len());
        // Writing to a string never fails.
        let _ = match is_inline_only(self) {
            true => write_inlines(&mut text, self),
            false => write_blocks(&mut text, self, &mut ()),
        };
        Cow::Owned(text)
    }
}

fn is_inline_only(part: ContentRef<'_, '_>) -> bool {
    !part.is_block() && part.kind().is_inline()
        || matches!(part.kind(), ContentKind::Caption | ContentKind::Credit)
}

fn write_inlines(out: &mut String, part: ContentRef<'_, '_>) -> fmt::Result {
    let mut scripts = Scripts::default();
    for event in part.events() {
        match event {
            ContentEvent::Start(part) => out.push_str(scripts.start(part)),
            ContentEvent::End(part) => out.push_str(scripts.end(part)),
            ContentEvent::Leaf(part) => match (part.as_text(), scripts.formed) {
                (None, _) => out.push('\n'),
                (Some(text), None) => out.push_str(text),
                (Some(text), Some(style)) => out.extend(formed(text, style)),
            },
        }
    }
    Ok(())
}

/// Records at which offset of the output each text of the content was written.
pub(super) trait Record {
    /// Records that the text `part` was written at the offset `start`. A line feed at the end of the text may
    /// have been written as a space.
    fn text(&mut self, start: usize, part: ContentRef<'_, '_>);

    /// Records that the text `part` was written at the offset `start`, with the superscript or subscript
    /// forms of its characters.
    fn formed(&mut self, start: usize, part: ContentRef<'_, '_>, style: Style);
}

impl Record for () {
    #[inline(always)]
    fn text(&mut self, _: usize, _: ContentRef<'_, '_>) {}

    #[inline(always)]
    fn formed(&mut self, _: usize, _: ContentRef<'_, '_>, _: Style) {}
}

/// Writes the text of a part that is a block or contains blocks.
fn write_blocks<W: Write + ?Sized, R: Record>(
    out: &mut W,
    part: ContentRef<'_, '_>,
    record: &mut R,
) -> fmt::Result {
    let mut writer = Writer {
        out,
        record,
        len: 0,
        line_ends: 0,
        wanted: 0,
        tabs: 0,
        blank: false,
        cells: 0,
        has_cell: false,
        indent: String::new(),
        lead: None,
        holders: Vec::new(),
        lists: Vec::new(),
        scripts: Scripts::default(),
    };
    for event in part.events() {
        match event {
            ContentEvent::Start(part) => writer.start(part)?,
            ContentEvent::End(part) => writer.end(part)?,
            ContentEvent::Leaf(part) => match part.as_text() {
                Some(text) => writer.text(text, part)?,
                None if part.kind() == ContentKind::Break => writer.line_break(),
                None => writer.begin_block(false),
            },
        }
    }
    Ok(())
}

/// The state of writing text. A separator, such as a line feed, is written just before the text
/// that follows it. If no text follows, the separator is not written.
struct Writer<'w, W: ?Sized, R> {
    out: &'w mut W,
    record: &'w mut R,
    /// The number of bytes written so far.
    len: usize,
    /// The number of line feeds at the end of the text so far.
    line_ends: usize,
    /// The number of line feeds that must precede the next text.
    wanted: usize,
    /// The number of tabs to write before the next text: one for each cell that started since the last text,
    /// except the first cell of a row.
    tabs: usize,
    /// Whether to write a space before the next text. Inside cells, spaces take the place of line feeds.
    blank: bool,
    /// The number of open cells. In nested tables, more than one cell can be open.
    cells: usize,
    /// Whether a cell was already started in the current row of the outermost table.
    has_cell: bool,
    /// The prefix of each line.
    indent: String,
    /// The prefix of the next line if it differs from `indent`, for example if it ends with a list
    /// marker.
    lead: Option<String>,
    /// For each open block quote, table, cell and list item: whether it is a list item.
    holders: Vec<bool>,
    lists: Vec<OpenList>,
    scripts: Scripts,
}

/// A list that is being written.
struct OpenList {
    /// The length that [`Writer::indent`] had at the start of the list.
    indent: usize,
    /// The value that [`Writer::lead`] had before the open list item was started.
    lead: Option<String>,
}

impl<W: Write + ?Sized, R: Record> Writer<'_, W, R> {
    fn start(&mut self, part: ContentRef<'_, '_>) -> fmt::Result {
        match part.kind() {
            ContentKind::Styled(Style::Superscript | Style::Subscript) => {
                let before = self.scripts.start(part);
                return self.addition(before);
            }
            ContentKind::Paragraph
            | ContentKind::Heading
            | ContentKind::Preformatted
            | ContentKind::Embed => self.begin_block(false),
            ContentKind::Image if part.is_block() => self.begin_block(false),
            ContentKind::BlockQuote | ContentKind::Table => {
                self.begin_block(false);
                self.holders.push(false);
            }
            ContentKind::TableRow => self.start_row(),
            ContentKind::Credit => self.end_lines(1),
            ContentKind::TableCell => {
                self.start_cell();
                self.holders.push(false);
            }
            ContentKind::List => {
                self.begin_block(self.holders.last() == Some(&true));
                self.lists.push(OpenList {
                    indent: self.indent.len(),
                    lead: None,
                });
            }
            ContentKind::ListItem => {
                self.start_item(part.number());
                self.holders.push(true);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, part: ContentRef<'_, '_>) -> fmt::Result {
        match part.kind() {
            ContentKind::Styled(Style::Superscript | Style::Subscript) => {
                let after = self.scripts.end(part);
                return self.addition(after);
            }
            ContentKind::BlockQuote | ContentKind::Table => {
                self.holders.pop();
            }
            ContentKind::TableRow if self.cells == 0 => self.tabs = 0,
            ContentKind::TableCell => {
                self.holders.pop();
                self.cells -= 1;
                self.blank &= self.cells > 0;
            }
            ContentKind::List => {
                self.lists.pop();
            }
            ContentKind::ListItem => {
                self.holders.pop();
                self.end_item();
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes a generated text, such as `^(`. Does nothing if the text is empty.
    fn addition(&mut self, text: &str) -> fmt::Result {
        if text.is_empty() {
            return Ok(());
        }
        self.write_between(text)?;
        self.write(text)?;
        (self.line_ends, self.wanted) = (0, 0);
        Ok(())
    }

    /// Requests a blank line before the next block, or only a new line if the block is a list in a
    /// list item.
    fn begin_block(&mut self, is_list_in_item: bool) {
        self.end_lines(if is_list_in_item { 1 } else { 2 });
    }

    fn start_item(&mut self, number: Option<i32>) {
        self.end_lines(1);
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let marker = match number {
            Some(number) => format!("{number}. "),
            None => "- ".to_owned(),
        };
        list.lead = self.lead.take();
        let lead = list.lead.as_ref().unwrap_or(&self.indent);
        self.lead = Some([lead, marker.as_str()].concat());
        self.indent.extend(marker.chars().map(|_| ' '));
    }

    fn end_item(&mut self) {
        if let Some(list) = self.lists.last_mut() {
            self.indent.truncate(list.indent);
            self.lead = self.lead.take().and(list.lead.take());
        }
    }

    fn start_row(&mut self) {
        self.end_lines(1);
        if self.cells == 0 {
            self.has_cell = false;
        }
    }

    /// Starts a cell. All contents of a cell are written on one line, even a table.
    fn start_cell(&mut self) {
        if self.cells > 0 {
            self.blank = true;
        } else {
            self.tabs += usize::from(self.has_cell);
            self.has_cell = true;
        }
        self.cells += 1;
    }

    fn text(&mut self, text: &str, part: ContentRef<'_, '_>) -> fmt::Result {
        self.write_between(text)?;
        let start = self.len;
        if let Some(style) = self.scripts.formed {
            let formed: String = formed(text, style).collect();
            self.write(&formed)?;
            (self.line_ends, self.wanted) = (0, 0);
            self.record.formed(start, part, style);
            return Ok(());
        }
        match text.strip_suffix('\n') {
            Some(line) if self.cells > 0 => {
                self.write(line)?;
                self.write(" ")?;
                (self.line_ends, self.wanted) = (0, 0);
            }
            Some(_) => {
                self.write(text)?;
                self.line_ends = 1 + if text.len() == 1 { self.line_ends } else { 0 };
                self.wanted = self.line_ends;
            }
            None => {
                self.write(text)?;
                (self.line_ends, self.wanted) = (0, 0);
            }
        }
        self.record.text(start, part);
        Ok(())
    }

    /// Writes the separator between the text so far and the next `text`.
    #[inline]
    fn write_between(&mut self, text: &str) -> fmt::Result {
        if self.len > 0 {
            for _ in self.line_ends..self.wanted {
                self.write("\n")?;
            }
        }
        let begins_line = self.len == 0 || self.wanted > 0;
        if begins_line && text != "\n" {
            let lead = self.lead.take();
            let indent = lead.as_ref().unwrap_or(&self.indent);
            self.len += indent.len();
            self.out.write_str(indent)?;
        }
        for _ in 0..std::mem::take(&mut self.tabs) {
            self.write("\t")?;
            self.blank = false;
        }
        if std::mem::take(&mut self.blank) && !begins_line {
            self.write(" ")?;
        }
        Ok(())
    }

    #[inline]
    fn write(&mut self, text: &str) -> fmt::Result {
        self.len += text.len();
        self.out.write_str(text)
    }

    /// Requests at least this number of line feeds before the next text.
    fn end_lines(&mut self, lines: usize) {
        if self.cells > 0 {
            self.blank = true;
        } else {
            // The first block of an item is on the line of the marker.
            let lines = if self.lead.is_some() { 1 } else { lines };
            self.wanted = self.wanted.max(lines);
        }
    }

    fn line_break(&mut self) {
        if self.cells > 0 {
            self.blank = true;
        } else {
            self.wanted += 1;
        }
    }
}
