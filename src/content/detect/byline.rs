use std::borrow::Cow;

use super::credits::{self, Contributor};
use super::dateline::trimmed;
use super::wrap;
use crate::html::Known;
use crate::html::white_space::is_document_white_space;
use crate::source::{Span, Spanned};
use crate::tree::NodeRef;

/// The line that names the authors of the article.
///
/// ```
/// let source = "[t](https://example.org/)\n------\n\n\
///     <p>text</p><p>记者：某甲  责编：某乙 某丙</p>";
/// let content = newsprint::Article::parse(source)?.content();
/// let byline = content.byline().unwrap();
/// assert_eq!(byline.raw(), "记者：某甲  责编：某乙 某丙");
/// assert_eq!(byline.span().of(source), byline.raw());
/// let people = byline.contributors();
/// let people: Vec<_> = people.iter().map(|person| (person.role(), person.name())).collect();
/// assert_eq!(people, [(Some("记者"), "某甲"), (Some("责编"), "某乙"), (Some("责编"), "某丙")]);
/// assert_eq!(content.to_text(), "text");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline<'a> {
    raw: Cow<'a, str>,
    span: Span,
}

impl Byline<'_> {
    /// Returns the text of the byline without surrounding white space. A line break (`<br>`)
    /// becomes a space.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the people that the byline names, in order, up to 40. A person with two roles is
    /// returned once for each role. Names are separated by commas, slashes, semicolons or similar
    /// characters. Chinese names may also be separated by white space. Words such as `华盛顿报道`
    /// (reports from Washington), the names of news agencies, and the text `null` are left out.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>编译：某甲；审校：某乙</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// for person in content.byline().unwrap().contributors() {
    ///     println!("{} ({})", person.name(), person.role().unwrap_or("no role"));
    /// }
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn contributors(&self) -> Vec<Contributor<'_>> {
        credits::contributors(&self.raw)
    }

    /// Returns the span of the byline in the source.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Returns the value of `author` in the front matter as a byline.
pub(in crate::content) fn of_value<'a>(value: Spanned<impl Into<Cow<'a, str>>>) -> Byline<'a> {
    let span = value.span();
    let raw = value.into_value().into();
    Byline { raw, span }
}

/// Returns `raw` as a byline. `raw` must be a slice of the source, and `start` the byte offset of
/// `raw` in the source.
pub(super) fn of_slice<'a>(raw: &'a str, start: u32) -> Byline<'a> {
    let span = Span::new(start, start + raw.len() as u32);
    Byline {
        raw: Cow::Borrowed(raw),
        span,
    }
}

/// Returns the visible text of `nodes` and their descendants as a byline, or `None` if this text is
/// empty.
pub(super) fn of_nodes<'t, 'a: 't>(
    nodes: impl Iterator<Item = NodeRef<'t, 'a>>,
) -> Option<Byline<'a>> {
    let mut byline: Option<Byline<'a>> = None;
    // The white space and line breaks since the last text that was read.
    let mut gap = String::new();
    for node in nodes.flat_map(wrap::shown) {
        let Some(text) = node.as_text() else {
            gap.extend(node.is_named(Known::Br).then_some(' '));
            continue;
        };
        let start = text.trim_start();
        gap.push_str(text.get(..text.len() - start.len()).unwrap_or_default());
        if start.is_empty() {
            continue;
        }
        let (raw, span) = trimmed(node)?;
        byline = Some(match byline {
            None => Byline { raw, span },
            Some(before) => Byline {
                raw: Cow::Owned([&before.raw, collapsed(&gap).as_ref(), &raw].concat()),
                span: before.span.cover(span),
            },
        });
        gap.clear();
        gap.push_str(start.get(start.trim_end().len()..).unwrap_or_default());
    }
    byline
}

/// Collapses `gap`, the white space between two texts, to a single space. Returns an empty string
/// if `gap` is empty. If `gap` contains characters such as U+3000, which HTML does not treat as
/// white space, returns only these characters.
fn collapsed(gap: &str) -> Cow<'_, str> {
    match gap.bytes().all(is_document_white_space) {
        true if gap.is_empty() => Cow::Borrowed(""),
        true => Cow::Borrowed(" "),
        false => Cow::Owned(gap.replace(['\t', '\n', '\r', ' '], "")),
    }
}
