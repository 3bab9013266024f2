//! Writes JSON lines or CSV, one row per article. In JSON lines, each row is one line. In CSV, a
//! row has several lines if a value contains line breaks.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use memchr::memchr2_iter;
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
    let spare = Mutex::new(Vec::new());
    let spare = || spare.lock().unwrap_or_else(PoisonError::into_inner);
    let start = || {
        let bytes = spare().pop();
        Lines::new(form, bytes.unwrap_or_default())
    };
    let make = |lines: &mut Lines, reading: &Reading<'_, '_>| lines.add(rows, reading);
    let take = |lines: Lines, are_wanted: &[bool]| -> Result<()> {
        lines.write_to(&mut sink, are_wanted)?;
        let mut bytes = lines.bytes;
        bytes.clear();
        bytes.shrink_to(KEPT);
        spare().push(bytes);
        Ok(())
    };
    job.process_chunks(articles, start, make, take)?;
    sink.complete()?;
    Ok(())
}

/// Returns the header of a file. A CSV file starts with a row of column names; JSON lines have no
/// header.
pub fn header(form: Form, columns: &Columns) -> Result<Vec<u8>> {
    match form {
        Form::Csv => {
            let names = columns.iter().map(|column| column.name);
            record(|csv| csv.write_record(names))
        }
        _ => Ok(Vec::new()),
    }
}

/// The maximum capacity in bytes of a buffer that is kept for reuse. Larger buffers are shrunk.
const KEPT: usize = 4 << 20;

/// The rows of several articles, in the form of the output file.
pub struct Lines {
    form: Form,
    bytes: Vec<u8>,
    /// The offset in `bytes` at which each row ends.
    ends: Vec<usize>,
}

impl Lines {
    /// Returns a value without rows. `bytes` must be empty; its memory is reused.
    pub fn new(form: Form, bytes: Vec<u8>) -> Self {
        let ends = Vec::new();
        Lines { form, bytes, ends }
    }

    /// Adds the row of an article.
    pub fn add(&mut self, rows: &Rows<'_>, reading: &Reading<'_, '_>) -> Result<()> {
        let row = |nested| rows.row(reading, nested);
        match self.form {
            Form::Csv => {
                let record = record(|csv| csv.serialize(row(Nested::Text)))?;
                self.bytes.extend_from_slice(&record);
            }
            _ => json_line(&row(Nested::AsTheyAre), &mut self.bytes)?,
        }
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// Writes the rows whose flag in `are_wanted` is `true`. Rows that follow each other directly
    /// are written in one call.
    fn write_to(&self, out: &mut impl Write, are_wanted: &[bool]) -> io::Result<()> {
        let (mut start, mut end) = (0, 0);
        for (&line_end, is_wanted) in self.ends.iter().zip(are_wanted) {
            if !is_wanted {
                out.write_all(&self.bytes[start..end])?;
                start = line_end;
            }
            end = line_end;
        }
        out.write_all(&self.bytes[start..end])
    }
}

/// Returns the row of an article, in the form of the output file.
pub fn line(form: Form, rows: &Rows<'_>, reading: &Reading<'_, '_>) -> Result<Vec<u8>> {
    let mut line = Lines::new(form, Vec::new());
    line.add(rows, reading)?;
    Ok(line.bytes)
}

fn json_line(row: &Row<'_, '_>, lines: &mut Vec<u8>) -> Result<()> {
    let start = lines.len();
    sonic_rs::to_writer(&mut *lines, row)?;
    lines.push(b'\n');
    escape_line_ends(lines, start);
    Ok(())
}

/// Calls `write` with a CSV writer, and returns the bytes that `write` has written.
fn record(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Result<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    write(&mut csv)?;
    Ok(csv.into_inner()?)
}

/// Escapes U+0085, U+2028 and U+2029 in the last line of `lines`, which starts at the offset
/// `start`. JSON allows these characters in strings, but some readers, such as Python's
/// `splitlines`, end a line at them. Of 11,440 real files, 5 contain U+2028 or U+2029.
fn escape_line_ends(lines: &mut Vec<u8>, start: usize) {
    let line = &lines[start..];
    // In UTF-8, these characters start with the byte C2 or E2.
    let starts = memchr2_iter(0xc2, 0xe2, line);
    let mut places = starts
        .filter_map(|at| Some((at, line_end(&line[at..])?)))
        .peekable();
    if places.peek().is_none() {
        return;
    }
    let (mut escaped, mut end) = (Vec::with_capacity(line.len() + 64), 0);
    for (at, (character, escape)) in places {
        escaped.extend_from_slice(&line[end..at]);
        escaped.extend_from_slice(escape.as_bytes());
        end = at + character.len();
    }
    escaped.extend_from_slice(&line[end..]);
    lines.truncate(start);
    lines.extend_from_slice(&escaped);
}

/// Returns the line separator at the start of `bytes`, and its escape sequence in JSON. Returns `None` if `bytes`
/// starts with any other character.
fn line_end(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const ENDS: [(&str, &str); 3] = [
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
        ("\u{85}", "\\u0085"),
    ];
    let starts_with = |(character, _): &(&str, &str)| bytes.starts_with(character.as_bytes());
    ENDS.into_iter().find(starts_with)
}
