//! The arguments of `lint`.

use std::ffi::OsString;

use clap::{Args, ValueEnum};

use crate::arguments::{Opening, SOURCE};
use crate::filter::Filters;

/// Print errors and warnings in the files of archives
///
/// Warns of skipped files where articles are expected: in folders named articles, _posts or archived.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    #[arg(value_name = "SOURCE", required = true, help = SOURCE)]
    pub sources: Vec<OsString>,
    #[command(flatten)]
    pub opening: Opening,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Also list the files that are skipped, with the reason
    #[arg(long)]
    pub skipped: bool,
    #[command(flatten)]
    pub filters: Filters,
}

const EXAMPLES: &str = "\
Examples:
  newsprint lint archive
  newsprint lint archive --quiet
  newsprint lint archive --format short
  newsprint lint archive --json > a.jsonl

Exit status: 0; 1 if there are errors; 2 if a SOURCE cannot be read.";

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line and a caret; the first 20 of each kind, or all with --verbose
    Text,
    /// One line per finding: path:line:column: code: message
    Short,
    /// One object per line: path, level, code, message, help, line, column, span
    Json,
}

impl Options {
    pub fn format(&self) -> Format {
        match self.json {
            true => Format::Json,
            false => self.format,
        }
    }
}
