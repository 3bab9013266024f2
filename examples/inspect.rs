//! Shows what a file holds: `cargo run --example inspect -- [--spans | --tree | --text] [FILE]...`
//!
//! Without a file, shows the article that is built in. A file that is no article has its error
//! printed, and the rest go on.

#[path = "inspect/content.rs"]
mod content;
#[path = "inspect/options.rs"]
mod options;
#[path = "inspect/overview.rs"]
mod overview;
#[path = "inspect/print.rs"]
mod print;
#[path = "inspect/tree.rs"]
mod tree;

use std::ffi::OsString;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;
use std::{env, fs};

use newsprint::Article;
use options::{Options, Request, View};

/// The article that is shown if no file is named.
const SAMPLE: &str = include_str!("inspect/sample.md");

fn main() -> ExitCode {
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut err = anstream::stderr().lock();
    let status = run(env::args_os().skip(1), &mut out, &mut err);
    match status.and_then(|status| out.flush().map(|()| status)) {
        Ok(status) => ExitCode::from(status),
        // Whoever read the output has seen enough: `inspect FILE | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(err, "inspect: {error}").ok();
            ExitCode::FAILURE
        }
    }
}

/// Returns the exit status: 0, 1 if a file could not be read or is no article, 2 if the arguments
/// make no sense.
pub fn run(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<u8> {
    let options = match options::parse(arguments) {
        Ok(Request::Show(options)) => options,
        Ok(Request::Help) => {
            out.write_all(options::HELP.as_bytes())?;
            return Ok(0);
        }
        Err(error) => {
            writeln!(err, "inspect: {error}\n\n{}", options::USAGE)?;
            return Ok(2);
        }
    };
    if options.files.is_empty() {
        return show("(built in)", SAMPLE.as_bytes(), &options, out, err).map(u8::from);
    }
    let mut is_broken = false;
    for (number, file) in options.files.iter().enumerate() {
        let name = file.display().to_string();
        if number > 0 && options.view.is_titled() {
            writeln!(out)?;
        }
        match fs::read(file) {
            Ok(bytes) => is_broken |= show(&name, &bytes, &options, out, err)?,
            Err(error) => {
                is_broken = true;
                out.flush()?;
                writeln!(err, "{name}: {error}")?;
            }
        }
    }
    Ok(u8::from(is_broken))
}

/// Returns whether the file is broken.
fn show(
    name: &str,
    bytes: &[u8],
    options: &Options,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<bool> {
    let article = match Article::from_bytes(bytes) {
        Ok(article) => article,
        Err(error) => {
            out.flush()?;
            writeln!(err, "{name}: {error}")?;
            return Ok(true);
        }
    };
    if options.view.is_titled() {
        print::heading(out, name)?;
    }
    match options.view {
        View::Overview { spans } => overview::write(out, &article, spans)?,
        View::Tree => tree::write(out, article.body())?,
        View::Text => writeln!(out, "{}", article.content().to_text())?,
    }
    Ok(false)
}
