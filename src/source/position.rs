use std::fmt;

/// A line and a column. Both are counted from 1, as in editors.
///
/// LF and CRLF end a line; a CR alone does not. Columns count characters (Unicode scalar values).
/// For columns in bytes or UTF-16 code units, see [`LineIndex`](crate::LineIndex).
///
/// ```
/// use newsprint::Position;
///
/// let position = Position::of("ab\n中文", 6);
/// assert_eq!((position.line, position.column), (2, 2));
/// assert_eq!(position.to_string(), "line 2, column 2");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
}

impl Position {
    /// The start of the source.
    pub(crate) const START: Position = Position { line: 1, column: 1 };

    /// Returns the line and column of a byte offset.
    ///
    /// An offset within a character counts as the start of the character. An offset beyond the end
    /// of `source` counts as the end. Takes O(n) time in `offset`. If you need many positions, use
    /// [`LineIndex`](crate::LineIndex).
    ///
    /// ```
    /// use newsprint::{Article, Position};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>见<a href=/x>船期</a></p>";
    /// let article = Article::parse(source)?;
    /// let link = article.body().links().next().unwrap();
    /// let position = Position::of(source, link.value_span().start);
    /// assert_eq!((position.line, position.column), (4, 13));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn of(source: &str, offset: u32) -> Position {
        Position::START.after(before(source, offset))
    }

    /// Returns the position at which `text` ends. `text` must start at the position `self`.
    pub(crate) fn after(self, text: &str) -> Position {
        let bytes = text.as_bytes();
        match memchr::memrchr(b'\n', bytes) {
            Some(last) => Position {
                line: add(self.line, memchr::memchr_iter(b'\n', bytes).count()),
                column: add(1, chars(text.get(last + 1..).unwrap_or_default())),
            },
            None => Position {
                line: self.line,
                column: add(self.column, chars(text)),
            },
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Returns the text before a byte offset. If the offset is within a character, returns the text before that
/// character. If the offset is beyond the end of the source, returns the whole source.
pub(super) fn before(source: &str, offset: u32) -> &str {
    let offset = offset as usize;
    let mut starts = (offset.saturating_sub(3)..=offset).rev();
    let text = starts.find_map(|start| source.get(..start));
    text.unwrap_or(source)
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn add(number: u32, count: usize) -> u32 {
    number.saturating_add(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines() {
        let source = "a\r\n中文x\n";
        let at = |offset| {
            let position = Position::of(source, offset);
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (2, 1));
        assert_eq!(at(4), (2, 1));
        assert_eq!(at(9), (2, 3));
        assert_eq!(at(11), (3, 1));
        assert_eq!(at(99), (3, 1));
    }
}
