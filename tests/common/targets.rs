//! The checks of the fuzz targets. Tests also run these checks on the seeds.

use newsprint::{Article, Body, Envelope, ErrorKind, ParseOptions, Span};

use super::{edited, html, invariants, lanes, rendered, round_trip, shown};

pub use super::found::{dates, rules, sources};

/// Parses bytes as a file. Checks all invariants of the article, and the size of its outputs.
pub fn article(data: &[u8]) {
    let strict = Article::from_bytes_with(data, &ParseOptions::new().strict(true));
    let article = match Article::from_bytes(data) {
        Ok(article) => article,
        Err(error) => {
            let span = error.span();
            assert!(span.start <= span.end && span.range().end <= data.len());
            assert!(!error.to_string().is_empty());
            // In strict mode, a warning before the error is returned as the error.
            let first = strict.expect_err("it is an error already");
            let is_tolerated = matches!(first.kind(), ErrorKind::Strict(_));
            assert!(first == error || is_tolerated && first.span().start <= span.start);
            return;
        }
    };
    assert_eq!(article.source().as_bytes(), data);
    assert_eq!(strict.is_ok(), article.envelope().warnings().is_empty());
    let wrong = invariants::of_article(&article);
    assert!(wrong.is_empty(), "{wrong:#?}");
    check_envelope(article.envelope());
    assert!(article.body().links().count() <= data.len());
    assert!(article.body().images().count() <= data.len());
    assert!(article.body().inner_html().len() >= article.body().text().len());
    let shown = [
        article.to_markdown(),
        article.to_html(),
        article.body().inner_text(),
    ];
    assert!(shown.concat().len() <= 300 * (data.len() + 100));
    assert!(!format!("{article:?}{:?}", article.content()).is_empty());
}

/// Parses a body. Checks that both lanes return the same tree, and checks the invariants of the
/// tree.
pub fn lanes(body: &str) {
    lanes::compare(body);
    if let Ok(body) = Body::parse(body) {
        let wrong = invariants::of_body(&body);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// Parses a body. Checks that all outputs of the article have the same content, and that the HTML
/// is safe.
pub fn render(body: &str) {
    let source = format!("[t](https://e.org/)\n------\n\n{body}");
    if let Ok(article) = Article::parse(&source) {
        assert_eq!(rendered::check(&article), Ok(()), "{body:?}");
        assert_eq!(html::complaint(&article), None, "{body:?}");
        let difference = shown::difference(&article.content());
        assert_eq!(difference, None, "{body:?}");
    }
}

/// Reads a body and new texts for it, which are separated by NUL. Checks that texts that are set
/// are read back, and that everything else is unchanged.
pub fn edits(data: &[u8]) {
    let (choices, rest) = data.split_at(data.len().min(16));
    let text = String::from_utf8_lossy(rest);
    let mut parts = text.split('\0');
    let body = parts.next().unwrap_or_default();
    let new: Vec<_> = parts.map(str::to_owned).collect();
    if !new.is_empty() {
        edited::check_body("[t](https://e.org/)\n------\n\n", body, choices, &new);
    }
}

/// The keys of the front matter for which the builder has a setter.
const KEYS: [&str; 8] = [
    "layout",
    "title",
    "date",
    "author",
    "from",
    "tags",
    "comments",
    "categories",
];

/// Reads the values of a file, which are separated by NUL. Checks that the values are read as they
/// were written.
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
        other: some(12)
            .map(|key| (key, part(13)))
            .filter(|(key, _)| !KEYS.contains(key)),
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

/// Returns bytes as text, with invalid UTF-8 replaced.
pub fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// Checks that the parts of an envelope are equal to the source at their spans, in order.
fn check_envelope(envelope: &Envelope<'_>) {
    let source = envelope.source();
    let mut parts: Vec<Span> = Vec::new();
    if let Some(front_matter) = envelope.front_matter() {
        parts.push(front_matter.span());
        for entry in front_matter.entries() {
            assert_eq!(entry.key().span().of(source), *entry.key());
            assert_eq!(entry.value().span().of(source), *entry.value());
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
    parts.extend(envelope.separator().map(|separator| separator.span()));
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
