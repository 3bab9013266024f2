//! The data of an article that the page shows when the article is opened.

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
    /// The part of the file that the date is from, such as `front_matter`.
    origin: Option<&'static str>,
    authors: Vec<String>,
    tags: Vec<String>,
    /// The content as HTML. The page copies only the elements and attributes on its allowlist.
    html: String,
    warnings: Vec<String>,
}

/// Returns an article as JSON.
pub fn json(archived: &ArchivedArticle, article: &Article, content: &Content) -> String {
    let published = article.published();
    // The page shows the title as a heading of level 1, so the headings of the content start at
    // level 2.
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
    // Serialization of strings and lists never fails.
    serde_json::to_string(&opened).unwrap_or_default()
}

fn with_help(warning: &Warning) -> String {
    match warning.help() {
        Some(help) => format!("{warning}; {help}"),
        None => warning.to_string(),
    }
}
