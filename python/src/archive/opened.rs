use std::ffi::OsString;
use std::path::PathBuf;

use newsprint::ParseOptions;
use newsprint::archive::Articles;
use newsprint::chrono::NaiveDate;
use newsprint_cli::filter::{self, Filters};
use newsprint_cli::source::{self, Source};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::offsets::Unit;

/// An open source, and the options for reading it.
pub struct Opened {
    pub name: OsString,
    pub source: Source,
    pub history: bool,
    pub filters: Filters,
    pub unit: Unit,
    pub options: ParseOptions,
    pub threads: Option<usize>,
}

impl Opened {
    /// Returns the articles, sorted by path. Skipped files are reported as errors, like in
    /// `newsprint convert`.
    pub fn articles(&self) -> source::Result<Articles> {
        let articles = self.source.articles()?.ordered(true).report_skipped(true);
        Ok(articles.parse_options(self.options))
    }
}

pub fn filters(
    since: Option<Bound<'_, PyAny>>,
    until: Option<Bound<'_, PyAny>>,
    host: Vec<String>,
    author: Vec<String>,
    glob: Vec<String>,
    files_from: Option<PathBuf>,
) -> PyResult<Filters> {
    // In Python, `str(date)` is in ISO 8601. A `datetime` is rejected, because its `str` also
    // contains a time.
    let day = |date: Option<Bound<'_, PyAny>>,
               read: fn(&str) -> Result<NaiveDate, String>|
     -> PyResult<_> {
        let Some(date) = date else { return Ok(None) };
        let text = date.str()?.to_string();
        let day = read(&text)
            .map_err(|error| PyValueError::new_err(format!("{error}, found {text:?}")))?;
        Ok(Some(day))
    };
    let host = host.iter().map(|name| {
        filter::host(name)
            .map_err(|error| PyValueError::new_err(format!("{error}, found {name:?}")))
    });
    let glob = glob.iter().map(|pattern| filter::glob(pattern));
    Ok(Filters {
        since: day(since, filter::first_day)?,
        until: day(until, filter::last_day)?,
        host: host.collect::<PyResult<_>>()?,
        author,
        glob: glob
            .collect::<Result<_, _>>()
            .map_err(|error| PyValueError::new_err(error.to_string()))?,
        files_from,
    })
}
