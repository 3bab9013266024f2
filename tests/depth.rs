//! Nothing recurses over the input: bodies with far deeper nesting than a small stack allows.

use std::hint::black_box;
use std::thread;

use newsprint::{Article, Lane, ParseOptions};

const DEPTH: usize = 2000;
/// Content has at most `MAX_BLOCK_DEPTH` and `MAX_INLINE_DEPTH` levels, for which the stack is large enough.
/// It is not for the levels of a tree: it has about 130 bytes for each, and a call takes more.
const STACK: usize = 256 * 1024;

/// Calls everything that walks through a body.
fn walk(article: &Article<'_>) {
    let copy = article.clone();
    let body = copy.body();
    let deepest = body
        .descendants()
        .map(|node| node.ancestors().count())
        .max();
    assert!(deepest.is_some_and(|depth| depth >= DEPTH), "{deepest:?}");
    black_box(format!("{body:?}"));
    black_box(body.text());
    black_box(body.inner_html());
    black_box(body.links().count() + body.images().count());
    let content = copy.content();
    black_box(content.clone() == content);
    black_box(format!("{content:?}"));
    black_box(content.to_text());
    black_box(copy.to_markdown().len() + copy.to_html().len());
    #[cfg(feature = "serde")]
    black_box(serde_json::to_string(&copy).expect("a string takes all"));
}

#[test]
fn no_nesting_overflows_the_stack() {
    let nests = ["<div>", "<ul><li>", "<b>", "<table><tr><td>", "<template>"];
    for nest in nests {
        let source = format!(
            "[t](https://example.org/)\n------\n\n{}x",
            nest.repeat(DEPTH)
        );
        let work = move || {
            for lane in [Lane::Fast, Lane::Html5ever] {
                let options = ParseOptions::trusted().lane(lane);
                let article = Article::parse_with(&source, &options).expect(nest);
                if nest != "<template>" {
                    walk(&article);
                }
                black_box(article.body().inner_html());
                black_box(Article::parse(&source).is_err());
            }
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn(work);
        let done = thread.expect("threads can be started").join();
        assert!(done.is_ok(), "{nest}");
    }
}
