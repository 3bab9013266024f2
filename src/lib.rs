//! Parses archived news articles into a typed value in which every part knows its bytes in the file.

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

mod article;
mod body;
mod content;
mod encoding;
mod envelope;
mod error;
mod options;
mod render;
mod span;

pub use article::Article;
pub use body::{
    Attribute, Attributes, Body, Descendants, Namespace, NodeId, NodeKind, NodeRef, Reference,
    TextPiece,
};
pub use content::{
    Block, Cell, Content, ContentOptions, Dateline, Dimension, Embed, EmbedKind, Footer,
    FooterMarker, FooterPlace, Heading, Image, Inline, Link, List, ListItem, MAX_BLOCK_DEPTH,
    MAX_INLINE_DEPTH, Quote, Row, Table,
};
pub use envelope::{
    BuildError, BuildErrorKind, ClipBuilder, Date, Entries, Entry, Envelope, Field, FrontMatter,
    FrontMatterBuilder, LinkHeader, Names, Shape, Stamp,
};
pub use error::{Encoding, Error, ErrorKind, Warning, WarningKind};
pub use options::{Lane, ParseOptions};
pub use render::{Run, TextWithSpans};
pub use span::{Position, Span, Spanned};

/// The dates of articles, re-exported: `DateTime`, `Utc`, `FixedOffset`.
pub use chrono;

#[doc = include_str!("format.md")]
pub mod _format {}
