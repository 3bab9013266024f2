//! An article that is being converted.

use std::cell::OnceCell;

use newsprint::archive::{ArchivedArticle, Fingerprint};
use newsprint::{Article, Content};

/// An article that is being converted. Its text and its fingerprint are computed at most once.
pub struct Reading<'r, 'a> {
    pub archived: &'r ArchivedArticle,
    pub article: &'r Article<'a>,
    pub content: &'r Content<'a>,
    text: OnceCell<String>,
    fingerprint: OnceCell<Fingerprint>,
}

impl<'r, 'a> Reading<'r, 'a> {
    pub fn new(
        archived: &'r ArchivedArticle,
        article: &'r Article<'a>,
        content: &'r Content<'a>,
    ) -> Self {
        Reading {
            archived,
            article,
            content,
            text: OnceCell::new(),
            fingerprint: OnceCell::new(),
        }
    }

    /// Returns the text of the content.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| self.content.to_text())
    }

    pub fn fingerprint(&self) -> Fingerprint {
        let make = || Fingerprint::of_text(self.article, self.text());
        *self.fingerprint.get_or_init(make)
    }
}
