//! Completions for shells, and manual pages.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::status::{Result, Status};
use crate::terminal;

/// Prints the completions for a shell.
pub fn completions(shell: Shell) -> Result<Status> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(shell, &mut command, "newsprint", &mut script);
    terminal::print(&script)?;
    Ok(Status::Success)
}

/// Prints the manual page of the program, or of a command.
pub fn page(name: Option<&str>) -> Result<Status> {
    let mut program = Arguments::command();
    program.build();
    let command = match name {
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            format!("{name} is no command; expected one that `newsprint help` lists")
        })?,
        None => &program,
    };
    let mut page = Vec::new();
    let version = concat!("newsprint ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone())
        .source(version)
        .render(&mut page)?;
    // The text after the options consists of examples, in every command.
    let page = String::from_utf8(page)?.replace("\n.SH EXTRA\n", "\n.SH EXAMPLES\n");
    terminal::print(page.as_bytes())?;
    Ok(Status::Success)
}
