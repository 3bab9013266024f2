//! The articles of an archive as Arrow record batches.

use std::mem;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, SchemaRef};
use newsprint::ContentOptions;
use newsprint::archive::{ArchiveError, ArchivedArticle};
use newsprint_cli::filter::Filter;
use newsprint_cli::rows::{self, BatchBuilder, Columns};
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use rayon::prelude::*;

use super::Archive;
use super::counts::Counts;
use super::opened::Opened;
use super::run::{self, Result, Run, Sender};

/// Files are collected in groups. A group is parsed when its files have at least this total length,
/// in bytes.
const GROUP_LEN: usize = 16 << 20;
/// The maximum number of files in a batch.
const BATCH_ROWS: usize = 512;
/// The maximum number of batches in the buffer.
const ROOM: usize = 16;

/// The articles of an archive as rows, from `Archive.to_arrow`. Libraries read the rows without a
/// copy, through the Arrow PyCapsule interface: `polars.DataFrame(rows)`, `pyarrow.table(rows)`,
/// `duckdb.from_arrow(rows)`, `pandas.DataFrame.from_arrow(rows)`.
///
/// The archive is read again each time that a library reads the rows. Spans are [start, end] in
/// bytes of the file.
#[pyclass(frozen, module = "newsprint_rs")]
pub struct Rows {
    archive: Py<Archive>,
    columns: Columns,
}

impl Rows {
    pub fn new(archive: Py<Archive>, columns: Columns) -> Self {
        Rows { archive, columns }
    }
}

#[pymethods]
impl Rows {
    /// Returns a stream of batches, as defined by the Arrow PyCapsule interface. The requested
    /// schema is ignored. The interface allows this: the reader must then cast the columns.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.stream(py, requested_schema)
    }

    /// Returns the schema, as defined by the Arrow PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.columns.schema().as_ref());
        let schema = schema.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    fn __repr__(&self) -> String {
        let name = self.archive.get().opened.source.name();
        format!("<Rows of {name:?}: {}>", self.columns().join(", "))
    }
}

impl Rows {
    pub fn stream<'py>(
        &self,
        py: Python<'py>,
        _requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let stream = Stream {
            archive: self.archive.clone_ref(py),
            columns: self.columns.clone(),
            schema: self.columns.schema(),
            state: State::New,
        };
        PyCapsule::new_with_value(
            py,
            FFI_ArrowArrayStream::new(Box::new(stream)),
            c"arrow_array_stream",
        )
    }
}

/// A stream of record batches. Any thread may read the stream, with or without the GIL.
struct Stream {
    archive: Py<Archive>,
    columns: Columns,
    schema: SchemaRef,
    state: State,
}

enum State {
    /// The run has not started. It starts when the first batch is requested, because some readers
    /// request only the schema.
    New,
    Reading(Box<Run<RecordBatch>>),
    Over,
}

impl Stream {
    fn next_batch(&mut self, py: Python<'_>) -> PyResult<Option<RecordBatch>> {
        if let State::New = self.state {
            self.state = State::Reading(Box::new(self.begin(py)?));
        }
        let State::Reading(run) = &self.state else {
            return Ok(None);
        };
        run.next(py)
    }

