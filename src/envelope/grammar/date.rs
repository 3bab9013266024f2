//! Parses the dates in front matter and date lines.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, map_opt, opt, rest, verify};
use nom::sequence::preceded;

use super::{Rule, blanks, other};
use crate::envelope::moment::Moment;
use crate::envelope::zone::offset_of;

/// Parses `date = day [ ( "T" / " " ) time [ *blank zone ] ]`, which must match the whole input.
pub(in crate::envelope) fn date(input: &str) -> Rule<'_, Moment> {
    let (after, day) = day(input)?;
    let Some(after_mark) = after.strip_prefix(['T', ' ']) else {
        return match after.is_empty() {
            true => Ok((after, day.into())),
            false => other(),
        };
    };
    let (after, time) = time(after_mark)?;
    let local = day.and_time(time);
    if after.is_empty() {
        return Ok((after, local.into()));
    }
    let zone = all_consuming(preceded(blanks, zone));
    map_opt(zone, |zone| {
        Some(local.and_local_timezone(zone).single()?.into())
    })
    .parse(after)
}

/// `day = 4DIGIT "-" 2DIGIT "-" 2DIGIT`. The year must be in 1 to 9999.
fn day(input: &str) -> Rule<'_, NaiveDate> {
    let fields = (digits::<4>, char('-'), digits::<2>, char('-'), digits::<2>);
    map_opt(fields, |(year, _, month, _, day)| {
        let year = i32::try_from(year).ok().filter(|year| *year > 0)?;
        NaiveDate::from_ymd_opt(year, month, day)
    })
    .parse(input)
}

/// `time = 2DIGIT ":" 2DIGIT [ ":" 2DIGIT [ "." 1*9DIGIT ] ]`
fn time(input: &str) -> Rule<'_, NaiveTime> {
    let (mut after, (hour, _, minute)) = (digits::<2>, char(':'), digits::<2>).parse(input)?;
    let (mut second, mut nanos) = (0, 0);
    if let Some(seconds) = after.strip_prefix(':') {
        (after, second) = digits::<2>(seconds)?;
        if let Some(digits) = after.strip_prefix('.') {
            (after, nanos) = fraction(digits)?;
        }
    }
    match NaiveTime::from_hms_nano_opt(hour, minute, second, nanos) {
        Some(time) => Ok((after, time)),
        None => other(),
    }
}

/// Parses the one to nine digits of a fraction of a second. Returns the fraction in nanoseconds.
pub(super) fn fraction(input: &str) -> Rule<'_, u32> {
    map_opt(
        take_while_m_n(1, 9, |c: char| c.is_ascii_digit()),
        |digits: &str| {
            let unit = 10_u32.pow(9 - digits.len() as u32);
            Some(digits.parse::<u32>().ok()? * unit)
        },
    )
    .parse(input)
}

/// `zone = "Z" / ( ( "+" / "-" ) 2DIGIT [ ":" ] 2DIGIT )`
pub(super) fn zone(input: &str) -> Rule<'_, FixedOffset> {
    let utc = map_opt(char('Z'), |_| FixedOffset::east_opt(0));
    let fields = (one_of("+-"), digits::<2>, opt(char(':')), digits::<2>);
    let shifted = map_opt(fields, |(sign, hours, _, minutes)| {
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds })
    });
    alt((utc, shifted)).parse(input)
}

/// Parses exactly `N` digits as a number.
fn digits<const N: usize>(input: &str) -> Rule<'_, u32> {
    let Some((digits, rest)) = input.split_at_checked(N) else {
        return other();
    };
    // Whether all bytes are digits is checked once, after the loop.
    let mut number = 0;
    let mut is_number = true;
    for byte in digits.bytes() {
        number = number * 10 + u32::from(byte & 0xf);
        is_number &= byte.is_ascii_digit();
    }
    match is_number {
        true => Ok((rest, number)),
        false => other(),
    }
}

/// Parses a date in the format of RFC 2822, which date lines use. The date must be the whole input.
/// The year must be in 1 to 9999.
pub(in crate::envelope) fn rfc2822_date(input: &str) -> Rule<'_, Moment> {
    // Real dates are 31 bytes long. RFC 2822 also allows comments of any length. The maximum bounds
    // the time for parsing them.
    let short = verify(rest, |text: &str| text.len() <= 256);
    map_opt(short, |text| {
        let date = DateTime::parse_from_rfc2822(text)
            .ok()
            .or_else(|| with_zone_name(text))?;
        Moment::from(date).in_range()
    })
    .parse(input)
}

/// Parses an RFC 2822 date whose time zone is a name that RFC 2822 does not define, such as `HKT`.
fn with_zone_name(text: &str) -> Option<DateTime<FixedOffset>> {
    let (before, name) = text.trim_end().rsplit_once(' ')?;
    let local = DateTime::parse_from_rfc2822(&[before, " +0000"].concat()).ok()?;
    local
        .naive_utc()
        .and_local_timezone(offset_of(name)?)
        .single()
}
