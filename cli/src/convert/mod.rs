//! `newsprint convert`: converts an archive to other forms, such as JSON lines or Markdown.

mod document;
mod files;
mod job;
mod lines;
mod options;
mod parquet;
mod partition;
mod reading;
mod rejects;
pub mod rows;
mod summary;

use std::io::{self, IsTerminal};
use std::path::Path;

use newsprint::ContentOptions;
use newsprint::archive::Duplicates;

use crate::arguments::Common;
use crate::output::{Sink, is_stream};
use crate::progress::Progress;
use crate::signals::Signals;
use crate::source::Source;
use crate::status::{CutOff, Interrupted, Result, Status};
use crate::terminal;
use job::Job;
pub use options::Options;
use options::{Distinct, Form};
use rejects::Rejects;
use rows::Rows;
use summary::Summary;

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let source = options.opening.open(&options.source)?;
    let signals = Signals::catch()?;
    let filter = options.filters.ready(&options.source)?;
    options.check()?;
    let rejects = match &options.rejects {
        Some(name) => Some(Rejects::create(name, &options.source, options.force)?),
        None => None,
    };
    let is_file = options.partition.is_none() && (options.to.has_rows() || is_stream(&options.out));
    let sink = match is_file {
        true => Some(Sink::create(&options.out, &options.source, options.force)?),
        false => None,
    };
    let is_stream = sink.as_ref().is_some_and(|sink| sink.path().is_none());
    let parts = { rejects.as_ref().and_then(Rejects::path) }
        .into_iter()
        .chain(sink.as_ref().and_then(Sink::path));
    let parts = parts.map(Path::to_owned).collect();
    let (learned, content) = match options.drop_repeated {
        true => learn_all(&source, options.distinct, &signals)?,
        false => {
            let learn = |distinct| learn(&source, distinct, &signals);
            (
                options.distinct.map(learn).transpose()?,
                ContentOptions::new(),
            )
        }
    };
    let rows = Rows::new(options.columns(), &content, &source);
    // If the output goes to the terminal, a progress bar would appear between the lines of the output.
    let is_terminal = options.out == Path::new("-") && io::stdout().is_terminal();
    let mut job = Job {
        options,
        progress: Progress::new(source.folder(), common, !is_terminal),
        summary: Summary::new(learned, filter.is_set(), !common.quiet),
        filter: &filter,
        rows: &rows,
        rejects,
        signals,
        parts,
    };
    let articles = source.articles()?.ordered(true).report_skipped(true);
    let written = match sink {
        Some(sink) if options.to == Form::Parquet => parquet::write(articles, &mut job, sink),
        Some(sink) if options.to.has_rows() => lines::write(articles, &mut job, sink),
        Some(sink) => files::write_one(articles, &mut job, sink),
        None => match options.partition {
            Some(by) => partition::write(articles, &mut job, by),
            None => files::write(articles, &mut job),
        },
    };
    job.progress.finish();
    written.map_err(|error| match error.is::<Interrupted>() && is_stream {
        true => CutOff.into(),
        false => error,
    })?;
    if let Some(rejects) = job.rejects {
        rejects.complete()?;
    }
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

/// Reads the source a first time. Finds boilerplate (texts that several titles share), and also
/// text that a publisher repeats in many articles. Returns two values:
///
/// - a [`Duplicates`] that has learned the boilerplate; `None` if `distinct` is `None`
/// - options that remove the repeated text
fn learn_all(
    source: &Source,
    distinct: Option<Distinct>,
    signals: &Signals,
) -> Result<(Option<Duplicates>, ContentOptions)> {
    let articles = source.articles()?.ordered(true);
    let learned = articles.learn_until(|| signals.is_interrupted());
    let learned = learned.ok_or(Interrupted)?;
    let content = ContentOptions::new().repeated(learned.repeated().clone());
    let duplicates = Duplicates::from(learned);
    let duplicates = distinct.map(|distinct| match distinct {
        Distinct::Link => duplicates.by_text(false),
        Distinct::Text => duplicates.by_link(false),
        Distinct::Any => duplicates,
    });
    Ok((duplicates, content))
}

/// Returns a [`Duplicates`] for articles that are compared by `distinct`. If texts are compared,
/// reads the source a first time to find boilerplate.
fn learn(source: &Source, distinct: Distinct, signals: &Signals) -> Result<Duplicates> {
    let mut duplicates = match distinct {
        Distinct::Link => return Ok(Duplicates::new().by_text(false)),
        Distinct::Text => Duplicates::new().by_link(false),
        Distinct::Any => Duplicates::new(),
    };
    source.articles()?.process(
        // Broken files are reported in the second pass.
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
