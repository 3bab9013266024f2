//! Functions that the short examples share: they read the articles and return the exit status.

#![allow(dead_code, reason = "no example needs all of it")]

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use newsprint::Article;
use newsprint::archive::{Archive, ArchiveFile, ArchivedArticle, Articles};

pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Calls `example` with the arguments of the program and standard output. Returns the exit status:
/// 0, 1 if the example failed, or 2 if the number of arguments is wrong.
pub fn run<const N: usize>(
    needed: [&str; N],
    example: impl FnOnce([String; N], &mut dyn Write) -> Result<()>,
) -> ExitCode {
    let arguments = env::args_os().skip(1).map(OsString::into_string);
    let arguments: std::result::Result<Vec<_>, _> = arguments.collect();
    let Some(arguments) = arguments.ok().and_then(|found| found.try_into().ok()) else {
        eprintln!("expected the arguments: {}", needed.join(" "));
        return ExitCode::from(2);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let result = example(arguments, &mut out).and_then(|()| Ok(out.flush()?));
    let Err(error) = result else {
        return ExitCode::SUCCESS;
    };
    let io_error = error.downcast_ref::<io::Error>();
    if io_error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe) {
        // The reader of the output stopped early, like `head`.
        return ExitCode::SUCCESS;
    }
    eprintln!("{error}");
    ExitCode::FAILURE
}

/// Returns the articles in a folder, or the article in a file.
pub fn open(path: &str) -> Result<Articles> {
    let file = PathBuf::from(path);
    if !file.is_file() {
        return Ok(Archive::open(file)?.articles().ordered(true));
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let len = file.metadata().map_or(0, |metadata| metadata.len());
    let found = ArchiveFile::with_reader(name.into_owned(), len, move || File::open(file));
    // If the file is skipped, the reason is reported as an error.
    Ok(Articles::of([found]).report_skipped(true))
}

/// Calls `work` with each article, one after the other. Skips broken files and prints their errors.
///
/// # Errors
///
/// Returns the first error of `work`. Also returns an error if a file was broken or if there were
/// no articles.
pub fn each(
    articles: Articles,
    mut work: impl FnMut(&ArchivedArticle, &Article<'_>) -> Result<()>,
) -> Result<()> {
    let (mut read, mut broken) = (0, 0);
    for item in articles {
        match item.and_then(|file| Ok(work(&file, &file.article()?))) {
            Ok(result) => {
                result?;
                read += 1;
            }
            Err(error) => {
                eprintln!("{error}");
                broken += 1;
            }
        }
    }
    told(read, broken)
}

/// Returns an error if files were broken, or if there were no articles.
pub fn told(read: u64, broken: u64) -> Result<()> {
    match (read, broken) {
        (0, 0) => Err("found no article: expected files whose names end in .md".into()),
        (_, 0) => Ok(()),
        (_, 1) => Err("1 file could not be read as an article".into()),
        _ => Err(format!("{broken} files could not be read as articles").into()),
    }
}
