use std::fmt::{self, Write};
use std::hash::Hasher;
use std::num::NonZero;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::same_link;
use crate::article::Article;
use crate::content::Content;
use crate::content::characters::is_wide;
use crate::scan::less;

/// The minimum length of a text that is compared without its title. Each Chinese or Japanese
/// character adds [`PER_WIDE`] to the length, and each letter or digit of another script adds
/// [`PER_LETTER`]. So the minimum is 100 Chinese or Japanese characters, or 160 other letters and
/// digits, which are about 32 words.
const LONG: u32 = 800;
/// How much a Chinese or Japanese character adds to the length that is compared with [`LONG`].
const PER_WIDE: u32 = 8;
/// How much a letter or digit of another script adds to the length that is compared with [`LONG`].
const PER_LETTER: u32 = 5;
/// The first character of a range of Chinese characters, which ends with [`HAN_LAST`]. All
/// characters in the range are wide letters, so no table is needed to find out their width.
const HAN_FIRST: char = '\u{4e00}';
/// The last character of the range that starts with [`HAN_FIRST`].
const HAN_LAST: char = '\u{9fff}';

/// Hashes of an article's link, title, text and publication time. [`Duplicates`](super::Duplicates)
/// compares fingerprints to find duplicates.
///
/// The hashes are SipHash-1-3 with 128 bits. They are the same on every machine and in every run.
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
    // `NonZero` saves memory, since 0 represents `None`. In practice, no hash is 0.
    link: Option<NonZero<u128>>,
    title: u128,
    text: Option<NonZero<u128>>,
    title_and_time: Option<NonZero<u128>>,
    host: Option<NonZero<u128>>,
    is_long: bool,
    /// The name of the site. `&&str` takes 8 bytes, while `&str` takes 16.
    media_site: Option<&'static &'static str>,
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

    /// Returns the fingerprint of an article from its text. `text` must be the result of
    /// [`Content::to_text`](crate::Content::to_text). Use this method if you already have the text,
    /// so that it is not extracted again.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let article = Article::parse("[t](https://example.org/1)\n------\n\n<p>text</p>")?;
    /// let fingerprint = Fingerprint::of_text(&article, &article.to_text());
    /// assert_eq!(fingerprint, Fingerprint::of(&article));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn of_text(article: &Article<'_>, text: &str) -> Self {
        let mut hash = TextHash::default();
        // Writing to the hash never fails.
        let _ = hash.write_str(text);
        Fingerprint::new(article, hash)
    }

    /// Returns the fingerprint of an article from its content. Use this method if you already have
    /// the content, so that it is not extracted again.
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
        let mut text = TextHash::default();
        // Writing to the hash never fails.
        let _ = content.write_text(&mut text);
        Fingerprint::new(article, text)
    }

    fn new(article: &Article<'_>, mut text: TextHash) -> Self {
        let hash = text.finish();
        let mut title = TextHash::default();
        // Writing to the hash never fails.
        let _ = title.write_str(article.title());
        let bare = without_label(article.title());
        let instant = article.envelope().likely_instant();
        let instant = instant.filter(|_| bare.contains(char::is_alphanumeric));
        let title_and_time = instant.map(|instant| {
            let mut hash = TextHash::default();
            // Writing to the hash never fails. A title does not end with U+0001 and a number, so different
            // pairs of title and time give different texts to hash.
            let _ = write!(hash, "{bare}\u{1}{}", instant.timestamp_millis());
            hash.finish()
        });
        let title_and_time = title_and_time.and_then(NonZero::new);
        Fingerprint {
            link: same_link::hash(article.link()).and_then(NonZero::new),
            title: title.finish(),
            is_long: text.length >= LONG,
            text: NonZero::new(hash).filter(|_| text.has_text),
            media_site: same_link::media_site(article.link()),
            title_and_time,
            host: same_link::host_hash(article.link()).and_then(NonZero::new),
        }
    }

    /// Returns the hash of the link. Returns `None` if the link does not identify an article, because it is
    /// relative or leads to the front page of a site.
    ///
    /// Links that differ only in the following have the same hash: `http` or `https`, `www.` before
    /// the host, a `/` at the end, and tracking parameters such as `utm_source` and `fbclid`.
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
        self.link.map(NonZero::get)
    }

    /// Returns the hash of the title, ignoring white space.
    pub fn title(&self) -> u128 {
        self.title
    }

    /// Returns the hash of the content's text, ignoring white space. Returns `None` if the article
    /// has no text. Such an article is compared only by its link and by
    /// [`Fingerprint::title_and_time`].
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
        self.text.map(NonZero::get)
    }

    /// Returns the same hash as [`Fingerprint::text`] if the text is long enough to be compared without the
    /// title. A text is long enough if it has 100 Chinese or Japanese characters, or 160 letters and digits
    /// of other scripts, which are about 32 words. Otherwise returns `None`.
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
        self.text().filter(|_| self.is_long)
    }

    /// Returns one hash of two values together: the title, and the instant of publication in the
    /// envelope. The title is hashed without white space, and without a label in `【】` at its start,
    /// such as `【转载】`. Returns `None` if the title has no letter or digit, or if the envelope has
    /// no instant between 1990 and 2100.
    ///
    /// This hash is used to compare a video with its copy on another site.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let one = Article::parse("<!--1618493039000-->\n[渡轮](https://example.org/1)\n------\n\n")?;
    /// let two = Article::parse("<!--1618493039000-->\n[【转载】渡轮](https://example.net/2)\n------\n\n")?;
    /// let (one, two) = (Fingerprint::of(&one), Fingerprint::of(&two));
    /// assert!(one.title_and_time().is_some());
    /// assert_eq!(one.title_and_time(), two.title_and_time());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn title_and_time(&self) -> Option<u128> {
        self.title_and_time.map(NonZero::get)
    }

    /// Returns the hash of the link's host, ignoring `www.` at its start. Returns `None` if the link has no
    /// host.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let one = Article::parse("[t](https://www.example.org/1)\n------\n\n")?;
    /// let two = Article::parse("[t](http://example.org/2)\n------\n\n")?;
    /// assert_eq!(Fingerprint::of(&one).host(), Fingerprint::of(&two).host());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn host(&self) -> Option<u128> {
        self.host.map(NonZero::get)
    }

    /// Returns the name of the video or podcast site to which the link leads, such as
    /// `youtube.com`. Returns `None` for a link to any other site. Two articles with different
    /// links to such a site are different videos, even if they have the same text.
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
        self.media_site.copied()
    }
}

