//! Finds the errors and warnings of a file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use newsprint::archive::{ArchiveError, ArchiveErrorKind, ArchivedArticle};
use newsprint::{Article, ErrorKind, Limit};

use super::finding::Finding;
use crate::filter::Filter;
use crate::source::Source;

/// Checks the files of a source.
pub struct Linter<'l> {
    pub source: &'l Source,
    pub filter: Filter<'l>,
    /// Whether all skipped files are reported (`--skipped`).
    pub lists_skipped: bool,
}

/// A file that was checked.
pub struct Checked {
    pub is_skipped: bool,
    pub findings: Vec<Finding>,
}

impl Linter<'_> {
    /// Checks a file. Returns `None` if the file does not match the filters.
    pub fn check(&self, item: Result<ArchivedArticle, ArchiveError>) -> Option<Checked> {
        if !self.filter.wants_file(&item) {
            return None;
        }
        let path = self.source.shown(match &item {
            Ok(archived) => archived.path(),
            Err(error) => error.path(),
        });
        let (is_skipped, findings) = match item {
            Ok(archived) => (false, self.check_article(&path, &archived)?),
            Err(error) => {
                let is_skipped = matches!(error.kind(), ArchiveErrorKind::Skipped(_));
                let finding = self.of_error(&path, &error);
                (is_skipped, finding.into_iter().collect())
            }
        };
        Some(Checked {
            is_skipped,
            findings,
        })
    }

    fn check_article(&self, path: &str, archived: &ArchivedArticle) -> Option<Vec<Finding>> {
        let source = archived.source();
        let article = match Article::parse(source) {
            Ok(article) => article,
            Err(error) => return Some(vec![Finding::of_error(path, Some(source), error)]),
        };
        if !self.filter.wants(&article) {
            return None;
        }
        let warnings = article.warnings().iter();
        Some(
            warnings
                .map(|warning| Finding::of_warning(path, source, warning))
                .collect(),
        )
    }

    /// Returns the finding for a file that could not be read as an article. For a file that is
    /// skipped as expected, returns `None` unless `lists_skipped` is set.
    fn of_error(&self, path: &str, error: &ArchiveError) -> Option<Finding> {
        Some(match error.kind() {
            // A file that the user named is expected to be an article.
            ArchiveErrorKind::Skipped(reason)
                if error.is_unexpected() || self.source.is_itself(error.path()) =>
            {
                let message =
                    format!("expected an article, found a file that is skipped: {reason}");
                Finding::of_unexpected(path, message)
            }
            ArchiveErrorKind::Skipped(reason) if self.lists_skipped => {
                Finding::of_skipped(path, reason.to_string())
            }
            ArchiveErrorKind::Skipped(_) => return None,
            ArchiveErrorKind::Article(inner) => match inner.kind() {
                // A file that is too long to be read is also too long for an excerpt.
                kind @ ErrorKind::Limit {
                    limit: Limit::Len, ..
                } => Finding::of_file(path, kind.name(), kind.to_string()),
                _ => {
                    let end = inner.span().range().start;
                    let start = error.file().and_then(|file| start(file, end));
                    Finding::of_error(path, start.as_deref(), inner.clone())
                }
            },
            kind => Finding::of_file(path, "unreadable", kind.to_string()),
        })
    }
}

/// Returns the start of a file, up to 1024 bytes after `place`, which is enough for an excerpt.
/// Returns `None` if the file can no longer be read.
fn start(file: &Path, place: usize) -> Option<String> {
    const LINE: u64 = 1024;
    let mut bytes = Vec::new();
    let file = File::open(file).ok()?;
    file.take(place as u64 + LINE)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
