use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::visible::visible;
use crate::source::{Position, Span};

/// The maximum width, in columns of a terminal, of the line number and the frame that miette prints
/// next to an excerpt.
const FRAME: usize = 16;

/// The line of an error or warning, as source code for a [`miette::Report`]. The line is cut to the width of
/// a terminal, because a body is often one long line.
///
/// Control characters are replaced, since a terminal would interpret them.
///
/// ```
/// use miette::Report;
/// use newsprint::{Article, Excerpt};
///
/// let source = format!("[题目](https://example.org/1)\n------\n\n<p>{}\0</p>", "正文".repeat(1000));
/// let article = Article::parse(&source)?;
/// if let Some(warning) = article.warnings().first() {
///     let (span, position) = (warning.span(), warning.position());
///     let excerpt = Excerpt::new("articles/1.md", &source, span, position, 80);
///     let report = Report::new(warning.clone()).with_source_code(excerpt);
///     println!("{report:?}");
/// }
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Excerpt {
    path: String,
    text: String,
    start: usize,
    /// The position of the first character of the excerpt.
    start_position: Position,
    /// The position of the error or warning.
    position: Position,
}

impl Excerpt {
    /// Returns the excerpt of `source` around `span`. `position` must be the line and column of the
    /// start of `span`; `path` is the path of the file. The output of miette, including the frame,
    /// is at most `columns` columns of a terminal wide. If `columns` is less than 32, 32 is used
    /// instead. Takes constant time.
    pub fn new(path: &str, source: &str, span: Span, position: Position, columns: usize) -> Self {
        let at = span.range().start.min(source.len());
        let columns = columns.max(2 * FRAME) - FRAME;
        let before = line_before(source, at);
        let before = last_columns(before, columns / 2);
        let start = at - before.len();
        let shown = first_columns(line_after(source, start), columns);
        let mut text = visible(shown);
        // This space is the place for the caret if the error is at the end of the line.
        text.push(' ');
        let characters = u32::try_from(before.chars().count()).unwrap_or_default();
        Excerpt {
            path: visible(path),
            text,
            start,
            start_position: Position {
                column: position.column.saturating_sub(characters).max(1),
                ..position
            },
            position,
        }
    }
}

/// The maximum number of bytes that are searched for the start or end of the line. No terminal is
/// wider than that.
const MOST: usize = 1024;

/// Returns the text from the start of the line to the offset `at`. If this text is longer than
/// [`MOST`], returns only the end of the text.
fn line_before(source: &str, at: usize) -> &str {
    let mut starts = at.saturating_sub(MOST)..=at;
    let before = starts.find_map(|start| source.get(start..at));
    let before = before.unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

/// Returns the text from the offset `start` to the end of the line. If this text is longer than
/// [`MOST`], returns only the start of the text.
fn line_after(source: &str, start: usize) -> &str {
    let end = source.len().min(start.saturating_add(MOST));
    let mut ends = (start..=end).rev();
    let after = ends.find_map(|end| source.get(start..end));
    after.unwrap_or_default().lines().next().unwrap_or_default()
}

/// Returns the longest prefix of a text that fits into this many columns of a terminal.
fn first_columns(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let ends = text.char_indices().find(|(_, char)| {
        let width = char.width().unwrap_or(1);
        left.checked_sub(width).map(|rest| left = rest).is_none()
    });
    ends.map_or(text, |(end, _)| text.get(..end).unwrap_or_default())
}

/// Returns the longest suffix of a text that fits into this many columns of a terminal.
fn last_columns(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let mut chars = text.char_indices().rev();
    let before = chars.find(|(_, char)| {
        let width = char.width().unwrap_or(1);
        left.checked_sub(width).map(|rest| left = rest).is_none()
    });
    before.map_or(text, |(start, char)| {
        text.get(start + char.len_utf8()..).unwrap_or_default()
    })
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // miette calls this function with `lines_before` 0 to print the position above the excerpt.
        // It calls the function with more lines to print the text. The position must then be the
        // start of the excerpt.
        let position = match lines_before {
            0 => self.position,
            _ => self.start_position,
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            SourceSpan::from((self.start, self.text.len())),
            (position.line as usize).saturating_sub(1),
            (position.column as usize).saturating_sub(1),
            1,
        )))
    }
}
