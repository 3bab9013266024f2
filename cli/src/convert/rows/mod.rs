//! The rows of the output: one per article, with one value per column. Also builds Arrow record
//! batches of rows.

mod batch;
mod columns;
mod parts;
mod row;

pub use batch::BatchBuilder;
pub use columns::{Column, Columns, Value};
pub use row::{Nested, Row, Rows, author};

pub(super) use columns::help;
