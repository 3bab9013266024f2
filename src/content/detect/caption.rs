//! Finds captions and credits that are not in a `figcaption` or `caption` element. They are
//! recognized by their place, for example just after an image.

use super::matching;
use super::rule::{Rule, RuleKind, RulePlace};
use super::rules::Rules;
use super::subject::Subject;
use super::wrap::{self, is_nothing, only_child};
use crate::html::Known;
use crate::source::Span;
use crate::tree::NodeRef;

/// The place of an element that may be a caption or credit, and the image before the element.
#[derive(Debug, Clone, Copy)]
pub(in crate::content) struct Place {
    /// The span of the image just before the element, or `None` if that image is inline.
    pub(in crate::content) image: Option<Span>,
    /// Whether the image already has a caption.
    pub(in crate::content) has_caption: bool,
    /// Whether the element is block-level.
    pub(in crate::content) is_block: bool,
}

/// Returns [`RuleKind::Caption`] if `node` is the caption of an image, [`RuleKind::Credit`] if
/// `node` is the credit of an image, and otherwise `None`. `node` must be an element just after the
/// image.
pub(in crate::content) fn find(
    rules: &Rules<'_>,
    node: NodeRef<'_, '_>,
    place: Place,
) -> Option<RuleKind> {
    let subject = Subject::new(node);
    let mut found = None;
    for rule in rules.about(&subject, &[RulePlace::AfterImage, RulePlace::AfterFigure]) {
        match rule.kind {
            // An element that matches rules of both kinds is a caption.
            RuleKind::Caption if is_it(rule, &subject, place) => return Some(RuleKind::Caption),
            RuleKind::Credit if found.is_none() && is_it(rule, &subject, place) => {
                found = Some(RuleKind::Credit);
            }
            _ => {}
        }
    }
    found
}

fn is_it(rule: &Rule, subject: &Subject<'_, '_>, place: Place) -> bool {
    let node = subject.node;
    // A rule for captions without a class matches only if the image has no caption yet. It matches only
    // block-level elements, and a `small` at the end of its block.
    let is_small = || node.is_named(Known::Small) && ends_its_block(node);
    let is_free = !rule.class.is_empty()
        || rule.kind == RuleKind::Credit
        || !place.has_caption && (place.is_block || is_small());
    let is_there = || match rule.place {
        RulePlace::AfterImage => true,
        RulePlace::AfterFigure => place
            .image
            .is_some_and(|image| is_after_figure(node, image)),
        _ => false,
    };
    is_free
        && matching::element(rule, subject).is_some_and(|inner| {
            is_there() && matching::is_text(rule, subject, inner, "", &mut String::new())
        })
}

/// Returns the cell with the caption if a table contains only an image and its caption. Such a
/// table has two rows of one cell each. The first cell contains only the image, and the second cell
/// only a short text. Returns `None` for other tables.
pub(in crate::content) fn of_layout_table<'t, 'a>(
    table: NodeRef<'t, 'a>,
) -> Option<NodeRef<'t, 'a>> {
    const MAX_COLUMNS: usize = 200;
    let inside = only_child(table)?;
    let body = if inside.is_named(Known::Tbody) {
        inside
    } else {
        table
    };
    let mut rows = body.children().filter(|child| !is_nothing(*child));
    let (first, second) = (only_child(rows.next()?)?, only_child(rows.next()?)?);
    let is_cell = |cell: NodeRef<'_, '_>| cell.is_named(Known::Td) || cell.is_named(Known::Th);
    let is_form = rows.next().is_none() && is_cell(first) && is_cell(second);
    let is_captioned = is_form
        && wrap::is_single_medium(first)
        && !wrap::shown(second).any(wrap::is_medium)
        && matching::text_of(second, MAX_COLUMNS, &mut String::new()).is_some();
    is_captioned.then_some(second)
}

/// Returns whether the caption of an image in a gallery starts with `element`, which must be a `b`
/// or `strong`. Deutsche Welle uses galleries of this form: a `div` contains an image, then the `b`
/// or `strong`, and then text that starts with a colon. The caption ends at the end of the `div`.
pub(in crate::content) fn starts_gallery_caption(element: NodeRef<'_, '_>) -> bool {
    let in_div = || {
        element
            .parent()
            .is_some_and(|parent| parent.is_named(Known::Div))
    };
    let before = std::iter::successors(element.previous_sibling(), |node| node.previous_sibling());
    let mut before = before.filter(|node| !is_nothing(*node) && !node.is_named(Known::Br));
    let mut is_after_image =
        || before.next().is_some_and(|node| node.is_named(Known::Img)) && before.next().is_none();
    let has_colon = || {
        let after = element.next_sibling().and_then(NodeRef::as_text);
        after.is_some_and(|text| text.trim_start().starts_with([':', '：']))
    };
    in_div() && is_after_image() && has_colon()
}

/// Returns whether an inline element is the last visible child of its parent.
fn ends_its_block(node: NodeRef<'_, '_>) -> bool {
    let after = std::iter::successors(node.next_sibling(), |node| node.next_sibling());
    { after }.all(|node| is_nothing(node) || node.is_named(Known::Br) || wrap::is_empty(node))
}

/// Returns whether an element meets the conditions of [`RulePlace::AfterFigure`]. `image` is the
/// span of the image before the element.
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

/// Returns whether an element is only a part of the body. This is the case if a `div`, which may be
/// the element or one of its closest ancestors, has another element just before or after it.
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

/// Returns the closest sibling before or after a node, or `None` if this sibling is not an element.
/// `step` goes to the previous or to the next sibling. Up to three comments, or texts of only white
/// space, are skipped.
fn sibling<'t, 'a>(
    node: NodeRef<'t, 'a>,
    step: fn(NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>>,
) -> Option<NodeRef<'t, 'a>> {
    let siblings = std::iter::successors(step(node), |node| step(*node));
    let mut near = siblings.take(4).skip_while(|node| is_nothing(*node));
    near.next().filter(|node| node.is_element())
}
