//! Tells quickly that no rule is about the classes of an element.

use super::rule::Rule;
use crate::html::raw_attributes::RawAttributes;
use crate::source::Span;

/// The classes and IDs that rules are about, each as a bit that few others share.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClassFilter([u64; WORDS]);

const WORDS: usize = 8;

impl ClassFilter {
    pub(super) fn new<'r>(rules: impl Iterator<Item = &'r Rule>) -> Self {
        let mut filter = ClassFilter([0; WORDS]);
        let classes = rules.flat_map(|rule| rule.class.split_ascii_whitespace());
        for class in classes {
            let (word, bit) = place(class.strip_prefix('#').unwrap_or(class));
            if let Some(word) = filter.0.get_mut(word) {
                *word |= bit;
            }
        }
        filter
    }

    /// Returns whether a rule may be about one of the classes, or the ID, of the start tag at `tag`.
    pub(super) fn may_match(&self, source: &str, tag: Span) -> bool {
        RawAttributes::of(source, tag).any(|attribute| {
            let name = attribute.name.of(source);
            let is_asked = name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id");
            let value = attribute.value.of(source);
            is_asked && value.split_ascii_whitespace().any(|class| self.has(class))
        })
    }

    fn has(&self, class: &str) -> bool {
        let (word, bit) = place(class);
        let is_in = self.0.get(word).is_some_and(|word| word & bit != 0);
        // Once decoded it is another.
        is_in || class.contains('&')
    }
}

/// Returns the place of a class: its word, and the bit in it.
fn place(class: &str) -> (usize, u64) {
    let bytes = class.as_bytes();
    let byte = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    let hash = bytes.len() * 37 + byte(bytes.first()) * 11 + byte(bytes.last()) * 5;
    (hash / 64 % WORDS, 1 << (hash % 64))
}
