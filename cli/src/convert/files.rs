//! Writes Markdown, HTML or text: a folder with one file per article, or a single article to a
//! stream.

use std::fs::{self, File as NewFile};
use std::io;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use newsprint::archive::{ArchivedArticle, Articles};

use super::document;
use super::job::Job;
use super::options::Form;
use super::reading::Reading;
use crate::output::{Output, Sink, named, refuse_inside};
use crate::status::Result;

pub fn write(articles: Articles, job: &mut Job<'_>) -> Result<()> {
    let (dir, out) = (Path::new(&job.options.source), &job.options.out);
    let output = Output::folder(out)?;
    refuse_inside(output.path(), out, &job.options.source)?;
    let form = job.options.to;
    let temporary = output.path();
    let write = |reading: &Reading<'_, '_>| {
        let path = path(reading.archived, dir, form)?;
        let file = temporary.join(&path);
        let text = document::render(form, reading);
        match write_file(&file, &text) {
            Ok(()) => Ok(Ok(file)),
            Err(error) if is_about_name(&error, &file) => Err(error),
            Err(error) => Ok(Err(named(&out.join(path))(error))),
        }
    };
    let take = |file: io::Result<PathBuf>, is_wanted: bool| -> Result<()> {
        let file = file?;
        if !is_wanted {
            fs::remove_file(&file).map_err(named(&file))?;
        }
        Ok(())
    };
    job.process(articles, write, take)?;
    output.complete()?;
    Ok(())
}

/// Writes a single article to a stream. Returns an error if SOURCE is not one article.
pub fn write_one(articles: Articles, job: &mut Job<'_>, mut sink: Sink) -> Result<()> {
    let (form, source, out) = (job.options.to, job.rows.source, &job.options.out);
    let make = |reading: &Reading<'_, '_>| {
        let is_named = source.is_itself(reading.archived.path());
        Ok(is_named.then(|| document::render(form, reading)))
    };
    let mut has_one = false;
    let take = |document: Option<String>, is_wanted: bool| -> Result<()> {
        has_one = true;
        let document = document.ok_or_else(|| {
            let out = out.display();
            format!(
                "{out}: expected one article as SOURCE, found an archive; name a folder to write"
            )
        })?;
        if is_wanted {
            sink.write_all(document.as_bytes())?;
        }
        Ok(())
    };
    job.process(articles, make, take)?;
    if !has_one && job.summary.is_empty() {
        let out = out.display();
        return Err(format!("{out}: expected an article as SOURCE, found none").into());
    }
    sink.complete()?;
    Ok(())
}

/// Returns the path of an article's output file, relative to OUT.
fn path(archived: &ArchivedArticle, dir: &Path, form: Form) -> io::Result<PathBuf> {
    let path = { archived.file() }.and_then(|file| file.strip_prefix(dir).ok());
    let path = path.unwrap_or(Path::new(archived.path()));
    // Paths in a zip or tar archive may be absolute or contain `..`.
    let mut components = path.components();
    if !components.all(|component| matches!(component, Component::Normal(_))) {
        let message = "expected a path that stays in OUT";
        return Err(io::Error::new(io::ErrorKind::InvalidFilename, message));
    }
    Ok(match form {
        Form::Text => with_ending(path, "txt"),
        Form::Html => with_ending(path, "html"),
        _ => path.to_owned(),
    })
}

/// Returns the path with the extension `ending`: `a.md` becomes `a.txt`. If the extension is not
/// exactly `md`, `ending` is appended: `a.MD` becomes `a.MD.txt`. So two files `a.md` and `a.MD` in
/// a folder get different names.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    if path.extension().is_some_and(|extension| extension == "md") {
        return path.with_extension(ending);
    }
    let mut path = path.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    path.into()
}

/// Returns whether the name of this file caused the error, for example because the name is too
/// long. After such an error, other files can still be written.
fn is_about_name(error: &io::Error, path: &Path) -> bool {
    use io::ErrorKind::{AlreadyExists, IsADirectory, NotADirectory};

    // The maximum length of a name in common file systems, in bytes.
    const LONGEST: usize = 255;
    matches!(error.kind(), AlreadyExists | IsADirectory | NotADirectory)
        || path.file_name().is_some_and(|name| name.len() > LONGEST)
}

/// Writes a new file, and creates the folders that contain it.
fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let mut file = match NewFile::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            NewFile::create_new(path)?
        }
        file => file?,
    };
    file.write_all(text.as_bytes())
}
