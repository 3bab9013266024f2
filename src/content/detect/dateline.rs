use std::borrow::Cow;

use super::wrap;
use crate::envelope::{Date, Moment};
use crate::html::Known;
use crate::source::{Span, Spanned};
use crate::tree::NodeRef;

/// The date that the publisher wrote into an article. It may differ from the date in the feed: see
/// [`Article::published`](crate::Article::published).
///
/// ```
/// let source = "[t](https://example.org/)\n------\n\n\
///     <div><i>Thu, 15 Apr 2021 21:23:59 +0800</i></div><p>text</p>";
/// let content = newsprint::Article::parse(source)?.content();
/// let dateline = content.dateline().unwrap();
/// assert_eq!(dateline.raw(), "Thu, 15 Apr 2021 21:23:59 +0800");
/// assert_eq!(dateline.date().unwrap().to_string(), "2021-04-15T21:23:59+08:00");
/// assert_eq!(dateline.span().of(source), dateline.raw());
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline<'a> {
    raw: Cow<'a, str>,
    date: Option<Moment>,
    is_ambiguous: bool,
    span: Span,
}

impl Dateline<'_> {
    /// Returns the text of the date without surrounding white space.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the date. Depending on the text, this is a date and time with an offset from UTC, a
    /// local date and time, or a day. Returns `None` if the format is unknown.
    ///
    /// For a `time` element, returns the date in the attribute `datetime` or `pubdate`. If neither
    /// attribute has a date in a known format, returns the date in the text. The known formats are
    /// RFC 2822, ISO 8601, `13/07/2020 - 10:04`, `2020年 7月 13日`, and English dates such as
    /// `July 13, 2020`. The known names of time zones include `GMT`, `UTC`, `EST`, `CET`, `HKT` and
    /// `JST`.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<div>15/07/2020 - 10:04</div><p>text</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let date = content.dateline().unwrap().date().unwrap();
    /// assert_eq!(date.to_string(), "2020-07-15T10:04:00");
    /// assert_eq!(date.to_utc(), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn date(&self) -> Option<Moment> {
        self.date
    }

    /// Returns whether the date ends in `CST`, which is -06:00 in RFC 2822, but +08:00 in Chinese feeds.
    /// [`Dateline::date`] reads `CST` as -06:00.
    pub fn has_ambiguous_zone(&self) -> bool {
        self.is_ambiguous
    }

    /// Returns the span of the date in the source.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Returns the date line before the body (`日期：…`) as a dateline.
pub(in crate::content) fn of_line<'a>(line: &Spanned<Date<'a>>) -> Dateline<'a> {
    Dateline {
        raw: Cow::Borrowed(line.raw()),
        date: line.parsed(),
        is_ambiguous: line.has_ambiguous_zone(),
        span: line.span(),
    }
}

/// Returns the text of a text node as a dateline, or `None` if `text` is another kind of node. If
/// the format of the date is unknown, [`Dateline::date`] returns `None`.
pub(super) fn of_text<'a>(text: NodeRef<'_, 'a>) -> Option<Dateline<'a>> {
    let (raw, span) = trimmed(text)?;
    let date = Date::of_dateline(&raw);
    let (date, is_ambiguous) = (date.parsed(), date.has_ambiguous_zone());
    Some(Dateline {
        raw,
        date,
        is_ambiguous,
        span,
    })
}

/// Returns a `time` element, or an element that contains only a `time`, as a dateline. Returns
/// `None` for other elements. Also returns `None` if the `time` contains anything but one text.
pub(super) fn of_time<'a>(element: NodeRef<'_, 'a>) -> Option<Dateline<'a>> {
    let time = std::iter::successors(Some(element), |outer| wrap::only_child(*outer));
    let time = { time }.find(|element| element.is_named(Known::Time))?;
    let mut dateline = of_text(wrap::only_child(time)?)?;
    let attributes = ["datetime", "pubdate"]
        .iter()
        .filter_map(|name| time.attr(name));
    let mut dates = attributes.filter_map(|value| {
        let date = Date::of_dateline(&value);
        Some((date.parsed()?, date.has_ambiguous_zone()))
    });
    if let Some((date, is_ambiguous)) = dates.next() {
        (dateline.date, dateline.is_ambiguous) = (Some(date), is_ambiguous);
    }
    Some(dateline)
}

/// Returns the text of a text node without surrounding white space, and the span of this text in
/// the source. If the text contains character references, the span includes the surrounding white
/// space. Returns `None` if `text` is another kind of node.
pub(super) fn trimmed<'a>(text: NodeRef<'_, 'a>) -> Option<(Cow<'a, str>, Span)> {
    let (said, span) = (text.as_text()?, text.span()?);
    Some(match text.literal_text() {
        Some(literal) => {
            let start = span.start + (literal.len() - literal.trim_start().len()) as u32;
            let raw = literal.trim();
            let span = Span::new(start, start + raw.len() as u32);
            (Cow::Borrowed(raw), span)
        }
        None => (Cow::Owned(said.trim().to_owned()), span),
    })
}
