mod escape;
mod inline;
mod run;
mod table;

use std::fmt::{self, Write};

use self::inline::{Line, longest_run};
use self::run::Run;
use super::html;
use crate::content::{Block, Content, Dateline, Inline, List, Quote};

impl Content<'_> {
    /// Returns the article as Markdown, without dateline and footer: CommonMark, with tables and
    /// strikethrough as GitHub has them.
    ///
    /// What in the text would mean something in Markdown is escaped. What Markdown cannot say is
    /// HTML: text above and below the line, preformatted text with links or images in it, emphasis
    /// where delimiters would not be read as such, as beside Chinese punctuation. A caption is an
    /// emphasized line below its image, something embedded a link. A table whose cells hold lists,
    /// quotations or tables, or that has one column, is written as what it holds.
    ///
    /// Addresses are those that the source has, relative or not, but for images behind a proxy
    /// ([`Image::original_src`](crate::Image::original_src)); a link that would run a script
    /// is only its text. An image without address is left out.
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
        let mut markdown = String::new();
        // Nothing that is written to a string fails.
        let _ = self.write_markdown(&mut markdown);
        markdown
    }

    /// Writes what [`Content::to_markdown`] returns.
    ///
    /// # Errors
    ///
    /// What `out` returns.
    pub fn write_markdown(&self, out: &mut impl Write) -> fmt::Result {
        Writer::new(out).blocks(self.blocks(), false)
    }
}

/// Writes an article: its title, its dateline, and its content.
pub(crate) fn write_article(
    out: &mut dyn Write,
    title: &str,
    link: &str,
    content: &Content<'_>,
) -> fmt::Result {
    let mut writer = Writer::new(out);
    writer.heading(1, &Run::link(link, title))?;
    if let Some(dateline) = content.dateline().map(Dateline::raw) {
        writer.part();
        writer.paragraph(&Run::emphasized(dateline))?;
    }
    writer.part();
    writer.blocks(content.blocks(), false)
}

/// Writes Markdown.
///
/// Its methods call each other as deep as content nests, which [`MAX_BLOCK_DEPTH`] and
/// [`MAX_INLINE_DEPTH`] bound.
///
/// [`MAX_BLOCK_DEPTH`]: crate::MAX_BLOCK_DEPTH
/// [`MAX_INLINE_DEPTH`]: crate::MAX_INLINE_DEPTH
struct Writer<'w> {
    out: &'w mut dyn Write,
    /// What stands before each line, and, if it is another, before the next.
    indent: String,
    lead: Option<String>,
    has_lines: bool,
    /// How much of the indent stands on the blank line before the next, if there is to be one.
    gap: Option<usize>,
    /// The list that ended on the last line.
    list: Option<Marker>,
}

/// What a list's items begin with. Of two lists in a row, the second has the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker {
    is_ordered: bool,
    is_other: bool,
}

/// The highest number that an item may have.
const MAX_NUMBER: u64 = 999_999_999;

impl<'w> Writer<'w> {
    fn new(out: &'w mut dyn Write) -> Self {
        Writer {
            out,
            indent: String::new(),
            lead: None,
            has_lines: false,
            gap: None,
            list: None,
        }
    }

