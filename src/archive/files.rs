use std::collections::HashSet;
use std::fmt;

use super::error::{ArchiveError, ArchiveErrorKind};
use super::file::{ArchiveFile, Found};
use super::names;
use super::tally::SkipReason;
use super::walk::Walk;

/// Files that a user gave.
pub(super) type Given = Box<dyn Iterator<Item = ArchiveFile> + Send>;

/// The files of an archive, one after the other, wherever they are.
pub(super) enum Files {
    Folder(Walk),
    Given {
        files: Given,
        /// Hidden folders that were found. Each is reported once, as where folders are not entered.
        hidden: HashSet<String>,
    },
}

impl Files {
    /// Returns files that a user gave; in the order of a sorted folder if `ordered`.
    pub(super) fn given(files: Given, ordered: bool) -> Self {
        let mut files = files.map(|mut file| {
            file.path = names::normal(file.path);
            file
        });
        let files: Given = if ordered {
            let mut all: Vec<_> = files.by_ref().collect();
            all.sort_by(|a, b| names::order(&a.path, &b.path));
            Box::new(all.into_iter())
        } else {
            Box::new(files)
        };
        let hidden = HashSet::new();
        Files::Given { files, hidden }
    }
}

impl Iterator for Files {
    type Item = Result<Found, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (files, hidden) = match self {
            Files::Folder(walk) => return walk.next(),
            Files::Given { files, hidden } => (files, hidden),
        };
        loop {
            let ArchiveFile {
                path,
                len,
                contents,
            } = files.next()?;
            let skipped = |path: String, reason| {
                let kind = ArchiveErrorKind::Skipped(reason);
                Some(Err(ArchiveError::new(path, None, kind)))
            };
            if let Some(folder) = names::hidden_folder(&path) {
                if hidden.insert(folder.to_owned()) {
                    return skipped(folder.to_owned(), SkipReason::Hidden);
                }
            } else if let Some(reason) = names::skip_reason(&path) {
                return skipped(path, reason);
            } else {
                return Some(Ok(Found {
                    path,
                    len,
                    contents,
                }));
            }
        }
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Files::Folder(walk) => walk.fmt(f),
            Files::Given { .. } => f.debug_struct("Given").finish_non_exhaustive(),
        }
    }
}
