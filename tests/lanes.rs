//! Both lanes give the same tree: node for node, attribute for attribute, span for span.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::clips::check_files;
use common::lanes::compare;
use common::{markup as wild, nested};
use newsprint::{Article, Lane};
use proptest::prelude::*;

check_files!(both_lanes_agree_on_files, check_files_in_both);

fn check_files_in_both(files: Vec<(String, String)>) {
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (path, source) in &files {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        let article = Article::parse(source).unwrap();
        let share = shares.entry(folder).or_default();
        share.0 += usize::from(compare(article.envelope().body_source()));
        share.1 += 1;
    }
    println!("fast lane: {shares:?}");
}

#[test]
fn both_lanes_agree_on_html5libs_cases_for_tokenizers() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/html5lib/tokenizer");
    let (mut all, mut fast) = (0, 0);
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "test") {
            continue;
        }
        let file: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let lists = file.as_object().unwrap().values();
        for case in lists.flat_map(|list| list.as_array().unwrap()) {
            let input = case["input"].as_str().unwrap();
            fast += usize::from(compare(input)) + usize::from(compare(&format!("<p>{input}")));
            all += 2;
        }
    }
    println!("fast lane: {fast} of {all}");
    assert!(fast > 10_000);
}

#[test]
fn both_lanes_agree_on_names_longer_than_a_word() {
    for name in ["noscript", "blockquote", "figcaption", "BlockQuote"] {
        let (start, letter) = name.split_at(name.len() - 1);
        for end in [
            format!("</{name}>"),
            format!("</{name} >"),
            format!("</{name}s>"),
            format!("</{name}"),
            format!("</{start}>"),
            format!("</{start}x>"),
            format!("</{start}{}>", letter.to_uppercase()),
        ] {
            compare(&format!("<{name}>a{end}b</{name}>c"));
            compare(&format!("<{name}s>a{end}b"));
            compare(&format!("<{name} class=\"x\"/>a{end}"));
        }
    }
}

/// Plain elements, and those near to plain ones.
const NAMES: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "audio",
    "b",
    "blockquote",
    "br",
    "button",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "form",
    "h1",
    "h2",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "listing",
    "main",
    "menu",
    "meta",
    "nobr",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "rb",
    "rp",
    "rt",
    "ruby",
    "s",
    "script",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "style",
    "summary",
    "sup",
    "svg",
    "table",
    "td",
    "textarea",
    "title",
    "tr",
    "u",
    "ul",
    "video",
    "wbr",
    "o:p",
    "DIV",
    "P",
    "FigCaption",
    "figcaptions",
    "figcaptiom",
    "noscripts",
];

/// Text, references, comments and text that is nearly a tag.
const PIECES: &[&str] = &[
    "text",
    " ",
    "  ",
    "\n",
    "\n    ",
    "\n\t\n",
    "中文",
    " a b  c\n d ",
    "\u{200b}",
    "\u{200b}\n",
    "\x0c",
    "\x01",
    " \x1f",
    "末班船延至凌晨两点，乘客须于开船前十分钟登船。 Ferry times may change.",
    "末班船延至凌晨两点，乘客须于开船前十分钟登船。\n\nFerry times may  change.\t",
    "\n                                                                        indented",
    "<",
    "<3",
    "< p>",
    "&",
    "&amp;",
    "&nbsp;",
    "&lt",
    "&notit;",
    "&nosuch;",
    "&#20013;",
    "&#x4e2d",
    "&#0;",
    "&#10;",
    "&#;",
    "&NotEqualTilde;",
    "<!---->",
    "<!-- a -->",
    "<!-->",
    "<!--",
    "<!x>",
    "<?x>",
    "</>",
    "</3>",
    "<!DOCTYPE html>",
    "</",
    "<!-- a\r\n\0 -->",
    "\r",
    "\r\n",
    "\0",
    "]]>",
    "<![CDATA[x]]>",
];

