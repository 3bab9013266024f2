//! What the feed's provider appended to an article.

use super::matching;
use super::rule::{Rule, RuleKind, RulePlace, RuleText};
use super::rules::Rules;
use super::wrap::{containers, is_nothing, last_child};
use crate::html::Known;
use crate::source::Span;
use crate::tree::{Body, NodeRef};
use std::borrow::Cow;

static KNOWN: [Rule; 1] = [
    // feedx offers more feeds.
    Rule::known(
        RuleKind::Footer,
        RulePlace::Last,
        "",
        "",
        RuleText::StartsWith(Cow::Borrowed("获取更多RSS")),
    ),
];

/// Where a footer is in the tree. It reaches from `first` to the end of the body.
#[derive(Debug, Clone, Copy)]
pub(in crate::content) struct Found {
    pub(in crate::content) first: u32,
    pub(in crate::content) span: Span,
}

/// Returns the footer of a body.
pub(in crate::content) fn find(rules: Rules<'_>, body: &Body<'_>) -> Option<Found> {
    containers(body).find_map(|container| {
        let mut rules = rules.of(RuleKind::Footer, &KNOWN);
        rules.find_map(|rule| find_in(rule, container))
    })
}

fn find_in(rule: &Rule, container: NodeRef<'_, '_>) -> Option<Found> {
    let last = last_child(container)?;
    let begin = match rule.place {
        RulePlace::Last => Some(last).filter(|last| last.is_element())?,
        RulePlace::AfterThematicBreak => {
            let is_rule = |child: &NodeRef<'_, '_>| child.is_named(Known::Hr);
            container
                .children()
                .filter(is_rule)
                .last()?
                .next_sibling()?
        }
        _ => return None,
    };
    let is_it = match rule.place {
        // It may be more than one element.
        RulePlace::AfterThematicBreak if rule.element.is_empty() && rule.class.is_empty() => {
            matching::is_text(rule, begin)
        }
        _ => matching::element(rule, begin).is_some_and(|inner| matching::is_text(rule, inner)),
    };
    is_it.then(|| {
        let first = with_rule(begin);
        let span = match (first.span(), last.span()) {
            (Some(first), Some(last)) => first.cover(last),
            (Some(span), None) | (None, Some(span)) => span,
            (None, None) => Span::default(),
        };
        Found {
            first: first.id().index() as u32,
            span,
        }
    })
}

/// Returns the first of the line breaks before a node, and of a rule among them.
fn with_rule<'t, 'a>(node: NodeRef<'t, 'a>) -> NodeRef<'t, 'a> {
    let mut first = node;
    let mut has_rule = false;
    let mut before = node.previous_sibling();
    while let Some(node) = before {
        let is_rule = node.is_named(Known::Hr);
        if is_rule && !has_rule || node.is_named(Known::Br) {
            has_rule |= is_rule;
            first = node;
        } else if !is_nothing(node) {
            break;
        }
        before = node.previous_sibling();
    }
    first
}
