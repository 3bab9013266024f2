//! Checks that both lanes of the parser build the same tree.

use newsprint::{Attribute, Body, Lane, NodeId, NodeRef, ParseOptions};

/// Parses a body in both lanes and compares the trees. Returns whether the fast lane accepted the
/// body.
///
/// # Panics
///
/// If the lane of html5ever returns another tree or another error.
pub fn compare(source: &str) -> bool {
    let fast = Body::parse(source);
    let slow = Body::parse_with(source, &ParseOptions::new().lane(Lane::Html5ever));
    let (fast, slow) = match (fast, slow) {
        (Ok(fast), Ok(slow)) => (fast, slow),
        (fast, slow) => {
            assert_eq!(fast.err(), slow.err(), "{source:?}");
            return false;
        }
    };
    if fast.lane() != Lane::Fast {
        return false;
    }
    let mut others = slow.descendants();
    for node in fast.descendants() {
        let other = others.next().expect(source);
        compare_nodes(node, other, source);
    }
    assert!(others.next().is_none(), "{source:?}");
    assert_eq!(fast.inner_text(), slow.inner_text(), "{source:?}");
    assert_eq!(references(&fast), references(&slow), "{source:?}");
    true
}

/// Returns the element and the attribute of each link and image.
fn references<'a>(body: &Body<'a>) -> Vec<(NodeId, Attribute<'a>)> {
    let all = body.links().chain(body.images());
    all.map(|found| (found.element().id(), found.attribute().clone()))
        .collect()
}

/// Compares all values of a node.
fn compare_nodes(a: NodeRef<'_, '_>, b: NodeRef<'_, '_>, source: &str) {
    let what = |n: NodeRef| (n.kind(), n.namespace(), n.id().index());
    let spans = |n: NodeRef| (n.span(), n.start_tag(), n.end_tag(), n.is_moved());
    let id = |n: Option<NodeRef>| n.map(|n| n.id().index());
    let near = |n: NodeRef| {
        [
            id(n.parent()),
            id(n.previous_sibling()),
            id(n.next_sibling()),
        ]
    };
    assert_eq!(what(a), what(b), "{source:?}");
    assert_eq!(a.name(), b.name(), "{source:?}");
    assert_eq!(spans(a), spans(b), "{source:?}");
    assert_eq!(near(a), near(b), "{source:?}");
    assert_eq!(a.as_text(), b.as_text(), "{source:?}");
    assert_eq!(a.literal_text(), b.literal_text(), "{source:?}");
    assert_eq!(a.as_comment(), b.as_comment(), "{source:?}");
    assert!(a.text_pieces().eq(b.text_pieces()), "{source:?}");
    assert!(a.attrs().eq(b.attrs()), "{source:?}");
}
