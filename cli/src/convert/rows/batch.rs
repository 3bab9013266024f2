use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use newsprint::archive::ArchivedArticle;
use newsprint::{Article, Content};

use super::super::reading::Reading;
use super::row::{Nested, Rows};
use crate::status::Result;

/// Builds a record batch of rows.
pub struct BatchBuilder<'r> {
    decoder: Decoder,
    rows: &'r Rows<'r>,
}

impl<'r> BatchBuilder<'r> {
    pub fn new(rows: &'r Rows<'r>) -> Result<Self> {
        let decoder = ReaderBuilder::new(rows.columns.schema()).build_decoder()?;
        Ok(BatchBuilder { decoder, rows })
    }

    pub fn add(
        &mut self,
        archived: &ArchivedArticle,
        article: &Article<'_>,
        content: &Content<'_>,
    ) -> Result<()> {
        let reading = Reading::new(archived, article, content);
        let row = self.rows.row(&reading, Nested::Bounded);
        Ok(self.decoder.serialize(&[row])?)
    }

    /// Returns the batch, or `None` if there are no rows.
    pub fn finish(mut self) -> Result<Option<RecordBatch>> {
        Ok(self.decoder.flush()?)
    }
}
