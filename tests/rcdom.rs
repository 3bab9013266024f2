//! The feature `rcdom`: `Body::to_rcdom` returns the same as html5ever builds in its own reference DOM.

#![cfg(feature = "rcdom")]

mod common;

use std::rc::Rc;

use common::clips::check_files;
use common::{dom, markup, shrink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use newsprint::{Body, Envelope, ParseOptions};
use proptest::prelude::*;

/// Returns the first node that differs in its data or in its parent.
fn difference(source: &str, reference: fn(&str) -> RcDom) -> Option<String> {
    let body = Body::parse_with(source, &ParseOptions::trusted()).expect("a body");
    let ours = body.to_rcdom();
    let reference = reference(source);
    // A stray `<html lang=zh>` in a body is ignored: the root does not get its attributes.
    let root = |dom: &RcDom| dom.document.children.borrow()[0].clone();
    if let NodeData::Element { attrs, .. } = &root(&reference).data {
        attrs.borrow_mut().clear();
    }
    let mut open = vec![(ours.document.clone(), reference.document.clone())];
    while let Some((ours, theirs)) = open.pop() {
        let (us, them) = (ours.children.borrow(), theirs.children.borrow());
        let knows_parent = |child: &Handle| {
            let parent = child.parent.take();
            let is_right = parent.as_ref().and_then(|parent| parent.upgrade());
            child.parent.set(parent);
            is_right.is_some_and(|parent| Rc::ptr_eq(&parent, &ours))
        };
        if data(&ours) != data(&theirs) || us.len() != them.len() || !us.iter().all(knows_parent) {
            return Some(format!("{}\n{}", data(&ours), data(&theirs)));
        }
        open.extend(us.iter().cloned().zip(them.iter().cloned()));
        open.extend(contents(&ours).zip(contents(&theirs)));
    }
    None
}

/// All data of a node. Names include prefix, namespace and local name.
fn data(node: &Handle) -> String {
    match &node.data {
        NodeData::Element {
            name,
            attrs,
            template_contents,
            mathml_annotation_xml_integration_point,
        } => {
            let attrs = attrs.borrow();
            let pairs: Vec<_> = attrs.iter().map(|a| (&a.name, &*a.value)).collect();
            let is_template = template_contents.borrow().is_some();
            format!("{name:?} {pairs:?} {is_template} {mathml_annotation_xml_integration_point}")
        }
        NodeData::Text { contents } => format!("{:?}", &**contents.borrow()),
        NodeData::Comment { contents } => format!("<!--{:?}-->", &**contents),
        other => format!("{other:?}"),
    }
}

fn contents(node: &Handle) -> Option<Handle> {
    match &node.data {
        NodeData::Element {
            template_contents, ..
        } => template_contents.borrow().clone(),
        _ => None,
    }
}

fn assert_same(source: &str, reference: fn(&str) -> RcDom) {
    let differs = |source: &str| difference(source, reference).is_some();
    if differs(source) {
        let source = shrink::smallest(source, differs);
        panic!(
            "{source:?}\n{}",
            difference(&source, reference).unwrap_or_default()
        );
    }
}

check_files!(every_body_becomes_the_reference_dom, check_bodies);

fn check_bodies(files: Vec<(String, String)>) {
    for (file, source) in files {
        let envelope = Envelope::parse(&source).expect(&file);
        assert_same(envelope.body_source(), dom::html5ever);
    }
}

#[test]
fn templates_and_foreign_attributes_are_the_same() {
    for source in [
        "<template><b>a</b><template></template></template>",
        "<svg viewbox='0 0 1 1' xmlns:xlink=x xmlns=y><a xlink:href=z XML:LANG=zh xml:base=b>",
        "<math><annotation-xml encoding=Text/HTML><p>x</p></annotation-xml>",
        "<p xlink:href=x xmlns=y>",
    ] {
        assert_same(source, dom::html5ever);
    }
}

#[test]
fn a_deep_tree_takes_no_stack() {
    let depth = 100_000;
    let source = "<span>".repeat(depth);
    let body = Body::parse_with(&source, &ParseOptions::trusted()).expect("a body");
    let dom = body.to_rcdom();
    let mut node = dom.document.clone();
    let mut levels = 0;
    while let Some(child) = { node.clone() }.children.borrow().first() {
        node = child.clone();
        levels += 1;
    }
    assert_eq!(levels, depth + 1);
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 0, // by `shrink`, which knows text
        ..ProptestConfig::default()
    })]

    #[test]
    fn random_markup_becomes_the_reference_dom(
        source in proptest::collection::vec(any::<u8>(), 0..500)
            .prop_map(|choices| markup::wild(&choices)),
    ) {
        assert_same(&source, dom::without_errors);
    }
}
