use std::io;

use gix::ObjectId;
use gix::objs::tree::EntryKind;
use newsprint::archive::{SkipReason, path_from_bytes};

use super::handles::failed;
use crate::source::budget::Budget;
use crate::source::path;

/// The number of bytes that the [`Budget`] counts for an entry of a folder. The number of entries
/// must be limited. A tree may contain the same tree many times, so a small repository can have
/// more files than can be listed.
pub const ENTRY_LEN: u64 = 1 << 10;

/// An entry of a git tree.
pub enum Entry {
    File(String, ObjectId),
    /// A symbolic link or a submodule, which is skipped.
    Other(String, SkipReason),
    Unreadable(String, io::Error),
}

/// An iterator over the files of a git tree and its subtrees.
pub struct Walk {
    handle: gix::Repository,
    budget: Budget,
    /// The folders that are not read yet, each with its path.
    folders: Vec<(Vec<u8>, ObjectId)>,
    /// The remaining entries of the folder that was read last, in reverse order.
    found: Vec<Entry>,
}

impl Walk {
    pub fn new(handle: gix::Repository, tree: ObjectId, budget: Budget) -> Self {
        Walk {
            handle,
            budget,
            folders: vec![(Vec::new(), tree)],
            found: Vec::new(),
        }
    }

    fn enter(&mut self, folder: &[u8], id: ObjectId) -> io::Result<()> {
        let tree = self.handle.find_tree(id).map_err(failed)?;
        let first = self.folders.len();
        for entry in tree.iter() {
            let entry = entry.map_err(failed)?;
            let path = join(folder, entry.filename());
            self.budget.spend(ENTRY_LEN + path.len() as u64)?;
            match entry.mode().kind() {
                EntryKind::Tree => self.folders.push((path, entry.object_id())),
                kind => self.found.push(Entry::of(&path, kind, entry.object_id())),
            }
        }
        self.found.reverse();
        if let Some(folders) = self.folders.get_mut(first..) {
            folders.reverse();
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.found.pop() {
                return Some(entry);
            }
            let (folder, id) = self.folders.pop()?;
            if let Err(error) = self.enter(&folder, id) {
                if error.kind() == io::ErrorKind::QuotaExceeded {
                    // Report the error only once, and not for each remaining folder.
                    self.folders.clear();
                }
                return Some(Entry::Unreadable(path_from_bytes(&folder), error));
            }
        }
    }
}

impl Entry {
    fn of(path: &[u8], kind: EntryKind, id: ObjectId) -> Self {
        match (path::safe(path), kind) {
            (Err(error), _) => Entry::Unreadable(path_from_bytes(path), error),
            (Ok(path), EntryKind::Link) => Entry::Other(path, SkipReason::Link),
            (Ok(path), EntryKind::Commit) => Entry::Other(path, SkipReason::Special),
            (Ok(path), _) => Entry::File(path, id),
        }
    }
}

pub fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    match folder {
        [] => name.to_owned(),
        _ => [folder, name].join(&b'/'),
    }
}
