//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Error, Parser, ValueExt};

/// What is printed behind an error in the arguments.
pub const USAGE: &str = "usage: convert DIR --to jsonl|parquet|markdown|text OUT";

/// What `--help` prints.
pub const HELP: &str = "\
Converts an archive of news articles.

usage: convert DIR --to jsonl|parquet|markdown|text OUT

  --to jsonl      OUT is a file, an object a line
  --to parquet    OUT is a file, a row an article
  --to markdown   OUT is a folder, a file .md an article, in folders as in DIR
  --to text       OUT is a folder, a file .txt an article
  --distinct      leave out articles that one before has that is not left out: of
                  the same link, the same title and text, or the same long text,
                  if it is no boilerplate; DIR is read twice
  --threads N     so many threads; one a core unless given
  --quiet         no progress, no summary
  --help          this text

OUT gets its name when it is complete. An OUT that is a file is replaced; one
that is a folder must be empty. There is a progress bar if the errors go to a
terminal.

A line of JSON has, of the file: path, source, shape, title, link, host,
published; of the whole body: text, links (href), lane; of the content: images
(src, original_src), dateline, byline, lead_image, blocks, asides; and
warnings. A row
of Parquet has markdown in place of blocks, and more of links and images, and
spans. src/json.md in the repository describes the one, the documentation of
newsprint::arrow the other.

Symbolic links in DIR are not followed.

Exit status: 0; 1 if files are broken, which are then not in OUT; 2 if nothing
was written; 130 if interrupted, and nothing was written.
";

/// What is asked for.
pub enum Request {
    Convert(Options),
    Help,
}

pub struct Options {
    pub dir: PathBuf,
    pub out: PathBuf,
    pub format: Format,
    pub distinct: bool,
    /// 0 for one a core.
    pub threads: usize,
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Jsonl,
    Parquet,
    Markdown,
    Text,
}

/// Returns what the arguments ask for.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, Error> {
    let (mut format, mut paths) = (None, Vec::new());
    let (mut distinct, mut threads, mut quiet) = (false, 0, false);
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("to") => format = Some(parser.value()?.parse_with(parse_format)?),
            Arg::Long("distinct") => distinct = true,
            Arg::Long("threads") => threads = parser.value()?.parse()?,
            Arg::Long("quiet") | Arg::Short('q') => quiet = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Request::Help),
            Arg::Value(path) => paths.push(PathBuf::from(path)),
            _ => return Err(argument.unexpected()),
        }
    }
    let format = format.ok_or("expected --to jsonl, parquet, markdown or text")?;
    let [dir, out]: [PathBuf; 2] = paths.try_into().map_err(|_| "expected DIR and OUT")?;
    Ok(Request::Convert(Options {
        dir,
        out,
        format,
        distinct,
        threads,
        quiet,
    }))
}

fn parse_format(name: &str) -> Result<Format, &'static str> {
    match name {
        "jsonl" => Ok(Format::Jsonl),
        "parquet" => Ok(Format::Parquet),
        "markdown" => Ok(Format::Markdown),
        "text" => Ok(Format::Text),
        _ => Err("expected jsonl, parquet, markdown or text"),
    }
}
