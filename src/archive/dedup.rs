use std::iter::FusedIterator;

use super::article::ArchivedArticle;
use super::articles::{Articles, Item, Results};
use super::duplicates::Duplicates;
use super::error::{ArchiveError, ArchiveErrorKind};
use super::fingerprint::Fingerprint;
use super::tally::Tally;

impl Articles {
    /// Returns an iterator that skips each article that is a duplicate of an earlier one
    /// ([`Duplicates`]).
    ///
    /// `duplicates` is usually the result of a first pass over the same archive
    /// ([`Articles::learn`]). If you pass [`Duplicates::new`] instead, texts are compared only
    /// between articles with the same title. Set [`ordered`](Articles::ordered) so that each run
    /// keeps the same articles.
    ///
    /// ```
    /// # let dir = std::env::temp_dir().join(format!("newsprint-dedup-{}", std::process::id()));
    /// # std::fs::create_dir_all(&dir)?;
    /// # for name in ["a", "b"] {
    /// #     let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// #     std::fs::write(dir.join(name).with_extension("md"), clip)?;
    /// # }
    /// use newsprint::archive::Archive;
    ///
    /// // a.md and b.md have the same link.
    /// let archive = Archive::open(&dir)?;
    /// let learned = archive.articles().learn();
    /// let mut articles = archive.articles().ordered(true).deduplicated(learned);
    /// assert_eq!(articles.next().unwrap()?.path(), "a.md");
    /// assert!(articles.next().is_none());
    /// assert_eq!(articles.duplicates(), 1);
    /// # std::fs::remove_dir_all(&dir)?;
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn deduplicated(self, duplicates: impl Into<Duplicates>) -> Deduplicated {
        Deduplicated {
            articles: Results::new(self, fingerprinted),
            seen: duplicates.into(),
            paths: Vec::new(),
            duplicates: 0,
            report: false,
        }
    }
}

/// An iterator over articles that skips duplicates, returned by [`Articles::deduplicated`].
///
/// Articles are parsed in parallel, but your work on the articles runs in one thread. To do your
/// work in parallel, too, use [`Articles::process`] with [`Articles::ordered`] instead of this
/// iterator:
///
/// - The closure `work` returns your result and the article's fingerprint ([`Fingerprint::of`]).
/// - The closure `take` passes the fingerprint to [`Duplicates::add`], and drops the result of a
///   duplicate.
#[derive(Debug)]
pub struct Deduplicated {
    articles: Results<Result<Fingerprinted, ArchiveError>>,
    seen: Duplicates,
    /// The paths of all articles so far, in the order in which they were compared. Empty unless
    /// duplicates are reported.
    paths: Vec<Box<str>>,
    duplicates: u64,
    report: bool,
}

/// An article, and either its fingerprint or the error from parsing its body.
type Fingerprinted = (ArchivedArticle, Result<Fingerprint, ArchiveError>);

fn fingerprinted(item: Item) -> Result<Fingerprinted, ArchiveError> {
    let article = item?;
    let fingerprint = article.fingerprint();
    Ok((article, fingerprint))
}

impl Deduplicated {
    /// Sets whether duplicates are returned, as errors of the kind
    /// [`Duplicate`](ArchiveErrorKind::Duplicate). Default: `false`. The error contains the path of
    /// the original and the reason. To be able to report duplicates, the iterator keeps the paths
    /// of all articles in memory. Call this method before you take the first article.
    ///
    /// ```
    /// # let dir = std::env::temp_dir().join(format!("newsprint-same-{}", std::process::id()));
    /// # std::fs::create_dir_all(&dir)?;
    /// # for name in ["a", "b"] {
    /// #     let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// #     std::fs::write(dir.join(name).with_extension("md"), clip)?;
    /// # }
    /// use newsprint::archive::Archive;
    ///
    /// let archive = Archive::open(&dir)?;
    /// let learned = archive.articles().learn();
    /// let articles = archive.articles().ordered(true).deduplicated(learned);
    /// let errors: Vec<_> = articles.report_duplicates(true).filter_map(Result::err).collect();
    /// assert_eq!(errors[0].to_string(), "b.md: duplicate of a.md: same link");
    /// # std::fs::remove_dir_all(&dir)?;
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn report_duplicates(mut self, report: bool) -> Self {
        self.report = report;
        self
    }

    /// Returns the number of files so far, by kind. Duplicates also count as articles.
    ///
    /// This iterator also parses bodies, so an article whose body exceeds a limit counts as broken.
    ///
    /// ```
    /// use newsprint::archive::{Articles, Duplicates};
    ///
    /// let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// let files = [("1.md", clip), ("2.md", clip)];
    /// let mut articles = Articles::of(files).deduplicated(Duplicates::new());
    /// assert_eq!(articles.by_ref().count(), 1);
    /// assert_eq!((articles.tally().articles(), articles.duplicates()), (2, 1));
    /// ```
    pub fn tally(&self) -> Tally {
        self.articles.tally
    }

    /// Returns the number of duplicates so far.
    pub fn duplicates(&self) -> u64 {
        self.duplicates
    }

    /// Returns the article if it is not a duplicate. For a duplicate, returns an error with the
    /// original's path, or `None` if duplicates are not reported.
    fn add(&mut self, article: ArchivedArticle, fingerprint: &Fingerprint) -> Option<Item> {
        if self.report {
            self.paths.push(article.path().into());
        }
        let Some(found) = self.seen.add(fingerprint) else {
            return Some(Ok(article));
        };
        self.duplicates += 1;
        let of = self.paths.get(found.of())?.to_string();
        let same = found.same();
        let kind = ArchiveErrorKind::Duplicate { of, same };
        Some(Err(article.into_error(kind)))
    }
}

impl Iterator for Deduplicated {
    type Item = Result<ArchivedArticle, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.articles.next()? {
                Ok((article, Ok(fingerprint))) => {
                    if let Some(item) = self.add(article, &fingerprint) {
                        return Some(item);
                    }
                }
                Ok((_, Err(error))) => {
                    // The article was already counted as an article, when its envelope was parsed.
                    self.articles.tally.articles -= 1;
                    self.articles.tally.broken += 1;
                    return Some(Err(error));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl FusedIterator for Deduplicated {}
