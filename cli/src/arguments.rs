//! The command-line arguments of the program.

use std::ffi::{OsStr, OsString};
use std::io;
use std::num::NonZero;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::source::Source;
use crate::status::{self, Result, Status};
use crate::terminal::{self, Color};
use crate::{convert, generate, lint, report, search};

/// Checks, converts and reports on archives of news articles.
#[derive(Parser)]
#[command(name = "newsprint", version, max_term_width = 80, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  newsprint generate archive
  newsprint lint archive
  newsprint convert archive --to csv a.csv
  newsprint search 渡轮 archive
  newsprint report archive report.html
  newsprint help convert

Exit status: 0; 1 if there are errors in the files, or search finds nothing; 2 if the command failed; 130 if interrupted.";

/// The help text of the argument SOURCE.
pub const SOURCE: &str = "Where the articles are: a folder, a file, a zip, a tar (also .gz and .zst), \
    a bare git repository; `-` is standard input";

/// Options for opening the sources of a command.
#[derive(Args)]
pub struct Opening {
    /// Read git repositories at a revision: a branch, a tag or a commit
    ///
    /// Work trees are not read.
    #[arg(long, value_name = "REVISION")]
    revision: Option<String>,
    /// Read all versions of all files in the history of git repositories
    ///
    /// A version that is not in HEAD has the path DATE-COMMIT/PATH. In convert, rows have the
    /// additional column history, an object with the fields path, first, last, in_head and commit.
    /// The fields first and last are the times of the first and the last commit with this version,
    /// in seconds since 1970. The field commit is the last commit with this version.
    #[arg(long)]
    pub history: bool,
}

impl Opening {
    pub fn open(&self, name: &OsStr) -> Result<Source> {
        let source = match &self.revision {
            Some(revision) => Source::open_at(name, revision),
            None => Source::open(name),
        };
        match self.history {
            true => source?.with_history(),
            false => source,
        }
    }

    pub fn open_all(&self, names: &[OsString]) -> Result<Vec<Source>> {
        if names.iter().filter(|name| *name == "-").count() > 1 {
            return Err("expected `-` once, as standard input can be read once".into());
        }
        names.iter().map(|name| self.open(name)).collect()
    }
}

/// The options that all commands have.
#[derive(Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Print less: no progress, no summary; in lint, no warnings
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print more: each file that is left out, with the reason
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colors: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub color: Color,
    /// Number of threads, at most one per core
    #[arg(long, global = true, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZero<usize>>,
}

fn threads(text: &str) -> Result<NonZero<usize>, &'static str> {
    text.parse().map_err(|_| "expected a number from 1")
}

#[derive(Subcommand)]
pub enum Command {
    Convert(convert::Options),
    Lint(lint::Options),
    Search(search::Options),
    Report(report::Options),
    Generate(generate::Options),
    /// Print completions for a shell
    #[command(after_help = "\
Example:
  newsprint completions bash \\
    > ~/.local/share/bash-completion/completions/newsprint")]
    Completions {
        shell: Shell,
    },
    /// Print the manual page of the program or of a command
    #[command(after_help = "\
Example:
  newsprint man convert | man -l -")]
    Man {
        command: Option<String>,
    },
}

/// Parses the arguments. If they request the help or the version, prints it, and returns the exit
/// status as `Err`. If they are invalid, prints the error, and also returns the exit status as
/// `Err`.
pub fn parse(arguments: Vec<OsString>) -> Result<Arguments, Status> {
    let color = color(&arguments);
    Arguments::try_parse_from(arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            let text = match color.is_on(&io::stdout()) {
                true => text.ansi().to_string(),
                false => text.to_string(),
            };
            match terminal::print(text.as_bytes()) {
                Ok(()) => Status::Success,
                Err(error) => status::of_error(&error),
            }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal::say(error.render());
            Status::Failed
        }
        _ => {
            // The message quotes arguments, which may contain control characters.
            let text = error.render().to_string();
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            let lines: Vec<_> = text.lines().map(terminal::visible).collect();
            terminal::say(format_args!("newsprint: {}\n", lines.join("\n")));
            Status::Failed
        }
    })
}

/// Returns the value of `--color` in the unparsed arguments. The value is needed before the
/// arguments are parsed, because help texts and errors also have colors.
fn color(arguments: &[OsString]) -> Color {
    let texts: Vec<_> = arguments.iter().filter_map(|text| text.to_str()).collect();
    let apart = texts.windows(2).filter(|pair| pair[0] == "--color");
    let joined = texts
        .iter()
        .filter_map(|text| text.strip_prefix("--color="));
    let mut values = apart.map(|pair| pair[1]).chain(joined);
    let color = values.find_map(|value| clap::ValueEnum::from_str(value, false).ok());
    color.unwrap_or_default()
}
