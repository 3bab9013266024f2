//! Detects texts that are dates.

use crate::envelope::{is_short_for, month_of};

/// Returns whether a text looks like a date. Also returns `true` for `Invalid Date` and `NaN`,
/// which scripts print instead of a missing date. A date has at most 80 bytes. It contains at least
/// two numbers, or a number and a word that is usual in dates, such as `May`. It contains no other
/// words, with one exception: if it starts with a day of the week, one other word is allowed.
pub(super) fn is_date_like(text: &str) -> bool {
    const MAX_LEN: usize = 80;
    if text.len() > MAX_LEN {
        return false;
    }
    if matches!(text, "Invalid Date" | "Invalid date" | "NaN") {
        return true;
    }
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let numbers = numbers.filter(|number| !number.is_empty()).count();
    if numbers == 0 {
        return false;
    }
    let words = text.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| !word.is_empty());
    let first = words.clone().next();
    let begins_with_day = first.is_some_and(is_day);
    let is_of_date = |word: &&str| {
        is_day(word)
            || month_of(word).is_some()
            || ZONES.contains(word)
            || word.chars().all(|c| CJK_UNITS.contains(c))
    };
    let of_date = words.clone().filter(is_of_date).count();
    let others = words.count() - of_date;
    let is_enough = numbers > 1 || of_date > 0;
    is_enough && others <= usize::from(begins_with_day)
}

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const CJK_UNITS: &str = "年月日号號时時分秒点點上下午星期周週一二三四五六";
const ZONES: &[&str] = &[
    "T", "Z", "AM", "PM", "am", "pm", "GMT", "UTC", "UT", "CST", "HKT", "EST", "EDT", "CDT", "MST",
    "MDT", "PST", "PDT", "BST", "CET", "CEST", "JST",
];

/// Returns whether a word is the English name of a day of the week, or an abbreviation of three or
/// more letters, such as `Thu`.
fn is_day(word: &str) -> bool {
    DAYS.iter().any(|day| is_short_for(word, day))
}
