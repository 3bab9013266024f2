use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::rule::{Rule, RuleKind, RulePlace, RuleText};
use super::{Rules, matching, wrap};
use crate::envelope::Date;
use crate::source::{Span, Spanned};
use crate::tree::{Body, NodeRef};

/// The publisher's own date in an article; the stamp is the feed's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline<'a> {
    raw: Cow<'a, str>,
    date: Option<DateTime<FixedOffset>>,
    span: Span,
}

impl Dateline<'_> {
    /// Returns the date as the source has it, without blanks around it.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the date with the offset from UTC that was written, or nothing if it is not in the
    /// form of RFC 2822.
    pub fn date(&self) -> Option<DateTime<FixedOffset>> {
        self.date
    }

    /// Returns the bytes of the date.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Returns the dateline that the line `日期：` before the body is.
pub(in crate::content) fn of_line<'a>(line: &Spanned<Date<'a>>) -> Dateline<'a> {
    Dateline {
        raw: Cow::Borrowed(line.raw()),
        date: line.parsed().and_then(|date| date.offset_date_time()),
        span: line.span(),
    }
}

static KNOWN: [Rule; 1] = [
    // Voice of America.
    Rule::known(
        RuleKind::Dateline,
        RulePlace::First,
        "div > i",
        "",
        RuleText::Date,
    ),
];

/// Returns the dateline in a body, and the number of the element that it is.
pub(in crate::content) fn find<'a>(
    rules: Rules<'_>,
    body: &Body<'a>,
) -> Option<(Dateline<'a>, u32)> {
    wrap::containers(body).find_map(|container| {
        let mut children = container.children();
        let element = children.find(|child| !wrap::is_nothing(*child))?;
        let mut rules = rules.of(RuleKind::Dateline, &KNOWN);
        rules.find_map(|rule| Some((of_element(rule, element)?, element.id)))
    })
}

fn of_element<'a>(rule: &Rule, element: NodeRef<'_, 'a>) -> Option<Dateline<'a>> {
    let inner = matching::element(rule, element).filter(|_| rule.place == RulePlace::First)?;
    if !matching::is_text(rule, inner) {
        return None;
    }
    let text = wrap::only_child(inner)?;
    let said = text.as_text()?;
    let raw = said.trim();
    let span = text.span()?;
    let (raw, span) = match text.literal_text() {
        Some(literal) => {
            let blanks = said.len() - said.trim_start().len();
            let start = span.start + blanks as u32;
            let span = Span::new(start, start + raw.len() as u32);
            (Cow::Borrowed(literal.trim()), span)
        }
        None => (Cow::Owned(raw.to_owned()), span),
    };
    let date = DateTime::parse_from_rfc2822(&raw).ok();
    Some(Dateline { raw, date, span })
}

/// Returns whether a text is a date, or is where one should be: it has two numbers, or one with a word
/// that dates have, and no other words, or one after a weekday; or it is what scripts print for no
/// date.
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
    let words = text.split(|c: char| !c.is_alphabetic());
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let begins_with_day = words.peek().is_some_and(|word| is_name(word, DAYS));
    let is_of_date = |word: &&str| {
        is_name(word, DAYS)
            || is_name(word, MONTHS)
            || ZONES.contains(word)
            || word.chars().all(|c| CJK_UNITS.contains(c))
    };
    let (of_date, others): (Vec<_>, Vec<_>) = words.partition(is_of_date);
    let is_enough = numbers > 1 || numbers == 1 && !of_date.is_empty();
    is_enough && others.len() <= usize::from(begins_with_day)
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
const MONTHS: &[&str] = &[
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
const CJK_UNITS: &str = "年月日号號时時分秒点點上下午星期周週一二三四五六";
const ZONES: &[&str] = &[
    "T", "Z", "AM", "PM", "am", "pm", "GMT", "UTC", "UT", "CST", "HKT", "EST", "EDT", "CDT", "MST",
    "MDT", "PST", "PDT", "BST", "CET", "CEST", "JST",
];

/// Returns whether a word is one of the names, or what is left of one if it is cut short.
fn is_name(word: &str, names: &[&str]) -> bool {
    let is_start = |name: &&str| {
        let start = name.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    word.len() >= 3 && names.iter().any(is_start)
}
