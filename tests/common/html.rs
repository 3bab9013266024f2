//! Checks that the HTML of an article is as safe as documented, and contains the same article.

use newsprint::{Article, Body, Content, ContentOptions, NodeKind};

use super::outline;

/// Returns what is wrong with the HTML of an article, or `None` if it is right.
pub fn complaint(article: &Article<'_>) -> Option<String> {
    let content = article.content();
    danger(&article.to_html())
        .or_else(|| danger(&content.to_html()))
        .or_else(|| difference(&content, roughly).filter(|_| is_comparable(&content)))
}

/// Returns whether the HTML of content from random markup can be compared with this content.
fn is_comparable(content: &Content) -> bool {
    !outline::of_source(content)
        .lines()
        .any(has_line_without_text)
}

/// Returns an element or attribute in the HTML that is not allowed, for example because it could
/// run a script. Returns `None` if there is no such element or attribute.
pub fn danger(html: &str) -> Option<String> {
    const ELEMENTS: &[(&str, &[&str])] = &[
        ("a", &["href", "title"]),
        ("address", &[]),
        ("article", &[]),
        ("audio", &["src", "title", "controls"]),
        ("blockquote", &[]),
        ("br", &[]),
        ("caption", &[]),
        ("code", &[]),
        ("em", &[]),
        ("figcaption", &[]),
        ("figure", &[]),
        ("h1", &[]),
        ("h2", &[]),
        ("h3", &[]),
        ("h4", &[]),
        ("h5", &[]),
        ("h6", &[]),
        ("header", &[]),
        ("hr", &[]),
        ("iframe", &["src", "title", "sandbox"]),
        ("img", &["src", "alt", "title", "width", "height"]),
        ("li", &[]),
        ("ol", &["start"]),
        ("p", &[]),
        ("pre", &[]),
        ("s", &[]),
        ("small", &[]),
        ("strong", &[]),
        ("sub", &[]),
        ("sup", &[]),
        ("table", &[]),
        ("tbody", &[]),
        ("td", &["colspan", "rowspan"]),
        ("th", &["colspan", "rowspan"]),
        ("time", &["datetime"]),
        ("tr", &[]),
        ("ul", &[]),
        ("video", &["src", "title", "controls"]),
    ];
    let body = Body::parse(html).expect("HTML is not too deep");
    for node in body.descendants() {
        if node.kind() == NodeKind::Comment {
            return Some("a comment".to_owned());
        }
        if node.kind() != NodeKind::Element {
            continue;
        }
        let Some((_, attributes)) = ELEMENTS.iter().find(|(name, _)| *name == node.name()) else {
            return Some(format!("<{}>", node.name()));
        };
        for attribute in node.attrs() {
            let (name, value) = (attribute.name(), attribute.value());
            if !attributes.contains(&name) {
                return Some(format!("<{} {name}>", node.name()));
            }
            let scheme = value
                .split(':')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            let is_safe = match name {
                "href" => ["http", "https", "mailto"].contains(&&*scheme),
                "src" => ["http", "https"].contains(&&*scheme),
                "sandbox" => value == "allow-scripts",
                _ => true,
            };
            if !is_safe {
                return Some(format!("{name}={value:?}"));
            }
        }
        if node.name() == "iframe" && node.attr("sandbox").is_none() {
            return Some("a frame without a sandbox".to_owned());
        }
    }
    None
}

/// Returns the first line that differs between the outline of the content and that of its HTML.
/// `look` normalizes an outline or a line before the comparison.
pub fn difference(content: &Content, look: fn(&str) -> String) -> Option<String> {
    let html = content.to_html();
    let clip = format!("[t](https://example.org/)\n------\n\n{html}");
    let again = Article::parse(&clip).expect("HTML is not too deep");
    // The built-in rules are off, because a line without the text around it may look like one that
    // is not part of the article.
    let options = ContentOptions::new().known_rules(false);
    let again = again.content_with(&options);
    let before = outline::of_source(content);
    let after = outline::of_html(&again);
    if look(&before) == look(&after) {
        return None;
    }
    let (before, after) = (before + "end", after + "end");
    let mut lines = before.lines().zip(after.lines());
    let line = lines.find(|(before, after)| look(before) != look(after));
    Some(format!("{line:#?}\nin {html}"))
}

/// Returns whether any line of a paragraph has no text. Captions without an image are paragraphs,
/// and may have such lines. In HTML, a line without text ends the paragraph, and the images on this
/// line become blocks.
fn has_line_without_text(line: &str) -> bool {
    let Some(line) = line.trim_start().strip_prefix("p ") else {
        return false;
    };
    line.split("⟨br⟩").any(|line| {
        let marks = line.split('⟨').skip(1);
        let said = marks.map(|rest| rest.split_once('⟩').map_or(rest, |(_, text)| text));
        let before = line.split('⟨').next();
        before.into_iter().chain(said).all(is_blank)
    })
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '⏎')
}

/// Removes white space and line ends, because their places change if images next to them are left
/// out. Also removes thematic breaks, because one next to the footer counts as part of the footer.
fn roughly(outline: &str) -> String {
    let lines = outline
        .lines()
        .map(str::trim)
        .filter(|line| *line != "rule");
    let text = lines.collect::<Vec<_>>().join("\n");
    text.replace("⟨br⟩", "")
        .replace('⏎', "")
        .replace(|c: char| c.is_whitespace() && c != '\n', "")
}
