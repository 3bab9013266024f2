//! `--rejects`: writes a list of broken and skipped files, duplicates, and articles that cannot be
//! written. The list is in JSON lines and contains the reasons. Files that do not match the filters
//! are not listed.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

use newsprint::archive::{ArchiveError, ArchiveErrorKind, Same};
use serde::Serialize;

use crate::output::Sink;
use crate::status::Result;

pub struct Rejects(Sink);

#[derive(Serialize)]
struct Reject<'r> {
    path: &'r str,
    /// One of `broken`, `skipped`, `duplicate` and `unwritten`.
    kind: &'static str,
    message: String,
    /// The path of the original, if the file is a duplicate.
    of: Option<&'r str>,
}

impl Rejects {
    pub fn create(name: &Path, source: &OsStr, force: bool) -> Result<Self> {
        Ok(Rejects(Sink::create(name, source, force)?.compressed()?))
    }

    /// Returns the temporary path of the list, or `None` if the list is written to a pipe or a
    /// device.
    pub fn path(&self) -> Option<&Path> {
        self.0.path()
    }

    /// Adds a broken or skipped file.
    pub fn add_error(&mut self, error: &ArchiveError) -> Result<()> {
        let (kind, message) = match error.kind() {
            ArchiveErrorKind::Skipped(reason) => ("skipped", reason.to_string()),
            kind => ("broken", kind.to_string()),
        };
        self.add(error.path(), kind, message, None)
    }

    /// Adds an article that cannot be written under its name.
    pub fn add_unwritten(&mut self, path: &str, error: &io::Error) -> Result<()> {
        self.add(path, "unwritten", error.to_string(), None)
    }

    pub fn add_duplicate(&mut self, path: &str, same: Same, of: &str) -> Result<()> {
        self.add(path, "duplicate", same.to_string(), Some(of))
    }

    fn add(
        &mut self,
        path: &str,
        kind: &'static str,
        message: String,
        of: Option<&str>,
    ) -> Result<()> {
        let reject = Reject {
            path,
            kind,
            message,
            of,
        };
        let mut line = sonic_rs::to_vec(&reject)?;
        line.push(b'\n');
        self.0.write_all(&line)?;
        Ok(())
    }

    /// Finishes the list, and renames the temporary file to its final name.
    pub fn complete(self) -> Result<()> {
        Ok(self.0.complete()?)
    }
}
