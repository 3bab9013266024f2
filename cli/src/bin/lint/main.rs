//! Prints what is wrong with an archive's files, or odd: `lint DIR`.
//!
//! `cargo run --release --features cli --example lint -- DIR`

mod excerpt;
mod finding;
mod options;
mod visible;

use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use finding::{Finding, Level};
use miette::{GraphicalReportHandler, GraphicalTheme};
use newsprint::archive::{Archive, ArchiveError, ArchiveErrorKind, ArchivedArticle, Tally};
use newsprint::{Article, ErrorKind, Limit};
use options::{Options, Request};
use visible::visible;

/// How wide a terminal need be.
const COLUMNS: usize = 80;

fn main() -> ExitCode {
    let options = match options::parse(env::args_os().skip(1)) {
        Ok(Request::Lint(options)) => options,
        Ok(Request::Help) => {
            // If it cannot be printed, nobody is left to tell; so below.
            let _ = io::stdout().write_all(options::HELP.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "lint: {error}\n\n{}", options::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(has_errors) => ExitCode::from(u8::from(has_errors)),
        // Whoever reads has had enough.
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "lint: {}", visible(&error.to_string()));
            ExitCode::from(2)
        }
    }
}

/// Returns whether there were errors.
fn run(options: &Options) -> Result<bool, Box<dyn std::error::Error>> {
    let archive = Archive::open(&options.dir)?;
    let colour = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    let theme = match colour {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(COLUMNS);
    let render = |finding: Finding| {
        let text = match options.json {
            true => finding.to_json(),
            false => finding.render(&handler),
        };
        (finding.level, finding.code, text)
    };
    let mut counts: BTreeMap<(Level, String), usize> = BTreeMap::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let articles = archive.articles().ordered(true).report_skipped(true);
    let tally = articles.process(
        |item| -> Vec<_> { findings(item).into_iter().map(render).collect() },
        |found| -> io::Result<()> {
            for (level, code, text) in found {
                if level == Level::Error || !options.quiet {
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
    Ok(counts.keys().any(|(level, _)| *level == Level::Error))
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

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
