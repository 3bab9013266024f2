//! Changes to an article's file.

mod body;
mod edits;
mod envelope;
mod error;
mod escape;

pub use self::edits::Edits;
pub use self::error::{EditError, EditErrorKind};