/// Returns the title without a label in `【】` at its start, such as `【转载】`. If the title has no
/// letter or digit after the label, returns the whole title.
fn without_label(title: &str) -> &str {
    let title = title.trim_start();
    let after = title
        .strip_prefix('【')
        .and_then(|rest| rest.split_once('】'));
    let after = after.map(|(_, after)| after);
    let after = after.filter(|after| after.contains(char::is_alphanumeric));
    after.unwrap_or(title)
}

/// The buffer is hashed and emptied when it contains at least this many bytes. The number of bytes
/// is checked only before bytes are added, so the buffer must be larger ([`ROOM`]).
const AT_A_TIME: usize = 256;
/// The size of the buffer in bytes.
const ROOM: usize = AT_A_TIME + 32;

/// Hashes and measures the text that is written to it, ignoring white space.
struct TextHash {
    hash: SipHasher13,
    /// A buffer of bytes that are not hashed yet. Only the first `len` bytes are valid.
    kept: [u8; ROOM],
    len: usize,
    has_text: bool,
    /// The length of the text so far, weighted as described for [`LONG`]. Counting stops when the length
    /// reaches [`LONG`].
    length: u32,
}

impl Default for TextHash {
    fn default() -> Self {
        TextHash {
            hash: SipHasher13::default(),
            kept: [0; ROOM],
            len: 0,
            has_text: false,
            length: 0,
        }
    }
}

impl TextHash {
    fn measure(&mut self, text: &str) {
        for char in text.chars() {
            if self.length >= LONG {
                break;
            }
            self.length += match char {
                // A fast path for most Chinese characters, for which no table is needed.
                HAN_FIRST..=HAN_LAST => PER_WIDE,
                _ if !char.is_alphanumeric() => 0,
                _ if is_wide(char) => PER_WIDE,
                _ => PER_LETTER,
            };
        }
    }

    /// Copies bytes to the end of the valid part of the buffer, but does not change `len`.
    fn put<const N: usize>(&mut self, bytes: &[u8; N]) {
        let room = self.kept.get_mut(self.len..);
        if let Some(place) = room.and_then(<[u8]>::first_chunk_mut) {
            *place = *bytes;
        }
    }

    /// Adds the first `len` bytes of `word` (little-endian) to the buffer, except ASCII white
    /// space.
    fn keep(&mut self, mut word: u64, mut len: usize) {
        let mut blanks = ascii_blanks(word);
        loop {
            let count = len.min(blanks.trailing_zeros() as usize / 8);
            self.put(&word.to_le_bytes());
            self.len += count;
            let Some(left) = len.checked_sub(count + 1) else {
                return;
            };
            len = left;
            let by = 8 * (count as u32 + 1);
            word = word.checked_shr(by).unwrap_or(0);
            blanks = blanks.checked_shr(by).unwrap_or(0);
        }
    }

