//! What the fuzz targets share.

use newsprint::{Article, Body, Envelope, ParseOptions, Span};

#[path = "../../tests/common/lanes.rs"]
mod lanes;
#[path = "../../tests/common/rendered.rs"]
mod rendered;
#[path = "../../tests/common/round_trip.rs"]
mod round_trip;

/// Both lanes, for a body.
pub fn lanes(body: &str) {
    lanes::compare(body);
}

/// All that an article is shown as, for a body.
pub fn render(body: &str) {
    let source = format!("[t](https://e.org/)\n------\n\n{body}");
    if let Ok(article) = Article::parse(&source) {
        rendered::check(&article);
    }
}

/// A file of values, which NULs separate.
pub fn round_trip(text: &str) {
    let parts: Vec<&str> = text.split('\0').collect();
    let part = |index: usize| parts.get(index).copied().unwrap_or_default();
    let some = |index: usize| parts.get(index).copied().filter(|part| !part.is_empty());
    let names = |index: usize| {
        part(index)
            .split('\u{1}')
            .filter(|_| !part(index).is_empty())
            .collect()
    };
    let front_matter = some(4).map(|author| round_trip::FrontMatter {
        author,
        layout: some(5),
        title: some(6),
        from: some(7),
        date: part(8).parse().ok(),
        tags: names(9),
        categories: names(10),
        comments: some(11).map(|text| text == "1"),
    });
    round_trip::check(&round_trip::Values {
        title: part(0),
        link: part(1),
        stamp: part(2).parse().ok(),
        body: part(3),
        front_matter,
    });
    if let Ok(article) = Article::parse(text) {
        assert_eq!(article.to_string(), text);
    }
}

/// Returns the text that bytes stand for: what is no UTF-8 is replaced.
pub fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}

pub fn article(data: &[u8]) {
    let strict = Article::from_bytes_with(data, &ParseOptions::new().strict(true));
    match Article::from_bytes(data) {
        Err(error) => {
            assert!(
                error.span().range().end <= data.len() && error.span().start <= error.span().end
            );
            assert_eq!(strict.map(|a| a.source()), Err(error.clone()));
            let _ = (error.to_string(), error.position());
        }
        Ok(article) => {
            let source = article.source();
            assert_eq!(source.as_bytes(), data);
            assert_eq!(strict.is_ok(), article.warnings().is_empty());
            for warning in article.warnings() {
                assert!(source.get(warning.span().range()).is_some());
            }
            envelope(article.envelope());
            assert_eq!(article.to_string(), source);
            body(article.body());
            let _ = (
                article.title().len(),
                article.link().len(),
                article.timestamp(),
            );
            let _ = format!("{article:?}");
            let content = article.content();
            let _ = (content.to_text(), format!("{content:?}"));
            let _ = (article.to_markdown(), article.to_html());
        }
    }
}

pub fn envelope(envelope: &Envelope<'_>) {
    let source = envelope.source();
    let mut parts: Vec<Span> = Vec::new();
    if let Some(front_matter) = envelope.front_matter() {
        parts.push(front_matter.span());
        for entry in front_matter.entries() {
            assert_eq!(entry.key.span().of(source), *entry.key);
            assert_eq!(entry.value.span().of(source), *entry.value);
        }
        for name in front_matter.tags().chain(front_matter.categories()) {
            assert_eq!(name.span().of(source), *name);
        }
    }
    if let Some(stamp) = envelope.stamp() {
        parts.push(stamp.span());
        assert_eq!(stamp.span().of(source), format!("<!--{}-->", stamp.raw()));
    }
    if let Some(header) = envelope.link_header() {
        parts.push(header.span());
        assert_eq!(
            header.span().of(source),
            format!("[{}]({})", *header.title(), *header.url())
        );
    }
    parts.extend(envelope.separator());
    parts.extend(envelope.date_line().map(|date| date.span()));
    parts.push(envelope.body_span());
    assert_eq!(envelope.body_span().range().end, source.len());
    let mut end = 0;
    for part in parts {
        let between = Span::new(end, part.start).of(source);
        assert!(end <= part.start && between.chars().all(|c| " \t\r\n\u{feff}日期：".contains(c)));
        end = part.end;
    }
}

pub fn body(body: &Body<'_>) {
    let source = body.source();
    let whole = body.span();
    let inside = |span: Span| {
        assert!(
            source.get(span.range()).is_some() && whole.contains(span),
            "{span:?}"
        );
    };
    for node in body.descendants() {
        for span in [node.span(), node.start_tag(), node.end_tag()]
            .into_iter()
            .flatten()
        {
            inside(span);
        }
        if let Some(tag) = node.start_tag() {
            let tag = tag.of(source);
            assert!((tag.starts_with('<') && tag.ends_with('>')), "{tag:?}");
        }
        if let Some(tag) = node.end_tag() {
            let tag = tag.of(source);
            assert!(tag.starts_with("</") && tag.ends_with('>'), "{tag:?}");
        }
        let said: String = node.text_pieces().map(|piece| piece.text).collect();
        assert_eq!(node.as_text().unwrap_or_default(), said);
        for piece in node.text_pieces() {
            inside(piece.span);
        }
        if let Some(text) = node.literal_text() {
            assert_eq!(Some(text), node.as_text());
        }
        for attribute in node.attrs() {
            inside(attribute.span());
            assert!(attribute.span().contains(attribute.name_span()));
            assert!(attribute.span().contains(attribute.value_span()));
            assert_eq!(
                node.attr(attribute.name()).as_deref(),
                Some(attribute.value()),
                "{}",
                attribute.name()
            );
        }
        let _ = (node.text().len(), node.is_moved(), node.namespace());
        if let Some(parent) = node.parent() {
            assert!(
                parent.children().any(|child| child.id() == node.id())
                    || parent.template_contents().is_some()
            );
        }
    }
    for reference in body.links().chain(body.images()) {
        inside(reference.value_span());
    }
    let _ = (body.inner_html(), body.text().len(), format!("{body:?}"));
}
