use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use super::tally::SkipReason;

/// A file of an archive that is not a folder on disk: its path in the archive, and its bytes. Pass
/// such files to [`Articles::of`](super::Articles::of).
///
/// ```
/// use newsprint::archive::{ArchiveFile, Articles};
///
/// let clip = b"[Title](https://example.org/1)\n------\n\n<p>text</p>";
/// let files = [
///     ArchiveFile::new("articles/1.md", clip),
///     // Opened and read in parallel, and not read to its end if it does not start like an article.
///     ArchiveFile::with_reader("articles/2.md", clip.len() as u64, move || Ok(&clip[..])),
/// ];
/// let articles: Vec<_> = Articles::of(files).into_iter().filter_map(Result::ok).collect();
/// assert_eq!(articles.len(), 2);
/// assert_eq!(articles[0].source(), articles[1].source());
/// ```
#[derive(Debug)]
pub struct ArchiveFile {
    pub(super) path: String,
    pub(super) len: u64,
    pub(super) contents: Contents,
    pub(super) any_name: bool,
}

impl ArchiveFile {
    /// Returns a file whose bytes are in memory. `path` must have `/` between folders. Components that are
    /// empty or `.` are removed from the path.
    ///
    /// ```
    /// use newsprint::archive::{ArchiveFile, Articles};
    ///
    /// let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// let files = [ArchiveFile::new("./articles//1.md", clip)];
    /// let file = Articles::of(files).into_iter().next().unwrap()?;
    /// assert_eq!(file.path(), "articles/1.md");
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let len = bytes.len() as u64;
        ArchiveFile::of(path.into(), len, Contents::Bytes(bytes))
    }

    /// Returns a file that is opened and read later, in the thread that parses it.
    ///
    /// `len` is the expected length of the file in bytes. It is used to reserve memory, and to
    /// reject files longer than [`Limit::Len`](crate::Limit::Len) before they are read as a whole.
    /// If the actual length is different, the file is still read to its end. If `open` fails, its
    /// error is reported for this file.
    ///
    /// ```
    /// use newsprint::archive::{ArchiveFile, Articles};
    /// use std::fs::{self, File};
    ///
    /// let path = "examples/inspect/sample.md";
    /// let len = fs::metadata(path)?.len();
    /// let files = [ArchiveFile::with_reader("1.md", len, move || File::open(path))];
    /// assert_eq!(Articles::of(files).into_iter().flatten().count(), 1);
    /// # Ok::<_, std::io::Error>(())
    /// ```
    pub fn with_reader<R: Read + 'static>(
        path: impl Into<String>,
        len: u64,
        open: impl FnOnce() -> io::Result<R> + Send + 'static,
    ) -> Self {
        let open = Box::new(move || Ok(Box::new(open()?) as Box<dyn Read>));
        ArchiveFile::of(path.into(), len, Contents::Reader(open))
    }

    /// Returns a file that is skipped for `reason`, such as [`SkipReason::Link`]. If the path is
    /// also a reason to skip the file, only one of the two reasons is reported: the same one as for
    /// such a file in a folder on disk.
    ///
    /// ```
    /// use newsprint::archive::{ArchiveFile, Articles, SkipReason};
    ///
    /// // A link in a tar, which is not followed.
    /// let files = [ArchiveFile::skipped("articles/1.md", SkipReason::Link)];
    /// let mut articles = Articles::of(files).into_iter();
    /// assert!(articles.next().is_none());
    /// assert_eq!(articles.tally().skipped_as(SkipReason::Link), 1);
    /// ```
    pub fn skipped(path: impl Into<String>, reason: SkipReason) -> Self {
        ArchiveFile::of(path.into(), 0, Contents::Skipped(reason))
    }

    /// Returns an `ArchiveFile` for a part of the archive that cannot be read, such as a folder or
    /// the rest of a truncated file. `error` is reported even if a file with this path would be
    /// skipped, because the unreadable part may contain articles.
    ///
    /// ```
    /// use newsprint::archive::{ArchiveFile, Articles};
    ///
    /// let cut = std::io::Error::other("expected more bytes, found the end");
    /// let mut articles = Articles::of([ArchiveFile::unreadable("news.tar", cut)]).into_iter();
    /// let error = articles.next().unwrap().unwrap_err();
    /// assert_eq!(error.to_string(), "news.tar: cannot be read: expected more bytes, found the end");
    /// assert_eq!(articles.tally().broken(), 1);
    /// ```
    pub fn unreadable(path: impl Into<String>, error: io::Error) -> Self {
        ArchiveFile::of(path.into(), 0, Contents::Unreadable(error))
    }

    /// Never skips the file because of its path. Use this, for example, if the user named the file
    /// explicitly. By default, a file is skipped if [`SkipReason::of_path`] returns a reason.
    ///
    /// ```
    /// use newsprint::archive::{ArchiveFile, Articles};
    ///
    /// let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// let piped = ArchiveFile::new("-", clip).with_any_name();
    /// assert_eq!(Articles::of([piped]).into_iter().flatten().count(), 1);
    /// ```
    #[must_use]
    pub fn with_any_name(mut self) -> Self {
        self.any_name = true;
        self
    }

    fn of(path: String, len: u64, contents: Contents) -> Self {
        ArchiveFile {
            path,
            len,
            contents,
            any_name: false,
        }
    }
}

impl<P: Into<String>, B: Into<Vec<u8>>> From<(P, B)> for ArchiveFile {
    fn from((path, bytes): (P, B)) -> Self {
        ArchiveFile::new(path, bytes)
    }
}

/// A file that may be an article and has not been read yet.
#[derive(Debug)]
pub(super) struct Found {
    /// The path in the archive.
    pub(super) path: String,
    /// The expected length in bytes, as given by the user. For a file on disk, this is 0: its
    /// length is read from the file system only when it is needed.
    pub(super) len: u64,
    pub(super) contents: Contents,
}

impl Found {
    /// Returns the expected length of the file in bytes, without reading the file. For a file on
    /// disk, reads the length from the file system, or returns 0 if this fails.
    pub(super) fn len(&self) -> u64 {
        match &self.contents {
            Contents::Disk(file) => file.metadata().map_or(0, |found| found.len()),
            _ => self.len,
        }
    }
}

/// How to get the bytes of a file, or the reason why the file is skipped or cannot be read.
pub(super) enum Contents {
    Disk(PathBuf),
    Bytes(Vec<u8>),
    Reader(Open),
    Skipped(SkipReason),
    Unreadable(io::Error),
}

type Open = Box<dyn FnOnce() -> io::Result<Box<dyn Read>> + Send>;

impl Contents {
    pub(super) fn open(self) -> io::Result<Box<dyn Read>> {
        match self {
            Contents::Disk(file) => Ok(Box::new(File::open(file)?)),
            Contents::Bytes(bytes) => Ok(Box::new(io::Cursor::new(bytes))),
            Contents::Reader(open) => open(),
            Contents::Skipped(reason) => Err(io::Error::other(reason.to_string())),
            Contents::Unreadable(error) => Err(error),
        }
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Contents::Disk(file) => f.debug_tuple("Disk").field(file).finish(),
            Contents::Bytes(bytes) => f.debug_tuple("Bytes").field(&bytes.len()).finish(),
            Contents::Reader(_) => f.debug_tuple("Reader").finish(),
            Contents::Skipped(reason) => f.debug_tuple("Skipped").field(reason).finish(),
            Contents::Unreadable(error) => f.debug_tuple("Unreadable").field(error).finish(),
        }
    }
}
