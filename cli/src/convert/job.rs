//! Reads the files of a source, in the same way for all forms of output.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use newsprint::archive::{
    ArchiveError, ArchiveErrorKind, ArchivedArticle, Articles, Fingerprint, SkipReason,
};
use newsprint::{Article, Content, ContentOptions};

use super::options::Options;
use super::reading::Reading;
use super::rejects::Rejects;
use super::rows::Rows;
use super::summary::{Became, File, Found, Seen, Summary};
use crate::filter::Filter;
use crate::progress::Progress;
use crate::signals::Signals;
use crate::status::{Interrupted, Result};

/// The state of a run of `convert`, which is the same for all forms of output.
pub struct Job<'o> {
    pub options: &'o Options,
    pub filter: &'o Filter<'o>,
    pub rows: &'o Rows<'o>,
    pub progress: Progress,
    pub summary: Summary,
    pub rejects: Option<Rejects>,
    pub signals: Signals,
    /// The paths of the temporary output files. If the source contains these files, they are not counted.
    pub parts: Vec<PathBuf>,
}

impl<'o> Job<'o> {
    /// Calls `make` with each article, on several threads. Calls `take` with each result of `make`,
    /// in the order of the files. The second argument of `take` is whether the result goes into the
    /// output. It is `false` for duplicates that are left out. If `make` returns an error, the
    /// article is counted as one that cannot be written under its name. Returns an error if `take`
    /// returns an error, or if the run is interrupted.
    pub fn process<T: Send>(
        &mut self,
        articles: Articles,
        make: impl Fn(&Reading<'_, '_>) -> io::Result<T> + Sync,
        mut take: impl FnMut(T, bool) -> Result<()>,
    ) -> Result<()> {
        let signals = self.signals.clone();
        let reader = self.reader();
        // After an interruption, articles are not parsed any more, even if their files have been read.
        let work = |item| (!signals.is_interrupted()).then(|| reader.read(item, &make));
        let step = |done: Option<(File, Option<T>)>| -> Result<()> {
            let (file, made) = done.ok_or(Interrupted)?;
            signals.check()?;
            let is_wanted = self.step(file)?;
            match made {
                Some(made) => take(made, is_wanted),
                None => Ok(()),
            }
        };
        articles.process(work, step)?;
        Ok(())
    }

    /// Like [`process`](Job::process), but collects the results of several consecutive articles (a
    /// chunk) in one value. `start` returns an empty value. `make` adds an article to the value.
    /// `take` receives the value, and one flag for each article in the value: whether this article
    /// goes into the output. If `make` returns an error, the run ends with this error.
    pub fn process_chunks<C: Send>(
        &mut self,
        articles: Articles,
        start: impl Fn() -> C + Sync,
        make: impl Fn(&mut C, &Reading<'_, '_>) -> Result<()> + Sync,
        mut take: impl FnMut(C, &[bool]) -> Result<()>,
    ) -> Result<()> {
        let signals = self.signals.clone();
        let reader = self.reader();
        let start = || Chunk {
            made: start(),
            files: Vec::new(),
            error: None,
        };
        let work = |chunk: &mut Chunk<C>, item| {
            if signals.is_interrupted() {
                chunk.error = Some(Interrupted.into());
            }
            if chunk.error.is_some() {
                return;
            }
            let (file, made) = reader.read(item, |reading| Ok(make(&mut chunk.made, reading)));
            chunk.files.push((file, made.is_some()));
            chunk.error = made.and_then(Result::err);
        };
        let mut are_wanted = Vec::new();
        let step = |chunk: Chunk<C>| -> Result<()> {
            signals.check()?;
            are_wanted.clear();
            for (file, is_made) in chunk.files {
                let is_wanted = self.step(file)?;
                if is_made {
                    are_wanted.push(is_wanted);
                }
            }
            match chunk.error {
                Some(error) => Err(error),
                None => take(chunk.made, &are_wanted),
            }
        };
        articles.process_chunks(start, work, step)?;
        Ok(())
    }

