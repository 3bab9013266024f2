use std::io::Cursor;
use std::sync::Arc;

use gix::ObjectId;
use newsprint::archive::{ArchiveFile, SkipReason};

use super::handles::Handles;
use crate::source::budget::Budget;

/// Creates archive files from the objects of a repository. Several threads can read these files in
/// parallel.
pub struct Reader {
    handles: Arc<Handles>,
    handle: gix::Repository,
    pub budget: Budget,
}

impl Reader {
    pub fn new(handles: &Arc<Handles>, budget: Budget) -> Self {
        let handle = handles.handle();
        let handles = handles.clone();
        Reader {
            handles,
            handle,
            budget,
        }
    }

    pub fn file(&self, path: String, id: ObjectId) -> ArchiveFile {
        if SkipReason::of_path(&path).is_some() {
            // A file that is skipped because of its path is never read.
            return ArchiveFile::new(path, []);
        }
        // An error is ignored here, and reported when the file is read.
        let header = self.handle.find_header(id);
        let len = header.map_or(0, |header| header.size());
        let (handles, budget) = (self.handles.clone(), self.budget.clone());
        ArchiveFile::with_reader(path, len, move || {
            Ok(Cursor::new(handles.read(id, len, &budget)?))
        })
    }
}
