//! Parquet: one row per article.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::SchemaRef;
use newsprint::archive::Articles;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;
use serde_content::{Data, Serializer, Value};

use super::job::Job;
use super::reading::Reading;
use super::rows::{Nested, Rows};
use crate::output::Sink;
use crate::status::Result;

/// The total length of the files in a row group, and the number of files in a batch.
const GROUP_LEN: usize = 16 << 20;
const BATCH_ROWS: usize = 256;

pub fn write(articles: Articles, job: &mut Job<'_>, sink: Sink) -> Result<()> {
    let rows = job.rows;
    let mut file = ParquetFile::new(sink, rows.columns.schema())?;
    let make = |reading: &Reading<'_, '_>| Ok(Record::new(rows, reading));
    let take = |record: Result<Record>, is_wanted: bool| match is_wanted {
        true => file.add(record?),
        false => Ok(()),
    };
    job.process(articles, make, take)?;
    file.finish()?.complete()?;
    Ok(())
}

/// Returns the error of the underlying writer, if it is the cause.
fn inner(error: ParquetError) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        ParquetError::External(error) => error,
        error => error.into(),
    }
}

/// A row that is not converted to columns yet.
pub struct Record {
    value: Value<'static>,
    /// The length of the article's file.
    len: usize,
}

impl Record {
    pub fn new(rows: &Rows<'_>, reading: &Reading<'_, '_>) -> Result<Self> {
        let row = rows.row(reading, Nested::Bounded);
        Ok(Record {
            value: Serializer::new().human_readable().serialize(row)?,
            len: reading.archived.source().len(),
        })
    }

    /// Returns the approximate memory of the row, in bytes.
    pub fn memory(&self) -> usize {
        memory(&self.value)
    }
}

fn memory(value: &Value<'_>) -> usize {
    let of_data = |data: &Data<'_>| match data {
        Data::Unit => 0,
        Data::NewType { value } => memory(value),
        Data::Tuple { values } => values.iter().map(memory).sum(),
        Data::Struct { fields } => fields
            .iter()
            .map(|(name, value)| size_of_val(name) + memory(value))
            .sum(),
    };
    let held = match value {
        Value::String(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::Seq(values) | Value::Tuple(values) => values.iter().map(memory).sum(),
        Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| memory(key) + memory(value))
            .sum(),
        Value::Option(Some(value)) => memory(value),
        Value::Struct(held) => size_of_val(&**held) + of_data(&held.data),
        Value::Enum(held) => size_of_val(&**held) + of_data(&held.data),
        _ => 0,
    };
    size_of_val(value) + held
}

/// A file of rows in row groups. The columns of a group are compressed in parallel.
pub struct ParquetFile<W: Write + Send> {
    file: SerializedFileWriter<W>,
    schema: SchemaRef,
    writers: ArrowRowGroupWriterFactory,
    written: usize,
    /// The next batch, and the number of its rows.
    decoder: Decoder,
    rows: usize,
    /// The batches of the next group, and the total length of its files.
    batches: Vec<RecordBatch>,
    len: usize,
}

impl<W: Write + Send> ParquetFile<W> {
    pub fn new(out: W, schema: SchemaRef) -> Result<Self> {
        // Level 1 takes as long, and makes files a quarter larger.
        let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
        let properties = WriterProperties::builder().set_compression(compression);
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties.build()));
        let (file, writers) = writer
            .and_then(|writer| writer.into_serialized_writer())
            .map_err(inner)?;
        Ok(ParquetFile {
            file,
            decoder: ReaderBuilder::new(schema.clone()).build_decoder()?,
            schema,
            writers,
            written: 0,
            rows: 0,
            batches: Vec::new(),
            len: 0,
        })
    }

    pub fn add(&mut self, record: Record) -> Result<()> {
        self.decoder.serialize(&[record.value])?;
        self.rows += 1;
        if self.rows == BATCH_ROWS {
            self.end_batch()?;
        }
        self.len += record.len;
        match self.len < GROUP_LEN {
            true => Ok(()),
            false => self.end(),
        }
    }

    /// Writes the remaining rows, and returns the writer.
    pub fn finish(mut self) -> Result<W> {
        self.end()?;
        self.file.into_inner().map_err(inner)
    }

    fn end_batch(&mut self) -> Result<()> {
        self.rows = 0;
        self.batches.extend(self.decoder.flush()?);
        Ok(())
    }

    /// Writes the buffered rows.
    fn end(&mut self) -> Result<()> {
        self.end_batch()?;
        self.len = 0;
        let batches = std::mem::take(&mut self.batches);
        match batches.is_empty() {
            true => Ok(()),
            false => self.write(&batches).map_err(inner),
        }
    }

    fn write(&mut self, batches: &[RecordBatch]) -> Result<(), ParquetError> {
        let writers = self.writers.create_column_writers(self.written)?;
        let schema = &self.schema;
        // A nested field has several adjacent columns.
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
