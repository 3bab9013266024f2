use std::fmt;
use std::hash::Hash;

use super::fingerprint::Fingerprint;
use super::index::Index;

/// Finds duplicates among articles by their fingerprints. Two articles are duplicates if they have:
///
/// - the same link, ignoring differences that do not distinguish pages ([`Fingerprint::link`]), or
/// - the same title and the same text, or
/// - the same long text ([`Fingerprint::long_text`]), or
/// - the same title and time of publication ([`Fingerprint::title_and_time`]), and either the same
///   text or both no text. In this case, at least one of the two articles must be a video, and the
///   links must have different hosts.
///
/// A text is boilerplate if at least three articles with different titles have this text. An
/// example is the description below each episode of a series. Boilerplate is compared only in the
/// last case of the list (same title and time of publication). The texts of two videos of the same
/// site ([`Fingerprint::media_site`]) are never compared.
///
/// A text can be recognized as boilerplate only after all articles of an archive have been read. So
/// there are two passes: the first calls [`learn`](Duplicates::learn) with each article, and the
/// second calls [`add`](Duplicates::add). Texts that were not passed to `learn` are compared only
/// between articles with the same title.
///
/// Articles are compared only with earlier articles that are not duplicates themselves. So the
/// original of a duplicate is never a duplicate of another article. The result depends on the order
/// in which articles are added. Each article takes 190 to 370 bytes of memory, because only hashes
/// are kept, not the texts.
///
/// ```
/// use newsprint::Article;
/// use newsprint::archive::{Duplicates, Fingerprint, Same};
///
/// let clip = |number, title, text: &str| {
///     format!("[{title}](https://example.org/{number})\n------\n\n<p>{text}</p>")
/// };
/// let long = "夜间渡轮".repeat(25);
/// let sources = [
///     clip(1, "a", "first"),
///     clip(1, "b", "corrected"),
///     clip(2, "a", "first"),
///     clip(3, "c", "first"),
///     clip(4, "d", &long),
///     clip(5, "【d】", &long),
/// ];
/// let mut fingerprints = Vec::new();
/// for source in &sources {
///     fingerprints.push(Fingerprint::of(&Article::parse(source)?));
/// }
/// let mut duplicates = Duplicates::new();
/// for fingerprint in &fingerprints {
///     duplicates.learn(fingerprint);
/// }
/// let found: Vec<_> = fingerprints.iter().map(|each| duplicates.add(each)).collect();
/// let of_first = found[1].unwrap();
/// assert_eq!((of_first.of(), of_first.same()), (0, Same::Link));
/// assert_eq!(found[2].unwrap().same(), Same::TitleAndText);
/// assert_eq!(found[3], None);
/// assert_eq!((found[5].unwrap().of(), found[5].unwrap().same()), (4, Same::Text));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Duplicates {
    by_link: bool,
    by_text: bool,
    added: usize,
    kept: Vec<Kept>,
    /// Maps the hash of a link to the position of the article in `kept`.
    links: Index,
    /// Maps the pair of the hashes of title and text to the position of the article in `kept`. Does
    /// not contain articles whose text is boilerplate.
    titled: Index,
    /// Maps the hash of a long text ([`Fingerprint::long_text`]) to the position of the article in
    /// `kept`.
    long: Index,
    /// Maps the pair of [`Fingerprint::title_and_time`] and [`Fingerprint::text`] to the position
    /// of the article in `kept`. Does not contain articles whose link has no host. Contains
    /// articles with a long text only if they are videos.
    timed: Index,
    /// The different texts that were passed to [`Duplicates::learn`].
    learned: Vec<Text>,
    /// Maps the hash of a text to the position of the text in `learned`.
    texts: Index,
}

/// An article that is not a duplicate: its fingerprint, and its index among all articles that were added.
#[derive(Debug, Clone, Copy)]
struct Kept {
    fingerprint: Fingerprint,
    index: usize,
}

/// The hash of a text that was passed to [`Duplicates::learn`], and the titles of the articles with this
/// text.
#[derive(Debug, Clone, Copy)]
struct Text {
    hash: u128,
    titles: Titles,
}

/// The different titles of the articles that have a certain text: one, two, or more than two. A
/// title is represented by the lower 64 bits of its hash, which are enough to distinguish titles.
#[derive(Debug, Clone, Copy)]
enum Titles {
    One(u64),
    Two(u64, u64),
    /// More than two titles, so the text is boilerplate.
    Many,
}

impl Titles {
    fn add(&mut self, title: u64) {
        *self = match *self {
            Titles::One(one) if one != title => Titles::Two(one, title),
            Titles::Two(one, two) if one != title && two != title => Titles::Many,
            known => known,
        };
    }
}

