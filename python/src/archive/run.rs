//! A run through an archive, in threads that never need the GIL: what waits for them may hold it.

use std::error::Error;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::ThreadPoolBuilder;

use super::counts::Counts;
use super::opened::Opened;

/// How often progress is told, and signals are looked for.
const STEP: Duration = Duration::from_millis(100);

pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// What a run sends. The last is the end, or why it could not go on.
enum Sent<T> {
    Item(T),
    End(Result<(), String>),
}

/// Where a run sends what it makes.
pub struct Sender<T> {
    send: SyncSender<Sent<T>>,
    is_left: Arc<AtomicBool>,
}

impl<T> Sender<T> {
    /// Returns whether nobody receives any more, so that no more work need be done.
    pub fn is_left(&self) -> bool {
        self.is_left.load(Ordering::Relaxed)
    }

    /// Sends an item when there is room. Fails if nobody receives any more.
    pub fn send(&self, item: T) -> Result<()> {
        let sent = self.send.send(Sent::Item(item));
        sent.map_err(|_| left())
    }
}

/// Returns the error that ends a run when nobody receives any more.
pub fn left() -> Box<dyn Error + Send + Sync> {
    "nobody receives any more".into()
}

/// A run, and who is told of its progress.
pub struct Run<T> {
    received: Mutex<Receiver<Sent<T>>>,
    is_left: Arc<AtomicBool>,
    counts: Arc<Counts>,
    progress: Option<Py<PyAny>>,
    told: Mutex<Instant>,
}

impl<T: Send + 'static> Run<T> {
    /// Begins a run that does `work` in a pool of its own. Up to `room` items wait to be received.
    pub fn new(
        opened: Arc<Opened>,
        counts: Arc<Counts>,
        progress: Option<Py<PyAny>>,
        room: usize,
        work: impl FnOnce(&Opened, &Counts, &Sender<T>) -> Result<()> + Send + 'static,
    ) -> PyResult<Self> {
        let (send, received) = sync_channel(room);
        let is_left = Arc::new(AtomicBool::new(false));
        let sender = Sender {
            send,
            is_left: is_left.clone(),
        };
        let counted = counts.clone();
        // One that Python forks has no threads of its parent's: a pool of the process would wait for them.
        let mut pool = ThreadPoolBuilder::new().thread_name(|_| "newsprint".into());
        if let Some(threads) = opened.threads {
            pool = pool.num_threads(threads);
        }
        let pool = pool
            .build()
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let run = move || {
            let work = AssertUnwindSafe(|| pool.install(|| work(&opened, &counted, &sender)));
            let end = match panic::catch_unwind(work) {
                Ok(end) => end.map_err(|error| error.to_string()),
                Err(_) => Err("newsprint failed; report it".to_owned()),
            };
            // If nobody receives it, nobody waits for it.
            let _ = sender.send.send(Sent::End(end));
        };
        let thread = thread::Builder::new().name("newsprint".to_owned());
        thread.spawn(run)?;
        Ok(Run {
            received: Mutex::new(received),
            is_left,
            counts,
            progress,
            told: Mutex::new(Instant::now()),
        })
    }
}

impl<T: Send> Run<T> {
    /// Returns the next item. Meanwhile the GIL is released, and signals are handled.
    pub fn next(&self, py: Python<'_>) -> PyResult<Option<T>> {
        loop {
            let received = py.detach(|| {
                let received = self.received.lock().unwrap_or_else(PoisonError::into_inner);
                received.recv_timeout(STEP)
            });
            py.check_signals()?;
            match received {
                Ok(Sent::Item(item)) => {
                    self.tell(py, false)?;
                    return Ok(Some(item));
                }
                Ok(Sent::End(Ok(()))) => {
                    self.tell(py, true)?;
                    return Ok(None);
                }
                Ok(Sent::End(Err(error))) => return Err(PyRuntimeError::new_err(error)),
                Err(RecvTimeoutError::Timeout) => self.tell(py, false)?,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
        }
    }

    /// Tells the progress, if it is time.
    fn tell(&self, py: Python<'_>, is_end: bool) -> PyResult<()> {
        let Some(progress) = &self.progress else {
            return Ok(());
        };
        {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            if !is_end && told.elapsed() < STEP {
                return Ok(());
            }
            *told = Instant::now();
        }
        progress.call1(py, self.counts.done())?;
        Ok(())
    }
}

impl<T> Drop for Run<T> {
    fn drop(&mut self) {
        // What is read already need not be parsed. The channel closes.
        self.is_left.store(true, Ordering::Relaxed);
    }
}
