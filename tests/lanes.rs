//! Both lanes give the same tree: node for node, attribute for attribute, span for span.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{markup as wild, nested};
use newsprint::{Article, Body, Lane, NodeRef, ParseOptions, Span};
use proptest::prelude::*;

/// All that can be asked of a node.
type Facts = (
    Option<usize>,
    Option<usize>,
    String,
    [Option<Span>; 3],
    bool,
    Vec<(Span, String)>,
    Option<String>,
);

fn facts(node: NodeRef) -> Facts {
    (
        node.parent().map(|node| node.id().index()),
        node.previous_sibling().map(|node| node.id().index()),
        format!("{node:?}"),
        [node.span(), node.start_tag(), node.end_tag()],
        node.is_moved(),
        node.text_pieces()
            .map(|piece| (piece.span, piece.text.to_string()))
            .collect(),
        node.literal_text().map(str::to_string),
    )
}

/// Returns whether the fast lane took the body, in which case both trees are the same.
fn fast_is_equal(source: &str) -> bool {
    let fast = Body::parse(source);
    let slow = Body::parse_with(source, &ParseOptions::new().lane(Lane::Html5ever));
    let (Ok(fast), Ok(slow)) = (&fast, &slow) else {
        assert_eq!(fast.err(), slow.err(), "{source:?}");
        return false;
    };
    if fast.lane() != Lane::Fast {
        return false;
    }
    let mut slow_nodes = slow.descendants();
    for node in fast.descendants() {
        let other = slow_nodes.next().expect(source);
        assert_eq!(facts(node), facts(other), "{source:?}");
        assert!(node.attrs().eq(other.attrs()), "{source:?}");
    }
    assert!(slow_nodes.next().is_none(), "{source:?}");
    true
}

#[test]
fn both_lanes_agree_on_every_real_file() {
    let Ok(folders) = fs::read_dir("../shared/corpus") else {
        println!("skipped: ../shared/corpus is not here");
        return;
    };
    let mut shares: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for folder in folders.map(|entry| entry.unwrap().path()) {
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for file in fs::read_dir(folder).unwrap() {
            let source = fs::read_to_string(file.unwrap().path()).unwrap();
            let article = Article::parse(&source).unwrap();
            let body = article.envelope().body_source();
            let share = shares.entry(name.clone()).or_default();
            share.0 += usize::from(fast_is_equal(body));
            share.1 += 1;
        }
    }
    println!("fast lane: {shares:?}");
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
];

/// Text, references, comments and what is nearly a tag.
const PIECES: &[&str] = &[
    "text",
    " ",
    "\n",
    "中文",
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
    "\r\n",
    "\0",
    "]]>",
    "<![CDATA[x]]>",
];

/// What stands between a tag's name and its `>`.
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
];

fn markup() -> impl Strategy<Value = String> {
    use proptest::sample::select;
    let attributes = || select(ATTRIBUTES);
    let start = (select(NAMES), attributes()).prop_map(|(n, a)| format!("<{n}{a}>"));
    let end = (select(NAMES), attributes()).prop_map(|(n, a)| format!("</{n}{a}>"));
    let piece = select(PIECES).prop_map(str::to_string);
    let leaf = prop_oneof![6 => piece, 3 => start, 1 => end];
    // Mostly well nested, since what is not is soon declined.
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
    fn both_lanes_agree_on_plain_markup_and_what_is_near_it(source in markup()) {
        fast_is_equal(&source);
    }

    #[test]
    fn both_lanes_agree_on_wild_markup(choices in proptest::collection::vec(any::<u8>(), 0..300)) {
        fast_is_equal(&wild::wild(&choices));
    }

    #[test]
    fn both_lanes_agree_on_well_nested_markup(
        choices in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        fast_is_equal(&nested::markup(&choices).source);
    }
}
