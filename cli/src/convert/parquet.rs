//! Parquet: a row an article.

use std::io::Write;

use arrow_array::RecordBatch;
use newsprint::archive::{ArchivedArticle, Articles};
use newsprint::{Article, Content};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;

use super::job::Job;
use super::rows::{BatchBuilder, Rows};
use crate::output::Sink;
use crate::status::Result;

/// How long the files of a row group are, and how many are in one of its batches.
const GROUP_LEN: usize = 16 << 20;
const BATCH_ROWS: usize = 256;

pub fn write(articles: Articles, job: &mut Job<'_>, sink: Sink) -> Result<()> {
    let mut file = ParquetFile::new(sink, job.rows)?;
    // Rows are made of many articles at a time.
    let keep = |archived: &ArchivedArticle, _: &Article<'_>, _: &Content<'_>| Ok(archived.clone());
    let take = |article: ArchivedArticle, is_wanted: bool| match is_wanted {
        true => file.add(article),
        false => Ok(()),
    };
    job.process(articles, keep, take)?;
    file.finish()?.complete()?;
    Ok(())
}

/// Returns the error of what was written to, if it is that.
fn inner(error: ParquetError) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        ParquetError::External(error) => error,
        error => error.into(),
    }
}

/// A file of articles in row groups. The batches of a group, and then its columns, are made in
/// parallel.
pub struct ParquetFile<'c, W: Write + Send> {
    file: SerializedFileWriter<W>,
    rows: &'c Rows<'c>,
    writers: ArrowRowGroupWriterFactory,
    written: usize,
    /// Those of the next group, and how long they are.
    articles: Vec<ArchivedArticle>,
    len: usize,
}

impl<'c, W: Write + Send> ParquetFile<'c, W> {
    pub fn new(out: W, rows: &'c Rows<'c>) -> Result<Self> {
        let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
        let properties = WriterProperties::builder().set_compression(compression);
        let writer = ArrowWriter::try_new(out, rows.columns.schema(), Some(properties.build()));
        let (file, writers) = writer
            .and_then(|writer| writer.into_serialized_writer())
            .map_err(inner)?;
        Ok(ParquetFile {
            file,
            rows,
            writers,
            written: 0,
            articles: Vec::new(),
            len: 0,
        })
    }

    pub fn add(&mut self, article: ArchivedArticle) -> Result<()> {
        self.len += article.source().len();
        self.articles.push(article);
        match self.len < GROUP_LEN {
            true => Ok(()),
            false => self.end(),
        }
    }

    /// Writes what is left, and returns what was written to.
    pub fn finish(mut self) -> Result<W> {
        self.end()?;
        self.file.into_inner().map_err(inner)
    }

    /// Writes the articles that there are.
    fn end(&mut self) -> Result<()> {
        if self.articles.is_empty() {
            return Ok(());
        }
        let articles = std::mem::take(&mut self.articles);
        self.len = 0;
        let batches: Vec<_> = articles
            .par_chunks(BATCH_ROWS)
            .map(|articles| batch(articles, self.rows))
            .collect::<Result<_>>()?;
        self.write(&batches).map_err(inner)
    }

    fn write(&mut self, batches: &[RecordBatch]) -> Result<(), ParquetError> {
        let writers = self.writers.create_column_writers(self.written)?;
        let schema = self.rows.columns.schema();
        // A field that nests has several columns, which follow each other.
        let mut columns: Vec<_> = schema.fields().iter().map(|_| Vec::new()).collect();
        let mut writers = writers.into_iter();
        for (index, field) in schema.fields().iter().enumerate() {
            let leaves = compute_leaves(field, batches[0].column(index))?.len();
            columns[index].extend(writers.by_ref().take(leaves));
        }
        let chunks: Vec<Vec<ArrowColumnChunk>> = columns
            .into_par_iter()
            .enumerate()
            .map(|(index, mut writers)| {
                for batch in batches {
                    let leaves = compute_leaves(schema.field(index), batch.column(index))?;
                    for (writer, leaf) in writers.iter_mut().zip(&leaves) {
                        writer.write(leaf)?;
                    }
                }
                writers.into_iter().map(|writer| writer.close()).collect()
            })
            .collect::<Result<_, ParquetError>>()?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks.into_iter().flatten() {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        self.written += 1;
        Ok(())
    }
}

fn batch(articles: &[ArchivedArticle], rows: &Rows<'_>) -> Result<RecordBatch> {
    let mut batch = BatchBuilder::new(rows)?;
    for archived in articles {
        let article = archived.article()?;
        let content = article.content_with(rows.content);
        batch.add(archived, &article, &content)?;
    }
    batch
        .finish()?
        .ok_or_else(|| "expected rows in a batch".into())
}
