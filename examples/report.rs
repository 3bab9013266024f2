//! Makes a page about an archive: `report DIR OUT.html`.
//!
//! `cargo run --release --features cli --example report -- DIR OUT.html`

#[path = "report/chart.rs"]
mod chart;
#[path = "report/facts.rs"]
mod facts;
#[path = "report/page.rs"]
mod page;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use facts::{Facts, Row};
use newsprint::archive::Archive;

const USAGE: &str = "\
usage: report DIR OUT.html

Makes a page about the archive in DIR: articles a month, by source and host, lengths, images, links,
warnings, duplicates, and a table to search. The articles that it opens go into the folder
OUT.articles beside it. Neither needs a network.
";

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [dir, out] = &arguments[..] else {
        eprint!("{USAGE}");
        let asked = arguments.iter().any(|argument| argument == "--help");
        return ExitCode::from(if asked { 0 } else { 2 });
    };
    match run(Path::new(dir), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("report: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(dir: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let archive = Archive::open(dir)?;
    let folder = out.with_extension("articles");
    // What an earlier run left would be opened in place of what is not there any more.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
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

/// Returns where an article is put: a thousand in a folder.
fn article_path(folder: &Path, number: usize) -> PathBuf {
    folder
        .join((number / 1000).to_string())
        .join(format!("{number}.html"))
}
