//! Parses archived Chinese-language news articles into typed values. Each part of an article has a
//! span: the range of bytes in the file from which the part was read.
//!
//! The archives are git repositories with one Markdown file per article. A file contains a
//! timestamp (the stamp), the title with a link to the original page, a separator (`------`), and
//! the HTML body from the publisher's feed.
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
//! // Values are decoded; spans refer to the source as written.
//! let link = article.body().links().next().unwrap();
//! assert_eq!(link.value(), "https://ferry.example.org/?line=N1&lang=zh");
//! assert_eq!(link.value_span().of(source), "https://ferry.example.org/?line=N1&amp;lang=zh");
//! # Ok::<_, newsprint::Error>(())
//! ```
//!
//! # Guides
//!
//! - [`_tutorial`]: first steps with one file, then with an archive, then with a Parquet file
//! - [`_cookbook`]: short recipes
//! - [`_comparison`]: for users of feed-rs, scraper, lol_html, html5gum, roxmltree, Parsec or
//!   trafilatura
//! - [`_design`]: how the crate works, its limits and guarantees
//! - [`_format`]: the file format with all its layouts, and the publishers' markup
//!
//! # Where to go
//!
//! | for | see |
//! |---|---|
//! | the whole article, from a string, bytes, a file or a reader | [`Article`] |
//! | title, link, date and front matter, without the body | [`Envelope`] |
//! | the publication date and its origin | [`Article::published`], [`Published`] |
//! | the body as a browser's tree | [`Body`], [`NodeRef`] |
//! | the text that a browser shows for the body | [`Body::inner_text`] |
//! | the article as a reader sees it: date, byline, blocks, images, links; what is not the article | [`Content`] |
//! | a part of the content: its kind, text, children and span | [`ContentRef`], [`ContentKind`] |
//! | other publishers: dates, bylines, captions, what is not the article; image proxies | [`ContentOptions`], [`Rule`], [`ImageProxy`] |
//! | text, Markdown, HTML | [`Article::to_text`], [`to_markdown`](Article::to_markdown), [`to_html`](Article::to_html), [`RenderOptions`] |
//! | text that maps to the source, and back | [`Article::to_text_with_spans`], [`TextWithSpans`] |
//! | the bytes of a part, its line and column | [`Span`], [`Spanned`], [`Position`], [`LineIndex`] |
//! | errors and non-fatal problems | [`Error`], [`Warning`] |
//! | limits, strictness | [`ParseOptions`], [`Limit`] |
//! | many articles, with reused buffers | [`Parser`] |
//! | changing a file: title, URL, front matter, attributes, text | [`Article::edits`], [`Edits`] |
//! | writing a new file | [`ClipBuilder`], [`FrontMatterBuilder`] |
//! | the parts of a URL | [`UrlParts`] |
//!
//! An [`Article`] borrows its source. A text is borrowed, not copied, if the source contains the
//! text literally. Articles are `Send`, `Sync` and `Clone`. The crate itself has no global state;
//! html5ever has a table of names that all threads share.
//!
//! # Spans
//!
//! The offsets of a [`Span`] are in bytes from the start of the file, even for parts of the body. A
//! span is always within the file and on character boundaries. [`Span::of`] returns the part of the
//! source that the span covers. Elements that the parser implied, such as a missing `tbody`, have
//! no span. Lines and columns are computed only on request: by [`Position::of`] for one offset, or
//! by [`LineIndex`] for many offsets.
//!
//! # Body and content
//!
//! [`Body`] is the tree that a browser builds: elements, attributes, text, comments. [`Content`] is
//! built from this tree. The nodes of the content ([`ContentRef`]) are named as in CommonMark:
//! paragraphs, headings, lists, tables, images with captions, links, emphasis. The crate writes
//! text, Markdown, HTML, JSON and Arrow batches from the content. [`Rule`]s find parts that each
//! publisher marks up differently: the date, the byline, captions, and text that does not belong to
//! the article, such as footers, promotion and comments.
//!
//! # Two lanes
//!
//! In most bodies, every end tag closes the innermost open element. [`Lane::Fast`] builds the tree
//! of such a body in one pass. Other bodies are parsed with html5ever, the parser of the browser
//! engine Servo ([`Lane::Html5ever`]). Both lanes build the same tree, with the same spans. A
//! browser with scripting disabled builds this tree if the text of the body is assigned to the
//! `innerHTML` of an empty `body` element. [`Body::lane`] returns the lane that built a tree. See
//! [`_design`].
//!
//! # Guarantees
//!
//! No input causes a panic. There is no unsafe code. No function recurses over the tree, so deep nesting does
//! not overflow the stack. Time and memory are linear in the length of the input. If parsing would take more,
//! it stops with an error at one of the limits of [`ParseOptions`] ([`Limit`]). The source is never changed,
//! and `to_string()` returns it. [`_design`](_design#guarantees) lists the tests for each guarantee.
//!
//! # Features
//!
//! No feature is enabled by default.
//!
//! - `serde`: implements `Serialize` for articles and their parts, in a documented form
//!   (`newsprint::_json`).
//! - `archive`: reads articles in parallel, from folders or from any iterator. Finds duplicates,
//!   and text that a publisher repeats in many articles (`newsprint::archive`).
//! - `arrow`: converts articles to Arrow record batches (`newsprint::arrow`). Uses Arrow 60, and needs Rust
//!   1.88.
//! - `miette`: implements `miette::Diagnostic` for errors and warnings, so that miette prints the
//!   line of the problem, with a caret below it. Adds `Excerpt`, which cuts this line to the width
//!   of a terminal.
//! - `rcdom`: adds `Body::to_rcdom`, for code that works on html5ever's reference DOM.
//! - `simd`: makes searches faster on processors with AVX2 or AVX-512 (x86), Neon (ARM), or SIMD128
//!   (WebAssembly). The results are the same. Needs Rust 1.89.

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
mod findings;
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
    Aside, AsideKind, Byline, Content, ContentAsides, ContentChildren, ContentDescendants,
    ContentEvent, ContentEvents, ContentImages, ContentKind, ContentLinks, ContentOptions,
    ContentParagraphs, ContentRef, Contributor, Dateline, Dimension, Embed, EmbedKind, Heading,
    Image, ImageOrigin, ImageProxy, Link, List, Rule, RuleKind, RulePlace, RuleText, Style, Table,
    TableCell, original_src,
};
pub use edit::{EditError, EditErrorKind, Edits};
pub use envelope::{
    BuildError, BuildErrorKind, ClipBuilder, Date, DateOrigin, Entries, Entry, Envelope, Field,
    FrontMatter, FrontMatterBuilder, LinkHeader, Moment, Names, Published, Shape, Stamp,
};
pub use error::{Error, ErrorKind};
#[cfg(feature = "miette")]
#[cfg_attr(docsrs, doc(cfg(feature = "miette")))]
pub use export::Excerpt;
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

