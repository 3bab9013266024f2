//! Builders of the columns with nested types. Where a struct is null, its fields contain placeholders, since
//! not all fields can be null.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::builder::{LargeStringBuilder, TimestampMillisecondBuilder, UInt32Builder};
use arrow_array::{ArrayRef, ListArray, StructArray, UInt32Array};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::ArrowError;

use super::schema;
use crate::content::{Aside, Byline, Contributor, Dateline, Dimension};
use crate::source::Span;
use crate::warning::Warning;

/// A builder of a column of structs.
pub(super) trait Structs {
    /// Returns the structs that were added since the last call, and removes them from the builder.
    fn finish(&mut self) -> Result<StructArray, ArrowError>;
}

/// A builder of a column of lists, whose items are structs.
#[derive(Debug, Default)]
pub(super) struct Lists<T> {
    pub(super) items: T,
    lengths: Vec<usize>,
}

impl<T: Structs> Lists<T> {
    /// Ends a row. The row's list contains the last `items` items that were added.
    pub(super) fn end_row(&mut self, items: usize) {
        self.lengths.push(items);
    }

    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let items = self.items.finish()?;
        let offsets = OffsetBuffer::from_lengths(self.lengths.drain(..));
        let field = schema::item(items.fields().clone());
        let lists = ListArray::try_new(field, offsets, Arc::new(items), None)?;
        Ok(Arc::new(lists))
    }
}

#[derive(Debug, Default)]
pub(super) struct Spans {
    start: Vec<u32>,
    end: Vec<u32>,
    valid: Vec<bool>,
}

impl Spans {
    pub(super) fn push(&mut self, span: Option<Span>) {
        let Span { start, end } = span.unwrap_or_default();
        self.start.push(start);
        self.end.push(end);
        self.valid.push(span.is_some());
    }
}

impl Structs for Spans {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let start = UInt32Array::from(std::mem::take(&mut self.start));
        let end = UInt32Array::from(std::mem::take(&mut self.end));
        let columns: Vec<ArrayRef> = vec![Arc::new(start), Arc::new(end)];
        StructArray::try_new(schema::span(), columns, nulls(&mut self.valid))
    }
}

#[derive(Debug, Default)]
pub(super) struct Datelines {
    raw: LargeStringBuilder,
    date: LargeStringBuilder,
    timestamp: Times,
    span: Spans,
    valid: Vec<bool>,
}

impl Datelines {
    pub(super) fn push(&mut self, line: Option<&Dateline<'_>>) {
        let date = line.and_then(Dateline::date);
        self.raw
            .append_value(line.map(Dateline::raw).unwrap_or_default());
        self.date.append_option(date.map(|date| date.to_string()));
        let time = date.and_then(|date| date.to_utc());
        self.timestamp
            .push(time.map(|time| time.timestamp_millis()));
        self.span
            .push(Some(line.map(Dateline::span).unwrap_or_default()));
        self.valid.push(line.is_some());
    }
}

impl Structs for Datelines {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.raw.finish()),
            Arc::new(self.date.finish()),
            self.timestamp.finish(),
            Arc::new(self.span.finish()?),
        ];
        StructArray::try_new(schema::dateline(), columns, nulls(&mut self.valid))
    }
}

/// A builder of a column of times, each in milliseconds since 1970 (UTC).
#[derive(Debug, Default)]
pub(super) struct Times(TimestampMillisecondBuilder);

impl Times {
    pub(super) fn push(&mut self, millis: Option<i64>) {
        self.0.append_option(millis);
    }

    pub(super) fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish().with_timezone(schema::ZONE))
    }
}

#[derive(Debug, Default)]
pub(super) struct Images {
    src: LargeStringBuilder,
    original_src: LargeStringBuilder,
    alt: LargeStringBuilder,
    caption: LargeStringBuilder,
    credit: LargeStringBuilder,
    width: UInt32Builder,
    height: UInt32Builder,
    span: Spans,
    src_span: Spans,
    valid: Vec<bool>,
}

/// The values of one image, for [`Images::push`].
#[derive(Debug)]
pub(super) struct ImageRow<'r> {
    pub(super) src: Option<&'r str>,
    pub(super) original_src: Option<&'r str>,
    pub(super) alt: Option<&'r str>,
    pub(super) caption: Option<&'r str>,
    pub(super) credit: Option<&'r str>,
    pub(super) width: Option<Dimension>,
    pub(super) height: Option<Dimension>,
    pub(super) span: Span,
    pub(super) src_span: Option<Span>,
}

impl Images {
    pub(super) fn push(&mut self, image: Option<&ImageRow<'_>>) {
        self.src.append_option(image.and_then(|image| image.src));
        self.original_src
            .append_option(image.and_then(|image| image.original_src));
        self.alt.append_option(image.and_then(|image| image.alt));
        self.caption
            .append_option(image.and_then(|image| image.caption));
        self.credit
            .append_option(image.and_then(|image| image.credit));
        self.width
            .append_option(pixels(image.and_then(|image| image.width)));
        self.height
            .append_option(pixels(image.and_then(|image| image.height)));
        self.span
            .push(Some(image.map(|image| image.span).unwrap_or_default()));
        self.src_span.push(image.and_then(|image| image.src_span));
        self.valid.push(image.is_some());
    }
}

