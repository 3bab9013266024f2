//! How the fast lane treats each element. The table in the documentation of [`super`] explains the rules.

use crate::html::element::Class;
use crate::html::name::{ALL, KNOWN};
use crate::html::{Known, Name};

/// How the fast lane treats an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// The class of the element; [`Class::Other`] if the lane leaves the element to html5ever.
    pub(super) class: Class,
    /// A bit that identifies the element if it is an `a`, `button`, `form` or `p`. The lane never
    /// opens such an element inside an element of the same name. 0 for other elements.
    pub(super) once: u8,
    /// [`P`] if the start tag closes an open `p`, otherwise 0.
    pub(super) closes: u8,
}

impl Rule {
    /// Returns the rule for the element with this name. Elements that HTML does not define have the
    /// class [`Class::Ordinary`].
    #[inline]
    pub(super) fn of(name: Name) -> Rule {
        const ORDINARY: Rule = Rule {
            class: Class::Ordinary,
            once: 0,
            closes: 0,
        };
        RULES.get(name.index()).copied().unwrap_or(ORDINARY)
    }

    /// Returns the class of the element with this name.
    #[inline]
    pub(super) fn class(name: Name) -> Class {
        Rule::of(name).class
    }
}

/// Returns whether the standard's "generate implied end tags" closes elements of this class.
pub(super) fn has_implied_end(class: Class) -> bool {
    use Class::{DescriptionItem, ListItem, Paragraph, Ruby};
    matches!(class, ListItem | DescriptionItem | Paragraph | Ruby)
}

static RULES: [Rule; KNOWN as usize] = rules();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn rules() -> [Rule; KNOWN as usize] {
    let mut rules = [rule(Known::A); KNOWN as usize];
    let mut index = 0;
    while index < rules.len() {
        rules[index] = rule(ALL[index]);
        index += 1;
    }
    rules
}

const fn rule(name: Known) -> Rule {
    let element = name.element();
    let class = if element.is_plain {
        element.class
    } else {
        Class::Other
    };
    Rule {
        class,
        once: once(name),
        closes: if class.closes_p() { P } else { 0 },
    }
}

/// The bit of `p` in [`Rule::once`] and [`Rule::closes`].
pub(super) const P: u8 = 1;

const fn once(name: Known) -> u8 {
    match name {
        Known::P => P,
        Known::A => 2,
        Known::Button => 4,
        Known::Form => 8,
        _ => 0,
    }
}
