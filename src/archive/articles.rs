use std::fmt;
use std::iter::FusedIterator;
use std::path::{Path, PathBuf};
use std::vec;

use rayon::prelude::*;

use super::article::ArchivedArticle;
use super::error::{ArchiveError, ArchiveErrorKind};
use super::file::{ArchiveFile, Found};
use super::files::{Files, Given};
use super::lots::{Lot, Lots};
use super::pipeline;
use super::tally::{SkipReason, Tally};
use super::walk::Walk;
use crate::options::ParseOptions;

/// The result of reading one file.
pub(super) type Item = Result<ArchivedArticle, ArchiveError>;

/// The articles of an archive, and the options for reading them. Returned by
/// [`Archive::articles`](super::Archive::articles).
///
/// Iterate over the articles, or use [`process`](Articles::process) to call a closure with each
/// article in parallel.
///
/// ```
/// # let dir = std::env::temp_dir().join(format!("newsprint-list-{}", std::process::id()));
/// # std::fs::create_dir_all(&dir)?;
/// # for name in ["2", "1", "README"] {
/// #     let clip = format!("[{name}](https://example.org/)\n------\n\n<p>text</p>");
/// #     std::fs::write(dir.join(name).with_extension("md"), clip)?;
/// # }
/// use newsprint::archive::{Archive, ArchiveErrorKind, SkipReason};
///
/// // The folder contains 1.md, 2.md and README.md.
/// let mut paths = Vec::new();
/// for item in Archive::open(&dir)?.articles().ordered(true).report_skipped(true) {
///     match item {
///         Ok(file) => paths.push(file.path().to_owned()),
///         Err(error) => {
///             assert!(matches!(error.kind(), ArchiveErrorKind::Skipped(SkipReason::Readme)));
///             assert_eq!(error.to_string(), "README.md: skipped: a README");
///         }
///     }
/// }
/// assert_eq!(paths, ["1.md", "2.md"]);
/// # std::fs::remove_dir_all(&dir)?;
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct Articles {
    place: Place,
    ordered: bool,
    follow_links: bool,
    reading: Reading,
}

/// The origin of the files: a folder on disk, or an iterator passed to [`Articles::of`].
enum Place {
    Folder(PathBuf),
    Given(Given),
}

/// The options for reading files.
#[derive(Debug, Clone, Copy)]
struct Reading {
    report_skipped: bool,
    options: ParseOptions,
}

impl Articles {
    pub(super) fn new(root: &Path) -> Self {
        Articles::at(Place::Folder(root.to_owned()))
    }

