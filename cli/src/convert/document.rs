//! Renders an article as a document of its own: Markdown, HTML or text.

use newsprint::archive::ArchivedArticle;
use newsprint::chrono::Datelike;
use newsprint::{Article, Content, Moment, UrlParts};

use super::options::Form;
use super::reading::Reading;
use super::rows::author;

/// Returns an article as a document. `form` must be Markdown, HTML or text.
pub fn render(form: Form, reading: &Reading<'_, '_>) -> String {
    let (article, content) = (reading.article, reading.content);
    match form {
        Form::Markdown => [
            &front_matter(reading.archived, article, content),
            "\n",
            &content.to_markdown(),
        ]
        .concat(),
        Form::Html => page(article, content),
        _ => [article.title(), "\n\n", reading.text(), "\n"].concat(),
    }
}

/// Returns front matter in YAML, between two lines `---`. Keys without a value in the article are
/// omitted.
fn front_matter(
    archived: &ArchivedArticle,
    article: &Article<'_>,
    content: &Content<'_>,
) -> String {
    let mut yaml = String::from("---\n");
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            yaml += &format!("{key}: {value}\n");
        }
    };
    add("title", Some(quoted(article.title())));
    add(
        "date",
        article.published().map(|published| date(published.date())),
    );
    add("author", author(article, content).as_deref().map(quoted));
    let front_matter = article.envelope().front_matter();
    let tags = front_matter.map(|front_matter| front_matter.tags());
    let tags: Vec<_> = tags.into_iter().flatten().map(|tag| quoted(*tag)).collect();
    add(
        "tags",
        (!tags.is_empty()).then(|| format!("[{}]", tags.join(", "))),
    );
    add("source", archived.path_parts().source().map(quoted));
    add("link", Some(quoted(article.link())));
    yaml += "---\n";
    yaml
}

/// Returns a date as a YAML value. A YAML date has a year of four digits. A date in any other year
/// is therefore a quoted string.
fn date(date: Moment) -> String {
    match date.day().year() {
        1..=9999 => date.to_string(),
        _ => quoted(&date.to_string()),
    }
}

/// Returns the text as a YAML string in double quotes. A JSON string is also a YAML string if all
/// its characters are printable. Unprintable characters are therefore escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for char in serde_json::Value::from(text).to_string().chars() {
        match char {
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                quoted += &format!("\\u{:04x}", u32::from(char));
            }
            _ => quoted.push(char),
        }
    }
    quoted
}

fn page(article: &Article<'_>, content: &Content<'_>) -> String {
    let title = escaped(article.title());
    let url = UrlParts::of(article.link());
    // A URL with any other scheme is not linked, because it may be a script (`javascript:`).
    let heading = match url.has_scheme("http") || url.has_scheme("https") {
        true => format!("<a href=\"{}\">{title}</a>", escaped(article.link())),
        false => title.clone(),
    };
    let content = content.to_html();
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n</head>\n\
         <body>\n<article>\n<h1>{heading}</h1>\n{content}</article>\n</body>\n</html>\n"
    )
}

/// Escapes text for HTML. The result is valid as text, and as an attribute value in double quotes.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('"', "&quot;")
}
