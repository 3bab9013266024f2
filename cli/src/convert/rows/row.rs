//! A row of the output: the values of one article, one for each column.

use std::cell::OnceCell;

use arrow_schema::SchemaRef;
use newsprint::archive::Fingerprint;
use newsprint::{Article, Content, ContentOptions, PathParts, Published};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::super::reading::Reading;
use super::columns::{Column, Columns, Value};
use super::parts::{
    Aside, Byline, Dateline, Entry, Image, LeadImage, Link, Original, Spans, Version, Warning,
};
use crate::source::{self, Source};

/// The parameters of all rows of an output.
pub struct Rows<'r> {
    pub columns: Columns,
    /// The Arrow schema of the columns, for Parquet files.
    pub schema: SchemaRef,
    /// The options for extracting the content of articles.
    pub content: &'r ContentOptions,
    /// The source of the articles.
    pub source: &'r Source,
}

impl<'r> Rows<'r> {
    pub fn new(columns: Columns, content: &'r ContentOptions, source: &'r Source) -> Self {
        Rows {
            schema: columns.schema(),
            columns,
            content,
            source,
        }
    }

    /// Returns the row of an article.
    pub fn row<'a, 'b>(&'b self, reading: &'b Reading<'b, 'a>, nested: Nested) -> Row<'b, 'a> {
        let path = reading.archived.path();
        let row = Row::new(
            &self.columns,
            Some(path),
            reading.article,
            reading.content,
            nested,
        );
        Row {
            version: self.source.version(path),
            reading: Some(reading),
            ..row
        }
    }
}

/// A row. It is serialized as an object with one field per column.
pub struct Row<'r, 'a> {
    columns: &'r Columns,
    path: Option<&'r str>,
    version: Option<&'r source::Version>,
    article: &'r Article<'a>,
    content: &'r Content<'a>,
    published: OnceCell<Option<Published>>,
    /// The original URL of the lead image. It is set when the column `lead_image` is serialized,
    /// and reused for the column `images`.
    lead_original: OnceCell<Original<'a>>,
    /// The article's cached text and fingerprint. `None` if the row is not part of a conversion.
    reading: Option<&'r Reading<'r, 'a>>,
    nested: Nested,
}

/// How nested values (lists and objects) are serialized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// Objects and arrays. An object for a part of the file, such as an image, also has a `span`.
    WithSpans,
    /// Like `WithSpans`, but without the optional spans.
    AsTheyAre,
    /// Like `AsTheyAre`, but the value of `blocks`, which has a recursive type, is JSON text.
    Bounded,
    /// All objects and arrays are JSON text.
    Text,
}

impl Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("Row", self.columns.iter().len())?;
        for column in self.columns.iter() {
            self.field(&mut row, column)?;
        }
        row.end()
    }
}

impl<'r, 'a> Row<'r, 'a> {
    /// Returns the row of an article. `path` is the article's path in its archive, or `None` if the
    /// article is not in an archive.
    pub fn new(
        columns: &'r Columns,
        path: Option<&'r str>,
        article: &'r Article<'a>,
        content: &'r Content<'a>,
        nested: Nested,
    ) -> Self {
        Row {
            columns,
            path,
            version: None,
            article,
            content,
            published: OnceCell::new(),
            lead_original: OnceCell::new(),
            reading: None,
            nested,
        }
    }

    /// Sets the version of the file, for the column `history`.
    pub fn with_version(self, version: Option<&'r source::Version>) -> Self {
        Row { version, ..self }
    }

    fn published(&self) -> Option<Published> {
        *self.published.get_or_init(|| self.article.published())
    }

    /// Returns whether nested objects have the optional field `span`.
    fn has_spans(&self) -> bool {
        self.nested == Nested::WithSpans
    }

