//! Looks up time zones by the names that feeds use.

use chrono::FixedOffset;

/// The names of time zones, with their offsets from UTC in minutes. The names are from RFC 2822
/// (section 4.3), or are used by publishers.
const ZONES: [(&str, i32); 25] = [
    ("UTC", 0),
    ("UT", 0),
    ("GMT", 0),
    ("Z", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("HKT", 480),
    ("SGT", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("EST", -300),
    ("EDT", -240),
    (AMBIGUOUS, -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
];

/// The name of two time zones: -06:00 in RFC 2822, but +08:00 in Chinese feeds.
const AMBIGUOUS: &str = "CST";

/// Returns the offset from UTC of the time zone with this name. Ignores case. Returns `None` if the
/// name is unknown.
pub(super) fn offset_of(name: &str) -> Option<FixedOffset> {
    let is_it = |zone: &&(&str, i32)| zone.0.eq_ignore_ascii_case(name);
    let (_, minutes) = ZONES.iter().find(is_it)?;
    FixedOffset::east_opt(minutes * 60)
}

/// Returns whether the text of a date ends in the time zone [`AMBIGUOUS`].
pub(super) fn is_ambiguous(date: &str) -> bool {
    let last = date
        .trim_end()
        .rsplit(|c: char| !c.is_ascii_alphabetic())
        .next();
    last.is_some_and(|last| last.eq_ignore_ascii_case(AMBIGUOUS))
}
