//! A run through a source.

use std::io;
use std::path::PathBuf;

use newsprint::ContentOptions;
use newsprint::archive::{
    ArchiveError, ArchiveErrorKind, ArchivedArticle, Articles, Fingerprint, SkipReason,
};

use super::options::Options;
use super::reading::Reading;
use super::rejects::Rejects;
use super::rows::Rows;
use super::summary::{Became, File, Found, Seen, Summary};
use crate::filter::Filter;
use crate::progress::Progress;
use crate::signals::Signals;
use crate::status::{Interrupted, Result};

/// The state that all forms need while they read a source.
pub struct Job<'o> {
    pub options: &'o Options,
    pub filter: &'o Filter<'o>,
    pub rows: &'o Rows<'o>,
    pub progress: Progress,
    pub summary: Summary,
    pub rejects: Option<Rejects>,
    pub signals: Signals,
    /// The temporary names of the outputs, which are not files of the source.
    pub parts: Vec<PathBuf>,
}

impl Job<'_> {
    /// Calls `make` with each article, in parallel, and `take` with each result and whether it goes into the
    /// output, in order, until interrupted. An error of `make` means that an article cannot be written under
    /// its name.
    pub fn process<T: Send>(
        &mut self,
        articles: Articles,
        make: impl Fn(&Reading<'_, '_>) -> io::Result<T> + Sync,
        mut take: impl FnMut(T, bool) -> Result<()>,
    ) -> Result<()> {
        let signals = self.signals.clone();
        let (filter, options) = (self.filter, self.rows.content);
        // After that, no work is started on files that were already read.
        let work = |item| (!signals.is_interrupted()).then(|| read(item, filter, options, &make));
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

    /// Counts a processed file. Returns whether it goes into the output.
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

fn read<T>(
    item: Result<ArchivedArticle, ArchiveError>,
    filter: &Filter<'_>,
    options: &ContentOptions,
    make: impl Fn(&Reading<'_, '_>) -> io::Result<T>,
) -> (File, Option<T>) {
    let (len, read) = filter.read(item, options, |archived, article, content| {
        let reading = Reading::new(archived, article, content);
        let made = match make(&reading) {
            Ok(made) => made,
            Err(error) => {
                let path = archived.path().to_owned();
                return (Became::Unwritten { path, error }, None);
            }
        };
        // Duplicates are found by the whole text, including repeated text.
        let fingerprint = match *options == ContentOptions::new() {
            true => reading.fingerprint(),
            false => Fingerprint::of(article),
        };
        (
            Became::Article(Seen::new(archived, fingerprint)),
            Some(made),
        )
    });
    match read {
        Ok(Some((became, made))) => (File { len, became }, made),
        Ok(None) => (File::unwanted(len), None),
        Err(error) => (File::failed(error), None),
    }
}
