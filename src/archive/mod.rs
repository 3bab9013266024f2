//! Folders of articles: every file found and accounted for, read in parallel.
//!
//! ```
//! use newsprint::archive::Archive;
//! # let dir = std::env::temp_dir().join(format!("newsprint-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(dir.join("articles/example"))?;
//! # let clip = "<!--1618495142000-->\n[题目](https://example.org/1)\n------\n\n<p>正文</p>";
//! # std::fs::write(dir.join("articles/example/1_题目.md"), clip)?;
//! # std::fs::write(dir.join("README.md"), "# News")?;
//!
//! let archive = Archive::open(&dir)?;
//! let mut articles = archive.articles().ordered(true).into_iter();
//! for item in &mut articles {
//!     match item {
//!         Ok(archived) => println!("{} {}", archived.path(), archived.article()?.title()),
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! let tally = articles.tally();
//! assert_eq!((tally.articles(), tally.broken(), tally.skipped()), (1, 0, 1));
//! # std::fs::remove_dir_all(&dir)?;
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is an article file
//!
//! Every file whose name ends in `.md`, in the folder or below it, unless it is hidden or in a
//! hidden folder (its name begins with `.`), is named `README.md`, or lies in a folder `lists`;
//! and unless what it holds begins with nothing that an article begins with, or with front matter
//! that has no title or no link. All these are skipped, and counted by reason. The letters of
//! `.md` and `README.md` may be of either case.
//!
//! Symbolic links are followed; one that leads back to a folder that it lies in is an error, like
//! what cannot be read. No error ends the run. What several links lead to is read by way of each:
//! twenty folders, each with two links to the next, make a million articles of one file. Whoever
//! reads archives of strangers looks for links first, or stops at a number of articles.
//!
//! # Speed and memory
//!
//! Files are read in rayon's current pool, a thousand at a time, or 8 MiB if that is less; one that
//! is longer is in memory as a whole, up to [`ParseOptions::max_len`](crate::ParseOptions::max_len).
//! [`Articles::process`] also does the caller's work on each there, and hands over the results in
//! turn. For a number of threads other than that of cores, call it in
//! `rayon::ThreadPool::install`; iterators read with one thread in there.

mod article;
mod articles;
mod dedup;
mod error;
mod tally;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

pub use article::ArchivedArticle;
pub use articles::{Articles, IntoIter};
pub use dedup::{Deduplicated, Duplicates, Fingerprint, Same};
pub use error::{ArchiveError, ArchiveErrorKind};
pub use tally::{SkipReason, Tally};

/// A folder of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    root: PathBuf,
}

impl Archive {
    /// Returns the archive in a folder. Reads nothing yet.
    ///
    /// # Errors
    ///
    /// If there is no such folder.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, ArchiveError> {
        let root = dir.as_ref().to_owned();
        let error = match root.metadata() {
            Ok(found) if found.is_dir() => return Ok(Archive { root }),
            Ok(_) => io::ErrorKind::NotADirectory.into(),
            Err(error) => error,
        };
        let path = root.to_string_lossy().into_owned();
        Err(ArchiveError::new(path, root, ArchiveErrorKind::Io(error)))
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the articles, to go through: as an iterator, whose files are read in parallel, or
    /// with [`Articles::process`], which also works on them in parallel.
    pub fn articles(&self) -> Articles {
        Articles::new(&self.root)
    }
}
