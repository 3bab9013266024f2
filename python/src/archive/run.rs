//! A run, which reads an archive in threads of its own. These threads never need the GIL, so a
//! thread that waits for them may hold the GIL.

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

/// The interval at which progress is reported and signals are checked.
const STEP: Duration = Duration::from_millis(100);

pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// A message from the threads of a run. The last message is `End`. It contains an error if the run
/// failed.
enum Sent<T> {
    Item(T),
    End(Result<(), String>),
}

/// Sends the results of a run to the [`Run`].
pub struct Sender<T> {
    send: SyncSender<Sent<T>>,
    is_left: Arc<AtomicBool>,
}

impl<T> Sender<T> {
    /// Returns whether the [`Run`] was dropped. If so, no more work is needed.
    pub fn is_left(&self) -> bool {
        self.is_left.load(Ordering::Relaxed)
    }

    /// Sends an item. If the buffer is full, waits until it has space. Fails if the [`Run`] was
    /// dropped.
    pub fn send(&self, item: T) -> Result<()> {
        let sent = self.send.send(Sent::Item(item));
        sent.map_err(|_| left())
    }
}

/// Returns the error that ends the work after the [`Run`] was dropped.
pub fn left() -> Box<dyn Error + Send + Sync> {
    "nobody receives any more".into()
}

/// A run through an archive. Dropping this value stops the run.
pub struct Run<T> {
    received: Mutex<Receiver<Sent<T>>>,
    is_left: Arc<AtomicBool>,
    counts: Arc<Counts>,
    progress: Option<Py<PyAny>>,
    told: Mutex<Instant>,
}

impl<T: Send + 'static> Run<T> {
    /// Starts a run that calls `work` in a thread pool of its own. At most `room` items are
    /// buffered.
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
        // A global pool would not work in a forked process: it would wait for threads that only the
        // parent process has.
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
            // This fails if the receiver was dropped. Then no one needs the message.
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
    /// Returns the next item, or `None` at the end of the run. While waiting, releases the GIL and
    /// handles signals.
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

    /// Reports the progress if [`STEP`] has passed since the last report, or if the run has ended.
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
        // Threads check this flag, and no longer parse files that were already read. Dropping the
        // receiver also closes the channel.
        self.is_left.store(true, Ordering::Relaxed);
    }
}
