//! The progress bar: files, MB/s, time left. There only if errors go to a terminal.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

const TEMPLATE: &str = "{bar:30} {human_pos}/{human_len} files  {megabytes}  {eta} left";

/// How far the run is.
pub struct Progress {
    bar: ProgressBar,
    bytes: Arc<AtomicU64>,
}

impl Progress {
    pub fn new(dir: &Path, quiet: bool) -> Self {
        let bytes = Arc::new(AtomicU64::new(0));
        if quiet || !io::stderr().is_terminal() {
            let bar = ProgressBar::hidden();
            return Progress { bar, bytes };
        }
        let bar = ProgressBar::new(0);
        let done = bytes.clone();
        let rate = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let seconds = state.elapsed().as_secs_f64().max(0.001);
            let rate = done.load(Ordering::Relaxed) as f64 / 1e6 / seconds;
            // A bar that is not drawn is no error.
            let _ = write!(out, "{rate:.1} MB/s");
        };
        let style =
            ProgressStyle::with_template(TEMPLATE).map(|style| style.with_key("megabytes", rate));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        let (dir, counted) = (dir.to_owned(), bar.clone());
        // How much there is to do shows while it is done.
        thread::spawn(move || count(dir, &counted));
        Progress { bar, bytes }
    }

    /// Counts a file that is done.
    pub fn step(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Adds the files below `dir` to the bar's length. Links are not followed.
fn count(dir: PathBuf, bar: &ProgressBar) {
    let mut folders = vec![dir];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for entry in entries.flatten() {
            match entry.file_type() {
                Ok(found) if found.is_dir() => folders.push(entry.path()),
                _ => bar.inc_length(1),
            }
        }
    }
}
