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
    /// The file or folder has a name that starts with `.`. A hidden folder is not entered and counts as one
    /// file.
    Hidden,
    /// The file's name does not end in `.md`, ignoring case.
    OtherType,
    /// The file's name is `README.md`, ignoring case.
    Readme,
    /// The file is in a folder named `lists`.
    List,
    /// The file is not an article, for one of these reasons:
    ///
    /// - The file does not start like an article.
    /// - The file has no link header, and its front matter lacks the title or the link.
    /// - The file has front matter with a `layout` other than `post`, but neither a link header nor
    ///   a body.
    NotAnArticle,
    /// The file is a symbolic link, and links are not [followed](super::Articles::follow_links).
    Link,
    /// The path belongs to a pipe, a socket or a device, not to a file or folder.
    Special,
}

impl SkipReason {
    /// All reasons, in the order of the enum.
    pub const ALL: &'static [SkipReason] = &[
        SkipReason::Hidden,
        SkipReason::OtherType,
        SkipReason::Readme,
        SkipReason::List,
        SkipReason::NotAnArticle,
        SkipReason::Link,
        SkipReason::Special,
    ];

    /// Returns whether files that are skipped for this reason are normal even in folders of
    /// articles.
    pub(super) fn is_expected_anywhere(self) -> bool {
        matches!(
            self,
            SkipReason::Hidden | SkipReason::Readme | SkipReason::List
        )
    }

    /// Returns the reason to skip a file whose parsing failed with this error. Returns `None` if
    /// the file is not skipped, but reported as a broken article.
    pub(super) fn of(error: &ErrorKind) -> Option<Self> {
        match error {
            // These errors are typical of pages that belong to an archive's own website.
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
            SkipReason::Link => "a symbolic link",
            SkipReason::Special => "not a regular file",
        })
    }
}

/// The number of files that were found, by kind. Each file counts once.
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
    pub(super) unexpected: u64,
}

impl Tally {
    /// Returns the number of all files: articles, files with errors and skipped files. Folders and links that
    /// could not be read count as files with errors.
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let clip = "[Title](https://example.org/1)\n------\n\n";
    /// let files = [("1.md", clip), ("2.md", "<!--1-->\n[cut"), ("README.md", "")];
    /// let mut articles = Articles::of(files).into_iter();
    /// while articles.next().is_some() {}
    /// let tally = articles.tally();
    /// assert_eq!((tally.articles(), tally.broken(), tally.skipped()), (1, 1, 1));
    /// assert_eq!(tally.files(), 3);
    /// ```
    pub fn files(&self) -> u64 {
        self.articles + self.broken + self.skipped()
    }

    /// Returns the number of files with an envelope that could be parsed.
    ///
    /// Bodies are not parsed for this count. If a body exceeds a limit,
    /// [`ArchivedArticle::article`](super::ArchivedArticle::article) returns the error.
    /// [`Deduplicated`](super::Deduplicated) does parse bodies, and counts articles with such an error as
    /// [`broken`](Tally::broken) instead.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Returns the number of files with errors: invalid articles, and files, folders and links that could not
    /// be read.
    pub fn broken(&self) -> u64 {
        self.broken
    }

    /// Returns the number of skipped files.
    pub fn skipped(&self) -> u64 {
        self.skipped.iter().sum()
    }

    /// Returns the number of files skipped for `reason`.
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

    /// Returns the number of files that were skipped in folders where articles are expected: see
    /// [`ArchiveError::is_unexpected`](super::ArchiveError::is_unexpected). To get the paths of these files,
    /// set [`report_skipped`](super::Articles::report_skipped).
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let files = [("articles/1.md", "no article"), ("notes.md", "no article")];
    /// let mut articles = Articles::of(files).into_iter();
    /// while articles.next().is_some() {}
    /// assert_eq!((articles.tally().skipped(), articles.tally().unexpected()), (2, 1));
    /// ```
    pub fn unexpected(&self) -> u64 {
        self.unexpected
    }

    /// Adds the counts of `other` to `self`. No file may be counted in both.
    pub(super) fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.broken += other.broken;
        self.unexpected += other.unexpected;
        for (count, more) in self.skipped.iter_mut().zip(other.skipped) {
            *count += more;
        }
    }

    pub(super) fn add_skipped(&mut self, reason: SkipReason, is_unexpected: bool) {
        self.unexpected += u64::from(is_unexpected);
        if let Some(count) = self.skipped.get_mut(reason as usize) {
            *count += 1;
        }
    }
}
