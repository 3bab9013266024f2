//! The source of an article, which is checked once, and positions in the source.

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
