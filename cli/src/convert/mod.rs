//! `newsprint convert`: an archive in other forms.

mod files;
mod job;
mod jsonl;
mod options;
mod parquet;
mod summary;

use newsprint::archive::Duplicates;

use crate::arguments::Common;
use crate::progress::Progress;
use crate::signals::Signals;
use crate::source::Source;
use crate::status::{Interrupted, Result, Status};
use crate::terminal;
use job::Job;
use options::Form;
pub use options::Options;
use summary::Summary;

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let source = Source::open(&options.source)?;
    let signals = Signals::catch()?;
    let learned = match options.distinct {
        true => Some(learn(&source, &signals)?),
        false => None,
    };
    let mut job = Job {
        options,
        progress: Progress::new(&options.source, common),
        summary: Summary::new(learned),
        signals,
        part: None,
    };
    let articles = source.articles()?.ordered(true).report_skipped(true);
    let written = match options.to {
        Form::Jsonl => jsonl::write(articles, &mut job),
        Form::Parquet => parquet::write(articles, &mut job),
        Form::Markdown | Form::Text => files::write(articles, &mut job),
    };
    job.progress.finish();
    written?;
    let mut summary = job.summary;
    summary.complete();
    if !common.quiet {
        terminal::say(&summary);
    }
    Ok(match summary.has_broken() {
        true => Status::Found,
        false => Status::Success,
    })
}

/// Reads the source a first time, to know which texts are boilerplate.
fn learn(source: &Source, signals: &Signals) -> Result<Duplicates> {
    let mut duplicates = Duplicates::new();
    source.articles()?.process(
        // What is broken is reported in the second pass.
        |item| (!signals.is_interrupted()).then(|| item.ok()?.fingerprint().ok()),
        |done| -> Result<()> {
            if let Some(fingerprint) = done.ok_or(Interrupted)? {
                duplicates.learn(&fingerprint);
            }
            Ok(())
        },
    )?;
    Ok(duplicates)
}
