//! Writes articles as plain text, Markdown and HTML.

mod address;
mod bytes;
mod escape;
mod html;
mod io;
mod markdown;
mod options;
mod script;
mod spans;
mod tags;
mod text;

pub(crate) use self::html::write_article as write_html;
pub(crate) use self::markdown::write_article as write_markdown;
pub(crate) use self::text::titled_text;

pub use self::io::IoWriter;
pub use self::options::{RenderOptions, UrlMap, UrlUse};
pub use self::spans::{Run, TextWithSpans};
