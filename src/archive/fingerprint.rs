use std::fmt;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::article::Article;
use crate::content::Content;
use crate::scan::less;

/// Hashes of an article's link and text, by which its duplicates are found.
///
/// Both are SipHash-1-3 of 128 bits, the same on every machine and in every run.
///
/// ```
/// use newsprint::Article;
/// use newsprint::archive::Fingerprint;
///
/// let one = Article::parse("[t](https://example.org/1)\n------\n\n<p>some text</p>")?;
/// let two = Article::parse("[t](https://example.org/2)\n------\n\n<div>some<br>text</div>")?;
/// let (one, two) = (Fingerprint::of(&one), Fingerprint::of(&two));
/// assert_ne!(one.link(), two.link());
/// assert_eq!(one.text(), two.text());
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    link: u128,
    text: Option<u128>,
}

impl Fingerprint {
    /// Returns the fingerprint of an article.
    pub fn of(article: &Article<'_>) -> Self {
        Fingerprint::of_content(article.link(), &article.content())
    }

    /// Returns the fingerprint of an article, given its link and content. Use it if you have built the
    /// content already.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Fingerprint;
    ///
    /// let article = Article::parse("[t](https://example.org/1)\n------\n\n<p>text</p>")?;
    /// let content = article.content();
    /// let fingerprint = Fingerprint::of_content(article.link(), &content);
    /// assert_eq!(fingerprint, Fingerprint::of(&article));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn of_content(link: &str, content: &Content<'_>) -> Self {
        let mut hash = SipHasher13::new();
        hash.write(link.trim_ascii().as_bytes());
        let mut text = TextHash::default();
        // The hash takes everything.
        let _ = content.write_text(&mut text);
        Fingerprint {
            link: hash.finish128().as_u128(),
            text: text.finish(),
        }
    }

    /// Returns the hash of the link, without white space around it.
    pub fn link(&self) -> u128 {
        self.link
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
}

/// Hashes what is written to it, without white space.
#[derive(Default)]
struct TextHash {
    hash: SipHasher13,
    has_text: bool,
}

impl TextHash {
    fn add(&mut self, word: Option<&[u8]>) {
        let word = word.unwrap_or_default();
        self.hash.write(word);
        self.has_text |= !word.is_empty();
    }

    fn finish(&self) -> Option<u128> {
        self.has_text.then(|| self.hash.finish128().as_u128())
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
                    self.add(bytes.get(word..at));
                    at += blank.len_utf8();
                    word = at;
                }
                None => at += 1,
            }
        }
        self.add(bytes.get(word..));
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
            fmt::Write::write_str(&mut hash, text).unwrap();
            hash.finish()
        };
        let text = " \u{a0}夜间 渡轮\u{3000}、今\u{2028}晚é\tferry\r\n\u{85}";
        assert_eq!(hash(text), hash("夜间渡轮、今晚éferry"));
        assert_ne!(hash(text), hash("夜间渡轮今晚éferry"));
        assert_eq!(hash(" \u{1680}\u{205f} "), None);
    }
}
