//! Files are found on one thread, worked on in parallel, chunk by chunk, and what was made of a chunk is taken in
//! order.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvError, SyncSender, TryRecvError, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::error::ArchiveError;
use super::file::Found;
use super::files::Files;
use super::tally::Tally;

/// How many files are in a chunk, and how many bytes end it.
const CHUNK_FILES: usize = 64;
const CHUNK_LEN: usize = 512 << 10;
/// How many chunks a thread has in hand: one that it works on, and those that wait, also to be taken.
const CHUNKS_A_THREAD: usize = 4;

type Each = Result<Found, ArchiveError>;

/// What was made of a chunk.
struct Done<C> {
    value: C,
    tally: Tally,
    /// The files that were too much for it.
    rest: Vec<Each>,
}

/// Calls `read` with each file and the value of its chunk, which `start` makes, in parallel; and `take` with each
/// value, in order. `read` returns how long the file is.
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
        // Nobody waits for it if `take` has failed.
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
        loop {
            while in_hand.len() < most {
                let chunk: Vec<_> = files.by_ref().take(CHUNK_FILES).collect();
                if chunk.is_empty() {
                    break;
                }
                in_hand.push_back(begin(chunk));
            }
            let Some(next) = in_hand.pop_front() else {
                return Ok(());
            };
            // If the thread panicked, the scope does, too.
            let Ok(done) = wait(&next) else {
                return Ok(());
            };
            if !done.rest.is_empty() {
                in_hand.push_front(begin(done.rest));
            }
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
    let mut files = chunk.into_iter();
    let mut len = 0;
    while len < CHUNK_LEN {
        match files.next() {
            Some(found) => len += read(&mut value, &mut tally, found, buffer),
            None => break,
        }
    }
    let rest = files.collect();
    Done { value, tally, rest }
}

fn wait<T>(receiver: &Receiver<T>) -> Result<T, RecvError> {
    // A thread of a pool works meanwhile: there may be no other.
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