/// Text between a tag's name and its `>`.
const ATTRIBUTES: &[&str] = &[
    "",
    "",
    "",
    " ",
    "/",
    " class=x",
    " href=\"/a?b=1&amp;c=2\"",
    " title='>'",
    " a a=1 A=2",
    " color=red",
    " x=&copy=1",
    "\n id = i",
    " \"",
    " hidden",
    " a=\"b\" Hidden",
    " HIDDEN=\"\" x=\"y\"",
    " a=\"b\"hidden=\"\"",
    " a/hidden=\"\"",
    " hidden a=\"b\"",
    " data-x=\"1\" data-hidden=\"2\"",
    " align=\"left\"",
    " popover=\"\"",
    " contenteditable=\"plaintext-only\"",
    " class=\"x\" href=\"/a\" href=\"/b\"",
    " href href=\"/a\"",
    " href=/a src=\"/b\"",
    " src=\"/a\" href=\"/b\"",
    " HREF=\"/a\" Src='/b'",
    " alt=\"\" src='/a?b=1&c=2&copy'",
    "  href=\"/a\"",
    "\nsrc=\"/a\"",
    " title=\"t\"href=\"/a\"",
    " x href=\"/a\" y/src=\"/b\"",
    " href=\"/a\" /",
    " src=\"/a\"/",
    " =href=\"/a\" hrefs=\"/b\" srcset=\"/c\"",
    "\rhref=\"/a\r\nb\"",
    " href=\"/a\r\n\0b\"",
    " hre\0f=\"/a\" href\0=\"/b\" href=\"/c\"",
    " src\0=\"/a\" src=\"/b\"\r\n",
    " hidden\0=\"\" align\0",
    " referrerpolicy=\"x\" hidden-x=\"y\" contenteditables=\"z\"",
];

#[test]
fn both_lanes_agree_on_addresses() {
    for attributes in ATTRIBUTES {
        compare(&format!("<a{attributes}>x</a>"));
        compare(&format!("<p><img{attributes}>"));
    }
}

#[test]
fn a_body_that_ends_in_text_is_plain() {
    for len in 0..150 {
        let source = format!("<p>{}", "x".repeat(len));
        compare(&source);
        assert_eq!(newsprint::Body::parse(&source).unwrap().lane(), Lane::Fast);
    }
}

#[test]
fn cr_and_nul_are_plain_where_they_have_no_effect() {
    let lane = |source: &str| {
        compare(source);
        newsprint::Body::parse(source).unwrap().lane()
    };
    for plain in [
        "<p title=\"\r\n\0\">x</p>",
        "<p\r\n>x</p\r>",
        "<!--\r\0-->x<!\0>",
    ] {
        assert_eq!(lane(plain), Lane::Fast, "{plain:?}");
    }
    for odd in [
        "x\r\ny",
        "<p>\0</p>",
        "<p>x\r",
        "<\0",
        "&amp;\r",
        "<title>\r</title>",
        "<pre>\r\n</pre>",
    ] {
        assert_eq!(lane(odd), Lane::Html5ever, "{odd:?}");
    }
}

fn markup() -> impl Strategy<Value = String> {
    use proptest::sample::select;
    let attributes = || select(ATTRIBUTES);
    let start = (select(NAMES), attributes()).prop_map(|(n, a)| format!("<{n}{a}>"));
    let end = (select(NAMES), attributes()).prop_map(|(n, a)| format!("</{n}{a}>"));
    let piece = select(PIECES).prop_map(str::to_string);
    let leaf = prop_oneof![6 => piece, 3 => start, 1 => end];
    // Mostly well nested, since the fast lane soon declines other markup.
    let nested = leaf.prop_recursive(5, 24, 4, move |inner| {
        let inside = proptest::collection::vec(inner, 0..4);
        prop_oneof![
            (select(NAMES), attributes(), inside.clone())
                .prop_map(|(n, a, i)| format!("<{n}{a}>{}</{n}>", i.concat())),
            (select(NAMES), inside).prop_map(|(n, i)| format!("<{n}>{}", i.concat())),
        ]
    });
    proptest::collection::vec(nested, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_lanes_agree_on_plain_and_nearly_plain_markup(source in markup()) {
        compare(&source);
    }

    #[test]
    fn both_lanes_agree_on_wild_markup(choices in proptest::collection::vec(any::<u8>(), 0..300)) {
        compare(&wild::wild(&choices));
    }

    #[test]
    fn both_lanes_agree_on_well_nested_markup(
        choices in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        compare(&nested::markup(&choices).source);
    }
}
