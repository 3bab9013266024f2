//! Converts keyword arguments of Python functions to options.

use newsprint::{Limit, ParseOptions};
use newsprint_cli::rows::Columns;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::offsets::Unit;

/// Returns the options for parsing from keyword arguments: `strict` and limits, such as `max_len`.
pub fn parse_options(arguments: Option<&Bound<'_, PyDict>>) -> PyResult<ParseOptions> {
    let mut options = ParseOptions::new();
    for (name, value) in arguments.into_iter().flatten() {
        let name: String = name.extract()?;
        let limit = name.strip_prefix("max_").and_then(limit);
        options = match limit {
            Some(limit) => options.limit(limit, value.extract()?),
            None if name == "strict" => options.strict(value.extract()?),
            None => {
                let message = format!("unexpected keyword argument '{name}'");
                return Err(PyTypeError::new_err(message));
            }
        };
    }
    Ok(options)
}

fn limit(name: &str) -> Option<Limit> {
    let mut limits = Limit::ALL.iter();
    limits.find(|limit| limit.name() == name).copied()
}

/// Returns the unit with the name "characters" or "bytes".
pub fn unit(name: &str) -> PyResult<Unit> {
    match name {
        "characters" => Ok(Unit::Characters),
        "bytes" => Ok(Unit::Bytes),
        _ => {
            let message = format!("expected spans in 'characters' or 'bytes', found {name:?}");
            Err(PyValueError::new_err(message))
        }
    }
}

/// Returns the columns with these names. `all` selects all columns, and `default` the default
/// columns.
pub fn columns(names: &[String]) -> PyResult<Columns> {
    names.join(",").parse().map_err(PyValueError::new_err)
}
