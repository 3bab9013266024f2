//! Ctrl-C, and other termination signals.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::status::{Interrupted, Status};

#[cfg(unix)]
const SIGNALS: [i32; 3] = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// Whether a termination signal was received. Clones share the state.
#[derive(Debug, Clone)]
pub struct Signals(Arc<AtomicBool>);

impl Signals {
    /// Starts to catch termination signals. The first signal is only recorded. A second signal ends
    /// the process at once.
    pub fn catch() -> io::Result<Self> {
        let caught = Arc::new(AtomicBool::new(false));
        for signal in SIGNALS {
            // A signal that is already ignored stays ignored: `nohup` ignores SIGHUP, and shells
            // ignore SIGINT for background jobs.
            if is_ignored(signal) {
                continue;
            }
            flag::register_conditional_shutdown(
                signal,
                Status::Interrupted as i32,
                caught.clone(),
            )?;
            flag::register(signal, caught.clone())?;
        }
        Ok(Signals(caught))
    }

    pub fn is_interrupted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Returns an error if a signal was received.
    pub fn check(&self) -> Result<(), Interrupted> {
        match self.is_interrupted() {
            true => Err(Interrupted),
            false => Ok(()),
        }
    }
}

/// Returns whether the signal was already ignored when the process started. On Linux, `/proc`
/// contains the answer. On other systems, the answer cannot be found without unsafe code. On these
/// systems, returns `true` only for SIGHUP, and only if no standard stream is a terminal. With
/// `nohup`, this is often so.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    use std::io::IsTerminal;

    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    match mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()) {
        Some(mask) => mask >> (signal - 1) & 1 == 1,
        None => {
            let has_terminal = io::stdin().is_terminal()
                || io::stdout().is_terminal()
                || io::stderr().is_terminal();
            signal == signal_hook::consts::SIGHUP && !has_terminal
        }
    }
}

#[cfg(not(unix))]
fn is_ignored(_: i32) -> bool {
    false
}
