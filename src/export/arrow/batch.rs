use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, LargeStringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;

use super::column::{
    Asides, Bylines, Datelines, ImageRow, Images, Links, Lists, Parts, Spans, Structs, Warnings,
};
use super::schema;
use crate::article::Article;
use crate::content::{Content, ContentOptions, ContentRef, Image};
use crate::envelope::{Envelope, Published};
use crate::html::Known;
use crate::path_parts::PathParts;
use crate::source::Spanned;
use crate::tree::Body;
use crate::url;
use crate::warning::Warning;

/// Builds Arrow record batches of articles. [`append`](Self::append) adds a row, and [`finish`](Self::finish)
/// returns the batch.
///
/// Most texts are written directly into the columns, without a temporary string.
///
/// ```
/// use newsprint::Article;
/// use newsprint::arrow::ArticleBatchBuilder;
///
/// let mut builder = ArticleBatchBuilder::new();
/// for number in 1..=3 {
///     let source = format!("[t](https://example.org/{number})\n------\n\n<p>text</p>");
///     builder.append(&format!("{number}.md"), &Article::parse(&source)?)?;
///     if builder.source_len() > 32 << 20 {
///         // Write a batch and go on.
///         let _batch = builder.finish()?;
///     }
/// }
/// assert_eq!(builder.finish()?.num_rows(), 3);
/// assert!(builder.is_empty());
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct ArticleBatchBuilder {
    options: ContentOptions,
    rows: usize,
    source_len: u64,
    /// A buffer for the inner text of a body, which is reused for each row.
    scratch: String,
    path: LargeStringBuilder,
    source: LargeStringBuilder,
    shape: LargeStringBuilder,
    title: LargeStringBuilder,
    link: LargeStringBuilder,
    host: LargeStringBuilder,
    published: LargeStringBuilder,
    published_from: LargeStringBuilder,
    published_span: Spans,
    timestamp_ms: Int64Builder,
    dateline: Datelines,
    byline: Bylines,
    text: LargeStringBuilder,
    inner_text: LargeStringBuilder,
    markdown: LargeStringBuilder,
    lead_image: Images,
    images: Lists<Images>,
    links: Lists<Links>,
    asides: Lists<Asides>,
    warnings: Lists<Warnings>,
    lane: LargeStringBuilder,
    spans: Parts,
}

impl ArticleBatchBuilder {
    /// Returns a builder without rows and with the default [`ContentOptions`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a builder without rows. The builder extracts content with these options.
    ///
    /// ```
    /// use newsprint::arrow::ArticleBatchBuilder;
    /// use newsprint::{Article, ContentOptions};
    /// use newsprint::arrow::arrow_array::cast::AsArray;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>© Example</p>";
    /// let options = ContentOptions::new().keep_asides(true);
    /// let mut builder = ArticleBatchBuilder::with_options(options);
    /// builder.append("1.md", &Article::parse(source)?)?;
    /// let batch = builder.finish()?;
    /// let texts = batch.column_by_name("text").unwrap().as_string::<i64>();
    /// assert_eq!(texts.value(0), "text\n\n© Example");
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_options(options: ContentOptions) -> Self {
        ArticleBatchBuilder {
            options,
            ..Self::default()
        }
    }

    /// Returns the number of rows appended since the last [`finish`](Self::finish).
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Returns whether no rows have been appended since the last [`finish`](Self::finish).
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Returns the total length in bytes of the files that were appended since the last
    /// [`finish`](Self::finish). A column with the texts of all rows takes about as much memory. Batches of
    /// 16 to 64 MiB suit most readers.
    pub fn source_len(&self) -> u64 {
        self.source_len
    }

    /// Appends a row for an article. `path` is the path of the article's file, with `/` between
    /// folders.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::arrow::ArticleBatchBuilder;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p>";
    /// let mut builder = ArticleBatchBuilder::new();
    /// builder.append("articles/example/1.md", &Article::parse(source)?)?;
    /// assert_eq!((builder.len(), builder.source_len()), (1, source.len() as u64));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`ArrowError::OffsetOverflowError`] if the files of the batch would have a total length of 4
    /// GiB or more. In this case nothing is appended. The first article of a batch always fits.
    pub fn append(&mut self, path: &str, article: &Article<'_>) -> Result<(), ArrowError> {
        let len = self.source_len + article.source().len() as u64;
        // Offsets of lists have 31 bits. They do not overflow either, because each item of a list
        // takes more than two bytes of the article's file.
        if len > u64::from(u32::MAX) {
            return Err(ArrowError::OffsetOverflowError(
                usize::try_from(len).unwrap_or(usize::MAX),
            ));
        }
        self.source_len = len;
        self.rows += 1;
        self.path.append_value(path);
        self.source.append_option(PathParts::of(path).source());
        let content = article.content_with(&self.options);
        self.append_published(article.published_in(&content));
        self.append_envelope(article.envelope());
        self.append_warnings(article.warnings());
        self.append_body(article.body(), &content);
        self.append_content(&content);
        Ok(())
    }

