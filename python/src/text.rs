use std::str;

use newsprint::archive::ArchivedArticle;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyString};

/// The source of an article. A `str` or `bytes` is not copied.
pub enum Text {
    Str(PyBackedStr),
    Bytes(PyBackedBytes),
    File(ArchivedArticle),
}

impl Text {
    /// Returns the text of a Python `str`, `bytes` or `bytearray`.
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            // If the `str` has a lone surrogate, Python raises a `UnicodeEncodeError`, which is a
            // `ValueError`.
            return Ok(Text::Str(object.extract()?));
        }
        if object.is_instance_of::<PyBytes>() || object.is_instance_of::<PyByteArray>() {
            return Ok(Text::Bytes(object.extract()?));
        }
        let name = object.get_type().name()?;
        let message = format!("expected str, bytes or bytearray, found {name}");
        Err(PyTypeError::new_err(message))
    }

    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Text::Str(text) => text.as_bytes(),
            Text::Bytes(bytes) => bytes,
            Text::File(file) => file.source().as_bytes(),
        }
    }

    /// Returns the path in the archive. `None` if the text does not come from an archive.
    pub fn path(&self) -> Option<&str> {
        match self {
            Text::File(file) => Some(file.path()),
            Text::Str(_) | Text::Bytes(_) => None,
        }
    }
}
