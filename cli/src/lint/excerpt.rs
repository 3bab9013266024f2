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
    pub fn new(path: &str, source: &str, span: Span) -> Self {
        let at = span.range().start.min(source.len());
        let before = source.get(..at).unwrap_or(source);
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let before = before.get(line..).unwrap_or_default();
        let columns = terminal::columns() - FRAME;
        let start = at - last_columns(before, columns / 2).len();
        let rest = source.get(start..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default();
        let mut text = visible(first_columns(rest, columns));
        // Room for a caret where something is missing at the end.
        text.push(' ');
        Excerpt {
            path: visible(path),
            text,
            start,
            start_position: Position::of(source, start as u32),
            position: Position::of(source, at as u32),
        }
    }
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
