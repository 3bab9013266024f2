//! The data that the page shows of an open article.

use newsprint::archive::ArchivedArticle;
use newsprint::{Article, Content, RenderOptions, Warning};
use serde::Serialize;

use super::facts;

#[derive(Serialize)]
struct Opened<'a> {
    path: &'a str,
    title: &'a str,
    link: &'a str,
    published: Option<String>,
    /// The origin of the date.
    origin: Option<&'static str>,
    authors: Vec<String>,
    tags: Vec<String>,
    /// The page copies only elements and attributes that it knows.
    html: String,
    warnings: Vec<String>,
}

/// Returns an article as JSON.
pub fn json(archived: &ArchivedArticle, article: &Article, content: &Content) -> String {
    let published = article.published();
    // The title is the heading of level 1.
    let options = RenderOptions::new().base(article.link()).heading_offset(1);
    let opened = Opened {
        path: archived.path(),
        title: article.title(),
        link: article.link(),
        published: published.map(|published| published.date().to_string()),
        origin: published.map(|published| published.origin().name()),
        authors: facts::authors(article, content),
        tags: facts::tags(article),
        html: content.to_html_with(&options),
        warnings: article.warnings().iter().map(with_help).collect(),
    };
    // Texts and lists never fail.
    serde_json::to_string(&opened).unwrap_or_default()
}

fn with_help(warning: &Warning) -> String {
    match warning.help() {
        Some(help) => format!("{warning}; {help}"),
        None => warning.to_string(),
    }
}
