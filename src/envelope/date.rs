use chrono::{DateTime, Utc};

use super::grammar;
use super::moment::Moment;

/// A date as written in a file, with its meaning.
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
    /// Returns the date of a value in the front matter.
    pub(super) fn of_front_matter(raw: &'a str) -> Self {
        let parsed = grammar::date(raw).ok().map(|(_, date)| date);
        Date { raw, parsed }
    }

    /// Returns the date of a date line.
    pub(super) fn of_line(raw: &'a str) -> Self {
        let parsed = grammar::rfc2822_date(raw).ok().map(|(_, date)| date);
        Date { raw, parsed }
    }

    /// Returns the date as written.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the meaning of the date, or `None` if it has none of the known forms, or a year
    /// outside 1 to 9999.
    pub fn parsed(&self) -> Option<Moment> {
        self.parsed
    }

    /// Returns the instant in UTC, or `None` if the date has no known form or no offset.
    pub fn to_utc(&self) -> Option<DateTime<Utc>> {
        self.parsed?.to_utc()
    }
}
