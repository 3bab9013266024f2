//! Finds problems in an article's title and text.
//!
//! Articles are checked for these problems only when
//! [`Article::warnings`](crate::Article::warnings) is called. The check searches the whole source
//! and tree, and many programs don't need the result. Since parsing does not find these problems,
//! they are never errors, not even with [`ParseOptions::strict`](crate::ParseOptions::strict). Some
//! of the problems are common: 543 of 4,947 real articles have no text.

mod cut;
mod glued;
mod lost;
mod shown;

use crate::content::shows;
use crate::envelope::Envelope;
use crate::html::{CharRef, Known};
use crate::source::Span;
use crate::tree::{Body, NodeKind, NodeRef};
use crate::warning::{Warning, WarningKind};

use self::shown::{ShownText, shown_texts};

/// Returns warnings about the title and the text of an article, sorted by span. The line and column of the
/// warnings are not yet set.
pub(crate) fn of_article(envelope: &Envelope<'_>, body: &Body<'_>) -> Vec<Warning> {
    let found = [
        lost::find(envelope, body),
        no_text(body),
        escaped_twice(body),
        glued::find(body),
        cut::find(envelope.link().value(), body),
    ];
    let mut found: Vec<Warning> = found.into_iter().flatten().collect();
    found.sort_by_key(Warning::span);
    found
}

/// Returns a warning if a browser shows no text of the body. Some elements, such as `details` and
/// `svg`, show only a part of their contents. If all text is in such elements, the `innerText` of
/// the body is checked.
fn no_text(body: &Body<'_>) -> Option<Warning> {
    let is_seen = |text: ShownText<'_, '_>| text.is_sure && text.node.as_text().is_some_and(shows);
    let has_text = shown_texts(body).any(is_seen) || shows(&body.inner_text());
    let start = body.span().start;
    (!has_text).then(|| Warning::new(WarningKind::NoText, Span::new(start, start)))
}

/// The number of text nodes at the start of the body that [`escaped_twice`] checks. Checking one
/// text would not be enough, because a date and a name may come before the article.
const FIRST_TEXTS: usize = 3;

/// Returns a warning if the feed seems to have escaped its HTML twice. Two cases are detected:
///
/// - One of the first texts of the body begins with an escaped tag, such as `&lt;p&gt;`.
/// - One of these texts contains at least two escaped tags, and the body has at most one element.
fn escaped_twice(body: &Body<'_>) -> Option<Warning> {
    let mut elements = body
        .tree
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Element);
    // One element may be a `div` around the whole body.
    let has_markup = elements.nth(1).is_some();
    let is_escaped = |text: &str| {
        let mut places = memchr::memchr_iter(b'<', text.as_bytes());
        let is_tag = |at: usize| text.get(at..).is_some_and(begins_with_tag);
        begins_with_tag(text)
            || !has_markup && places.by_ref().filter(|at| is_tag(*at)).nth(1).is_some()
    };
    let texts = shown_texts(body).map(|text| text.node);
    let texts = texts.filter(|text| text.as_text().is_some_and(shows));
    let mut texts = texts.take(FIRST_TEXTS);
    let text = texts.find(|text| text.as_text().is_some_and(is_escaped))?;
    Some(Warning::new(WarningKind::EscapedTwice, first_escape(text)?))
}

/// Returns the span of the first character reference to `<` or `&` in a text node.
fn first_escape(text: NodeRef<'_, '_>) -> Option<Span> {
    let span = text.span()?;
    let raw = span.of(text.source()).as_bytes();
    memchr::memchr_iter(b'&', raw).find_map(|at| {
        let reference = CharRef::read(raw.get(at..)?, false)?;
        let start = span.start + at as u32;
        let escape = Span::new(start, start + reference.len as u32);
        matches!(reference.chars, ['<' | '&', _]).then_some(escape)
    })
}

/// Returns whether a text begins with a tag of an HTML element, such as `<p>`. The brackets of the
/// tag may also be escaped: `&lt;p&gt;`.
fn begins_with_tag(text: &str) -> bool {
    let text = text.trim_start();
    let tag = ["<", "&lt;", "&#60;"]
        .iter()
        .find_map(|open| text.strip_prefix(open));
    let Some(tag) = tag.map(|tag| tag.strip_prefix('/').unwrap_or(tag)) else {
        return false;
    };
    let name_len = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = tag.split_at(name_len);
    Known::find(name.as_bytes()).is_some()
        && (rest.starts_with([' ', '\n', '\t', '/', '>']) || rest.starts_with("&gt;"))
}
