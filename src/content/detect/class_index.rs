//! Finds the rules about the classes of an element.

use std::sync::LazyLock;

use super::known;
use super::rule::{Rule, RulePlace};
use super::rules::Rules;
use super::sieve;
use super::subject::Subject;
use crate::html::raw_attributes::RawAttributes;
use crate::source::Span;

/// The built-in rules for elements anywhere, by what they are about.
#[derive(Debug)]
struct ClassIndex {
    /// The classes and IDs, each as a bit that few others share.
    filter: [u64; WORDS],
    /// The classes and IDs in order, each with the number of its rule.
    classes: Vec<(&'static str, usize)>,
}

const WORDS: usize = 64;

static KNOWN: LazyLock<ClassIndex> = LazyLock::new(|| {
    let of_rule = |(number, rule): (usize, &'static Rule)| {
        rule.class
            .split_ascii_whitespace()
            .map(move |class| (class, number))
    };
    let mut classes: Vec<_> = { known::ANYWHERE.iter().enumerate() }
        .flat_map(of_rule)
        .collect();
    classes.sort_unstable();
    let mut filter = [0; WORDS];
    for (class, _) in &classes {
        let (word, bit) = place(class.strip_prefix('#').unwrap_or(class).as_bytes());
        if let Some(word) = filter.get_mut(word) {
            *word |= bit;
        }
    }
    ClassIndex { filter, classes }
});

/// Returns the rules that may be about an element: the built-in ones, then the added ones.
pub(super) fn rules_for<'s>(
    rules: &'s Rules<'s>,
    subject: &'s Subject<'_, '_>,
) -> impl Iterator<Item = &'s Rule> {
    let index = rules.has_known.then(|| &*KNOWN);
    let others = index.map(|_| sieve::rules_for(RulePlace::Anywhere, subject));
    let of_class = move |class: &'s str| {
        let index = index.filter(|index| index.has(class.as_bytes()))?;
        Some(index.rules(class))
    };
    let of_id = index.map(|index| index.rules_of_id(subject.labels.id()));
    let known = subject.labels.classes().filter_map(of_class).flatten();
    let known = others
        .into_iter()
        .flatten()
        .chain(known)
        .chain(of_id.into_iter().flatten());
    let all = known.map(|rule| -> &'s Rule { rule }).chain(rules.added);
    all.filter(move |rule| rules.is_for(rule, RulePlace::Anywhere))
}

/// Returns whether a rule may be about a class, or about the ID, of the start tag at `tag`, or about its style.
pub(super) fn may_match(rules: &Rules<'_>, source: &str, tag: Span) -> bool {
    let has_added = rules
        .added
        .iter()
        .any(|rule| rule.place == RulePlace::Anywhere);
    has_added || rules.has_known && may_match_known(source, tag)
}

fn may_match_known(source: &str, tag: Span) -> bool {
    let bytes = source.as_bytes();
    RawAttributes::of(source, tag).any(|attribute| {
        let name = bytes.get(attribute.name.range()).unwrap_or_default();
        let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
        let value = || bytes.get(attribute.value.range()).unwrap_or_default();
        match name.len() {
            5 if is(b"class") => KNOWN.may_have_one(value()),
            5 if is(b"style") => may_hide(value()),
            2 if is(b"id") => KNOWN.may_have_one(value()),
            _ => false,
        }
    })
}

/// Returns whether a style may hide its element.
fn may_hide(style: &[u8]) -> bool {
    memchr::memchr2_iter(b'n', b'N', style).any(|at| {
        let word = style.get(at..at + "none".len());
        word.is_some_and(|word| word.eq_ignore_ascii_case(b"none"))
    })
}

impl ClassIndex {
    /// Returns whether a rule may be about one of the classes, or about the ID, as they are written.
    fn may_have_one(&self, classes: &[u8]) -> bool {
        let mut each = classes.split(|byte| *byte <= b' ');
        // Once decoded it is another.
        each.any(|class| self.has(class)) || classes.contains(&b'&')
    }

    /// Returns whether a rule is about a class, or about an ID.
    #[inline]
    fn has(&self, class: &[u8]) -> bool {
        let (word, bit) = place(class);
        let may_have = self.filter.get(word).is_some_and(|word| word & bit != 0);
        may_have && self.has_exactly(class)
    }

    #[cold]
    fn has_exactly(&self, class: &[u8]) -> bool {
        let is_it = |known: &str| known.strip_prefix('#').unwrap_or(known).as_bytes() == class;
        self.classes.iter().any(|(known, _)| is_it(known))
    }

    fn rules<'s>(&'s self, class: &'s str) -> impl Iterator<Item = &'static Rule> + use<'s> {
        let first = self.classes.partition_point(|(known, _)| *known < class);
        let found = self.classes.get(first..).unwrap_or_default();
        let same = found.iter().take_while(move |(known, _)| *known == class);
        same.filter_map(|(_, rule)| known::ANYWHERE.get(*rule))
    }

    fn rules_of_id<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'static Rule> + use<'s> {
        let ids = self
            .classes
            .iter()
            .take_while(|(known, _)| known.starts_with('#'));
        let same = ids.filter(move |(known, _)| known.strip_prefix('#') == Some(id));
        same.filter_map(|(_, rule)| known::ANYWHERE.get(*rule))
    }
}

/// Returns the place of a class in the filter: its word, and the bit in it.
fn place(bytes: &[u8]) -> (usize, u64) {
    let byte = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    let middle = byte(bytes.get(bytes.len() / 2));
    let hash = bytes.len() * 37 + byte(bytes.first()) * 11 + byte(bytes.last()) * 5 + middle * 3;
    let mixed = hash.wrapping_mul(0x9E37_79B1) >> 7;
    (mixed / 64 % WORDS, 1 << (mixed % 64))
}
