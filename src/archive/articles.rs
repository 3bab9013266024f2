use std::iter::FusedIterator;
use std::path::{Path, PathBuf};
use std::vec;

use rayon::prelude::*;

use super::article::ArchivedArticle;
use super::error::{ArchiveError, ArchiveErrorKind};
use super::tally::{SkipReason, Tally};
use super::walk::{Found, Walk};
use crate::options::ParseOptions;

/// What a file gives.
pub(super) type Item = Result<ArchivedArticle, ArchiveError>;

/// How many files are read at a time, and their bytes unless the first alone has more.
const LOT_FILES: usize = 1024;
const LOT_LEN: u64 = 8 << 20;

/// The articles of an archive and how to read them, from
/// [`Archive::articles`](super::Archive::articles).
///
/// Iterate over them, or use [`process`](Articles::process) to work on each in parallel.
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
#[derive(Debug, Clone)]
#[must_use]
pub struct Articles {
    root: PathBuf,
    ordered: bool,
    report_skipped: bool,
    options: ParseOptions,
}

impl Articles {
    pub(super) fn new(root: &Path) -> Self {
        Articles {
            root: root.to_owned(),
            ordered: false,
            report_skipped: false,
            options: ParseOptions::new(),
        }
    }

    /// Sets whether files come sorted by name, folder by folder. Default: off, in the order of the
    /// file system.
    pub fn ordered(mut self, ordered: bool) -> Self {
        self.ordered = ordered;
        self
    }

    /// Sets whether skipped files are reported, as errors of the kind
    /// [`Skipped`](ArchiveErrorKind::Skipped). Default: off.
    pub fn report_skipped(mut self, report: bool) -> Self {
        self.report_skipped = report;
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
        self.options = options;
        self
    }

    /// Calls `work` with each file, in parallel, and `take` with each result, on this thread; sorted,
    /// if that is set. Returns the number of files.
    ///
    /// While `take` runs, the next files are worked on. At most 2,048 results wait for it.
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
    /// The first that `take` returns; it ends the run.
    pub fn process<T, E>(
        self,
        work: impl Fn(Result<ArchivedArticle, ArchiveError>) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<Tally, E>
    where
        T: Send,
    {
        let mut tally = Tally::default();
        let mut lots = Lots::new(&self);
        let mut lot = lots.next();
        let mut done: Vec<Outcome<T>> = Vec::new();
        while lot.is_some() || !done.is_empty() {
            let now = lot.take().unwrap_or_default();
            let mut next_done = Vec::new();
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| {
                    let read = |bytes: &mut _, found| self.read(found, bytes, &work);
                    let outcomes = now.into_par_iter().map_init(Vec::new, read);
                    next_done = outcomes.collect();
                });
                lot = lots.next();
                let mut outcomes = done.drain(..);
                outcomes.try_for_each(|outcome| match outcome.count(&mut tally) {
                    Some(result) => take(result),
                    None => Ok(()),
                })
            })?;
            done = next_done;
        }
        Ok(tally)
    }

    /// Returns what `work` makes of a file, which is read by way of `bytes`.
    fn read<T>(
        &self,
        found: Result<Found, ArchiveError>,
        bytes: &mut Vec<u8>,
        work: impl Fn(Item) -> T,
    ) -> Outcome<T> {
        let item = found.and_then(|found| ArchivedArticle::read(found, &self.options, bytes));
        let reason = match &item {
            Ok(_) => return Outcome::Article(work(item)),
            Err(error) => match *error.kind() {
                ArchiveErrorKind::Skipped(reason) => reason,
                _ => return Outcome::Broken(work(item)),
            },
        };
        Outcome::Skipped(reason, self.report_skipped.then(|| work(item)))
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
/// Up to 1,024 files at a time are read in parallel; in a thread of a rayon pool, by that thread alone.
#[derive(Debug)]
pub struct IntoIter(Results<Item>);

impl IntoIter {
    /// Returns the number of files so far.
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

/// What `work` makes of each file, one after the other.
#[derive(Debug)]
pub(super) struct Results<T> {
    articles: Articles,
    lots: Lots,
    ready: vec::IntoIter<Outcome<T>>,
    work: fn(Item) -> T,
    pub(super) tally: Tally,
}

impl<T: Send> Results<T> {
    pub(super) fn new(articles: Articles, work: fn(Item) -> T) -> Self {
        Results {
            lots: Lots::new(&articles),
            articles,
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
        let (articles, work) = (&self.articles, self.work);
        let read = |bytes: &mut Vec<u8>, found| articles.read(found, bytes, work);
        // A thread of a pool that waited here for the others could be given work by them that
        // waits for this iterator.
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

/// What a file was, and what the caller's work made of it.
#[derive(Debug)]
enum Outcome<T> {
    Article(T),
    Broken(T),
    Skipped(SkipReason, Option<T>),
}

impl<T> Outcome<T> {
    /// Returns the result, if the caller gets one, and counts the file.
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
            Outcome::Skipped(reason, result) => {
                tally.add_skipped(reason);
                result
            }
        }
    }
}

/// Files that are read at the same time.
type Lot = Vec<Result<Found, ArchiveError>>;

/// The files of an archive, lot by lot.
#[derive(Debug)]
struct Lots {
    walk: Walk,
    /// Found, but too long for the lot before.
    left: Option<Found>,
}

impl Lots {
    fn new(articles: &Articles) -> Self {
        Lots {
            walk: Walk::new(&articles.root, articles.ordered),
            left: None,
        }
    }
}

impl Iterator for Lots {
    type Item = Lot;

    fn next(&mut self) -> Option<Lot> {
        let mut len = 0;
        let mut lot = Lot::new();
        while lot.len() < LOT_FILES {
            let next = self.left.take().map(Ok).or_else(|| self.walk.next());
            match next {
                Some(Ok(found)) if !lot.is_empty() && len + found.len > LOT_LEN => {
                    self.left = Some(found);
                    break;
                }
                Some(found) => {
                    len += found.as_ref().map_or(0, |found| found.len);
                    lot.push(found);
                }
                None => break,
            }
        }
        (!lot.is_empty()).then_some(lot)
    }
}
