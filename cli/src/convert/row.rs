//! A row: what an article has in the columns.

use newsprint::archive::Fingerprint;
use newsprint::{Article, Content, ContentOptions, Published};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::columns::{Column, Columns, Value};
use super::reading::Reading;
use super::row_parts::{
    Aside, Byline, Dateline, Entry, Image, LeadImage, Link, Spans, Version, Warning,
};
use crate::source::Source;

/// What all rows have in common.
pub struct Rows<'r> {
    pub columns: Columns,
    /// How content is read.
    pub content: &'r ContentOptions,
    /// Where the articles are from.
    pub source: &'r Source,
}

/// A row, as an object with a field a column.
pub struct Row<'r, 'a> {
    rows: &'r Rows<'r>,
    reading: &'r Reading<'r, 'a>,
    published: Option<Published>,
    nested: Nested,
}

/// What becomes of values with parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// They are objects and arrays.
    AsTheyAre,
    /// Those that nest without end are JSON text.
    Bounded,
    /// All are JSON text.
    Text,
}

impl Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("Row", self.rows.columns.iter().len())?;
        for column in self.rows.columns.iter() {
            self.field(&mut row, column)?;
        }
        row.end()
    }
}

impl<'r, 'a> Row<'r, 'a> {
    pub fn new(rows: &'r Rows<'r>, reading: &'r Reading<'r, 'a>, nested: Nested) -> Self {
        Row {
            rows,
            reading,
            published: reading.article.published(),
            nested,
        }
    }

    fn field<S: SerializeStruct>(&self, row: &mut S, column: &Column) -> Result<(), S::Error> {
        let name = column.name;
        let &Reading {
            archived,
            article,
            content,
            ..
        } = self.reading;
        let front_matter = article.envelope().front_matter();
        let published = self.published;
        match column.value {
            Value::Path => row.serialize_field(name, archived.path()),
            Value::Source => row.serialize_field(name, &archived.path_parts().source()),
            Value::Shape => row.serialize_field(name, &article.envelope().shape()),
            Value::Title => row.serialize_field(name, article.title()),
            Value::Link => row.serialize_field(name, article.link()),
            Value::Host => row.serialize_field(name, &newsprint::host(article.link())),
            Value::Published => row.serialize_field(name, &published.map(|date| date.date())),
            Value::PublishedFrom => row.serialize_field(name, &published.map(|date| date.origin())),
            Value::TimestampMs => {
                let time = published.and_then(|date| date.to_utc());
                row.serialize_field(name, &time.map(|time| time.timestamp_millis()))
            }
            Value::Dateline => {
                let dateline = content.dateline().map(Dateline::of);
                self.nested_option(row, name, dateline)
            }
            Value::Byline => self.nested_option(row, name, content.byline().map(Byline::of)),
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
            Value::Text => row.serialize_field(name, self.reading.text()),
            Value::LeadImage => {
                self.nested_option(row, name, content.lead_image().map(LeadImage::of))
            }
            Value::Images => self.nested(row, name, &Image::all(article, content)),
            Value::Links => self.nested(row, name, &Link::all(article, content)),
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
                    Nested::AsTheyAre => row.serialize_field(name, &blocks),
                    Nested::Bounded | Nested::Text => row.serialize_field(name, &json(&blocks)),
                }
            }
            Value::Spans => self.nested(row, name, &Spans::of(article.envelope())),
            Value::FrontMatter => {
                let entries = front_matter
                    .map(|front_matter| front_matter.entries().map(Entry::of).collect::<Vec<_>>());
                self.nested_option(row, name, entries)
            }
            Value::Fingerprint => self.nested(row, name, &Hashes::of(&self.reading.fingerprint())),
            Value::History => {
                let version = self.rows.source.version(archived.path());
                self.nested_option(row, name, version.map(Version::of))
            }
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
            Nested::AsTheyAre | Nested::Bounded => row.serialize_field(name, value),
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

/// Returns who wrote the article: the author of the front matter, or the names of the byline.
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

/// Returns a value as JSON. Objects have names for keys, so it never fails.
fn json(value: &impl Serialize) -> String {
    sonic_rs::to_string(value).unwrap_or_default()
}

/// The hashes by which duplicates are found, in hexadecimal.
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
