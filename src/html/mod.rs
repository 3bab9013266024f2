//! Definitions from the HTML standard: elements, tags, character references, white space.

mod char_ref;
pub(crate) mod element;
pub(crate) mod elements;
pub(crate) mod name;
mod namespace;
pub(crate) mod plain_tag;
pub(crate) mod raw_attributes;
pub(crate) mod tag;
pub(crate) mod tag_bytes;
pub(crate) mod white_space;

use crate::source::Span;

pub(crate) use self::char_ref::CharRef;
pub(crate) use self::name::{Known, Name};
pub use self::namespace::Namespace;
pub(crate) use self::namespace::adjusted_attribute;

/// Returns the span from `start` to `end`. Both offsets must be less than 2^32, which is true for all offsets
/// into a source.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}
