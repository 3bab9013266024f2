//! Sets texts and attributes of a body, and checks the values that are then read.

use std::collections::BTreeMap;

use newsprint::{
    Article, Body, EditErrorKind, Lane, Namespace, NodeKind, NodeRef, ParseOptions, Span,
};

use super::choices::Choices;

/// Returns all nodes in document order, including those in templates.
pub fn nodes<'t, 'a>(body: &'t Body<'a>) -> Vec<NodeRef<'t, 'a>> {
    let mut nodes = Vec::new();
    let mut fragments = vec![body.root()];
    while let Some(fragment) = fragments.pop() {
        for node in fragment.descendants() {
            nodes.push(node);
            fragments.extend(node.template_contents());
        }
    }
    nodes
}

/// The values of a node, without spans.
pub type Values = (NodeKind, Namespace, String, Vec<(String, String)>);

/// Returns the values of a node.
pub fn values(node: NodeRef<'_, '_>) -> Values {
    let attributes = { node.attrs() }.map(|a| (a.name().to_owned(), a.value().to_owned()));
    let text = node.as_text().or(node.as_comment());
    let data = text.unwrap_or(node.name()).to_owned();
    (node.kind(), node.namespace(), data, attributes.collect())
}

/// Returns the values of all nodes of the body, as one lane of the parser reads them.
fn all_values(source: &str, lane: Lane) -> Vec<Values> {
    let options = ParseOptions::trusted().lane(lane);
    let article = Article::parse_with(source, &options).expect(source);
    nodes(article.body()).into_iter().map(values).collect()
}

/// The formatting elements. The parser may reopen these elements, and compares their attributes.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Sets some attributes and texts of a body. Checks that both lanes of the parser then read the new
/// values, and that all other values are unchanged.
pub fn check_body(header: &str, body: &str, choices: &[u8], new: &[String]) {
    let source = format!("{header}{body}");
    let Ok(article) = Article::parse(&source) else {
        return;
    };
    let reopens = nodes(article.body())
        .iter()
        .any(|node| FORMATTING.contains(&node.name()) && node.start_tag().is_none());
    let mut choices = Choices::new(choices);
    let mut edits = article.edits();
    // The new values by the span of the edit. Reopened formatting elements share spans, so one edit
    // may change several nodes.
    let mut edited = BTreeMap::<Span, &String>::new();
    for node in nodes(article.body()) {
        for attribute in node.attrs() {
            // These attributes are not edited. They affect how the parser treats the element, or
            // which elements it reopens.
            let decides = ["type", "encoding", "color", "face", "size"].contains(&attribute.name())
                || reopens && FORMATTING.contains(&node.name());
            let span = attribute.value_span();
            if !edited.contains_key(&span) && choices.once_in(2) && !decides {
                let new = new.get(choices.below(new.len())).expect("there is one");
                let set = edits.set_attribute(&attribute, new);
                set.expect("any text without NUL is a value");
                edited.insert(span, new);
            }
        }
        if node.as_text().is_some() && choices.once_in(2) {
            let new = new.get(choices.below(new.len())).expect("there is one");
            // An empty text is not set: the parser would not reopen formatting elements for it.
            if new.is_empty() {
                continue;
            }
            match edits.set_text(node, new) {
                Ok(()) => drop(edited.insert(node.span().expect("it is in place"), new)),
                Err(error) => assert!(
                    matches!(
                        error.kind(),
                        EditErrorKind::NotInPlace
                            | EditErrorKind::TableText
                            | EditErrorKind::RawText
                            | EditErrorKind::Misread
                    ),
                    "{source:?}: {error}"
                ),
            }
        }
    }
    let mut expected = Vec::new();
    for node in nodes(article.body()) {
        let (kind, namespace, mut data, mut attributes) = values(node);
        for (attribute, (_, value)) in node.attrs().zip(&mut attributes) {
            if let Some(new) = edited.get(&attribute.value_span()) {
                value.clone_from(new);
            }
        }
        if kind == NodeKind::Text {
            if let Some(new) = node.span().and_then(|span| edited.get(&span)) {
                data.clone_from(new);
            }
        }
        expected.push((kind, namespace, data, attributes));
    }
    let edited = edits.apply();
    for lane in [Lane::Fast, Lane::Html5ever] {
        assert_eq!(
            all_values(&edited, lane),
            expected,
            "{source:?}\n{edited:?}"
        );
    }
}
