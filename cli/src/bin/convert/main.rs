//! Converts an archive: `convert DIR --to jsonl|parquet|markdown|text OUT`.
//!
//! `cargo run --release --features cli --example convert -- DIR --to parquet news.parquet`

mod files;
mod jsonl;
mod options;
mod output;
mod parquet;
mod progress;
mod summary;
mod terminal;

use std::env;
use std::error::Error;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use newsprint::archive::{
    Archive, ArchiveError, ArchiveErrorKind, ArchivedArticle, Articles, Duplicates, SkipReason,
};
use options::{Format, Options, Request};
use progress::Progress;
use summary::{Became, File, Found, Summary};
use terminal::{say, visible};

/// Exit statuses: some files are broken; nothing was written; interrupted.
const BROKEN: u8 = 1;
const FAILED: u8 = 2;
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let options = match options::parse(env::args_os().skip(1)) {
        Ok(Request::Convert(options)) => options,
        Ok(Request::Help) => {
            return match io::stdout().write_all(options::HELP.as_bytes()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(error, FAILED),
            };
        }
        Err(error) => {
            let status = fail(error, FAILED);
            say(format_args!("\n{}\n", options::USAGE));
            return status;
        }
    };
    match run(&options) {
        Ok(summary) => {
            if !options.quiet {
                say(&summary);
            }
            ExitCode::from(if summary.has_broken() { BROKEN } else { 0 })
        }
        Err(error) if error.is::<Interrupted>() => fail(error, INTERRUPTED),
        Err(error) => fail(error, FAILED),
    }
}

/// Says what ends the run, and returns its exit status.
fn fail(error: impl Display, status: u8) -> ExitCode {
    say(format_args!("convert: {}\n", visible(&error.to_string())));
    ExitCode::from(status)
}

/// What a conversion ends with.
type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Ctrl-C, or a signal to end.
#[derive(Debug, thiserror::Error)]
#[error("interrupted; nothing was written")]
struct Interrupted;

/// What all formats need while they go through an archive.
struct Job<'o> {
    options: &'o Options,
    progress: Progress,
    summary: Summary,
    interrupted: Arc<AtomicBool>,
    /// The output while it is written, which is no file of the archive.
    part: Option<PathBuf>,
}

impl Job<'_> {
    /// Calls `work` with each file, in parallel, and `take` with each result, until interrupted.
    fn process<T: Send>(
        &mut self,
        articles: Articles,
        work: impl Fn(std::result::Result<ArchivedArticle, ArchiveError>) -> T + Sync,
        mut take: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        let interrupted = self.interrupted.clone();
        let is_interrupted = || interrupted.load(Ordering::Relaxed);
        // Nor is work begun on the files in hand.
        let work = |item| (!is_interrupted()).then(|| work(item));
        let take = |done: Option<T>| match done {
            Some(done) if !is_interrupted() => take(self, done),
            _ => Err(Interrupted.into()),
        };
        articles.process(work, take)?;
        Ok(())
    }

    /// Counts a file that is done. Returns whether it goes into the output.
    fn step(&mut self, file: File) -> Result<bool> {
        if self.is_part(&file) {
            return Ok(false);
        }
        self.progress.step(file.len);
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

fn run(options: &Options) -> Result<Summary> {
    let archive = Archive::open(&options.dir)?;
    let interrupted = Arc::new(AtomicBool::new(false));
    let on_signal = interrupted.clone();
    ctrlc::set_handler(move || {
        if on_signal.swap(true, Ordering::Relaxed) {
            // Asked twice: do not wait for the files in hand.
            std::process::exit(INTERRUPTED.into());
        }
    })?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()?;
    let learned = match options.distinct {
        true => Some(pool.install(|| learn(&archive, &interrupted))?),
        false => None,
    };
    let mut job = Job {
        options,
        progress: Progress::new(archive.root(), options.quiet),
        summary: Summary::new(learned),
        interrupted,
        part: None,
    };
    let articles = archive.articles().ordered(true).report_skipped(true);
    let written = pool.install(|| match options.format {
        Format::Jsonl => jsonl::write(articles, &mut job),
        Format::Parquet => parquet::write(articles, &mut job),
        Format::Markdown | Format::Text => files::write(articles, &mut job),
    });
    job.progress.finish();
    written?;
    job.summary.complete();
    Ok(job.summary)
}

/// Reads the archive a first time, to know which texts are boilerplate.
fn learn(archive: &Archive, interrupted: &AtomicBool) -> Result<Duplicates> {
    let mut duplicates = Duplicates::new();
    let is_interrupted = || interrupted.load(Ordering::Relaxed);
    archive.articles().process(
        // What is broken is told in the second pass.
        |item| (!is_interrupted()).then(|| item.ok()?.fingerprint().ok()),
        |done| -> Result<()> {
            if let Some(fingerprint) = done.ok_or(Interrupted)? {
                duplicates.learn(&fingerprint);
            }
            Ok(())
        },
    )?;
    Ok(duplicates)
}
