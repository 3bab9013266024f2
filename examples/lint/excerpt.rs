//! The line that a finding stands on, cut to what a terminal holds: a body is often one line.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use newsprint::{Position, Span};

/// How many characters to show before and behind the place.
const AROUND: usize = 30;

/// A part of a line, and where it stands in the file.
pub struct Excerpt {
    path: String,
    text: String,
    start: usize,
    position: Position,
}

impl Excerpt {
    pub fn new(path: &str, source: &str, span: Span) -> Self {
        let at = span.range().start.min(source.len());
        let before = source.get(..at).unwrap_or(source);
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let start = before
            .char_indices()
            .rev()
            .take(AROUND)
            .map(|(start, _)| start)
            .last()
            .unwrap_or(at)
            .max(line);
        let rest = source.get(start..).unwrap_or_default();
        let text = rest.lines().next().unwrap_or_default();
        let mut text: String = text.chars().take(2 * AROUND).collect();
        // Room for a caret where something is missing at the end.
        text.push(' ');
        Excerpt {
            path: path.to_string(),
            text,
            start,
            position: Position::of(source, start as u32),
        }
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            SourceSpan::from((self.start, self.text.len())),
            self.position.line as usize - 1,
            self.position.column as usize - 1,
            1,
        )))
    }
}
