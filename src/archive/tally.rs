use std::fmt;

use crate::error::ErrorKind;

/// The reason a file was skipped.
///
/// ```
/// use newsprint::archive::SkipReason;
///
/// assert_eq!(SkipReason::OtherType.to_string(), "not .md");
/// assert!(SkipReason::ALL.contains(&SkipReason::Readme));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SkipReason {
    /// Its name, or that of a folder that contains it, starts with `.`.
    Hidden,
    /// Its name does not end in `.md`.
    OtherType,
    /// It is a `README.md`.
    Readme,
    /// It is in a folder `lists`.
    List,
    /// It does not start like an article, or it has front matter without a title or link, or for
    /// another layout and no body.
    NotAnArticle,
}

impl SkipReason {
    /// All reasons, in the order of the variants.
    pub const ALL: &'static [SkipReason] = &[
        SkipReason::Hidden,
        SkipReason::OtherType,
        SkipReason::Readme,
        SkipReason::List,
        SkipReason::NotAnArticle,
    ];

    /// Returns the reason if contents with that error are those of another kind of file, and not
    /// those of a broken article.
    pub(super) fn of(error: &ErrorKind) -> Option<Self> {
        match error {
            // Pages of the archive's own site have front matter, but name no article.
            ErrorKind::NotAnArticle
            | ErrorKind::HtmlPage
            | ErrorKind::MissingKey(_)
            | ErrorKind::ListPage => Some(SkipReason::NotAnArticle),
            _ => None,
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SkipReason::Hidden => "hidden",
            SkipReason::OtherType => "not .md",
            SkipReason::Readme => "a README",
            SkipReason::List => "in lists/",
            SkipReason::NotAnArticle => "no article",
        })
    }
}

/// The number of files found, and what they were. Each counts once.
///
/// ```
/// use newsprint::archive::{Archive, SkipReason};
///
/// // Rust files and one article.
/// let mut articles = Archive::open("examples/inspect")?.articles().into_iter();
/// while articles.next().is_some() {}
/// let tally = articles.tally();
/// assert_eq!((tally.articles(), tally.broken()), (1, 0));
/// assert!(tally.skipped_as(SkipReason::OtherType) > 0);
/// assert_eq!(tally.files(), tally.articles() + tally.skipped());
/// # Ok::<_, newsprint::archive::ArchiveError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub(super) articles: u64,
    pub(super) broken: u64,
    pub(super) skipped: [u64; SkipReason::ALL.len()],
}

impl Tally {
    /// Returns the number of files: articles, broken and skipped ones. Folders and links that could
    /// not be read are broken ones.
    pub fn files(&self) -> u64 {
        self.articles + self.broken + self.skipped()
    }

    /// Returns the number of articles.
    ///
    /// Only their envelopes have been parsed: that a body exceeds a limit is found by
    /// [`ArchivedArticle::article`](super::ArchivedArticle::article).
    /// [`Deduplicated`](super::Deduplicated) parses all, and counts such articles as broken.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Returns the number of files with an error.
    pub fn broken(&self) -> u64 {
        self.broken
    }

    /// Returns the number of skipped files.
    pub fn skipped(&self) -> u64 {
        self.skipped.iter().sum()
    }

    /// Returns the number of files skipped for that reason.
    ///
    /// ```
    /// use newsprint::archive::{SkipReason, Tally};
    ///
    /// assert_eq!(Tally::default().skipped_as(SkipReason::Hidden), 0);
    /// ```
    pub fn skipped_as(&self, reason: SkipReason) -> u64 {
        let count = self.skipped.get(reason as usize);
        count.copied().unwrap_or_default()
    }

    pub(super) fn add_skipped(&mut self, reason: SkipReason) {
        if let Some(count) = self.skipped.get_mut(reason as usize) {
            *count += 1;
        }
    }
}
