//! The source of an article: from bytes to text, and places in it.

pub(crate) mod encoding;
mod line_index;
mod position;
mod span;

pub use self::line_index::{ColumnUnit, LineIndex};
pub use self::position::Position;
pub use self::span::{Span, Spanned};