impl Structs for Images {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.src.finish()),
            Arc::new(self.original_src.finish()),
            Arc::new(self.alt.finish()),
            Arc::new(self.caption.finish()),
            Arc::new(self.credit.finish()),
            Arc::new(self.width.finish()),
            Arc::new(self.height.finish()),
            Arc::new(self.span.finish()?),
            Arc::new(self.src_span.finish()?),
        ];
        StructArray::try_new(schema::image(), columns, nulls(&mut self.valid))
    }
}

#[derive(Debug, Default)]
pub(super) struct Links {
    href: LargeStringBuilder,
    text: LargeStringBuilder,
    span: Spans,
    href_span: Spans,
}

impl Links {
    pub(super) fn push(&mut self, href: &str, text: Option<&str>, span: Span, href_span: Span) {
        self.href.append_value(href);
        self.text.append_option(text);
        self.span.push(Some(span));
        self.href_span.push(Some(href_span));
    }
}

impl Structs for Links {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.href.finish()),
            Arc::new(self.text.finish()),
            Arc::new(self.span.finish()?),
            Arc::new(self.href_span.finish()?),
        ];
        StructArray::try_new(schema::link(), columns, None)
    }
}

#[derive(Debug, Default)]
pub(super) struct Bylines {
    raw: LargeStringBuilder,
    contributors: Lists<Contributors>,
    span: Spans,
    valid: Vec<bool>,
}

impl Bylines {
    pub(super) fn push(&mut self, byline: Option<&Byline<'_>>) {
        self.raw
            .append_value(byline.map(Byline::raw).unwrap_or_default());
        let people = byline.map(Byline::contributors).unwrap_or_default();
        for person in &people {
            self.contributors.items.push(*person);
        }
        self.contributors.end_row(people.len());
        self.span
            .push(Some(byline.map(Byline::span).unwrap_or_default()));
        self.valid.push(byline.is_some());
    }
}

impl Structs for Bylines {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.raw.finish()),
            self.contributors.finish()?,
            Arc::new(self.span.finish()?),
        ];
        StructArray::try_new(schema::byline(), columns, nulls(&mut self.valid))
    }
}

#[derive(Debug, Default)]
pub(super) struct Contributors {
    name: LargeStringBuilder,
    role: LargeStringBuilder,
}

impl Contributors {
    fn push(&mut self, person: Contributor<'_>) {
        self.name.append_value(person.name());
        self.role.append_option(person.role());
    }
}

impl Structs for Contributors {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> =
            vec![Arc::new(self.name.finish()), Arc::new(self.role.finish())];
        StructArray::try_new(schema::contributor(), columns, None)
    }
}

#[derive(Debug, Default)]
pub(super) struct Asides {
    kind: LargeStringBuilder,
    rule: LargeStringBuilder,
    text: LargeStringBuilder,
    span: Spans,
}

impl Asides {
    pub(super) fn push(&mut self, aside: Aside<'_, '_>) {
        self.kind.append_value(aside.aside_kind().name());
        self.rule.append_value(aside.rule());
        self.text.append_value(aside.text());
        self.span.push(Some(aside.span()));
    }
}

impl Structs for Asides {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.kind.finish()),
            Arc::new(self.rule.finish()),
            Arc::new(self.text.finish()),
            Arc::new(self.span.finish()?),
        ];
        StructArray::try_new(schema::aside(), columns, None)
    }
}

#[derive(Debug, Default)]
pub(super) struct Warnings {
    kind: LargeStringBuilder,
    message: LargeStringBuilder,
    span: Spans,
}

impl Warnings {
    pub(super) fn push(&mut self, warning: &Warning) {
        self.kind.append_value(warning.kind().name());
        // Writing to a `LargeStringBuilder` never fails.
        let _ = write!(self.message, "{}", warning.kind());
        self.message.append_value("");
        self.span.push(Some(warning.span()));
    }
}

impl Structs for Warnings {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.kind.finish()),
            Arc::new(self.message.finish()),
            Arc::new(self.span.finish()?),
        ];
        StructArray::try_new(schema::warning(), columns, None)
    }
}

/// A builder of the column `spans`. The column contains the spans of the body and of the parts of
/// the envelope, in the order of the schema.
#[derive(Debug, Default)]
pub(super) struct Parts {
    columns: [Spans; 7],
}

impl Parts {
    pub(super) fn push(&mut self, parts: [Option<Span>; 7]) {
        for (column, span) in self.columns.iter_mut().zip(parts) {
            column.push(span);
        }
    }
}

impl Structs for Parts {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns = self.columns.iter_mut().map(|column| {
            let column: ArrayRef = Arc::new(column.finish()?);
            Ok(column)
        });
        let columns = columns.collect::<Result<Vec<_>, ArrowError>>()?;
        StructArray::try_new(schema::parts(), columns, None)
    }
}

fn nulls(valid: &mut Vec<bool>) -> Option<NullBuffer> {
    let nulls = NullBuffer::from(std::mem::take(valid));
    (nulls.null_count() > 0).then_some(nulls)
}

fn pixels(dimension: Option<Dimension>) -> Option<u32> {
    match dimension {
        Some(Dimension::Pixels(pixels)) => Some(pixels),
        _ => None,
    }
}
