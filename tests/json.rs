//! The JSON of an article: its form, as in src/json.md, and its spans.

mod common;

use std::fs;

use common::clips::check_files;
use newsprint::{Article, Body, Envelope, ParseOptions};
use serde_json::{Value, json};

fn to_json(source: &str) -> Value {
    let article = Article::parse(source).expect(source);
    serde_json::to_value(&article).expect("all keys are strings")
}

/// Returns the content of an article with this body, without spans.
fn content(body: &str) -> Value {
    let source = format!("[t](https://example.org/)\n------\n\n{body}");
    let mut json = to_json(&source);
    check_spans(&json, &source);
    remove_spans(&mut json);
    json["content"].take()
}

fn remove_spans(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "span" && !name.ends_with("_span"));
            fields.values_mut().for_each(remove_spans);
        }
        Value::Array(values) => values.iter_mut().for_each(remove_spans),
        _ => {}
    }
}

/// Checks that each text with a span equals the source there. Returns the number of such texts.
fn check_spans(json: &Value, source: &str) -> usize {
    match json {
        Value::Object(fields) => {
            let own = ["text", "value", "raw"].map(|name| (name, "span"));
            let own = own.into_iter().map(|(name, span)| (name, span.to_owned()));
            let named = fields.keys().map(|name| (&**name, format!("{name}_span")));
            let mut count = 0;
            for (name, span) in named.chain(own) {
                let text = fields.get(name).and_then(Value::as_str);
                let span = fields.get(&span).and_then(Value::as_array);
                if let (Some(text), Some(span)) = (text, span) {
                    // The footer's text is from many places.
                    if !fields.contains_key("links") {
                        let [start, end] = [0, 1].map(|at| span[at].as_u64().expect("an offset"));
                        let slice = &source[start as usize..end as usize];
                        assert!(says(slice, text), "{name}: {slice:?} says {text:?}");
                        count += 1;
                    }
                }
            }
            let inner = fields.values().map(|value| check_spans(value, source));
            count + inner.sum::<usize>()
        }
        Value::Array(values) => values.iter().map(|value| check_spans(value, source)).sum(),
        _ => 0,
    }
}

/// Returns a text without white space that has a line feed and is between characters beyond Latin.
fn without_line_ends(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_whitespace()) {
        let shown = part.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let blank = &part[..part.len() - shown.len()];
        let is_wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2010}');
        let is_nothing = blank.contains('\n')
            && is_wide(out.chars().next_back())
            && is_wide(shown.chars().next());
        if !blank.is_empty() && !is_nothing {
            out.push(' ');
        }
        out.push_str(shown);
    }
    out
}

/// Returns whether a part of the source is a text: literally, in HTML, in an attribute, or in a
/// title of front matter.
fn says(slice: &str, text: &str) -> bool {
    let collapse = |text: &str| {
        let mut blank = false;
        let mut seen = |c: char| std::mem::replace(&mut blank, c == ' ') && c == ' ';
        let text = text.replace(['\n', '\t', '\r'], " ");
        text.chars().filter(|c| !seen(*c)).collect::<String>()
    };
    let in_html = || {
        let said = Body::parse(slice).map(|body| body.text().into_owned());
        let said = said.unwrap_or_default();
        collapse(&said) == collapse(text) || without_line_ends(&said) == collapse(text)
    };
    // A mark for a tag.
    let at_tag = || {
        let is_tag = ["<q", "</q", "<rt", "</rt"]
            .iter()
            .any(|tag| slice.starts_with(tag));
        is_tag && ["“", "”", "‘", "’", "(", ")"].contains(&text)
    };
    let in_attribute = || {
        let quote = if slice.contains('"') { '\'' } else { '"' };
        let tag = format!("<a href={quote}{slice}{quote}>");
        Body::parse(&tag).is_ok_and(|body| body.links().any(|link| link.value() == text))
    };
    // An emoji that is an image.
    let in_alt = || {
        let body = Body::parse(slice).ok();
        body.is_some_and(|body| {
            body.descendants()
                .any(|node| node.attr("alt").as_deref() == Some(text))
        })
    };
    let is_written = slice == text || slice.replace("\\\"", "\"") == text;
    is_written || in_html() || in_attribute() || at_tag() || in_alt()
}

