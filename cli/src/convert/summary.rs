//! The summary at the end of a run: the numbers of articles, duplicates, skipped files and broken
//! files.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::time::Instant;

use newsprint::archive::{
    ArchiveError, ArchiveErrorKind, ArchivedArticle, Duplicate, Duplicates, Fingerprint, Same,
};

use crate::terminal::visible;

/// A processed file.
pub struct File {
    /// The number of bytes that were read.
    pub len: u64,
    pub became: Became,
}

/// The result of processing a file.
pub enum Became {
    /// An article. The value is `None` if duplicates are not looked for.
    Article(Option<Seen>),
    Failed(ArchiveError),
    /// An article that cannot be written, because its path is not possible in the output folder.
    Unwritten {
        path: String,
        error: io::Error,
    },
    /// A file that does not match the filters.
    Unwanted,
}

impl File {
    pub fn failed(error: ArchiveError) -> Self {
        let became = Became::Failed(error);
        File { len: 0, became }
    }

    pub fn unwanted(len: u64) -> Self {
        let became = Became::Unwanted;
        File { len, became }
    }
}

/// The path and the fingerprint of an article, for finding duplicates.
pub struct Seen {
    path: Box<str>,
    fingerprint: Fingerprint,
}

impl Seen {
    pub fn new(archived: &ArchivedArticle, fingerprint: Fingerprint) -> Self {
        let path = archived.path().into();
        Seen { path, fingerprint }
    }
}

/// The paths of articles, joined in one string. `ends` contains the offset at which each path ends.
#[derive(Default)]
struct Paths {
    text: String,
    ends: Vec<usize>,
}

impl Paths {
    /// Adds a path. Returns its number, counted from 0.
    fn add(&mut self, path: &str) -> usize {
        self.text.push_str(path);
        self.ends.push(self.text.len());
        self.ends.len() - 1
    }

    fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }
}

/// The result of comparing a file with the earlier files.
pub enum Found<'s> {
    Article,
    /// A duplicate of an earlier article. Returned only if `is_learned` is set. If it is not set,
    /// [`Summary::complete`] finds the duplicates at the end.
    Duplicate {
        path: &'s str,
        same: Same,
        of: &'s str,
    },
    Nothing,
}

pub struct Summary {
    started: Instant,
    bytes: u64,
    articles: u64,
    /// The number of files that do not match the filters; `None` if no filters are set.
    unwanted: Option<u64>,
    /// Whether duplicates are looked for. This is necessary if duplicates are left out, or if the
    /// summary is printed.
    has_duplicates: bool,
    duplicates: Duplicates,
    /// Whether duplicates can be found immediately. This is possible if a first pass has found the
    /// boilerplate, or if no first pass is needed.
    is_learned: bool,
    /// The paths of all articles, if duplicates are looked for.
    paths: Paths,
    /// The fingerprints of the articles in `paths`. Empty if `is_learned` is set. The fingerprints
    /// are in blocks, so that [`Summary::complete`] can free each block after reading it.
    fingerprints: Vec<Vec<Fingerprint>>,
    /// For each reason why articles are duplicates, such as the same link: the number of these
    /// duplicates, and a text with the paths of the first duplicate and its original.
    same: BTreeMap<Same, (u64, String)>,
    skipped: BTreeMap<String, u64>,
    /// The number of skipped files in folders where articles are expected, and the path of the first one.
    unexpected: (u64, String),
    /// For each reason: the number of broken files, and the path of the first one.
    broken: BTreeMap<String, (u64, String)>,
}

impl Summary {
    /// Returns an empty summary. `learned` is the result of the first pass, or `None` if duplicates are not left
    /// out. `is_printed` is whether the summary will be printed.
    pub fn new(learned: Option<Duplicates>, has_filters: bool, is_printed: bool) -> Self {
        Summary {
            started: Instant::now(),
            bytes: 0,
            articles: 0,
            unwanted: has_filters.then_some(0),
            has_duplicates: learned.is_some() || is_printed,
            is_learned: learned.is_some(),
            duplicates: learned.unwrap_or_default(),
            paths: Paths::default(),
            fingerprints: Vec::new(),
            same: BTreeMap::new(),
            skipped: BTreeMap::new(),
            unexpected: (0, String::new()),
            broken: BTreeMap::new(),
        }
    }

    /// Returns whether duplicates are looked for. If `true`, each article needs a [`Seen`].
    pub fn has_duplicates(&self) -> bool {
        self.has_duplicates
    }

