//! An error or a warning, and how it is printed.

use miette::{Diagnostic, GraphicalReportHandler, Report};
use newsprint::{Error, Excerpt, Position, Span, Warning};
use serde_json::json;

use crate::terminal::{self, visible};

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
    /// A file that is skipped as expected.
    Skipped,
}

impl Level {
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Skipped => "skipped",
        }
    }
}

/// An error, a warning or a note about a file.
pub struct Finding {
    pub level: Level,
    pub code: &'static str,
    path: String,
    message: String,
    help: Option<&'static str>,
    /// The place in the file, if the file could be read.
    place: Option<(Position, Span)>,
    report: Option<Report>,
}

impl Finding {
    /// Returns the finding for an error in a file. If `source` is `None`, the finding has no
    /// excerpt.
    pub fn of_error(path: &str, source: Option<&str>, error: Error) -> Self {
        let (position, span) = (error.position(), error.span());
        let excerpt = source.map(|source| excerpt(path, source, span, position));
        Finding {
            help: error.help(),
            place: Some((position, span)),
            report: excerpt.map(|excerpt| report(excerpt, error.clone())),
            ..Finding::of_file(path, error.kind().name(), error.kind().to_string())
        }
    }

    pub fn of_warning(path: &str, source: &str, warning: &Warning) -> Self {
        let (position, span) = (warning.position(), warning.span());
        let excerpt = excerpt(path, source, span, position);
        Finding {
            level: Level::Warning,
            help: warning.help(),
            place: Some((position, span)),
            report: Some(report(excerpt, warning.clone())),
            ..Finding::of_file(path, warning.kind().name(), warning.kind().to_string())
        }
    }

    /// Returns the finding for an error whose place in the file is unknown. The finding has no
    /// excerpt.
    pub fn of_file(path: &str, code: &'static str, message: String) -> Self {
        Finding {
            level: Level::Error,
            code,
            path: path.to_string(),
            message,
            help: None,
            place: None,
            report: None,
        }
    }

    /// Returns a warning about a file that was expected to be an article, but was skipped.
    pub fn of_unexpected(path: &str, message: String) -> Self {
        Finding {
            level: Level::Warning,
            help: Some("move it elsewhere, or repair its header"),
            ..Finding::of_file(path, "unexpected_file", message)
        }
    }

    /// Returns a note about a file that was skipped as expected.
    pub fn of_skipped(path: &str, message: String) -> Self {
        Finding {
            level: Level::Skipped,
            ..Finding::of_file(path, "skipped", message)
        }
    }

    /// Returns the finding as a JSON object on one line.
    pub fn to_json(&self) -> String {
        let (position, span) = self.place.unzip();
        json!({
            "path": self.path,
            "level": self.level.name(),
            "code": self.code,
            "message": self.message,
            "help": self.help,
            "line": position.map(|position| position.line),
            "column": position.map(|position| position.column),
            "span": span.map(|span| [span.start, span.end]),
        })
        .to_string()
    }

    /// Returns the finding in the format that compilers use: `path:line:column: code: message`.
    pub fn to_line(&self) -> String {
        let (path, place) = (&self.path, self.place());
        visible(&format!("{path}{place}: {}: {}", self.code, self.message))
    }

    /// Returns `:line:column`, or an empty string if the place is unknown.
    fn place(&self) -> String {
        match self.place {
            Some((Position { line, column }, _)) => format!(":{line}:{column}"),
            None => String::new(),
        }
    }

    /// Returns the finding with an excerpt: the line in the file, and a caret below the place.
    pub fn to_text(&self, handler: &GraphicalReportHandler) -> String {
        let Some(report) = &self.report else {
            return self.to_text_alone();
        };
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = handler.render_report(&mut text, report.as_ref());
        text
    }

    fn to_text_alone(&self) -> String {
        let mark = match self.level {
            Level::Error => '×',
            Level::Warning => '⚠',
            Level::Skipped => return self.to_line(),
        };
        let (path, message) = (visible(&self.path), visible(&self.message));
        let place = self.place();
        let help = self
            .help
            .map_or_else(String::new, |help| format!("  help: {help}\n"));
        format!("{}\n\n  {mark} {path}{place}: {message}\n{help}", self.code)
    }
}

fn excerpt(path: &str, source: &str, span: Span, position: Position) -> Excerpt {
    Excerpt::new(path, source, span, position, terminal::columns())
}

fn report(excerpt: Excerpt, finding: impl Diagnostic + Send + Sync + 'static) -> Report {
    Report::new(finding).with_source_code(excerpt)
}
