//! Facts of the HTML standard: elements, tags, character references, white space.

mod char_ref;
pub(crate) mod element;
pub(crate) mod elements;
pub(crate) mod name;
mod namespace;
pub(crate) mod tag;
pub(crate) mod white_space;

pub(crate) use self::char_ref::CharRef;
pub(crate) use self::name::{Known, Name};
pub use self::namespace::Namespace;
pub(crate) use self::namespace::adjusted_attribute;
