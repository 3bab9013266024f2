use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::error::{ArchiveError, ArchiveErrorKind};
use super::tally::SkipReason;

/// The files of an archive, one after the other.
#[derive(Debug)]
pub(super) struct Walk {
    root: PathBuf,
    entries: walkdir::IntoIter,
}

/// A file that may be an article's.
#[derive(Debug)]
pub(super) struct Found {
    /// The path in the archive.
    pub(super) path: String,
    pub(super) file: PathBuf,
    pub(super) len: u64,
}

impl Walk {
    /// Returns the files below `root`; in the order of their names, byte by byte, if `ordered`.
    pub(super) fn new(root: &Path, ordered: bool) -> Self {
        let mut walk = WalkDir::new(root).follow_links(true).min_depth(1);
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
        let kind = match skip_reason(&path) {
            Some(reason) => ArchiveErrorKind::Skipped(reason),
            None if !entry.file_type().is_file() => ArchiveErrorKind::NotAFile,
            None => match entry.metadata() {
                Ok(metadata) => {
                    return Ok(Found {
                        path,
                        len: metadata.len(),
                        file: entry.into_path(),
                    });
                }
                Err(error) => ArchiveErrorKind::Io(error.into()),
            },
        };
        Err(ArchiveError::new(path, entry.into_path(), kind))
    }

    fn error(&self, error: walkdir::Error) -> ArchiveError {
        let file = error.path().unwrap_or(&self.root).to_owned();
        let path = relative(&self.root, &file);
        let kind = match (skip_reason_of_bad(&path, &file), error.loop_ancestor()) {
            (Some(reason), _) => ArchiveErrorKind::Skipped(reason),
            (None, Some(ancestor)) => ArchiveErrorKind::LinkLoop {
                ancestor: ancestor.to_owned(),
            },
            // Without the path, which the error has already.
            (None, None) => ArchiveErrorKind::Io(match error.into_io_error() {
                Some(error) => error,
                None => std::io::ErrorKind::Other.into(),
            }),
        };
        ArchiveError::new(path, file, kind)
    }
}

impl Iterator for Walk {
    type Item = Result<Found, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.entries.next()? {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => return Some(self.found(entry)),
                Err(error) => return Some(Err(self.error(error))),
            }
        }
    }
}

/// Returns the path in bytes. Within a folder, these are in the order of the names, which need not
/// be taken out.
fn path(entry: &DirEntry) -> &[u8] {
    entry.path().as_os_str().as_encoded_bytes()
}

/// Returns why the file at that path need not be read.
fn skip_reason(path: &str) -> Option<SkipReason> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_markdown = name
        .rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"));
    if hidden(path) {
        Some(SkipReason::Hidden)
    } else if !is_markdown {
        Some(SkipReason::OtherType)
    } else if name.eq_ignore_ascii_case("README.md") {
        Some(SkipReason::Readme)
    } else if folders.split('/').any(|folder| folder == "lists") {
        Some(SkipReason::List)
    } else {
        None
    }
}

/// Returns why what cannot be read at that path need not be.
fn skip_reason_of_bad(path: &str, file: &Path) -> Option<SkipReason> {
    if hidden(path) {
        return Some(SkipReason::Hidden);
    }
    // Without an extension, a link that leads nowhere may have led to a folder of articles.
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

fn hidden(path: &str) -> bool {
    path.split('/').any(|name| name.starts_with('.'))
}

/// Returns the path of `file` in `root`, with `/` between folders.
fn relative(root: &Path, file: &Path) -> String {
    let path = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
    match std::path::MAIN_SEPARATOR {
        '/' => path.into_owned(),
        separator => path.replace(separator, "/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read() {
        for (path, reason) in [
            ("a.md", None),
            ("articles/s/1_a.MD", None),
            ("articles/lists.md", None),
            ("articles/mylists/a.md", None),
            (".git/a.md", Some(SkipReason::Hidden)),
            ("a/.b.md", Some(SkipReason::Hidden)),
            (".md", Some(SkipReason::Hidden)),
            ("a/md", Some(SkipReason::OtherType)),
            ("a.md.gz", Some(SkipReason::OtherType)),
            ("README.md", Some(SkipReason::Readme)),
            ("a/b/readme.md", Some(SkipReason::Readme)),
            ("lists/a.md", Some(SkipReason::List)),
            ("a/lists/b/c.md", Some(SkipReason::List)),
        ] {
            assert_eq!(skip_reason(path), reason, "{path}");
        }
    }
}
