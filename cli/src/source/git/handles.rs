use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use gix::{ObjectId, ThreadSafeRepository};

use crate::source::budget::Budget;
use crate::source::{Result, with_causes};

/// The maximum length of a git object, in bytes. Objects are read into memory as a whole. The git
/// library also enforces this limit.
const MAX_LEN: u64 = 64 << 20;

/// The size of each handle's cache of objects, in bytes. With a cache, files with the same contents
/// are usually read only once.
const CACHE_LEN: usize = 32 << 20;

/// A pool of handles of a repository. Each handle has its own cache, and is used by one thread at a
/// time.
pub struct Handles {
    repository: ThreadSafeRepository,
    idle: Mutex<Vec<gix::Repository>>,
}

impl Handles {
    /// Opens a repository. `path` is the repository itself, or a work tree that contains the
    /// repository as `.git`.
    ///
    /// Of the repository's configuration, only the settings for the storage of objects are used.
    /// The configuration of the user and of the system is not read, and environment variables are
    /// ignored. No other program is run.
    pub fn open(path: &Path) -> Result<Self> {
        let options = gix::open::Options::isolated()
            .with(gix::sec::Trust::Reduced)
            .config_overrides([format!("gitoxide.objects.allocLimit={MAX_LEN}")]);
        let repository = options.open(path)?;
        let idle = Mutex::new(Vec::new());
        Ok(Handles { repository, idle })
    }

    /// Returns a new handle, which is not in the pool.
    pub fn handle(&self) -> gix::Repository {
        let mut handle = self.repository.to_thread_local();
        handle.object_cache_size(CACHE_LEN);
        handle
    }

    /// Reads the contents of a file. `len` is the length of the contents in bytes.
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

/// Converts an error of the git library. The message includes its causes.
pub fn failed(error: gix::Error) -> io::Error {
    io::Error::other(with_causes(&error))
}
