//! Counts the files of a run.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use newsprint::archive::{ArchiveError, ArchiveErrorKind};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::classes;

#[derive(Default)]
pub struct Counts(Mutex<Found>);

#[derive(Default)]
struct Found {
    bytes: u64,
    articles: u64,
    unwanted: u64,
    broken: u64,
    /// The number of skipped files for each reason.
    skipped: BTreeMap<String, u64>,
    rejects: Vec<Reject>,
}

/// A file that was skipped or is broken.
struct Reject {
    path: String,
    kind: &'static str,
    message: String,
    is_unexpected: bool,
}

impl Counts {
    fn found(&self) -> MutexGuard<'_, Found> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn add_article(&self, len: usize) {
        let mut found = self.found();
        found.articles += 1;
        found.bytes += len as u64;
    }

    /// Counts a file that the filters reject. `len` is the length of the file, or 0 if the file was
    /// not read.
    pub fn add_unwanted(&self, len: usize) {
        let mut found = self.found();
        found.unwanted += 1;
        found.bytes += len as u64;
    }

    /// Counts a file that cannot be parsed.
    pub fn add_broken(&self, path: &str, error: &newsprint::Error) {
        self.add(path, "broken", error.to_string(), false);
    }

    /// Counts a file that was skipped, or that could not be read or parsed.
    pub fn add_error(&self, error: &ArchiveError) {
        match error.kind() {
            ArchiveErrorKind::Skipped(reason) => {
                let reason = reason.to_string();
                *self.found().skipped.entry(reason.clone()).or_default() += 1;
                self.add(error.path(), "skipped", reason, error.is_unexpected());
            }
            kind => self.add(error.path(), "broken", kind.to_string(), false),
        }
    }

    fn add(&self, path: &str, kind: &'static str, message: String, is_unexpected: bool) {
        let mut found = self.found();
        found.broken += u64::from(kind == "broken");
        found.rejects.push(Reject {
            path: path.to_owned(),
            kind,
            message,
            is_unexpected,
        });
    }

    /// Returns the number of processed files, and the number of processed bytes.
    pub fn done(&self) -> (u64, u64) {
        let found = self.found();
        let files = found.articles + found.unwanted + found.rejects.len() as u64;
        (files, found.bytes)
    }

    pub fn tally<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let files = self.done().0;
        let fields = PyDict::new(py);
        {
            // This thread already has the GIL, and threads that count do not need the GIL. So
            // holding the lock cannot cause a deadlock.
            let found = self.found();
            fields.set_item("files", files)?;
            fields.set_item("articles", found.articles)?;
            fields.set_item("unwanted", found.unwanted)?;
            fields.set_item("broken", found.broken)?;
            fields.set_item("skipped", &found.skipped)?;
            fields.set_item("bytes", found.bytes)?;
        }
        classes::tally(py, &fields)
    }

    pub fn rejects<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let found = self.found();
        let rejects = found.rejects.iter().map(|reject| {
            let Reject {
                path,
                kind,
                message,
                is_unexpected,
            } = reject;
            classes::reject(py, path, kind, message, *is_unexpected)
        });
        rejects.collect()
    }
}
