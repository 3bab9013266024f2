//! Rows: what articles have in the columns, for all forms that have rows, and as Arrow record batches.

mod batch;
mod columns;
mod parts;
mod row;

pub use batch::BatchBuilder;
pub use columns::{Column, Columns, Value};
pub use row::{Nested, Row, Rows, author};

pub(super) use columns::help;
