//! The feature `miette`: errors and warnings as diagnostics, which print the line with a caret.
//!
//! Neither holds the source; `miette::Report::with_source_code` brings it.

use std::fmt::Display;

use miette::{Diagnostic, LabeledSpan, Severity};

use crate::error::{Error, Warning};
use crate::source::Span;

impl Diagnostic for Error {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(self.kind().name()))
    }

    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(label(self.span()))
    }
}

impl std::error::Error for Warning {}

impl Diagnostic for Warning {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(self.kind().name()))
    }

    fn severity(&self) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(label(self.span()))
    }
}

fn label<'a>(span: Span) -> Box<dyn Iterator<Item = LabeledSpan> + 'a> {
    let label = LabeledSpan::underline(span.range());
    Box::new(std::iter::once(label))
}