    /// Returns the articles among `files`. Use this if the files are not in a folder on disk, but
    /// in a zip or tar archive, a git repository or memory. Each item of `files` is a pair of path
    /// and bytes, or an [`ArchiveFile`]. A file from [`ArchiveFile::with_reader`] is opened only
    /// when a thread parses this file.
    ///
    /// The iterator `files` runs in one thread; the files are parsed in parallel. Files are
    /// skipped, counted and ordered in the same way as in a folder.
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let files = [
    ///     ("articles/2.md", "[Two](https://example.org/2)\n------\n\n<p>text</p>"),
    ///     ("articles/1.md", "[One](https://example.org/1)\n------\n\n<p>text</p>"),
    ///     (".git/config", ""),
    /// ];
    /// let mut articles = Articles::of(files).ordered(true).into_iter();
    /// assert_eq!(articles.next().unwrap()?.path(), "articles/1.md");
    /// assert_eq!(articles.next().unwrap()?.path(), "articles/2.md");
    /// assert!(articles.next().is_none());
    /// assert_eq!(articles.tally().skipped(), 1);
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn of<I>(files: I) -> Self
    where
        I: IntoIterator<Item: Into<ArchiveFile> + 'static, IntoIter: Send + 'static>,
    {
        Articles::at(Place::Given(Box::new(files.into_iter().map(Into::into))))
    }

    fn at(place: Place) -> Self {
        Articles {
            place,
            ordered: false,
            follow_links: false,
            reading: Reading {
                report_skipped: false,
                options: ParseOptions::new(),
            },
        }
    }

    /// Sets whether files are sorted by path. Default: `false`, which keeps the order of the file
    /// system or of the iterator. Paths are compared component by component, so the files of a
    /// folder are adjacent. The files of an iterator ([`Articles::of`]) are all collected in memory
    /// before they are sorted.
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let clip = "[Title](https://example.org/1)\n------\n\n";
    /// let files = [("b/1.md", clip), ("a/2.md", clip)];
    /// let paths = Articles::of(files).ordered(true).into_iter().flatten();
    /// assert!(paths.map(|file| file.path().to_owned()).eq(["a/2.md", "b/1.md"]));
    /// ```
    pub fn ordered(mut self, ordered: bool) -> Self {
        self.ordered = ordered;
        self
    }

    /// Sets whether symbolic links in a folder are followed. Default: `false`, which skips links.
    ///
    /// A link that leads to a folder which contains the link itself is an error. A file is read
    /// once for each path that leads to the file. For example, if there are twenty nested folders,
    /// and each contains two links to the next folder, a file in the last folder is read a million
    /// times.
    ///
    /// ```
    /// use newsprint::archive::Archive;
    ///
    /// let articles = Archive::open("examples/inspect")?.articles().follow_links(true);
    /// assert_eq!(articles.into_iter().flatten().count(), 1);
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn follow_links(mut self, follow: bool) -> Self {
        self.follow_links = follow;
        self
    }

    /// Sets whether skipped files are returned, as errors of the kind
    /// [`Skipped`](ArchiveErrorKind::Skipped). Default: `false`.
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let files = [("README.md", "# News")];
    /// assert_eq!(Articles::of(files).into_iter().count(), 0);
    /// let mut items = Articles::of(files).report_skipped(true).into_iter();
    /// let error = items.next().unwrap().unwrap_err();
    /// assert_eq!(error.to_string(), "README.md: skipped: a README");
    /// ```
    pub fn report_skipped(mut self, report: bool) -> Self {
        self.reading.report_skipped = report;
        self
    }

    /// Sets how articles are parsed. Default: [`ParseOptions::new`].
    ///
    /// ```
    /// use newsprint::ParseOptions;
    /// use newsprint::archive::Archive;
    ///
    /// let options = ParseOptions::new().max_len(1 << 20).strict(true);
    /// let articles = Archive::open("examples/inspect")?.articles().parse_options(options);
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn parse_options(mut self, options: ParseOptions) -> Self {
        self.reading.options = options;
        self
    }

    /// Calls `work` with each article or error, in parallel. Passes the results to `take` on the
    /// calling thread. Returns the number of files by kind. `take` gets the results in the order of
    /// the files, which are sorted by path if [`ordered`](Articles::ordered) is set.
    ///
    /// While `take` runs, `work` already processes the next files. At most 256 results per thread
    /// are buffered.
    ///
    /// ```
    /// # let dir = std::env::temp_dir().join(format!("newsprint-process-{}", std::process::id()));
    /// # std::fs::create_dir_all(&dir)?;
    /// # for name in ["1", "2"] {
    /// #     let clip = "[Title](https://example.org/)\n------\n\n<p>some text</p>";
    /// #     std::fs::write(dir.join(name).with_extension("md"), clip)?;
    /// # }
    /// use newsprint::archive::{Archive, ArchiveError};
    ///
    /// let mut texts = Vec::new();
    /// let tally = Archive::open(&dir)?.articles().process(
    ///     |file| Ok(file?.article()?.to_text()),
    ///     |text: Result<String, ArchiveError>| {
    ///         texts.push(text?);
    ///         Ok::<_, ArchiveError>(())
    ///     },
    /// )?;
    /// assert_eq!(tally.articles(), 2);
    /// assert_eq!(texts, ["some text", "some text"]);
    /// # std::fs::remove_dir_all(&dir)?;
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Stops at the first error of `take`, and returns this error.
    pub fn process<T, E>(
        self,
        work: impl Fn(Result<ArchivedArticle, ArchiveError>) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<Tally, E>
    where
        T: Send,
    {
        self.process_chunks(
            Vec::new,
            |results, item| results.push(work(item)),
            |results| results.into_iter().try_for_each(&mut take),
        )
    }

    /// Like [`process`](Articles::process), but for chunks of files: `work` collects the results of
    /// all files of a chunk in one value. Use this if the results of many files can share a buffer.
    ///
    /// For each chunk, `start` is called to create an empty value. Then `work` is called with this
    /// value and each article or error of the chunk, in order and on one thread. `work` adds its
    /// results to the value. Finally, `take` is called with the value. The calls of `take` are on
    /// the calling thread, in the order of the files.
    ///
    /// A chunk contains at most 64 files. It ends earlier when the total length of its articles reaches 512 KiB.
    ///
    /// ```
    /// use newsprint::archive::{Archive, ArchiveError};
    ///
    /// let mut titles = String::new();
    /// Archive::open("examples/inspect")?.articles().process_chunks(
    ///     String::new,
    ///     |chunk, file| {
    ///         if let Ok(article) = file.as_ref().map(|file| file.article()).unwrap() {
    ///             *chunk += article.title();
    ///         }
    ///     },
    ///     |chunk| {
    ///         titles += &chunk;
    ///         Ok::<_, ArchiveError>(())
    ///     },
    /// )?;
    /// assert!(!titles.is_empty());
    /// # Ok::<_, ArchiveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Stops at the first error of `take`, and returns this error.
    pub fn process_chunks<C, E>(
        self,
        start: impl Fn() -> C + Sync,
        work: impl Fn(&mut C, Result<ArchivedArticle, ArchiveError>) + Sync,
        take: impl FnMut(C) -> Result<(), E>,
    ) -> Result<Tally, E>
    where
        C: Send,
    {
        let reading = self.reading;
        let read = |value: &mut C, tally: &mut Tally, found, bytes: &mut _| {
            let mut len = 0;
            let work = |item: Item| {
                len = item.as_ref().map_or(0, |article| article.source().len());
                work(value, item);
            };
            reading.read(found, bytes, work).count(tally);
            len
        };
        pipeline::run(self.into_files(), &start, &read, take)
    }

    fn into_files(self) -> Files {
        match self.place {
            Place::Folder(root) => Files::Folder(Walk::new(&root, self.ordered, self.follow_links)),
            Place::Given(files) => Files::given(files, self.ordered),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Folder(root) => f.debug_tuple("Folder").field(root).finish(),
            Place::Given(_) => f.debug_struct("Given").finish_non_exhaustive(),
        }
    }
}

impl Reading {
    /// Reads a file and calls `work` with the article or error. If the file is skipped, `work` is
    /// called only if skipped files are reported. `bytes` is a buffer, which is reused for all
    /// files.
    fn read<T>(
        &self,
        found: Result<Found, ArchiveError>,
        bytes: &mut Vec<u8>,
        work: impl FnOnce(Item) -> T,
    ) -> Outcome<T> {
        let item = found.and_then(|found| ArchivedArticle::read(found, &self.options, bytes));
        let (reason, is_unexpected) = match &item {
            Ok(_) => return Outcome::Article(work(item)),
            Err(error) => match *error.kind() {
                ArchiveErrorKind::Skipped(reason) => (reason, error.is_unexpected()),
                _ => return Outcome::Broken(work(item)),
            },
        };
        Outcome::Skipped {
            reason,
            is_unexpected,
            result: self.report_skipped.then(|| work(item)),
        }
    }
}

impl IntoIterator for Articles {
    type Item = Result<ArchivedArticle, ArchiveError>;
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(Results::new(self, |item| item))
    }
}

/// An iterator over the articles of an archive.
///
/// Up to 1,024 files at a time are read in parallel, in rayon's current pool. If you iterate in a thread of a
/// rayon pool, only that thread reads files.
#[derive(Debug)]
pub struct IntoIter(Results<Item>);

impl IntoIter {
    /// Returns the number of files that this iterator has returned or skipped so far, by kind.
    ///
    /// ```
    /// use newsprint::archive::Archive;
    ///
    /// let mut articles = Archive::open("examples/inspect")?.articles().into_iter();
    /// assert_eq!(articles.by_ref().count(), 1);
    /// assert_eq!(articles.tally().articles(), 1);
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn tally(&self) -> Tally {
        self.0.tally
    }
}

impl Iterator for IntoIter {
    type Item = Result<ArchivedArticle, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl FusedIterator for IntoIter {}

/// An iterator that calls `work` with each article or error, and returns the results of `work`.
#[derive(Debug)]
pub(super) struct Results<T> {
    reading: Reading,
    lots: Lots,
    ready: vec::IntoIter<Outcome<T>>,
    work: fn(Item) -> T,
    pub(super) tally: Tally,
}

impl<T: Send> Results<T> {
    pub(super) fn new(articles: Articles, work: fn(Item) -> T) -> Self {
        Results {
            reading: articles.reading,
            lots: Lots::new(articles.into_files()),
            ready: Vec::new().into_iter(),
            work,
            tally: Tally::default(),
        }
    }

