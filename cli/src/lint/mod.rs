//! `newsprint lint`: what is wrong with an archive's files, or odd.

mod excerpt;
mod finding;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use clap::Args;
use miette::{GraphicalReportHandler, GraphicalTheme};
use newsprint::archive::{ArchiveError, ArchiveErrorKind, ArchivedArticle, Tally};
use newsprint::{Article, ErrorKind, Limit};

use crate::arguments::Common;
use crate::source::Source;
use crate::status::{Result, Status};
use crate::terminal;
use finding::{Finding, Level};

/// Print errors and warnings in the files of an archive
///
/// Skipped files are warned of if they are where articles are expected: in a folder articles, _posts or archived.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Where the articles are: a folder. Symbolic links are not followed
    source: OsString,
    /// Print an object a line: path, level, code, message, line, column, span
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  newsprint lint archive
  newsprint lint archive --quiet
  newsprint lint archive --json > a.jsonl

Exit status: 0; 1 if there are errors; 2 if SOURCE cannot be read.";

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let source = Source::open(&options.source)?;
    let theme = match common.color.is_on(&io::stdout()) {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(terminal::columns());
    let render = |finding: Finding| {
        let text = match options.json {
            true => finding.to_json(),
            false => finding.render(&handler),
        };
        (finding.level, finding.code, text)
    };
    let mut counts: BTreeMap<(Level, String), usize> = BTreeMap::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let articles = source.articles()?.ordered(true).report_skipped(true);
    let tally = articles.process(
        |item| -> Vec<_> { findings(item).into_iter().map(render).collect() },
        |found| -> io::Result<()> {
            for (level, code, text) in found {
                if level == Level::Error || !common.quiet {
                    writeln!(out, "{text}")?;
                }
                *counts.entry((level, code)).or_default() += 1;
            }
            Ok(())
        },
    )?;
    out.flush()?;
    if !options.json {
        summary(&mut out, &counts, &tally)?;
    }
    let mut found = counts.keys();
    Ok(match found.any(|(level, _)| *level == Level::Error) {
        true => Status::Found,
        false => Status::Success,
    })
}

/// Returns the findings of a file.
fn findings(item: Result<ArchivedArticle, ArchiveError>) -> Vec<Finding> {
    let archived = match item {
        Ok(archived) => archived,
        Err(error) => return of_error(error).into_iter().collect(),
    };
    match Article::parse(archived.source()) {
        Ok(article) => article
            .warnings()
            .iter()
            .map(|warning| Finding::of_warning(archived.path(), archived.source(), warning))
            .collect(),
        Err(error) => vec![Finding::of_error(archived.path(), archived.source(), error)],
    }
}

/// Returns the finding of a file that could not be read as an article, or `None` if it was skipped as expected.
fn of_error(error: ArchiveError) -> Option<Finding> {
    let path = error.path();
    Some(match error.kind() {
        ArchiveErrorKind::Skipped(_) if !error.is_unexpected() => return None,
        ArchiveErrorKind::Skipped(reason) => {
            let message = format!("expected an article, found a file that is skipped: {reason}");
            Finding::of_skipped(path, message)
        }
        ArchiveErrorKind::Article(inner) => match inner.kind() {
            // What is too long to be read is too long to be shown.
            kind @ ErrorKind::Limit {
                limit: Limit::Len, ..
            } => Finding::of_file(path, kind.name(), kind.to_string()),
            _ => {
                let start = error
                    .file()
                    .map(|file| start(file, inner.span().range().start));
                Finding::of_error(path, &start.unwrap_or_default(), inner.clone())
            }
        },
        kind => Finding::of_file(path, "unreadable", kind.to_string()),
    })
}

/// Returns what a file holds up to a place, and what a line of a terminal shows behind it.
fn start(file: &Path, place: usize) -> String {
    const LINE: u64 = 1024;
    let mut bytes = Vec::new();
    if let Ok(file) = File::open(file) {
        // Without what cannot be read any more, the finding is still there.
        let _ = file.take(place as u64 + LINE).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn summary(
    out: &mut impl Write,
    counts: &BTreeMap<(Level, String), usize>,
    tally: &Tally,
) -> io::Result<()> {
    for ((level, code), count) in counts {
        writeln!(out, "{count:>9} {:8} {code}", level.as_str())?;
    }
    // Each file has one error at most; that of a body is found when the archive is done with it.
    let errors = counts
        .iter()
        .filter(|((level, _), _)| *level == Level::Error);
    let broken: u64 = errors.map(|(_, count)| *count as u64).sum();
    let (files, skipped) = (tally.files(), tally.skipped());
    let articles = files - skipped - broken;
    writeln!(
        out,
        "{files:>9} files: {articles} articles, {broken} broken, {skipped} skipped"
    )?;
    out.flush()
}
