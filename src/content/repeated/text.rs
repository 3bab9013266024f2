//! The hashes of repeated lines, and the groups of articles in which lines are counted.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip::SipHasher13;

use crate::envelope::Envelope;
use crate::url;

/// The lines that publishers repeat in many articles of an archive.
/// [`LineCounts`](crate::archive::LineCounts) finds these lines. A `RepeatedText` contains only the
/// hashes of the lines, not their text, and is cheap to clone.
///
/// Pass a `RepeatedText` to [`ContentOptions::repeated`](crate::ContentOptions::repeated).
///
/// ```
/// use newsprint::archive::{LineCounts, RepeatedText};
/// use newsprint::{AsideKind, Article, ContentOptions};
///
/// let mut counts = LineCounts::new();
/// let clip = |number: u32| {
///     format!("[{number}](https://example.org/{number})\n------\n\n<p>第 {number} 班</p><p>歡迎訂閱我們的頻道</p>")
/// };
/// for number in 1..=5 {
///     let source = clip(number);
///     let article = Article::parse(&source)?;
///     counts.learn(&article, &article.content());
/// }
/// let repeated: RepeatedText = counts.repeated();
/// assert_eq!(repeated.len(), 1);
/// let options = ContentOptions::new().repeated(repeated);
/// let source = clip(6);
/// let content = Article::parse(&source)?.content_with(&options);
/// assert_eq!(content.asides().next().unwrap().aside_kind(), AsideKind::Repeated);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RepeatedText(Arc<HashSet<u64>>);

impl RepeatedText {
    /// Returns the number of repeated lines.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no repeated lines.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether many articles of `group` repeat `text`, which is a line or a piece of a
    /// line.
    pub(super) fn contains(&self, group: &Group, text: &str) -> bool {
        self.0.contains(&group.hash(text))
    }

    /// Makes a `RepeatedText` from the hashes of repeated lines, each returned by [`Group::hash`].
    pub(crate) fn of_hashes(hashes: impl Iterator<Item = u64>) -> Self {
        RepeatedText(Arc::new(hashes.collect()))
    }
}

impl fmt::Debug for RepeatedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("RepeatedText");
        debug.field("len", &self.len()).finish_non_exhaustive()
    }
}

/// A group of articles: all articles with the same host and the same author. The lines of each group are
/// counted separately. A `Group` is the state of a hash function that has read the host and the author.
#[derive(Debug, Clone)]
pub(crate) struct Group(SipHasher13);

impl Group {
    pub(crate) fn of(envelope: &Envelope<'_>) -> Self {
        let link = envelope.link();
        let host = url::host(&link).unwrap_or_default().to_ascii_lowercase();
        let author = envelope.front_matter().and_then(|matter| matter.author());
        let mut hash = SipHasher13::new();
        hash.write(host.strip_prefix("www.").unwrap_or(&host).as_bytes());
        hash.write(b"\n");
        hash.write(author.as_deref().map_or("", |author| author).as_bytes());
        hash.write(b"\n");
        Group(hash)
    }

    /// Returns the hash of a text in this group, ignoring white space.
    pub(crate) fn hash(&self, text: &str) -> u64 {
        let mut hash = self.0;
        for word in text.split_whitespace() {
            hash.write(word.as_bytes());
        }
        hash.finish()
    }
}
