//! Markdown that `to_markdown` writes, as another parser reads it: it says what the article does.

mod common;

use newsprint::{Article, Content};
use proptest::prelude::*;

use common::shown::{self, Seen};
use common::{markup, shared, shrink};

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

/// Returns how what Markdown says differs from what content does.
fn difference(content: &Content) -> Option<String> {
    let markdown = content.to_markdown();
    let [before, after] = [shown::of_content(content), shown::of_markdown(&markdown)];
    let differs = |what: &str, before: &dyn std::fmt::Debug, after: &dyn std::fmt::Debug| {
        Some(format!(
            "{what}: {before:?}\nbecomes {after:?}\nin {markdown}"
        ))
    };
    let text = |seen: &Seen| seen.text.trim().to_owned();
    if before.links != after.links {
        return differs("links", &before.links, &after.links);
    }
    if before.images != after.images {
        return differs("images", &before.images, &after.images);
    }
    if let Some(at) = before
        .shown
        .iter()
        .zip(&after.shown)
        .position(|(a, b)| a != b)
    {
        let around = |seen: &Seen| {
            let near = seen.shown[at.saturating_sub(20)..].iter().take(40);
            near.map(|shown| shown.c).collect::<String>()
        };
        let before = (&before.shown[at], around(&before));
        return differs("character", &before, &(&after.shown[at], around(&after)));
    }
    if text(&before) != text(&after) {
        return differs("text", &text(&before), &text(&after));
    }
    if before.shown.len() != after.shown.len() {
        return differs("count", &before.shown.len(), &after.shown.len());
    }
    None
}

/// Returns how Markdown of a body is not as it should be.
fn complaint(body: &str) -> Option<String> {
    let clip = clip(body);
    let article = Article::parse(&clip).ok()?;
    difference(&article.content())
}

fn check(body: &str) {
    if complaint(body).is_some() {
        let body = shrink::smallest(body, |body| complaint(body).is_some());
        panic!("{body:?}: {}", complaint(&body).unwrap_or_default());
    }
}

#[test]
fn real_articles_say_the_same_in_markdown() {
    let files = shared::corpus();
    let mut same = 0;
    for (name, source) in &files {
        let article = Article::parse(source).expect(name);
        match difference(&article.content()) {
            Some(difference) => println!("{name}: {difference}"),
            None => same += 1,
        }
    }
    println!("{same} of {} articles are the same", files.len());
    assert_eq!(same, files.len());
}

#[test]
fn generated_bodies_say_the_same_in_markdown() {
    for name in ["oracle/generated_tame.jsonl", "oracle/generated_wild.jsonl"] {
        for line in shared::read(name).unwrap_or_default().lines() {
            let json: serde_json::Value = serde_json::from_str(line).expect("JSON");
            check(json["html"].as_str().expect("a field html"));
        }
    }
}

/// Text that means something in Markdown, and elements to have it in.
const PARTS: &[&str] = &[
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~",
    "~~",
    "~~~",
    "[",
    "]",
    "](",
    "[x]",
    "[x]: y",
    "![",
    "!",
    "(",
    ")",
    "&lt;",
    "&gt;",
    "&amp;",
    "&amp;amp;",
    "&amp;copy",
    ";",
    "#",
    "##",
    "-",
    "--",
    "---",
    "+",
    "=",
    "==",
    "1.",
    "1)",
    "12.",
    "1234567890.",
    "|",
    "|-|",
    ":-",
    "\\",
    "\\\\",
    "/",
    "\"",
    "'",
    "&nbsp;",
    "\u{3000}",
    "\u{200b}",
    " ",
    " ",
    " ",
    "a",
    "b",
    "1",
    "中",
    "文",
    "。",
    "，",
    "“",
    "”",
    "（",
    "）",
    "€",
    "😀",
    "\u{301}",
    "Ⓐ",
    "https://example.org/a_b",
    "http://a.b/~c",
    "^",
    "^1",
    "$",
    "{",
    "}",
    ":",
    "@",
    "&#10;",
    "&#9;",
    "&#13;",
    "<br>",
    "<br>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<s>",
    "</s>",
    "<sup>",
    "</sup>",
    "<sub>",
    "</sub>",
    "<code>",
    "</code>",
    "<a href=/x>",
    "<a href='x y(z'>",
    "<a href='<\\>' title='&quot;\\|'>",
    "<a href=''>",
    "<a href='a|b&amp;amp;`*_'>",
    "</a>",
    "</a>",
    "<img src=i>",
    "<img src='i (1)' alt='[a]*!`\\' title='\"|'>",
    "<img>",
    "<p>",
    "</p>",
    "<p>",
    "<h1>",
    "</h1>",
    "<h3>",
    "</h3>",
    "<ul>",
    "<ul><li>",
    "</ul>",
    "<ol>",
    "<ol start=7><li>",
    "<ol start=-7>",
    "<ol start=2000000000>",
    "</ol>",
    "<li>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<pre>\n  ",
    "<hr>",
    "<hr>",
    "<table><tr><td>",
    "<table><tr><th>a<th>b<tr><td>",
    "<td>",
    "<td colspan=3>",
    "<td rowspan=3>",
    "<th>",
    "<tr>",
    "</table>",
    "<caption>",
    "<figure><img src=f><figcaption>",
    "</figure>",
    "<iframe src=https://v.example.org/_x_ title='*t*'></iframe>",
    "<video src=v></video>",
    "\n",
    "<div>",
    "</div>",
    "<a href=javascript:x()>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn awkward_text_is_kept(parts in prop::collection::vec(prop::sample::select(PARTS), 0..24)) {
        check(&parts.concat());
    }

    #[test]
    fn any_text_is_kept(text in "[ -~]{0,12}", more in any::<String>()) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let (text, more) = (escape(&text), escape(&more));
        check(&format!("<p>{text}<b>{more}</b>{text}<br>{text}<p>{more}<i>{text}</i>"));
        check(&format!("<ul><li>{text}<li><h2>{text}</h2></ul><table><td>{more}<td>{text}</table>"));
        check(&format!("<pre>{more}</pre><code>{text}</code><a href='{}'>{text}</a>", text.replace('\'', "")));
    }

    #[test]
    fn random_bodies_are_kept(choices in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&markup::wild(&choices));
    }
}
