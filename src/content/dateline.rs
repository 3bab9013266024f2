use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use crate::span::Span;

/// The publisher's own date in an article; the stamp is the feed's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline<'a> {
    pub(super) raw: Cow<'a, str>,
    pub(super) date: Option<DateTime<FixedOffset>>,
    pub(super) span: Span,
}

impl Dateline<'_> {
    /// Returns the date as the source has it, without blanks around it.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the date with the offset from UTC that was written, or nothing if it is none of RFC 2822.
    pub fn date(&self) -> Option<DateTime<FixedOffset>> {
        self.date
    }

    /// Returns the bytes of the date.
    pub fn span(&self) -> Span {
        self.span
    }
}
