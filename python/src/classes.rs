//! Creates values of the classes that are written in Python.

use newsprint::{ErrorKind, Span};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyTuple, PyType};

const MODULE: &str = "newsprint_rs._types";

static SPAN: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static PARSE_ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static REJECT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static TALLY: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// Returns a `Span`.
pub fn span(py: Python<'_>, start: usize, end: usize) -> PyResult<Bound<'_, PyAny>> {
    SPAN.import(py, MODULE, "Span")?.call1((start, end))
}

/// Returns a `Reject`.
pub fn reject<'py>(
    py: Python<'py>,
    path: &str,
    kind: &str,
    message: &str,
    is_unexpected: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let class = REJECT.import(py, MODULE, "Reject")?;
    class.call1((path, kind, message, is_unexpected))
}

/// Returns a `Tally`.
pub fn tally<'py>(py: Python<'py>, fields: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyAny>> {
    TALLY.import(py, MODULE, "Tally")?.call((), Some(fields))
}

/// Returns a `ParseError` with the span from `start` to `end`. The caller chooses the unit,
/// characters or bytes.
pub fn parse_error(py: Python<'_>, error: &newsprint::Error, start: usize, end: usize) -> PyErr {
    let make = || {
        let class = PARSE_ERROR.import(py, MODULE, "ParseError")?;
        let kind = error.kind();
        let position = error.position();
        class.call1((
            kind.to_string(),
            kind.name(),
            position.line,
            position.column,
            span(py, start, end)?,
            help(kind),
        ))
    };
    make().map_or_else(|error| error, PyErr::from_value)
}

/// Returns a suggestion how to fix the problem, or `None` if the suggestion would apply only to
/// Rust.
fn help(kind: &ErrorKind) -> Option<String> {
    match kind {
        ErrorKind::Limit { limit, .. } => Some(format!("raise the limit with max_{limit}=")),
        ErrorKind::HtmlPage => None,
        kind => kind.help().map(str::to_owned),
    }
}

/// Returns `value` with each tuple in it replaced by a `Span`. All tuples in `value` must be spans.
pub fn with_spans<'py>(
    value: Bound<'py, PyAny>,
    convert: &impl Fn(Span) -> (usize, usize),
) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(tuple) = value.cast_exact::<PyTuple>() {
        let (start, end) = tuple.extract()?;
        let (start, end) = convert(Span::new(start, end));
        return span(value.py(), start, end);
    }
    if let Ok(list) = value.cast_exact::<PyList>() {
        for (index, item) in list.iter().enumerate() {
            if has_parts(&item) {
                list.set_item(index, with_spans(item, convert)?)?;
            }
        }
    } else if let Ok(dict) = value.cast_exact::<PyDict>() {
        // Iterates over a copy of the items, because a dictionary must not be changed during
        // iteration.
        for (name, item) in dict
            .items()
            .extract::<Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>>()?
        {
            if has_parts(&item) {
                dict.set_item(name, with_spans(item, convert)?)?;
            }
        }
    }
    Ok(value)
}

fn has_parts(value: &Bound<'_, PyAny>) -> bool {
    value.is_exact_instance_of::<PyDict>()
        || value.is_exact_instance_of::<PyList>()
        || value.is_exact_instance_of::<PyTuple>()
}
