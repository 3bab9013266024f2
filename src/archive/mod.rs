//! Reads the articles of an archive in parallel, and counts all files by kind.
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
//! If the archive is not a folder, pass an iterator of paths and bytes to [`Articles::of`].
//!
//! # Which files are articles
//!
//! All files in the archive's folder and in the folders below are found. The following files are
//! skipped and counted by reason ([`SkipReason`]):
//!
//! - files whose names do not end in `.md`, in upper or lower case
//! - hidden files and folders, which have a name that starts with `.`; hidden folders are not
//!   entered
//! - `README.md`, in upper or lower case
//! - files in a folder that is named `lists`
//! - files that do not start like an article, or whose front matter lacks the title or the link
//! - symbolic links, unless they are [followed](Articles::follow_links)
//! - pipes, sockets and devices
//!
//! With [`Articles::report_skipped`], the iterator also returns an error for each skipped file.
//! Skipped files in folders where articles are expected, such as `_posts`, are also counted
//! separately ([`Tally::unexpected`]).
//!
//! An error in one file does not end the iteration. If a file does not start like an article, only its first
//! 8 KiB are read.
//!
//! # Duplicates
//!
//! [`Articles::deduplicated`] skips duplicates. [`Deduplicated::report_duplicates`] also reports
//! each duplicate, with the path of the original and the reason. For articles that are not in an
//! archive, pass the [`Fingerprint`] of each article to a [`Duplicates`].
//!
//! # Repeated text
//!
//! Many sources repeat some text in each article, such as how to subscribe to a channel. A first
//! pass over the archive finds this text. In a second pass,
//! [`ContentOptions::repeated`](crate::ContentOptions::repeated) turns this text into asides of the
//! kind [`Repeated`](crate::AsideKind::Repeated):
//!
//! ```
//! use newsprint::archive::Articles;
//! use newsprint::{AsideKind, ContentOptions};
//!
//! let clip = |number: u32| {
//!     let link = format!("https://example.org/{number}");
//!     let text = format!("<p>第 {number} 班渡轮</p><p>歡迎訂閱我們的頻道</p>");
//!     (format!("{number}.md"), format!("[{number}]({link})\n------\n\n{text}"))
//! };
//! let files: Vec<_> = (1..=5).map(clip).collect();
//! let learned = Articles::of(files.clone()).learn();
//! let options = ContentOptions::new().repeated(learned.repeated().clone());
//! for file in Articles::of(files).ordered(true) {
//!     let file = file?;
//!     let content = file.article()?.content_with(&options);
//!     assert!(content.to_text().starts_with("第"));
//!     let aside = content.asides().next().unwrap();
//!     assert_eq!(aside.aside_kind(), AsideKind::Repeated);
//!     assert_eq!(aside.text(), "歡迎訂閱我們的頻道");
//! }
//! # Ok::<_, newsprint::archive::ArchiveError>(())
//! ```
//!
//! The text is compared line by line. A line is a paragraph or heading; line breaks (`<br>`) divide
//! a paragraph into several lines. A line is repeated if at least five articles of the same host
//! and author contain the line, ignoring white space. Some articles have only a single line of
//! text, such as the descriptions of videos in feeds. In these articles, the parts of that line are
//! compared: sentences, URLs, rows of hashtags and rows of dashes.
//!
//! Short repeated text stays in the article, unless it contains a URL. The width of a text is
//! counted in columns, like in a terminal: two for a Chinese character, one for a Latin letter or a
//! digit. Consecutive lines become an aside only if the width of their letters and digits is at
//! least 16 columns in total. For consecutive parts of a single line, the minimum is 40 columns. A
//! list, quote or table becomes an aside only if all of its lines are repeated. Images, embeds,
//! captions and preformatted text always stay. If all text of an article is repeated, the article
//! has no text left. This happens, for example, if the only text below each video is the channel's
//! description. [`LineCounts`] describes how articles are counted.
//!
//! # Speed and memory
//!
//! Files are read in rayon's current pool. An iterator reads at most 1,024 files and 8 MiB at a
//! time. [`Articles::process`] reads at most 256 files and 2 MiB at a time for each thread. A file
//! that is longer than these limits is still read as a whole. The maximum length of a file is
//! [`ParseOptions::max_len`](crate::ParseOptions::max_len).
//!
//! `process` also calls your closure in the pool, and passes you the results one by one.
//! [`Articles::process_chunks`] passes you the results of several files together. To use another
//! number of threads, call one of these methods in `rayon::ThreadPool::install`. An iterator that
//! is used in a thread of a rayon pool reads files only in this thread.

mod article;
mod articles;
mod dedup;
mod duplicates;
mod error;
mod file;
mod files;
mod fingerprint;
mod index;
mod learned;
mod line_counts;
mod lots;
mod names;
mod pipeline;
mod same_link;
mod tally;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

pub use article::ArchivedArticle;
pub use articles::{Articles, IntoIter};
pub use dedup::Deduplicated;
pub use duplicates::{Duplicate, Duplicates, Same};
pub use error::{ArchiveError, ArchiveErrorKind};
pub use file::ArchiveFile;
pub use fingerprint::Fingerprint;
pub use learned::Learned;
pub use line_counts::LineCounts;
pub use names::path_from_bytes;
pub use tally::{SkipReason, Tally};

pub use crate::content::RepeatedText;

/// An archive: a folder of articles.
///
/// ```
/// use newsprint::archive::Archive;
///
/// let archive = Archive::open("examples/inspect")?;
/// let articles = archive.articles().into_iter().filter_map(Result::ok);
/// let paths: Vec<_> = articles.map(|file| file.path().to_owned()).collect();
/// assert_eq!(paths, ["sample.md"]);
/// # Ok::<_, newsprint::archive::ArchiveError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    root: PathBuf,
}

impl Archive {
    /// Opens the archive in the folder `dir`. Only checks that the folder exists; no file is read
    /// yet.
    ///
    /// ```
    /// use newsprint::archive::Archive;
    ///
    /// let archive = Archive::open("examples/inspect")?;
    /// assert!(archive.root().is_dir());
    /// assert!(Archive::open("README.md").is_err());
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if `dir` does not exist, or is not a folder.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, ArchiveError> {
        let root = dir.as_ref().to_owned();
        let error = match root.metadata() {
            Ok(found) if found.is_dir() => return Ok(Archive { root }),
            Ok(_) => io::ErrorKind::NotADirectory.into(),
            Err(error) => error,
        };
        let path = root.to_string_lossy().into_owned();
        Err(ArchiveError::new(
            path,
            Some(root),
            ArchiveErrorKind::Io(error),
        ))
    }

    /// Returns the path of the folder, as passed to [`Archive::open`].
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the articles in the folder. Iterate over the articles, or
    /// [`process`](Articles::process) them in parallel.
    ///
    /// ```
    /// use newsprint::archive::Archive;
    ///
    /// let archive = Archive::open("examples/inspect")?;
    /// for file in archive.articles().ordered(true) {
    ///     println!("{}", file?.path());
    /// }
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn articles(&self) -> Articles {
        Articles::new(&self.root)
    }
}
