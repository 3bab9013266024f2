use std::collections::{HashMap, HashSet};
use std::io;

use gix::ObjectId;
use gix::objs::TreeRefIter;
use gix::objs::tree::EntryKind;
use newsprint::archive::{SkipReason, path_from_bytes};

use super::handles::failed;
use super::walk::{ENTRY_LEN, join};
use crate::source::budget::Budget;
use crate::source::path;

/// A commit, with the data that [`Versions::read`] needs.
pub struct Commit {
    pub id: ObjectId,
    /// The time of the commit, in seconds since 1970.
    pub time: i64,
    pub tree: ObjectId,
}

/// The versions of all files in a history, by the IDs of their contents.
#[derive(Default)]
pub struct Versions {
    pub seen: HashMap<ObjectId, Seen>,
    /// The paths of folders and files that cannot be read, with the kind and the message of the
    /// error.
    pub unreadable: Vec<(String, io::ErrorKind, String)>,
}

/// The first and the last occurrence of a file's contents in a history.
pub struct Seen {
    /// The time of the first commit with these contents.
    pub first: i64,
    /// The time of the last commit with these contents.
    pub last: i64,
    /// The last commit with these contents.
    pub commit: ObjectId,
    /// The path of these contents in the last commit that has them.
    pub path: String,
}

impl Versions {
    /// Reads commits, which must be in the order of their times. A first pass, in this order, finds
    /// the first commit with each version. A second pass, in reverse order, finds the last commit
    /// with each version. This works for all branches and merges, and also if a commit is dated
    /// before its parent.
    pub fn read(handle: &gix::Repository, commits: &[Commit], budget: &Budget) -> io::Result<Self> {
        let mut versions = Versions::default();
        let mut sweep = Sweep::new(handle, budget);
        for commit in commits {
            sweep.read(commit, |id, path| {
                versions.seen.entry(id).or_insert_with(|| Seen {
                    first: commit.time,
                    last: i64::MIN,
                    commit: commit.id,
                    path,
                });
            })?;
        }
        versions.unreadable = sweep.unreadable;
        let mut sweep = Sweep::new(handle, budget);
        for commit in commits.iter().rev() {
            sweep.read(commit, |id, path| {
                if let Some(seen) = versions
                    .seen
                    .get_mut(&id)
                    .filter(|seen| seen.last == i64::MIN)
                {
                    (seen.last, seen.commit, seen.path) = (commit.time, commit.id, path);
                }
            })?;
        }
        Ok(versions)
    }
}

/// A pass over commits. It reports each combination of path and contents only once.
struct Sweep<'r> {
    handle: &'r gix::Repository,
    budget: &'r Budget,
    /// The ID and the path of each file and folder that was already found.
    met: HashSet<Box<[u8]>>,
    /// The entries of each folder when the folder was last read. Entries that are the same in the
    /// next commit, like most, are skipped without a lookup in `met`.
    last: HashMap<Vec<u8>, Vec<u8>>,
    unreadable: Vec<(String, io::ErrorKind, String)>,
}

impl<'r> Sweep<'r> {
    fn new(handle: &'r gix::Repository, budget: &'r Budget) -> Self {
        Sweep {
            handle,
            budget,
            met: HashSet::new(),
            last: HashMap::new(),
            unreadable: Vec::new(),
        }
    }

    /// Reads the files of a commit. Calls `found` with the ID and the path of each possible article
    /// that was not found before.
    fn read(&mut self, commit: &Commit, mut found: impl FnMut(ObjectId, String)) -> io::Result<()> {
        let mut folders = Vec::new();
        if self.meet(&commit.tree, &[], &[])? {
            folders.push((Vec::new(), commit.tree));
        }
        while let Some((folder, id)) = folders.pop() {
            if let Err(error) = self.enter(&folder, id, &mut folders, &mut found) {
                if error.kind() == io::ErrorKind::QuotaExceeded {
                    return Err(error);
                }
                self.tell(&folder, error);
            }
        }
        Ok(())
    }

    fn enter(
        &mut self,
        folder: &[u8],
        id: ObjectId,
        folders: &mut Vec<(Vec<u8>, ObjectId)>,
        found: &mut impl FnMut(ObjectId, String),
    ) -> io::Result<()> {
        let tree = self.handle.find_tree(id).map_err(failed)?;
        let last = self.last.remove(folder).unwrap_or_default();
        let entries = |tree| TreeRefIter::from_bytes(tree, id.kind());
        let mut last = entries(&last).map_while(Result::ok).peekable();
        for entry in entries(&tree.data) {
            let entry = entry.map_err(failed)?;
            while last.next_if(|last| *last < entry).is_some() {}
            if last.peek() == Some(&entry) {
                continue;
            }
            let (name, id, kind) = (entry.filename, entry.oid.to_owned(), entry.mode.kind());
            let is_other = matches!(kind, EntryKind::Link | EntryKind::Commit);
            if is_other || !self.meet(&id, folder, name)? {
                continue;
            }
            let path = join(folder, name);
            if kind == EntryKind::Tree {
                folders.push((path, id));
                continue;
            }
            match path::safe(&path) {
                Ok(path) if SkipReason::of_path(&path).is_none() => found(id, path),
                Ok(_) => {}
                Err(error) => self.tell(&path, error),
            }
        }
        self.last.insert(folder.to_owned(), tree.detach().data);
        Ok(())
    }

    /// Records that an object is at a path. Returns `false` if this was already recorded.
    fn meet(&mut self, id: &ObjectId, folder: &[u8], name: &[u8]) -> io::Result<bool> {
        let key = [id.as_slice(), folder, b"/", name].concat();
        if self.met.contains(key.as_slice()) {
            return Ok(false);
        }
        self.budget.spend(ENTRY_LEN + key.len() as u64)?;
        self.met.insert(key.into());
        Ok(true)
    }

    fn tell(&mut self, path: &[u8], error: io::Error) {
        let (path, kind) = (path_from_bytes(path), error.kind());
        self.unreadable.push((path, kind, error.to_string()));
    }
}
