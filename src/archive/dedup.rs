use std::collections::HashSet;
use std::fmt;
use std::hash::Hasher;
use std::iter::FusedIterator;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::article::ArchivedArticle;
use super::articles::{Articles, Item, Results};
use super::error::ArchiveError;
use super::tally::Tally;
use crate::article::Article;
use crate::content::Content;
use crate::scan::less;

/// What two copies of an article have in common: the link, or the text.
///
/// Both are hashes of 128 bits (SipHash-1-3), the same on every machine and in every run.
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

    /// Returns the fingerprint of an article with that link and content.
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

    /// Returns the hash of the link, blanks around it aside.
    pub fn link(&self) -> u128 {
        self.link
    }

    /// Returns the hash of the content's text, blanks and line ends aside. Nothing if there is
    /// none: articles without text are not the same.
    pub fn text(&self) -> Option<u128> {
        self.text
    }
}

/// Hashes what is written to it, without blanks.
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

/// Returns where the first byte is that begins a blank, or perhaps one.
fn first_of_blank(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut rest = bytes;
    // Eight bytes at a time: most are of no blank.
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

/// The fingerprints that were kept so far: of articles that had nothing in common with a kept one
/// before them. Takes some 64 bytes for each.
#[derive(Debug, Clone, Default)]
pub struct Duplicates {
    links: HashSet<u128>,
    texts: HashSet<u128>,
}

/// What an article has in common with those that were kept before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Same {
    /// The link.
    pub link: bool,
    /// The text.
    pub text: bool,
}

impl Same {
    /// Returns whether there is anything.
    pub fn any(self) -> bool {
        self.link || self.text
    }
}

impl Duplicates {
    /// Returns a set that has seen none.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns what kept ones have in common with a fingerprint; keeps it if that is nothing.
    ///
    /// One that is not kept has no duplicates: what is left out is always like something that
    /// stays. Which ones are kept depends on the order.
    pub fn add(&mut self, fingerprint: &Fingerprint) -> Same {
        let text = fingerprint.text;
        let same = Same {
            link: self.links.contains(&fingerprint.link),
            text: text.is_some_and(|text| self.texts.contains(&text)),
        };
        if !same.any() {
            self.links.insert(fingerprint.link);
            self.texts.extend(text);
        }
        same
    }
}

/// The articles of an archive without those whose link or text a kept one before had
/// ([`Duplicates`]).
#[derive(Debug)]
pub struct Deduplicated {
    articles: Results<Result<Fingerprinted, ArchiveError>>,
    seen: Duplicates,
    duplicates: u64,
}

/// An article, and what its body gave.
type Fingerprinted = (ArchivedArticle, Result<Fingerprint, ArchiveError>);

impl Deduplicated {
    pub(super) fn new(articles: Articles) -> Self {
        let fingerprint = |item: Item| {
            let article = item?;
            let fingerprint = article.fingerprint();
            Ok((article, fingerprint))
        };
        Deduplicated {
            articles: Results::new(articles, fingerprint),
            seen: Duplicates::new(),
            duplicates: 0,
        }
    }

    /// Returns how many files there were so far, duplicates among the articles. Their bodies were
    /// read, too: those beyond a limit are broken.
    pub fn tally(&self) -> Tally {
        self.articles.tally
    }

    /// Returns how many articles were left out so far.
    pub fn duplicates(&self) -> u64 {
        self.duplicates
    }
}

impl Iterator for Deduplicated {
    type Item = Result<ArchivedArticle, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (article, fingerprint) = match self.articles.next()? {
                Ok((article, Ok(fingerprint))) => (article, fingerprint),
                Ok((_, Err(error))) => {
                    // Its envelope was fine.
                    self.articles.tally.articles -= 1;
                    self.articles.tally.broken += 1;
                    return Some(Err(error));
                }
                Err(error) => return Some(Err(error)),
            };
            if !self.seen.add(&fingerprint).any() {
                return Some(Ok(article));
            }
            self.duplicates += 1;
        }
    }
}

impl FusedIterator for Deduplicated {}

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
