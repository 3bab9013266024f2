//! The line that a finding stands on, cut to what a terminal holds: a body is often one line.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use newsprint::{Position, Span};
use unicode_width::UnicodeWidthChar;

use crate::terminal::{self, visible};

/// How many columns the frame around an excerpt takes, at most.
const FRAME: usize = 16;

/// A part of a line, and where it stands in the file.
pub struct Excerpt {
    path: String,
    text: String,
    start: usize,
    /// Of the part, and of what was found.
    start_position: Position,
    position: Position,
}

impl Excerpt {
    /// Returns the excerpt at `span`, which starts at `position`. Takes the same time wherever that is.
    pub fn new(path: &str, source: &str, span: Span, position: Position) -> Self {
        let at = span.range().start.min(source.len());
        let columns = terminal::columns() - FRAME;
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

/// Returns as much of a text's begin as takes so many columns.
fn first_columns(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let ends = text.char_indices().find(|(_, char)| {
        let width = char.width().unwrap_or(1);
        left.checked_sub(width).map(|rest| left = rest).is_none()
    });
    ends.map_or(text, |(end, _)| &text[..end])
}

/// Returns as much of a text's end as takes so many columns.
fn last_columns(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let mut chars = text.char_indices().rev();
    let before = chars.find(|(_, char)| {
        let width = char.width().unwrap_or(1);
        left.checked_sub(width).map(|rest| left = rest).is_none()
    });
    before.map_or(text, |(start, char)| &text[start + char.len_utf8()..])
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
            position.line as usize - 1,
            position.column as usize - 1,
            1,
        )))
    }
}
