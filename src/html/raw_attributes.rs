//! Finds the attributes in a tag: HTML standard, 13.2.5.32 to 13.2.5.39.

use std::ops::Range;

use super::span;
use super::tag_bytes::{
    ENDS_ATTRIBUTE_NAME, ENDS_TAG_NAME, ENDS_UNQUOTED, skip_separators, skip_until,
    skip_white_space,
};
use crate::scan;
use crate::source::Span;

/// An iterator over the attributes of a tag, as written in the source. If several attributes have
/// the same name, all of them are returned.
#[derive(Debug, Clone)]
pub(crate) struct RawAttributes<'s> {
    /// The source from its start to [`AHEAD`] bytes after the tag. Searches read several bytes at
    /// once, so they are faster if some bytes follow the tag.
    bytes: &'s [u8],
    at: usize,
    /// The offset after the tag.
    end: usize,
}

/// The maximum number of bytes after a tag that searches may read.
const AHEAD: usize = 16;

/// The spans of an attribute and its parts. If the attribute has no value, `value` is an empty span after the
/// name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawAttribute {
    pub(crate) name: Span,
    pub(crate) value: Span,
    /// The span from the start of the name to the end of the value, including a closing quote.
    pub(crate) whole: Span,
}

impl<'s> RawAttributes<'s> {
    /// Returns the attributes of the start tag at the span `tag`. Returns an empty iterator if
    /// `tag` is empty.
    pub(crate) fn of(source: &'s str, tag: Span) -> Self {
        let bytes = source.as_bytes();
        let end = bytes.len().min(tag.end as usize);
        let bytes = bytes.get(..end + AHEAD).unwrap_or(bytes);
        let name_end = skip_until(bytes, tag.start as usize + 1, ENDS_TAG_NAME);
        RawAttributes {
            bytes,
            at: name_end.unwrap_or(end),
            end,
        }
    }

    /// Consumes the next attribute and returns the span of its value, if the attribute has the form
    /// `class="…"` and follows a single space. Otherwise returns `None`.
    #[inline]
    pub(crate) fn take_class(&mut self) -> Option<Span> {
        const CLASS: u64 = u64::from_le_bytes(*b" class=\"");
        let start = self.at + 8;
        if scan::word(self.bytes, self.at) != CLASS {
            return None;
        }
        let value_end = start + scan::find(self.bytes.get(start..)?, b'"')?;
        self.at = value_end + 1;
        (self.at <= self.end).then(|| span(start, value_end))
    }
}

impl Iterator for RawAttributes<'_> {
    type Item = RawAttribute;

    #[inline]
    fn next(&mut self) -> Option<RawAttribute> {
        let start = skip_separators(self.bytes, self.at)?;
        if self.bytes.get(start) == Some(&b'>') {
            return None;
        }
        let place = Place::find(self.bytes, start).filter(|place| place.end <= self.end)?;
        self.at = place.end;
        Some(RawAttribute {
            name: span(start, place.name_end),
            value: span(place.value.start, place.value.end),
            whole: span(start, place.end),
        })
    }
}

/// The offsets of the parts of an attribute.
pub(super) struct Place {
    name_end: usize,
    value: Range<usize>,
    pub(super) end: usize,
}

impl Place {
    /// Returns the parts of the attribute that begins at `start`. Returns `None` if the source ends within
    /// the attribute.
    #[inline(always)]
    pub(super) fn find(bytes: &[u8], start: usize) -> Option<Place> {
        // The first character belongs to the name even if it is `=`.
        let name_end = skip_until(bytes, start + 1, ENDS_ATTRIBUTE_NAME)?;
        match bytes.get(name_end..)? {
            [b'=', b'"', rest @ ..] => {
                let start = name_end + 2;
                let end = start + scan::find(rest, b'"')?;
                Some(Place {
                    name_end,
                    value: start..end,
                    end: end + 1,
                })
            }
            _ => Place::find_unusual(bytes, name_end),
        }
    }

    /// Implements [`Place::find`] for an attribute whose name is not directly followed by `="`.
    /// `name_end` is the offset after the name.
    #[cold]
    fn find_unusual(bytes: &[u8], name_end: usize) -> Option<Place> {
        let place = |value: Range<usize>, end| Place {
            name_end,
            value,
            end,
        };
        let mut at = skip_white_space(bytes, name_end)?;
        if *bytes.get(at)? != b'=' {
            return Some(place(name_end..name_end, name_end));
        }
        at = skip_white_space(bytes, at + 1)?;
        let first = *bytes.get(at)?;
        if first == b'"' || first == b'\'' {
            let end = at + 1 + scan::find(bytes.get(at + 1..)?, first)?;
            return Some(place(at + 1..end, end + 1));
        }
        let end = skip_until(bytes, at, ENDS_UNQUOTED)?;
        Some(place(at..end, end))
    }
}
