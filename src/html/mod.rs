//! Facts of the HTML standard: elements, tags, character references.

mod char_ref;
pub(crate) mod foreign;
pub(crate) mod name;
pub(crate) mod tag;

pub(crate) use self::char_ref::CharRef;
pub(crate) use self::name::Known;
