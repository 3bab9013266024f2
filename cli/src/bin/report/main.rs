//! Makes a page about an archive: `report DIR OUT.html`.
//!
//! `cargo run --release --features cli --example report -- DIR OUT.html`

mod chart;
mod facts;
#[path = "../convert/output.rs"]
mod output;
mod page;
mod place;
#[path = "../lint/visible.rs"]
mod visible;

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use facts::Facts;
use lexopt::{Arg, Parser};
use newsprint::archive::Archive;
use place::Place;
use visible::visible;

const USAGE: &str = "usage: report DIR OUT.html";

const HELP: &str = "\
Makes a page about an archive of news articles: how many a month, by source and
host, lengths, images, links, warnings, duplicates, and a table to search.

usage: report DIR OUT.html

The articles that the page opens go into a folder beside it, OUT.articles for
OUT.html. Page and folder of an earlier run are replaced when all is done.
Neither may lie in DIR, and neither needs a network.

Exit status: 0; 2 if nothing was written; 130 if it was interrupted, with
nothing written.
";

const FAILED: u8 = 2;
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let (dir, out) = match options(Parser::from_env()) {
        Ok(Some(paths)) => paths,
        Ok(None) => {
            // If it cannot be printed, nobody is left to tell; so below.
            let _ = io::stdout().write_all(HELP.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "report: {error}\n\n{USAGE}");
            return ExitCode::from(FAILED);
        }
    };
    let interrupted = Arc::new(AtomicBool::new(false));
    match run(&dir, &out, &interrupted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let message = visible(&error.to_string());
            let _ = writeln!(io::stderr(), "report: {message}");
            let is_interrupted = interrupted.load(Ordering::Relaxed);
            ExitCode::from(if is_interrupted { INTERRUPTED } else { FAILED })
        }
    }
}

/// Returns DIR and OUT, or nothing if help is asked for.
fn options(mut arguments: Parser) -> Result<Option<(PathBuf, PathBuf)>, lexopt::Error> {
    let mut paths = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Value(path) => paths.push(PathBuf::from(path)),
            _ => return Err(argument.unexpected()),
        }
    }
    let [dir, out]: [PathBuf; 2] = paths.try_into().map_err(|_| "expected DIR and OUT.html")?;
    Ok(Some((dir, out)))
}

fn run(dir: &Path, out: &Path, interrupted: &Arc<AtomicBool>) -> Result<(), Box<dyn Error>> {
    let archive = Archive::open(dir)?;
    let on_signal = interrupted.clone();
    ctrlc::set_handler(move || {
        if on_signal.swap(true, Ordering::Relaxed) {
            // Asked twice: do not wait for the files in hand.
            std::process::exit(INTERRUPTED.into());
        }
    })?;
    let place = Place::new(dir, out)?;
    let mut facts = Facts::default();
    let tally = archive.articles().ordered(true).process(
        |item| {
            let archived = item?;
            let article = archived.article()?;
            let content = article.content();
            let html = page::article(&article, &content);
            Ok((facts::of(&archived, &article, &content), html))
        },
        |done| -> Result<(), Box<dyn Error>> {
            if interrupted.load(Ordering::Relaxed) {
                return Err("interrupted; nothing was written".into());
            }
            match done {
                Ok(((row, counted), html)) => {
                    place.write_article(facts.rows.len(), &html)?;
                    facts.add(row, &counted);
                }
                Err(error) => facts.add_broken(&error),
            }
            Ok(())
        },
    )?;
    let name = dir.canonicalize()?;
    let name = name.file_name().unwrap_or_default().to_string_lossy();
    let page = page::report(&facts, &tally, &name, &place.folder_name())?;
    place.complete(&page)?;
    Ok(())
}
