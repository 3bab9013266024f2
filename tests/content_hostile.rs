//! Bodies that no one wrote to be read: content takes time in proportion to their length.

use std::time::Instant;

use newsprint::{Article, ParseOptions};

const MIB: usize = 1 << 20;

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
        content.blocks().len(),
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
        ("breaks", repeat("", "<br>", "", MIB)),
        ("breaks and text", repeat("", "a<br>", "", MIB)),
        (
            "breaks before a footer",
            repeat("", "<br>", "<hr><div>获取更多RSS：</div>", MIB),
        ),
        ("images", repeat("", "<img src=i>", "", MIB)),
        (
            "images and captions",
            repeat("", "<img><div><small>c</small></div>", "", MIB),
        ),
        (
            "captions of one image",
            repeat("<img>", "<p class=photo-caption>c</p>", "", MIB),
        ),
        (
            "captions of one figure",
            repeat("<figure><img>", "<figcaption>c</figcaption>", "", MIB),
        ),
        (
            "captions without an image",
            repeat("<figure>", "<figcaption>c</figcaption>", "<img>", MIB),
        ),
        ("paragraphs", repeat("", "<p>a", "", MIB)),
        (
            "paragraphs in a link",
            repeat(&format!("<a href='{url}'>"), "<div>a</div>", "", MIB),
        ),
        (
            "images in a link",
            repeat(&format!("<a href='{url}'>"), "<div><img></div>", "", MIB),
        ),
        ("items", repeat("<ul>", "<li>a", "", MIB)),
        ("items without a list", repeat("", "<li>a</li>", "", MIB)),
        ("descriptions", repeat("<dl><dt>", "<dd>a", "", MIB)),
        ("cells", repeat("<table>", "<td>a", "", MIB)),
        ("rows", repeat("<table>", "<tr><td>a", "", MIB)),
        (
            "text before a table",
            repeat("<table>", "a<br>", "", MIB / 8),
        ),
        ("styles", repeat("", "<b>a</b>", "", MIB)),
        ("blanks", repeat("<p>a", " &#32;", "b", MIB)),
        (
            "comments",
            repeat("<img><div>", "<!---->", "<small>c</small></div>", MIB),
        ),
        ("lines", repeat("<pre>", "a\n", "", MIB)),
        (
            "small without an end",
            repeat("<img>", "<div><small></small>", "", MIB / 16),
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
        read(unit, &repeat("", unit, "x", MIB / 64));
    }
}
