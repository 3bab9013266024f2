use std::fmt::{self, Write};
use std::ops::Range;

use crate::content::{Block, Cell, Content, Footer, Inline, List, Table};
use crate::source::Span;

/// An article's text, and where in the source each part of it stands.
///
/// ```
/// use newsprint::Article;
///
/// let source = "[t](https://example.org/)\n------\n\n<p>Salt &amp; <b>pepper</b></p>";
/// let article = Article::parse(source)?;
/// let text = article.content().to_text_with_spans();
/// assert_eq!(text.text(), "Salt & pepper");
/// let found = text.text().find("pepper").unwrap();
/// let span = text.source_of(found..found + 6).unwrap();
/// assert_eq!(span.of(source), "pepper");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextWithSpans {
    text: String,
    runs: Vec<Run>,
}

/// A part of a text that the source says in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The bytes in the text.
    pub text: Range<usize>,
    /// The bytes in the source: with character references decoded, and each run of blanks made one
    /// blank, they say the same.
    pub source: Span,
}

impl TextWithSpans {
    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text, without the runs.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Returns the parts of the text that the source says, in order. What is between them, as line
    /// ends and the markers of lists, the source does not say.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Returns the smallest span of whole runs that says all that the source says of a part of the
    /// text; where a run is in the source as it is in the text, exactly what the part says.
    pub fn source_of(&self, part: Range<usize>) -> Option<Span> {
        let first = self.runs.partition_point(|run| run.text.end <= part.start);
        let behind = self.runs.partition_point(|run| run.text.start < part.end);
        let runs = self.runs.get(first..behind)?;
        runs.iter()
            .map(|run| run.source_of(&part))
            .reduce(Span::cover)
    }
}

impl Run {
    /// Returns the bytes in the source that say what of `part` is in this run.
    fn source_of(&self, part: &Range<usize>) -> Span {
        if self.text.len() != self.source.len() {
            return self.source;
        }
        let before = part.start.saturating_sub(self.text.start) as u32;
        let behind = self.text.end.saturating_sub(part.end) as u32;
        Span::new(self.source.start + before, self.source.end - behind)
    }
}

impl Content<'_> {
    /// Returns the article's text for reading and indexing, without dateline and footer.
    ///
    /// Blocks are a blank line apart. Of images, there are the captions; items of lists have `- `
    /// or a number before them, cells of tables a tab between them.
    pub fn to_text(&self) -> String {
        to_text(self.blocks())
    }

    /// Writes what [`Content::to_text`] returns.
    ///
    /// # Errors
    ///
    /// What `out` returns.
    pub fn write_text(&self, out: &mut impl Write) -> fmt::Result {
        Writer::new(out).blocks(self.blocks())
    }

    /// Returns what [`Content::to_text`] returns, and where in the source each part of it stands.
    pub fn to_text_with_spans(&self) -> TextWithSpans {
        let mut text = String::new();
        let mut writer = Writer::new(&mut text);
        writer.runs = Some(Vec::with_capacity(self.count_texts()));
        // Nothing that is written to a string fails.
        let _ = writer.blocks(self.blocks());
        let runs = writer.runs.unwrap_or_default();
        TextWithSpans { text, runs }
    }
}

impl Footer<'_> {
    /// Returns the footer's text, as [`Content::to_text`] does the article's.
    pub fn to_text(&self) -> String {
        to_text(self.blocks())
    }
}

fn to_text(blocks: &[Block<'_>]) -> String {
    let mut text = String::new();
    // Nothing that is written to a string fails.
    let _ = Writer::new(&mut text).blocks(blocks);
    text
}

/// Writes text, and what is between its parts once a part follows.
///
/// Its methods call each other as deep as content nests, which [`MAX_BLOCK_DEPTH`] and
/// [`MAX_INLINE_DEPTH`] bound.
///
/// [`MAX_BLOCK_DEPTH`]: crate::MAX_BLOCK_DEPTH
/// [`MAX_INLINE_DEPTH`]: crate::MAX_INLINE_DEPTH
struct Writer<'w> {
    out: &'w mut dyn Write,
    /// How many bytes were written.
    len: usize,
    /// The parts that the source says, if they are asked for.
    runs: Option<Vec<Run>>,
    /// How many line ends stand at the end of what was written, and how many should.
    line_ends: usize,
    wanted: usize,
    /// The cells that ended on this line since the last text.
    tabs: usize,
    /// Whether a blank should follow. Only in a cell.
    blank: bool,
    in_cell: bool,
    /// What stands before each line, and, if it is another, before the next.
    indent: String,
    lead: Option<String>,
}

