use std::iter::FusedIterator;
use std::path::{Path, PathBuf};
use std::vec;

use rayon::prelude::*;

use super::article::ArchivedArticle;
use super::dedup::Deduplicated;
use super::error::{ArchiveError, ArchiveErrorKind};
use super::tally::{SkipReason, Tally};
use super::walk::{Found, Walk};
use crate::options::ParseOptions;

/// What a file gives.
pub(super) type Item = Result<ArchivedArticle, ArchiveError>;

/// How many files are read at a time, and their bytes unless the first alone has more.
const LOT_FILES: usize = 1024;
const LOT_LEN: u64 = 8 << 20;

/// The articles of an archive; what [`Archive::articles`](super::Archive::articles) returns.
///
/// Go through them with `for`, or do the work on each in parallel, too, with
/// [`process`](Articles::process).
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

    /// Sets whether files come in the order of their names, folder by folder, the same each time.
    /// Otherwise they come as the file system has them. Off unless set.
    pub fn ordered(mut self, ordered: bool) -> Self {
        self.ordered = ordered;
        self
    }

    /// Sets whether files that are skipped come as errors
    /// ([`Skipped`](ArchiveErrorKind::Skipped)). Off unless set.
    pub fn report_skipped(mut self, report: bool) -> Self {
        self.report_skipped = report;
        self
    }

    /// Sets how articles are parsed. [`ParseOptions::new`] unless set.
    pub fn parse_options(mut self, options: ParseOptions) -> Self {
        self.options = options;
        self
    }

    /// Returns the articles without those whose link or text a kept one before had.
    ///
    /// Set [`ordered`](Articles::ordered) to keep the same one each time.
    pub fn deduplicated(self) -> Deduplicated {
        Deduplicated::new(self)
    }

    /// Calls `work` with each file, in parallel, and `take` with each result, on this thread; in
    /// order, if that is set. Returns how many files there were.
    ///
    /// While results are taken, the next files are worked on; two lots of a thousand results
    /// are there at most.
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

/// The articles of an archive, one after the other. A lot of them at a time is read in parallel;
/// by this thread alone, if it is one of a pool of rayon's.
#[derive(Debug)]
pub struct IntoIter(Results<Item>);

impl IntoIter {
    /// Returns how many files there were so far.
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
