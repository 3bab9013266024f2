use super::position::{self, Position};
use super::span::Span;

/// An index of the lines of a source. It converts byte offsets to lines and columns, and back.
///
/// Building the index takes O(n) time in the length of the source. If you need a single position,
/// use [`Position::of`]. The index borrows the source and takes four bytes per line. Lines and
/// columns are counted from 1. A line ends with LF or CRLF, which is part of the line. Offsets
/// beyond 4 GiB are not supported.
///
/// ```
/// use newsprint::{ColumnUnit, LineIndex, Position};
///
/// let source = "title\n中文 😀 text\n";
/// let index = LineIndex::new(source);
/// let offset = source.find("text").unwrap() as u32;
///
/// let position = index.position(offset);
/// assert_eq!(position, Position { line: 2, column: 6 });
/// assert_eq!(index.offset(position), Some(offset));
///
/// // Language servers count UTF-16 code units, from 0.
/// let position = index.position_in(offset, ColumnUnit::Utf16);
/// assert_eq!((position.line - 1, position.column - 1), (1, 6));
/// assert_eq!(index.offset_in(position, ColumnUnit::Utf16), Some(offset));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex<'a> {
    source: &'a str,
    /// The byte offsets of the starts of the second and all following lines.
    starts: Vec<u32>,
}

/// The unit in which columns are counted.
///
/// ```
/// use newsprint::{ColumnUnit, LineIndex};
///
/// let index = LineIndex::new("中😀x");
/// let column = |unit| index.position_in(7, unit).column;
/// assert_eq!(column(ColumnUnit::Bytes), 8);
/// assert_eq!(column(ColumnUnit::Chars), 3);
/// assert_eq!(column(ColumnUnit::Utf16), 4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ColumnUnit {
    /// Bytes of UTF-8, as in the output of `rg --column`.
    Bytes,
    /// Characters (Unicode scalar values), as in [`Position::of`] and most editors.
    #[default]
    Chars,
    /// UTF-16 code units, as in JavaScript and the Language Server Protocol.
    Utf16,
}

impl<'a> LineIndex<'a> {
    /// Returns the index of the lines of `source`. Takes O(n) time in the length of `source`.
    pub fn new(source: &'a str) -> Self {
        let ends = memchr::memchr_iter(b'\n', source.as_bytes());
        let starts = ends.map_while(|end| u32::try_from(end + 1).ok());
        LineIndex {
            source,
            starts: starts.collect(),
        }
    }

