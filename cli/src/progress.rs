//! The progress bar: files, MB/s, time left.

use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::arguments::Common;
use crate::terminal;

const OF_MANY: &str = "{wide_bar} {human_pos}/{human_len}  {megabytes}  {eta}";
/// The template of the bar if the number of files is unknown.
const OF_UNKNOWN: &str = "{spinner} files: {human_pos}  {megabytes}";

/// The progress of a run.
pub struct Progress {
    bar: ProgressBar,
    is_shown: bool,
    bytes: Arc<AtomicU64>,
    is_verbose: bool,
}

impl Progress {
    /// Returns a progress bar. If the source is a folder, `folder` is the path of this folder, and
    /// its files are counted for the total. The bar is shown only if `has_room` is `true`,
    /// `--quiet` is not set, and standard error is a terminal that can move its cursor.
    pub fn new(folder: Option<&Path>, common: &Common, has_room: bool) -> Self {
        let is_shown =
            has_room && !common.quiet && !terminal::is_dumb() && io::stderr().is_terminal();
        let progress = Progress {
            bar: match is_shown {
                true => ProgressBar::new(0),
                false => ProgressBar::hidden(),
            },
            is_shown,
            bytes: Arc::new(AtomicU64::new(0)),
            is_verbose: common.verbose,
        };
        if is_shown {
            progress.show(folder);
        }
        progress
    }

    fn show(&self, folder: Option<&Path>) {
        let done = self.bytes.clone();
        let rate = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let seconds = state.elapsed().as_secs_f64().max(0.001);
            let rate = done.load(Ordering::Relaxed) as f64 / 1e6 / seconds;
            // It is not an error if the bar cannot be drawn.
            let _ = write!(out, "{rate:.1} MB/s");
        };
        let template = if folder.is_some() {
            OF_MANY
        } else {
            OF_UNKNOWN
        };
        let style =
            ProgressStyle::with_template(template).map(|style| style.with_key("megabytes", rate));
        self.bar
            .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.enable_steady_tick(Duration::from_millis(200));
        if let Some(folder) = folder {
            let (folder, counted) = (folder.to_owned(), self.bar.clone());
            // The total is counted while the run is in progress.
            thread::spawn(move || count(folder, &counted));
        }
    }

    /// Prints why a file is left out. Does nothing without `--verbose`.
    pub fn leave_out(&self, error: impl Display) {
        if self.is_verbose {
            self.bar.suspend(|| terminal::say_error(error));
        }
    }

    /// Counts a processed file.
    pub fn step(&self, bytes: u64) {
        if self.is_shown {
            self.bytes.fetch_add(bytes, Ordering::Relaxed);
            self.bar.inc(1);
        }
    }

    /// Removes the bar.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Adds the number of files below `dir` to the total of the bar. Symbolic links are not followed.
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
