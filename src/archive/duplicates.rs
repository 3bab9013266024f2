use std::collections::HashMap;
use std::fmt;

use super::fingerprint::Fingerprint;

/// Finds duplicates among articles by their fingerprints. Two articles are duplicates if they have:
///
/// - the same link, ignoring differences that do not distinguish pages ([`Fingerprint::link`]), or
/// - the same title and the same text, or
/// - the same long text ([`Fingerprint::long_text`]), or
/// - the same title and time of publication ([`Fingerprint::title_and_time`]), if one of the two is a video,
///   the other is on another site, and their texts are equal or both are empty.
///
/// Boilerplate is a text that articles with at least three different titles share, such as the description
/// below each episode of a series. Boilerplate is compared only in the last case of this list. The texts of
/// two videos of one site ([`Fingerprint::media_site`]) are never compared.
///
/// A text can be recognized as boilerplate only after all articles of an archive have been read. So there are
/// two passes: the first calls [`learn`](Duplicates::learn) with each article, the second
/// [`add`](Duplicates::add). Texts that were not learned are compared only between articles with the same
/// title.
///
/// Articles are compared only with earlier ones that are not duplicates themselves, so the original of a
/// duplicate is never a duplicate. Which articles are duplicates depends on the order of the calls of
/// [`add`](Duplicates::add). A `Duplicates` value contains hashes but no texts, and takes 250 to 600 bytes of
/// memory for each article.
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
    links: HashMap<u128, usize>,
    /// Maps the hashes of a title and a text to the first article with both, not counting duplicates.
    titled: HashMap<(u128, u128), Kept>,
    /// Maps the hash of a long text to the first article with that text, not counting duplicates.
    long: HashMap<u128, Kept>,
    /// Maps a [`Fingerprint::title_and_time`] and the hash of a text to the first article with both, and the
    /// hash of its host. Contains no duplicates. Contains articles with a long text only if they are videos.
    timed: HashMap<(u128, Option<u128>), (Kept, u128)>,
    /// Maps the hash of each learned text to the titles that occur with that text.
    learned: HashMap<u128, Titles>,
}

/// An article that is not a duplicate: its index, and its [`Fingerprint::media_site`].
#[derive(Debug, Clone, Copy)]
struct Kept {
    index: usize,
    media_site: Option<&'static str>,
}

/// The hashes of the different titles that a text occurs with.
#[derive(Debug, Clone, Copy)]
enum Titles {
    One(u128),
    Two(u128, u128),
    /// Three or more titles, so the text is boilerplate.
    Many,
}

impl Titles {
    fn add(&mut self, title: u128) {
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
            links: HashMap::new(),
            titled: HashMap::new(),
            long: HashMap::new(),
            timed: HashMap::new(),
            learned: HashMap::new(),
        }
    }
}

impl Duplicates {
    /// Returns an empty set of articles, without boilerplate.
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

    /// Learns the article's title and text, to find boilerplate. Articles can be learned in any order, but
    /// all of them before the first call of [`add`](Duplicates::add).
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
        if let Some(text) = fingerprint.text().filter(|_| self.by_text) {
            let title = fingerprint.title();
            let titles = self.learned.entry(text);
            let add = |titles: &mut Titles| titles.add(title);
            titles.and_modify(add).or_insert(Titles::One(title));
        }
    }

    /// Adds an article. Returns the earlier article that the added one duplicates, or `None` if it is not a
    /// duplicate.
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
        let of = link.and_then(|link| self.links.get(&link));
        let by_link = of.map(|&of| Duplicate { of, same });
        by_link.or_else(|| self.find_text(fingerprint))
    }

    fn find_text(&self, fingerprint: &Fingerprint) -> Option<Duplicate> {
        if !self.by_text {
            return None;
        }
        let site = fingerprint.media_site();
        let found = |kept: Option<&Kept>, same| {
            let kept = kept.filter(|kept| site.is_none() || kept.media_site != site)?;
            let of = kept.index;
            Some(Duplicate { of, same })
        };
        let by_text = self.own_text(fingerprint).and_then(|text| {
            let titled = self.titled.get(&(fingerprint.title(), text));
            found(titled, Same::TitleAndText).or_else(|| {
                let is_learned = self.learned.contains_key(&text);
                let long = fingerprint.long_text().filter(|_| is_learned)?;
                found(self.long.get(&long), Same::Text)
            })
        });
        by_text.or_else(|| {
            let timed = (fingerprint.title_and_time()?, fingerprint.text());
            let kept = self.timed.get(&timed)?;
            // One of the two articles must be a video, the other must be on another site.
            let has_video = site.is_some() || kept.0.media_site.is_some();
            let is_elsewhere = fingerprint.host().is_some_and(|host| host != kept.1);
            let kept = Some(&kept.0).filter(|_| has_video && is_elsewhere);
            found(kept, Same::TitleAndTime)
        })
    }

    /// Returns the hash of an article's text; `None` if the text is boilerplate or the article has no text.
    fn own_text(&self, fingerprint: &Fingerprint) -> Option<u128> {
        let text = fingerprint.text()?;
        let is_boilerplate = matches!(self.learned.get(&text), Some(Titles::Many));
        (!is_boilerplate).then_some(text)
    }

    fn keep(&mut self, fingerprint: &Fingerprint, index: usize) {
        if let Some(link) = fingerprint.link() {
            self.links.insert(link, index);
        }
        let media_site = fingerprint.media_site();
        let kept = Kept { index, media_site };
        if let Some(text) = self.own_text(fingerprint) {
            let titled = (fingerprint.title(), text);
            self.titled.entry(titled).or_insert(kept);
        }
        // Articles with a long text are found by that text alone, so `timed` does not need them. It does need
        // videos, since a video may have the same text as other videos of its site.
        let may_be_video = media_site.is_some() || fingerprint.long_text().is_none();
        if let (Some(timed), Some(host), true) = (
            fingerprint.title_and_time(),
            fingerprint.host(),
            may_be_video && self.by_text,
        ) {
            let timed = (timed, fingerprint.text());
            self.timed.entry(timed).or_insert((kept, host));
        }
        if let Some(text) = fingerprint.long_text() {
            self.long.entry(text).or_insert(kept);
        }
    }
}

/// The result of [`Duplicates::add`] for a duplicate: which article is the original, and what the two have in
/// common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duplicate {
    of: usize,
    same: Same,
}

impl Duplicate {
    /// Returns the index of the original among all articles that were added. Articles are numbered from 0,
    /// including duplicates.
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
