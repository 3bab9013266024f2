//! Rows: the values of articles in the columns, for all forms with rows, and as Arrow record batches.

mod batch;
mod columns;
mod parts;
mod row;

pub use batch::BatchBuilder;
pub use columns::{Column, Columns, Value};
pub use row::{Nested, Row, Rows, author};

pub(super) use columns::help;
