//! The program `newsprint` as a library: checks, converts and reports on archives of news articles.
//!
//! The program is the function [`main`]. The Python package in `python/` calls [`main`], and also
//! uses the modules that read archives and make rows of articles: [`source`], [`filter`] and
//! [`rows`]. This library is only for the packages of this repository. Any part of it may change.

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

/// Runs the program, and returns its exit status. The first argument is the program's name. Call
/// this function only once in a process, because it sets rayon's global thread pool and catches
/// signals.
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
