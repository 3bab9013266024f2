//! Articles that own their sources.

use std::str;
use std::sync::OnceLock;

use newsprint::{Article, Content, Error, ErrorKind, ParseOptions, Span};
use pyo3::prelude::*;
use self_cell::self_cell;

use crate::classes;
use crate::offsets::{Offsets, Unit};
use crate::text::Text;

self_cell!(
    /// An article together with the source that it borrows.
    pub struct Parsed {
        owner: Text,
        #[not_covariant]
        dependent: Parts,
    }
);

/// An article and its content. The content is built on first use.
pub struct Parts<'a> {
    pub article: Article<'a>,
    content: OnceLock<Content<'a>>,
}

impl Parts<'_> {
    pub fn content(&self) -> &Content<'_> {
        self.content.get_or_init(|| self.article.content())
    }
}

/// Parses a text. If parsing fails, returns the text together with the error.
pub fn parse(text: Text, options: &ParseOptions) -> Result<Parsed, Box<(Text, Error)>> {
    let parsed = Parsed::try_new_or_recover(text, |text| {
        let article = match text {
            Text::Str(text) => Article::parse_with(text, options),
            Text::Bytes(bytes) => Article::from_bytes_with(bytes, options),
            Text::File(file) => Article::parse_with(file.source(), options),
        };
        Ok(Parts {
            article: article?,
            content: OnceLock::new(),
        })
    });
    parsed.map_err(Box::new)
}

/// Returns the error as a Python exception, with the span in `unit`. If the text is not UTF-8, the
/// span is in bytes.
pub fn error(py: Python<'_>, text: &Text, error: &Error, unit: Unit) -> PyErr {
    let Span { start, end } = error.span();
    let (start, end) = (start as usize, end as usize);
    let text = match (unit, error.kind()) {
        (Unit::Bytes, _) | (_, ErrorKind::NotUtf8(_)) => None,
        (Unit::Characters, _) => str::from_utf8(text.as_bytes()).ok(),
    };
    let (start, end) = match text {
        Some(text) => {
            let offsets = Offsets::new(text);
            (offsets.character(text, start), offsets.character(text, end))
        }
        None => (start, end),
    };
    classes::parse_error(py, error, start, end)
}
