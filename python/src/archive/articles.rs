use std::sync::Arc;

use newsprint::archive::{ArchiveError, ArchivedArticle};
use newsprint_cli::filter::Filter;
use newsprint_cli::source::Version;
use pyo3::prelude::*;

use super::counts::Counts;
use super::opened::Opened;
use super::run::{self, Result, Run, Sender};
use crate::article::Article;
use crate::parsed::{self, Parsed};
use crate::text::Text;

/// The maximum number of parsed articles in the buffer.
const ROOM: usize = 256;

/// An iterator over the articles of an archive. The articles are parsed in parallel. Several
/// threads may share the iterator.
#[pyclass(frozen, module = "newsprint_rs")]
pub struct Articles {
    opened: Arc<Opened>,
    run: Run<Read>,
}

/// An article, and the version of its file. The version is `None` if the archive is read without
/// its history.
type Read = (Parsed, Option<Version>);

/// The result of reading a file.
enum File {
    Article(Box<Parsed>),
    Unwanted(usize),
    Failed(ArchiveError),
    Broken(String, newsprint::Error),
    /// The file was not read, because the run is over.
    Left,
}

impl Articles {
    pub fn new(
        opened: Arc<Opened>,
        counts: Arc<Counts>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let run = Run::new(opened.clone(), counts, progress, ROOM, work)?;
        Ok(Articles { opened, run })
    }
}

#[pymethods]
impl Articles {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Article>> {
        let next = self.run.next(py)?;
        Ok(next.map(|(parsed, version)| {
            let path = parsed.borrow_owner().path().map(str::to_owned);
            Article::new(parsed, path, self.opened.unit).with_version(version)
        }))
    }
}

fn work(opened: &Opened, counts: &Counts, sender: &Sender<Read>) -> Result<()> {
    let filter = opened.filters.ready(&opened.name)?;
    let make = |item| match sender.is_left() {
        true => File::Left,
        false => read(item, opened, &filter),
    };
    let take = |file| -> Result<()> {
        match file {
            File::Article(parsed) => {
                counts.add_article(parsed.borrow_owner().as_bytes().len());
                let path = parsed.borrow_owner().path().unwrap_or_default();
                let version = opened.source.version(path).cloned();
                sender.send((*parsed, version))?;
            }
            File::Unwanted(len) => counts.add_unwanted(len),
            File::Failed(error) => counts.add_error(&error),
            File::Broken(path, error) => counts.add_broken(&path, &error),
            File::Left => return Err(run::left()),
        }
        Ok(())
    };
    opened.articles()?.process(make, take)?;
    Ok(())
}

fn read(item: Result<ArchivedArticle, ArchiveError>, opened: &Opened, filter: &Filter<'_>) -> File {
    if !filter.wants_file(&item) {
        return File::Unwanted(0);
    }
    let archived = match item {
        Ok(archived) => archived,
        Err(error) => return File::Failed(error),
    };
    match parsed::parse(Text::File(archived), &opened.options) {
        Ok(parsed) => {
            // Filtering by author needs the content. The content is built here, because this code
            // runs in parallel.
            let wants = |_: &_, parts: &parsed::Parts<'_>| {
                filter.wants_header(&parts.article)
                    && filter.wants_author(&parts.article, parts.content())
            };
            match parsed.with_dependent(wants) {
                true => File::Article(Box::new(parsed)),
                false => File::Unwanted(parsed.borrow_owner().as_bytes().len()),
            }
        }
        Err(failed) => {
            let (text, error) = *failed;
            File::Broken(text.path().unwrap_or_default().to_owned(), error)
        }
    }
}
