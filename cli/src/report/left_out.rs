//! The lists of broken, skipped and duplicate files in the page, with the reasons.

use std::fmt;

use newsprint::archive::{ArchiveError, ArchiveErrorKind, Duplicates, Fingerprint};
use serde::Serialize;

use super::facts::Facts;

/// The maximum number of files in each list, so that the page stays small. `convert --rejects`
/// lists all files.
const MOST: usize = 10_000;

#[derive(Default, Serialize)]
pub struct LeftOut {
    broken: List,
    skipped: List,
    /// The duplicates. They are also in the table, because they are articles.
    duplicates: List,
    /// The number of files that do not match the filters.
    unwanted: usize,
    #[serde(skip)]
    seen: Vec<(String, Fingerprint)>,
    #[serde(skip)]
    known: Duplicates,
}

#[derive(Default, Serialize)]
struct List {
    count: usize,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    path: String,
    reason: String,
    /// If the file is a duplicate: the number of the article, and the number of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<[usize; 2]>,
}

impl LeftOut {
    /// Records an article, so that [`complete`](LeftOut::complete) can find duplicates.
    pub fn see(&mut self, facts: &Facts) {
        self.known.learn(&facts.fingerprint);
        self.seen.push((facts.path.clone(), facts.fingerprint));
    }

    pub fn add(&mut self, error: &ArchiveError) {
        let path = error.path().to_owned();
        match error.kind() {
            ArchiveErrorKind::Skipped(reason) => {
                let place = match error.is_unexpected() {
                    true => ", where articles are expected",
                    false => "",
                };
                self.skipped.add(path, format!("{reason}{place}"), None);
            }
            kind => self.broken.add(path, kind.to_string(), None),
        }
    }

    pub fn add_unwanted(&mut self) {
        self.unwanted += 1;
    }

    /// Finds the duplicates. Call this function after all articles are recorded.
    pub fn complete(&mut self) {
        let seen = std::mem::take(&mut self.seen);
        for (index, (path, fingerprint)) in seen.iter().enumerate() {
            if let Some(found) = self.known.add(fingerprint) {
                let (of, _) = &seen[found.of()];
                let reason = format!("{}, as {of}", found.same());
                let articles = Some([index, found.of()]);
                self.duplicates.add(path.clone(), reason, articles);
            }
        }
    }

    /// Returns whether any file is broken.
    pub fn has_broken(&self) -> bool {
        self.broken.count > 0
    }

    /// Returns the total number of broken files and skipped files.
    pub fn files(&self) -> usize {
        self.broken.count + self.skipped.count
    }
}

impl List {
    fn add(&mut self, path: String, reason: String, articles: Option<[usize; 2]>) {
        self.count += 1;
        if self.files.len() < MOST {
            self.files.push(File {
                path,
                reason,
                articles,
            });
        }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (broken, skipped) = (self.broken.count, self.skipped.count);
        let duplicates = self.duplicates.count;
        write!(
            f,
            "{duplicates} of them duplicates; {broken} files broken, {skipped} skipped"
        )
    }
}
