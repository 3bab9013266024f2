use std::fmt::{self, Write};
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::same_link;
use crate::article::Article;
use crate::content::Content;
use crate::content::characters::is_wide;
use crate::scan::less;

/// How long a text must be to be compared without its title: 100 Chinese or Japanese characters, or
/// 160 letters and digits of other scripts, which are about 32 words.
const LONG: u32 = 800;
const PER_WIDE: u32 = 8;
const PER_LETTER: u32 = 5;

/// Hashes of an article's link, title and text, by which its duplicates are found.
///
/// All are SipHash-1-3 of 128 bits, the same on every machine and in every run.
///
/// ```
/// use newsprint::Article;
/// use newsprint::archive::Fingerprint;
///
/// let one = Article::parse("[t](https://example.org/1)\n------\n\n<p>some text</p>")?;
/// let two = Article::parse("[t](https://example.org/2)\n------\n\n<div>some<br>text</div>")?;
/// let (one, two) = (Fingerprint::of(&one), Fingerprint::of(&two));
/// assert_ne!(one.link(), two.link());
/// assert_eq!((one.title(), one.text()), (two.title(), two.text()));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    link: Option<u128>,
    title: u128,
    text: Option<u128>,
    is_long: bool,
    media_site: Option<&'static str>,
}

impl Fingerprint {
    /// Returns the fingerprint of an article.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let one = Article::parse("[A  B](https://example.org/1)\n------\n\n<p>one</p>")?;
    /// let two = Article::parse("[AB](https://example.org/2)\n------\n\n<p>two</p>")?;
    /// // White space does not count.
    /// assert_eq!(Fingerprint::of(&one).title(), Fingerprint::of(&two).title());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn of(article: &Article<'_>) -> Self {
        Fingerprint::of_content(article, &article.content())
    }

    /// Returns the fingerprint of an article, given its content. Use it if you have built the content
    /// already.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let article = Article::parse("[t](https://example.org/1)\n------\n\n<p>text</p>")?;
    /// let content = article.content();
    /// let fingerprint = Fingerprint::of_content(&article, &content);
    /// assert_eq!(fingerprint, Fingerprint::of(&article));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn of_content(article: &Article<'_>, content: &Content<'_>) -> Self {
        let (mut title, mut text) = (TextHash::default(), TextHash::default());
        // The hash takes everything.
        let _ = title.write_str(article.title());
        let _ = content.write_text(&mut text);
        Fingerprint {
            link: same_link::hash(article.link()),
            title: title.hash(),
            text: text.has_text.then(|| text.hash()),
            is_long: text.length >= LONG,
            media_site: same_link::media_site(article.link()),
        }
    }

    /// Returns the hash of the link, or `None` if the link is relative or leads to the front page of a
    /// site, which does not identify an article.
    ///
    /// The hash ignores what does not distinguish pages: `http` or `https`, `www.`, a `/` at the end,
    /// and tracking parameters such as `utm_source` and `fbclid`.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let one = Article::parse("[a](https://www.example.org/1/)\n------\n\n")?;
    /// let two = Article::parse("[b](http://example.org/1?utm_source=rss)\n------\n\n")?;
    /// assert_eq!(Fingerprint::of(&one).link(), Fingerprint::of(&two).link());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn link(&self) -> Option<u128> {
        self.link
    }

    /// Returns the hash of the title without its white space.
    pub fn title(&self) -> u128 {
        self.title
    }

    /// Returns the hash of the content's text without its white space, or `None` if the article has no text:
    /// such articles are not duplicates of each other.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let article = Article::parse("[t](https://example.org/1)\n------\n\n<p> </p>")?;
    /// assert_eq!(Fingerprint::of(&article).text(), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn text(&self) -> Option<u128> {
        self.text
    }

    /// Returns the hash of the text if it is long enough to be compared without the title: 100 Chinese
    /// or Japanese characters, or 160 letters and digits of other scripts, which are about 32 words.
    /// Otherwise returns `None`.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let source = format!("[t](https://example.org/1)\n------\n\n<p>{}</p>", "夜间渡轮".repeat(25));
    /// let article = Article::parse(&source)?;
    /// assert!(Fingerprint::of(&article).long_text().is_some());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn long_text(&self) -> Option<u128> {
        self.text.filter(|_| self.is_long)
    }

    /// Returns the site of the video or recording that the link leads to, or `None` if the link leads to
    /// another site. Different links to one of these sites are different videos, even if their descriptions are
    /// the same.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let article = Article::parse("[t](https://youtu.be/abc)\n------\n\n<p>text</p>")?;
    /// assert_eq!(Fingerprint::of(&article).media_site(), Some("youtube.com"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn media_site(&self) -> Option<&'static str> {
        self.media_site
    }
}

