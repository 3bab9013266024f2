//! Writes Parquet, one row per article.

use std::io::Write;

use arrow_array::{BooleanArray, RecordBatch};
use arrow_schema::SchemaRef;
use arrow_select::filter::filter_record_batch;
use newsprint::archive::Articles;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;
use serde_content::{Data, Serializer, Value};

use super::job::Job;
use super::reading::Reading;
use super::rows::{BatchBuilder, Nested, Rows};
use crate::output::Sink;
use crate::status::Result;

/// The minimum total length of the articles' files in a row group, in bytes. A row group ends when
/// it reaches this length.
const GROUP_LEN: usize = 16 << 20;
/// The maximum number of rows in a record batch, with `--partition`.
const BATCH_ROWS: usize = 256;

pub fn write(articles: Articles, job: &mut Job<'_>, sink: Sink) -> Result<()> {
    let rows = job.rows;
    let mut file = ParquetFile::new(sink, rows.schema.clone())?;
    let start = || Batch {
        rows: BatchBuilder::new(rows),
        lens: Vec::new(),
    };
    let make = |batch: &mut Batch<'_>, reading: &Reading<'_, '_>| {
        batch.rows.add_reading(reading)?;
        batch.lens.push(reading.archived.source().len());
        Ok(())
    };
    let take = |batch: Batch<'_>, are_wanted: &[bool]| {
        let lens = batch.lens.iter().zip(are_wanted);
        let len = lens.map(|(len, is_wanted)| if *is_wanted { *len } else { 0 });
        let len = len.sum();
        let Some(mut batch) = batch.rows.finish()? else {
            return Ok(());
        };
        if are_wanted.contains(&false) {
            batch = filter_record_batch(&batch, &BooleanArray::from(are_wanted.to_vec()))?;
        }
        file.add_batch(&batch, len)
    };
    job.process_chunks(articles, start, make, take)?;
    file.finish()?.complete()?;
    Ok(())
}

/// The rows of a chunk of articles.
struct Batch<'r> {
    rows: BatchBuilder<'r>,
    /// For each row: the length of the article's file, in bytes.
    lens: Vec<usize>,
}

/// If `error` wraps an error of the underlying writer, returns the wrapped error. Returns any other
/// error unchanged.
fn inner(error: ParquetError) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        ParquetError::External(error) => error,
        error => error.into(),
    }
}

/// A row that has not been converted to Arrow columns yet.
pub struct Record {
    value: Value<'static>,
    /// The length of the article's file in bytes.
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

/// A Parquet file that is being written. The columns of a row group are encoded and compressed in parallel.
pub struct ParquetFile<W: Write + Send> {
    file: SerializedFileWriter<W>,
    schema: SchemaRef,
    groups: ArrowRowGroupWriterFactory,
    /// The number of finished row groups.
    written: usize,
    /// The writers of the current row group's columns. Each field has a list of writers, because a
    /// nested field has several Parquet columns. `columns` is empty until the row group has rows.
    columns: Vec<Vec<ArrowColumnWriter>>,
    /// The total length in bytes of the articles' files in the current row group.
    len: usize,
}

impl<W: Write + Send> ParquetFile<W> {
    pub fn new(out: W, schema: SchemaRef) -> Result<Self> {
        // With level 1, writing takes about as long, and the files are a quarter larger.
        let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
        let properties = WriterProperties::builder().set_compression(compression);
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties.build()));
        let (file, groups) = writer
            .and_then(|writer| writer.into_serialized_writer())
            .map_err(inner)?;
        Ok(ParquetFile {
            file,
            schema,
            groups,
            written: 0,
            columns: Vec::new(),
            len: 0,
        })
    }

    /// Adds the rows of `batch`. `len` is the total length of the articles' files in bytes.
    pub fn add_batch(&mut self, batch: &RecordBatch, len: usize) -> Result<()> {
        self.write(batch).map_err(inner)?;
        self.len += len;
        match self.len < GROUP_LEN {
            true => Ok(()),
            false => self.end_group().map_err(inner),
        }
    }

    /// Writes the last row group and the end of the file, and returns the writer.
    pub fn finish(mut self) -> Result<W> {
        self.end_group().map_err(inner)?;
        self.file.into_inner().map_err(inner)
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), ParquetError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let fields = self.schema.fields();
        if self.columns.is_empty() {
            let mut writers = self.groups.create_column_writers(self.written)?.into_iter();
            for (field, column) in fields.iter().zip(batch.columns()) {
                let leaves = compute_leaves(field, column)?.len();
                self.columns.push(writers.by_ref().take(leaves).collect());
            }
        }
        let columns = self.columns.par_iter_mut().enumerate();
        columns.try_for_each(|(index, writers)| {
            let leaves = compute_leaves(&fields[index], batch.column(index))?;
            let mut writers = writers.iter_mut().zip(&leaves);
            writers.try_for_each(|(writer, leaf)| writer.write(leaf))
        })
    }

    fn end_group(&mut self) -> Result<(), ParquetError> {
        self.len = 0;
        let columns = std::mem::take(&mut self.columns);
        if columns.is_empty() {
            return Ok(());
        }
        let chunks = columns.into_par_iter().map(|writers| {
            let chunks = writers.into_iter().map(ArrowColumnWriter::close);
            chunks.collect::<Result<Vec<_>, _>>()
        });
        let chunks: Vec<_> = chunks.collect::<Result<_, ParquetError>>()?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks.into_iter().flatten() {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        self.written += 1;
        Ok(())
    }
}

/// Writes buffered rows to `out`, as a complete Parquet file. Returns `out`.
pub fn write_records<W: Write + Send>(out: W, rows: &Rows<'_>, records: Vec<Record>) -> Result<W> {
    let mut file = ParquetFile::new(out, rows.schema.clone())?;
    let mut records = records.into_iter();
    while records.len() > 0 {
        let mut batch = BatchBuilder::new(rows);
        let mut len = 0;
        for record in records.by_ref().take(BATCH_ROWS) {
            batch.add_row(&record.value)?;
            len += record.len;
        }
        if let Some(batch) = batch.finish()? {
            file.add_batch(&batch, len)?;
        }
    }
    file.finish()
}
