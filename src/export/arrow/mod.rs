//! Converts articles to Apache Arrow record batches. A batch has one row per article, with the columns of
//! [`schema`].
//!
//! ```
//! use newsprint::arrow::arrow_array::cast::AsArray;
//! use newsprint::Article;
//! use newsprint::arrow::{ArticleBatchBuilder, schema};
//!
//! let source = "<!--1618495142000-->\n[题目](https://example.org/1)\n------\n\n<p>正文</p>";
//! let mut builder = ArticleBatchBuilder::new();
//! builder.append("articles/example/7_题目.md", &Article::parse(source)?)?;
//! let batch = builder.finish()?;
//! assert_eq!((batch.schema(), batch.num_rows()), (schema(), 1));
//! let titles = batch.column_by_name("title").unwrap();
//! assert_eq!(titles.as_string::<i64>().value(0), "题目");
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! # Arrow's version
//!
//! This version of the crate uses Arrow 60, which needs Rust 1.88. Types of different major versions of Arrow
//! are not compatible, so use the same major version of other Arrow crates, for example `cargo add
//! parquet@60`. The Arrow crates used here are re-exported as [`arrow_array`] and [`arrow_schema`].
//!
//! # Columns
//!
//! `?` marks columns and fields that can be null. Strings have the type `LargeUtf8`, so that the total length
//! of the texts in a batch is limited only by memory. A span is a struct of `start` and `end`, both `UInt32`:
//! offsets in bytes from the start of the file. A time is a `Timestamp(Millisecond, "UTC")`.
//!
//! | column | type | contains |
//! |---|---|---|
//! | `path` | string | the path passed to `append` |
//! | `source` | string? | the source's name, if the path contains it ([`PathParts`](crate::PathParts)) |
//! | `shape` | string | `clip`, `post`, `bare_post` or `dated_clip` ([`Shape`](crate::Shape)) |
//! | `title` | string | [`Article::title`](crate::Article::title) |
//! | `link` | string | [`Article::link`](crate::Article::link) |
//! | `host` | string? | the link's host; null if the link is not absolute |
//! | `published` | string? | the date of [`Article::published`](crate::Article::published), as in the JSON |
//! | `published_from` | string? | the origin of this date ([`DateOrigin`](crate::DateOrigin)) |
//! | `published_span` | span? | the span of this date |
//! | `timestamp_ms` | `Int64`? | this date in milliseconds since 1970; null if its offset from UTC is unknown |
//! | `dateline` | {`raw`: string, `date`: string?, `timestamp`: time?, `span`}? | the publisher's own date, as precise as in the file; `timestamp` is null if the offset from UTC is unknown |
//! | `byline` | {`raw`: string, `contributors`: list of {`name`: string, `role`: string?}, `span`}? | who wrote the article |
//! | `text` | string | the article's text ([`Content::to_text`](crate::Content::to_text)) |
//! | `inner_text` | string | the whole body as a browser shows it (`innerText`) |
//! | `markdown` | string | the content as Markdown |
//! | `lead_image` | image? | the first image before the second paragraph |
//! | `images` | list of image | the images of the article, then the images of the asides |
//! | `links` | list of {`href`: string, `text`: string?, `span`, `href_span`} | every link of the body, in document order; the text is null for a link within a link |
//! | `asides` | list of {`kind`: string ([`AsideKind`](crate::AsideKind)), `rule`: string, `text`: string, `span`} | the parts of the body that are not part of the article |
//! | `warnings` | list of {`kind`: string (as in the JSON), `message`: string, `span`} | the non-fatal problems in the file ([`Warning`](crate::Warning)) |
//! | `lane` | string | `fast` or `html5ever` ([`Lane`](crate::Lane)) |
//! | `spans` | {`front_matter`?, `stamp`?, `title`, `link`, `separator`?, `date_line`?, `body`} | the spans of the parts of the file |
//!
//! An image is {`src`: string?, `original_src`: string?, `alt`: string?, `caption`: string?,
//! `credit`: string?, `width`: `UInt32`?, `height`: `UInt32`?, `span`, `src_span`?}. `width` and
//! `height` are in pixels. Each of these two fields is null if the file contains a percentage or no
//! number. `src` is the URL as in the file. A `data:` URL contains the image itself; in this case,
//! `src` ends before the data. `original_src` is the URL of the original image, found in `srcset`,
//! in attributes that scripts read, or in the URL of an image proxy
//! ([`Image::original_src`](crate::Image::original_src)).

mod batch;
mod column;
mod schema;

pub use batch::ArticleBatchBuilder;
pub use schema::schema;

// `no_inline`, because the links in the documentation of these crates do not work here.
#[doc(no_inline)]
pub use arrow_array::{self, RecordBatch};
#[doc(no_inline)]
pub use arrow_schema::{self, ArrowError, SchemaRef};
