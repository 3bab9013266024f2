//! Writes the content of an article as lines, to compare it with the expected lines.

use newsprint::{Article, Content, ContentKind, ContentRef, Span};

/// Returns the source of an article at `host` with the title `港口夜航`.
pub fn source_of(host: &str, body: &str) -> String {
    format!("<!--1600000000000-->\n[港口夜航](https://{host}/a)\n------\n\n{body}")
}

/// Returns the content of an article, with one part per line. A line break in a part is written as
/// ` / `. Checks that no character is lost or duplicated, and that each part is at its span.
pub fn told(source: &str) -> String {
    let article = Article::parse(source).unwrap();
    let content = article.content();
    assert_eq!(
        everything(&content),
        letters(&article.body().inner_text()),
        "lost or duplicated: {source}"
    );
    let mut lines = Vec::new();
    if let Some(dateline) = content.dateline() {
        has_text(source, dateline.span(), dateline.raw());
        let date = dateline.date().map(|date| date.to_string());
        let date = date.unwrap_or_else(|| "?".to_owned());
        lines.push(format!("date: {} = {date}", dateline.raw()));
    }
    if let Some(byline) = content.byline() {
        has_text(source, byline.span(), byline.raw());
        let people = byline.contributors();
        let people = people.iter().map(|person| match person.role() {
            Some(role) => format!("{role} {}", person.name()),
            None => person.name().to_owned(),
        });
        let people: Vec<_> = people.collect();
        lines.push(format!("by: {} = {}", byline.raw(), people.join(", ")));
    }
    if let Some(standfirst) = content.standfirst() {
        lines.push(format!("standfirst: {}", one_line(&standfirst.text())));
    }
    if let Some(image) = content.lead_image() {
        let src = image.original_src().unwrap_or_default();
        lines.push(format!("image: {src}"));
    }
    let is_said = |kind| {
        let mut parts = content.descendants();
        parts.find(|part| part.kind() == kind)
    };
    for (name, kind) in [
        ("caption", ContentKind::Caption),
        ("credit", ContentKind::Credit),
    ] {
        if let Some(part) = is_said(kind) {
            lines.push(format!("{name}: {}", one_line(&part.text())));
        }
    }
    lines.push(format!("text: {}", one_line(&content.to_text())));
    for aside in content.asides() {
        has_text(source, aside.span(), &shown(aside.root()));
        let (kind, rule) = (aside.aside_kind(), aside.rule());
        lines.push(format!("{kind} ({rule}): {}", one_line(&aside.text())));
    }
    lines.join("\n")
}

/// Returns all characters of a content, sorted, without white space.
pub fn everything(content: &Content<'_>) -> Vec<char> {
    let mut all = shown(content.root());
    for aside in content.asides() {
        all += &shown(aside.root());
    }
    all += content.dateline().map_or("", |dateline| dateline.raw());
    all += content.byline().map_or("", |byline| byline.raw());
    letters(&all)
}

/// Returns the characters of a text, sorted, without white space.
pub fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

/// Returns whether a character is white space or has no width. Text that consists only of such
/// characters is dropped.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{2800}' | '\u{3164}' | '\u{feff}'
        )
        || ('\u{200b}'..='\u{200f}').contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{206f}').contains(&c)
}

fn shown(part: ContentRef<'_, '_>) -> String {
    part.descendants()
        .filter_map(|part| part.as_text())
        .collect()
}

/// Returns a text on one line, with ` / ` between its lines.
fn one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" / ")
}

/// Checks that the bytes at `span` contain the characters of `text` in order. Markup may be between
/// them.
fn has_text(source: &str, span: Span, text: &str) {
    let decoded = span.of(source).replace("&copy;", "©");
    let mut bytes = decoded.chars();
    let mut wanted = text.chars().filter(|c| !c.is_whitespace());
    let is_in = wanted.all(|c| bytes.any(|other| other == c));
    assert!(is_in, "{text:?} in {:?}", span.of(source));
}
