//! The arguments of `convert`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Convert an archive to JSON lines, Parquet, Markdown or text
///
/// A line of JSON has path, source, shape, title, link, host, published, text, links, images, lane, dateline, byline,
/// lead_image, blocks, asides and warnings. A row of Parquet has markdown and spans in place of blocks.
///
/// OUT gets its name when it is complete. An OUT that is a file is replaced; one that is a folder must be empty.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Where the articles are: a folder. Symbolic links are not followed
    pub source: OsString,
    /// Form of the output
    #[arg(long, value_name = "FORM")]
    pub to: Form,
    /// File or folder to write
    pub out: PathBuf,
    /// Leave out duplicates of earlier articles
    ///
    /// Articles are duplicates if they have the same link, the same title and text, or the same long text that is
    /// no boilerplate. SOURCE is read twice.
    #[arg(long)]
    pub distinct: bool,
}

const EXAMPLES: &str = "\
Examples:
  newsprint convert archive \\
    --to parquet news.parquet
  newsprint convert archive \\
    --to text texts --distinct

Exit status: 0; 1 if files are broken, which are then not in OUT; 2 if nothing was written; 130 if interrupted, \
and nothing was written.";

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A file, an object a line
    Jsonl,
    /// A file, a row an article
    Parquet,
    /// A folder, a file .md an article
    Markdown,
    /// A folder, a file .txt an article
    Text,
}
