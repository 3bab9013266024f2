//! `newsprint report`: a page about an archive.

mod chart;
mod facts;
mod page;
mod place;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::arguments::Common;
use crate::progress::Progress;
use crate::signals::Signals;
use crate::source::Source;
use crate::status::{Result, Status};
use facts::Facts;
use place::Place;

/// Make a page with charts and a searchable table of an archive
///
/// The articles that the page opens go into a folder beside it, OUT.articles for OUT.html. Page and folder of an
/// earlier run are replaced when all is done. Neither may lie in SOURCE, and neither needs a network.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Where the articles are: a folder. Symbolic links are not followed
    source: OsString,
    /// Page to write
    #[arg(value_name = "OUT.html")]
    out: PathBuf,
}

const EXAMPLES: &str = "\
Example:
  newsprint report archive report.html

Exit status: 0; 2 if nothing was written; 130 if interrupted, and nothing was written.";

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let source = Source::open(&options.source)?;
    let signals = Signals::catch()?;
    let place = Place::new(&options.source, &options.out)?;
    let progress = Progress::new(&options.source, common, true);
    let mut facts = Facts::default();
    let tally = source.articles()?.ordered(true).process(
        |item| {
            let archived = item?;
            let article = archived.article()?;
            let content = article.content();
            let html = page::article(&article, &content);
            let len = archived.source().len();
            Ok((facts::of(&archived, &article, &content), html, len))
        },
        |done| -> Result<()> {
            signals.check()?;
            match done {
                Ok(((row, counted), html, len)) => {
                    place.write_article(facts.rows.len(), &html)?;
                    facts.add(row, &counted);
                    progress.step(len as u64);
                }
                Err(error) => {
                    progress.leave_out(&error);
                    facts.add_broken(&error);
                }
            }
            Ok(())
        },
    )?;
    progress.finish();
    let page = page::report(&facts, &tally, &name(&source), &place.folder_name())?;
    place.complete(&page)?;
    Ok(Status::Success)
}

/// Returns the name of the source that the page has as its title: the last one of its path.
fn name(source: &Source) -> String {
    let path = Path::new(source.name()).canonicalize().unwrap_or_default();
    match path.file_name() {
        Some(name) => name.to_string_lossy().into_owned(),
        None => source.name().to_owned(),
    }
}
