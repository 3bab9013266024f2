//! Captions found by their place, in addition to `figcaption` and `caption`.

use super::matching;
use super::rule::{Rule, RuleKind, RulePlace, RuleText};
use super::rules::Rules;
use super::wrap::{is_nothing, only_child};
use crate::html::Known;
use crate::source::Span;
use crate::tree::NodeRef;

static KNOWN: [Rule; 3] = [
    // WordPress and similar.
    Rule::known(
        RuleKind::Caption,
        RulePlace::AfterImage,
        "",
        "wp-caption-text photo-caption photo-credit image-caption img-caption",
        RuleText::Any,
    ),
    // Voice of America, Deutsche Welle.
    Rule::known(
        RuleKind::Caption,
        RulePlace::AfterImage,
        "div > small",
        "",
        RuleText::Columns(1000),
    ),
    // BBC.
    Rule::known(
        RuleKind::Caption,
        RulePlace::AfterFigure,
        "div > p",
        "",
        RuleText::Short,
    ),
];

/// What is known of the place of an element just after an image.
#[derive(Debug, Clone, Copy)]
pub(in crate::content) struct Place {
    /// The bytes of the image, if it is a block.
    pub(in crate::content) image: Option<Span>,
    pub(in crate::content) has_caption: bool,
    pub(in crate::content) is_block: bool,
}

/// Returns whether an element just after an image is its caption.
pub(in crate::content) fn is_caption(
    rules: Rules<'_>,
    node: NodeRef<'_, '_>,
    place: Place,
) -> bool {
    rules.of(RuleKind::Caption, &KNOWN).any(|rule| {
        // Only a class is so sure that it may go on with a caption, or be inline.
        let is_free = place.is_block && !place.has_caption || !rule.class.is_empty();
        let is_there = match rule.place {
            RulePlace::AfterImage => true,
            RulePlace::AfterFigure => place
                .image
                .is_some_and(|image| is_after_figure(node, image)),
            _ => false,
        };
        is_free
            && is_there
            && matching::element(rule, node).is_some_and(|inner| matching::is_text(rule, inner))
    })
}

/// Returns whether an element follows a `div` around the image whose class contains `figure`.
fn is_after_figure(node: NodeRef<'_, '_>, image: Span) -> bool {
    let Some(figure) = sibling(node, NodeRef::previous_sibling) else {
        return false;
    };
    let is_figure = figure.is_named(Known::Div)
        && figure.span().is_some_and(|span| span.contains_span(image))
        && figure
            .attr("class")
            .is_some_and(|class| class.to_ascii_lowercase().contains("figure"));
    let class = node.attr("class");
    let next = sibling(node, NodeRef::next_sibling);
    let is_alike = class.is_some() && next.is_some_and(|next| next.attr("class") == class);
    is_figure && !is_alike && only_child(node).is_some()
}

/// Returns the next element in one direction, if only white space and comments, and few, are between.
fn sibling<'t, 'a>(
    node: NodeRef<'t, 'a>,
    step: fn(NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>>,
) -> Option<NodeRef<'t, 'a>> {
    let siblings = std::iter::successors(step(node), |node| step(*node));
    let mut near = siblings.take(4).skip_while(|node| is_nothing(*node));
    near.next().filter(|node| node.is_element())
}