/// Hashes what is written to it, without white space, and measures it.
#[derive(Default)]
struct TextHash {
    hash: SipHasher13,
    has_text: bool,
    /// Of what decides whether it is [`LONG`]: no more is measured.
    length: u32,
}

impl TextHash {
    fn add(&mut self, word: Option<&str>) {
        let word = word.unwrap_or_default();
        self.hash.write(word.as_bytes());
        self.has_text |= !word.is_empty();
        for char in word.chars() {
            if self.length >= LONG {
                break;
            }
            self.length += match char.is_alphanumeric() {
                true if is_wide(char) => PER_WIDE,
                true => PER_LETTER,
                false => 0,
            };
        }
    }

    fn hash(&self) -> u128 {
        self.hash.finish128().as_u128()
    }
}

impl fmt::Write for TextHash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let bytes = text.as_bytes();
        let (mut word, mut at) = (0, 0);
        while let Some(found) = bytes.get(at..).and_then(first_of_blank) {
            at += found;
            let char = text.get(at..).and_then(|rest| rest.chars().next());
            match char.filter(|char| char.is_whitespace()) {
                Some(blank) => {
                    self.add(text.get(word..at));
                    at += blank.len_utf8();
                    word = at;
                }
                None => at += 1,
            }
        }
        self.add(text.get(word..));
        Ok(())
    }
}

/// Returns the index of the first byte that may start white space.
fn first_of_blank(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut rest = bytes;
    // Eight bytes at a time: most contain no white space.
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*eight);
        let found = less(word, b' ' + 1)
            | less(word ^ u64::from_le_bytes([0xc2; 8]), 1)
            // 0xe0 to 0xe3.
            | less(word ^ u64::from_le_bytes([0xe0; 8]), 4);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
        rest = after;
    }
    let first = |byte: &u8| matches!(byte, 0..=0x20 | 0xc2 | 0xe0..=0xe3);
    Some(at + rest.iter().position(first)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_is_left_out() {
        for char in (0..=0x2_ffff).filter_map(char::from_u32) {
            let text = format!("文ab字{char}文ab字文ab字");
            let found = first_of_blank(text.as_bytes());
            assert!(
                found == Some(8) || !char.is_whitespace(),
                "{char:?} {found:?}"
            );
        }
        let hash = |text: &str| {
            let mut hash = TextHash::default();
            hash.write_str(text).unwrap();
            hash.has_text.then(|| hash.hash())
        };
        let text = " \u{a0}夜间 渡轮\u{3000}、今\u{2028}晚é\tferry\r\n\u{85}";
        assert_eq!(hash(text), hash("夜间渡轮、今晚éferry"));
        assert_ne!(hash(text), hash("夜间渡轮今晚éferry"));
        assert_eq!(hash(" \u{1680}\u{205f} "), None);
    }

    #[test]
    fn length_is_measured_up_to_what_decides() {
        let is_long = |text: &str| {
            let mut hash = TextHash::default();
            for part in text.split_inclusive(' ') {
                hash.write_str(part).unwrap();
            }
            hash.length >= LONG
        };
        assert!(is_long(&"渡".repeat(100)) && !is_long(&"渡".repeat(99)));
        assert!(is_long(&"ferry ".repeat(32)) && !is_long(&"ferry ".repeat(31)));
        assert!(!is_long(&"。、，".repeat(100)));
    }
}
