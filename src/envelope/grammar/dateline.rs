//! Parses the dates that publishers write into their articles.

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while_m_n};
use nom::character::complete::{alpha1, char, one_of};
use nom::combinator::{all_consuming, map, map_opt, opt, value, verify};
use nom::sequence::{delimited, preceded, terminated};

use super::date::{fraction, rfc2822_date, zone};
use super::{Rule, other};
use crate::envelope::moment::Moment;
use crate::envelope::zone::offset_of;

/// The maximum length of a dateline, in bytes. Longer text is not parsed.
const MAX_LEN: usize = 80;

/// Parses `dateline = rfc2822-date / written`, which must match the whole input. White space around
/// the input is ignored.
pub(in crate::envelope) fn dateline(input: &str) -> Rule<'_, Moment> {
    let (_, input) =
        verify(nom::combinator::rest, |text: &str| text.len() <= MAX_LEN).parse(input.trim())?;
    alt((rfc2822_date, all_consuming(written))).parse(input)
}

/// `written = day [ blanks weekday ] [ gap time [ blanks zone ] ]`
fn written(input: &str) -> Rule<'_, Moment> {
    let (after, day) = alt((big_endian_day, little_endian_day, month_name_day)).parse(input)?;
    let (after, _) = opt(preceded(blanks, weekday)).parse(after)?;
    let Ok((after, time)) = preceded(gap, time).parse(after) else {
        return Ok((after, day.into()));
    };
    let local = day.and_time(time);
    match preceded(blanks, alt((zone, zone_name))).parse(after) {
        Ok((after, zone)) => match local.and_local_timezone(zone).single() {
            Some(date) => Ok((after, date.into())),
            None => other(),
        },
        Err(_) => Ok((after, local.into())),
    }
}

/// Parses a day such as `2020-07-13`, `2020/7/13`, `2020.7.13` or `2020年 7月 13日`.
fn big_endian_day(input: &str) -> Rule<'_, NaiveDate> {
    let mark = |cjk| {
        preceded(
            blanks,
            terminated(alt((tag("-"), tag("/"), tag("."), tag(cjk))), blanks),
        )
    };
    let day_mark = opt(preceded(blanks, one_of("日号號")));
    map_opt(
        (year, mark("年"), number, mark("月"), number, day_mark),
        |(year, _, month, _, day, _)| NaiveDate::from_ymd_opt(year, month, day),
    )
    .parse(input)
}

/// Parses a day such as `13/07/2020`.
fn little_endian_day(input: &str) -> Rule<'_, NaiveDate> {
    map_opt(
        (number, char('/'), number, char('/'), year),
        |(day, _, month, _, year)| NaiveDate::from_ymd_opt(year, month, day),
    )
    .parse(input)
}

/// Parses a day such as `13 July 2020` or `July 13, 2020`.
fn month_name_day(input: &str) -> Rule<'_, NaiveDate> {
    let comma = || take_while(|c| c == ' ' || c == ',' || c == '.');
    let day_first = map(
        (number, comma(), month, comma(), year),
        |(d, _, m, _, y)| (y, m, d),
    );
    let month_first = map(
        (month, comma(), number, comma(), year),
        |(m, _, d, _, y)| (y, m, d),
    );
    map_opt(alt((day_first, month_first)), |(year, month, day)| {
        NaiveDate::from_ymd_opt(year, month, day)
    })
    .parse(input)
}

/// Parses a time of day such as `15:05`, `15:05:30.5`, `15时05分30秒`, `下午 3:05` or `3:05 PM`.
fn time(input: &str) -> Rule<'_, NaiveTime> {
    let half = |input| {
        let morning = value(false, alt((tag("上午"), tag("凌晨"), tag("早上"))));
        alt((morning, value(true, alt((tag("下午"), tag("晚上")))))).parse(input)
    };
    let half_after = |input| {
        alt((
            value(false, tag_no_case("am")),
            value(true, tag_no_case("pm")),
        ))
        .parse(input)
    };
    let hour_mark = alt((
        tag(":"),
        tag("："),
        tag("时"),
        tag("時"),
        tag("点"),
        tag("點"),
    ));
    let second = map(
        (number, opt(preceded(char('.'), fraction))),
        |(second, nanos)| (second, nanos.unwrap_or(0)),
    );
    map_opt(
        (
            opt(terminated(half, blanks)),
            terminated(number, hour_mark),
            terminated(number, opt(char('分'))),
            opt(preceded(
                opt(char(':')),
                terminated(second, opt(char('秒'))),
            )),
            opt(preceded(blanks, half_after)),
        ),
        |(before, hour, minute, second, after)| {
            let (second, nanos) = second.unwrap_or((0, 0));
            let hour = match before.or(after) {
                Some(true) if hour < 12 => hour + 12,
                Some(false) if hour == 12 => 0,
                _ => hour,
            };
            NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)
        },
    )
    .parse(input)
}

fn year(input: &str) -> Rule<'_, i32> {
    map_opt(
        take_while_m_n(4, 4, |c: char| c.is_ascii_digit()),
        |digits: &str| digits.parse().ok().filter(|year| *year > 0),
    )
    .parse(input)
}

/// Parses a number of one or two digits.
fn number(input: &str) -> Rule<'_, u32> {
    map_opt(
        take_while_m_n(1, 2, |c: char| c.is_ascii_digit()),
        |digits: &str| digits.parse().ok(),
    )
    .parse(input)
}

fn month(input: &str) -> Rule<'_, u32> {
    map_opt(alpha1, month_of).parse(input)
}

/// Returns whether `word` is `name` or an abbreviation of `name`, ignoring case. An abbreviation
/// consists of at least the first three letters.
pub(crate) fn is_short_for(word: &str, name: &str) -> bool {
    let start = name.get(..word.len());
    word.len() >= 3 && start.is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Returns the number of a month, 1 to 12. `word` is the English name or an abbreviation of at
/// least three letters, such as `Sept`. Returns `None` if `word` is not a month.
pub(crate) fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place = MONTHS
        .into_iter()
        .position(|month| is_short_for(word, month))?;
    Some(1 + place as u32)
}

fn zone_name(input: &str) -> Rule<'_, FixedOffset> {
    map_opt(alpha1, offset_of).parse(input)
}

/// Parses a day of the week such as `星期一` or `（周一）`.
fn weekday(input: &str) -> Rule<'_, ()> {
    let bracketed = delimited(one_of("(（"), weekday_name, one_of(")）"));
    alt((bracketed, weekday_name)).parse(input)
}

fn weekday_name(input: &str) -> Rule<'_, ()> {
    let start = alt((tag("星期"), tag("周"), tag("週"), tag("礼拜")));
    value((), (start, one_of("一二三四五六日天"))).parse(input)
}

/// Parses the separator between a day and a time: white space, punctuation or `T`. The separator
/// may be empty.
fn gap(input: &str) -> Rule<'_, &str> {
    take_while(|c: char| c.is_whitespace() || matches!(c, 'T' | '-' | '–' | ',' | '，' | '|'))(
        input,
    )
}

fn blanks(input: &str) -> Rule<'_, &str> {
    take_while(char::is_whitespace)(input)
}
