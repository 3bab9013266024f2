use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::tally::SkipReason;
use crate::error::Error;

/// The reason a file is not an article, and which file.
///
/// ```
/// use newsprint::archive::{Archive, ArchiveErrorKind};
///
/// let error = Archive::open("no/such/folder").unwrap_err();
/// assert_eq!(error.path(), "no/such/folder");
/// assert!(matches!(error.kind(), ArchiveErrorKind::Io(_)));
/// assert!(error.to_string().starts_with("no/such/folder: cannot be read: "));
/// ```
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

    /// Returns the file's path in the archive, with `/` between folders. Invalid UTF-8 is replaced by
    /// U+FFFD.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the path that was opened.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns what is wrong.
    ///
    /// ```
    /// use newsprint::archive::{Archive, ArchiveErrorKind};
    ///
    /// for item in Archive::open("examples/inspect")?.articles() {
    ///     if let Err(error) = item {
    ///         match error.kind() {
    ///             ArchiveErrorKind::Article(error) => println!("{}", error.position()),
    ///             kind => println!("{kind}"),
    ///         }
    ///     }
    /// }
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
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

/// The reason a file is not an article.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveErrorKind {
    /// The file or folder cannot be read.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// A symbolic link leads to a folder that contains it.
    #[error("expected no loop of links, found a link to {}", ancestor.display())]
    LinkLoop {
        /// The path of the folder.
        ancestor: PathBuf,
    },
    /// It is neither a file nor a folder, but a pipe, a socket or a device.
    #[error("expected a file")]
    NotAFile,
    /// The file starts like an article but is not one, or exceeds a limit.
    #[error("{0}")]
    Article(Error),
    /// The file was skipped. Only with [`Articles::report_skipped`](super::Articles::report_skipped).
    #[error("skipped: {0}")]
    Skipped(SkipReason),
}

impl ArchiveErrorKind {
    /// Returns the message without the position in the file, to group files by.
    ///
    /// ```
    /// use newsprint::archive::{ArchiveErrorKind, SkipReason};
    ///
    /// let kind = ArchiveErrorKind::Skipped(SkipReason::Hidden);
    /// assert_eq!(kind.reason(), "skipped: hidden");
    /// ```
    pub fn reason(&self) -> String {
        match self {
            ArchiveErrorKind::Article(error) => error.kind().to_string(),
            other => other.to_string(),
        }
    }
}
