use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use gix::{ObjectId, ThreadSafeRepository};

use crate::source::budget::Budget;
use crate::source::{Result, with_causes};

/// The maximum length of an object, in bytes: it is in memory as a whole. The git library respects this
/// limit, too.
const MAX_LEN: u64 = 64 << 20;

/// The size of each handle's cache of objects, in bytes, so that files with the same contents are read once.
const CACHE_LEN: usize = 32 << 20;

/// Handles of a repository, each used by one thread at a time, and each with a cache.
pub struct Handles {
    repository: ThreadSafeRepository,
    idle: Mutex<Vec<gix::Repository>>,
}

impl Handles {
    /// Opens the repository in a folder, or the folder itself if it is a repository.
    ///
    /// Only the parts of its configuration about the storage of objects are used. The configuration of the
    /// user and the system, and the environment, are not read. No program is run.
    pub fn open(path: &Path) -> Result<Self> {
        let options = gix::open::Options::isolated()
            .with(gix::sec::Trust::Reduced)
            .config_overrides([format!("gitoxide.objects.allocLimit={MAX_LEN}")]);
        let repository = options.open(path)?;
        let idle = Mutex::new(Vec::new());
        Ok(Handles { repository, idle })
    }

    /// Returns a handle that is not shared.
    pub fn handle(&self) -> gix::Repository {
        let mut handle = self.repository.to_thread_local();
        handle.object_cache_size(CACHE_LEN);
        handle
    }

    /// Reads the contents of a file, whose length is given as `len`.
    pub fn read(&self, id: ObjectId, len: u64, budget: &Budget) -> io::Result<Vec<u8>> {
        if len > MAX_LEN {
            let max = MAX_LEN >> 20;
            let message = format!(
                "expected at most {max} MiB in a file of a git repository, found {len} bytes"
            );
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        budget.spend(len)?;
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let handle = idle().pop();
        let handle = handle.unwrap_or_else(|| self.handle());
        let found = handle.find_object(id).and_then(gix::Object::try_into_blob);
        let read = found.map(|mut blob| blob.take_data()).map_err(|error| {
            let error = failed(error);
            let message =
                format!("{error}; git fsck may tell more; a partial clone has to be completed");
            io::Error::new(io::ErrorKind::NotFound, message)
        });
        idle().push(handle);
        read
    }
}

/// Returns an error of the library for git, with its causes.
pub fn failed(error: gix::Error) -> io::Error {
    io::Error::other(with_causes(&error))
}
