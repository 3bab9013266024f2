//! The body's markup is the same as html5ever's for the same tree.

mod common;

use common::dom;
use html5ever::serialize::{SerializeOpts, TraversalScope, serialize};
use markup5ever_rcdom::{RcDom, SerializableHandle};
use newsprint::Body;
use proptest::prelude::*;

/// Returns html5ever's markup of the body of a fragment.
fn written(dom: &RcDom) -> String {
    let root = dom
        .document
        .children
        .borrow()
        .first()
        .expect("`html`")
        .clone();
    let options = SerializeOpts {
        scripting_enabled: false,
        traversal_scope: TraversalScope::ChildrenOnly(None),
        create_missing_parent: true,
    };
    let mut out = Vec::new();
    serialize(&mut out, &SerializableHandle::from(root), options).expect("a vector");
    String::from_utf8(out).expect("text")
}

fn check(source: &str) {
    let Ok(body) = Body::parse(source) else {
        return;
    };
    // The reference DOM's serializer leaves out the contents of templates.
    if body.descendants().any(|node| node.name() == "template") {
        return;
    }
    assert_eq!(
        body.inner_html(),
        written(&dom::without_errors(source)),
        "{source:?}"
    );
}

#[test]
fn text_and_values_are_escaped() {
    for (source, markup) in [
        ("a&amp;&lt;b&gt;\"&nbsp;©", "a&amp;&lt;b&gt;\"&nbsp;©"),
        (
            "<p a='&amp;&lt;>\"&nbsp;©'>",
            "<p a=\"&amp;&lt;&gt;&quot;&nbsp;©\"></p>",
        ),
        ("<style>a<b&amp;</style>", "<style>a<b&amp;</style>"),
        ("<br>a<img src=x>", "<br>a<img src=\"x\">"),
        (
            "<!--a--><svg viewbox=1><g/></svg>",
            "<!--a--><svg viewBox=\"1\"><g></g></svg>",
        ),
        (
            "<template><p>x</template>y",
            "<template><p>x</p></template>y",
        ),
        ("<noscript><b>x</noscript>", "<noscript><b>x</b></noscript>"),
        ("\u{80}\u{a0}", "\u{80}&nbsp;"),
    ] {
        assert_eq!(Body::parse(source).unwrap().inner_html(), markup);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1024) })]

    #[test]
    fn random_markup_is_written_as_html5ever_does(choices in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&common::markup::wild(&choices));
    }
}
