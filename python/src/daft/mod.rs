//! A native extension of Daft: `parse_article(content, path) -> struct`. The extension is part of
//! the native library that Python loads, and Daft loads the same library.
//!
//! The struct has the columns of `newsprint::arrow::schema()`, and a column `error`. For a file
//! that is not an article, only `error` is set. So the result has one row for each file.

mod article;
#[expect(unsafe_code, reason = "structs of the Arrow C data interface")]
mod exchange;

use std::ffi::CStr;
use std::sync::Arc;

use daft_ext::prelude::{
    ArrowData, ArrowSchema, DaftError, DaftExtension, DaftResult, DaftScalarFunction, DaftSession,
};

/// The extension that Daft loads.
#[daft_ext::daft_extension]
pub struct Newsprint;

impl DaftExtension for Newsprint {
    fn install(session: &mut dyn DaftSession) {
        session.define_function(Arc::new(ParseArticle));
    }
}

struct ParseArticle;

impl DaftScalarFunction for ParseArticle {
    fn name(&self) -> &CStr {
        c"parse_article"
    }

    fn return_field(&self, args: &[ArrowSchema]) -> DaftResult<ArrowSchema> {
        if args.len() != 2 {
            let message = format!(
                "expected a file's content and its path, found {}",
                args.len()
            );
            return Err(DaftError::TypeError(message));
        }
        exchange::export_field(&article::field())
    }

    fn call(&self, args: Vec<ArrowData>) -> DaftResult<ArrowData> {
        let arrays = args
            .into_iter()
            .map(exchange::import_array)
            .collect::<DaftResult<Vec<_>>>()?;
        let [content, path] = &arrays[..] else {
            let message = format!(
                "expected a file's content and its path, found {}",
                arrays.len()
            );
            return Err(DaftError::TypeError(message));
        };
        exchange::export_array(&article::parse(content, path)?)
    }
}
