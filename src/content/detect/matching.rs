//! Checks whether a rule applies to an element.

use std::borrow::Cow;

use super::credits;
use super::date_text::is_date_like;
use super::rule::{Rule, RuleText};
use super::subject::{Labels, Subject};
use super::wrap::{self, only_child};
use crate::envelope::Date;
use crate::html::Known;
use crate::tree::{NodeKind, NodeRef};
use crate::url::is_in_domain;

/// The maximum number of nodes that are searched for a text or an element.
const MAX_NODES: usize = 200;
/// The maximum width for [`RuleText::Short`], in [`columns`], if the text does not end like a
/// sentence.
const MAX_SHORT: usize = 240;
/// The maximum width for [`RuleText::Short`], in [`columns`], if the text ends like a sentence. It
/// is also the maximum width of a heading or a label.
const MAX_SENTENCE: usize = 100;
/// A text that ends with one of these characters ends like a sentence.
const ENDS_OF_SENTENCES: [char; 8] = ['。', '！', '？', '.', '!', '?', '”', '」'];
/// The maximum width of a text, in [`columns`], for conditions that contain no maximum, such as
/// [`RuleText::StartsWith`].
const MAX_COLUMNS: usize = 1000;
/// The capacity, in bytes, that is reserved for joining the texts of an element. Few joined texts are longer.
const USUAL_LEN: usize = 2000;
/// The maximum width of a byline, in [`columns`].
const MAX_BYLINE: usize = 240;

/// Returns whether a rule is for articles at `host`. A rule without hosts is for all articles.
/// Otherwise, `host` must be one of the rule's hosts or a subdomain of such a host.
pub(super) fn is_host(rule: &Rule, host: &str) -> bool {
    let is_it = |domain: &Cow<'_, str>| is_in_domain(host, domain);
    rule.hosts.is_empty() || rule.hosts.iter().any(is_it)
}

/// Returns the innermost element that the rule names, such as the `i` of `div > i`. Returns `None`
/// if the subject does not match the names and the classes of the rule.
pub(super) fn element<'t, 'a>(rule: &Rule, subject: &Subject<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let node = subject.node;
    let is_named = rule.element.is_empty() || rule.element.starts_with(node.name());
    let inner = (is_named && subject.labels.has_class_of(rule)).then_some(node);
    match &*rule.element {
        "" => inner,
        path => innermost(inner?, path),
    }
}

/// Returns the last element of a path such as `div > i`, or `None` if the path does not match.
/// `node` is the first element of the path. Each further element must be the only child of the
/// element before it.
fn innermost<'t, 'a>(node: NodeRef<'t, 'a>, path: &str) -> Option<NodeRef<'t, 'a>> {
    let rest = path.strip_prefix(node.name())?.trim_start();
    match rest.strip_prefix('>') {
        Some(rest) => innermost(only_child(node)?, rest.trim_start()),
        None => rest.is_empty().then_some(node),
    }
}

/// Returns whether the text of `element` meets the rule's condition for the text ([`RuleText`]).
/// `element` must be the innermost element that the rule names, and `title` the title of the
/// article.
pub(super) fn is_text(
    rule: &Rule,
    subject: &Subject<'_, '_>,
    element: NodeRef<'_, '_>,
    title: &str,
    buffer: &mut String,
) -> bool {
    // For most elements, the start of the text is enough to know that the rule does not match.
    let may_be = match &rule.text {
        RuleText::StartsWith(start) | RuleText::BeforeLinks(start) => may_start(subject, start),
        RuleText::Is(text) => may_start(subject, text),
        RuleText::Date | RuleText::DateLike => {
            let text = subject.text();
            text.may_end_in_date || text.head.is_empty()
        }
        RuleText::Title => is_start_of(subject.text().head, title),
        RuleText::Byline => !credits::is_prose(subject.text().head),
        _ => true,
    };
    may_be && is_whole_text(rule, element, title, buffer)
}

/// Returns whether the text of an element may start with `start`, judging by its first text node.
fn may_start(subject: &Subject<'_, '_>, start: &str) -> bool {
    let (text, start) = (subject.text(), start.trim_start());
    text.head.starts_with(start) || text.goes_on && start.starts_with(text.head)
}

