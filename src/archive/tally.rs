use std::fmt;

use crate::error::ErrorKind;

/// Why a file is not taken for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SkipReason {
    /// Its name, or that of a folder it lies in, begins with `.`.
    Hidden,
    /// Its name does not end in `.md`.
    OtherType,
    /// It is a `README.md`.
    Readme,
    /// It lies in a folder `lists`.
    List,
    /// What it holds begins with nothing that an article begins with, or with front matter that
    /// has no title or no link.
    NotAnArticle,
}

impl SkipReason {
    /// All reasons, in the order of the variants.
    pub const ALL: [SkipReason; 5] = [
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
            ErrorKind::NotAnArticle | ErrorKind::HtmlPage | ErrorKind::MissingKey(_) => {
                Some(SkipReason::NotAnArticle)
            }
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

/// How many files were found, and what became of them. Each counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub(super) articles: u64,
    pub(super) broken: u64,
    pub(super) skipped: [u64; SkipReason::ALL.len()],
}

impl Tally {
    /// Returns how many files were found, folders and links that could not be read included:
    /// articles, broken and skipped ones.
    pub fn files(&self) -> u64 {
        self.articles + self.broken + self.skipped()
    }

    /// Returns how many gave an article. Of most, the envelope alone was read: a body that exceeds
    /// a limit shows when [`ArchivedArticle::article`](super::ArchivedArticle::article) reads it.
    /// [`Deduplicated`](super::Deduplicated) reads all, and counts these among the broken.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Returns how many gave an error.
    pub fn broken(&self) -> u64 {
        self.broken
    }

    /// Returns how many were skipped.
    pub fn skipped(&self) -> u64 {
        self.skipped.iter().sum()
    }

    /// Returns how many were skipped for that reason.
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