fn depth(json: &Value) -> usize {
    let mut depth = 0;
    let mut level = vec![json];
    while !level.is_empty() {
        depth += 1;
        let mut next = Vec::new();
        for value in level {
            match value {
                Value::Object(fields) => next.extend(fields.values()),
                Value::Array(values) => next.extend(values),
                _ => {}
            }
        }
        level = next;
    }
    depth - 1
}

#[test]
fn the_json_has_the_documented_form() {
    let document = fs::read_to_string("src/json.md").expect("it is there");
    let block = |fence: &str| {
        let (_, block) = document.split_once(fence).expect("the example is there");
        block.split_once("```").expect("it ends").0
    };
    let (source, shown) = (block("```text\n"), block("```json\n"));
    // Compared as text, so that the order of the fields is, too.
    let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
    let article = Article::parse(source).expect("it is an article");
    let json = serde_json::to_string(&article).expect("all keys are strings");
    assert_eq!(without_blanks(&json), without_blanks(shown), "{json}");
    assert!(check_spans(&to_json(source), source) >= 15);
}

#[test]
fn every_kind_of_block_has_its_type() {
    let text = |text: &str| json!({"type": "text", "text": text});
    let paragraph = |words: &str| json!({"type": "paragraph", "inlines": [text(words)]});
    let json = content(
        "<h2>H</h2><ol start=3><li>a<li>b</ol><ul><li>c</ul><blockquote><p>q</blockquote>\
         <pre>  x\n  y</pre><hr><table><caption>T</caption><tr><th colspan=2>h<tr><td>1<td>2</table>\
         <figure><iframe src=https://example.org/v title=V></iframe><figcaption>F</figcaption></figure>",
    );
    assert_eq!(
        json["blocks"],
        json!([
            {"type": "heading", "level": 2, "inlines": [text("H")]},
            {"type": "list", "ordered": true, "start": 3, "items": [
                {"number": 3, "blocks": [paragraph("a")]},
                {"number": 4, "blocks": [paragraph("b")]},
            ]},
            {"type": "list", "ordered": false, "start": null, "items": [
                {"number": null, "blocks": [paragraph("c")]},
            ]},
            {"type": "quote", "blocks": [paragraph("q")]},
            {"type": "preformatted", "inlines": [text("  x\n"), text("  y")]},
            {"type": "rule"},
            {"type": "table", "caption": [text("T")], "rows": [
                {"cells": [
                    {"header": true, "colspan": 2, "rowspan": 1, "blocks": [paragraph("h")]},
                ]},
                {"cells": [
                    {"header": false, "colspan": 1, "rowspan": 1, "blocks": [paragraph("1")]},
                    {"header": false, "colspan": 1, "rowspan": 1, "blocks": [paragraph("2")]},
                ]},
            ]},
            {"type": "embed", "kind": "frame", "src": "https://example.org/v",
             "original_src": "https://example.org/v", "poster": null, "original_poster": null, "title": "V",
             "caption": [text("F")], "credit": null},
        ])
    );
    assert_eq!(json["dateline"], Value::Null);
    assert_eq!(json["lead_image"], Value::Null);
    assert_eq!(
        json["text"].as_str().map(|text| text.starts_with('H')),
        Some(true)
    );
}

