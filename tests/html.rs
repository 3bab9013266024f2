//! The HTML of `to_html` has the same content as the article, and contains nothing that can run.

mod common;

use newsprint::{Article, RenderOptions};
use proptest::prelude::*;

use common::clips::check_files;
use common::html::{self, danger};
use common::{markup, oracle, shrink};

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

/// Removes only invisible white space, such as a second space after an image between two spaces is left out.
fn exactly(outline: &str) -> String {
    let lines = outline.lines().map(|line| {
        let (indent, text) = line.split_at(line.len() - line.trim_start_matches(' ').len());
        let words = text.split(' ').filter(|word| !word.is_empty());
        format!("{indent}{}", words.collect::<Vec<_>>().join(" "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

check_files!(articles_say_the_same_in_html, check_html);

fn check_html(files: Vec<(String, String)>) {
    for (name, source) in &files {
        let article = Article::parse(source).expect(name);
        let difference = html::difference(&article.content(), exactly);
        assert_eq!(difference, None, "{name}");
        assert_eq!(danger(&article.to_html()), None, "{name}");
    }
    println!("{} of {0} articles are the same", files.len());
}

/// Returns what is wrong with the HTML of a body, if anything is.
fn complaint(body: &str) -> Option<String> {
    html::complaint(&Article::parse(&clip(body)).ok()?)
}

fn check(body: &str) {
    if complaint(body).is_some() {
        let body = shrink::smallest(body, |body| complaint(body).is_some());
        panic!("{body:?}: {}", complaint(&body).unwrap_or_default());
    }
}

#[test]
fn generated_bodies_have_the_same_content_in_html() {
    oracle::generated().iter().for_each(|body| check(body));
}

/// Attempts to get dangerous markup into the HTML.
const ATTACKS: &[&str] = &[
    "<a href=javascript:x()>",
    "<a href=' JavaScript:x()'>",
    "<a href='java\nscript:x()'>",
    "<a href='&#1;javascript:x()'>",
    "<a href='data:text/html,<script>x()</script>'>",
    "<a href=//example.org/>",
    "<a href='https://example.org/\" onclick=\"x()'>",
    "<a href=\"https://example.org/'><script>x()</script>\">",
    "<img src=x onerror=x()>",
    "<img src=javascript:x() alt='\"><script>x()</script>'>",
    "<img src='https://example.org/i.png' alt=\"'><b onclick=x()>\">",
    "<img src='https://images.weserv.nl/?url=javascript:x()'>",
    "<svg><script>x()</script><a xlink:href=javascript:x()>",
    "<svg onload=x()>",
    "<math href=javascript:x()>",
    "<iframe src=javascript:x()></iframe>",
    "<iframe src=https://example.org/ srcdoc='<script>x()</script>' onload=x()></iframe>",
    "<object data='data:text/html,x'></object>",
    "<embed src=https://example.org/x.swf>",
    "<video src=https://example.org/ onerror=x() poster=javascript:x()></video>",
    "<script>x()</script>",
    "<style>*{background:url(javascript:x())}</style>",
    "<noscript><p title=\"</noscript><script>x()</script>\">",
    "<textarea></textarea><script>x()</script>",
    "<form action=javascript:x()><button formaction=javascript:x()>",
    "<meta http-equiv=refresh content='0;url=javascript:x()'>",
    "<base href=javascript:x()>",
    "<p style='behavior:url(x)' onmouseover=x()>",
    "&lt;script&gt;x()&lt;/script&gt;",
    "&amp;lt;script&amp;gt;",
    "</pre><script>",
    "<xmp></pre><script>x()</script></xmp>",
    "<div><i>Thu, 15 Apr 2021 13:23:59 GMT<!-- --></i></div>",
    "<table><caption><iframe src=https://example.org/>",
    "<template><script>x()</script></template>",
    "<br><hr><div>获取更多RSS：<a href=javascript:x() onclick=x()>x</a></div>",
];

fn attack() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(ATTACKS).prop_map(str::to_owned),
        "(<(p|b|li|td|pre|a href=https://x)>|</(p|b|li|table|pre|a)>|[a\"'<>&; ]|中){0,4}",
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn attacks_fail(body in attack()) {
        check(&body);
    }

    #[test]
    fn random_bodies_are_safe_and_have_the_same_content(choices in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&markup::wild(&choices));
    }
}

#[test]
fn every_attack_fails_alone() {
    ATTACKS.iter().for_each(|body| check(body));
    // An attack outside of the content: in the title.
    let source = "[<img src=x onerror=x()>](javascript:x()//https://example.org/)\n------\n\n<p>x";
    if let Ok(article) = Article::parse(source) {
        assert_eq!(danger(&article.to_html()), None);
    }
}

#[test]
fn xhtml_has_no_characters_that_xml_forbids() {
    let source = clip("<p>a\u{1}b&nbsp;c\u{1f}</p><pre>d\n\te\u{ffff}</pre>");
    let content = Article::parse(&source).unwrap().content();
    let html = "<p>a\u{1}b&nbsp;c\u{1f}</p>\n<pre>\nd\n\te\u{ffff}</pre>\n";
    assert_eq!(content.to_html(), html);
    let xhtml = content.to_html_with(&RenderOptions::new().xhtml(true));
    assert_eq!(
        xhtml,
        "<p>a\u{fffd}b&#160;c\u{fffd}</p>\n<pre>\nd\n\te\u{fffd}</pre>\n"
    );
}

#[test]
fn a_link_with_an_image_is_written_if_the_image_shows() {
    for (body, has_link) in [
        (
            "<p>1<a href=https://e.example/><img src=https://e.example/1.jpg></a></p>",
            true,
        ),
        ("<p>1<a href=https://e.example/><img alt=2></a></p>", true),
        (
            "<p>1<a href=https://e.example/><img src=https://e.example/1.jpg alt=2></a></p>",
            true,
        ),
        (
            "<p>1<a href=https://e.example/><img src=javascript:x alt></a></p>",
            false,
        ),
    ] {
        let clip = clip(body);
        let html = Article::parse(&clip).unwrap().content().to_html();
        assert_eq!(html.contains("<a "), has_link, "{body}");
    }
}
