//! Converters from a body's HTML to text, Markdown or HTML, for the third comparison.

use std::hint::black_box;

use dom_query::Document;
use html_to_markdown_rs::{ConversionOptions, OutputFormat};
use newsprint::Article;

use crate::contenders::NEWSPRINT;

/// The forms that are compared.
pub const FORMS: [&str; 3] = ["text", "Markdown", "HTML"];

/// Longer than any line, so that html2text wraps none.
const WIDTH: usize = 100_000;

/// One form by one library.
pub struct Converter {
    pub form: &'static str,
    pub name: &'static str,
    /// Parses, converts, and drops the result. newsprint reads the file with its header, the others
    /// read the body.
    pub convert: fn(file: &str, body: &str),
}

/// All converters, newsprint first in each form.
pub fn all() -> Vec<Converter> {
    let converter = |form, name, convert| Converter {
        form,
        name,
        convert,
    };
    vec![
        converter("text", NEWSPRINT, |file, _| {
            black_box(Article::parse(file).map(|article| article.to_text())).ok();
        }),
        converter("text", "dom_query", |_, body| {
            black_box(Document::fragment(body).formatted_text());
        }),
        converter("text", "html2text", |_, body| {
            let config = html2text::config::plain_no_decorate();
            black_box(config.string_from_read(body.as_bytes(), WIDTH)).ok();
        }),
        converter("text", "html-to-markdown-rs", |_, body| {
            html_to_markdown(body, OutputFormat::Plain);
        }),
        converter("Markdown", NEWSPRINT, |file, _| {
            black_box(Article::parse(file).map(|article| article.to_markdown())).ok();
        }),
        converter("Markdown", "dom_query", |_, body| {
            black_box(Document::fragment(body).md(None));
        }),
        converter("Markdown", "htmd", |_, body| {
            black_box(htmd::convert(body)).ok();
        }),
        converter("Markdown", "mdka", |_, body| {
            black_box(mdka::html_to_markdown(body));
        }),
        converter("Markdown", "html-to-markdown-rs", |_, body| {
            html_to_markdown(body, OutputFormat::Markdown);
        }),
        converter("HTML", NEWSPRINT, |file, _| {
            black_box(Article::parse(file).map(|article| article.to_html())).ok();
        }),
        // As in the body, not sanitized.
        converter("HTML", "dom_query", |_, body| {
            black_box(Document::fragment(body).html());
        }),
        // As in the body, sanitized.
        converter("HTML", "ammonia", |_, body| {
            black_box(ammonia::clean(body));
        }),
    ]
}

fn html_to_markdown(body: &str, output_format: OutputFormat) {
    let options = ConversionOptions {
        extract_metadata: false,
        output_format,
        ..ConversionOptions::default()
    };
    black_box(html_to_markdown_rs::convert(body, options)).ok();
}
