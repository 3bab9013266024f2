//! The arguments of `convert`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::rows::{self, Columns};
use crate::arguments::{Opening, SOURCE};
use crate::filter::Filters;
use crate::status::Result;

/// Convert an archive to JSON lines, CSV, Parquet, Markdown, HTML or text
///
/// OUT has a temporary name until it is complete. If OUT is a folder, it must be empty. Output to
/// pipes and devices is streamed.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[arg(help = SOURCE)]
    pub source: OsString,
    /// Form of the output
    #[arg(long, value_name = "FORM")]
    pub to: Form,
    /// File or folder to write; `-` is standard output
    ///
    /// JSON lines and CSV are compressed if OUT ends in .gz or .zst. A file of SOURCE is never
    /// replaced. Markdown, HTML and text can be written to standard output if SOURCE is one
    /// article.
    pub out: PathBuf,
    #[arg(long, value_name = "NAMES")]
    #[arg(help = "Columns of jsonl, csv and parquet: a,b,c or all", long_help = rows::help())]
    pub columns: Option<Columns>,
    #[command(flatten)]
    pub opening: Opening,
    /// Leave out duplicates of earlier articles, found by link, by text, or by either (any)
    ///
    /// Articles are duplicates if they have the same link, the same title and text, or the same
    /// long text. A video and its copy on another site are duplicates if they have the same title,
    /// time and text. Only this last rule applies to boilerplate, which is a text that articles
    /// with three different titles share. SOURCE is read twice, unless only links are compared.
    #[arg(long, value_name = "BY", num_args = 0..=1, require_equals = true, default_missing_value = "any")]
    pub distinct: Option<Distinct>,
    /// Remove text that a source repeats in its articles, such as an invitation to subscribe
    ///
    /// The removed text is in the column asides, with the kind repeated. SOURCE is read twice.
    #[arg(long)]
    pub drop_repeated: bool,
    /// Write a list of the files that are left out, with the reasons, to FILE, as JSON lines
    ///
    /// Each object has the keys path, kind, message and of. The kind is broken, skipped, duplicate
    /// or unwritten (the article cannot be written under its name). The value of `of` is the path
    /// of the original for a duplicate, and null for other files.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Write a folder with a subfolder for each month or host, for jsonl, csv and parquet
    ///
    /// The subfolders are named as in Hive, such as month=2021-04. DuckDB, pyarrow and polars read
    /// the subfolders as one table. With --partition host, the files have no column host, since the
    /// names of the subfolders contain the host. Articles without a month are in the subfolder
    /// month=__HIVE_DEFAULT_PARTITION__. Articles without a host are in
    /// host=__HIVE_DEFAULT_PARTITION__.
    #[arg(long, value_name = "BY")]
    pub partition: Option<Partition>,
    /// Replace existing files
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub filters: Filters,
}

const EXAMPLES: &str = "\
Examples:
  newsprint convert archive \\
    --to parquet news.parquet
  newsprint convert archive --to jsonl \\
    --columns path,title,text - | head
  newsprint convert archive --to csv \\
    --since 2021 news.csv.gz
  newsprint convert archive \\
    --to markdown --distinct posts

Exit status: 0; 1 if files are broken, which are then not in OUT; 2 if it failed, and nothing has OUT's name; 130 if \
interrupted, likewise.";

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A file with one JSON object per line
    Jsonl,
    /// A file with a header and one row per article
    Csv,
    /// A file with one row per article
    Parquet,
    /// A folder with one file .md per article, with front matter
    Markdown,
    /// A folder with one file .html per article
    Html,
    /// A folder with one file .txt per article
    Text,
}

impl Form {
    /// Returns whether the form is a file with rows, not a folder.
    pub fn has_rows(self) -> bool {
        matches!(self, Form::Jsonl | Form::Csv | Form::Parquet)
    }
}

impl Options {
    /// Returns the columns to write. These are the selected columns. With `--history`, the column
    /// `history` is added. With `--partition host`, the column `host` is removed.
    pub fn columns(&self) -> Columns {
        let columns = self.columns.clone().unwrap_or_default();
        let columns = match self.opening.history {
            true => columns.with_history(),
            false => columns,
        };
        match self.partition {
            Some(Partition::Host) => columns.without("host"),
            Some(Partition::Month) | None => columns,
        }
    }

    /// Returns an error if two options conflict.
    pub fn check(&self) -> Result<()> {
        let ending = self.out.extension().and_then(OsStr::to_str);
        let error = if self.rejects.as_ref() == Some(&self.out) {
            "expected two names for OUT and --rejects, found one"
        } else if self.columns.is_some() && !self.to.has_rows() {
            "expected --columns with --to jsonl, csv or parquet only"
        } else if self.partition.is_some() && !self.to.has_rows() {
            "expected --partition with --to jsonl, csv or parquet only"
        } else if self.to == Form::Parquet && matches!(ending, Some("gz" | "zst")) {
            "expected an OUT that does not end in .gz or .zst: Parquet is compressed itself"
        } else {
            return Ok(());
        };
        Err(error.into())
    }
}

/// The value of an article that determines its folder with `--partition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Partition {
    Month,
    Host,
}

/// The values by which duplicates are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Distinct {
    Any,
    Link,
    Text,
}