    /// Writes blocks with blank lines between them; `is_tight` if there is none before a list.
    fn blocks(&mut self, blocks: &[Block<'_>], is_tight: bool) -> fmt::Result {
        for block in blocks {
            if !(is_tight && matches!(block, Block::List(_))) {
                self.part();
            }
            self.block(block)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block<'_>) -> fmt::Result {
        match block {
            Block::Paragraph(_) | Block::Image(_) | Block::Embed(_) => {
                let mut run = Run::default();
                run.block(block);
                self.paragraph(&run)
            }
            Block::Heading(heading) => self.heading(heading.level(), &Run::of(heading.inlines())),
            Block::Preformatted(inlines) => self.preformatted(inlines),
            Block::List(list) => self.list(list),
            Block::Quote(quote) => self.quote(quote),
            Block::Table(table) => self.table(table),
            Block::Rule(_) => {
                self.begin_line()?;
                self.out.write_str("***\n")
            }
        }
    }

    fn paragraph(&mut self, run: &Run<'_>) -> fmt::Result {
        if run.is_empty() {
            return Ok(());
        }
        self.begin_line()?;
        let line_end = ["\\\n", &self.indent].concat();
        Line::new(self.out, run, &line_end).write()?;
        self.out.write_str("\n")
    }

    fn heading(&mut self, level: u8, run: &Run<'_>) -> fmt::Result {
        if run.is_empty() {
            return Ok(());
        }
        self.begin_line()?;
        for _ in 0..level {
            self.out.write_str("#")?;
        }
        self.out.write_str(" ")?;
        let mut line = Line::new(self.out, run, "<br>");
        line.in_heading = true;
        line.write()?;
        self.out.write_str("\n")
    }

    fn preformatted(&mut self, inlines: &[Inline<'_>]) -> fmt::Result {
        let mut text = String::new();
        if !append_text(inlines, &mut text) {
            text.clear();
            text.push_str("<pre>");
            // Nothing that is written to a string fails.
            let _ = html::write_inlines(&mut text, inlines);
            text.push_str("</pre>");
            return self.lines(&text);
        }
        let fence = "`".repeat(longest_run(&text).max(2) + 1);
        self.lines(&fence)?;
        self.lines(text.strip_suffix('\n').unwrap_or(&text))?;
        self.lines(&fence)
    }

    /// Writes lines as they are.
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

    fn quote(&mut self, quote: &Quote<'_>) -> fmt::Result {
        let contents = |writer: &mut Self| writer.blocks(quote.blocks(), false);
        self.inside("> ", "> ", contents).map(drop)
    }

    fn list(&mut self, list: &List<'_>) -> fmt::Result {
        let is_ordered = list.is_ordered();
        let before = self.list.filter(|list| list.is_ordered == is_ordered);
        let is_other = before.is_some_and(|list| !list.is_other);
        let first = u64::try_from(list.start().unwrap_or(1)).unwrap_or(0);
        let is_tight = is_tight(list);
        let mut is_first = true;
        for (number, item) in (first..).zip(list.items()) {
            if !is_first && !is_tight {
                self.part();
            }
            let marker = match (is_ordered, is_other) {
                (true, false) => format!("{}. ", number.min(MAX_NUMBER)),
                (true, true) => format!("{}) ", number.min(MAX_NUMBER)),
                (false, false) => "- ".to_owned(),
                (false, true) => "+ ".to_owned(),
            };
            let blanks = " ".repeat(marker.len());
            let has_lines = self.inside(&marker, &blanks, |writer| {
                writer.blocks(item.blocks(), is_tight)?;
                // Items without anything still count.
                let counts = is_ordered && writer.lead.is_some();
                if counts {
                    writer.lines("<!-- -->")
                } else {
                    Ok(())
                }
            })?;
            is_first &= !has_lines;
        }
        if !is_first {
            self.list = Some(Marker {
                is_ordered,
                is_other,
            });
        }
        Ok(())
    }

    /// Writes what stands behind a marker, and behind `blanks` on all lines but the first. Returns
    /// whether there was anything; if not, the marker is not written.
    fn inside(
        &mut self,
        marker: &str,
        blanks: &str,
        contents: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> Result<bool, fmt::Error> {
        let (outer_indent, outer_lead) = (self.indent.len(), self.lead.clone());
        let lead = outer_lead.as_ref().unwrap_or(&self.indent);
        self.lead = Some([lead, marker].concat());
        self.indent.push_str(blanks);
        self.list = None;
        contents(self)?;
        self.indent.truncate(outer_indent);
        self.gap = self.gap.map(|indent| indent.min(outer_indent));
        let has_lines = self.lead.is_none();
        self.lead = self.lead.take().and(outer_lead);
        Ok(has_lines)
    }

    /// Lets a blank line stand before what follows, unless that stands beside a marker.
    fn part(&mut self) {
        if self.has_lines && self.lead.is_none() && self.gap.is_none() {
            self.gap = Some(self.indent.len());
        }
    }

    /// Writes what stands before a line.
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

/// Returns whether there are no blank lines between and in items: each holds one block, and perhaps
/// a list that can follow it at once.
fn is_tight(list: &List<'_>) -> bool {
    list.items().iter().all(|item| match item.blocks() {
        [] | [_] => true,
        [Block::Paragraph(_), Block::List(inner)] => {
            let first = inner.items().first().and_then(|item| item.blocks().first());
            inner.start().is_none_or(|start| start == 1)
                && matches!(first, Some(Block::Paragraph(_)))
        }
        _ => false,
    })
}

/// Appends what preformatted text says. Returns whether that is all there is to it.
fn append_text(inlines: &[Inline<'_>], text: &mut String) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(piece) => {
            text.push_str(piece);
            true
        }
        Inline::LineBreak(_) => {
            text.push('\n');
            true
        }
        Inline::Link(_) | Inline::Image(_) => false,
        Inline::Emphasis(inlines)
        | Inline::Strong(inlines)
        | Inline::Code(inlines)
        | Inline::Strikethrough(inlines)
        | Inline::Superscript(inlines)
        | Inline::Subscript(inlines) => append_text(inlines, text),
    })
}