    /// If a white space character starts at the offset `at`, skips this character. Otherwise, adds
    /// the byte at this offset to the buffer. Returns the offset of the next byte.
    fn keep_at(&mut self, text: &str, at: usize) -> usize {
        let char = text.get(at..).and_then(|rest| rest.chars().next());
        match char.filter(|char| char.is_whitespace()) {
            Some(blank) => at + blank.len_utf8(),
            None => {
                let byte = text.as_bytes().get(at);
                if let (Some(place), Some(byte)) = (self.kept.get_mut(self.len), byte) {
                    *place = *byte;
                    self.len += 1;
                }
                at + 1
            }
        }
    }

    fn flush(&mut self) {
        let kept = self.kept.get(..self.len).unwrap_or_default();
        self.hash.write(kept);
        self.has_text |= !kept.is_empty();
        self.len = 0;
    }

    fn finish(&mut self) -> u128 {
        self.flush();
        self.hash.finish128().as_u128()
    }
}

impl fmt::Write for TextHash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.measure(text);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            if self.len >= AT_A_TIME {
                self.flush();
            }
            // Most blocks of 16 bytes contain no white space.
            let many = bytes.get(at..).and_then(<[u8]>::first_chunk);
            if let Some(many) = many.filter(|many| !may_have_blanks(many)) {
                self.put(many);
                self.len += many.len();
                at += many.len();
                continue;
            }
            let word = u64::from_le_bytes(*eight);
            // The high bits of the bytes that may start white space other than ASCII: the byte 0xc2,
            let longer = less(word ^ u64::from_le_bytes([0xc2; 8]), 1)
                // or a byte from 0xe0 to 0xe3.
                | less(word ^ u64::from_le_bytes([0xe0; 8]), 4);
            let len = longer.trailing_zeros() as usize / 8;
            self.keep(word, len);
            at += len;
            if len < 8 {
                at = self.keep_at(text, at);
            }
        }
        while at < text.len() {
            at = self.keep_at(text, at);
        }
        if self.len >= AT_A_TIME {
            self.flush();
        }
        Ok(())
    }
}

/// Returns whether any of the bytes may start a white space character. Contains no branches, so that
/// compilers can vectorize it.
fn may_have_blanks(bytes: &[u8; 16]) -> bool {
    let may_start = |byte: u8| (byte <= b' ') | (byte == 0xc2) | (byte & 0xfc == 0xe0);
    bytes.iter().fold(false, |any, byte| any | may_start(*byte))
}

/// Returns a number with the high bit set in each byte for which the byte at the same place in
/// `word` is ASCII white space (`\t` to `\r`, or a space). All other bits are 0.
fn ascii_blanks(word: u64) -> u64 {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let up_to = |last: u8| {
        let rest = u64::from_le_bytes([0x7f - last; 8]);
        !(((word & !HIGH) + rest) | word) & HIGH
    };
    up_to(b'\r') & !up_to(b'\t' - 1) | up_to(b' ') & !up_to(b' ' - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_white_space_is_ignored() {
        let hash = |text: &str| {
            let mut hash = TextHash::default();
            hash.write_str(text).unwrap();
            let found = hash.finish();
            hash.has_text.then_some(found)
        };
        let naive = |text: &str| {
            let kept: String = text.split_whitespace().collect();
            let mut hash = SipHasher13::default();
            hash.write(kept.as_bytes());
            (!kept.is_empty()).then(|| hash.finish128().as_u128())
        };
        for char in (0..=0x2_ffff).filter_map(char::from_u32) {
            let places = match char.is_whitespace() {
                true => 0..9,
                false => char as usize % 8..char as usize % 8 + 1,
            };
            for place in places {
                // First with other white space near the character, then without.
                for (before, after) in [
                    ("abc  fg.h", "文ab 字文ab字"),
                    ("abcdefgh.", "文ab字文ab字文"),
                ] {
                    let text = format!("{}{char}{after}", &before[..place]);
                    assert_eq!(hash(&text), naive(&text), "{char:?} {place}");
                }
            }
        }
        let text = " \u{a0}夜间 渡轮\u{3000}、今\u{2028}晚é\tferry\r\n\u{85}";
        assert_eq!(hash(text), hash("夜间渡轮、今晚éferry"));
        assert_ne!(hash(text), hash("夜间渡轮今晚éferry"));
        assert_eq!(hash(" \u{1680}\u{205f} "), None);
        let long = "渡轮 ferry\u{3000}“night”, ".repeat(999);
        assert_eq!(hash(&long), naive(&long));
        let mut pieces = TextHash::default();
        for piece in long.split_inclusive('f') {
            pieces.write_str(piece).unwrap();
        }
        assert_eq!(Some(pieces.finish()), naive(&long));
    }

    #[test]
    fn length_is_measured_up_to_the_limit() {
        assert!((HAN_FIRST..=HAN_LAST).all(|char| char.is_alphanumeric() && is_wide(char)));
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
