use std::fmt;

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone,
    Utc,
};

/// A date, as precise as in the file: an instant, a local date and time, or a day.
///
/// The variants have the same names as in TOML and `java.time`. Missing parts are not guessed: a
/// date and time without an offset from UTC is a [`Moment::LocalDateTime`]. `Display` writes the
/// known parts in the format of RFC 3339.
///
/// ```
/// use newsprint::Moment;
/// use newsprint::chrono::{DateTime, NaiveDate};
///
/// let day = NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
/// assert_eq!(Moment::from(day), Moment::LocalDate(day));
/// assert_eq!(Moment::from(day).to_utc(), None);
/// assert_eq!(Moment::from(day).to_string(), "2021-04-15");
///
/// let exact = DateTime::parse_from_rfc3339("2021-04-15T21:00:00+08:00")?;
/// assert_eq!(Moment::from(exact).to_utc(), Some(exact.to_utc()));
/// assert_eq!(Moment::from(exact).day(), day);
/// # Ok::<(), newsprint::chrono::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Moment {
    /// A date and time with an offset from UTC: an instant.
    OffsetDateTime(DateTime<FixedOffset>),
    /// A date and time without an offset from UTC.
    LocalDateTime(NaiveDateTime),
    /// A day without a time of day.
    LocalDate(NaiveDate),
}

impl Moment {
    /// Returns the day as written in the file, without conversion to UTC.
    ///
    /// ```
    /// use newsprint::Moment;
    /// use newsprint::chrono::DateTime;
    ///
    /// // In UTC it was still the 14th.
    /// let date = DateTime::parse_from_rfc3339("2021-04-15T01:00:00+08:00")?;
    /// assert_eq!(Moment::from(date).day().to_string(), "2021-04-15");
    /// # Ok::<_, newsprint::chrono::ParseError>(())
    /// ```
    pub fn day(&self) -> NaiveDate {
        match self {
            Moment::OffsetDateTime(date) => date.date_naive(),
            Moment::LocalDateTime(date) => date.date(),
            Moment::LocalDate(day) => *day,
        }
    }

    /// Returns the time of day as written, or `None` if only the day is known.
    ///
    /// ```
    /// use newsprint::Moment;
    /// use newsprint::chrono::NaiveDate;
    ///
    /// let day = NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
    /// assert_eq!(Moment::from(day).time(), None);
    /// assert!(Moment::from(day.and_hms_opt(13, 59, 2).unwrap()).time().is_some());
    /// ```
    pub fn time(&self) -> Option<NaiveTime> {
        match self {
            Moment::OffsetDateTime(date) => Some(date.time()),
            Moment::LocalDateTime(date) => Some(date.time()),
            Moment::LocalDate(_) => None,
        }
    }

    /// Returns the date and time with their offset from UTC, or `None` if the offset is unknown.
    pub fn offset_date_time(&self) -> Option<DateTime<FixedOffset>> {
        match self {
            Moment::OffsetDateTime(date) => Some(*date),
            Moment::LocalDateTime(_) | Moment::LocalDate(_) => None,
        }
    }

    /// Returns the date and time in UTC, or `None` if the offset from UTC is unknown.
    ///
    /// ```
    /// use newsprint::Moment;
    /// use newsprint::chrono::{DateTime, NaiveDate};
    ///
    /// let date = DateTime::parse_from_rfc3339("2021-04-15T21:00:00+08:00")?;
    /// assert_eq!(Moment::from(date).to_utc().unwrap().to_rfc3339(), "2021-04-15T13:00:00+00:00");
    /// let day = NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
    /// assert_eq!(Moment::from(day).to_utc(), None);
    /// # Ok::<_, newsprint::chrono::ParseError>(())
    /// ```
    pub fn to_utc(&self) -> Option<DateTime<Utc>> {
        Some(self.offset_date_time()?.to_utc())
    }

    /// Returns this date, or `None` if its year is outside 1 to 9999. All date formats that this
    /// crate supports can express these years.
    pub(super) fn in_range(self) -> Option<Self> {
        (1..=9999).contains(&self.day().year()).then_some(self)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::OffsetDateTime(date) => {
                f.write_str(&date.to_rfc3339_opts(SecondsFormat::AutoSi, true))
            }
            Moment::LocalDateTime(date) => write!(f, "{}", date.format("%Y-%m-%dT%H:%M:%S%.f")),
            Moment::LocalDate(day) => write!(f, "{}", day.format("%Y-%m-%d")),
        }
    }
}

impl<Tz: TimeZone> From<DateTime<Tz>> for Moment {
    fn from(date: DateTime<Tz>) -> Self {
        Moment::OffsetDateTime(date.fixed_offset())
    }
}

impl From<NaiveDateTime> for Moment {
    fn from(date: NaiveDateTime) -> Self {
        Moment::LocalDateTime(date)
    }
}

impl From<NaiveDate> for Moment {
    fn from(day: NaiveDate) -> Self {
        Moment::LocalDate(day)
    }
}
