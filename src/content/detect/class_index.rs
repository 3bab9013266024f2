//! Finds the rules that may match an element. Uses an index of the classes and IDs in the rules.

use std::ops::Range;
use std::sync::LazyLock;

use super::known;
use super::rule::{Rule, RulePlace};
use super::rules::Rules;
use super::sieve;
use super::subject::Subject;
use crate::html::raw_attributes::RawAttributes;
use crate::scan;
use crate::source::Span;

/// An index of the built-in rules for [`RulePlace::Anywhere`] by class and ID.
#[derive(Debug)]
struct ClassIndex {
    /// A Bloom filter of the classes and IDs.
    filter: [u64; WORDS],
    /// Sorted pairs. Each pair is a class or ID, and the index in [`known::ANYWHERE`] of a rule
    /// that has this class or ID. IDs start with `#`.
    classes: Vec<(&'static str, usize)>,
}

/// The number of integers in the Bloom filter, which has 4,096 bits.
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
        let name = class.strip_prefix('#').unwrap_or(class).as_bytes();
        let (word, bit) = place(scan::word(name, 0), name.len());
        if let Some(word) = filter.get_mut(word) {
            *word |= bit;
        }
    }
    ClassIndex { filter, classes }
});

/// Returns the rules for [`RulePlace::Anywhere`] that may match an element: first the built-in
/// rules, then the added rules. If `known` is `false`, returns only the added rules.
pub(super) fn rules_for<'s>(
    rules: &'s Rules<'s>,
    subject: &'s Subject<'_, '_>,
    known: bool,
) -> impl Iterator<Item = &'s Rule> {
    let index = known.then(|| &*KNOWN);
    let others = index.map(|_| sieve::rules_for(RulePlace::Anywhere, subject));
    let of_class = move |class: &'s str| {
        let bytes = class.as_bytes();
        let index = index.filter(|index| index.may_have(scan::word(bytes, 0), bytes.len()))?;
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

/// Returns whether a built-in rule may match a class or the ID in the start tag at `tag`. Also returns `true`
/// if the attribute `style` in this tag may hide the element.
pub(super) fn may_match(source: &str, tag: Span) -> bool {
    let source_bytes = source.as_bytes();
    let mut attributes = RawAttributes::of(source, tag);
    let first = attributes.take_class();
    if first.is_some_and(|class| KNOWN.may_have_one(source_bytes, class)) {
        return true;
    }
    attributes.any(|attribute| {
        let bytes = |span: Span| source_bytes.get(span.range()).unwrap_or_default();
        let name = bytes(attribute.name);
        let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
        match name.len() {
            5 if is(b"class") => KNOWN.may_have_one(source_bytes, attribute.value),
            5 if is(b"style") => may_hide(bytes(attribute.value)),
            2 if is(b"id") => KNOWN.may_have_one(source_bytes, attribute.value),
            _ => false,
        }
    })
}

/// Returns whether a `style` attribute may hide its element with `display: none`. `style` is the value as
/// written in the source, without decoding character references.
fn may_hide(style: &[u8]) -> bool {
    memchr::memchr3_iter(b'n', b'N', b'&', style).any(|at| {
        let word = style.get(at..at + "none".len());
        // A character reference may be decoded to a letter of `none`.
        style.get(at) == Some(&b'&') || word.is_some_and(|word| word.eq_ignore_ascii_case(b"none"))
    })
}

impl ClassIndex {
    /// Returns whether a rule may match one of the classes, or the ID, in an attribute value.
    /// `value` is the span of the attribute value in the source.
    fn may_have_one(&self, source: &[u8], value: Span) -> bool {
        const REFERENCE: u64 = u64::from_le_bytes([b'&'; 8]);
        let Range { start, end } = value.range();
        let (mut class, mut at) = (start, start);
        let mut first = 0;
        while at < end {
            let word = scan::word(source, at);
            // The class contains a character reference, which is not decoded here. A rule may match
            // the decoded class.
            if scan::less(word ^ REFERENCE, 1) != 0 {
                return true;
            }
            first = if at == class { word } else { first };
            let space = scan::less(word, b' ' + 1);
            at += (space.trailing_zeros() / 8) as usize;
            if space != 0 || at >= end {
                if self.may_have(first, at.min(end) - class) {
                    return true;
                }
                at += 1;
                class = at;
            }
        }
        false
    }

    /// Returns whether a rule may match a class or ID that has `len` bytes. `first` contains the first eight
    /// bytes of the class or ID.
    #[inline]
    fn may_have(&self, first: u64, len: usize) -> bool {
        let (word, bit) = place(first, len);
        self.filter.get(word).is_some_and(|word| word & bit != 0)
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

/// Returns the place of a class or ID in the Bloom filter: the index of the integer, and a mask for
/// the bit in the integer. The class or ID has `len` bytes; `first` contains the first eight bytes.
fn place(first: u64, len: usize) -> (usize, u64) {
    let first = scan::prefix(first, len).unwrap_or(first);
    let hash = (first ^ len as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
    ((hash / 64) as usize, 1 << (hash % 64))
}
