//! An article as text.

mod text;

pub use self::text::{Run, TextWithSpans};
