use std::fmt;

use chrono::{DateTime, Utc};

use super::moment::Moment;
use crate::source::Span;

/// The publication date of an article: the most reliable date in the file, with its origin and its
/// span.
///
/// Returned by [`Article::published`](crate::Article::published) and
/// [`Envelope::published`](crate::Envelope::published).
///
/// ```
/// use newsprint::{DateOrigin, Envelope};
///
/// let source = "[Title](https://example.org/a)\n------\n日期：Thu, 15 Apr 2021 21:59:02 +0800\n\n<p>text</p>\n";
/// let published = Envelope::parse(source)?.published().unwrap();
/// assert_eq!(published.date().to_string(), "2021-04-15T21:59:02+08:00");
/// assert_eq!(published.origin(), DateOrigin::DateLine);
/// assert_eq!(published.span().of(source), "Thu, 15 Apr 2021 21:59:02 +0800");
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Published {
    date: Moment,
    origin: DateOrigin,
    span: Span,
}

impl Published {
    pub(crate) fn new(date: impl Into<Moment>, origin: DateOrigin, span: Span) -> Self {
        let date = date.into();
        Published { date, origin, span }
    }

    /// Returns the date, as precise as in the file.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "---\ntitle: \"T\"\ndate: 2021-04-15\nfrom: https://example.org/\n---\n\n";
    /// let date = Article::parse(source)?.published().unwrap().date();
    /// assert_eq!(date.to_string(), "2021-04-15");
    /// assert_eq!(date.day().to_string(), "2021-04-15");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn date(&self) -> Moment {
        self.date
    }

    /// Returns the part of the file that the date is from.
    ///
    /// ```
    /// use newsprint::{DateOrigin, Envelope};
    ///
    /// let source = "[t](https://example.org/)\n------\n日期：Thu, 15 Apr 2021 13:59:02 +0000\n\n";
    /// let published = Envelope::parse(source)?.published().unwrap();
    /// assert_eq!(published.origin(), DateOrigin::DateLine);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn origin(&self) -> DateOrigin {
        self.origin
    }

    /// Returns the span of the date. The span of a stamp includes `<!--` and `-->`.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the date and time in UTC, or `None` if the offset from UTC is unknown.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let clip = "<!--1618495142000-->\n[Title](https://example.org/a)\n------\n\n";
    /// let published = Envelope::parse(clip)?.published().unwrap();
    /// assert_eq!(published.to_utc().unwrap().to_rfc3339(), "2021-04-15T13:59:02+00:00");
    ///
    /// let bare = "---\ntitle: \"T\"\ndate: 2021-04-15\nfrom: https://example.org/\n---\n\n";
    /// assert_eq!(Envelope::parse(bare)?.published().unwrap().to_utc(), None);
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn to_utc(&self) -> Option<DateTime<Utc>> {
        self.date.to_utc()
    }
}

/// The part of a file that a publication date is from. The variants are sorted from the most
/// reliable to the least reliable.
///
/// ```
/// assert_eq!(newsprint::DateOrigin::FrontMatter.to_string(), "front_matter");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum DateOrigin {
    /// The stamp, such as `<!--1618495142000-->`: the publication time from the feed.
    Stamp,
    /// The date line, `日期：…`, after the separator.
    DateLine,
    /// `date` in the front matter.
    FrontMatter,
    /// The dateline that the publisher wrote into the body.
    Dateline,
}

impl DateOrigin {
    /// Returns the variant's name in `snake_case`, as in JSON and Arrow.
    pub fn name(self) -> &'static str {
        match self {
            DateOrigin::Stamp => "stamp",
            DateOrigin::DateLine => "date_line",
            DateOrigin::FrontMatter => "front_matter",
            DateOrigin::Dateline => "dateline",
        }
    }
}

impl fmt::Display for DateOrigin {
    /// Writes [`DateOrigin::name`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
