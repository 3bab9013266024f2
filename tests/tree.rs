//! The tree's API: finding nodes by number and by byte, iterating from both ends, order and equality.

mod common;

use std::collections::{BTreeSet, HashSet};
use std::fmt::Debug;

use common::clips::check_files;
use common::markup;
use newsprint::{Article, Body, Lane, NodeKind, NodeRef, ParseOptions, Span};
use proptest::prelude::*;

fn parse(source: &str, lane: Lane) -> Body<'_> {
    let options = ParseOptions::trusted().lane(lane);
    Body::parse_with(source, &options).expect("there are no limits")
}

/// Returns all nodes, including the contents of templates.
fn all_nodes<'t, 'a>(body: &'t Body<'a>) -> Vec<NodeRef<'t, 'a>> {
    let mut nodes = Vec::new();
    let mut open = vec![body.root()];
    while let Some(node) = open.pop() {
        nodes.push(node);
        open.extend(node.children().rev());
        open.extend(node.template_contents());
    }
    nodes
}

/// Returns the bytes that only this node has: its tags, its comment, the pieces of its text.
fn own_spans(node: NodeRef<'_, '_>) -> Vec<Span> {
    match node.kind() {
        NodeKind::Text => node.text_pieces().map(|piece| piece.span).collect(),
        NodeKind::Comment => node.span().into_iter().collect(),
        _ => node.start_tag().into_iter().chain(node.end_tag()).collect(),
    }
}

/// Checks that every `step`-th node is found at the first and the last of its own bytes.
fn assert_found(body: &Body<'_>, step: usize) {
    for node in all_nodes(body).into_iter().step_by(step) {
        for span in own_spans(node) {
            for byte in [span.start, span.end - 1] {
                assert_eq!(body.node_at(byte), Some(node), "{byte}: {}", body.source());
            }
        }
    }
}

/// Checks that iterating from the back, or from both ends alternately, returns the same items as from the
/// front.
fn assert_both_ends<I>(iterator: I)
where
    I: DoubleEndedIterator<Item: Debug + PartialEq> + Clone,
{
    let forward: Vec<_> = iterator.clone().collect();
    let mut backward: Vec<_> = iterator.clone().rev().collect();
    backward.reverse();
    assert_eq!(forward, backward);
    let (least, most) = iterator.size_hint();
    assert!(least <= forward.len() && most.is_none_or(|most| forward.len() <= most));
    let mut rest = iterator;
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while let Some(next) = rest.next() {
        front.push(next);
        back.extend(rest.next_back());
    }
    assert!(rest.next().is_none() && rest.next_back().is_none());
    front.extend(back.into_iter().rev());
    assert_eq!(forward, front);
}

fn check(source: &str) {
    let [fast, html5ever] = [Lane::Fast, Lane::Html5ever].map(|lane| parse(source, lane));
    assert_eq!(fast, html5ever);
    for body in [&fast, &html5ever] {
        assert_found(body, 1);
        let nodes = all_nodes(body);
        for &node in &nodes {
            assert_eq!(body.node(node.id()), Some(node));
            assert_both_ends(node.children());
            assert_both_ends(node.descendants());
            assert_both_ends(node.text_pieces());
            assert_eq!(node.text_pieces().len(), node.text_pieces().count());
        }
        assert_both_ends(body.links());
        assert_both_ends(body.images());
        assert!(nodes.is_sorted());
        let hashed: HashSet<_> = nodes.iter().collect();
        assert_eq!(hashed.len(), nodes.len());
    }
    // One lane uses binary search, the other visits every node.
    for byte in 0..=source.len() as u32 {
        let number = |body: &Body<'_>| body.node_at(byte).map(|node| node.id());
        assert_eq!(number(&fast), number(&html5ever), "{byte}: {source}");
    }
}

check_files!(every_byte_is_found, check_bytes);

fn check_bytes(files: Vec<(String, String)>) {
    for (file, source) in files {
        let article = Article::parse(&source).expect(&file);
        let body = article.body();
        let step = if body.lane() == Lane::Fast { 1 } else { 16 };
        assert_found(body, step);
        let outside = body.span();
        assert!(body.node_at(outside.end).is_none());
        assert!(outside.start == 0 || body.node_at(outside.start - 1).is_none());
    }
}

#[test]
fn bytes_are_found_where_the_parser_moves_nodes() {
    for source in [
        "",
        "text",
        "</p>",
        "<p>a</x>b&amp;c</p>",
        "<table>a<tr>b<td>c</td>d</tr>e</table>f",
        "<b><p>1</b>2</p>",
        "<a><table><a>x</a></table></a>",
        "<template>a<template>b</template>c</template>d",
        "<p><b>1<p>2</b><i>3",
    ] {
        check(source);
    }
}

#[test]
fn a_byte_in_no_node_is_in_the_element_around_it() {
    let body = Body::parse("<p>a</x>b</p></y>").unwrap();
    assert_eq!(body.node_at(5).unwrap().name(), "p");
    assert_eq!(body.node_at(15), Some(body.root()));
}

#[test]
fn nodes_of_different_bodies_differ() {
    let (one, other) = (Body::parse("<p>x").unwrap(), Body::parse("<p>x").unwrap());
    assert_eq!(one, other);
    assert_ne!(one.root(), other.root());
    assert_ne!(one, Body::parse("<p>y").unwrap());
    let mixed: BTreeSet<_> = one.descendants().chain(other.descendants()).collect();
    assert_eq!(mixed.len(), 4);
    let last = other.descendants().next_back().unwrap();
    assert!(Body::parse("").unwrap().node(last.id()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_body_can_be_queried(choices in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&markup::wild(&choices));
    }
}

#[test]
fn a_url_knows_its_attribute() {
    let source = "<a href='/x?a=1&amp;b=2'>";
    let body = Body::parse(source).unwrap();
    let link = body.links().next().unwrap();
    assert_eq!(link.span().of(source), "href='/x?a=1&amp;b=2'");
    assert_eq!(link.value_span().of(source), "/x?a=1&amp;b=2");
    assert_eq!(link.into_value(), "/x?a=1&b=2");
}

#[test]
fn urls_come_from_both_ends() {
    let source = "<a href=1></a><a name=x></a><a href=2></a><img src=3><a href=4></a>";
    for lane in [Lane::Fast, Lane::Html5ever] {
        let body = parse(source, lane);
        assert_both_ends(body.links());
        let urls: Vec<_> = body.links().rev().map(|link| link.into_value()).collect();
        assert_eq!(urls, ["4", "2", "1"]);
    }
}

#[test]
fn formatting_elements_of_the_same_attributes_keep_their_tags() {
    let source = "<p><b>1<i>2<b class=x>3<i class=x>4</p><p>5</p>";
    for lane in [Lane::Fast, Lane::Html5ever] {
        let body = parse(source, lane);
        for node in all_nodes(&body)
            .into_iter()
            .filter(|node| node.is_element())
        {
            let Some(span) = node.span() else { continue };
            let tag = span.of(source);
            assert!(
                tag.starts_with(&format!("<{}", node.name())),
                "{node:?} {tag}"
            );
        }
    }
}

#[test]
fn the_number_of_urls_is_at_most_the_upper_bound() {
    let source = "<a href=1>1</a><img src=2><a href=3>2</a>";
    let body = Body::parse(source).unwrap();
    let urls = body.links();
    assert!(urls.size_hint().1.is_none_or(|most| most >= urls.count()));
}
