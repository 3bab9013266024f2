//! Archives: articles one after the other, or all of them as Arrow.

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
/// `source` is its path: a folder, a file, a zip, a tar (also .gz and .zst) or a bare git repository; "-" is standard
/// input. Nothing is unpacked. `revision` reads a git repository at a branch, tag or commit; `history=True` reads all
/// versions of all files that it has.
///
/// Filters: `since` and `until`, a date or "2021", "2021-04", "2021-04-15"; `host`, `author` and `glob`, one
/// or several str, one of which must match; `files_from`, a file whose lines are the wanted paths. The
/// filters are the same as in the program: `newsprint help convert` describes them.
///
/// `spans` and further options are the same as for `parse`. `threads` is the number of threads that read and
/// parse; default: one per core. They run without the GIL, and each run has its own. `progress` is called ten
/// times a second with the numbers of processed files and bytes; True shows a bar, if tqdm is installed.
///
/// A broken file does not end the run: `rejects` has the files that are not articles, with reasons, and
/// `tally` has the counts.
///
/// Raises OSError if the source cannot be opened, ValueError if a filter cannot be read.
#[pyclass(frozen, module = "newsprint_rs")]
pub struct Archive {
    opened: Arc<Opened>,
    progress: Option<Py<PyAny>>,
    /// The counts of the last run.
    counts: Mutex<Arc<Counts>>,
}

/// One str, or several.
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

    /// Returns an iterator over the articles, in the order of their paths. Each call reads the archive again.
    fn __iter__(&self, py: Python<'_>) -> PyResult<Articles> {
        Articles::new(self.opened.clone(), self.next_counts(), self.bar(py)?)
    }

    /// Returns the articles as rows, an object that pyarrow, polars, pandas and DuckDB accept. `columns` are
    /// names of columns of `newsprint convert`; "all" and "default" stand for several. Default: "default".
    /// Types are the same as in its Parquet files, so `blocks` are JSON, and spans are [start, end] in bytes.
    ///
    /// Nothing is read yet. Each library that reads the rows reads the archive again, in batches.
    ///
    /// Raises ValueError if a name is not the name of a column.
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

    /// Returns `to_arrow()` as a capsule, so that libraries accept the archive itself.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        slf: Py<Self>,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        Archive::to_arrow(slf, py, None)?.stream(py, requested_schema)
    }

    /// The counts of the last run so far: a Tally.
    #[getter]
    fn tally<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.last_counts().tally(py)
    }

    /// The files that the last run has left out so far: a list of Reject.
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

    /// Returns the counts for a new run.
    fn next_counts(&self) -> Arc<Counts> {
        let next = Arc::<Counts>::default();
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner) = next.clone();
        next
    }

    /// Returns the function to call with the progress of a run, if there is one.
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
