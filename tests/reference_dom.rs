//! The tree is the same as html5ever's, node for node: compared with `markup5ever_rcdom`.
//!
//! One thing is left out on both sides: html5ever has a hook that copies the selected `option` into
//! `selectedcontent`. The copy is not in the source, so this crate does not use the hook; in the reference
//! DOM, the hook finds nothing to copy to.

mod common;

use common::clips::check_files;
use common::dom::{self, Entry};
use common::{markup, oracle, shrink};
use markup5ever_rcdom::RcDom;
use newsprint::{Body, Lane, ParseOptions};
use proptest::prelude::*;

/// Returns both trees, printed, if the tree differs from the reference in one of the lanes.
fn difference(source: &str, reference: &[Entry]) -> Option<String> {
    for lane in [Lane::Fast, Lane::Html5ever] {
        let options = ParseOptions::trusted().lane(lane);
        let ours = match Body::parse_with(source, &options) {
            Ok(body) => dom::of_body(&body),
            Err(error) => return Some(format!("{lane:?}: {error}")),
        };
        if ours != reference {
            let (ours, reference) = (dom::print(&ours), dom::print(reference));
            return Some(format!("{lane:?}:\n{ours}html5ever:\n{reference}"));
        }
    }
    None
}

/// Fails if the tree is not the one that `reference` builds. The message has a minimized source.
fn assert_same(source: &str, reference: fn(&str) -> RcDom) {
    let difference = |source: &str| difference(source, &dom::of_rcdom(&reference(source)));
    if difference(source).is_some() {
        let source = shrink::smallest(source, |source| difference(source).is_some());
        panic!("{source:?}\n{}", difference(&source).unwrap_or_default());
    }
}

check_files!(every_body_is_the_tree_that_html5ever_builds, check_bodies);

fn check_bodies(files: Vec<(String, String)>) {
    let mut count = 0;
    for (file, source) in files {
        let envelope = newsprint::Envelope::parse(&source).expect(&file);
        assert_same(envelope.body_source(), dom::html5ever);
        count += 1;
    }
    println!("{count} bodies are the same");
}

#[test]
fn every_generated_body_is_the_tree_that_html5ever_builds() {
    for body in oracle::generated() {
        assert_same(&body, dom::html5ever);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 0, // by `shrink`, which knows text
        ..ProptestConfig::default()
    })]

    #[test]
    fn random_markup_is_the_tree_that_html5ever_builds(
        source in proptest::collection::vec(any::<u8>(), 0..500).prop_map(|choices| markup::wild(&choices)),
    ) {
        assert_same(&source, dom::without_errors);
    }
}