    /// Returns the source that was indexed.
    pub const fn source(&self) -> &'a str {
        self.source
    }

    /// Returns the number of lines: one more than the number of line ends.
    ///
    /// ```
    /// use newsprint::LineIndex;
    ///
    /// assert_eq!(LineIndex::new("one\ntwo").line_count(), 2);
    /// assert_eq!(LineIndex::new("one\ntwo\n").line_count(), 3);
    /// ```
    pub fn line_count(&self) -> u32 {
        number(self.starts.len())
    }

    /// Returns the span of a line, including its line end, or `None` if there is no line with this number.
    /// Takes O(1) time.
    ///
    /// ```
    /// use newsprint::LineIndex;
    ///
    /// let index = LineIndex::new("one\r\ntwo");
    /// assert_eq!(index.line(1).unwrap().of(index.source()), "one\r\n");
    /// assert_eq!(index.line(2).unwrap().of(index.source()), "two");
    /// assert_eq!(index.line(3), None);
    /// ```
    pub fn line(&self, line: u32) -> Option<Span> {
        let index = line.checked_sub(1)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.starts.get(before)?,
            None => 0,
        };
        let len = || u32::try_from(self.source.len()).unwrap_or(u32::MAX);
        let end = self.starts.get(index).copied().unwrap_or_else(len);
        Some(Span::new(start, end))
    }

    /// Returns the line and the column of a byte offset. The column is in characters, as in [`Position::of`].
    ///
    /// Takes O(log n) time in the number of lines, plus O(n) time in the number of bytes between
    /// the start of the line and the offset.
    ///
    /// ```
    /// use newsprint::{LineIndex, Position};
    ///
    /// let index = LineIndex::new("one\n中文");
    /// assert_eq!(index.position(7), Position { line: 2, column: 2 });
    /// ```
    pub fn position(&self, offset: u32) -> Position {
        self.position_in(offset, ColumnUnit::Chars)
    }

    /// Returns the line and the column of a byte offset. The column is in `unit`.
    ///
    /// An offset within a character counts as the start of the character. An offset beyond the end
    /// of the source counts as the end. Takes O(log n) time in the number of lines. For units other
    /// than bytes, also takes O(n) time in the number of bytes between the start of the line and
    /// the offset.
    ///
    /// ```
    /// use newsprint::{ColumnUnit, LineIndex, Position};
    ///
    /// let index = LineIndex::new("one\n中文");
    /// assert_eq!(index.position_in(7, ColumnUnit::Bytes), Position { line: 2, column: 4 });
    /// ```
    pub fn position_in(&self, offset: u32, unit: ColumnUnit) -> Position {
        let before = position::before(self.source, offset);
        let lines = self
            .starts
            .partition_point(|&start| start as usize <= before.len());
        let start = lines.checked_sub(1).and_then(|line| self.starts.get(line));
        let start = start.copied().unwrap_or(0) as usize;
        let column = unit.count(before.get(start..).unwrap_or_default());
        Position {
            line: number(lines),
            column: number(column),
        }
    }

    /// Returns the byte offset of a position. The column is counted in characters. Returns `None`
    /// if the line does not exist or is too short. This method is the inverse of
    /// [`position`](LineIndex::position).
    ///
    /// Takes O(n) time in the number of bytes between the start of the line and the position.
    ///
    /// ```
    /// use newsprint::{LineIndex, Position};
    ///
    /// let index = LineIndex::new("one\n中文");
    /// assert_eq!(index.offset(Position { line: 2, column: 2 }), Some(7));
    /// assert_eq!(index.offset(Position { line: 2, column: 4 }), None);
    /// assert_eq!(index.offset(Position { line: 3, column: 1 }), None);
    /// ```
    pub fn offset(&self, position: Position) -> Option<u32> {
        self.offset_in(position, ColumnUnit::Chars)
    }

    /// Returns the byte offset of a position. The column is counted in `unit`. Returns `None` if
    /// the line does not exist, if the line is too short, or if the column is within a character.
    ///
    /// The last column of a line is the column of its LF. The last column of the last line is at
    /// the end of the source. If the unit is bytes, takes O(1) time. For other units, takes O(n)
    /// time in the number of bytes between the start of the line and the position.
    ///
    /// ```
    /// use newsprint::{ColumnUnit, LineIndex, Position};
    ///
    /// let index = LineIndex::new("😀x");
    /// let utf16 = |column| index.offset_in(Position { line: 1, column }, ColumnUnit::Utf16);
    /// assert_eq!(utf16(3), Some(4));
    /// // Between the two units of the emoji.
    /// assert_eq!(utf16(2), None);
    /// ```
    pub fn offset_in(&self, position: Position, unit: ColumnUnit) -> Option<u32> {
        let span = self.line(position.line)?;
        let line = span.of(self.source);
        let units = position.column.checked_sub(1)? as usize;
        let len = unit.len_of(line, units)?;
        let is_next_line = len == line.len() && line.ends_with('\n');
        (!is_next_line).then(|| span.start + len as u32)
    }
}

