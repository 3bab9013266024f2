//! The program `newsprint` as a library: checks, converts and reports on archives of news articles.
//!
//! The program is [`main`]. The Python package in `python/` needs it, and what reads archives and makes rows of
//! articles: [`source`], [`filter`] and [`rows`]. It is for the packages of this repository: any of it may change.

mod arguments;
mod convert;
pub mod filter;
mod generate;
mod lint;
mod manual;
mod output;
mod progress;
mod report;
mod search;
mod signals;
pub mod source;
pub mod status;
mod terminal;
mod threads;

use std::ffi::OsString;

use arguments::{Arguments, Command};
pub use convert::rows;
use status::{Result, Status};

/// Runs the program with its arguments, of which the first is its name, and returns what it ends with. It sets
/// rayon's global pool and catches signals, so it runs once in a process.
pub fn main(arguments: Vec<OsString>) -> Status {
    match arguments::parse(arguments) {
        Ok(arguments) => run(&arguments).unwrap_or_else(|error| status::of_error(&*error)),
        Err(status) => status,
    }
}

fn run(arguments: &Arguments) -> Result<Status> {
    let common = &arguments.common;
    threads::set(common.threads)?;
    match &arguments.command {
        Command::Convert(options) => convert::run(options, common),
        Command::Lint(options) => lint::run(options, common),
        Command::Search(options) => search::run(options, common),
        Command::Report(options) => report::run(options, common),
        Command::Generate(options) => generate::run(options),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man { command } => manual::page(command.as_deref()),
    }
}
