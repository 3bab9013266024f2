//! The only user of html5ever: located tokens → its tree builder → the arena.

mod draft;
mod parser;
mod sink;

pub(crate) use self::parser::parse;
