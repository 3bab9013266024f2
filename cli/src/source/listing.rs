use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use newsprint::archive::{ArchiveFile, SkipReason};

use super::region::Region;

/// A file that was found in a stream. It may be read more than once.
#[derive(Debug, Clone)]
pub enum Found {
    File(String, Region),
    /// A file that the user named. It is read even if its name does not end in `.md`.
    Named(String, Region),
    Skipped(String, SkipReason),
    /// A file that is skipped because of its path. Its contents are not stored.
    SkippedByPath(String),
    /// A part of the stream that cannot be read. The values are the path of this part, the kind of
    /// the error, and the message of the error.
    Unreadable(String, io::ErrorKind, Arc<str>),
}

impl Found {
    pub fn unreadable(path: &str, error: &io::Error) -> Self {
        Found::Unreadable(path.to_owned(), error.kind(), error.to_string().into())
    }
}

/// The files of a stream. A separate thread reads the stream only once, and not further than
/// needed.
pub struct Listing {
    name: Arc<str>,
    state: Arc<Mutex<State>>,
}

struct State {
    found: Vec<Found>,
    rest: Rest,
}

enum Rest {
    Unread(Start),
    Reading(Receiver<Found>, JoinHandle<()>),
    None,
}

type Start = Box<dyn FnOnce(SyncSender<Found>) + Send>;

impl Listing {
    /// Returns a listing of the files that `list` sends. `name` is the name of the stream. `list`
    /// should return when the receiver is dropped.
    pub fn new(name: &str, list: impl FnOnce(SyncSender<Found>) + Send + 'static) -> Self {
        let (found, rest) = (Vec::new(), Rest::Unread(Box::new(list)));
        let state = Arc::new(Mutex::new(State { found, rest }));
        let name = name.into();
        Listing { name, state }
    }

    pub fn files(&self) -> impl Iterator<Item = ArchiveFile> + Send + 'static {
        let (name, state) = (self.name.clone(), self.state.clone());
        (0..).map_while(move |number| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            let found = state.get(number, &name)?;
            drop(state);
            Some(file(found))
        })
    }
}

impl State {
    fn get(&mut self, number: usize, name: &str) -> Option<Found> {
        if number == self.found.len() {
            let next = self.receive(name)?;
            self.found.push(next);
        }
        self.found.get(number).cloned()
    }

    fn receive(&mut self, name: &str) -> Option<Found> {
        self.rest = match std::mem::replace(&mut self.rest, Rest::None) {
            Rest::Unread(list) => {
                // Up to 1024 files are read ahead, so that decompression continues while articles
                // are parsed.
                let (send, receive) = sync_channel(1024);
                Rest::Reading(receive, thread::spawn(move || list(send)))
            }
            rest => rest,
        };
        let Rest::Reading(receive, _) = &self.rest else {
            return None;
        };
        if let Ok(found) = receive.recv() {
            return Some(found);
        }
        // The stream has ended, or the thread has panicked.
        let Rest::Reading(_, thread) = std::mem::replace(&mut self.rest, Rest::None) else {
            return None;
        };
        let failed =
            |_| Found::unreadable(name, &io::Error::other("the program failed; report it"));
        thread.join().err().map(failed)
    }
}

fn file(found: Found) -> ArchiveFile {
    let reader =
        |path, region: Region| ArchiveFile::with_reader(path, region.len(), move || Ok(region));
    match found {
        Found::File(path, region) => reader(path, region),
        Found::Named(path, region) => reader(path, region).with_any_name(),
        Found::Skipped(path, reason) => ArchiveFile::skipped(path, reason),
        Found::SkippedByPath(path) => ArchiveFile::new(path, []),
        Found::Unreadable(path, kind, message) => {
            ArchiveFile::unreadable(path, io::Error::new(kind, message.to_string()))
        }
    }
}
