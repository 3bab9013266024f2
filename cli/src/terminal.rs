//! Printing to the terminal.

use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;

// The excerpts in the library's messages use the same file.
#[path = "../../src/export/miette/visible.rs"]
mod visible;

pub(crate) use visible::visible;

/// When output has colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Returns whether output to `stream` has colors.
    pub fn is_on(self, stream: &impl IsTerminal) -> bool {
        match self {
            Color::Auto => stream.is_terminal() && !is_dumb() && !is_unwanted(),
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// Returns whether the terminal cannot move its cursor, because `TERM` is `dumb`.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Returns whether the user does not want colors: `NO_COLOR` is set and not empty, as in
/// <https://no-color.org>.
fn is_unwanted() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Returns the maximum number of characters in a line of output: the value of the environment
/// variable `COLUMNS`, or else the width of the terminal. The result is at least 40 and at most 80.
/// If both are unknown, returns 80.
pub fn columns() -> usize {
    const MOST: usize = 80;
    const LEAST: usize = 40;
    let wanted = env::var("COLUMNS")
        .ok()
        .and_then(|width| width.parse().ok());
    let size = || terminal_size::terminal_size().map(|(width, _)| width.0.into());
    wanted.or_else(size).unwrap_or(MOST).clamp(LEAST, MOST)
}

/// Prints to standard error. If that fails, there is nowhere to report it.
pub fn say(text: impl Display) {
    let _ = write!(io::stderr(), "{text}");
}

/// Prints an error to standard error.
pub fn say_error(error: impl Display) {
    say(format_args!("newsprint: {}\n", visible(&error.to_string())));
}

/// Prints text to standard output.
pub fn print(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text)
        .and_then(|()| out.flush())
        .map_err(in_stdout)
}

/// Returns the error with `standard output` at the start of its message.
pub fn in_stdout(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("standard output: {error}"))
}

/// Returns a count with its noun, in singular or plural.
pub fn counted(count: usize, name: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {name}{ending}")
}
