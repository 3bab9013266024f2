//! Parses archived news articles, header and HTML body, into a typed value in which every part
//! knows its bytes in the file.
//!
//! An archive holds one article a file: a stamp, a title with its link, a line, and the HTML that
//! the feed delivered.
//!
//! ```
//! use newsprint::Article;
//!
//! let source = "\
//! <!--1618495142000-->
//! [夜间渡轮首航](https://news.example.org/a/1.html)
//! ------
//!
//! <p>末班船延至<b>凌晨两点</b>，见<a href=\"https://ferry.example.org/?line=N1&amp;lang=zh\">船期</a>。</p>
//! ";
//! let article = Article::parse(source)?;
//! assert_eq!(article.title(), "夜间渡轮首航");
//! assert_eq!(article.published().unwrap().date().to_string(), "2021-04-15T13:59:02Z");
//!
//! // What is read is decoded; where it was read, the file has it as it was written.
//! let link = article.body().links().next().unwrap();
//! assert_eq!(link.value(), "https://ferry.example.org/?line=N1&lang=zh");
//! assert_eq!(link.value_span().of(source), "https://ferry.example.org/?line=N1&amp;lang=zh");
//! # Ok::<_, newsprint::Error>(())
//! ```
//!
//! # Where to go
//!
//! | to have | see |
//! |---|---|
//! | the whole article | [`Article`] |
//! | title, link, date, front matter; without the body | [`Envelope`] |
//! | the publication date, and where it is from | [`Article::published`] |
//! | the tree of the body, as a browser builds it | [`Body`], [`NodeRef`] |
//! | what a reader sees: dateline, blocks, images, footer | [`Content`], [`Block`], [`Inline`] |
//! | text, Markdown, HTML | [`Article::to_text`], [`Article::to_markdown`], [`Article::to_html`] |
//! | where something stands | [`Span`], [`Spanned`], [`Position`], [`LineIndex`] |
//! | what is wrong with a file, or odd | [`Error`], [`Warning`] |
//! | limits, strictness | [`ParseOptions`], [`Limit`] |
//! | the host and other parts of a URL | [`UrlParts`] |
//! | many articles, with buffers that are used again | [`Parser`] |
//! | a new file | [`ClipBuilder`] |
//! | the file with another title, URL, attribute, text | [`Article::edits`], [`Edits`] |
//! | the format, in all its layouts | [`_format`] |
//!
//! An [`Article`] borrows its source: a text is a slice of it wherever the file says it literally.
//! Articles are `Send`, `Sync` and `Clone`, and nothing in the crate is global (html5ever shares a
//! table of names between threads).
//!
//! # Spans
//!
//! A [`Span`] counts bytes from the start of the file, also in the body. It always lies in the
//! file and on character boundaries, so [`Span::of`] gives the slice. What the parser implied,
//! as the `tbody` of a table that has none, has no span. Lines and columns are counted when asked
//! for, by [`Position::of`] or, for many, [`LineIndex`].
//!
//! # Two lanes
//!
//! Most bodies are plain: every end tag closes the element that was opened last, and none of the
//! HTML standard's rules for misnested markup applies. [`Lane::Fast`] builds their tree in one pass.
//! It gives up at the first markup that is not plain. Then html5ever, the parser of the browser engine
//! Servo, builds the tree of the whole body ([`Lane::Html5ever`]). Of html5ever the crate uses the tree
//! builder and the table of character references; tokens are its own in both lanes, since html5ever's
//! have no offsets.
//!
//! Both lanes give the same tree, node for node, attribute for attribute, span for span; the tests
//! check it. [`Body::lane`] returns which one built a tree, and [`ParseOptions::lane`] selects
//! html5ever. A body is parsed as a browser parses `innerHTML` of an empty `body` with scripting off.
//!
//! # Guarantees
//!
//! No input panics; there is no unsafe code; nothing recurses over the tree, so no nesting
//! overflows the stack; time and memory grow with the length of the input, up to the limits of
//! [`ParseOptions`] ([`Limit`]); the source is never changed, and
//! `to_string()` gives it back. The README lists the tests that hold the crate to this.
//!
//! # Features
//!
//! - `serde`: `Serialize` for articles and all they hold.
//! - `archive`: folders of articles, read in parallel (`newsprint::archive`).
//! - `arrow`: articles as Arrow record batches (`newsprint::arrow`). Arrow 60; needs Rust 1.88.
//! - `miette`: `miette::Diagnostic` for errors and warnings, which prints the line with a caret.
//! - `rcdom`: `Body::to_rcdom`, for code that works on html5ever's reference DOM.
//! - `simd`: the same, faster, where an x86 processor has AVX2 or AVX-512. Needs Rust 1.89.

#![warn(missing_docs, missing_debug_implementations, unreachable_pub)]
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice
)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

#[cfg(feature = "archive")]
pub mod archive;
mod article;
mod content;
mod edit;
mod envelope;
mod error;
mod export;
mod html;
mod layout;
mod lean;
mod limits;
mod options;
mod parse;
mod parser;
#[cfg(any(feature = "archive", feature = "arrow"))]
mod path_parts;
mod read;
mod render;
mod scan;
mod source;
mod tree;
mod unknown_name;
mod url;
mod warning;

pub use article::Article;
pub use content::{
    Content, ContentChildren, ContentDescendants, ContentEvent, ContentEvents, ContentImages,
    ContentKind, ContentLinks, ContentOptions, ContentParagraphs, ContentRef, Dateline, Dimension,
    Embed, EmbedKind, Heading, Image, ImageProxy, Link, List, Rule, RuleKind, RulePlace, RuleText,
    Style, Table, TableCell, original_src,
};
pub use edit::{EditError, EditErrorKind, Edits};
pub use envelope::{
    BuildError, BuildErrorKind, ClipBuilder, Date, DateOrigin, Entries, Entry, Envelope, Field,
    FrontMatter, FrontMatterBuilder, LinkHeader, Moment, Names, Published, Shape, Stamp,
};
pub use error::{Error, ErrorKind};
#[cfg(feature = "arrow")]
pub use export::arrow;
pub use limits::Limit;
pub use options::{Lane, ParseOptions};
pub use parser::Parser;
#[cfg(any(feature = "archive", feature = "arrow"))]
pub use path_parts::PathParts;
pub use read::ReadError;
pub use render::{IoWriter, RenderOptions, Run, TextWithSpans, UrlMap, UrlUse};
pub use source::{ColumnUnit, Encoding, LineIndex, Position, Span, Spanned};
pub use tree::{
    Ancestors, Attribute, Attributes, Body, Children, Descendants, Namespace, NodeId, NodeKind,
    NodeRef, Reference, References, TextPiece, TextPieces,
};
pub use unknown_name::UnknownName;
pub use url::{Parameters, UrlParts, host};
pub use warning::{Warning, WarningKind};

/// The dates of articles, re-exported: `DateTime`, `Utc`, `FixedOffset`, `NaiveDate` …
pub use chrono;

/// html5ever's reference DOM, re-exported: `RcDom`, `Handle`, `NodeData`. See [`Body::to_rcdom`].
#[cfg(feature = "rcdom")]
#[cfg_attr(docsrs, doc(cfg(feature = "rcdom")))]
pub use markup5ever_rcdom;

#[doc = include_str!("format.md")]
pub mod _format {}

#[cfg(feature = "serde")]
#[doc = include_str!("json.md")]
pub mod _json {}

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
