//! The built-in rules, grouped by place. For most elements, a quick check, for example of the
//! element's name, shows that a rule does not match.

use std::sync::LazyLock;

use super::known;
use super::rule::{Rule, RulePlace, RuleText};
use super::subject::Subject;
use crate::html::Known;
use crate::html::name::{ALL, KNOWN};

/// The built-in rules, grouped by place.
#[derive(Debug)]
pub(super) struct Sieve {
    start: Vec<Row>,
    end: Vec<Row>,
    after_image: Vec<Row>,
    /// The rules for [`RulePlace::Anywhere`] that have no class. Rules with a class are in the class index.
    anywhere: Vec<Row>,
    /// For each element name, which rules for [`RulePlace::Anywhere`] may match. The index of an
    /// entry is the `Name::index` of the element name.
    searches: [Search; KNOWN as usize],
}

/// Which built-in rules for [`RulePlace::Anywhere`] may match an element, judging by the element's
/// name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// No rule can match.
    Nothing,
    /// Only rules with a class or an ID may match. The attribute `style` may also hide the element.
    Labels,
    /// Like [`Search::Labels`], but rules for the name of the element may match, too.
    All,
}

/// A built-in rule, with data that is computed once from the rule.
#[derive(Debug)]
struct Row {
    rule: &'static Rule,
    /// The name of the first element in the rule, or `None` if the rule is for any element.
    name: Option<Known>,
    /// The character with which the text must start, or `None` if it may be any character.
    start: Option<char>,
    classes: Vec<&'static str>,
}

static SIEVE: LazyLock<Sieve> = LazyLock::new(|| {
    let rows = |rules: &'static [Rule], is_in: fn(&Rule) -> bool| {
        rules
            .iter()
            .filter(|rule| is_in(rule))
            .map(Row::new)
            .collect()
    };
    let anywhere: Vec<Row> = rows(known::ANYWHERE, |rule| rule.class.is_empty());
    let search = |name: Known| match name {
        _ if anywhere.iter().any(|row| row.name == Some(name)) => Search::All,
        // No built-in rule is for a class of these elements.
        Known::A | Known::Img | Known::Br | Known::Source | Known::Iframe => Search::Nothing,
        _ => Search::Labels,
    };
    Sieve {
        searches: std::array::from_fn(|index| {
            ALL.get(index).copied().map_or(Search::Labels, search)
        }),
        start: rows(known::START, |_| true),
        end: rows(known::END, |rule| rule.place == RulePlace::End),
        after_image: rows(known::AFTER_IMAGE, |_| true),
        anywhere,
    }
});

/// Returns the built-in rules for a place that may match an element. For [`RulePlace::Anywhere`], the rules
/// with a class are not included.
pub(super) fn rules_for(
    place: RulePlace,
    subject: &Subject<'_, '_>,
) -> impl Iterator<Item = &'static Rule> {
    let rows: &'static [Row] = match place {
        RulePlace::Start => &SIEVE.start,
        RulePlace::End => &SIEVE.end,
        RulePlace::AfterImage | RulePlace::AfterFigure => &SIEVE.after_image,
        RulePlace::Anywhere => &SIEVE.anywhere,
        RulePlace::EndOfText | RulePlace::AfterThematicBreak => &[],
    };
    let may_be = |row: &&Row| row.may_be_about(subject);
    rows.iter().filter(may_be).map(|row| row.rule)
}

/// Returns, for each element name, which built-in rules for [`RulePlace::Anywhere`] may match. The
/// index of an entry is the `Name::index` of the element name.
pub(super) fn searches_anywhere() -> &'static [Search] {
    &SIEVE.searches
}

impl Row {
    fn new(rule: &'static Rule) -> Self {
        let name = rule.element.split(' ').next().unwrap_or_default();
        let start = match &rule.text {
            RuleText::StartsWith(start) | RuleText::BeforeLinks(start) | RuleText::Is(start) => {
                start.chars().next()
            }
            _ => None,
        };
        Row {
            rule,
            name: Known::find(name.as_bytes()),
            start,
            classes: rule.class.split_ascii_whitespace().collect(),
        }
    }

    #[inline]
    fn may_be_about(&self, subject: &Subject<'_, '_>) -> bool {
        self.name.is_none_or(|name| subject.name == Some(name))
            && self.start.is_none_or(|start| subject.may_start_with(start))
            && (self.classes.is_empty() || subject.labels.has_one_of(self.classes.iter().copied()))
    }
}
