//! The only user of html5ever: located tokens → its tree builder → the arena.

mod char_ref;
mod draft;
mod parser;
#[cfg(feature = "rcdom")]
mod rcdom;
mod sink;

pub(crate) use self::char_ref::CharRef;
pub(super) use self::parser::parse;
