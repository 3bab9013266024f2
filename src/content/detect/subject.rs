//! [`Subject`]: an element to which rules are applied, with the data that the rules need. The data
//! is read only once for all rules.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::rule::Rule;
use super::wrap;
use crate::html::Known;
use crate::html::raw_attributes::RawAttributes;
use crate::layout::has_attributes;
use crate::source::Span;
use crate::tree::NodeRef;
use crate::tree::attribute::decode_value;

/// The maximum number of bytes that a dateline may have before the date.
const MAX_BEFORE: usize = 96;
/// The maximum number of nodes that are searched for the start of an element's text.
const MAX_NODES: usize = 200;

#[derive(Debug)]
pub(super) struct Subject<'t, 'a> {
    pub(super) node: NodeRef<'t, 'a>,
    pub(super) name: Option<Known>,
    pub(super) labels: Labels<'a>,
    text: OnceCell<Text<'t>>,
}

/// The start of an element's text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'t> {
    /// The text of the first text node that is not only white space. Leading white space is
    /// removed.
    pub(super) head: &'t str,
    /// The first character of `head`, or `None` if `head` is empty.
    first: Option<char>,
    /// Whether there may be text after `head`.
    pub(super) goes_on: bool,
    /// Whether the element may be a dateline, which consists of a date and perhaps a name before
    /// the date. In a dateline, the text before the last text node must be short enough for a name.
    pub(super) may_end_in_date: bool,
}

/// The class, the ID and the style of an element, which are the attributes that rules check.
#[derive(Debug, Default)]
pub(super) struct Labels<'a> {
    class: Cow<'a, str>,
    id: Cow<'a, str>,
    style: Option<Span>,
}

impl<'t, 'a> Subject<'t, 'a> {
    pub(super) fn new(node: NodeRef<'t, 'a>) -> Self {
        Subject {
            node,
            name: node.known(),
            labels: Labels::of(node),
            text: OnceCell::new(),
        }
    }

    /// Returns the start of the element's text. The text is read only when this method is first
    /// called, because few rules need it.
    pub(super) fn text(&self) -> Text<'t> {
        *self.text.get_or_init(|| Text::of(self.node))
    }

    /// Returns whether the element's text may start with `start`.
    pub(super) fn may_start_with(&self, start: char) -> bool {
        let text = self.text();
        match text.first {
            Some(first) => first == start,
            None => text.goes_on,
        }
    }

    pub(super) fn style(&self) -> Cow<'a, str> {
        let style = self.labels.style.map(|style| style.of(self.node.source()));
        decode_value(style.unwrap_or_default())
    }
}

impl<'t> Text<'t> {
    fn of(node: NodeRef<'t, '_>) -> Self {
        let is_element = node.is_element();
        let mut text = Text {
            head: "",
            first: None,
            // If the subject is a text node, more text may follow it.
            goes_on: !is_element,
            may_end_in_date: is_element,
        };
        let mut len = 0;
        for (count, node) in wrap::shown(node).enumerate() {
            let part = node.as_text().unwrap_or_default();
            if count < MAX_NODES && part.is_empty() {
                continue;
            }
            if count == MAX_NODES || len >= MAX_BEFORE {
                text.may_end_in_date = false;
                text.goes_on = true;
                break;
            }
            match text.head.is_empty() {
                true => text.head = part.trim_start(),
                false => text.goes_on = true,
            }
            len += part.len();
        }
        text.first = text.head.chars().next();
        text
    }
}

impl<'a> Labels<'a> {
    pub(super) fn of(node: NodeRef<'_, 'a>) -> Self {
        let mut labels = Labels::default();
        if has_attributes(node.node()) {
            labels.read(node.source(), node.node().span);
        }
        labels
    }

    fn read(&mut self, source: &'a str, tag: Span) {
        for attribute in RawAttributes::of(source, tag) {
            let name = attribute.name.of(source);
            let field = match name.len() {
                5 if name.eq_ignore_ascii_case("class") => &mut self.class,
                5 if name.eq_ignore_ascii_case("style") => {
                    self.style.get_or_insert(attribute.value);
                    continue;
                }
                2 if name.eq_ignore_ascii_case("id") => &mut self.id,
                _ => continue,
            };
            // The first of several attributes with the same name counts.
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

    /// Returns whether the element has one of the classes of a rule. Also returns `true` if the
    /// rule has no class.
    pub(super) fn has_class_of(&self, rule: &Rule) -> bool {
        rule.class.is_empty() || self.has_one_of(rule.class.split_ascii_whitespace())
    }

    /// Returns whether the element has one of the classes or IDs in `wanted`. The IDs in `wanted` start with
    /// `#`.
    pub(super) fn has_one_of<'c>(&self, wanted: impl Iterator<Item = &'c str> + Clone) -> bool {
        let has_class = |class: &str| wanted.clone().any(|wanted| wanted == class);
        let has_id = || { wanted.clone() }.any(|wanted| wanted.strip_prefix('#') == Some(&self.id));
        self.classes().any(has_class) || !self.id.is_empty() && has_id()
    }
}
