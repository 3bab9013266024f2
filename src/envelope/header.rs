use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use crate::source::Spanned;

/// The stamp: an HTML comment before the link header, such as `<!--1618495142000-->`. The comment
/// contains the publication time from the feed, as a Unix timestamp in milliseconds. If the time is
/// unknown, the comment contains `NaN`.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "<!--1618495142000-->\n[Title](https://example.org/a)\n------\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let stamp = envelope.stamp().unwrap();
/// assert_eq!((stamp.raw(), stamp.millis()), ("1618495142000", Some(1_618_495_142_000)));
/// assert_eq!(stamp.date().unwrap().to_rfc3339(), "2021-04-15T13:59:02+00:00");
/// assert_eq!(stamp.span().of(source), "<!--1618495142000-->");
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp<'a> {
    raw: &'a str,
    millis: Option<i64>,
}

/// The Unix timestamps, in milliseconds, of the years 1 to 9999. All date formats that this crate
/// supports can express these years.
const YEARS: RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// The Unix timestamps, in milliseconds, of the years 1990 to 2100. A stamp that is written in seconds or
/// microseconds by mistake is outside this range.
const LIKELY: RangeInclusive<i64> = 631_152_000_000..=4_133_980_799_999;

impl<'a> Stamp<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        let millis = raw.parse().ok();
        Stamp { raw, millis }
    }

    /// Returns the text between `<!--` and `-->`: an integer or `NaN`.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the Unix timestamp in milliseconds, or `None` if the stamp is `NaN` or does not fit into an
    /// `i64`.
    pub fn millis(&self) -> Option<i64> {
        self.millis
    }

    /// Returns the date and time in UTC, or `None` if the stamp is `NaN` or outside the years 1 to 9999.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let date = |stamp: &str| {
    ///     let source = format!("<!--{stamp}-->\n[T](https://example.org/a)\n------\n\n");
    ///     Envelope::parse(&source).unwrap().stamp().unwrap().date()
    /// };
    /// assert_eq!(date("-1").unwrap().to_rfc3339(), "1969-12-31T23:59:59.999+00:00");
    /// assert_eq!(date("9999999999999999"), None);
    /// ```
    pub fn date(&self) -> Option<DateTime<Utc>> {
        let millis = self.millis.filter(|millis| YEARS.contains(millis))?;
        DateTime::from_timestamp_millis(millis)
    }

    /// Returns whether the stamp is `NaN`. A file has this stamp if the program that wrote the file
    /// could not parse the date in the feed.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "<!--NaN-->\n[T](https://example.org/a)\n------\n\n";
    /// let stamp = Envelope::parse(source)?.stamp().unwrap();
    /// assert!(stamp.is_nan());
    /// assert_eq!((stamp.millis(), stamp.date()), (None, None));
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn is_nan(&self) -> bool {
        self.raw == "NaN"
    }

    pub(super) fn is_in_range(&self) -> bool {
        self.millis.is_some_and(|millis| YEARS.contains(&millis))
    }

    /// Returns whether the stamp is in the years 1990 to 2100, which is plausible for an article.
    pub(super) fn is_likely(&self) -> bool {
        self.millis.is_some_and(Self::is_likely_millis)
    }

    /// Returns whether a Unix timestamp in milliseconds is in the years 1990 to 2100.
    pub(super) fn is_likely_millis(millis: i64) -> bool {
        LIKELY.contains(&millis)
    }
}

/// The link header: the line `[title](url)` before the separator.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "<!--1618495142000-->\n[A [B]](https://example.org/a)\n------\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let header = envelope.link_header().unwrap();
/// assert_eq!(*header.title(), "A [B]");
/// assert_eq!(header.url().span().of(source), "https://example.org/a");
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LinkHeader<'a> {
    title: Spanned<&'a str>,
    url: Spanned<&'a str>,
}

impl<'a> LinkHeader<'a> {
    pub(super) fn new(title: Spanned<&'a str>, url: Spanned<&'a str>) -> Self {
        LinkHeader { title, url }
    }

    /// Returns the title as written, without decoding character references.
    pub fn title(&self) -> Spanned<&'a str> {
        self.title
    }

    /// Returns the URL as written.
    pub fn url(&self) -> Spanned<&'a str> {
        self.url
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;

    #[test]
    fn the_ranges_are_whole_years() {
        for (range, first, last) in [(YEARS, 1, 9999), (LIKELY, 1990, 2100)] {
            let year = |millis| DateTime::from_timestamp_millis(millis).unwrap().year();
            assert_eq!(
                [year(*range.start() - 1), year(*range.start())],
                [first - 1, first]
            );
            assert_eq!(
                [year(*range.end()), year(*range.end() + 1)],
                [last, last + 1]
            );
        }
    }
}
