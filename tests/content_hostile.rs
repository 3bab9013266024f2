//! Bodies that no one wrote to be read: content takes time in proportion to their length.

use std::time::Instant;

use newsprint::{Article, ParseOptions};

/// The length of most bodies: less where nothing is optimized.
const LEN: usize = if cfg!(debug_assertions) {
    1 << 18
} else {
    1 << 20
};

/// Returns `start`, as many times `unit` as fit into `len`, and `end`.
fn repeat(start: &str, unit: &str, end: &str, len: usize) -> String {
    [start, &unit.repeat(len / unit.len()), end].concat()
}

/// Reads all there is in an article with that body.
fn read(name: &str, body: &str) {
    let source = format!("[t](https://example.org/)\n------\n\n{body}");
    let options = ParseOptions::trusted();
    let start = Instant::now();
    let article = Article::parse_with(&source, &options).unwrap();
    let parsed = start.elapsed();
    let content = article.content();
    let text = content.to_text_with_spans();
    let images = content.images().count();
    let read = start.elapsed() - parsed;
    println!(
        "{name}: {} bytes, parsed in {parsed:?}, read in {read:?}: {} blocks, {images} images, {} bytes of text",
        source.len(),
        content.blocks().count(),
        text.text().len(),
    );
    let copy = content.clone();
    assert_eq!(
        format!("{:?}", copy.lead_image()),
        format!("{:?}", content.lead_image())
    );
}

#[test]
fn long_bodies() {
    let url = "https://example.org/&amp;".repeat(20_000);
    for (name, body) in [
        ("breaks", repeat("", "<br>", "", 1 << 20)),
        ("breaks and text", repeat("", "a<br>", "", LEN)),
        (
            "breaks before a footer",
            repeat("", "<br>", "<hr><div>获取更多RSS：</div>", LEN),
        ),
        ("images", repeat("", "<img src=i>", "", LEN)),
        (
            "images and captions",
            repeat("", "<img><div><small>c</small></div>", "", LEN),
        ),
        (
            "captions of one image",
            repeat("<img>", "<p class=photo-caption>c</p>", "", LEN),
        ),
        (
            "captions of one figure",
            repeat("<figure><img>", "<figcaption>c</figcaption>", "", LEN),
        ),
        (
            "captions without an image",
            repeat("<figure>", "<figcaption>c</figcaption>", "<img>", LEN),
        ),
        ("paragraphs", repeat("", "<p>a", "", LEN)),
        (
            "paragraphs in a link",
            repeat(&format!("<a href='{url}'>"), "<div>a</div>", "", LEN),
        ),
        (
            "images in a link",
            repeat(&format!("<a href='{url}'>"), "<div><img></div>", "", LEN),
        ),
        ("items", repeat("<ul>", "<li>a", "", LEN)),
        ("items without a list", repeat("", "<li>a</li>", "", LEN)),
        ("descriptions", repeat("<dl><dt>", "<dd>a", "", LEN)),
        ("cells", repeat("<table>", "<td>a", "", LEN)),
        ("rows", repeat("<table>", "<tr><td>a", "", LEN)),
        (
            "text before a table",
            repeat("<table>", "a<br>", "", LEN / 8),
        ),
        ("styles", repeat("", "<b>a</b>", "", LEN)),
        ("blanks", repeat("<p>a", " &#32;", "b", LEN)),
        (
            "comments",
            repeat("<img><div>", "<!---->", "<small>c</small></div>", LEN),
        ),
        ("lines", repeat("<pre>", "a\n", "", LEN)),
        (
            "small without an end",
            repeat("<img>", "<div><small></small>", "", LEN / 16),
        ),
    ] {
        read(name, &body);
    }
}

#[test]
fn deep_bodies() {
    for unit in [
        "<div>",
        "<blockquote>",
        "<ul><li>",
        "<ol><li>a",
        "<ul>",
        "<dl><dd>",
        "<figure>",
        "<table><td>",
        "<b><i>",
        "<sup>",
        "<sup>a",
        "<figure><figcaption>",
        "<img><div><small>",
        "<details open>",
        "<section>a",
        "<blockquote>a",
        "<h1><div>",
        "<pre><div>a",
        "<figure><img><figcaption>a",
        "<a href=x><div>",
        "<a href=x><table><td>a",
        "<noscript><img>",
        "<fieldset><legend>a",
        "<table><caption>",
        "<object>",
        "<svg><a>",
        "<dl><dt>a",
    ] {
        read(unit, &repeat("", unit, "x", LEN / 64));
    }
}
