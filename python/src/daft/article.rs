//! Parses a column of files, and returns a column of articles.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, StructArray, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use arrow_select::take::take;
use newsprint::Article;
use newsprint::arrow::{ArticleBatchBuilder, schema};

/// Returns the Arrow field that describes the result of [`parse`].
pub fn field() -> Field {
    Field::new("parse_article", DataType::Struct(fields()), true)
}

fn fields() -> Fields {
    let columns = schema();
    let columns = columns.fields().iter().map(|field| {
        // All fields are null if `error` is set.
        Arc::new(field.as_ref().clone().with_nullable(true))
    });
    let error = Arc::new(Field::new("error", DataType::LargeUtf8, true));
    columns.chain([error]).collect()
}

/// Returns a row for each file. The row contains the article, or an error if the file cannot be
/// parsed.
pub fn parse(content: &ArrayRef, path: &ArrayRef) -> Result<StructArray, ArrowError> {
    let (content, path) = (Bytes::new(content)?, Bytes::new(path)?);
    if path.len() != content.len() && path.len() != 1 {
        let message = format!("expected {} paths, found {}", content.len(), path.len());
        return Err(ArrowError::InvalidArgumentError(message));
    }
    let mut articles = ArticleBatchBuilder::new();
    let mut rows = Vec::with_capacity(content.len());
    let mut errors = Vec::with_capacity(content.len());
    for row in 0..content.len() {
        // If all paths are the same constant, Daft passes only one value.
        let of_path = if path.len() == 1 { 0 } else { row };
        let path = String::from_utf8_lossy(path.get(of_path).unwrap_or_default());
        let article = match content.get(row) {
            Some(bytes) => Article::from_bytes(bytes).map_err(|error| error.to_string()),
            None => Err("expected a file, found null".to_string()),
        };
        match article {
            Ok(article) => {
                rows.push(Some(articles.len() as u64));
                errors.push(None);
                articles.append(&path, &article)?;
            }
            Err(error) => {
                rows.push(None);
                errors.push(Some(error));
            }
        }
    }
    let batch = articles.finish()?;
    let rows = UInt64Array::from(rows);
    let mut columns = batch
        .columns()
        .iter()
        .map(|column| take(column, &rows, None))
        .collect::<Result<Vec<_>, _>>()?;
    columns.push(Arc::new(LargeStringArray::from(errors)));
    StructArray::try_new(fields(), columns, None)
}

/// A column of strings or bytes. Arrow has four types for such columns.
enum Bytes<'a> {
    Utf8(&'a arrow_array::StringArray),
    LargeUtf8(&'a LargeStringArray),
    Binary(&'a arrow_array::BinaryArray),
    LargeBinary(&'a arrow_array::LargeBinaryArray),
}

impl<'a> Bytes<'a> {
    fn new(array: &'a ArrayRef) -> Result<Self, ArrowError> {
        match array.data_type() {
            DataType::Utf8 => Ok(Bytes::Utf8(array.as_string())),
            DataType::LargeUtf8 => Ok(Bytes::LargeUtf8(array.as_string())),
            DataType::Binary => Ok(Bytes::Binary(array.as_binary())),
            DataType::LargeBinary => Ok(Bytes::LargeBinary(array.as_binary())),
            other => Err(ArrowError::SchemaError(format!(
                "expected strings or bytes, found {other}"
            ))),
        }
    }

    fn len(&self) -> usize {
        match self {
            Bytes::Utf8(array) => array.len(),
            Bytes::LargeUtf8(array) => array.len(),
            Bytes::Binary(array) => array.len(),
            Bytes::LargeBinary(array) => array.len(),
        }
    }

    fn get(&self, row: usize) -> Option<&'a [u8]> {
        match self {
            Bytes::Utf8(array) => array.is_valid(row).then(|| array.value(row).as_bytes()),
            Bytes::LargeUtf8(array) => array.is_valid(row).then(|| array.value(row).as_bytes()),
            Bytes::Binary(array) => array.is_valid(row).then(|| array.value(row)),
            Bytes::LargeBinary(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}
