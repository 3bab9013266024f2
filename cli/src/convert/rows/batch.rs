use arrow_array::RecordBatch;
use newsprint::archive::ArchivedArticle;
use newsprint::{Article, Content};
use serde::Serialize;
use serde_arrow::ArrayBuilder;

use super::super::reading::Reading;
use super::row::{Nested, Rows};
use crate::status::Result;

/// A builder of an Arrow record batch, with one row per article.
pub struct BatchBuilder<'r> {
    /// `None` until the first row is added.
    arrays: Option<ArrayBuilder>,
    rows: &'r Rows<'r>,
}

impl<'r> BatchBuilder<'r> {
    pub fn new(rows: &'r Rows<'r>) -> Self {
        BatchBuilder { arrays: None, rows }
    }

    pub fn add(
        &mut self,
        archived: &ArchivedArticle,
        article: &Article<'_>,
        content: &Content<'_>,
    ) -> Result<()> {
        self.add_reading(&Reading::new(archived, article, content))
    }

    pub(in super::super) fn add_reading(&mut self, reading: &Reading<'_, '_>) -> Result<()> {
        self.add_row(&self.rows.row(reading, Nested::Bounded))
    }

    /// Adds a row: a `Row`, or a value that has the same fields when it is serialized.
    pub(in super::super) fn add_row(&mut self, row: &impl Serialize) -> Result<()> {
        let arrays = match &mut self.arrays {
            Some(arrays) => arrays,
            none => none.insert(ArrayBuilder::from_arrow(self.rows.schema.fields())?),
        };
        Ok(arrays.push(row)?)
    }

    /// Returns the batch, or `None` if there are no rows.
    pub fn finish(self) -> Result<Option<RecordBatch>> {
        let Some(arrays) = self.arrays else {
            return Ok(None);
        };
        let schema = self.rows.schema.clone();
        Ok(Some(RecordBatch::try_new(schema, arrays.into_arrow()?)?))
    }
}
