use std::collections::HashSet;
use std::iter::FusedIterator;

use super::article::ArchivedArticle;
use super::articles::{Articles, Item, Results};
use super::error::ArchiveError;
use super::fingerprint::Fingerprint;
use super::tally::Tally;

/// The fingerprints of the articles kept so far. An article is kept if it has nothing in common with
/// those before it.
///
/// Takes about 64 bytes for each.
///
/// ```
/// use newsprint::Article;
/// use newsprint::archive::{Duplicates, Fingerprint};
///
/// let clip = |number, text| {
///     format!("[t](https://example.org/{number})\n------\n\n<p>{text}</p>")
/// };
/// let mut duplicates = Duplicates::new();
/// let mut add = |source: String| {
///     let article = Article::parse(&source)?;
///     Ok::<_, newsprint::Error>(duplicates.add(&Fingerprint::of(&article)))
/// };
/// assert!(!add(clip(1, "first"))?.any());
/// assert!(add(clip(1, "corrected"))?.link());
/// assert!(add(clip(2, "first"))?.text());
/// assert!(!add(clip(2, "second"))?.any());
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Duplicates {
    links: HashSet<u128>,
    texts: HashSet<u128>,
}

impl Duplicates {
    /// Returns a set that has seen no articles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns what the article has in common with those kept before. Keeps it if that is nothing.
    ///
    /// An article that is not kept has no duplicates, so each one left out is like one that is kept.
    /// Which ones are kept depends on the order.
    pub fn add(&mut self, fingerprint: &Fingerprint) -> Same {
        let text = fingerprint.text();
        let same = Same {
            link: self.links.contains(&fingerprint.link()),
            text: text.is_some_and(|text| self.texts.contains(&text)),
        };
        if !same.any() {
            self.links.insert(fingerprint.link());
            self.texts.extend(text);
        }
        same
    }
}

/// What an article has in common with those kept before it, from [`Duplicates::add`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Same {
    link: bool,
    text: bool,
}

impl Same {
    /// Returns whether one of them has the same link.
    pub const fn link(self) -> bool {
        self.link
    }

    /// Returns whether one of them has the same text.
    pub const fn text(self) -> bool {
        self.text
    }

    /// Returns whether link or text is the same.
    pub const fn any(self) -> bool {
        self.link || self.text
    }
}

impl Articles {
    /// Skips articles that duplicate an earlier one: by link or by text ([`Duplicates`]).
    ///
    /// Set [`ordered`](Articles::ordered) to keep the same ones each time.
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
    /// // a.md and b.md have the same text.
    /// let mut articles = Archive::open(&dir)?.articles().ordered(true).deduplicated();
    /// assert_eq!(articles.next().unwrap()?.path(), "a.md");
    /// assert!(articles.next().is_none());
    /// assert_eq!(articles.duplicates(), 1);
    /// # std::fs::remove_dir_all(&dir)?;
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn deduplicated(self) -> Deduplicated {
        Deduplicated::new(self)
    }
}

/// An iterator over articles that skips duplicates, from [`Articles::deduplicated`].
#[derive(Debug)]
pub struct Deduplicated {
    articles: Results<Result<Fingerprinted, ArchiveError>>,
    seen: Duplicates,
    duplicates: u64,
}

/// An article, and what its body gave.
type Fingerprinted = (ArchivedArticle, Result<Fingerprint, ArchiveError>);

impl Deduplicated {
    fn new(articles: Articles) -> Self {
        let fingerprint = |item: Item| {
            let article = item?;
            let fingerprint = article.fingerprint();
            Ok((article, fingerprint))
        };
        Deduplicated {
            articles: Results::new(articles, fingerprint),
            seen: Duplicates::new(),
            duplicates: 0,
        }
    }

    /// Returns the number of files so far, duplicates included.
    ///
    /// Bodies are parsed, too, so an article whose body exceeds a limit counts as broken.
    pub fn tally(&self) -> Tally {
        self.articles.tally
    }

    /// Returns the number of articles skipped so far.
    pub fn duplicates(&self) -> u64 {
        self.duplicates
    }
}

impl Iterator for Deduplicated {
    type Item = Result<ArchivedArticle, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (article, fingerprint) = match self.articles.next()? {
                Ok((article, Ok(fingerprint))) => (article, fingerprint),
                Ok((_, Err(error))) => {
                    // Its envelope was fine.
                    self.articles.tally.articles -= 1;
                    self.articles.tally.broken += 1;
                    return Some(Err(error));
                }
                Err(error) => return Some(Err(error)),
            };
            if !self.seen.add(&fingerprint).any() {
                return Some(Ok(article));
            }
            self.duplicates += 1;
        }
    }
}

impl FusedIterator for Deduplicated {}