fn is_whole_text(rule: &Rule, element: NodeRef<'_, '_>, title: &str, buffer: &mut String) -> bool {
    match &rule.text {
        RuleText::Any => true,
        RuleText::StartsWith(start) => {
            let mut is_short =
                || !element.is_element() || text_of(element, MAX_COLUMNS, buffer).is_some();
            starts_with(element, start) && is_short()
        }
        RuleText::Is(wanted) => {
            text_of(element, MAX_COLUMNS, buffer).is_some_and(|text| text.trim() == wanted.trim())
        }
        RuleText::Contains(part) => {
            text_of(element, MAX_COLUMNS, buffer).is_some_and(|text| text.contains(part.as_ref()))
        }
        RuleText::Date => date_text(element).is_some_and(|text| {
            let text = text.as_text().unwrap_or_default();
            Date::of_dateline(text.trim()).parsed().is_some()
        }),
        RuleText::DateLike => date_text(element).is_some(),
        RuleText::Byline => text_of(element, MAX_BYLINE, buffer).is_some_and(|text| {
            let text = text.trim();
            !credits::is_prose(text) && credits::is_byline(text)
        }),
        RuleText::Title => {
            let text = text_of(element, MAX_COLUMNS, buffer);
            text.is_some_and(|text| is_title(text, title))
        }
        RuleText::Holds(wanted) => holds(element, wanted),
        RuleText::BeforeLinks(start) => {
            starts_with(element, start) && text_of(element, MAX_SENTENCE, buffer).is_some()
        }
        RuleText::Repeated => is_repeated(element, buffer),
        RuleText::Columns(max) => text_of(element, *max, buffer).is_some(),
        RuleText::Short => text_of(element, MAX_SHORT, buffer).is_some_and(|text| {
            let text = text.trim();
            has_columns(text, MAX_SENTENCE) || !text.ends_with(ENDS_OF_SENTENCES)
        }),
    }
}

/// Returns whether the visible text of `node` starts with `start`. If `node` is a text node, the
/// text of the siblings after `node` is also read.
pub(super) fn starts_with(node: NodeRef<'_, '_>, start: &str) -> bool {
    let mut wanted = start.trim_start();
    let mut is_first = true;
    let mut takes = |text: &str| {
        let text = if is_first { text.trim_start() } else { text };
        is_first &= text.is_empty();
        match wanted.strip_prefix(text) {
            Some(rest) => wanted = rest,
            None => {
                let is_start = text.starts_with(wanted);
                wanted = if is_start { "" } else { wanted };
                return false;
            }
        }
        !wanted.is_empty()
    };
    let texts = wrap::shown(node)
        .take(MAX_NODES)
        .filter_map(NodeRef::as_text);
    let is_element = node.is_element();
    let after = std::iter::successors(node.next_sibling(), |node| node.next_sibling());
    let after = after
        .take(MAX_NODES)
        .filter(|_| !is_element)
        .flat_map(wrap::shown);
    let after = after.take(MAX_NODES).filter_map(NodeRef::as_text);
    let _ = { texts }.all(&mut takes) && { after }.all(&mut takes);
    wanted.is_empty()
}

/// Returns the last child of an element if this child is a text node that contains only a date,
/// otherwise `None`. If the element has other children, such as the name of an author, a line break
/// (`br`) must be just before the date.
pub(super) fn date_text<'t, 'a>(element: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let mut children = element
        .children()
        .rev()
        .filter(|child| !wrap::is_nothing(*child));
    let last = children.next()?;
    let is_date = last
        .as_text()
        .map(str::trim)
        .is_some_and(|text| is_date_like(text) || Date::of_dateline(text).parsed().is_some());
    let mut is_alone = || {
        children
            .next()
            .is_none_or(|before| before.is_named(Known::Br))
    };
    (is_date && is_alone()).then_some(last)
}

/// Returns the visible text of an element. Returns `None` if the text is empty, has more than `max` columns
/// (not counting white space around it), or consists of too many nodes. Text from several nodes is joined in
/// `buffer`.
pub(super) fn text_of<'s>(
    node: NodeRef<'s, '_>,
    max: usize,
    buffer: &'s mut String,
) -> Option<&'s str> {
    // A text with more bytes has more than `max` columns, even if 1,000 of the bytes are
    // surrounding white space.
    let max_len = 4 * max + 1000;
    buffer.clear();
    let mut first = "";
    let mut len = 0;
    for (count, node) in wrap::shown(node).enumerate() {
        let part = node.as_text().unwrap_or_default();
        len += part.len();
        if count == MAX_NODES || len > max_len {
            return None;
        }
        if first.is_empty() {
            first = part;
        } else if !part.is_empty() {
            if buffer.is_empty() {
                buffer.reserve(USUAL_LEN);
                buffer.push_str(first);
            }
            buffer.push_str(part);
        }
    }
    let text = if buffer.is_empty() { first } else { buffer };
    let shown = text.trim();
    (!shown.is_empty() && has_columns(shown, max)).then_some(text)
}

/// Returns whether a text is the article's title, or the title without the name of the site at its
/// end. Punctuation and white space are ignored.
fn is_title(text: &str, title: &str) -> bool {
    let Some(rest) = after_start(text, title) else {
        return false;
    };
    let rest = rest.trim_start();
    let is_site = |rest: &str| rest.starts_with(['-', '–', '—', '|', '｜', '_', '·', '•']);
    let is_shown = text.contains(char::is_alphanumeric);
    is_shown && (!rest.contains(char::is_alphanumeric) || is_site(rest))
}

