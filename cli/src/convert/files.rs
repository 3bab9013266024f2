//! Markdown and text: a file an article.

use std::fs::{self, File as NewFile};
use std::io;
use std::io::Write;
use std::path::{Path, PathBuf};

use newsprint::archive::{ArchiveError, ArchivedArticle, Articles, Fingerprint};

use super::job::Job;
use super::options::Form;
use super::summary::{Became, File, Seen};
use crate::output::{Output, named, refuse_inside};
use crate::status::Result;

pub fn write(articles: Articles, job: &mut Job<'_>) -> Result<()> {
    let (dir, out) = (PathBuf::from(&job.options.source), &job.options.out);
    let output = Output::folder(out)?;
    refuse_inside(output.path(), out, &job.options.source)?;
    let form = job.options.to;
    let temporary = output.path();
    let work = |item: Result<ArchivedArticle, ArchiveError>| -> Result<_> {
        let archived = match item {
            Ok(archived) => archived,
            Err(error) => return Ok((failed(error), None)),
        };
        let len = archived.source().len() as u64;
        let (text, fingerprint) = match render(&archived, form) {
            Ok(rendered) => rendered,
            Err(error) => return Ok((failed(error), None)),
        };
        let path = { archived.file() }.and_then(|file| file.strip_prefix(&dir).ok());
        let path = path.unwrap_or(Path::new(archived.path()));
        let path = match form {
            Form::Text => name_of_text(path),
            _ => path.to_owned(),
        };
        let file = temporary.join(&path);
        let (became, file) = match write_file(&file, &text) {
            Ok(()) => (
                Became::Article(Seen::new(&archived, fingerprint)),
                Some(file),
            ),
            Err(error) if is_about_name(&error, &file) => {
                let path = archived.path().to_owned();
                (Became::Unwritten { path, error }, None)
            }
            Err(error) => return Err(named(&out.join(path))(error).into()),
        };
        Ok((File { len, became }, file))
    };
    let take = |job: &mut Job<'_>, done: Result<(File, Option<PathBuf>)>| -> Result<()> {
        let (file, path) = done?;
        let is_wanted = job.step(file)?;
        if let Some(path) = path.filter(|_| !is_wanted) {
            fs::remove_file(&path).map_err(named(&path))?;
        }
        Ok(())
    };
    job.process(articles, work, take)?;
    output.complete()?;
    Ok(())
}

fn failed(error: ArchiveError) -> File {
    let became = Became::Failed(error);
    File { len: 0, became }
}

fn render(archived: &ArchivedArticle, form: Form) -> Result<(String, Fingerprint), ArchiveError> {
    let article = archived.article()?;
    let content = article.content();
    let text = match form {
        Form::Markdown => article.to_markdown(),
        _ => [article.title(), "\n\n", &content.to_text(), "\n"].concat(),
    };
    let fingerprint = Fingerprint::of_content(&article, &content);
    Ok((text, fingerprint))
}

/// Returns the path of an article's text. Only of the usual ending does it take the place, as names
/// may differ in its letters' case alone.
fn name_of_text(path: &Path) -> PathBuf {
    if path.extension().is_some_and(|extension| extension == "md") {
        return path.with_extension("txt");
    }
    let mut path = path.as_os_str().to_owned();
    path.push(".txt");
    path.into()
}

/// Returns whether a file cannot have its name, but others might have theirs.
fn is_about_name(error: &io::Error, path: &Path) -> bool {
    use io::ErrorKind::{AlreadyExists, IsADirectory, NotADirectory};

    // What the usual file systems allow.
    const LONGEST: usize = 255;
    matches!(error.kind(), AlreadyExists | IsADirectory | NotADirectory)
        || path.file_name().is_some_and(|name| name.len() > LONGEST)
}

/// Writes a new file, and the folders that it is in.
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