    pub(super) fn next(&mut self) -> Option<T> {
        loop {
            match self.ready.next() {
                Some(outcome) => {
                    if let Some(result) = outcome.count(&mut self.tally) {
                        return Some(result);
                    }
                }
                None => {
                    let lot = self.lots.next()?;
                    self.ready = self.read(lot).into_iter();
                }
            }
        }
    }

    fn read(&self, lot: Lot) -> Vec<Outcome<T>> {
        let (reading, work) = (&self.reading, self.work);
        let read = |bytes: &mut Vec<u8>, found| reading.read(found, bytes, work);
        // A thread of a rayon pool must not wait here: meanwhile, rayon might run another task on
        // this thread. If that task needs this iterator, neither could ever continue.
        match rayon::current_thread_index() {
            Some(_) => {
                let mut bytes = Vec::new();
                let outcomes = lot.into_iter().map(|found| read(&mut bytes, found));
                outcomes.collect()
            }
            None => lot.into_par_iter().map_init(Vec::new, read).collect(),
        }
    }
}

/// The kind of a file, and the value that a closure returned for that file.
#[derive(Debug)]
enum Outcome<T> {
    Article(T),
    Broken(T),
    Skipped {
        reason: SkipReason,
        is_unexpected: bool,
        result: Option<T>,
    },
}

impl<T> Outcome<T> {
    /// Counts the file in `tally`, and returns the value that the closure returned for the file.
    /// Returns `None` for a skipped file if skipped files are not reported.
    fn count(self, tally: &mut Tally) -> Option<T> {
        match self {
            Outcome::Article(result) => {
                tally.articles += 1;
                Some(result)
            }
            Outcome::Broken(result) => {
                tally.broken += 1;
                Some(result)
            }
            Outcome::Skipped {
                reason,
                is_unexpected,
                result,
            } => {
                tally.add_skipped(reason, is_unexpected);
                result
            }
        }
    }
}
