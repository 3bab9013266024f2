//! A run through an archive.

use std::path::PathBuf;

use newsprint::archive::{ArchiveError, ArchiveErrorKind, ArchivedArticle, Articles, SkipReason};

use super::options::Options;
use super::summary::{Became, File, Found, Summary};
use crate::progress::Progress;
use crate::signals::Signals;
use crate::status::{Interrupted, Result};

/// What all forms need while they go through an archive.
pub struct Job<'o> {
    pub options: &'o Options,
    pub progress: Progress,
    pub summary: Summary,
    pub signals: Signals,
    /// The output while it is written, which is no file of the archive.
    pub part: Option<PathBuf>,
}

impl Job<'_> {
    /// Calls `work` with each file, in parallel, and `take` with each result, until interrupted.
    pub fn process<T: Send>(
        &mut self,
        articles: Articles,
        work: impl Fn(Result<ArchivedArticle, ArchiveError>) -> T + Sync,
        mut take: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        let signals = self.signals.clone();
        // Nor is work begun on the files in hand.
        let work = |item| (!signals.is_interrupted()).then(|| work(item));
        let take = |done: Option<T>| match done {
            Some(done) if !signals.is_interrupted() => take(self, done),
            _ => Err(Interrupted.into()),
        };
        articles.process(work, take)?;
        Ok(())
    }

    /// Counts a file that is done. Returns whether it goes into the output.
    pub fn step(&mut self, file: File) -> Result<bool> {
        if self.is_part(&file) {
            return Ok(false);
        }
        self.progress.step(file.len);
        match &file.became {
            Became::Article(_) => {}
            Became::Failed(error) => self.progress.leave_out(error),
            Became::Unwritten { path, error } => {
                self.progress.leave_out(format_args!("{path}: {error}"))
            }
        }
        let found = self.summary.add(file);
        Ok(match found {
            Found::Article => true,
            Found::Duplicate => !self.options.distinct,
            Found::Nothing => false,
        })
    }

    fn is_part(&self, file: &File) -> bool {
        let (Became::Failed(error), Some(part)) = (&file.became, &self.part) else {
            return false;
        };
        let is_hidden = matches!(error.kind(), ArchiveErrorKind::Skipped(SkipReason::Hidden));
        is_hidden
            && error.file().is_some_and(|file| {
                file.file_name() == part.file_name()
                    && file.canonicalize().is_ok_and(|file| file == *part)
            })
    }
}
