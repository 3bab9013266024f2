//! Processes the files of an archive in parallel. The calling thread finds the files and divides them into
//! chunks. The threads of rayon's pool process the chunks. The calling thread takes the results of the chunks in
//! order.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvError, SyncSender, TryRecvError, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::error::ArchiveError;
use super::file::Found;
use super::files::Files;
use super::tally::Tally;

/// The maximum number of files in a chunk.
const CHUNK_FILES: usize = 64;
/// A chunk ends when the total length of its articles reaches this number of bytes.
const CHUNK_LEN: usize = 512 << 10;
/// The maximum number of chunks in memory for each thread of the pool. These are the chunks that
/// wait to be processed, those that are being processed, and those whose results have not been
/// taken yet.
const CHUNKS_A_THREAD: usize = 4;

type Each = Result<Found, ArchiveError>;

/// The result of processing a chunk.
struct Done<C> {
    value: C,
    tally: Tally,
    /// The number of files to put into the next chunk, from 1 to [`CHUNK_FILES`]. The number is
    /// chosen for a total length of half of [`CHUNK_LEN`], assuming that the next articles have the
    /// same average length as the articles of this chunk.
    next_files: usize,
    /// The files that were not processed, because the chunk reached [`CHUNK_LEN`]. These files
    /// become the next chunk.
    rest: Vec<Each>,
}

/// Processes all `files` in chunks.
///
/// - `start` returns the initial value of a chunk.
/// - `read` is called in parallel for each file. The arguments are the value of the chunk, a tally
///   in which to count the file, the file, and a buffer to reuse. `read` returns the length of the
///   article, or 0 if the file is not an article.
/// - `take` is called on the calling thread with the value of each finished chunk, in the order of
///   the files.
///
/// Stops at the first error of `take`, and returns this error.
pub(super) fn run<C: Send, E>(
    mut files: Files,
    start: &(impl Fn() -> C + Sync),
    read: &(impl Fn(&mut C, &mut Tally, Each, &mut Vec<u8>) -> usize + Sync),
    mut take: impl FnMut(C) -> Result<(), E>,
) -> Result<Tally, E> {
    let most = CHUNKS_A_THREAD * rayon::current_num_threads();
    let buffers = Mutex::new(Vec::new());
    let work = |chunk, done: SyncSender<_>| {
        let kept = lock(&buffers).pop();
        let mut buffer = kept.unwrap_or_default();
        let made = work_on(chunk, start, read, &mut buffer);
        lock(&buffers).push(buffer);
        // Sending fails if `take` has returned an error, because the receiver is then dropped.
        let _ = done.send(made);
    };
    let work = &work;
    let mut tally = Tally::default();
    rayon::in_place_scope_fifo(|scope| {
        let begin = |chunk| {
            let (send, receive) = sync_channel(1);
            scope.spawn_fifo(move |_| work(chunk, send));
            receive
        };
        let mut in_hand: VecDeque<Receiver<Done<C>>> = VecDeque::new();
        // The rest of a chunk is processed only after the first part of the chunk. To avoid such
        // rests, chunks of long files have fewer files.
        let mut chunk_files = CHUNK_FILES;
        loop {
            while in_hand.len() < most {
                let chunk: Vec<_> = files.by_ref().take(chunk_files).collect();
                if chunk.is_empty() {
                    break;
                }
                in_hand.push_back(begin(chunk));
            }
            let Some(next) = in_hand.pop_front() else {
                return Ok(());
            };
            // The channel is closed without a result only if `work` has panicked. The scope resumes
            // that panic at its end.
            let Ok(done) = wait(&next) else {
                return Ok(());
            };
            if !done.rest.is_empty() {
                in_hand.push_front(begin(done.rest));
            }
            chunk_files = done.next_files;
            tally.add(&done.tally);
            take(done.value)?;
        }
    })?;
    Ok(tally)
}

fn work_on<C>(
    chunk: Vec<Each>,
    start: impl Fn() -> C,
    read: impl Fn(&mut C, &mut Tally, Each, &mut Vec<u8>) -> usize,
    buffer: &mut Vec<u8>,
) -> Done<C> {
    let (mut value, mut tally) = (start(), Tally::default());
    let files = chunk.len();
    let mut chunk = chunk.into_iter();
    let mut len = 0;
    while len < CHUNK_LEN {
        match chunk.next() {
            Some(found) => len += read(&mut value, &mut tally, found, buffer),
            None => break,
        }
    }
    let average = len / (files - chunk.len()).max(1);
    Done {
        value,
        tally,
        next_files: (CHUNK_LEN / 2 / average.max(1)).clamp(1, CHUNK_FILES),
        rest: chunk.collect(),
    }
}

fn wait<T>(receiver: &Receiver<T>) -> Result<T, RecvError> {
    // A thread of the pool must not block here, because it may be the only thread of the pool.
    // While it waits, it runs other tasks of the pool.
    while rayon::current_thread_index().is_some() {
        match receiver.try_recv() {
            Ok(received) => return Ok(received),
            Err(TryRecvError::Disconnected) => return Err(RecvError),
            Err(TryRecvError::Empty) => {
                if rayon::yield_now() != Some(rayon::Yield::Executed) {
                    thread::yield_now();
                }
            }
        }
    }
    receiver.recv()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
