//! The source of an article, and positions in the source. The source is checked before it is
//! parsed.

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
