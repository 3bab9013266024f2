//! What the run found, to be printed at its end.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::time::Instant;

use newsprint::archive::{ArchiveError, ArchiveErrorKind, Duplicates, Fingerprint};

use super::terminal::visible;

/// A file that is done.
pub struct File {
    /// Bytes of what was read.
    pub len: u64,
    pub became: Became,
}

/// What a file became.
pub enum Became {
    Article(Fingerprint),
    Failed(ArchiveError),
    /// An article for whose file there is no name.
    Unwritten {
        path: String,
        error: io::Error,
    },
}

/// What a file is among those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Article,
    Duplicate,
    Nothing,
}

pub struct Summary {
    started: Instant,
    bytes: u64,
    articles: u64,
    same_link: u64,
    same_text: u64,
    duplicates: u64,
    seen: Duplicates,
    skipped: BTreeMap<String, u64>,
    /// By reason: how many, and the first.
    broken: BTreeMap<String, (u64, String)>,
}

impl Summary {
    pub fn new() -> Self {
        Summary {
            started: Instant::now(),
            bytes: 0,
            articles: 0,
            same_link: 0,
            same_text: 0,
            duplicates: 0,
            seen: Duplicates::new(),
            skipped: BTreeMap::new(),
            broken: BTreeMap::new(),
        }
    }

    /// Counts a file.
    pub fn add(&mut self, file: File) -> Found {
        self.bytes += file.len;
        match file.became {
            Became::Article(fingerprint) => {
                let same = self.seen.add(&fingerprint);
                self.articles += 1;
                self.same_link += u64::from(same.link());
                self.same_text += u64::from(same.text());
                self.duplicates += u64::from(same.any());
                match same.any() {
                    true => Found::Duplicate,
                    false => Found::Article,
                }
            }
            Became::Failed(error) => {
                self.add_error(&error);
                Found::Nothing
            }
            Became::Unwritten { path, error } => {
                self.add_broken(format!("cannot be written: {error}"), &path);
                Found::Nothing
            }
        }
    }

    fn add_error(&mut self, error: &ArchiveError) {
        match error.kind() {
            ArchiveErrorKind::Skipped(reason) => {
                *self.skipped.entry(reason.to_string()).or_default() += 1;
            }
            kind => self.add_broken(kind.reason(), error.path()),
        }
    }

    fn add_broken(&mut self, reason: String, path: &str) {
        let first = || (0, path.to_owned());
        self.broken.entry(reason).or_insert_with(first).0 += 1;
    }

    pub fn has_broken(&self) -> bool {
        !self.broken.is_empty()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let skipped: u64 = self.skipped.values().sum();
        let broken: u64 = self.broken.values().map(|(count, _)| count).sum();
        let files = self.articles + skipped + broken;
        let (seconds, megabytes) = (
            self.started.elapsed().as_secs_f64(),
            self.bytes as f64 / 1e6,
        );
        writeln!(
            f,
            "{files} files, {megabytes:.1} MB in {seconds:.1} s ({:.0} MB/s)",
            megabytes / seconds
        )?;
        writeln!(f, "{:>9} articles", self.articles)?;
        writeln!(
            f,
            "{:>9} of them duplicates ({} by link, {} by text)",
            self.duplicates, self.same_link, self.same_text
        )?;
        writeln!(f, "{skipped:>9} skipped")?;
        for (reason, count) in &self.skipped {
            writeln!(f, "{count:>9}   {reason}")?;
        }
        writeln!(f, "{broken:>9} broken")?;
        for (reason, (count, first)) in &self.broken {
            let said = format!("{reason}, as {first}");
            writeln!(f, "{count:>9}   {}", visible(&said))?;
        }
        Ok(())
    }
}
