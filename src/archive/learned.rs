use super::articles::{Articles, Item, Results};
use super::duplicates::Duplicates;
use super::error::ArchiveError;
use super::fingerprint::Fingerprint;
use super::line_counts::{LineCounts, Lines};
use crate::content::RepeatedText;

/// The result of a first pass over an archive ([`Articles::learn`]). It contains:
///
/// - the texts that are boilerplate, which are needed to find duplicates
/// - the text that each source repeats
///
/// ```
/// use newsprint::ContentOptions;
/// use newsprint::archive::Articles;
///
/// let files = [("1.md", "[Title](https://example.org/1)\n------\n\n<p>text</p>")];
/// let learned = Articles::of(files).learn();
/// // One pass serves both uses.
/// let options = ContentOptions::new().repeated(learned.repeated().clone());
/// let articles = Articles::of(files).deduplicated(learned);
/// assert_eq!(articles.flatten().count(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Learned {
    duplicates: Duplicates,
    repeated: RepeatedText,
}

impl Learned {
    /// Returns a [`Duplicates`] that has learned the boilerplate of the archive. No article has
    /// been passed to [`Duplicates::add`] yet. Pass this value to [`Articles::deduplicated`].
    pub fn duplicates(&self) -> &Duplicates {
        &self.duplicates
    }

    /// Returns the repeated text: the lines that at least five articles of the same host and author
    /// contain. Pass this value to [`ContentOptions::repeated`](crate::ContentOptions::repeated).
    pub fn repeated(&self) -> &RepeatedText {
        &self.repeated
    }
}

impl From<Learned> for Duplicates {
    fn from(learned: Learned) -> Self {
        learned.duplicates
    }
}

impl Articles {
    /// Reads all articles of the archive, as the first of two passes. The result contains the texts
    /// that are boilerplate ([`Duplicates::learn`]). In the second pass, articles that have only
    /// boilerplate in common are not duplicates. The result also contains the text that each source
    /// repeats ([`LineCounts::learn`]).
    ///
    /// Files with errors are skipped; the second pass returns the errors. During the pass, lines
    /// are counted, which takes memory as described in [`LineCounts`]. The result does not contain
    /// these counts.
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let clip = |number: u32| {
    ///     let text = format!("<p>第 {number} 班渡轮</p><p>歡迎訂閱我們的頻道</p>");
    ///     (format!("{number}.md"), format!("[{number}](https://example.org/{number})\n------\n\n{text}"))
    /// };
    /// let files: Vec<_> = (1..=5).map(clip).collect();
    /// let learned = Articles::of(files.clone()).learn();
    /// assert_eq!(learned.repeated().len(), 1);
    /// assert_eq!(Articles::of(files).deduplicated(learned).flatten().count(), 5);
    /// ```
    pub fn learn(self) -> Learned {
        self.learn_until(|| false).unwrap_or_default()
    }

    /// Like [`learn`](Articles::learn), but stops and returns `None` as soon as `stop` returns
    /// `true`, for example because the user pressed Ctrl-C. `stop` is called once for each file.
    /// Files are read in batches, so a whole batch may be read between two calls. A batch is at
    /// most 1,024 files with a total length of at most 8 MiB, or one longer file.
    ///
    /// ```
    /// use newsprint::archive::Archive;
    ///
    /// let archive = Archive::open("examples/inspect")?;
    /// assert!(archive.articles().learn_until(|| true).is_none());
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn learn_until(self, mut stop: impl FnMut() -> bool) -> Option<Learned> {
        let mut duplicates = Duplicates::new();
        let mut counts = LineCounts::new();
        let mut all = Results::new(self, lesson);
        while let Some(item) = all.next() {
            if stop() {
                return None;
            }
            if let Ok((fingerprint, lines)) = item {
                duplicates.learn(&fingerprint);
                counts.add(&lines);
            }
        }
        let repeated = counts.repeated();
        Some(Learned {
            duplicates,
            repeated,
        })
    }
}

fn lesson(item: Item) -> Result<(Fingerprint, Lines), ArchiveError> {
    let file = item?;
    let article = file.article()?;
    let content = article.content();
    let fingerprint = Fingerprint::of_content(&article, &content);
    let lines = Lines::of(&article, &content, &fingerprint);
    Ok((fingerprint, lines))
}
