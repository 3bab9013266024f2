//! An element that rules are applied to, with what they ask of it, read once.

use std::borrow::Cow;

use super::rule::Rule;
use super::wrap;
use crate::html::raw_attributes::RawAttributes;
use crate::layout::has_attributes;
use crate::tree::NodeRef;
use crate::tree::attribute::decode_value;

/// How many bytes of the text are read, at least: more than the texts that built-in rules start with.
const HEAD: usize = 96;
/// How many nodes are searched for the text.
const MAX_NODES: usize = 200;

#[derive(Debug)]
pub(super) struct Subject<'t, 'a> {
    pub(super) node: NodeRef<'t, 'a>,
    class: Cow<'a, str>,
    id: Cow<'a, str>,
    head: Cow<'t, str>,
    /// Whether `head` is all of its text.
    pub(super) is_whole: bool,
}

impl<'t, 'a> Subject<'t, 'a> {
    pub(super) fn new(node: NodeRef<'t, 'a>) -> Self {
        let mut subject = Subject {
            node,
            class: Cow::Borrowed(""),
            id: Cow::Borrowed(""),
            head: Cow::Borrowed(""),
            // A text goes on after its node.
            is_whole: node.is_element(),
        };
        if has_attributes(node.node()) {
            subject.read_attributes();
        }
        for (count, part) in wrap::shown(node).enumerate() {
            let text = part.as_text().unwrap_or_default();
            let is_full = subject.head.len() >= HEAD && !text.is_empty();
            if is_full || count == MAX_NODES {
                subject.is_whole = false;
                break;
            }
            subject.head += text;
        }
        subject
    }

    fn read_attributes(&mut self) {
        let source = self.node.source();
        for attribute in RawAttributes::of(source, self.node.node().span) {
            let name = attribute.name.of(source);
            let field = match () {
                () if name.eq_ignore_ascii_case("class") => &mut self.class,
                () if name.eq_ignore_ascii_case("id") => &mut self.id,
                () => continue,
            };
            // Of attributes that share a name, the first counts.
            if field.is_empty() {
                *field = decode_value(attribute.value.of(source));
            }
        }
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.class.split_ascii_whitespace()
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Returns the start of its text, without white space before it.
    pub(super) fn head(&self) -> &str {
        self.head.trim_start()
    }

    /// Returns whether it has one of the classes of a rule, or the rule has none.
    pub(super) fn has_class_of(&self, rule: &Rule) -> bool {
        rule.class.is_empty() || self.has_class(&rule.class)
    }

    /// Returns whether it has one of the classes, or the ID of one that starts with `#`.
    pub(super) fn has_class(&self, wanted: &str) -> bool {
        if self.class.is_empty() && self.id.is_empty() {
            return false;
        }
        let mut wanted = wanted.split_ascii_whitespace();
        wanted.any(|wanted| match wanted.strip_prefix('#') {
            Some(wanted) => self.id == wanted,
            None => self
                .class
                .split_ascii_whitespace()
                .any(|class| class == wanted),
        })
    }
}
