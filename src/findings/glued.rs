//! Detects tags whose name and first attribute were joined: `<div⏎class="a">` became
//! `<divclass="a">` when the program that wrote the archive joined lines (220 of 11,440 real
//! files). A browser reads such a tag as the start of an element with an unknown name.

use crate::html::Known;
use crate::source::Span;
use crate::tree::arena::Node;
use crate::tree::{Body, NodeKind};
use crate::warning::{Warning, WarningKind};

/// The names of attributes that are often the first in a tag.
const ATTRIBUTES: [&str; 28] = [
    "align",
    "allow",
    "alt",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "color",
    "colspan",
    "content",
    "datetime",
    "dir",
    "face",
    "height",
    "href",
    "id",
    "itemprop",
    "lang",
    "name",
    "rel",
    "role",
    "rowspan",
    "src",
    "srcset",
    "style",
    "target",
    "title",
    "width",
];

/// Returns a warning about the first tag whose name was joined with an attribute. The warning also
/// contains the number of all such tags. Returns `None` if the body has no such tag.
pub(super) fn find(body: &Body<'_>) -> Option<Warning> {
    let tree = &body.tree;
    // Few bodies contain elements with unknown names.
    if !tree.names().iter().any(|name| length(name).is_some()) {
        return None;
    }
    let length = |node: &Node| match node.kind {
        NodeKind::Element if node.name.as_known().is_none() => length(tree.name(node.name)),
        _ => None,
    };
    let tags = tree.nodes.iter().filter(|node| !node.has(Node::SYNTHETIC));
    let mut glued = tags.filter_map(|node| Some((node.span.start, length(node)?)));
    let (start, length) = glued.next()?;
    let count = 1 + glued.count() as u32;
    let span = Span::new(start, start + 1 + length as u32);
    Some(Warning::new(WarningKind::GluedTag { count }, span))
}

/// Returns the length of the part before `=` in a name such as `divclass="a"`, or `None` if this
/// part is not the name of an element followed by the name of an attribute.
fn length(name: &str) -> Option<usize> {
    let (both, _) = name.split_once('=')?;
    let is_attribute = |text: &str| {
        ATTRIBUTES.contains(&text) || text.starts_with("data-") || text.starts_with("aria-")
    };
    let is_both = |at: usize| {
        both.split_at_checked(at)
            .is_some_and(|(element, attribute)| {
                is_attribute(attribute) && Known::find(element.as_bytes()).is_some()
            })
    };
    (1..both.len().min(16)).any(is_both).then_some(both.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_element_with_an_attribute_is_glued() {
        for name in [
            "divclass=\"a\"",
            "ahref='/x'",
            "imgsrc=x",
            "h2id=",
            "tdwidth=\"1\"",
            "pdata-x=\"\"",
        ] {
            assert!(length(name).is_some(), "{name}");
        }
        for name in [
            "divclass",
            "x=1",
            "class=\"a\"",
            "mip-img",
            "bad=\"1\"",
            "o:p",
            "中class=1",
        ] {
            assert_eq!(length(name), None, "{name}");
        }
    }
}
