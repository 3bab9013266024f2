use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::duplicates::Same;
use super::tally::SkipReason;
use crate::error::Error;
use crate::path_parts::is_among_articles;

/// An error about one file of an archive: the path of the file, and the reason why the file is not
/// returned as an article.
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
    file: Option<PathBuf>,
    kind: ArchiveErrorKind,
}

impl ArchiveError {
    pub(super) fn new(path: String, file: Option<PathBuf>, kind: ArchiveErrorKind) -> Self {
        ArchiveError { path, file, kind }
    }

    /// Returns the file's path in the archive, with `/` between folders. Bytes that are not UTF-8 are
    /// [escaped](super::path_from_bytes).
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let cut = [("articles/1.md", "<!--1618495142000-->\n[cut")];
    /// let error = Articles::of(cut).into_iter().next().unwrap().unwrap_err();
    /// assert_eq!(error.path(), "articles/1.md");
    /// ```
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the path of the file on disk. Returns `None` if the archive is not a folder on disk.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Returns whether the file was skipped although it is in a folder where articles are expected.
    /// These folders are `articles`, `_posts` and `archived`, and the folders below them. Returns
    /// `false` for hidden files, READMEs and files in `lists`, since such files are normal in
    /// folders of articles.
    ///
    /// ```
    /// use newsprint::archive::{ArchiveError, Articles};
    ///
    /// let files = [("articles/1.md", "cut"), ("notes.md", "notes"), ("articles/README.md", "")];
    /// let articles = Articles::of(files).report_skipped(true);
    /// let errors = articles.into_iter().filter_map(Result::err);
    /// let unexpected: Vec<_> = errors.filter(ArchiveError::is_unexpected).collect();
    /// assert_eq!(unexpected.len(), 1);
    /// assert_eq!(unexpected[0].to_string(), "articles/1.md: skipped: no article");
    /// ```
    pub fn is_unexpected(&self) -> bool {
        let is_noteworthy = match self.kind {
            ArchiveErrorKind::Skipped(reason) => !reason.is_expected_anywhere(),
            _ => false,
        };
        is_noteworthy && is_among_articles(&self.path)
    }

    /// Returns the reason, without the path of the file.
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

/// The reason a file is not returned as an article.
///
/// ```
/// use newsprint::archive::{ArchiveErrorKind, Articles};
///
/// let files = [("1.md", "<!--1618495142000-->\n[cut"), ("2.txt", "")];
/// for item in Articles::of(files).report_skipped(true) {
///     match item.unwrap_err().kind() {
///         ArchiveErrorKind::Article(error) => assert_eq!(error.position().line, 2),
///         ArchiveErrorKind::Skipped(reason) => assert_eq!(reason.to_string(), "not .md"),
///         kind => println!("{kind}"),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveErrorKind {
    /// The file or folder cannot be read.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// A symbolic link leads to a folder that contains the link, so following the link would never
    /// end.
    #[error("expected no loop of links, found a link to {}", ancestor.display())]
    LinkLoop {
        /// The path of the folder to which the link leads. This folder also contains the link.
        ancestor: PathBuf,
    },
    /// The file starts like an article, but is not a valid article or exceeds a limit.
    #[error("{0}")]
    Article(Error),
    /// The file was skipped. Occurs only if
    /// [`Articles::report_skipped`](super::Articles::report_skipped) is set.
    #[error("skipped: {0}")]
    Skipped(SkipReason),
    /// The article is a duplicate. Occurs only if
    /// [`Deduplicated::report_duplicates`](super::Deduplicated::report_duplicates) is set.
    #[error("duplicate of {of}: {same}")]
    Duplicate {
        /// The path of the article that is kept.
        of: String,
        /// What the two articles have in common.
        same: Same,
    },
}

impl ArchiveErrorKind {
    /// Returns the message without positions, and without the path of the original of a duplicate.
    /// Use this message to group errors by reason.
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
            ArchiveErrorKind::Duplicate { same, .. } => format!("duplicate: {same}"),
            other => other.to_string(),
        }
    }
}
