//! Writes a corpus: one line of JSON for each article, with title, date, authors and text.
//!
//! `cargo run --features archive,serde --example corpus -- FILE_OR_FOLDER > corpus.jsonl`

mod common;

use std::io::Write;
use std::process::ExitCode;

use newsprint::Moment;
use newsprint::archive::{ArchiveError, ArchivedArticle};
use serde::Serialize;

/// One line of the output. The parts of an article, such as `Moment`, implement `Serialize`.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<Moment>,
    authors: Vec<&'a str>,
    text: String,
}

fn main() -> ExitCode {
    common::run(["FILE_OR_FOLDER"], corpus)
}

fn corpus([path]: [String; 1], out: &mut dyn Write) -> common::Result<()> {
    let mut broken = 0;
    // `line` runs in parallel. The closure runs on this thread, in the order of the files.
    let tally = common::open(&path)?.process(line, |line| {
        match line {
            Ok(line) => writeln!(out, "{line}")?,
            Err(error) => {
                eprintln!("{error}");
                broken += 1;
            }
        }
        common::Result::Ok(())
    })?;
    common::told(tally.articles(), broken)
}

fn line(item: Result<ArchivedArticle, ArchiveError>) -> common::Result<String> {
    let file = item?;
    let article = file.article()?;
    // The content does not include the dateline, the byline and asides, such as footers.
    let content = article.content();
    let authors = content.byline().map(|byline| byline.contributors());
    let authors = authors.into_iter().flatten().map(|person| person.name());
    let row = Row {
        path: file.path(),
        title: article.title(),
        date: article.published().map(|published| published.date()),
        authors: authors.collect(),
        text: content.to_text(),
    };
    Ok(serde_json::to_string(&row)?)
}
