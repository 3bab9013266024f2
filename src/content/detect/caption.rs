//! Captions and credits found by their place, in addition to `figcaption` and `caption`.

use super::matching;
use super::rule::{RuleKind, RulePlace};
use super::rules::Rules;
use super::wrap::{self, is_nothing, only_child};
use crate::html::Known;
use crate::source::Span;
use crate::tree::NodeRef;

/// What is known of the place of an element just after an image.
#[derive(Debug, Clone, Copy)]
pub(in crate::content) struct Place {
    /// The bytes of the image, if it is a block.
    pub(in crate::content) image: Option<Span>,
    pub(in crate::content) has_caption: bool,
    pub(in crate::content) is_block: bool,
}

/// Returns whether an element just after an image is its caption, or its credit.
pub(in crate::content) fn find(
    rules: Rules<'_>,
    node: NodeRef<'_, '_>,
    place: Place,
) -> Option<RuleKind> {
    [RuleKind::Caption, RuleKind::Credit]
        .into_iter()
        .find(|&kind| is_it(rules, kind, node, place))
}

fn is_it(rules: Rules<'_>, kind: RuleKind, node: NodeRef<'_, '_>, place: Place) -> bool {
    rules.after_image(kind).any(|rule| {
        // Only a class is so sure that it may go on with a caption, or be inline.
        let is_small = node.is_named(Known::Small) && ends_its_block(node);
        let is_free = (place.is_block || is_small) && !place.has_caption
            || !rule.class.is_empty()
            || kind == RuleKind::Credit;
        let is_there = match rule.place {
            RulePlace::AfterImage => true,
            RulePlace::AfterFigure => place
                .image
                .is_some_and(|image| is_after_figure(node, image)),
            _ => false,
        };
        is_free
            && is_there
            && matching::element(rule, node).is_some_and(|inner| matching::is_text(rule, inner, ""))
    })
}

/// Returns whether an inline element is the last thing in its parent that shows.
fn ends_its_block(node: NodeRef<'_, '_>) -> bool {
    let after = std::iter::successors(node.next_sibling(), |node| node.next_sibling());
    { after }.all(|node| is_nothing(node) || node.is_named(Known::Br) || wrap::is_empty(node))
}

/// Returns whether an element follows a `div` around the image whose class contains `figure`, or is the only
/// other thing in its parent.
fn is_after_figure(node: NodeRef<'_, '_>, image: Span) -> bool {
    let Some(figure) = sibling(node, NodeRef::previous_sibling) else {
        return false;
    };
    let is_around =
        figure.is_named(Known::Div) && figure.span().is_some_and(|span| span.contains_span(image));
    if !is_around || only_child(node).is_none() {
        return false;
    }
    let class = node.attr("class");
    let next = sibling(node, NodeRef::next_sibling);
    let is_figure = figure
        .attr("class")
        .is_some_and(|class| class.to_ascii_lowercase().contains("figure"));
    let is_alike = class.is_some() && next.is_some_and(|next| next.attr("class") == class);
    let is_pair = || {
        let is_alone = sibling(figure, NodeRef::previous_sibling).is_none() && next.is_none();
        is_alone && node.parent().is_some_and(is_in_body)
    };
    is_figure && !is_alike || is_pair() && wrap::is_media_with_credit(figure)
}

/// Returns whether an element, or one that it is all of, has siblings: it is not all of the body.
fn is_in_body(element: NodeRef<'_, '_>) -> bool {
    const MAX_WRAPPERS: usize = 8;
    let around = std::iter::once(element).chain(element.ancestors());
    let mut around = around
        .take(MAX_WRAPPERS)
        .filter(|around| around.is_named(Known::Div));
    around.any(|around| {
        let steps = [NodeRef::previous_sibling, NodeRef::next_sibling];
        steps
            .into_iter()
            .any(|step| sibling(around, step).is_some())
    })
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
