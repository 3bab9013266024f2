//! The command-line arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Error, Parser};

/// Printed after an error in the arguments.
pub const USAGE: &str =
    "usage: inspect [--spans | --tree | --text | --markdown | --html | --json] [FILE]...";

/// What `--help` prints.
pub const HELP: &str = "\
Shows what archived news articles hold.

usage: inspect [--spans | --tree | --text | --markdown | --html | --json] [FILE]...

Without a FILE, shows the article that is piped to it, or else one that is built in. FILE may be -.

  --spans     all parts, with the bytes of each
  --tree      the tree of the body, with the bytes of each node
  --text      the article as text
  --markdown  the article as Markdown
  --html      the article as HTML
  --json      all there is, as JSON (built with --features serde)
  --help      this text

Exit status: 0, or 1 if a file is broken, or 2 if the arguments are.
";

#[cfg(not(feature = "serde"))]
const NEEDS_SERDE: &str =
    "--json needs a feature: cargo run --features serde --example inspect -- --json";

/// What the arguments request.
pub enum Request {
    Show(Options),
    Help,
}

/// The requested view, and the files to print.
#[derive(Debug)]
pub struct Options {
    pub view: View,
    pub files: Vec<PathBuf>,
}

/// The view of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Overview {
        spans: bool,
    },
    Tree,
    Text,
    Markdown,
    Html,
    #[cfg(feature = "serde")]
    Json,
}

impl View {
    /// Returns whether the name of the file is printed above each article. The name is printed only
    /// in views for people, not in views that other programs may read.
    pub fn is_titled(self) -> bool {
        matches!(self, View::Overview { .. } | View::Tree)
    }
}

/// Parses the arguments.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, Error> {
    let mut options = Options {
        view: View::Overview { spans: false },
        files: Vec::new(),
    };
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("spans") => options.view = View::Overview { spans: true },
            Arg::Long("tree") => options.view = View::Tree,
            Arg::Long("text") => options.view = View::Text,
            Arg::Long("markdown") => options.view = View::Markdown,
            Arg::Long("html") => options.view = View::Html,
            #[cfg(feature = "serde")]
            Arg::Long("json") => options.view = View::Json,
            #[cfg(not(feature = "serde"))]
            Arg::Long("json") => return Err(NEEDS_SERDE.into()),
            Arg::Long("help") | Arg::Short('h') => return Ok(Request::Help),
            Arg::Value(file) => options.files.push(file.into()),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Request::Show(options))
}
