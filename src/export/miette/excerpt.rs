use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::visible::visible;
use crate::source::{Position, Span};

/// How many columns the frame around an excerpt takes, at most.
const FRAME: usize = 16;

/// The line of an error or warning, cut to the width of a terminal, as source code for a
/// [`miette::Report`]: a body is often one long line.
///
/// Control characters are replaced, as a terminal takes them for commands.
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
    /// Of the part, and of what was found.
    start_position: Position,
    position: Position,
}

impl Excerpt {
    /// Returns the excerpt around `span`, which starts at `position` in `source`, the text of the file at `path`.
    /// With the frame that miette draws it fits a terminal of that many columns, 32 at least. O(1).
    pub fn new(path: &str, source: &str, span: Span, position: Position, columns: usize) -> Self {
        let at = span.range().start.min(source.len());
        let columns = columns.max(2 * FRAME) - FRAME;
        let before = line_before(source, at);
        let before = last_columns(before, columns / 2);
        let start = at - before.len();
        let shown = first_columns(line_after(source, start), columns);
        let mut text = visible(shown);
        // Room for a caret where something is missing at the end.
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

/// How many bytes of a line are looked at: more than a terminal shows.
const MOST: usize = 1024;

/// Returns the part of the line before a place, or the end of that.
fn line_before(source: &str, at: usize) -> &str {
    let mut starts = at.saturating_sub(MOST)..=at;
    let before = starts.find_map(|start| source.get(start..at));
    let before = before.unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

/// Returns the part of the line from a place, or the start of that.
fn line_after(source: &str, start: usize) -> &str {
    let end = source.len().min(start.saturating_add(MOST));
    let mut ends = (start..=end).rev();
    let after = ends.find_map(|end| source.get(start..end));
    after.unwrap_or_default().lines().next().unwrap_or_default()
}

/// Returns as much of the start of a text as fits in that many columns.
fn first_columns(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let ends = text.char_indices().find(|(_, char)| {
        let width = char.width().unwrap_or(1);
        left.checked_sub(width).map(|rest| left = rest).is_none()
    });
    ends.map_or(text, |(end, _)| text.get(..end).unwrap_or_default())
}

/// Returns as much of the end of a text as fits in that many columns.
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
        // Without lines around it, the place itself is asked for: to be named above the excerpt.
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