/// The crate `chrono`, re-exported for its date types: `DateTime`, `Utc`, `FixedOffset`, `NaiveDate` …
pub use chrono;

/// html5ever's reference DOM, re-exported: `RcDom`, `Handle`, `NodeData`. See [`Body::to_rcdom`].
#[cfg(feature = "rcdom")]
#[cfg_attr(docsrs, doc(cfg(feature = "rcdom")))]
pub use markup5ever_rcdom;

#[doc = include_str!("guide/tutorial.md")]
#[cfg_attr(feature = "archive", doc = include_str!("guide/tutorial_archive.md"))]
#[cfg_attr(all(feature = "archive", feature = "arrow"), doc = include_str!("guide/tutorial_parquet.md"))]
pub mod _tutorial {}

// Recipes that need a feature are included only if the feature is enabled.
#[doc = include_str!("guide/cookbook.md")]
#[cfg_attr(feature = "archive", doc = include_str!("guide/cookbook_archive.md"))]
#[cfg_attr(feature = "serde", doc = include_str!("guide/cookbook_serde.md"))]
#[cfg_attr(feature = "miette", doc = include_str!("guide/cookbook_miette.md"))]
#[cfg_attr(feature = "arrow", doc = include_str!("guide/cookbook_arrow.md"))]
// Tested by `newsprint-cli`, which depends on the crate `parquet`.
#[cfg_attr(feature = "arrow", doc = "```ignore", doc = include_str!("guide/parquet.rs"), doc = "```")]
pub mod _cookbook {}

#[doc = include_str!("guide/comparison.md")]
pub mod _comparison {}

#[doc = include_str!("guide/design.md")]
pub mod _design {}

#[doc = include_str!("format.md")]
pub mod _format {}

#[cfg(feature = "serde")]
#[doc = include_str!("json.md")]
pub mod _json {}

#[doc = include_str!("../CHANGELOG.md")]
pub mod _changelog {}

/// Compiles and runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