/// Returns the number of an item, counted from 1. `before` is the number of items before that item.
fn number(before: usize) -> u32 {
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

impl ColumnUnit {
    /// Returns the length of `text` in this unit.
    fn count(self, text: &str) -> usize {
        match self {
            ColumnUnit::Bytes => text.len(),
            ColumnUnit::Chars => text.chars().count(),
            ColumnUnit::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }

    /// Returns the length in bytes of the first `units` units of `text`. Returns `None` if `text`
    /// is shorter, or if these units end within a character.
    fn len_of(self, text: &str, units: usize) -> Option<usize> {
        let width = match self {
            ColumnUnit::Bytes => return text.is_char_boundary(units).then_some(units),
            ColumnUnit::Chars => |_: char| 1,
            ColumnUnit::Utf16 => char::len_utf16,
        };
        let (mut left, mut len) = (units, 0);
        let mut chars = text.chars();
        while left > 0 {
            let char = chars.next()?;
            left = left.checked_sub(width(char))?;
            len += char.len_utf8();
        }
        Some(len)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const UNITS: [ColumnUnit; 3] = [ColumnUnit::Bytes, ColumnUnit::Chars, ColumnUnit::Utf16];

    /// A simple implementation, which counts one character at a time.
    fn naive(source: &str, offset: usize, unit: ColumnUnit) -> Position {
        let mut position = Position { line: 1, column: 1 };
        for (at, char) in source.char_indices() {
            if at + char.len_utf8() > offset {
                break;
            }
            if char == '\n' {
                position.line += 1;
                position.column = 1;
                continue;
            }
            position.column += match unit {
                ColumnUnit::Bytes => char.len_utf8(),
                ColumnUnit::Chars => 1,
                ColumnUnit::Utf16 => char.encode_utf16(&mut [0; 2]).len(),
            } as u32;
        }
        position
    }

    fn source() -> impl Strategy<Value = String> {
        let char = prop_oneof![
            Just('\n'),
            Just('\r'),
            Just('a'),
            Just('é'),
            Just('中'),
            Just('😀'),
            any::<char>(),
        ];
        proptest::collection::vec(char, 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn positions_are_those_of_a_naive_count(source in source()) {
            let index = LineIndex::new(&source);
            for unit in UNITS {
                for offset in 0..source.len() + 6 {
                    let expected = naive(&source, offset, unit);
                    prop_assert_eq!(index.position_in(offset as u32, unit), expected);
                }
            }
            for offset in 0..source.len() + 6 {
                let one_off = Position::of(&source, offset as u32);
                prop_assert_eq!(one_off, naive(&source, offset, ColumnUnit::Chars));
            }
            let last = naive(&source, source.len(), ColumnUnit::Chars);
            prop_assert_eq!(index.line_count(), last.line);
        }

        #[test]
        fn offsets_are_the_inverse_of_positions(source in source()) {
            let index = LineIndex::new(&source);
            prop_assert_eq!(index.source(), source.as_str());
            for unit in UNITS {
                // Collects all positions that exist, from all offsets. For any other position, the offset is
                // `None`.
                let offsets = 0..=source.len();
                let known: Vec<_> = offsets
                    .filter(|&offset| source.is_char_boundary(offset))
                    .map(|offset| (naive(&source, offset, unit), offset as u32))
                    .collect();
                for line in 0..index.line_count() + 2 {
                    for column in 0..source.len() as u32 + 3 {
                        let position = Position { line, column };
                        let expected = known.iter().find(|(known, _)| *known == position);
                        let offset = index.offset_in(position, unit);
                        prop_assert_eq!(offset, expected.map(|(_, offset)| *offset));
                        let characters = index.offset_in(position, ColumnUnit::Chars);
                        prop_assert_eq!(index.offset(position), characters);
                    }
                }
            }
        }

        #[test]
        fn lines_are_those_of_a_split(source in source()) {
            let index = LineIndex::new(&source);
            let lines = (1..=index.line_count()).map(|line| index.line(line).unwrap().of(&source));
            let lines: Vec<_> = lines.collect();
            prop_assert_eq!(lines.concat(), source.as_str());
            let split: Vec<_> = source.split('\n').collect();
            let trimmed = lines.iter().map(|line| line.strip_suffix('\n').unwrap_or(line));
            prop_assert_eq!(trimmed.collect::<Vec<_>>(), split);
            prop_assert_eq!(index.line(0), None);
            prop_assert_eq!(index.line(index.line_count() + 1), None);
        }
    }
}
