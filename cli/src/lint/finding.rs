//! An error or a warning, and how it is printed.

use miette::{Diagnostic, GraphicalReportHandler, Report};
use newsprint::{Error, Position, Span, Warning};
use serde_json::json;

use super::excerpt::Excerpt;
use crate::terminal::visible;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
}

impl Level {
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// Something about a file.
pub struct Finding {
    pub level: Level,
    pub code: String,
    path: String,
    message: String,
    /// Where in the file, if it could be read.
    place: Option<(Position, Span)>,
    report: Option<Report>,
}

impl Finding {
    pub fn of_error(path: &str, source: &str, error: Error) -> Self {
        Finding {
            level: Level::Error,
            code: error.kind().name().to_string(),
            path: path.to_string(),
            message: error.kind().to_string(),
            place: Some((error.position(), error.span())),
            report: Some(report(path, source, error.span(), error)),
        }
    }

    pub fn of_warning(path: &str, source: &str, warning: &Warning) -> Self {
        let span = warning.span();
        Finding {
            level: Level::Warning,
            code: warning.kind().name().to_string(),
            path: path.to_string(),
            message: warning.kind().to_string(),
            place: Some((warning.position(), span)),
            report: Some(report(path, source, span, warning.clone())),
        }
    }

    /// Returns what is wrong with a file of which nothing can be shown.
    pub fn of_file(path: &str, code: &str, message: String) -> Self {
        Finding {
            level: Level::Error,
            code: code.to_string(),
            path: path.to_string(),
            message,
            place: None,
            report: None,
        }
    }

    /// Returns the warning of a file that was skipped where articles are expected.
    pub fn of_skipped(path: &str, message: String) -> Self {
        Finding {
            level: Level::Warning,
            ..Finding::of_file(path, "unexpected_file", message)
        }
    }

    /// Returns the finding as a line of JSON.
    pub fn to_json(&self) -> String {
        let (position, span) = self.place.unzip();
        json!({
            "path": self.path,
            "level": self.level.as_str(),
            "code": self.code,
            "message": self.message,
            "line": position.map(|position| position.line),
            "column": position.map(|position| position.column),
            "span": span.map(|span| [span.start, span.end]),
        })
        .to_string()
    }

    /// Returns the finding with the line and a caret.
    pub fn render(&self, handler: &GraphicalReportHandler) -> String {
        let mut text = String::new();
        match &self.report {
            // Writing to a string does not fail.
            Some(report) => drop(handler.render_report(&mut text, report.as_ref())),
            None => {
                let path = visible(&self.path);
                let message = visible(&self.message);
                let mark = match self.level {
                    Level::Error => '×',
                    Level::Warning => '⚠',
                };
                text = format!("{}\n\n  {mark} {path}: {message}\n", self.code);
            }
        }
        text
    }
}

fn report(
    path: &str,
    source: &str,
    span: Span,
    finding: impl Diagnostic + Send + Sync + 'static,
) -> Report {
    Report::new(finding).with_source_code(Excerpt::new(path, source, span))
}
