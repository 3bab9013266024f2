//! Writes rows to one folder per month or host. The folders are named like Hive partitions:
//! `month=2021-04`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use newsprint::Article;
use newsprint::archive::Articles;
use newsprint::chrono::Datelike;

use super::job::Job;
use super::lines;
use super::options::{Form, Partition};
use super::parquet::{self, Record};
use super::reading::Reading;
use super::rows::Rows;
use crate::output::{Output, named, refuse_inside};
use crate::status::Result;

/// The approximate maximum memory of all buffered rows, in bytes.
const WAITING: usize = 64 << 20;

pub fn write(articles: Articles, job: &mut Job<'_>, by: Partition) -> Result<()> {
    let out = &job.options.out;
    let output = Output::folder(out)?;
    refuse_inside(output.path(), out, &job.options.source)?;
    let (form, rows) = (job.options.to, job.rows);
    let mut parts = Parts {
        folder: output.path(),
        name: out,
        form,
        rows,
        parts: BTreeMap::new(),
        len: 0,
    };
    let make = |reading: &Reading<'_, '_>| {
        let row = match form {
            Form::Parquet => Record::new(rows, reading).map(Row::Record),
            _ => lines::line(form, rows, reading).map(Row::Line),
        };
        Ok((folder(by, reading.article), row))
    };
    let take = |(folder, row): (String, Result<Row>), is_wanted: bool| match is_wanted {
        true => parts.add(folder, row?),
        false => Ok(()),
    };
    job.process(articles, make, take)?;
    parts.finish()?;
    output.complete()?;
    Ok(())
}

/// Returns the name of the folder for an article, such as `month=2021-04`.
fn folder(by: Partition, article: &Article<'_>) -> String {
    // The name that Hive uses instead of a missing value.
    const NONE: &str = "__HIVE_DEFAULT_PARTITION__";
    // The maximum length of a value in bytes. Hosts of real sites are shorter, and common file systems allow only
    // 255 bytes for the name of a folder.
    const LONGEST: usize = 200;
    let (name, value) = match by {
        Partition::Month => {
            let day = article.published().map(|published| published.date().day());
            let month = |year, month| format!("{year:04}-{month:02}");
            ("month", day.map(|day| month(day.year(), day.month())))
        }
        Partition::Host => {
            let host = newsprint::host(article.link()).map(str::to_ascii_lowercase);
            ("host", host.map(|host| escaped(&host)))
        }
    };
    let value = value.filter(|value| (1..=LONGEST).contains(&value.len()));
    format!("{name}={}", value.as_deref().unwrap_or(NONE))
}

/// Percent-encodes all characters of a value except ASCII letters, digits, `.`, `-` and `_`.
fn escaped(value: &str) -> String {
    let mut escaped = String::new();
    for byte in value.bytes() {
        match byte {
            b'.' | b'-' | b'_' => escaped.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => escaped.push(byte.into()),
            _ => escaped += &format!("%{byte:02X}"),
        }
    }
    escaped
}

enum Row {
    Line(Vec<u8>),
    Record(Record),
}

impl Row {
    /// Returns the approximate memory of the row, in bytes.
    fn memory(&self) -> usize {
        match self {
            Row::Line(line) => line.len(),
            Row::Record(record) => record.memory(),
        }
    }
}

/// The buffered rows of a folder.
#[derive(Default)]
struct Part {
    rows: Vec<Row>,
    /// The approximate memory of `rows`, in bytes.
    len: usize,
    /// The number of times that rows were written to the folder so far.
    written: usize,
}

struct Parts<'p> {
    /// The temporary path of the output folder.
    folder: &'p Path,
    /// The final path of the output folder, for messages.
    name: &'p Path,
    form: Form,
    rows: &'p Rows<'p>,
    /// The buffered rows of each folder, by the folder's name, such as `month=2021-04`.
    parts: BTreeMap<String, Part>,
    /// The approximate memory of all buffered rows, in bytes.
    len: usize,
}

impl Parts<'_> {
    /// Buffers a row of a folder. If all buffered rows together then exceed [`WAITING`], writes the
    /// rows of the largest folders.
    fn add(&mut self, folder: String, row: Row) -> Result<()> {
        let len = row.memory();
        self.len += len;
        let part = self.parts.entry(folder).or_default();
        part.len += len;
        part.rows.push(row);
        match self.len > WAITING {
            true => self.write_largest(),
            false => Ok(()),
        }
    }

    /// Writes the buffered rows of the largest folders, until at most half of [`WAITING`] is still
    /// buffered. A call is expensive: it sorts all folders, and every row may have its own folder.
    /// There are few calls, because each one frees so much memory.
    fn write_largest(&mut self) -> Result<()> {
        let waiting = self.parts.iter().filter(|(_, part)| part.len > 0);
        let waiting = waiting.map(|(folder, part)| (part.len, folder.clone()));
        let mut waiting: Vec<_> = waiting.collect();
        waiting.sort_unstable_by(|a, b| b.cmp(a));
        for (_, folder) in waiting {
            if self.len <= WAITING / 2 {
                break;
            }
            self.write(&folder)?;
        }
        Ok(())
    }

    /// Writes the buffered rows of all folders.
    fn finish(&mut self) -> Result<()> {
        let folders: Vec<_> = self.parts.keys().cloned().collect();
        folders.iter().try_for_each(|folder| self.write(folder))
    }

    fn write(&mut self, folder: &str) -> Result<()> {
        let Some(part) = self.parts.get_mut(folder) else {
            return Ok(());
        };
        let (rows, written) = (std::mem::take(&mut part.rows), part.written);
        self.len -= std::mem::take(&mut part.len);
        part.written += 1;
        if rows.is_empty() {
            return Ok(());
        }
        let written = self.write_rows(&self.folder.join(folder), rows, written);
        written.map_err(|error| match error.downcast::<io::Error>() {
            Ok(error) => named(&self.name.join(folder))(*error).into(),
            Err(error) => error,
        })
    }

    fn write_rows(&self, folder: &Path, rows: Vec<Row>, written: usize) -> Result<()> {
        fs::create_dir_all(folder)?;
        if self.form == Form::Parquet {
            // Rows cannot be appended to a Parquet file, so each call writes a new file.
            let file = File::create_new(folder.join(format!("part-{written}.parquet")))?;
            let records = rows.into_iter().filter_map(|row| match row {
                Row::Record(record) => Some(record),
                Row::Line(_) => None,
            });
            parquet::write_records(file, self.rows, records.collect())?;
            return Ok(());
        }
        let ending = match self.form {
            Form::Csv => "csv",
            _ => "jsonl",
        };
        let file = folder.join(format!("part-0.{ending}"));
        let file = File::options().create(true).append(true).open(file)?;
        let mut file = io::BufWriter::with_capacity(1 << 20, file);
        if written == 0 {
            file.write_all(&lines::header(self.form, &self.rows.columns)?)?;
        }
        for row in rows {
            if let Row::Line(line) = row {
                file.write_all(&line)?;
            }
        }
        Ok(file.flush()?)
    }
}
