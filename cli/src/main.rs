//! The program `newsprint`: checks, converts and reports on archives of news articles.

mod arguments;
mod convert;
mod filter;
mod generate;
mod lint;
mod manual;
mod output;
mod progress;
mod report;
mod search;
mod signals;
mod source;
mod status;
mod terminal;
mod threads;

use std::env;
use std::process::ExitCode;

use arguments::{Arguments, Command};
use status::{Result, Status};

fn main() -> ExitCode {
    let arguments = match arguments::parse(env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(status) => return status.into(),
    };
    let status = run(&arguments).unwrap_or_else(|error| status::of_error(&*error));
    status.into()
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
