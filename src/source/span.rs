use std::fmt;
use std::ops::{Deref, Range};

/// A range of bytes in the source: `start` included, `end` excluded.
///
/// Offsets count bytes from the start of the file, also in the body.
///
/// ```
/// let span = newsprint::Span::new(3, 9);
/// assert_eq!(span.to_string(), "3..9");
/// assert_eq!(&"0123456789"[span.range()], "345678");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span from `start` to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// Returns the number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Returns whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Returns the span as a range that indexes a slice.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether `other` lies within this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Returns the slice of `source` that the span covers, or `""` where it is none of its.
    pub fn of(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or_default()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}

/// A value and the bytes that it was read from.
///
/// Derefs to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    value: T,
    span: Span,
}

impl<T> Spanned<T> {
    /// Returns `value` with the span that it was read from.
    pub const fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// Returns the bytes that the value was read from.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns the value.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Returns the value, without its span.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A place in the source as editors show it.
///
/// ```
/// use newsprint::Position;
///
/// let position = Position::of("ab\n中文", 6);
/// assert_eq!((position.line, position.column), (2, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, counted from 1. LF and CRLF end a line.
    pub line: u32,
    /// The column, counted in characters from 1.
    pub column: u32,
}

impl Position {
    /// Returns the line and column of a byte offset; that of the end where `offset` lies beyond.
    ///
    /// Reads the source up to `offset`: ask for few.
    pub fn of(source: &str, offset: u32) -> Position {
        let bytes = source.as_bytes();
        let before = bytes.get(..offset as usize).unwrap_or(bytes);
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        let is_char_start = |byte: &&u8| (**byte as i8) >= -64;
        let column = before.iter().skip(line_start).filter(is_char_start).count() + 1;
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
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
        assert_eq!(at(9), (2, 3));
        assert_eq!(at(11), (3, 1));
        assert_eq!(at(99), (3, 1));
    }

    #[test]
    fn a_span_outside_the_source_slices_nothing() {
        assert_eq!(Span::new(0, 1).of("中"), "");
        assert_eq!(Span::new(1, 9).of("abc"), "");
        assert_eq!(Span::new(1, 3).of("abc"), "bc");
    }
}
