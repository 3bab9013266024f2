//! Gives numbers to formatting elements. Two elements get the same number if their names and
//! attributes are equal. html5ever uses the attributes of a formatting element only to compare it
//! with other elements. So the parser passes this number to html5ever instead of the attributes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::sink::Sink;
use crate::html::tag::Tag;
use crate::html::{Known, Namespace};
use crate::source::Span;
use crate::tree::Attributes;

/// The numbers of the start tags of formatting elements. Start tags with equal names and attributes
/// have the same number.
#[derive(Default)]
pub(super) struct Likes {
    hasher: RandomState,
    numbers: HashMap<u64, Vec<(usize, Known, Span)>>,
}

impl Likes {
    /// Returns the number for the start tag `tag` of the formatting element `known`.
    pub(super) fn number(&mut self, source: &str, tag: Tag, known: Known, sink: &Sink) -> usize {
        let attributes = || Attributes::new(source, tag.span, Namespace::Html);
        // The order of the attributes does not matter for the comparison, so the hash must not depend on the
        // order.
        let hash = attributes().fold(0, |hash: u64, attribute| {
            let pair = (attribute.name(), attribute.value());
            hash.wrapping_add(self.hasher.hash_one(pair))
        });
        let alike = self.numbers.entry(hash).or_default();
        let found = alike.iter().find(|(_, name, span)| {
            *name == known && have_same_attributes(source, *span, tag.span)
        });
        if let Some(&(number, ..)) = found {
            return number;
        }
        let number = sink.push_origin(tag.span);
        alike.push((number, known, tag.span));
        number
    }
}

fn have_same_attributes(source: &str, a: Span, b: Span) -> bool {
    let sorted = |tag| {
        let mut pairs: Vec<(String, Cow<str>)> = Attributes::new(source, tag, Namespace::Html)
            .map(|attribute| (attribute.name().to_owned(), attribute.into_value()))
            .collect();
        pairs.sort_unstable();
        pairs
    };
    sorted(a) == sorted(b)
}
