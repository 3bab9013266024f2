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
    fn finish(&self) -> Option<u128> {
        self.has_text.then(|| self.hash.finish128().as_u128())
    }
}

impl fmt::Write for TextHash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for word in text.split_whitespace() {
            self.hash.write(word.as_bytes());
            self.has_text = true;
        }
        Ok(())
    }
}

/// The fingerprints seen so far. Takes some 64 bytes an article.
#[derive(Debug, Clone, Default)]
pub struct Duplicates {
    links: HashSet<u128>,
    texts: HashSet<u128>,
}

/// What an article has in common with one before it.
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

    /// Adds a fingerprint. Returns what one before it had in common with it.
    pub fn add(&mut self, fingerprint: &Fingerprint) -> Same {
        let text = fingerprint.text;
        Same {
            link: !self.links.insert(fingerprint.link),
            text: text.is_some_and(|text| !self.texts.insert(text)),
        }
    }
}

/// The articles of an archive without those whose link or text one before had.
#[derive(Debug)]
pub struct Deduplicated {
    articles: Results<(Item, Option<Fingerprint>)>,
    seen: Duplicates,
    duplicates: u64,
}

impl Deduplicated {
    pub(super) fn new(articles: Articles) -> Self {
        let fingerprint = |item: Item| match item {
            Ok(article) => match article.fingerprint() {
                Ok(fingerprint) => (Ok(article), Some(fingerprint)),
                Err(error) => (Err(error), None),
            },
            Err(error) => (Err(error), None),
        };
        Deduplicated {
            articles: Results::new(articles, fingerprint),
            seen: Duplicates::new(),
            duplicates: 0,
        }
    }

    /// Returns how many files there were so far, duplicates among the articles.
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
            let (item, fingerprint) = self.articles.next()?;
            let same = fingerprint.map(|fingerprint| self.seen.add(&fingerprint));
            if !same.is_some_and(Same::any) {
                return Some(item);
            }
            self.duplicates += 1;
        }
    }
}

impl FusedIterator for Deduplicated {}