    fn begin(&self, py: Python<'_>) -> PyResult<Run<RecordBatch>> {
        let (archive, columns) = (self.archive.get(), self.columns.clone());
        let counts = archive.next_counts();
        Run::new(
            archive.opened.clone(),
            counts,
            archive.bar(py)?,
            ROOM,
            |opened, counts, sender| work(opened, counts, sender, columns),
        )
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = Python::try_attach(|py| {
            self.next_batch(py).map_err(|error| {
                if error.is_instance_of::<PyKeyboardInterrupt>(py) {
                    interrupt(py);
                }
                ArrowError::ExternalError(error.into())
            })
        });
        let next = next.unwrap_or(Ok(None)).transpose();
        if !matches!(next, Some(Ok(_))) {
            self.state = State::Over;
        }
        next
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// Interrupts the main thread again, because the reader of the stream replaces the exception by
/// another error.
fn interrupt(py: Python<'_>) {
    let thread = py.import("_thread");
    // If the module does not exist, no thread can be interrupted.
    let _ = thread.and_then(|thread| thread.call_method0("interrupt_main"));
}

/// The result of reading a file.
enum File {
    /// The file may be an article, and the filters do not reject its path.
    Kept(ArchivedArticle),
    Unwanted,
    Failed(ArchiveError),
    /// The file was not read, because the run is over.
    Left,
}

/// The result of parsing a [`File::Kept`].
enum Became {
    Row(usize),
    Unwanted(usize),
    Broken(String, newsprint::Error),
}

fn work(
    opened: &Opened,
    counts: &Counts,
    sender: &Sender<RecordBatch>,
    columns: Columns,
) -> Result<()> {
    let filter = opened.filters.ready(&opened.name)?;
    let content = ContentOptions::new();
    let rows = rows::Rows::new(columns, &content, &opened.source);
    let make = |item| match sender.is_left() {
        true => File::Left,
        false => found(item, &filter),
    };
    let (mut group, mut len) = (Vec::new(), 0);
    let send = |group: Vec<ArchivedArticle>| -> Result<()> {
        let batches: Vec<_> = group
            .par_chunks(BATCH_ROWS)
            .map(|articles| match sender.is_left() {
                true => Err(run::left()),
                false => batch(articles, &rows, &filter, opened),
            })
            .collect::<Result<_>>()?;
        for (batch, became) in batches {
            for became in became {
                match became {
                    Became::Row(len) => counts.add_article(len),
                    Became::Unwanted(len) => counts.add_unwanted(len),
                    Became::Broken(path, error) => counts.add_broken(&path, &error),
                }
            }
            if let Some(batch) = batch {
                sender.send(batch)?;
            }
        }
        Ok(())
    };
    let take = |file| -> Result<()> {
        match file {
            File::Kept(archived) => {
                len += archived.source().len();
                group.push(archived);
                if len >= GROUP_LEN {
                    len = 0;
                    send(mem::take(&mut group))?;
                }
            }
            File::Unwanted => counts.add_unwanted(0),
            File::Failed(error) => counts.add_error(&error),
            File::Left => return Err(run::left()),
        }
        Ok(())
    };
    opened.articles()?.process(make, take)?;
    send(group)
}

fn found(item: Result<ArchivedArticle, ArchiveError>, filter: &Filter<'_>) -> File {
    if !filter.wants_file(&item) {
        return File::Unwanted;
    }
    item.map_or_else(File::Failed, File::Kept)
}

/// Parses `articles`. Returns a batch of the articles that the filters accept, and the result for
/// each file. The batch is `None` if the filters accept no article.
fn batch(
    articles: &[ArchivedArticle],
    rows: &rows::Rows<'_>,
    filter: &Filter<'_>,
    opened: &Opened,
) -> Result<(Option<RecordBatch>, Vec<Became>)> {
    let mut batch = BatchBuilder::new(rows);
    let mut became = Vec::with_capacity(articles.len());
    for archived in articles {
        let (source, path) = (archived.source(), archived.path());
        let article = match newsprint::Article::parse_with(source, &opened.options) {
            Ok(article) => article,
            Err(error) => {
                became.push(Became::Broken(path.to_owned(), error));
                continue;
            }
        };
        if !filter.wants_header(&article) {
            became.push(Became::Unwanted(source.len()));
            continue;
        }
        let content = article.content_with(rows.content);
        if !filter.wants_author(&article, &content) {
            became.push(Became::Unwanted(source.len()));
            continue;
        }
        batch.add(archived, &article, &content)?;
        became.push(Became::Row(source.len()));
    }
    Ok((batch.finish()?, became))
}
