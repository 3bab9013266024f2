//! The feature `miette`: implements [`Diagnostic`] for errors and warnings, so that miette prints the line
//! with a caret.
//!
//! Errors and warnings do not contain the source. To print the line of an error or warning, pass an
//! [`Excerpt`] of the source to `miette::Report::with_source_code`.

mod excerpt;
mod visible;

use std::fmt::Display;
use std::iter;

use miette::{Diagnostic, LabeledSpan, Severity};

use crate::error::Error;
use crate::source::Span;
use crate::warning::Warning;

pub use self::excerpt::Excerpt;

macro_rules! impl_diagnostic {
    ($type:ty, $severity:ident) => {
        impl Diagnostic for $type {
            fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
                Some(Box::new(self.kind().name()))
            }

            fn severity(&self) -> Option<Severity> {
                Some(Severity::$severity)
            }

            fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
                Some(Box::new(self.kind().help()?))
            }

            fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
                Some(Box::new(iter::once(label(self.span()))))
            }
        }
    };
}

impl_diagnostic!(Error, Error);
impl_diagnostic!(Warning, Warning);

fn label(span: Span) -> LabeledSpan {
    LabeledSpan::underline(span.range())
}