    fn append_envelope(&mut self, envelope: &Envelope<'_>) {
        let link = envelope.link();
        self.shape.append_value(envelope.shape().name());
        self.title.append_value(envelope.title().value());
        self.link.append_value(link.value());
        self.host.append_option(url::host(link.value()));
        self.spans.push([
            envelope
                .front_matter()
                .map(|front_matter| front_matter.span()),
            envelope.stamp().map(|stamp| stamp.span()),
            Some(envelope.title().span()),
            Some(link.span()),
            envelope.separator().map(|separator| separator.span()),
            envelope.date_line().map(|date| date.span()),
            Some(envelope.body_span()),
        ]);
    }

    fn append_published(&mut self, published: Option<Published>) {
        match published {
            Some(published) => {
                // Writing to a `LargeStringBuilder` never fails.
                let _ = write!(self.published, "{}", published.date());
                self.published.append_value("");
            }
            None => self.published.append_null(),
        }
        let origin = published.map(|published| published.origin().name());
        self.published_from.append_option(origin);
        self.published_span
            .push(published.map(|published| published.span()));
        let time = published.and_then(|published| published.to_utc());
        let milliseconds = time.map(|time| time.timestamp_millis());
        self.timestamp_ms.append_option(milliseconds);
    }

    fn append_warnings(&mut self, warnings: &[Warning]) {
        for warning in warnings {
            self.warnings.items.push(warning);
        }
        self.warnings.end_row(warnings.len());
    }

    fn append_body(&mut self, body: &Body<'_>, content: &Content<'_>) {
        self.lane.append_value(body.lane().name());
        self.scratch.clear();
        body.inner_text_into(&mut self.scratch);
        self.inner_text.append_value(&self.scratch);
        let mut images = 0;
        let asides = content.asides().map(|aside| aside.root());
        let roots = std::iter::once(content.root()).chain(asides);
        for image in roots.flat_map(ContentRef::images) {
            self.append_image(image, |columns| &mut columns.images.items);
            images += 1;
        }
        self.images.end_row(images);
        let mut links = 0;
        for reference in body.links() {
            let element = reference.element();
            let is_inner = element
                .ancestors()
                .any(|ancestor| ancestor.is_named(Known::A));
            // The text of a link inside another link is null. Otherwise, the total length of the
            // texts could be quadratic, because a link's text contains the text of all links inside
            // it.
            let text = (!is_inner).then(|| element.text());
            let span = element.span().unwrap_or_default();
            let href_span = reference.value_span();
            self.links
                .items
                .push(reference.value(), text.as_deref(), span, href_span);
            links += 1;
        }
        self.links.end_row(links);
    }

    fn append_content(&mut self, content: &Content<'_>) {
        self.dateline.push(content.dateline());
        self.byline.push(content.byline());
        // Writing to a `LargeStringBuilder` never fails.
        let _ = content.write_text(&mut self.text);
        self.text.append_value("");
        let _ = content.write_markdown(&mut self.markdown);
        self.markdown.append_value("");
        match content.lead_image() {
            Some(image) => self.append_image(image, |columns| &mut columns.lead_image),
            None => self.lead_image.push(None),
        }
        content
            .asides()
            .for_each(|aside| self.asides.items.push(aside));
        self.asides.end_row(content.asides().count());
    }

    fn append_image(&mut self, image: Image<'_, '_>, column: fn(&mut Self) -> &mut Images) {
        let caption = image.caption().map(ContentRef::text);
        let credit = image.credit().map(ContentRef::text);
        let (src, original_src) = (image.short_src(), image.original_src());
        column(self).push(Some(&ImageRow {
            src: src.as_ref().map(|src| &***src),
            original_src: original_src.as_deref(),
            alt: image.alt().as_deref(),
            caption: caption.as_deref(),
            credit: credit.as_deref(),
            width: image.width(),
            height: image.height(),
            span: image.span(),
            src_span: src.as_ref().map(Spanned::span),
        }));
    }

    /// Returns the appended rows as a record batch, and removes them from the builder.
    ///
    /// ```
    /// use newsprint::arrow::{ArticleBatchBuilder, schema};
    ///
    /// let batch = ArticleBatchBuilder::new().finish()?;
    /// assert_eq!((batch.num_rows(), batch.schema()), (0, schema()));
    /// # Ok::<_, newsprint::arrow::ArrowError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// No error occurs in practice, since the columns always match the [`schema`](super::schema).
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        self.source_len = 0;
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.path.finish()),
            Arc::new(self.source.finish()),
            Arc::new(self.shape.finish()),
            Arc::new(self.title.finish()),
            Arc::new(self.link.finish()),
            Arc::new(self.host.finish()),
            Arc::new(self.published.finish()),
            Arc::new(self.published_from.finish()),
            Arc::new(self.published_span.finish()?),
            Arc::new(self.timestamp_ms.finish()),
            Arc::new(self.dateline.finish()?),
            Arc::new(self.byline.finish()?),
            Arc::new(self.text.finish()),
            Arc::new(self.inner_text.finish()),
            Arc::new(self.markdown.finish()),
            Arc::new(self.lead_image.finish()?),
            self.images.finish()?,
            self.links.finish()?,
            self.asides.finish()?,
            self.warnings.finish()?,
            Arc::new(self.lane.finish()),
            Arc::new(self.spans.finish()?),
        ];
        RecordBatch::try_new(schema::schema(), columns)
    }
}
