//! Makes a page about an archive: `report DIR OUT.html`.
//!
//! `cargo run --release --features cli --example report -- DIR OUT.html`

#[path = "report/chart.rs"]
mod chart;
#[path = "report/facts.rs"]
mod facts;
#[path = "report/page.rs"]
mod page;

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use facts::{Facts, Row};
use lexopt::{Arg, Parser};
use newsprint::archive::Archive;

const USAGE: &str = "usage: report DIR OUT.html";

const HELP: &str = "\
Makes a page about an archive of news articles: how many a month, by source and
host, lengths, images, links, warnings, duplicates, and a table to search.

usage: report DIR OUT.html

The articles that the page opens go into the folder OUT.articles beside it; one
that an earlier run made is replaced. Neither needs a network.

Exit status: 0; 2 if nothing was written.
";

fn main() -> ExitCode {
    let (dir, out) = match options(Parser::from_env()) {
        Ok(Some(paths)) => paths,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("report: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&dir, &out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("report: {error}");
            ExitCode::from(2)
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

fn run(dir: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let archive = Archive::open(dir)?;
    if out.exists() && !out.is_file() {
        return Err(format!("{}: exists, and is no file", out.display()).into());
    }
    let folder = out.with_extension("articles");
    make_empty(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut facts = Facts::default();
    let tally = archive.articles().ordered(true).process(
        |item| {
            let archived = item?;
            let article = archived.article()?;
            let (row, content) = Row::of(&archived, &article)?;
            Ok((row, page::article(&article, &content)))
        },
        |done| -> Result<(), Box<dyn Error>> {
            match done {
                Ok((row, html)) => {
                    let path = article_path(&folder, facts.rows.len());
                    if let Some(parent) = path.parent().filter(|parent| !parent.exists()) {
                        fs::create_dir_all(parent)?;
                    }
                    fs::write(path, html)?;
                    facts.add(row);
                }
                Err(error) => facts.add_broken(&error),
            }
            Ok(())
        },
    )?;
    let name = dir.canonicalize()?;
    let name = name.file_name().unwrap_or_default().to_string_lossy();
    let folder_name = folder.file_name().unwrap_or_default().to_string_lossy();
    // A page that was cut short is none: it gets its name when it is whole.
    let partial = out.with_extension("html.partial");
    fs::write(&partial, page::report(&facts, &tally, &name, &folder_name)?)?;
    fs::rename(&partial, out)?;
    Ok(())
}

/// Makes the folder, and empties it of what an earlier run left: that would be opened in place of
/// what is not there any more.
fn make_empty(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name().into_encoded_bytes();
            if !name.iter().all(u8::is_ascii_digit) {
                return Err(io::Error::other("exists, and is no earlier run's"));
            }
        }
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir(folder)
}

/// Returns where an article is put: a thousand in a folder.
fn article_path(folder: &Path, number: usize) -> PathBuf {
    folder
        .join((number / 1000).to_string())
        .join(format!("{number}.html"))
}
