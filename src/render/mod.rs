//! An article as text, Markdown and HTML.

mod address;
mod escape;
mod html;
mod markdown;
mod text;

pub(crate) use self::html::write_article as write_html;
pub(crate) use self::markdown::write_article as write_markdown;

pub use self::text::{Run, TextWithSpans};
