use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use gix::ObjectId;
use newsprint::archive::{ArchiveFile, Articles, SkipReason};
use newsprint::chrono::DateTime;

use super::handles::Handles;
use super::reader::Reader;
use super::versions::{Commit, Versions};
use super::walk::{Entry, Walk};
use crate::source::Result;
use crate::source::budget::Budget;

/// Every version of every article in the history of a commit. In this module, HEAD means this
/// commit, even if the HEAD of the repository is another commit.
///
/// A version is the contents of a file at some time. Moving or copying a file does not create a new
/// version. A version in HEAD is listed at each of its paths in HEAD. Any other version is listed
/// once, at its last path.
pub struct History {
    handles: Arc<Handles>,
    len: u64,
    versions: Arc<[(String, Version)]>,
    /// For each path that [`History::articles`] lists: the index of the version in `versions`.
    numbers: HashMap<String, usize>,
    unreadable: Vec<(String, io::ErrorKind, String)>,
}

/// A version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The path in the repository.
    pub path: String,
    /// The time of the first commit with this version, in seconds since 1970.
    pub first: i64,
    /// The time of the last commit with this version, in seconds since 1970.
    pub last: i64,
    /// Whether HEAD has this version.
    pub in_head: bool,
    /// The last commit with this version. `git show COMMIT:PATH` prints the version.
    pub commit: String,
    id: ObjectId,
}

impl History {
    pub(super) fn read(
        handles: &Arc<Handles>,
        head: ObjectId,
        tree: ObjectId,
        len: u64,
    ) -> Result<Self> {
        let handle = handles.handle();
        if handle.is_shallow()? {
            return Err(
                "expected the entire history, found a shallow clone; complete it with: \
                git fetch --unshallow"
                    .into(),
            );
        }
        let commits = commits(&handle, head)?;
        let budget = Budget::of(len);
        let mut found = Versions::read(&handle, &commits, &budget)?;
        let mut versions = Vec::new();
        for entry in Walk::new(handle, tree, Budget::of(len)) {
            if let Entry::File(path, id) = entry
                && SkipReason::of_path(&path).is_none()
                && let Some(seen) = found.seen.get(&id)
            {
                versions.push((
                    path.clone(),
                    Version {
                        path,
                        first: seen.first,
                        last: seen.last,
                        in_head: true,
                        commit: head.to_string(),
                        id,
                    },
                ));
            }
        }
        for (_, version) in &versions {
            found.seen.remove(&version.id);
        }
        let lost = found.seen.into_iter().map(|(id, seen)| {
            let version = Version {
                path: seen.path,
                first: seen.first,
                last: seen.last,
                in_head: false,
                commit: seen.commit.to_string(),
                id,
            };
            (version.apart(), version)
        });
        versions.extend(lost);
        versions.sort_by(|(a, _), (b, _)| a.cmp(b));
        let numbers = { versions.iter().enumerate() }
            .map(|(number, (path, _))| (path.clone(), number))
            .collect();
        Ok(History {
            handles: handles.clone(),
            len,
            versions: versions.into(),
            numbers,
            unreadable: found.unreadable,
        })
    }

    /// Returns all versions.
    ///
    /// A version in HEAD has the path that it has in HEAD. The path of any other version starts
    /// with a folder for its last commit, named by the commit's date and ID:
    /// `2021-04-15-0123456789ab/articles/1.md`. So no two versions have the same path.
    pub fn articles(&self) -> Articles {
        let reader = Reader::new(&self.handles, Budget::of(self.len));
        let versions = self.versions.clone();
        let unreadable = self.unreadable.clone().into_iter();
        let unreadable = unreadable.map(|(path, kind, message)| {
            ArchiveFile::unreadable(path, io::Error::new(kind, message))
        });
        let files = (0..versions.len()).filter_map(move |number| {
            let (path, version) = versions.get(number)?;
            Some(reader.file(path.clone(), version.id))
        });
        Articles::of(files.chain(unreadable))
    }

    /// Returns the version that [`articles`](History::articles) lists at this path.
    pub fn version(&self, path: &str) -> Option<&Version> {
        let (_, version) = self.versions.get(*self.numbers.get(path)?)?;
        Some(version)
    }
}

impl Version {
    /// Returns the path for a version whose contents are not in HEAD, such as
    /// `2021-04-15-0123456789ab/articles/1.md`. The first folder is named by the date and the ID of
    /// the last commit with this version. No other version has the same path, because a commit
    /// cannot have two files at one path.
    fn apart(&self) -> String {
        let date = match DateTime::from_timestamp(self.last, 0) {
            Some(date) => date.format("%Y-%m-%d").to_string(),
            None => "undated".to_owned(),
        };
        let commit = self.commit.get(..12).unwrap_or(&self.commit);
        format!("{date}-{commit}/{}", self.path)
    }
}

/// Returns `head` and all its ancestors, the oldest first.
fn commits(handle: &gix::Repository, head: ObjectId) -> Result<Vec<Commit>> {
    let mut commits = Vec::new();
    for info in handle.rev_walk([head]).all()? {
        let id = info?.id;
        let commit = handle.find_commit(id)?;
        commits.push(Commit {
            id,
            time: commit.time()?.seconds,
            tree: commit.tree_id()?.detach(),
        });
    }
    // Of commits in the same second, the walk returns the later ones first.
    commits.reverse();
    commits.sort_by_key(|commit| commit.time);
    Ok(commits)
}