#[test]
fn every_kind_of_inline_has_its_type() {
    let text = |text: &str| json!({"type": "text", "text": text});
    let json = content(
        "<p><em>e</em><b>s</b><code>c</code><s>d</s><sup>p</sup><sub>b</sub><br>\
         x<a href=/&amp; title=t>l</a><img src=i.png alt=a width=9></p>",
    );
    let image = json!({
        "type": "image", "src": "i.png", "address_origin": "src", "original_src": "i.png",
        "alt": "a", "title": null, "width": 9, "height": null, "href": null, "caption": null,
        "credit": null, "in_noscript": false, "tracker": false,
    });
    let link = json!({"type": "link", "href": "/&", "title": "t", "inlines": [text("l")]});
    assert_eq!(
        json["blocks"][0]["inlines"],
        json!([
            {"type": "emphasis", "inlines": [text("e")]},
            {"type": "strong", "inlines": [text("s")]},
            {"type": "code", "inlines": [text("c")]},
            {"type": "strikethrough", "inlines": [text("d")]},
            {"type": "superscript", "inlines": [text("p")]},
            {"type": "subscript", "inlines": [text("b")]},
            {"type": "line_break"},
            text("x"),
            link,
            image,
        ])
    );
    assert_eq!(json["links"], json!([link]));
    assert_eq!(json["images"], json!([image]));
}

#[test]
fn missing_values_are_null() {
    let json = content("<img alt=a><div>获取更多RSS：<a href=https://feedx.net>f</a></div>");
    assert_eq!(json["images"][0]["src"], Value::Null);
    assert_eq!(json["images"][0]["original_src"], Value::Null);
    assert_eq!(json["asides"][0]["text"], "获取更多RSS：f");
    assert_eq!(json["asides"][0]["links"][0]["href"], "https://feedx.net");
    assert_eq!(json["links"], json!([]));
}

#[test]
fn front_matter_and_warnings_are_in_the_envelope() {
    let source = "---\nlayout: post\ntitle: \"A \\\"B\\\"\"\ndate: 2021-04-15T21:00:00+08:00\n\
                  tags: [ X Y ]\nmood: odd\n---\n\n<!--NaN-->\n[A](https://example.org/)\n---\n<p>x";
    let mut json = to_json(source);
    check_spans(&json, source);
    assert_eq!(
        json["envelope"]["front_matter"]["tags"][1],
        json!({"value": "Y", "span": [76, 77]})
    );
    remove_spans(&mut json);
    let envelope = &json["envelope"];
    assert_eq!(envelope["shape"], "post");
    assert_eq!(envelope["front_matter"]["title"]["value"], "A \"B\"");
    assert_eq!(
        envelope["front_matter"]["date"]["value"],
        json!({"raw": "2021-04-15T21:00:00+08:00", "date": "2021-04-15T21:00:00+08:00"})
    );
    assert_eq!(
        envelope["front_matter"]["entries"][4],
        json!({"key": "mood", "value": "odd"})
    );
    let nan = json!({"raw": "NaN", "date": null, "date_ms": null});
    assert_eq!(envelope["stamp"], nan);
    assert_eq!(
        json["published"],
        json!({"date": "2021-04-15T21:00:00+08:00", "origin": "front_matter"})
    );
    let kinds = envelope["warnings"].as_array().expect("an array");
    let kinds: Vec<_> = kinds.iter().map(|warning| &warning["kind"]).collect();
    assert_eq!(
        kinds,
        ["extra_blank_line", "nan_stamp", "missing_blank_line"]
    );
    assert_eq!(
        envelope["warnings"][1]["message"],
        "expected milliseconds in the stamp, found `NaN`"
    );
}

