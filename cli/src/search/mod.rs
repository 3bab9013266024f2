//! `newsprint search`: finds a phrase in the articles of archives.

mod equals;
mod fold;
mod hits;
mod needles;
mod options;
mod pattern;
mod printer;

use newsprint::archive::{ArchiveError, ArchiveErrorKind, ArchivedArticle};

use crate::arguments::Common;
use crate::filter::Filter;
use crate::source::Source;
use crate::status::{Result, Status};
use crate::terminal;
use hits::Hits;
pub use options::Options;
use pattern::Pattern;
use printer::{Printer, Renderer};

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let pattern = Pattern::new(options)?;
    let sources = options.opening.open_all(&options.sources)?;
    let filters = options.filters.ready_all(&options.sources)?;
    let renderer = Renderer::new(options, common);
    let mut printer = Printer::new(renderer);
    let (mut has_hits, mut has_errors) = (false, false);
    for (source, filter) in sources.iter().zip(filters) {
        let searcher = Searcher {
            pattern: &pattern,
            source,
            filter,
            renderer,
        };
        let articles = source.articles()?.ordered(true);
        let searched = articles.report_skipped(common.verbose).process(
            |item| searcher.search(item),
            |outcome| {
                match outcome {
                    Outcome::Nothing => {}
                    Outcome::Found(_) if common.quiet => return Err(Stop::Enough),
                    Outcome::Found(text) => {
                        has_hits = true;
                        printer
                            .print(&text)
                            .map_err(|error| Stop::Failed(terminal::in_stdout(error).into()))?;
                    }
                    Outcome::LeftOut { path, error } => {
                        has_errors |= !matches!(error.kind(), ArchiveErrorKind::Skipped(_));
                        terminal::say_error(format_args!("{path}: {}", error.kind()));
                    }
                }
                Ok(())
            },
        );
        match searched {
            Ok(_) => {}
            Err(Stop::Enough) => return Ok(Status::Success),
            Err(Stop::Failed(error)) => return Err(error),
        }
    }
    printer.finish().map_err(terminal::in_stdout)?;
    Ok(match (has_errors, has_hits) {
        (true, _) => Status::Failed,
        (false, true) => Status::Success,
        (false, false) => Status::NOTHING_FOUND,
    })
}

/// The reason that a search ends before all files are searched.
enum Stop {
    Enough,
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

/// The result of searching a file.
enum Outcome {
    Nothing,
    /// The hits in the file, as text for printing.
    Found(String),
    LeftOut {
        path: String,
        error: ArchiveError,
    },
}

/// Searches the files of a source.
struct Searcher<'s> {
    pattern: &'s Pattern,
    source: &'s Source,
    filter: Filter<'s>,
    renderer: Renderer,
}

impl Searcher<'_> {
    fn search(&self, item: Result<ArchivedArticle, ArchiveError>) -> Outcome {
        if !self.filter.wants_file(&item) {
            return Outcome::Nothing;
        }
        let found = item.and_then(|archived| self.render(&archived));
        match found {
            Ok(Some(text)) => Outcome::Found(text),
            Ok(None) => Outcome::Nothing,
            Err(error) => Outcome::LeftOut {
                path: self.source.shown(error.path()),
                error,
            },
        }
    }

    /// Returns the hits as text for printing. Returns `None` if the file has no hits, or if the
    /// file does not match the filters.
    fn render(&self, archived: &ArchivedArticle) -> Result<Option<String>, ArchiveError> {
        if !self.pattern.may_be_in(archived.source()) {
            return Ok(None);
        }
        let article = archived.article()?;
        if !self.filter.wants(&article) {
            return Ok(None);
        }
        let hits = Hits::of(&article, self.pattern);
        if hits.all().is_empty() {
            return Ok(None);
        }
        let path = self.source.shown(archived.path());
        Ok(Some(self.renderer.render(&path, &hits)))
    }
}
