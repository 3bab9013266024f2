//! Every span is correct: `common::invariants` on real files and on random markup.

mod common;

use std::borrow::Cow;

use common::clips::check_files;
use common::{invariants, markup, nested, shrink};
use newsprint::{Article, Body, Lane, NodeRef, ParseOptions, Span};
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

check_files!(every_span_is_right, check_spans);

fn check_spans(files: Vec<(String, String)>) {
    let mut count = 0;
    for (file, source) in files {
        for lane in [Lane::Fast, Lane::Html5ever] {
            let options = ParseOptions::new().lane(lane);
            let article = Article::parse_with(&source, &options).expect(&file);
            let wrong = invariants::of_article(&article);
            assert!(wrong.is_empty(), "{file}: {wrong:#?}");
        }
        count += 1;
    }
    println!("0 violations in {count} files");
}

check_files!(nearly_every_text_is_borrowed, check_borrowed);

fn check_borrowed(files: Vec<(String, String)>) {
    let (mut texts, mut borrowed, mut values, mut borrowed_values) = (0, 0, 0, 0);
    for (file, source) in files {
        let article = Article::parse(&source).expect(&file);
        for node in all_nodes(article.body()) {
            texts += usize::from(node.as_text().is_some());
            borrowed += usize::from(node.literal_text().is_some());
            for attribute in node.attrs() {
                values += 1;
                let is_borrowed = matches!(attribute.into_value(), Cow::Borrowed(_));
                borrowed_values += usize::from(is_borrowed);
            }
        }
    }
    let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
    let texts_share = share(borrowed, texts);
    println!("{texts_share:.2} % of {texts} texts are borrowed");
    println!(
        "{:.2} % of {values} attribute values are borrowed",
        share(borrowed_values, values)
    );
    assert!(texts_share >= 97.0);
}

/// Returns all nodes, including those in templates.
fn all_nodes<'t, 'a>(body: &'t Body<'a>) -> Vec<NodeRef<'t, 'a>> {
    let mut nodes = Vec::new();
    let mut open = vec![body.root()];
    while let Some(node) = open.pop() {
        nodes.push(node);
        let mut inside: Vec<_> = node.template_contents().into_iter().collect();
        inside.extend(node.children());
        open.extend(inside.into_iter().rev());
    }
    nodes
}

/// Fails unless every element of well-nested markup has its own two tags, and there is nothing but tags,
/// texts and comments.
fn assert_own_tags(nested: &nested::Nested) {
    let source = &nested.source;
    for lane in [Lane::Fast, Lane::Html5ever] {
        let options = ParseOptions::trusted().lane(lane);
        let body = Body::parse_with(source, &options).expect("a body");
        let nodes = all_nodes(&body);
        let ends = |span: Span| (span.start as usize, span.end as usize);
        let elements: Vec<_> = nodes
            .iter()
            .filter(|node| node.is_element())
            .map(|node| {
                let start = node.start_tag().map(ends);
                (node.name(), start, node.end_tag().map(ends))
            })
            .collect();
        let expected: Vec<_> = nested
            .elements
            .iter()
            .map(|tags| (tags.name, Some(tags.start), tags.end))
            .collect();
        let wrong = elements.iter().zip(&expected).find(|(is, want)| is != want);
        assert_eq!(wrong, None, "{lane:?}: {source:?}");
        assert_eq!(elements.len(), expected.len(), "{lane:?}: {source:?}");
        let mut parts: Vec<Span> = Vec::new();
        for node in &nodes {
            parts.extend(node.start_tag());
            parts.extend(node.end_tag());
            parts.extend(node.text_pieces().map(|piece| piece.span));
            parts.extend(node.span().filter(|_| node.as_comment().is_some()));
            assert!(!node.is_moved(), "{node:?}: {source:?}");
        }
        parts.sort();
        let whole: String = parts.iter().map(|part| part.of(source)).collect();
        assert_eq!(&whole, source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 0, // by `shrink`, which knows text
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_span_of_random_markup_is_correct(
        source in proptest::collection::vec(any::<u8>(), 0..500)
            .prop_map(|choices| markup::wild(&choices)),
    ) {
        assert_right(&source);
    }

    #[test]
    fn every_element_of_well_nested_markup_has_its_own_tags(
        nested in proptest::collection::vec(any::<u8>(), 0..500)
            .prop_map(|choices| nested::markup(&choices)),
    ) {
        assert_own_tags(&nested);
    }
}
