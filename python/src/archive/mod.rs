//! Archives, read as single articles or as Arrow record batches.

mod articles;
mod counts;
mod opened;
mod rows;
mod run;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use newsprint_cli::rows::Columns;
use newsprint_cli::source::Source;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};

use crate::options;
pub use articles::Articles;
use counts::Counts;
use opened::Opened;
pub use rows::Rows;

/// An archive of articles.
///
/// `source` is the path of a folder, a file, a zip, a tar (also .gz and .zst) or a git repository.
/// "-" is standard input. Nothing is unpacked. `revision` is a branch, tag or commit of a git
/// repository. Without `revision`, a repository with a work tree is read as a folder.
/// `history=True` reads all versions of all files in the history of a git repository.
///
/// The filters are the same as in the program. `newsprint help convert` describes them.
///
/// - `since` and `until` are a `datetime.date`, or a str such as "2021", "2021-04" or "2021-04-15".
/// - `host`, `author` and `glob` are each a str or a list of str. An article must match at least
///   one str of the list.
/// - `files_from` is a file that lists the wanted paths, one per line.
///
/// `spans` and all options that are not listed here are the same as for `parse`. `threads` is the
/// number of threads that read and parse. Default: one per core. Each run has its own threads,
/// which run without the GIL. `progress` is a function that is called ten times a second with the
/// numbers of processed files and bytes. `progress=True` shows a progress bar if tqdm is installed.
///
/// A broken file does not end the run. `rejects` lists the skipped and broken files with reasons,
/// and `tally` counts all files.
///
/// Raises OSError if the source cannot be opened. Raises ValueError if a filter or another argument
/// is invalid.
#[pyclass(frozen, module = "newsprint_rs")]
pub struct Archive {
    opened: Arc<Opened>,
    progress: Option<Py<PyAny>>,
    /// The counts of the run that started last.
    counts: Mutex<Arc<Counts>>,
}

/// One str or several.
#[derive(FromPyObject)]
enum Texts {
    One(String),
    Several(Vec<String>),
}

impl Texts {
    fn into_vec(self) -> Vec<String> {
        match self {
            Texts::One(text) => vec![text],
            Texts::Several(texts) => texts,
        }
    }
}

fn texts(texts: Option<Texts>) -> Vec<String> {
    texts.map(Texts::into_vec).unwrap_or_default()
}

#[pymethods]
impl Archive {
    #[new]
    #[pyo3(signature = (
        source, *, revision=None, history=false, since=None, until=None, host=None, author=None, glob=None,
        files_from=None, spans="characters", threads=None, progress=None, **options
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords")]
    fn new(
        py: Python<'_>,
        source: PathBuf,
        revision: Option<String>,
        history: bool,
        since: Option<Bound<'_, PyAny>>,
        until: Option<Bound<'_, PyAny>>,
        host: Option<Texts>,
        author: Option<Texts>,
        glob: Option<Texts>,
        files_from: Option<PathBuf>,
        spans: &str,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let filters = opened::filters(
            since,
            until,
            texts(host),
            texts(author),
            texts(glob),
            files_from,
        )?;
        let (unit, options) = (options::unit(spans)?, options::parse_options(options)?);
        if threads == Some(0) {
            return Err(PyValueError::new_err(
                "expected a number of threads from 1, found 0",
            ));
        }
        let name = OsString::from(source);
        let open = || {
            let source = match &revision {
                Some(revision) => Source::open_at(&name, revision),
                None => Source::open(&name),
            };
            match history {
                true => source?.with_history(),
                false => source,
            }
        };
        let source = py
            .detach(open)
            .map_err(|error| PyOSError::new_err(error.to_string()))?;
        Ok(Archive {
            opened: Arc::new(Opened {
                name,
                source,
                history,
                filters,
                unit,
                options,
                threads,
            }),
            progress,
            counts: Mutex::default(),
        })
    }

    /// Returns an iterator over the articles, sorted by path. Each call reads the archive again.
    fn __iter__(&self, py: Python<'_>) -> PyResult<Articles> {
        Articles::new(self.opened.clone(), self.next_counts(), self.bar(py)?)
    }

    /// Returns the articles as rows: an object that pyarrow, polars, pandas and DuckDB accept.
    /// `columns` are names of the columns of `newsprint convert`. "all" selects all columns, and
    /// "default" the default columns. Default: "default". The types are the same as in the Parquet
    /// files of `newsprint convert`: `blocks` are JSON, and spans are [start, end] in bytes.
    ///
    /// This call reads nothing. The archive is read in batches each time that a library reads the
    /// rows.
    ///
    /// Raises ValueError if a column does not exist.
    #[pyo3(signature = (columns=None))]
    fn to_arrow(slf: Py<Self>, py: Python<'_>, columns: Option<Texts>) -> PyResult<Rows> {
        let columns = match columns {
            Some(names) => options::columns(&names.into_vec())?,
            None => Columns::default(),
        };
        let columns = match slf.get().opened.history {
            true => columns.with_history(),
            false => columns,
        };
        Ok(Rows::new(slf.clone_ref(py), columns))
    }

    /// Returns the stream of `to_arrow()` as a capsule. Because of this method, libraries accept
    /// the archive itself as rows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        slf: Py<Self>,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        Archive::to_arrow(slf, py, None)?.stream(py, requested_schema)
    }

    /// The counts of the run that started last, as a Tally. They increase during the run.
    #[getter]
    fn tally<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.last_counts().tally(py)
    }

    /// The files that were skipped or broken in the run that started last, as a list of Reject. The
    /// list grows during the run.
    #[getter]
    fn rejects<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        self.last_counts().rejects(py)
    }

    fn __repr__(&self) -> String {
        format!("<Archive {:?}>", self.opened.source.name())
    }
}

impl Archive {
    fn last_counts(&self) -> Arc<Counts> {
        self.counts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Creates and returns the counts of a new run.
    fn next_counts(&self) -> Arc<Counts> {
        let next = Arc::<Counts>::default();
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner) = next.clone();
        next
    }

    /// Returns the function to call with the progress of a run. Returns `None` if no progress is
    /// shown.
    fn bar(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let Some(progress) = &self.progress else {
            return Ok(None);
        };
        let bar = py
            .import("newsprint_rs._progress")?
            .call_method1("bar", (progress,))?;
        Ok((!bar.is_none()).then(|| bar.unbind()))
    }
}
