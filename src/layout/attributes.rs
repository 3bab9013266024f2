//! The effects of attributes on the layout of an element.

use std::borrow::Cow;

use super::look::{Look, Space};
use crate::html::element::{Display, LayoutRole};
use crate::html::plain_tag::LAYOUT_ATTRIBUTES;
use crate::html::raw_attributes::RawAttributes;
use crate::html::{Known, Namespace};
use crate::source::Span;
use crate::tree::arena::Node;
use crate::tree::attribute::decode_value;

/// Returns whether an element may have attributes. Returns `false` if its start tag consists only of `<`, the
/// name and `>`.
pub(crate) fn has_attributes(node: &Node) -> bool {
    // The length of an unknown name may differ between the source and the tree.
    let known = node.name.as_known();
    known.is_none_or(|name| node.span.len() > name.as_str().len() + "<>".len())
}

/// Returns whether the start tag at the span `tag` has one of the [`LAYOUT_ATTRIBUTES`], which can
/// change the layout of common elements.
pub(super) fn any_changes_usual(tag: Span, source: &str) -> bool {
    RawAttributes::of(source, tag).any(|attribute| {
        let name = attribute.name.of(source);
        let is_it = |other: &&str| name.eq_ignore_ascii_case(other);
        LAYOUT_ATTRIBUTES.iter().any(is_it)
    })
}

impl Look {
    /// Changes this layout according to the attributes of the element `node`.
    pub(super) fn apply_attributes(&mut self, node: &Node, source: &str) {
        let given = Given::read(node.span, source);
        if given.values == [None; NAMES.len()] {
            return;
        }
        match node.namespace() {
            Namespace::Html => {
                self.apply_own(node.name.as_known(), &given);
                self.apply_common(node, &given);
            }
            Namespace::Svg => {
                let is_hidden = given.says("visibility", &["hidden", "collapse"])
                    || (given.says("display", &["none"]) && self.display != Display::Section);
                if is_hidden {
                    self.display = Display::None;
                }
            }
            Namespace::MathMl => {
                if self.display == Display::Atomic && given.says("display", &["block"]) {
                    self.display = Display::Block;
                }
                if given.says("mathvariant", &["normal"]) {
                    self.italic = None;
                }
            }
        }
    }

    /// Applies the attributes that affect only certain HTML elements, such as `open` on `details`.
    fn apply_own(&mut self, name: Option<Known>, given: &Given<'_>) {
        match name {
            Some(Known::Details) if given.has("open") => self.role = LayoutRole::None,
            Some(Known::Dialog) if given.has("open") => {
                self.display = Display::Block;
                self.apart = true;
            }
            Some(Known::Audio) if given.has("controls") => self.display = Display::Atomic,
            Some(Known::Embed) if given.has("src") || given.has("type") => {
                self.display = Display::Atomic;
            }
            Some(Known::Input) if given.says("type", &["hidden"]) => self.display = Display::None,
            Some(Known::Td | Known::Th) if given.has("nowrap") => {
                self.space = Some(Space::Collapse);
            }
            _ => {}
        }
        let can_float = match name {
            Some(Known::Input) => given.says("type", &["image"]),
            Some(Known::Embed | Known::Iframe | Known::Img | Known::Object | Known::Table) => true,
            _ => false,
        };
        self.apart |= can_float && given.says("align", &["left", "right"]);
    }

    fn apply_common(&mut self, node: &Node, given: &Given<'_>) {
        if given.says("contenteditable", &["plaintext-only"]) {
            self.space = Some(Space::Editable);
        }
        let is_open_dialog = node.is_html(Known::Dialog) && given.has("open");
        let is_found_later = given.says("hidden", &["until-found"]);
        if is_found_later && !node.is_html(Known::Canvas) {
            self.locked = !node.is_html(Known::Table) && !node.is_html(Known::Caption);
        } else if given.has("hidden") || (given.has("popover") && !is_open_dialog) {
            let stays = node.is_html(Known::Embed) || node.is_html(Known::Marquee);
            self.display = if stays { self.display } else { Display::None };
        }
    }
}

/// The names of all attributes that can change the layout of an element.
const NAMES: [&str; 12] = [
    "hidden",
    "popover",
    "align",
    "type",
    "open",
    "src",
    "controls",
    "display",
    "visibility",
    "mathvariant",
    "nowrap",
    "contenteditable",
];

/// The attributes of an element that can change its layout. For each name in [`NAMES`], `values`
/// contains the span of the attribute's value, or `None` if the element does not have the
/// attribute.
struct Given<'s> {
    source: &'s str,
    values: [Option<Span>; NAMES.len()],
}

impl<'s> Given<'s> {
    fn read(tag: Span, source: &'s str) -> Self {
        let mut values = [None; NAMES.len()];
        for attribute in RawAttributes::of(source, tag) {
            let written = attribute.name.of(source);
            let is_named = |name: &&str| written.eq_ignore_ascii_case(name);
            let number = NAMES.iter().position(is_named);
            if let Some(value) = number.and_then(|number| values.get_mut(number)) {
                // Of several attributes with the same name, only the first is used.
                value.get_or_insert(attribute.value);
            }
        }
        Given { source, values }
    }

    fn find(&self, name: &str) -> Option<Span> {
        let mut found = self.values.iter().zip(NAMES).filter(|pair| pair.1 == name);
        *found.next()?.0
    }

    fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn value(&self, name: &str) -> Option<Cow<'s, str>> {
        Some(decode_value(self.find(name)?.of(self.source)))
    }

    fn says(&self, name: &str, words: &[&str]) -> bool {
        self.value(name)
            .is_some_and(|value| words.iter().any(|word| value.eq_ignore_ascii_case(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::style_sheet::Usual;
    use super::*;
    use crate::html::name::ALL;
    use crate::html::plain_tag::PlainEnd;
    use crate::scan::Narrow;
    use crate::tree::Body;

    #[test]
    fn attributes_that_change_common_elements_are_in_all_lists() {
        let mut changed = 0;
        for (&known, name) in ALL.iter().flat_map(|known| NAMES.map(|name| (known, name))) {
            for value in [
                "",
                "left",
                "hidden",
                "until-found",
                "none",
                "image",
                "plaintext-only",
            ] {
                let source = format!("<{} {name}=\"{value}\">", known.as_str());
                let body = Body::parse(&source).unwrap();
                let elements = body.root().descendants();
                let nodes = elements.map(|element| element.node());
                for node in nodes.filter(|node| node.name.as_known() == Some(known)) {
                    let mut look = Look::of(&body.tree, node, false);
                    let before = format!("{look:?}");
                    look.apply_attributes(node, &source);
                    let is_html = node.namespace() == Namespace::Html;
                    let is_usual = is_html && Usual::of(node) != Usual::Other;
                    if is_usual && before != format!("{look:?}") {
                        changed += 1;
                        assert!(any_changes_usual(node.span, &source), "{source}");
                        let end =
                            PlainEnd::find(source.as_bytes(), 1 + known.as_str().len(), 0, Narrow);
                        assert!(!end.unwrap().is_layout_plain, "{source}");
                    }
                }
            }
        }
        assert!(changed > 500, "{changed}");
    }
}
