use chrono::{DateTime, Utc};

use super::grammar;
use super::moment::Moment;
use super::zone;

/// A date in a file: the text as written, and the parsed date.
///
/// ```
/// use newsprint::{Envelope, Moment};
///
/// let source = "---\ntitle: \"T\"\ndate: 2021-04-15\nfrom: https://example.org/\n---\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let date = envelope.front_matter().unwrap().date().unwrap();
/// assert_eq!(date.raw(), "2021-04-15");
/// assert!(matches!(date.parsed(), Some(Moment::LocalDate(_))));
/// // A day without a time and an offset is not an instant.
/// assert_eq!(date.to_utc(), None);
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date<'a> {
    raw: &'a str,
    parsed: Option<Moment>,
}

impl<'a> Date<'a> {
    /// Parses the value of `date` in the front matter.
    pub(super) fn of_front_matter(raw: &'a str) -> Self {
        let parsed = grammar::date(raw).ok().map(|(_, date)| date);
        Date { raw, parsed }
    }

    /// Parses the text after `日期：` in a date line.
    pub(super) fn of_line(raw: &'a str) -> Self {
        let parsed = grammar::rfc2822_date(raw).ok().map(|(_, date)| date);
        Date { raw, parsed }
    }

    /// Parses a dateline: a date that a publisher wrote into the body.
    pub(crate) fn of_dateline(raw: &'a str) -> Self {
        let parsed = grammar::dateline(raw).ok().map(|(_, date)| date);
        Date { raw, parsed }
    }

    /// Returns whether the date ends in the time zone `CST`. In RFC 2822, `CST` is -06:00, but in
    /// Chinese feeds, it is +08:00. This crate reads `CST` as -06:00.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n日期：Thu, 15 Apr 2021 21:59:02 CST\n\n";
    /// let date = newsprint::Envelope::parse(source)?.date_line().unwrap().into_value();
    /// assert!(date.has_ambiguous_zone());
    /// assert_eq!(date.parsed().unwrap().to_string(), "2021-04-15T21:59:02-06:00");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn has_ambiguous_zone(&self) -> bool {
        zone::is_ambiguous(self.raw)
    }

    /// Returns the date as written.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the parsed date. Returns `None` if the format of the date is not supported, or if
    /// the year is outside 1 to 9999.
    ///
    /// ```
    /// use newsprint::{Envelope, Moment};
    ///
    /// let source = "---\ntitle: \"T\"\ndate: 2021-04-15 21:59\nfrom: https://example.org/\n---\n\n";
    /// let date = Envelope::parse(source)?.front_matter().unwrap().date().unwrap();
    /// // There is no offset from UTC, so it is a local date.
    /// assert!(matches!(date.parsed(), Some(Moment::LocalDateTime(_))));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn parsed(&self) -> Option<Moment> {
        self.parsed
    }

    /// Returns the date and time in UTC, or `None` if the date could not be parsed or has no offset from UTC.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "[t](https://example.org/)\n------\n日期：Thu, 15 Apr 2021 21:59:02 +0800\n\n";
    /// let date = Envelope::parse(source)?.date_line().unwrap();
    /// assert_eq!(date.to_utc().unwrap().to_rfc3339(), "2021-04-15T13:59:02+00:00");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_utc(&self) -> Option<DateTime<Utc>> {
        self.parsed?.to_utc()
    }
}
