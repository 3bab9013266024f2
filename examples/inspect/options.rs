//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Error, Parser};

/// What is printed behind an error in the arguments.
pub const USAGE: &str = "usage: inspect [--spans] [--tree] [FILE]...";

/// What `--help` prints.
pub const HELP: &str = "\
Shows what archived news articles hold.

usage: inspect [--spans] [--tree] [FILE]...

Without a FILE, shows an article that is built in.

  --spans   with the bytes of each part
  --tree    the tree of the body, with the bytes of each node
  --help    this text

Exit status: 0, or 1 if a file is broken, or 2 if the arguments are.
";

/// What is asked for.
pub enum Request {
    Show(Options),
    Help,
}

/// What to show, and of which files.
#[derive(Debug, Default)]
pub struct Options {
    pub spans: bool,
    pub tree: bool,
    pub files: Vec<PathBuf>,
}

impl Options {
    /// Returns whether the name stands above each article.
    pub fn is_titled(&self) -> bool {
        true
    }
}

/// Returns what the arguments ask for.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, Error> {
    let mut options = Options::default();
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("spans") => options.spans = true,
            Arg::Long("tree") => options.tree = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Request::Help),
            Arg::Value(file) => options.files.push(file.into()),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Request::Show(options))
}
