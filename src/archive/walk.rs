use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::error::{ArchiveError, ArchiveErrorKind};
use super::file::{Contents, Found};
use super::names::{is_hidden, path_from_bytes, skip_reason};
use super::tally::SkipReason;

/// An iterator over the files in a folder and in the folders below.
#[derive(Debug)]
pub(super) struct Walk {
    root: PathBuf,
    entries: walkdir::IntoIter,
}

impl Walk {
    /// Returns an iterator over the files in `root` and in the folders below. If `ordered` is set,
    /// the entries of each folder are sorted by the bytes of their names.
    pub(super) fn new(root: &Path, ordered: bool, follow_links: bool) -> Self {
        let mut walk = WalkDir::new(root).follow_links(follow_links).min_depth(1);
        if ordered {
            walk = walk.sort_by(|a, b| path(a).cmp(path(b)));
        }
        Walk {
            root: root.to_owned(),
            entries: walk.into_iter(),
        }
    }

    fn found(&self, entry: DirEntry) -> Result<Found, ArchiveError> {
        let path = relative(&self.root, entry.path());
        let found = entry.file_type();
        let kind = match skip_reason(&path) {
            Some(SkipReason::Hidden) => ArchiveErrorKind::Skipped(SkipReason::Hidden),
            // The name of a link is not checked further, since its target may have another name.
            _ if found.is_symlink() => ArchiveErrorKind::Skipped(SkipReason::Link),
            Some(reason) => ArchiveErrorKind::Skipped(reason),
            None if !found.is_file() => ArchiveErrorKind::Skipped(SkipReason::Special),
            None => {
                return Ok(Found {
                    path,
                    len: 0,
                    contents: Contents::Disk(entry.into_path()),
                });
            }
        };
        Err(ArchiveError::new(path, Some(entry.into_path()), kind))
    }

    fn error(&self, error: walkdir::Error) -> ArchiveError {
        let file = error.path().unwrap_or(&self.root).to_owned();
        let path = relative(&self.root, &file);
        let kind = match (skip_reason_of_bad(&path, &file), error.loop_ancestor()) {
            (Some(reason), _) => ArchiveErrorKind::Skipped(reason),
            (None, Some(ancestor)) => ArchiveErrorKind::LinkLoop {
                ancestor: ancestor.to_owned(),
            },
            // Takes the I/O error out of walkdir's error, whose message would repeat the path.
            (None, None) => ArchiveErrorKind::Io(match error.into_io_error() {
                Some(error) => error,
                None => std::io::ErrorKind::Other.into(),
            }),
        };
        ArchiveError::new(path, Some(file), kind)
    }
}

impl Iterator for Walk {
    type Item = Result<Found, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.entries.next()? {
                Ok(entry) if !entry.file_type().is_dir() => return Some(self.found(entry)),
                Ok(entry) => {
                    if name(&entry).starts_with(b".") {
                        self.entries.skip_current_dir();
                        return Some(self.found(entry));
                    }
                }
                Err(error) => return Some(Err(self.error(error))),
            }
        }
    }
}

fn name(entry: &DirEntry) -> &[u8] {
    entry.file_name().as_encoded_bytes()
}

/// Returns the path as bytes, for sorting the entries of one folder. Within one folder, the order
/// of the paths is the same as the order of the names.
fn path(entry: &DirEntry) -> &[u8] {
    entry.path().as_os_str().as_encoded_bytes()
}

/// Returns the reason to skip an entry that cannot be read; `None` if the error must be reported.
fn skip_reason_of_bad(path: &str, file: &Path) -> Option<SkipReason> {
    if is_hidden(path) {
        return Some(SkipReason::Hidden);
    }
    // A broken link without an extension is reported, since its target may have been a folder of articles.
    let leads_nowhere = || {
        file.is_symlink()
            && file
                .metadata()
                .is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
    };
    if file.extension().is_some() && leads_nowhere() {
        return skip_reason(path);
    }
    None
}

/// Returns the path of `file` relative to `root`, with `/` between folders.
fn relative(root: &Path, file: &Path) -> String {
    let separator = std::path::MAIN_SEPARATOR;
    let (root, file) = (root.as_os_str(), file.as_os_str());
    let path = file.as_encoded_bytes();
    // `file` starts with `root`, because walkdir joins the root and the path below the root.
    let mut path = path.strip_prefix(root.as_encoded_bytes()).unwrap_or(path);
    while let Some(rest) = path.strip_prefix(&[separator as u8]) {
        path = rest;
    }
    let path = path_from_bytes(path);
    match separator {
        '/' => path,
        separator => path.replace(separator, "/"),
    }
}
