//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Error, Parser};

/// What is printed behind an error in the arguments.
pub const USAGE: &str = "usage: lint [--json] [--quiet] DIR";

/// What `--help` prints.
pub const HELP: &str = "\
Prints what is wrong with the files of an archive of news articles, or odd.

usage: lint [--json] [--quiet] DIR

  --json      an object a line: path, level, code, message, line, column, span
  --quiet     errors only, no warnings
  --help      this text

Skipped files are warned of if they are where articles are: in a folder
articles, _posts or archived. Symbolic links are not followed.

Exit status: 0, or 1 if there are errors, or 2 if DIR cannot be read.
";

/// What is asked for.
pub enum Request {
    Lint(Options),
    Help,
}

pub struct Options {
    pub dir: PathBuf,
    pub json: bool,
    pub quiet: bool,
}

/// Returns what the arguments ask for.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, Error> {
    let (mut dir, mut json, mut quiet) = (None, false, false);
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("json") => json = true,
            Arg::Long("quiet") => quiet = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Request::Help),
            Arg::Value(value) if dir.is_none() => dir = Some(PathBuf::from(value)),
            _ => return Err(argument.unexpected()),
        }
    }
    let dir = dir.ok_or("expected a folder")?;
    Ok(Request::Lint(Options { dir, json, quiet }))
}
