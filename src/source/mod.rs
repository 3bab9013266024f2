//! The source of an article, checked once, and positions in it.

pub(crate) mod checked;
mod detect;
mod encoding;
mod legacy;
mod line_index;
mod position;
mod span;

pub use self::encoding::Encoding;
pub use self::line_index::{ColumnUnit, LineIndex};
pub use self::position::Position;
pub use self::span::{Span, Spanned};
