//! Every span is right: `common::invariants` on real files and on random markup.

mod common;

use common::{invariants, markup, shared, shrink};
use newsprint::{Article, Body, Lane, ParseOptions};
use proptest::prelude::*;

fn violations(source: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for lane in [Lane::Fast, Lane::Html5ever] {
        let options = ParseOptions::trusted().lane(lane);
        match Body::parse_with(source, &options) {
            Ok(body) => wrong.extend(invariants::of_body(&body)),
            Err(error) => wrong.push(error.to_string()),
        }
    }
    wrong
}

fn assert_right(source: &str) {
    if !violations(source).is_empty() {
        let source = shrink::smallest(source, |source| !violations(source).is_empty());
        panic!("{source:?}\n{}", violations(&source).join("\n"));
    }
}

#[test]
fn every_span_of_every_real_file_is_right() {
    let mut count = 0;
    for (file, source) in shared::corpus() {
        for lane in [Lane::Fast, Lane::Html5ever] {
            let options = ParseOptions::new().lane(lane);
            let article = Article::parse_with(&source, &options).expect(&file);
            let wrong = invariants::of_article(&article);
            assert!(wrong.is_empty(), "{file}: {wrong:#?}");
        }
        count += 1;
    }
    println!("0 violations in {count} real files");
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 0, // by `shrink`, which knows text
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_span_of_random_markup_is_right(
        source in proptest::collection::vec(any::<u8>(), 0..500)
            .prop_map(|choices| markup::wild(&choices)),
    ) {
        assert_right(&source);
    }
}
