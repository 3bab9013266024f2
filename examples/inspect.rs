//! Prints everything in a file: `cargo run --example inspect -- --help`.
//!
//! Without a file, prints the article from standard input. If standard input is neither a pipe nor
//! a file, prints a built-in article. If a file is not an article, prints the error and continues
//! with the next file.

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
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use newsprint::Article;
use options::{Request, View};

fn main() -> ExitCode {
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut err = anstream::stderr().lock();
    let arguments = env::args_os().skip(1);
    let status = run(arguments, io::stdin(), is_piped(), &mut out, &mut err);
    match status.and_then(|status| out.flush().map(|()| status)) {
        Ok(status) => ExitCode::from(status),
        // The reader of the output stopped early: `inspect FILE | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(err, "inspect: {error}").ok();
            ExitCode::FAILURE
        }
    }
}

/// Prints the files and returns the exit status: 0, 1 if a file could not be read or is not an
/// article, or 2 if the arguments are invalid. Without files, standard input is read if it is
/// piped.
pub fn run(
    arguments: impl Iterator<Item = OsString>,
    mut stdin: impl Read,
    is_piped: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<u8> {
    let mut options = match options::parse(arguments) {
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
    if options.files.is_empty() && is_piped {
        options.files.push("-".into());
    }
    if options.files.is_empty() {
        show(&built_in(), "(built in)", options.view, out)?;
        return Ok(0);
    }
    let (mut shown, mut broken) = (0, 0);
    for file in &options.files {
        let name = file.display().to_string();
        let bytes = read(file, &mut stdin);
        let article = match &bytes {
            Ok(bytes) => Article::from_bytes(bytes).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match article {
            Ok(article) => {
                if shown > 0 && options.view.is_titled() {
                    writeln!(out)?;
                }
                show(&article, &name, options.view, out)?;
                shown += 1;
            }
            Err(error) => {
                // Keeps the order of output and errors if both go to one terminal.
                out.flush()?;
                writeln!(err, "{}: {error}", print::printable(&name))?;
                broken += 1;
            }
        }
    }
    Ok(u8::from(broken > 0))
}

/// Returns whether standard input is a pipe or a file. `/dev/null` and terminals are neither.
fn is_piped() -> bool {
    #[cfg(unix)]
    return fs::metadata("/dev/stdin").is_ok_and(|found| {
        use std::os::unix::fs::FileTypeExt;
        found.is_file() || found.file_type().is_fifo()
    });
    #[cfg(not(unix))]
    return !io::IsTerminal::is_terminal(&io::stdin());
}

fn read(file: &Path, stdin: &mut impl Read) -> io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the article that is printed if no file is given.
fn built_in() -> Article<'static> {
    Article::parse(include_str!("inspect/sample.md")).expect("the tests read it, too")
}

fn show(article: &Article, name: &str, view: View, out: &mut impl Write) -> io::Result<()> {
    if view.is_titled() {
        print::heading(out, name)?;
    }
    match view {
        View::Overview { spans } => overview::write(out, article, spans),
        View::Tree => tree::write(out, article.body()),
        View::Text => writeln!(out, "{}", article.to_text()),
        View::Markdown => write!(out, "{}", article.to_markdown()),
        View::Html => write!(out, "{}", article.to_html()),
        #[cfg(feature = "serde")]
        View::Json => json(article, out),
    }
}

#[cfg(feature = "serde")]
fn json(article: &Article, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, article)?;
    writeln!(out)
}