impl Default for Duplicates {
    fn default() -> Self {
        Duplicates {
            by_link: true,
            by_text: true,
            added: 0,
            kept: Vec::new(),
            links: Index::default(),
            titled: Index::default(),
            long: Index::default(),
            timed: Index::default(),
            learned: Vec::new(),
            texts: Index::default(),
        }
    }
}

impl Duplicates {
    /// Returns an empty `Duplicates`: no article has been learned or added yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether articles with the same link are duplicates. Default: `true`.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::{Duplicates, Fingerprint};
    ///
    /// let article = Article::parse("[t](https://example.org/1)\n------\n\n")?;
    /// let same_link = Fingerprint::of(&article);
    /// let mut duplicates = Duplicates::new().by_link(false);
    /// assert_eq!(duplicates.add(&same_link), None);
    /// assert_eq!(duplicates.add(&same_link), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn by_link(mut self, compare: bool) -> Self {
        self.by_link = compare;
        self
    }

    /// Sets whether articles with the same text are duplicates. Default: `true`. If `false`, only links are
    /// compared, and [`learn`](Duplicates::learn) does nothing.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::{Duplicates, Fingerprint};
    ///
    /// let one = Article::parse("[t](https://example.org/1)\n------\n\n<p>text</p>")?;
    /// let two = Article::parse("[t](https://example.org/2)\n------\n\n<p>text</p>")?;
    /// let mut by_link = Duplicates::new().by_text(false);
    /// assert_eq!(by_link.add(&Fingerprint::of(&one)), None);
    /// assert_eq!(by_link.add(&Fingerprint::of(&two)), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn by_text(mut self, compare: bool) -> Self {
        self.by_text = compare;
        self
    }

    /// Learns the article's title and text, to find boilerplate. Call this with all articles, in
    /// any order, before the first call of [`add`](Duplicates::add).
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::{Duplicates, Fingerprint};
    ///
    /// // A text that three titles share is boilerplate.
    /// let text = "夜间渡轮".repeat(25);
    /// let mut duplicates = Duplicates::new();
    /// let mut fingerprints = Vec::new();
    /// for number in 1..=3 {
    ///     let source = format!("[{number}](https://example.org/{number})\n------\n\n<p>{text}</p>");
    ///     let fingerprint = Fingerprint::of(&Article::parse(&source)?);
    ///     duplicates.learn(&fingerprint);
    ///     fingerprints.push(fingerprint);
    /// }
    /// assert!(fingerprints.iter().all(|each| duplicates.add(each).is_none()));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn learn(&mut self, fingerprint: &Fingerprint) {
        let Some(hash) = fingerprint.text().filter(|_| self.by_text) else {
            return;
        };
        let title = fingerprint.title() as u64;
        match self
            .text(hash)
            .and_then(|place| self.learned.get_mut(place))
        {
            Some(text) => text.titles.add(title),
            None => {
                let titles = Titles::One(title);
                self.learned.push(Text { hash, titles });
                self.texts.add(&self.learned, |text| Some(text.hash));
            }
        }
    }

    /// Adds an article. Returns the earlier article of which the added article is a duplicate.
    /// Returns `None` if the added article is not a duplicate.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::{Duplicates, Fingerprint, Same};
    ///
    /// let one = Article::parse("[t](https://example.org/1)\n------\n\n<p>text</p>")?;
    /// let two = Article::parse("[t](https://example.org/2)\n------\n\n<p>text</p>")?;
    /// let mut duplicates = Duplicates::new();
    /// assert_eq!(duplicates.add(&Fingerprint::of(&one)), None);
    /// let duplicate = duplicates.add(&Fingerprint::of(&two)).unwrap();
    /// assert_eq!((duplicate.of(), duplicate.same()), (0, Same::TitleAndText));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn add(&mut self, fingerprint: &Fingerprint) -> Option<Duplicate> {
        let index = self.added;
        self.added += 1;
        let found = self.find(fingerprint);
        if found.is_none() {
            self.keep(fingerprint, index);
        }
        found
    }

    fn find(&self, fingerprint: &Fingerprint) -> Option<Duplicate> {
        let link = fingerprint.link().filter(|_| self.by_link);
        let same = Same::Link;
        let of = link.and_then(|link| self.kept_by(&self.links, Kept::link, link));
        let by_link = of.map(|kept| Duplicate {
            of: kept.index,
            same,
        });
        by_link.or_else(|| self.find_text(fingerprint))
    }

    /// Returns the first article in `kept` with this key; `None` if no article has the key. `key_of` must
    /// be the function that was used to fill `index`.
    fn kept_by<K: Hash + PartialEq>(
        &self,
        index: &Index,
        key_of: impl Fn(&Kept) -> Option<K>,
        key: K,
    ) -> Option<&Kept> {
        self.kept.get(index.find(&self.kept, key_of, &key)?)
    }

    /// Returns the position in `learned` of the text with this hash; `None` if the text was not learned.
    fn text(&self, hash: u128) -> Option<usize> {
        let hash_of = |text: &Text| Some(text.hash);
        self.texts.find(&self.learned, hash_of, &hash)
    }

    fn find_text(&self, fingerprint: &Fingerprint) -> Option<Duplicate> {
        if !self.by_text {
            return None;
        }
        let site = fingerprint.media_site();
        let found = |kept: Option<&Kept>, same| {
            let is_other = |kept: &&Kept| site.is_none() || kept.fingerprint.media_site() != site;
            let of = kept.filter(is_other)?.index;
            Some(Duplicate { of, same })
        };
        let by_text = self.own_text(fingerprint).and_then(|text| {
            let titled = (fingerprint.title(), text);
            let titled = self.kept_by(&self.titled, Kept::titled, titled);
            found(titled, Same::TitleAndText).or_else(|| {
                let is_learned = self.text(text).is_some();
                let long = fingerprint.long_text().filter(|_| is_learned)?;
                found(self.kept_by(&self.long, Kept::long, long), Same::Text)
            })
        });
        by_text.or_else(|| {
            let timed = (fingerprint.title_and_time()?, fingerprint.text());
            let kept = self.kept_by(&self.timed, Kept::timed, timed)?;
            // At least one of the two articles must be a video, and their hosts must be different.
            let has_video = site.is_some() || kept.fingerprint.media_site().is_some();
            let host = fingerprint.host();
            let is_elsewhere = host.is_some() && host != kept.fingerprint.host();
            let kept = Some(kept).filter(|_| has_video && is_elsewhere);
            found(kept, Same::TitleAndTime)
        })
    }

    /// Returns the hash of an article's text; `None` if the text is boilerplate or the article has no text.
    fn own_text(&self, fingerprint: &Fingerprint) -> Option<u128> {
        let text = fingerprint.text()?;
        let learned = self.text(text).and_then(|place| self.learned.get(place));
        let is_boilerplate = learned.is_some_and(|text| matches!(text.titles, Titles::Many));
        (!is_boilerplate).then_some(text)
    }

    fn keep(&mut self, fingerprint: &Fingerprint, index: usize) {
        let has_own_text = self.own_text(fingerprint).is_some();
        let fingerprint = *fingerprint;
        self.kept.push(Kept { fingerprint, index });
        // If several articles have the same key, the index keeps only the first one.
        self.links.add(&self.kept, Kept::link);
        if has_own_text {
            self.titled.add(&self.kept, Kept::titled);
        }
        if self.by_text {
            self.timed.add(&self.kept, Kept::timed);
        }
        self.long.add(&self.kept, Kept::long);
    }
}

