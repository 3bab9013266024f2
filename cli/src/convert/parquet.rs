//! Parquet: a row an article.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_schema::SchemaRef;
use newsprint::archive::Articles;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;

use super::job::Job;
use super::lines;
use super::options::Form;
use super::reading::Reading;
use crate::output::Sink;
use crate::status::Result;

/// How long the rows of a row group are, and how many are in one of its batches.
const GROUP_LEN: usize = 16 << 20;
const BATCH_ROWS: usize = 256;

pub fn write(articles: Articles, job: &mut Job<'_>, sink: Sink) -> Result<()> {
    let rows = job.rows;
    let mut file = ParquetFile::new(sink, rows.columns.schema())?;
    let make = |reading: &Reading<'_, '_>| Ok(lines::line(Form::Parquet, rows, reading));
    let take = |row: Result<Vec<u8>>, is_wanted: bool| match is_wanted {
        true => file.add(row?),
        false => Ok(()),
    };
    job.process(articles, make, take)?;
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

/// A file of rows in row groups. The batches of a group, and then its columns, are made in
/// parallel.
pub struct ParquetFile<W: Write + Send> {
    file: SerializedFileWriter<W>,
    schema: SchemaRef,
    writers: ArrowRowGroupWriterFactory,
    written: usize,
    /// Those of the next group, as JSON, and how long they are.
    rows: Vec<Vec<u8>>,
    len: usize,
}

impl<W: Write + Send> ParquetFile<W> {
    pub fn new(out: W, schema: SchemaRef) -> Result<Self> {
        let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
        let properties = WriterProperties::builder().set_compression(compression);
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties.build()));
        let (file, writers) = writer
            .and_then(|writer| writer.into_serialized_writer())
            .map_err(inner)?;
        Ok(ParquetFile {
            file,
            schema,
            writers,
            written: 0,
            rows: Vec::new(),
            len: 0,
        })
    }

    /// Adds a row, which is JSON.
    pub fn add(&mut self, row: Vec<u8>) -> Result<()> {
        self.len += row.len();
        self.rows.push(row);
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

    /// Writes the rows that there are.
    fn end(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.rows);
        self.len = 0;
        let batches: Vec<_> = rows
            .par_chunks(BATCH_ROWS)
            .map(|rows| batch(rows, &self.schema))
            .collect::<Result<_>>()?;
        drop(rows);
        self.write(&batches).map_err(inner)
    }

    fn write(&mut self, batches: &[RecordBatch]) -> Result<(), ParquetError> {
        let writers = self.writers.create_column_writers(self.written)?;
        let schema = &self.schema;
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

fn batch(rows: &[Vec<u8>], schema: &SchemaRef) -> Result<RecordBatch> {
    let reader = ReaderBuilder::new(schema.clone()).with_batch_size(rows.len());
    let mut decoder = reader.build_decoder()?;
    for row in rows {
        decoder.decode(row)?;
    }
    let batch = decoder.flush()?;
    let batch = batch.filter(|batch| batch.num_rows() == rows.len());
    batch.ok_or_else(|| "expected as many rows in a batch as articles".into())
}
