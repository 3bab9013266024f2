//! JSON lines and CSV: a line an article. In CSV, a row has several lines if its text has.

use std::io::Write;

use memchr::memmem;
use newsprint::archive::{ArchivedArticle, Articles};
use newsprint::{Article, Content};

use super::job::Job;
use super::options::Form;
use super::rows::{Columns, Nested, Row, Rows};
use crate::output::Sink;
use crate::status::Result;

pub fn write(articles: Articles, job: &mut Job<'_>, sink: Sink) -> Result<()> {
    let mut sink = sink.compressed()?;
    let (form, rows) = (job.options.to, job.rows);
    sink.write_all(&header(form, &rows.columns)?)?;
    let make = |archived: &ArchivedArticle, article: &Article<'_>, content: &Content<'_>| {
        Ok(line(form, rows, archived, article, content))
    };
    let take = |line: Result<Vec<u8>>, is_wanted: bool| -> Result<()> {
        if is_wanted {
            sink.write_all(&line?)?;
        }
        Ok(())
    };
    job.process(articles, make, take)?;
    sink.complete()?;
    Ok(())
}

/// Returns what a file starts with.
pub fn header(form: Form, columns: &Columns) -> Result<Vec<u8>> {
    match form {
        Form::Csv => {
            let names = columns.iter().map(|column| column.name);
            record(|csv| csv.write_record(names))
        }
        _ => Ok(Vec::new()),
    }
}

/// Returns the line of an article.
pub fn line(
    form: Form,
    rows: &Rows<'_>,
    archived: &ArchivedArticle,
    article: &Article<'_>,
    content: &Content<'_>,
) -> Result<Vec<u8>> {
    match form {
        Form::Csv => {
            let row = rows.row(archived, article, content, Nested::Text);
            record(|csv| csv.serialize(row))
        }
        _ => {
            let row = rows.row(archived, article, content, Nested::AsTheyAre);
            json_line(&row, 3 * archived.source().len())
        }
    }
}

fn json_line(row: &Row<'_, '_>, capacity: usize) -> Result<Vec<u8>> {
    let mut line = Vec::with_capacity(capacity);
    sonic_rs::to_writer(&mut line, row)?;
    escape_line_ends(&mut line);
    line.push(b'\n');
    Ok(line)
}

/// Returns what is written to a CSV file without a header.
fn record(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Result<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    write(&mut csv)?;
    Ok(csv.into_inner()?)
}

/// Escapes what some readers take for the end of a line, as Python's `splitlines`, and JSON allows in a
/// string: U+2028 and U+2029 (5 of 11,440 real files) and U+0085.
fn escape_line_ends(line: &mut Vec<u8>) {
    for (character, escape) in [
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
        ("\u{85}", "\\u0085"),
    ] {
        let mut places = memmem::find_iter(line, character).peekable();
        if places.peek().is_none() {
            continue;
        }
        let (mut escaped, mut end) = (Vec::with_capacity(line.len() + 64), 0);
        for place in places {
            escaped.extend_from_slice(&line[end..place]);
            escaped.extend_from_slice(escape.as_bytes());
            end = place + character.len();
        }
        escaped.extend_from_slice(&line[end..]);
        *line = escaped;
    }
}
