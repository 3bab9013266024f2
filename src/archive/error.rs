use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::tally::SkipReason;
use crate::error::Error;

/// Why a file gave no article, and which.
#[derive(Debug)]
pub struct ArchiveError {
    path: String,
    file: PathBuf,
    kind: ArchiveErrorKind,
}

impl ArchiveError {
    pub(super) fn new(path: String, file: PathBuf, kind: ArchiveErrorKind) -> Self {
        ArchiveError { path, file, kind }
    }

    /// Returns the file's path in the archive, with `/` between folders. What of it is no UTF-8,
    /// is U+FFFD.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the path at which the file was looked for.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns what is wrong.
    pub fn kind(&self) -> &ArchiveErrorKind {
        &self.kind
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.kind)
    }
}

impl std::error::Error for ArchiveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ArchiveErrorKind::Io(error) => Some(error),
            ArchiveErrorKind::Article(error) => Some(error),
            _ => None,
        }
    }
}

/// What keeps a file from giving an article.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveErrorKind {
    /// The file or folder cannot be read.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// A symbolic link leads to a folder that it lies in.
    #[error("expected no loop of links, found a link to {}", ancestor.display())]
    LinkLoop {
        /// The folder.
        ancestor: PathBuf,
    },
    /// It is neither file nor folder: a pipe, a socket, a device.
    #[error("expected a file")]
    NotAFile,
    /// The file's contents are no article, although they begin like one, or exceed a limit.
    #[error("{0}")]
    Article(Error),
    /// The file was skipped. Only where [`Articles::report_skipped`](super::Articles::report_skipped)
    /// asks for it.
    #[error("skipped: {0}")]
    Skipped(SkipReason),
}

impl ArchiveErrorKind {
    /// Returns what is wrong, without the place in the file: files that are wrong alike say the
    /// same.
    pub fn reason(&self) -> String {
        match self {
            ArchiveErrorKind::Article(error) => error.kind().to_string(),
            other => other.to_string(),
        }
    }
}
