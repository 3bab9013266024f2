//! The source of an article: from bytes to text, and places in it.

pub(crate) mod encoding;
mod span;

pub use self::span::{Position, Span, Spanned};
