use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};

/// Returns the schema of every batch. The [module's documentation](super) describes the columns.
///
/// ```
/// let schema = newsprint::arrow::schema();
/// assert!(!schema.field_with_name("title")?.is_nullable());
/// # Ok::<_, newsprint::arrow::ArrowError>(())
/// ```
pub fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        required("path", TEXT),
        optional("source", TEXT),
        required("shape", TEXT),
        required("title", TEXT),
        required("link", TEXT),
        optional("host", TEXT),
        optional("published", TEXT),
        optional("published_from", TEXT),
        optional("published_span", DataType::Struct(span())),
        optional("timestamp_ms", DataType::Int64),
        optional("dateline", DataType::Struct(dateline())),
        optional("byline", DataType::Struct(byline())),
        required("text", TEXT),
        required("inner_text", TEXT),
        required("markdown", TEXT),
        optional("lead_image", DataType::Struct(image())),
        required("images", list(&item(image()))),
        required("links", list(&item(link()))),
        required("asides", list(&item(aside()))),
        required("warnings", list(&item(warning()))),
        required("lane", TEXT),
        required("spans", DataType::Struct(parts())),
    ]))
}

const TEXT: DataType = DataType::LargeUtf8;

/// The time zone of all timestamp columns.
pub(super) const ZONE: &str = "UTC";

pub(super) fn span() -> Fields {
    Fields::from(vec![
        required("start", DataType::UInt32),
        required("end", DataType::UInt32),
    ])
}

pub(super) fn dateline() -> Fields {
    Fields::from(vec![
        required("raw", TEXT),
        optional("date", TEXT),
        optional("timestamp", time()),
        required("span", DataType::Struct(span())),
    ])
}

pub(super) fn image() -> Fields {
    Fields::from(vec![
        optional("src", TEXT),
        optional("original_src", TEXT),
        optional("alt", TEXT),
        optional("caption", TEXT),
        optional("credit", TEXT),
        optional("width", DataType::UInt32),
        optional("height", DataType::UInt32),
        required("span", DataType::Struct(span())),
        optional("src_span", DataType::Struct(span())),
    ])
}

pub(super) fn link() -> Fields {
    Fields::from(vec![
        required("href", TEXT),
        optional("text", TEXT),
        required("span", DataType::Struct(span())),
        required("href_span", DataType::Struct(span())),
    ])
}

pub(super) fn byline() -> Fields {
    Fields::from(vec![
        required("raw", TEXT),
        required("contributors", list(&item(contributor()))),
        required("span", DataType::Struct(span())),
    ])
}

pub(super) fn contributor() -> Fields {
    Fields::from(vec![required("name", TEXT), optional("role", TEXT)])
}

pub(super) fn aside() -> Fields {
    Fields::from(vec![
        required("kind", TEXT),
        required("rule", TEXT),
        required("text", TEXT),
        required("span", DataType::Struct(span())),
    ])
}

pub(super) fn warning() -> Fields {
    Fields::from(vec![
        required("kind", TEXT),
        required("message", TEXT),
        required("span", DataType::Struct(span())),
    ])
}

pub(super) fn parts() -> Fields {
    Fields::from(vec![
        optional("front_matter", DataType::Struct(span())),
        optional("stamp", DataType::Struct(span())),
        required("title", DataType::Struct(span())),
        required("link", DataType::Struct(span())),
        optional("separator", DataType::Struct(span())),
        optional("date_line", DataType::Struct(span())),
        required("body", DataType::Struct(span())),
    ])
}

/// Returns the field for the items of a list.
pub(super) fn item(fields: Fields) -> Arc<Field> {
    Arc::new(required("item", DataType::Struct(fields)))
}

fn list(item: &Arc<Field>) -> DataType {
    DataType::List(item.clone())
}

fn time() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some(ZONE.into()))
}

fn required(name: &str, of: DataType) -> Field {
    Field::new(name, of, false)
}

fn optional(name: &str, of: DataType) -> Field {
    Field::new(name, of, true)
}