    fn reader(&self) -> Reader<'o> {
        Reader {
            filter: self.filter,
            options: self.rows.content,
            has_duplicates: self.summary.has_duplicates(),
        }
    }

    /// Counts a processed file. If the file is broken, skipped, a duplicate, or cannot be written,
    /// reports the reason. Returns whether the file is an article that goes into the output.
    fn step(&mut self, file: File) -> Result<bool> {
        if self.is_part(&file) {
            return Ok(false);
        }
        self.progress.step(file.len);
        match &file.became {
            Became::Article(_) | Became::Unwanted => {}
            Became::Failed(error) => {
                self.progress.leave_out(error);
                if let Some(rejects) = &mut self.rejects {
                    rejects.add_error(error)?;
                }
            }
            Became::Unwritten { path, error } => {
                self.progress.leave_out(format_args!("{path}: {error}"));
                if let Some(rejects) = &mut self.rejects {
                    rejects.add_unwritten(path, error)?;
                }
            }
        }
        Ok(match self.summary.add(file) {
            Found::Article => true,
            Found::Duplicate { path, same, of } => {
                self.progress
                    .leave_out(format_args!("{path}: duplicate of {of}: {same}"));
                if let Some(rejects) = &mut self.rejects {
                    rejects.add_duplicate(path, same, of)?;
                }
                false
            }
            Found::Nothing => false,
        })
    }

    fn is_part(&self, file: &File) -> bool {
        let Became::Failed(error) = &file.became else {
            return false;
        };
        let is_hidden = matches!(error.kind(), ArchiveErrorKind::Skipped(SkipReason::Hidden));
        let Some(file) = error.file().filter(|_| is_hidden) else {
            return false;
        };
        self.parts.iter().any(|part| {
            file.file_name() == part.file_name()
                && file.canonicalize().is_ok_and(|file| file == *part)
        })
    }
}

/// The result of processing a chunk of files.
struct Chunk<C> {
    made: C,
    /// The processed files. The flag of a file is `true` if `make` was called with the file's
    /// article.
    files: Vec<(File, bool)>,
    /// The error that ended the chunk early: an error of `make`, or an interruption.
    error: Option<Box<dyn Error + Send + Sync>>,
}

/// The options for reading articles, which all threads share.
#[derive(Clone, Copy)]
struct Reader<'r> {
    filter: &'r Filter<'r>,
    options: &'r ContentOptions,
    /// Whether duplicates are looked for. If `true`, each article needs a [`Seen`].
    has_duplicates: bool,
}

impl Reader<'_> {
    fn read<T>(
        &self,
        item: Result<ArchivedArticle, ArchiveError>,
        make: impl FnOnce(&Reading<'_, '_>) -> io::Result<T>,
    ) -> (File, Option<T>) {
        let make = |archived: &ArchivedArticle, article: &Article<'_>, content: &Content<'_>| {
            let reading = Reading::new(archived, article, content);
            let made = match make(&reading) {
                Ok(made) => made,
                Err(error) => {
                    let path = archived.path().to_owned();
                    return (Became::Unwritten { path, error }, None);
                }
            };
            let seen = self.has_duplicates.then(|| self.seen(&reading));
            (Became::Article(seen), Some(made))
        };
        match self.filter.read(item, self.options, make) {
            (len, Ok(Some((became, made)))) => (File { len, became }, made),
            (len, Ok(None)) => (File::unwanted(len), None),
            (_, Err(error)) => (File::failed(error), None),
        }
    }

    fn seen(&self, reading: &Reading<'_, '_>) -> Seen {
        // The fingerprint must be computed from the whole text, including the repeated text that
        // the options remove.
        let fingerprint = match *self.options == ContentOptions::new() {
            true => reading.fingerprint(),
            false => Fingerprint::of(reading.article),
        };
        Seen::new(reading.archived, fingerprint)
    }
}
