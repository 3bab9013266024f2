use std::collections::{HashMap, HashSet};

use super::fingerprint::Fingerprint;
use crate::article::Article;
use crate::content::{Content, Group, RepeatedText};

/// A line is repeated text if at least this many articles of the same host and author contain the
/// line.
const MIN_ARTICLES: u8 = 5;

/// Counts how many articles contain each line, to find the text that a source repeats. [The
/// module's documentation](super#repeated-text) defines the terms.
///
/// A line counts once for each article, however often the article contains the line. Articles that
/// may be duplicates count as one article. So the lines of an article that is published five times
/// do not become repeated text. Two articles may be duplicates if they have the same link. Articles
/// of the same host and author may also be duplicates if they have the same text or the same title.
/// Videos with different links ([`Fingerprint::media_site`]) always count separately. So if all
/// videos of a channel have the same description, this description becomes repeated text.
///
/// [`Articles::learn`](super::Articles::learn) counts the lines of an archive. To count articles that are not
/// in an archive, call [`LineCounts::learn`] with each:
///
/// ```
/// use newsprint::archive::LineCounts;
/// use newsprint::{Article, ContentOptions};
///
/// let clip = |number: u32| {
///     format!(
///         "[Video {number}](https://www.youtube.com/watch?v={number})\n------\n\n\
///         <p>第 {number} 班夜间渡轮。歡迎訂閱渡輪頻道：https://example.org/ferry</p>"
///     )
/// };
/// let sources: Vec<_> = (1..=5).map(clip).collect();
/// let mut counts = LineCounts::new();
/// for source in &sources {
///     let article = Article::parse(source)?;
///     counts.learn(&article, &article.content());
/// }
/// let options = ContentOptions::new().repeated(counts.repeated());
/// let content = Article::parse(&sources[1])?.content_with(&options);
/// assert_eq!(content.to_text(), "第 2 班夜间渡轮。");
/// let aside = content.asides().next().unwrap();
/// assert_eq!(aside.span().of(&sources[1]), "歡迎訂閱渡輪頻道：https://example.org/ferry");
/// # Ok::<_, newsprint::Error>(())
/// ```
///
/// # Memory
///
/// The counts contain hashes of 64 bits, but no texts. They take 20 to 40 bytes for each different
/// line, whatever its length, and up to 60 bytes for each article. At most 256 lines or sentences
/// of an article are counted: 128 from its start and 128 from its end.
#[derive(Debug, Clone, Default)]
pub struct LineCounts {
    /// How many articles contain each line. Counting stops at [`MIN_ARTICLES`]. The key is a hash
    /// of the line and of the host and author of the article.
    lines: HashMap<u64, u8>,
    /// The hashes that identify the articles passed to [`LineCounts::add`] ([`Lines::identity`]).
    articles: HashSet<u64>,
}

/// The hashes of an article's lines, and up to three hashes that identify the article.
#[derive(Debug)]
pub(super) struct Lines {
    /// The hashes of the link, the text and the title. A hash is `None` if the value does not
    /// identify the article. For example, a relative link does not identify an article.
    identity: [Option<u64>; 3],
    hashes: Vec<u64>,
}

impl Lines {
    pub(super) fn of(
        article: &Article<'_>,
        content: &Content<'_>,
        fingerprint: &Fingerprint,
    ) -> Self {
        let group = Group::of(article.envelope());
        let is_video = fingerprint.media_site().is_some() && fingerprint.link().is_some();
        let other = |hash: u128| (!is_video).then(|| group.hash(&hash.to_string()));
        Lines {
            identity: [
                fingerprint.link().map(|link| link as u64),
                fingerprint.text().and_then(other),
                other(fingerprint.title()),
            ],
            hashes: content.line_hashes(&group),
        }
    }
}

impl LineCounts {
    /// Returns empty counts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the lines of an article. `content` must be the content of this article. If several
    /// articles count as one article, only the lines of the first of them are counted.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::LineCounts;
    ///
    /// let article = Article::parse("[t](https://example.org/1)\n------\n\n<p>one</p><p>two</p>")?;
    /// let mut counts = LineCounts::new();
    /// counts.learn(&article, &article.content());
    /// assert_eq!(counts.len(), 2);
    /// // The same article again counts once.
    /// counts.learn(&article, &article.content());
    /// assert!(counts.repeated().is_empty());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn learn(&mut self, article: &Article<'_>, content: &Content<'_>) {
        let fingerprint = Fingerprint::of_content(article, content);
        self.add(&Lines::of(article, content, &fingerprint));
    }

    pub(super) fn add(&mut self, article: &Lines) {
        let mut is_known = false;
        for hash in article.identity.into_iter().flatten() {
            is_known |= !self.articles.insert(hash);
        }
        if is_known {
            return;
        }
        for &hash in &article.hashes {
            let count = self.lines.entry(hash).or_default();
            *count = count.saturating_add(1).min(MIN_ARTICLES);
        }
    }

    /// Returns the number of different lines. Lines are counted separately for each host and
    /// author.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns whether no line has been counted.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns the lines that at least five articles of the same host and author contain.
    pub fn repeated(&self) -> RepeatedText {
        let lines = self.lines.iter();
        let repeated = lines.filter(|(_, count)| **count >= MIN_ARTICLES);
        RepeatedText::of_hashes(repeated.map(|(hash, _)| *hash))
    }
}
