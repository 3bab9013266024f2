//! The native part of newsprint for Python: the module `newsprint_rs._native`. The Python code is
//! in `lib/newsprint_rs/`.

#![deny(unsafe_code)]

mod archive;
mod article;
mod classes;
mod daft;
mod offsets;
mod options;
mod parsed;
mod text;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use std::ffi::OsString;

    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::archive::{Archive, Articles, Rows};
    #[pymodule_export]
    use crate::article::{Article, parse};

    /// Runs the program `newsprint` and returns its exit status. The first of the `arguments` is
    /// the name of the program.
    #[pyfunction]
    fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
        py.detach(|| newsprint_cli::main(arguments) as u8)
    }
}