impl<'w> Writer<'w> {
    fn new(out: &'w mut dyn Write) -> Self {
        Writer {
            out,
            len: 0,
            runs: None,
            line_ends: 0,
            wanted: 0,
            tabs: 0,
            blank: false,
            in_cell: false,
            indent: String::new(),
            lead: None,
        }
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) -> fmt::Result {
        for block in blocks {
            self.end_lines(2);
            self.block(block)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block<'_>) -> fmt::Result {
        match block {
            Block::Paragraph(inlines) | Block::Preformatted(inlines) => self.inlines(inlines),
            Block::Heading(heading) => self.inlines(heading.inlines()),
            Block::Image(image) => self.inlines(image.caption().map_or(&[], |caption| caption)),
            Block::Embed(embed) => self.inlines(embed.caption().map_or(&[], |caption| caption)),
            Block::List(list) => self.list(list),
            Block::Quote(quote) => self.blocks(quote.blocks()),
            Block::Table(table) => self.table(table),
            Block::Rule(_) => Ok(()),
        }
    }

    fn list(&mut self, list: &List<'_>) -> fmt::Result {
        for (number, item) in (i64::from(list.start().unwrap_or(1))..).zip(list.items()) {
            self.end_lines(1);
            let marker = match list.is_ordered() {
                true => format!("{number}. "),
                false => "- ".to_owned(),
            };
            let outer_lead = self.lead.take();
            let outer_indent = self.indent.len();
            let lead = outer_lead.as_ref().unwrap_or(&self.indent);
            self.lead = Some([lead, marker.as_str()].concat());
            self.indent.extend(marker.chars().map(|_| ' '));
            for block in item.blocks() {
                let is_list = matches!(block, Block::List(_));
                self.end_lines(if is_list { 1 } else { 2 });
                self.block(block)?;
            }
            self.indent.truncate(outer_indent);
            self.lead = self.lead.take().and(outer_lead);
        }
        Ok(())
    }

    fn table(&mut self, table: &Table<'_>) -> fmt::Result {
        self.inlines(table.caption().map_or(&[], |caption| caption))?;
        for row in table.rows() {
            self.end_lines(1);
            for (column, cell) in row.cells().iter().enumerate() {
                self.cell(cell, column > 0)?;
            }
            if !self.in_cell {
                self.tabs = 0;
            }
        }
        Ok(())
    }

    /// Writes a cell on one line: a table within it, too.
    fn cell(&mut self, cell: &Cell<'_>, follows: bool) -> fmt::Result {
        if self.in_cell {
            self.blank = true;
            return self.blocks(cell.blocks());
        }
        self.tabs += usize::from(follows);
        self.in_cell = true;
        let written = self.blocks(cell.blocks());
        self.in_cell = false;
        self.blank = false;
        written
    }

    fn inlines(&mut self, inlines: &[Inline<'_>]) -> fmt::Result {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text, text.span())?,
                Inline::Link(link) => self.inlines(link.inlines())?,
                Inline::Emphasis(inlines)
                | Inline::Strong(inlines)
                | Inline::Code(inlines)
                | Inline::Strikethrough(inlines)
                | Inline::Superscript(inlines)
                | Inline::Subscript(inlines) => self.inlines(inlines)?,
                Inline::LineBreak(_) => self.line_break(),
                Inline::Image(_) => {}
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, span: Span) -> fmt::Result {
        if text.is_empty() {
            return Ok(());
        }
        self.write_between(text)?;
        let start = self.len;
        match text.strip_suffix('\n') {
            Some(line) if self.in_cell => {
                self.write(line)?;
                self.write(" ")?;
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
        if let Some(runs) = &mut self.runs {
            let text = start..self.len;
            runs.push(Run { text, source: span });
        }
        Ok(())
    }

    /// Writes what belongs between the text before and `text`.
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

    fn write(&mut self, text: &str) -> fmt::Result {
        self.len += text.len();
        self.out.write_str(text)
    }

    /// Lets what follows stand at least so many lines below.
    fn end_lines(&mut self, lines: usize) {
        if self.in_cell {
            self.blank = true;
        } else {
            // What follows the marker of an item stands beside it.
            let lines = if self.lead.is_some() { 1 } else { lines };
            self.wanted = self.wanted.max(lines);
        }
    }

    fn line_break(&mut self) {
        if self.in_cell {
            self.blank = true;
        } else {
            self.wanted += 1;
        }
    }
}
