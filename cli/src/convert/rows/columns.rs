//! The columns of the output: their names and Arrow types.

use std::str::FromStr;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

/// Identifies the value of a column. `Row` computes the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Path,
    Source,
    Shape,
    Title,
    Link,
    Host,
    Published,
    PublishedFrom,
    TimestampMs,
    Dateline,
    Byline,
    Author,
    Tags,
    Categories,
    Text,
    LeadImage,
    Images,
    Links,
    Asides,
    Warnings,
    Lane,
    InnerText,
    Markdown,
    Html,
    Blocks,
    Spans,
    FrontMatter,
    Fingerprint,
    Version,
    History,
}

/// A column: its name, its value and its type.
#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub value: Value,
    is_default: bool,
    is_optional: bool,
    data_type: fn() -> DataType,
}

/// All columns except `history`, in the order of the output.
static ALL: [Column; 29] = {
    use Value::*;
    [
        default("path", Path, text),
        optional(default("source", Source, text)),
        default("shape", Shape, text),
        default("title", Title, text),
        default("link", Link, text),
        optional(default("host", Host, text)),
        optional(default("published", Published, text)),
        optional(default("published_from", PublishedFrom, text)),
        optional(default("timestamp_ms", TimestampMs, milliseconds)),
        optional(default("dateline", Dateline, dateline)),
        optional(default("byline", Byline, byline)),
        optional(default("author", Author, text)),
        default("tags", Tags, texts),
        default("categories", Categories, texts),
        default("text", Text, text),
        optional(default("lead_image", LeadImage, lead_image)),
        default("images", Images, images),
        default("links", Links, links),
        default("asides", Asides, asides),
        default("warnings", Warnings, warnings),
        default("lane", Lane, text),
        further("inner_text", InnerText, text),
        further("markdown", Markdown, text),
        further("html", Html, text),
        further("blocks", Blocks, text),
        further("spans", Spans, spans),
        optional(further("front_matter", FrontMatter, front_matter)),
        further("fingerprint", Fingerprint, fingerprint),
        further("version", Version, text),
    ]
};

/// The column `history`, which exists only with `--history`.
static HISTORY: Column = optional(further("history", Value::History, history));

/// The selected columns.
#[derive(Debug, Clone)]
pub struct Columns(Vec<&'static Column>);

impl Columns {
    /// Returns all columns except `history`.
    pub fn all() -> Self {
        Columns(ALL.iter().collect())
    }

    /// Returns only the column with this value.
    pub fn of(value: Value) -> Self {
        let columns = ALL.iter().chain([&HISTORY]);
        Columns(columns.filter(|column| column.value == value).collect())
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'static Column> {
        self.0.iter().copied()
    }

    /// Adds the column `history`.
    pub fn with_history(mut self) -> Self {
        self.0.push(&HISTORY);
        self
    }

    /// Removes the column named `name`.
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|column| column.name != name);
        self
    }

    /// Returns the Arrow schema of the columns, for Parquet files.
    pub fn schema(&self) -> SchemaRef {
        let field =
            |column: &&Column| Field::new(column.name, (column.data_type)(), column.is_optional);
        Arc::new(Schema::new(self.0.iter().map(field).collect::<Fields>()))
    }
}

impl Default for Columns {
    fn default() -> Self {
        Columns(ALL.iter().filter(|column| column.is_default).collect())
    }
}

impl FromStr for Columns {
    type Err = String;

    fn from_str(names: &str) -> Result<Self, String> {
        let mut columns: Vec<&'static Column> = Vec::new();
        for name in names.split(',').map(str::trim) {
            let named: Vec<_> = match name {
                "all" => ALL.iter().collect(),
                "default" => Columns::default().0,
                _ => ALL.iter().filter(|column| column.name == name).collect(),
            };
            if named.is_empty() {
                let names: Vec<_> = ALL.iter().map(|column| column.name).collect();
                let names = names.join(", ");
                return Err(format!("expected all, default, {names}; found {name:?}"));
            }
            for column in named {
                if !columns.iter().any(|known| known.name == column.name) {
                    columns.push(column);
                }
            }
        }
        Ok(Columns(columns))
    }
}

/// Returns the help text of `--columns`.
pub fn help() -> String {
    let names = |is_default: bool| {
        let columns = ALL.iter().filter(|column| column.is_default == is_default);
        columns
            .map(|column| column.name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "Columns of jsonl, csv and parquet, separated by commas\n\n\
         Default: {}.\n\nFurther: {}.\n\n\
         `all` selects all columns, `default` the default ones: --columns default,markdown. \
         In CSV, nested values are JSON text. In Parquet, only blocks are.",
        names(true),
        names(false),
    )
}

const fn default(name: &'static str, value: Value, data_type: fn() -> DataType) -> Column {
    Column {
        name,
        value,
        is_default: true,
        is_optional: false,
        data_type,
    }
}

/// Returns a column that is not written by default.
const fn further(name: &'static str, value: Value, data_type: fn() -> DataType) -> Column {
    Column {
        is_default: false,
        ..default(name, value, data_type)
    }
}

/// Makes the values of a column nullable.
const fn optional(column: Column) -> Column {
    Column {
        is_optional: true,
        ..column
    }
}

fn text() -> DataType {
    // `Utf8` is limited to 2 GiB of text per batch, which may not be enough.
    DataType::LargeUtf8
}

fn milliseconds() -> DataType {
    DataType::Int64
}

fn texts() -> DataType {
    list(text())
}

fn dateline() -> DataType {
    parts([("raw", text()), ("date", text())])
}

fn byline() -> DataType {
    parts([("raw", text()), ("names", texts())])
}

fn lead_image() -> DataType {
    parts(["src", "original_src", "caption", "credit"].map(|name| (name, text())))
}

fn images() -> DataType {
    let in_aside = ("in_aside", DataType::Boolean);
    let [src, original_src, alt, caption] =
        ["src", "original_src", "alt", "caption"].map(|name| (name, text()));
    list(parts([src, original_src, alt, caption, in_aside]))
}

fn links() -> DataType {
    let in_aside = ("in_aside", DataType::Boolean);
    list(parts([("href", text()), ("text", text()), in_aside]))
}

fn asides() -> DataType {
    list(parts([
        ("kind", text()),
        ("text", text()),
        ("span", span()),
    ]))
}

fn warnings() -> DataType {
    let message = ("message", text());
    list(parts([("kind", text()), message, ("span", span())]))
}

fn spans() -> DataType {
    let names = [
        "front_matter",
        "stamp",
        "title",
        "link",
        "separator",
        "date_line",
        "body",
    ];
    parts(names.map(|name| (name, span())))
}

fn front_matter() -> DataType {
    list(parts([("key", text()), ("value", text())]))
}

fn fingerprint() -> DataType {
    parts(["link", "title", "text"].map(|name| (name, text())))
}

fn history() -> DataType {
    let times = ["first", "last"].map(|name| (name, DataType::Int64));
    let [first, last] = times;
    let in_head = ("in_head", DataType::Boolean);
    parts([("path", text()), first, last, in_head, ("commit", text())])
}

/// Returns the type of a span: a list of start and end, as in the library's JSON.
fn span() -> DataType {
    list(DataType::UInt32)
}

fn list(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(item, true)))
}

/// Returns the type of an object with these fields. All fields are nullable, since some readers treat the fields of
/// a null object as null.
fn parts<const N: usize>(parts: [(&str, DataType); N]) -> DataType {
    let fields = parts.map(|(name, of)| Field::new(name, of, true));
    DataType::Struct(Fields::from(fields.to_vec()))
}
