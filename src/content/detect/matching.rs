//! Whether an element is what a rule says.

use super::date_text::is_date_like;
use super::rule::{Rule, RuleText};
use super::wrap::only_child;
use crate::layout::Part;
use crate::tree::NodeRef;
use crate::url;

/// Among how many nodes the text is looked for that a part starts with.
const MAX_NODES: usize = 1000;
/// The most columns that [`RuleText::Short`] allows, and the most if the text ends as a sentence does.
const MAX_SHORT: usize = 240;
const MAX_SENTENCE: usize = 100;
const ENDS_OF_SENTENCES: [char; 8] = ['。', '！', '？', '.', '!', '?', '”', '」'];

/// Returns whether a rule is for articles of that URL.
pub(super) fn is_host(rule: &Rule, link: &str) -> bool {
    if rule.hosts.is_empty() {
        return true;
    }
    let host = url::host(link).unwrap_or_default();
    rule.hosts.iter().any(|wanted| {
        let before = host.strip_suffix(wanted.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// Returns the innermost element that the rule names, if `node` is such an element.
pub(super) fn element<'t, 'a>(rule: &Rule, node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    if !rule.class.is_empty() {
        let class = node.attr("class")?;
        let is_wanted = |class: &&str| {
            rule.class
                .split_ascii_whitespace()
                .any(|wanted| wanted == *class)
        };
        class.split_ascii_whitespace().find(is_wanted)?;
    }
    if rule.element.is_empty() {
        return Some(node);
    }
    let mut names = rule.element.split('>').map(str::trim);
    let is_named = |node: &NodeRef<'_, '_>, name| node.name() == name;
    let first = Some(node).filter(|node| names.next().is_some_and(|name| is_named(node, name)));
    names.try_fold(first?, |outer, name| {
        only_child(outer).filter(|inner| is_named(inner, name))
    })
}

/// Returns whether the text of an element is what a rule wants.
pub(super) fn is_text(rule: &Rule, element: NodeRef<'_, '_>) -> bool {
    match &rule.text {
        RuleText::Any => true,
        RuleText::StartsWith(start) => starts_with(element, start),
        RuleText::Date => {
            let text = only_child(element).and_then(NodeRef::as_text);
            text.is_some_and(|text| is_date_like(text.trim()))
        }
        RuleText::Columns(max) => text_of(element, *max).is_some(),
        RuleText::Short => text_of(element, MAX_SHORT).is_some_and(|text| {
            columns(&text) <= MAX_SENTENCE || !text.trim_end().ends_with(ENDS_OF_SENTENCES)
        }),
    }
}

/// Returns whether what a reader sees from `node` on starts with `start`.
pub(super) fn starts_with(node: NodeRef<'_, '_>, start: &str) -> bool {
    let mut wanted = start.trim_start();
    let mut next = Some(node);
    let mut is_first = true;
    for _ in 0..MAX_NODES {
        let Some(node) = next else { break };
        let mut text = node.as_text().unwrap_or_default();
        if is_first {
            text = text.trim_start();
            is_first = text.is_empty();
        }
        match wanted.strip_prefix(text) {
            Some(rest) => wanted = rest,
            None => return text.starts_with(wanted),
        }
        let shows =
            |_: &NodeRef<'_, '_>| !node.is_element() || node.shown(false).part != Part::Nothing;
        let inside = node.first_child().filter(shows);
        next = inside.or_else(|| node.following());
    }
    wanted.is_empty()
}

/// Returns the text of an element, if it has some, and no more than `max` columns.
fn text_of(node: NodeRef<'_, '_>, max: usize) -> Option<String> {
    // More nodes, and more bytes, than so short a text has.
    let (max_nodes, max_len) = (100, 4 * max);
    let mut text = String::new();
    for (count, node) in node.descendants().enumerate() {
        let part = node.as_text().unwrap_or_default();
        if count == max_nodes || text.len() + part.len() > max_len {
            return None;
        }
        text.push_str(part);
    }
    let text = text.trim();
    (!text.is_empty() && columns(text) <= max).then(|| text.to_owned())
}

/// Returns about how wide a text is: characters beyond Latin take two columns.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| if c < '\u{1100}' { 1 } else { 2 })
        .sum()
}