#[test]
fn a_date_has_the_precision_of_the_file() {
    let published = |date: &str| {
        let source = format!("---\ntitle: T\ndate: {date}\nfrom: https://e.org/\n---\n\n<p>x");
        let json = to_json(&source);
        assert_eq!(json["published"], json["envelope"]["published"]);
        let value = &json["envelope"]["front_matter"]["date"]["value"];
        assert_eq!(json["published"]["date"], value["date"]);
        json["published"]["date"].clone()
    };
    for date in [
        "2021-04-15",
        "2021-04-15T13:59:02",
        "2021-04-15T13:59:02+08:00",
    ] {
        assert_eq!(published(date), date);
    }
    assert_eq!(published("10000-01-01"), Value::Null);
    // The dateline is in the body, so the envelope does not have it.
    let dateline = "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div><p>x";
    let source = format!("[t](https://example.org/)\n------\n\n{dateline}");
    let json = to_json(&source);
    assert_eq!(json["envelope"]["published"], Value::Null);
    assert_eq!(json["published"]["origin"], "dateline");
    assert_eq!(json["published"]["date"], "2021-04-15T13:23:59Z");
    let json = to_json("<!--300000000000000-->\n[t](https://example.org/)\n------\n\n");
    assert_eq!(json["published"], Value::Null);
    assert_eq!(
        json["envelope"]["stamp"]["date_ms"],
        300_000_000_000_000_i64
    );
}

#[test]
fn errors_have_kind_message_and_place() {
    let error = |source: &str, options: &ParseOptions| {
        let error = Article::parse_with(source, options).expect_err(source);
        serde_json::to_value(&error).expect("all keys are strings")
    };
    let defaults = ParseOptions::new();
    assert_eq!(
        error("# News\n", &defaults),
        json!({
            "kind": "not_an_article",
            "message": "expected front matter, a stamp or a link header, found other text",
            "span": [0, 6],
            "position": {"line": 1, "column": 1},
        })
    );
    let clip = "[t](https://example.org/)\n------\n\n<p>x";
    let too_long = error(clip, &ParseOptions::new().max_len(9));
    assert_eq!([&too_long["kind"], &too_long["limit"]], ["limit", "len"]);
    assert_eq!([&too_long["max"], &too_long["found"]], [9, clip.len()]);
    let body = "[t](https://example.org/)\n------\n\n<p>1<b a><i b><x-y><x-z><p>2</p>";
    for &limit in newsprint::Limit::ALL {
        let options = ParseOptions::new().lane(newsprint::Lane::Html5ever);
        let json = error(body, &options.limit(limit, 0));
        assert_eq!([&json["kind"], &json["limit"]], ["limit", limit.name()]);
        assert_eq!(json["max"], 0, "{json}");
    }
    let strict = error(clip, &ParseOptions::new().strict(true));
    assert_eq!(
        [&strict["kind"], &strict["warning"]],
        ["strict", "missing_stamp"]
    );
    let bytes = Envelope::from_bytes(b"\xff\xfe[\0t\0").expect_err("it is UTF-16");
    let bytes = serde_json::to_value(&bytes).expect("all keys are strings");
    assert_eq!(
        [&bytes["kind"], &bytes["encoding"]],
        ["not_utf8", "UTF-16LE"]
    );
}

#[test]
fn nesting_is_limited() {
    let deep = "<table><tr><td>".repeat(80) + &"<sup><sub>".repeat(30) + "x";
    let source = format!("[t](https://example.org/)\n------\n\n{deep}");
    let article = Article::parse(&source).expect("it is not too deep");
    let json = serde_json::to_value(&article).expect("all keys are strings");
    assert!((200..=240).contains(&depth(&json)), "{}", depth(&json));
}

check_files!(every_text_is_where_its_span_says, check_texts);

fn check_texts(articles: Vec<(String, String)>) {
    let (mut files, mut texts, mut bytes) = (0, 0, [0, 0]);
    for (_, source) in articles {
        let article = Article::parse(&source).unwrap();
        let json = serde_json::to_string(&article).unwrap();
        let json_len = json.len();
        let json: Value = serde_json::from_str(&json).unwrap();
        texts += check_spans(&json, &source);
        files += 1;
        bytes = [bytes[0] + source.len(), bytes[1] + json_len];
    }
    println!("{texts} texts in {files} files; bytes of files and of JSON: {bytes:?}");
}
