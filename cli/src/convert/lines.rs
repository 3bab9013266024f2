//! JSON lines and CSV: one line per article. In CSV, a row has several lines if its text has.

use std::cell::RefCell;
use std::io::Write;

use memchr::memmem;
use newsprint::archive::Articles;

use super::job::Job;
use super::options::Form;
use super::reading::Reading;
use super::rows::{Columns, Nested, Row, Rows};
use crate::output::Sink;
use crate::status::Result;

pub fn write(articles: Articles, job: &mut Job<'_>, sink: Sink) -> Result<()> {
    let mut sink = sink.compressed()?;
    let (form, rows) = (job.options.to, job.rows);
    sink.write_all(&header(form, &rows.columns)?)?;
    let make = |reading: &Reading<'_, '_>| Ok(line(form, rows, reading));
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

/// Returns the start of a file.
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
pub fn line(form: Form, rows: &Rows<'_>, reading: &Reading<'_, '_>) -> Result<Vec<u8>> {
    let row = |nested| rows.row(reading, nested);
    match form {
        Form::Csv => record(|csv| csv.serialize(row(Nested::Text))),
        _ => json_line(&row(Nested::AsTheyAre)),
    }
}

/// The maximum size of the buffer that a thread keeps for its next line, in bytes.
const KEPT: usize = 16 << 20;

thread_local! {
    /// The buffer that lines are written to before their length is known.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn json_line(row: &Row<'_, '_>) -> Result<Vec<u8>> {
    BUFFER.with_borrow_mut(|buffer| {
        buffer.clear();
        buffer.shrink_to(KEPT);
        sonic_rs::to_writer(&mut *buffer, row)?;
        buffer.push(b'\n');
        escape_line_ends(buffer);
        Ok(buffer.to_vec())
    })
}

/// Returns the bytes that `write` writes to a CSV file without a header.
fn record(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Result<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    write(&mut csv)?;
    Ok(csv.into_inner()?)
}

/// Escapes characters that JSON allows in a string, but that some readers, such as Python's `splitlines`,
/// treat as the end of a line: U+2028 and U+2029 (5 of 11,440 real files) and U+0085.
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