    fn field<S: SerializeStruct>(&self, row: &mut S, column: &Column) -> Result<(), S::Error> {
        let name = column.name;
        let (article, content) = (self.article, self.content);
        let front_matter = article.envelope().front_matter();
        match column.value {
            Value::Path => row.serialize_field(name, &self.path),
            Value::Source => {
                let parts = self.path.map(PathParts::of);
                row.serialize_field(name, &parts.and_then(|parts| parts.source()))
            }
            Value::Shape => row.serialize_field(name, &article.envelope().shape()),
            Value::Title => row.serialize_field(name, article.title()),
            Value::Link => row.serialize_field(name, article.link()),
            Value::Host => row.serialize_field(name, &newsprint::host(article.link())),
            Value::Published => {
                row.serialize_field(name, &self.published().map(|date| date.date()))
            }
            Value::PublishedFrom => {
                row.serialize_field(name, &self.published().map(|date| date.origin()))
            }
            Value::TimestampMs => {
                let time = self.published().and_then(|date| date.to_utc());
                row.serialize_field(name, &time.map(|time| time.timestamp_millis()))
            }
            Value::Dateline => {
                let dateline = content.dateline();
                let dateline = dateline.map(|dateline| Dateline::of(dateline, self.has_spans()));
                self.nested_option(row, name, dateline)
            }
            Value::Byline => {
                let byline = content.byline();
                let byline = byline.map(|byline| Byline::of(byline, self.has_spans()));
                self.nested_option(row, name, byline)
            }
            Value::Author => row.serialize_field(name, &author(article, content)),
            Value::Tags => {
                let tags = front_matter.map(|front_matter| front_matter.tags());
                let tags = tags.into_iter().flatten().map(|tag| *tag);
                self.nested(row, name, &tags.collect::<Vec<_>>())
            }
            Value::Categories => {
                let categories = front_matter.map(|front_matter| front_matter.categories());
                let categories = categories.into_iter().flatten().map(|category| *category);
                self.nested(row, name, &categories.collect::<Vec<_>>())
            }
            Value::Text => match self.reading {
                Some(reading) => row.serialize_field(name, reading.text()),
                None => row.serialize_field(name, &content.to_text()),
            },
            Value::LeadImage => {
                let image = content.lead_image().map(|image| {
                    let original = self.lead_original.get_or_init(|| Original::of(image));
                    LeadImage::of(image, original, self.has_spans())
                });
                self.nested_option(row, name, image)
            }
            Value::Images => {
                let known = self.lead_original.get();
                let images = Image::all(article, content, known, self.has_spans());
                self.nested(row, name, &images)
            }
            Value::Links => self.nested(row, name, &Link::all(article, content, self.has_spans())),
            Value::Asides => {
                let asides = content.asides().map(Aside::of);
                self.nested(row, name, &asides.collect::<Vec<_>>())
            }
            Value::Warnings => {
                let warnings = article.warnings().iter().map(Warning::of);
                self.nested(row, name, &warnings.collect::<Vec<_>>())
            }
            Value::Lane => row.serialize_field(name, &article.body().lane()),
            Value::InnerText => row.serialize_field(name, &article.body().inner_text()),
            Value::Markdown => row.serialize_field(name, &content.to_markdown()),
            Value::Html => row.serialize_field(name, &content.to_html()),
            Value::Blocks => {
                let blocks = content.blocks().collect::<Vec<_>>();
                match self.nested {
                    Nested::WithSpans | Nested::AsTheyAre => row.serialize_field(name, &blocks),
                    Nested::Bounded | Nested::Text => row.serialize_field(name, &json(&blocks)),
                }
            }
            Value::Spans => self.nested(row, name, &Spans::of(article.envelope())),
            Value::FrontMatter => {
                let entries = front_matter
                    .map(|front_matter| front_matter.entries().map(Entry::of).collect::<Vec<_>>());
                self.nested_option(row, name, entries)
            }
            Value::Fingerprint => {
                let fingerprint = match self.reading {
                    Some(reading) => reading.fingerprint(),
                    None => Fingerprint::of_content(article, content),
                };
                self.nested(row, name, &Hashes::of(&fingerprint))
            }
            Value::History => self.nested_option(row, name, self.version.map(Version::of)),
            Value::Version => row.serialize_field(name, env!("CARGO_PKG_VERSION")),
        }
    }

    fn nested<S: SerializeStruct>(
        &self,
        row: &mut S,
        name: &'static str,
        value: &impl Serialize,
    ) -> Result<(), S::Error> {
        match self.nested {
            Nested::Text => row.serialize_field(name, &json(value)),
            _ => row.serialize_field(name, value),
        }
    }

    fn nested_option<S: SerializeStruct>(
        &self,
        row: &mut S,
        name: &'static str,
        value: Option<impl Serialize>,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.nested(row, name, &value),
            None => row.serialize_field(name, &None::<&str>),
        }
    }
}

/// Returns the author in the front matter. If the front matter has no author, returns the names in
/// the byline, separated by commas. Returns `None` if the byline has no names either.
pub fn author(article: &Article<'_>, content: &Content<'_>) -> Option<String> {
    let front_matter = article.envelope().front_matter();
    let author = front_matter.and_then(|front_matter| front_matter.author());
    let author = author.map(|author| author.into_value().into_owned());
    author.or_else(|| {
        let contributors = content.byline()?.contributors();
        let names: Vec<_> = contributors.iter().map(|person| person.name()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    })
}

/// Returns a value as JSON. Serialization never fails, because the keys of all objects are strings.
fn json(value: &impl Serialize) -> String {
    sonic_rs::to_string(value).unwrap_or_default()
}

/// The hashes of a [`Fingerprint`], in hexadecimal.
#[derive(serde::Serialize)]
struct Hashes {
    link: Option<String>,
    title: String,
    text: Option<String>,
}

impl Hashes {
    fn of(fingerprint: &Fingerprint) -> Self {
        let hex = |hash: u128| format!("{hash:032x}");
        Hashes {
            link: fingerprint.link().map(hex),
            title: hex(fingerprint.title()),
            text: fingerprint.text().map(hex),
        }
    }
}
