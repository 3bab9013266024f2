//! `newsprint report`: makes a web page about an archive.

mod article;
mod columns;
mod facts;
mod left_out;
mod page;
mod place;
mod shards;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use newsprint::ContentOptions;
use newsprint::archive::{ArchiveError, ArchivedArticle};

use crate::arguments::{Common, Opening, SOURCE};
use crate::filter::{Filter, Filters};
use crate::progress::Progress;
use crate::signals::Signals;
use crate::source::Source;
use crate::status::{Interrupted, Result, Status};
use crate::terminal;
use columns::Columns;
use facts::Facts;
use left_out::LeftOut;
use page::Report;
use place::Place;
use shards::Shards;

/// Make a page with charts and a searchable table of an archive
///
/// The articles are written to a folder next to the page, OUT.articles for OUT.html. Keep the page
/// and the folder together. The page must not be inside SOURCE. The page and the folder of an
/// earlier run are replaced at the end. The page works without a network: pictures and embeds are
/// links, and no script of an article runs.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[arg(help = SOURCE)]
    source: OsString,
    /// Page to write
    #[arg(value_name = "OUT.html")]
    out: PathBuf,
    #[command(flatten)]
    opening: Opening,
    #[command(flatten)]
    filters: Filters,
}

const EXAMPLES: &str = "\
Examples:
  newsprint report archive report.html
  newsprint report archive 2021.html \\
    --since 2021 --until 2021

Exit status: 0; 1 if files are broken, which the page lists; 2 if nothing was written; 130 if interrupted, and \
nothing was written.";

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let source = options.opening.open(&options.source)?;
    let signals = Signals::catch()?;
    let filter = options.filters.ready(&options.source)?;
    let place = Place::new(&options.source, &options.out)?;
    let progress = Progress::new(source.folder(), common, true);
    let mut shards = Shards::new(&place);
    let mut columns = Columns::default();
    let mut left_out = LeftOut::default();
    let articles = source.articles()?.ordered(true).report_skipped(true);
    articles.process(
        |item| (!signals.is_interrupted()).then(|| read(item, &filter)),
        |done| -> Result<()> {
            let (len, became) = done.ok_or(Interrupted)?;
            signals.check()?;
            progress.step(len);
            match became {
                Became::Article(facts, json) => {
                    shards.add(&json)?;
                    left_out.see(&facts);
                    columns.add(*facts);
                }
                Became::Failed(error) => {
                    progress.leave_out(&error);
                    left_out.add(&error);
                }
                Became::Unwanted => left_out.add_unwanted(),
            }
            Ok(())
        },
    )?;
    let starts = shards.complete()?;
    left_out.complete();
    let report = Report {
        name: &name(&source),
        folder: &place.folder_name(),
        starts: &starts,
        columns: &columns,
        left_out: &left_out,
        has_filters: filter.is_set(),
    };
    let page = page::write(&report)?;
    place.complete(&page)?;
    progress.finish();
    if !common.quiet {
        let articles = terminal::counted(columns.rows(), "article");
        terminal::say(format_args!("{articles}; {left_out}\n"));
    }
    Ok(match left_out.has_broken() {
        true => Status::Found,
        false => Status::Success,
    })
}

/// The result of reading a file.
enum Became {
    /// An article. The first value is its data for the table and the charts. The second value is,
    /// as JSON, the data that the page shows when the article is opened.
    Article(Box<Facts>, String),
    Failed(ArchiveError),
    /// A file that does not match the filters.
    Unwanted,
}

/// Reads a file. Returns the number of bytes that were read, and the result.
fn read(item: Result<ArchivedArticle, ArchiveError>, filter: &Filter<'_>) -> (u64, Became) {
    let (len, read) = filter.read(
        item,
        &ContentOptions::new(),
        |archived, article, content| {
            let facts = Facts::of(archived, article, content);
            Became::Article(Box::new(facts), article::json(archived, article, content))
        },
    );
    match read {
        Ok(became) => (len, became.unwrap_or(Became::Unwanted)),
        Err(error) => (len, Became::Failed(error)),
    }
}

/// Returns the name of the source for the title of the page: the last component of the source's
/// path.
fn name(source: &Source) -> String {
    let path = Path::new(source.name()).canonicalize().unwrap_or_default();
    match path.file_name() {
        Some(name) => name.to_string_lossy().into_owned(),
        None => source.name().to_owned(),
    }
}
