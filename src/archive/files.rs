use std::collections::HashSet;
use std::fmt;

use super::error::{ArchiveError, ArchiveErrorKind};
use super::file::{ArchiveFile, Contents, Found};
use super::names;
use super::tally::SkipReason;
use super::walk::Walk;

/// An iterator over files that the user supplies.
pub(super) type Given = Box<dyn Iterator<Item = ArchiveFile> + Send>;

/// An iterator over the files of an archive, on disk or user-supplied.
pub(super) enum Files {
    Folder(Walk),
    Given {
        files: Given,
        /// The paths of the hidden folders that were found so far. Each hidden folder is reported
        /// only once, and the files in the folder are not reported.
        hidden: HashSet<String>,
    },
}

impl Files {
    /// Returns an iterator over user-supplied files. If `ordered` is set, first collects all files
    /// and sorts them like the files of a folder on disk.
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
                any_name,
            } = files.next()?;
            let error = |path, kind| Some(Err(ArchiveError::new(path, None, kind)));
            let skipped = |path, reason| error(path, ArchiveErrorKind::Skipped(reason));
            if let Contents::Unreadable(cause) = contents {
                return error(path, ArchiveErrorKind::Io(cause));
            }
            if !any_name {
                if let Some(folder) = names::hidden_folder(&path) {
                    if hidden.insert(folder.to_owned()) {
                        return skipped(folder.to_owned(), SkipReason::Hidden);
                    }
                    continue;
                }
                // A symbolic link that is not hidden is reported as a link whatever its name is,
                // since its target may have another name. Links on disk are handled in the same
                // way.
                match (names::skip_reason(&path), &contents) {
                    (Some(SkipReason::Hidden), _) => return skipped(path, SkipReason::Hidden),
                    (_, Contents::Skipped(SkipReason::Link)) | (None, _) => {}
                    (Some(reason), _) => return skipped(path, reason),
                }
            }
            if let Contents::Skipped(reason) = contents {
                return skipped(path, reason);
            }
            return Some(Ok(Found {
                path,
                len,
                contents,
            }));
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