    /// Counts a file. Returns whether the file is an article, a duplicate or neither.
    pub fn add(&mut self, file: File) -> Found<'_> {
        self.bytes += file.len;
        match file.became {
            Became::Article(seen) => {
                self.articles += 1;
                let Some(seen) = seen else {
                    return Found::Article;
                };
                let index = self.paths.add(&seen.path);
                if !self.is_learned {
                    self.duplicates.learn(&seen.fingerprint);
                    self.keep(seen.fingerprint);
                    return Found::Article;
                }
                match self.duplicates.add(&seen.fingerprint) {
                    Some(found) => {
                        self.add_duplicate(index, found);
                        Found::Duplicate {
                            path: self.paths.get(index),
                            same: found.same(),
                            of: self.paths.get(found.of()),
                        }
                    }
                    None => Found::Article,
                }
            }
            Became::Failed(error) => {
                self.add_error(&error);
                Found::Nothing
            }
            Became::Unwanted => {
                self.unwanted = self.unwanted.map(|count| count + 1);
                Found::Nothing
            }
            Became::Unwritten { path, error } => {
                self.add_broken(format!("cannot be written: {error}"), &path);
                Found::Nothing
            }
        }
    }

    /// Finds the duplicates if they could not be found before all articles were read.
    pub fn complete(&mut self) {
        let fingerprints = std::mem::take(&mut self.fingerprints);
        for (index, fingerprint) in fingerprints.into_iter().flatten().enumerate() {
            if let Some(found) = self.duplicates.add(&fingerprint) {
                self.add_duplicate(index, found);
            }
        }
    }

    fn keep(&mut self, fingerprint: Fingerprint) {
        const BLOCK: usize = 1024;
        match self.fingerprints.last_mut() {
            Some(block) if block.len() < BLOCK => block.push(fingerprint),
            _ => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(fingerprint);
                self.fingerprints.push(block);
            }
        }
    }

    fn add_duplicate(&mut self, index: usize, found: Duplicate) {
        let (path, of) = (self.paths.get(index), self.paths.get(found.of()));
        let first = || format!("{path} and {of}");
        let same = self.same.entry(found.same());
        same.or_insert_with(|| (0, first())).0 += 1;
    }

    fn add_error(&mut self, error: &ArchiveError) {
        match error.kind() {
            ArchiveErrorKind::Skipped(reason) => {
                *self.skipped.entry(reason.to_string()).or_default() += 1;
                if error.is_unexpected() {
                    let (count, first) = &mut self.unexpected;
                    if *count == 0 {
                        *first = error.path().to_owned();
                    }
                    *count += 1;
                }
            }
            kind => self.add_broken(kind.reason(), error.path()),
        }
    }

    fn add_broken(&mut self, reason: String, path: &str) {
        let first = || (0, path.to_owned());
        self.broken.entry(reason).or_insert_with(first).0 += 1;
    }

    /// Returns whether there are no articles, no broken files and no files that do not match the
    /// filters.
    pub fn is_empty(&self) -> bool {
        self.articles == 0 && self.broken.is_empty() && self.unwanted.is_none_or(|count| count == 0)
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
            "{files} {}, {megabytes:.1} MB in {seconds:.1} s ({:.0} MB/s)",
            if files == 1 { "file" } else { "files" },
            megabytes / seconds
        )?;
        writeln!(f, "{:>9} articles", self.articles)?;
        let duplicates: u64 = self.same.values().map(|(count, _)| count).sum();
        writeln!(f, "{duplicates:>9} of them duplicates")?;
        for (same, (count, first)) in &self.same {
            let said = format!("{same}, as {first}");
            writeln!(f, "{count:>9}   {}", visible(&said))?;
        }
        writeln!(f, "{skipped:>9} skipped")?;
        for (reason, count) in &self.skipped {
            writeln!(f, "{count:>9}   {reason}")?;
        }
        if let (count @ 1.., first) = &self.unexpected {
            let said = format!("of them where articles are, as {first}");
            writeln!(f, "{count:>9} {}", visible(&said))?;
        }
        if let Some(unwanted) = self.unwanted {
            writeln!(f, "{unwanted:>9} left out by filters")?;
        }
        writeln!(f, "{broken:>9} broken")?;
        for (reason, (count, first)) in &self.broken {
            let said = format!("{reason}, as {first}");
            writeln!(f, "{count:>9}   {}", visible(&said))?;
        }
        Ok(())
    }
}
