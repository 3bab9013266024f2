//! Checks that prevent a rule from matching elements that only look like the wanted part. This
//! module also contains [`with_rule`], which finds where a part starts.

use super::matching;
use super::rule::{Rule, RuleKind, RulePlace};
use super::wrap;
use crate::html::Known;
use crate::tree::NodeRef;

/// Returns whether the value of a `style` attribute hides its element (`display: none`).
pub(super) fn hides(style: &str) -> bool {
    let displays = style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let value = value.split('!').next().unwrap_or_default();
        name.trim()
            .eq_ignore_ascii_case("display")
            .then(|| value.trim())
    });
    // If `display` is set several times, the last value counts.
    { displays }
        .next_back()
        .is_some_and(|value| value.eq_ignore_ascii_case("none"))
}

/// Returns whether an element is small enough for a copyright notice: it has at most one paragraph,
/// and no images or players. The size matters because an element that contains the whole article
/// may also start with `©`, for example in the credit of its first image.
pub(super) fn is_notice(node: NodeRef<'_, '_>) -> bool {
    let mut paragraphs = 0;
    wrap::is_plain(node)
        && !wrap::shown(node).any(|node| {
            paragraphs += usize::from(node.is_named(Known::P));
            paragraphs > 1 || wrap::is_medium(node)
        })
}

/// Returns whether a rule for [`RulePlace::Start`] or [`RulePlace::End`] may match an element. A
/// rule with a class may match any element. A rule without a class must not match a list, a table
/// or a block quote. If such a rule is for asides, it must also not match an element, such as a
/// `div`, that contains all blocks of its parent.
pub(super) fn may_be_apart(rule: &Rule, node: NodeRef<'_, '_>) -> bool {
    let name = node.known();
    let is_listed = name.is_some_and(|name| {
        use Known::{Blockquote, Dl, Ol, Table, Ul};
        matches!(name, Blockquote | Dl | Ol | Table | Ul)
    });
    let is_block = |child: NodeRef<'_, '_>| child.is_named(Known::P) || wrap::is_container(child);
    let is_all = || {
        let parent = node.parent().filter(|_| wrap::is_container(node));
        parent.is_some_and(|parent| wrap::only_child(parent) == Some(node))
            && node.children().any(is_block)
    };
    let is_aside = matches!(rule.kind, RuleKind::Aside(_));
    !rule.class.is_empty() || !(is_listed || is_aside && is_all())
}

/// Returns whether an element may be the article's title, judging by its place.
pub(super) fn may_be_title(rule: &Rule, node: NodeRef<'_, '_>) -> bool {
    match rule.place {
        // If an element that is not a heading is the only text of the article, it must stay.
        RulePlace::Start => is_heading(node) || shows_more_after(node),
        RulePlace::Anywhere => !is_in_list_or_quote(node),
        _ => true,
    }
}

fn is_heading(node: NodeRef<'_, '_>) -> bool {
    let name = node.known();
    name.is_some_and(|name| {
        use Known::{H1, H2, H3, H4, H5, H6, Header};
        matches!(name, H1 | H2 | H3 | H4 | H5 | H6 | Header)
    })
}

/// Returns whether one of the closest ancestors of a node is a list item, a table cell or a block quote. Text
/// in such an element is part of the article, even if it looks like a byline or a notice.
pub(super) fn is_in_list_or_quote(node: NodeRef<'_, '_>) -> bool {
    const MAX_LEVELS: usize = 8;
    let mut around = node.ancestors().take(MAX_LEVELS);
    around.any(|around| {
        let name = around.known();
        name.is_some_and(|name| {
            use Known::{Blockquote, Dd, Li, Td, Th};
            matches!(name, Blockquote | Dd | Li | Td | Th)
        })
    })
}

/// Returns whether a node has a visible sibling after it.
fn shows_more_after(node: NodeRef<'_, '_>) -> bool {
    let after = std::iter::successors(node.next_sibling(), |node| node.next_sibling());
    { after }.any(|node| !wrap::is_nothing(node) && !wrap::is_empty(node))
}

/// Returns the first of the separators directly before a node, or the node itself if no separator
/// is before it. The separators are line breaks (`br`), thematic breaks (`hr`) and paragraphs of
/// dashes. Of the last two kinds, only one separator is included.
pub(super) fn with_rule<'t, 'a>(node: NodeRef<'t, 'a>) -> NodeRef<'t, 'a> {
    let mut first = node;
    let mut has_rule = false;
    let before = std::iter::successors(node.previous_sibling(), |node| node.previous_sibling());
    for node in before {
        let is_rule = !has_rule && (node.is_named(Known::Hr) || is_dashes(node));
        if is_rule || node.is_named(Known::Br) {
            has_rule |= is_rule;
            first = node;
        } else if !wrap::is_nothing(node) {
            break;
        }
    }
    first
}

/// Returns whether a node is a paragraph that contains only dashes or similar characters.
fn is_dashes(node: NodeRef<'_, '_>) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '─' | '_' | '=' | '*');
    let mut buffer = String::new();
    node.is_named(Known::P)
        && matching::text_of(node, 60, &mut buffer)
            .is_some_and(|text| text.trim().chars().all(is_dash))
}
