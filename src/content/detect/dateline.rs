use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::rule::{Rule, RuleKind, RulePlace, RuleText};
use super::rules::Rules;
use super::{matching, wrap};
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
        rules.find_map(|rule| Some((of_element(rule, element)?, element.id().index() as u32)))
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