/// Returns whether the title starts with a text, ignoring punctuation and white space.
fn is_start_of(text: &str, title: &str) -> bool {
    after_start(text, title).is_some()
}

/// Returns the rest of the title after `text`, or `None` if the title does not start with `text`. Punctuation
/// and white space are ignored.
fn after_start<'s>(text: &str, title: &'s str) -> Option<&'s str> {
    // For Han characters, this comparison is faster than `char::is_alphanumeric`, which searches a table.
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_letter = |c: &char| is_han(*c) || c.is_alphanumeric();
    let mut rest = title.chars();
    let mut letters = text.chars().filter(is_letter);
    let is_start = letters.all(|c| rest.find(is_letter) == Some(c));
    is_start.then_some(rest.as_str())
}

/// Returns whether a descendant of an element has one of the classes, IDs (`#id`) or element names in
/// `wanted`.
fn holds(element: NodeRef<'_, '_>, wanted: &str) -> bool {
    let wanted: Vec<_> = wanted.split_ascii_whitespace().collect();
    let elements = element.descendants().take(MAX_NODES);
    let mut elements = elements.filter(|node| node.is_element());
    elements.any(|element| {
        wanted.contains(&element.name()) || Labels::of(element).has_one_of(wanted.iter().copied())
    })
}

/// Returns whether an element contains links, and all of its text is in links.
pub(super) fn is_links(element: NodeRef<'_, '_>) -> bool {
    let mut nodes = wrap::shown(element).take(MAX_NODES);
    let mut has_links = false;
    let is_other = |node: NodeRef<'_, '_>| {
        has_links |= node.is_named(Known::A);
        let is_text = node.kind() == NodeKind::Text && !wrap::is_nothing(node);
        is_text
            && !node
                .ancestors()
                .take(8)
                .any(|around| around.is_named(Known::A))
    };
    !nodes.any(is_other) && has_links
}

/// Returns whether an element contains a long text outside of links. A long text is longer than a
/// heading or a label usually is.
pub(super) fn holds_prose(element: NodeRef<'_, '_>) -> bool {
    let mut texts = wrap::shown(element).filter(|node| {
        let text = node.as_text().unwrap_or_default();
        !has_columns(text.trim(), MAX_SENTENCE)
    });
    let is_link = |around: NodeRef<'_, '_>| around.is_named(Known::A);
    texts.any(|text| !text.ancestors().take(8).any(is_link))
}

/// Returns whether the text of an element also occurs outside of the element, in the source of the
/// body.
fn is_repeated(element: NodeRef<'_, '_>, buffer: &mut String) -> bool {
    const MIN_LEN: usize = 20;
    let Some(text) = text_of(element, MAX_COLUMNS, buffer) else {
        return false;
    };
    let text = text.trim().trim_matches(['“', '”', '"', '「', '」', '…']);
    let (Some(own), Some(body)) = (wrap::span(element), element.ancestors().last()) else {
        return false;
    };
    let body = body.span().unwrap_or_default();
    let mut found =
        memchr::memmem::find_iter(body.of(element.source()).as_bytes(), text.as_bytes());
    let is_outside = |at: usize| !own.contains(body.start + at as u32);
    text.len() >= MIN_LEN && found.any(is_outside)
}

/// Returns whether a text has at most `max` columns.
fn has_columns(text: &str, max: usize) -> bool {
    // A character of n bytes has at least n / 3 columns, and at most n columns.
    text.len() <= max || text.len() <= 3 * max && columns(text) <= max
}

/// Returns the approximate width of a text in columns: characters from U+1100 on, such as those of
/// East Asian scripts, take two columns, and others one.
fn columns(text: &str) -> usize {
    // This is several times as fast as a loop over `char`s.
    let bytes = text.as_bytes();
    let is_first = |byte: u8| !(0x80..0xc0).contains(&byte);
    let characters = bytes.iter().filter(|byte| is_first(**byte)).count();
    let wide = bytes.iter().filter(|byte| **byte >= 0xe1).count();
    // The characters from U+1000 to U+10FF.
    let narrow = memchr::memchr_iter(0xe1, bytes)
        .filter(|at| matches!(bytes.get(at + 1), Some(0x80..=0x83)));
    characters + wide - narrow.count()
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn characters_from_u1100_on_have_two_columns() {
        let width = |c: char| if c < '\u{1100}' { 1 } else { 2 };
        for c in '\0'..=char::MAX {
            assert_eq!(columns(c.encode_utf8(&mut [0; 4])), width(c), "{c:?}");
        }
        assert_eq!(columns("Ω中ა한a\u{10ff}\u{1100}"), 10);
    }
}
