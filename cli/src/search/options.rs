//! The arguments of `search`.

use std::ffi::OsString;

use clap::{Args, ValueEnum};

use crate::arguments::{Opening, SOURCE};
use crate::filter::Filters;

/// Find a phrase in the titles and the texts of articles
///
/// The phrase is found in the text as a reader sees it: tags, character references and line breaks
/// in the source do not matter. Datelines, bylines and list markers are not searched. Parts that
/// are not the article, such as footers and related links, are not searched, either. The title and
/// each paragraph are searched separately, so no hit extends over two paragraphs.
///
/// White space in PHRASE matches any white space. Line breaks between two wide characters, such as
/// Chinese ones, are ignored. Invisible characters are also ignored.
///
/// Prints the path, the line, the column and the sentence of each hit. Of a long sentence, prints
/// up to 100 characters before and after the hit. A sentence with several hits is printed once,
/// with the line and column of the first hit. Columns are counted in characters.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Phrase to find
    #[arg(value_name = "PHRASE")]
    pub phrase: String,
    #[arg(value_name = "SOURCE", required = true, help = SOURCE)]
    pub sources: Vec<OsString>,
    #[command(flatten)]
    pub opening: Opening,
    /// PHRASE is a regular expression in the syntax of the Rust crate regex
    #[arg(long)]
    pub regex: bool,
    /// Upper-case and lower-case letters match each other
    #[arg(short, long)]
    pub ignore_case: bool,
    /// Full-width characters match ASCII: U+FF01 to U+FF5E match U+0021 to U+007E, and U+3000
    /// matches a space
    #[arg(long)]
    pub ignore_width: bool,
    /// Whether simplified and traditional characters match each other, one to one: same, any
    #[arg(
        long,
        value_name = "SCRIPT",
        default_value = "same",
        hide_possible_values = true
    )]
    pub script: Script,
    /// Print the number of hits in each file with hits
    #[arg(short, long, conflicts_with_all = ["files", "json"])]
    pub count: bool,
    /// Print only the paths of the files with hits
    #[arg(short = 'l', long, conflicts_with = "json")]
    pub files: bool,
    /// Print an object for each hit: path, part, line, column, span in bytes, text, sentence
    ///
    /// Of a long sentence, up to 100 characters before the hit and 100 after the hit are printed. A
    /// sentence longer than 2 KiB counts as several sentences.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub filters: Filters,
}

/// Which Chinese characters match each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Script {
    /// Only the same characters.
    Same,
    /// Also characters with the same simplified form.
    Any,
}

const EXAMPLES: &str = "\
Examples:
  newsprint search 夜间渡轮 archive
  newsprint search --script any 颱風 archive
  newsprint search --count \\
    --ignore-case 'night ferry' archive
  newsprint search --since 2021 \\
    --regex '渡轮.{0,5}首航' archive
  newsprint search 渡轮 archive \\
    --json > hits.jsonl

Exit status, as in grep: 0 if something is found; 1 if nothing is found; 2 if the command failed or a file could not be \
read. With --quiet, nothing is printed and the first hit ends the search.";
