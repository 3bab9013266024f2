//! The arguments of `search`.

use std::ffi::OsString;

use clap::{Args, ValueEnum};

use crate::arguments::{Opening, SOURCE};
use crate::filter::Filters;

/// Find a phrase in the titles and the texts of articles
///
/// The text is the article's as a reader sees it: tags, character references and line breaks in the source do not
/// matter. Dateline, byline and what is not the article, such as footers and related links, are not searched, nor are
/// the markers of lists. A hit is in the title or in one paragraph.
///
/// White space in PHRASE matches any white space. A line break between two wide characters, such as Chinese ones,
/// and characters without width are ignored.
///
/// Prints path, line and column in the file, and the sentence: up to 100 characters before and after a hit. The column
/// is that of the first hit in the sentence, in characters.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// What to find
    #[arg(value_name = "PHRASE")]
    pub phrase: String,
    #[arg(value_name = "SOURCE", required = true, help = SOURCE)]
    pub sources: Vec<OsString>,
    #[command(flatten)]
    pub opening: Opening,
    /// PHRASE is a regular expression in the syntax of the Rust crate regex
    #[arg(long)]
    pub regex: bool,
    /// Letters match their lower and upper case
    #[arg(short, long)]
    pub ignore_case: bool,
    /// Full-width forms match ASCII: U+FF01 to U+FF5E and U+0021 to U+007E, U+3000 and a space
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
    /// Print the number of hits of each file that has any
    #[arg(short, long, conflicts_with_all = ["files", "json"])]
    pub count: bool,
    /// Print only the paths of the files with hits
    #[arg(short = 'l', long, conflicts_with = "json")]
    pub files: bool,
    /// Print an object for each hit: path, part, line, column, span in bytes, text, sentence
    ///
    /// Of a long sentence, 100 characters before the hit and 100 after it are printed. A sentence of more than 2 KiB
    /// counts as several.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub filters: Filters,
}

/// Which characters of Chinese match each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Script {
    /// Only the same ones.
    Same,
    /// Those that simplify to the same one, too.
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

Exit status, as grep has it: 0 if something is found; 1 if nothing is found; 2 if the command failed or a file could not be \
read. With --quiet, nothing is printed and the first hit ends the search.";