impl Kept {
    fn link(&self) -> Option<u128> {
        self.fingerprint.link()
    }

    fn titled(&self) -> Option<(u128, u128)> {
        Some((self.fingerprint.title(), self.fingerprint.text()?))
    }

    fn long(&self) -> Option<u128> {
        self.fingerprint.long_text()
    }

    fn timed(&self) -> Option<(u128, Option<u128>)> {
        let fingerprint = &self.fingerprint;
        // An article with a long text is compared by this text alone ([`Kept::long`]), unless the
        // article is a video.
        let may_be_video = fingerprint.media_site().is_some() || fingerprint.long_text().is_none();
        fingerprint.host().filter(|_| may_be_video)?;
        Some((fingerprint.title_and_time()?, fingerprint.text()))
    }
}

/// The result of [`Duplicates::add`] for a duplicate: the index of the original, and what the two
/// articles have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duplicate {
    of: usize,
    same: Same,
}

impl Duplicate {
    /// Returns the index of the original among all articles that were added. The first article has
    /// the index 0. Duplicates have an index, too.
    pub const fn of(self) -> usize {
        self.of
    }

    /// Returns what the two articles have in common. If several variants of [`Same`] apply, returns the first
    /// one.
    pub const fn same(self) -> Same {
        self.same
    }
}

/// What a duplicate and its original have in common.
///
/// ```
/// use newsprint::archive::Same;
///
/// assert_eq!(Same::TitleAndText.to_string(), "same title and text");
/// assert_eq!(Same::ALL.len(), 4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Same {
    /// Both articles have the same link.
    Link,
    /// Both articles have the same title and the same text.
    TitleAndText,
    /// Both articles have the same long text ([`Fingerprint::long_text`]), but different titles.
    Text,
    /// A video and its copy on another site have the same title and time of publication. Their texts are
    /// equal, or both are empty.
    TitleAndTime,
}

impl Same {
    /// All variants, in the order of the enum.
    pub const ALL: &'static [Same] = &[
        Same::Link,
        Same::TitleAndText,
        Same::Text,
        Same::TitleAndTime,
    ];
}

impl fmt::Display for Same {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Same::Link => "same link",
            Same::TitleAndText => "same title and text",
            Same::Text => "same text",
            Same::TitleAndTime => "same title and time",
        })
    }
}
