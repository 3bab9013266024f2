//! What the fast lane knows of each element: the table in the documentation of [`super`].

use crate::html::name::{KNOWN, Known, with_known_names};
use crate::parse::tokenizer::RawText;
use crate::tree::arena::Name;

/// How the lane treats an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) class: Class,
    /// A bit of its own if the element must not be in itself, else 0.
    pub(crate) once: u8,
    /// The bit of `p` if the start tag closes that, else 0.
    pub(crate) closes: u8,
}

/// The classes of elements; from `Pre` on, those that need more than the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum Class {
    Block,
    Paragraph,
    Formatting,
    Ordinary,
    Void,
    Rule,
    Pre,
    Heading,
    ListItem,
    DescriptionItem,
    Ruby,
    Rcdata,
    Rawtext,
    Script,
    NotPlain,
}

impl Rule {
    /// Returns the rule for the element; a name that HTML does not know is an ordinary one.
    #[inline]
    pub(crate) fn of(name: Name) -> Rule {
        const ORDINARY: Rule = Rule {
            class: Class::Ordinary,
            once: 0,
            closes: 0,
        };
        RULES.get(name.index()).copied().unwrap_or(ORDINARY)
    }
}

impl Class {
    #[inline]
    pub(crate) fn of(name: Name) -> Class {
        Rule::of(name).class
    }

    /// Returns how the text in the element is read, if not as markup.
    pub(crate) fn raw_text(self) -> Option<RawText> {
        match self {
            Class::Rcdata => Some(RawText::Rcdata),
            Class::Rawtext => Some(RawText::Rawtext),
            Class::Script => Some(RawText::Script),
            _ => None,
        }
    }

    /// Returns whether other end tags imply this element's.
    pub(crate) fn has_implied_end(self) -> bool {
        use Class::*;
        matches!(self, ListItem | DescriptionItem | Paragraph | Ruby)
    }
}

macro_rules! rules {
    ($($name:ident = $text:tt,)*) => {
        [$(rule(Known::$name)),*]
    };
}

/// The rules for the known names.
static RULES: [Rule; KNOWN as usize] = with_known_names!(rules);

const fn rule(name: Known) -> Rule {
    use Class::*;
    let class = class(name);
    let closes_p = matches!(
        class,
        Block | Paragraph | Rule | Pre | Heading | ListItem | DescriptionItem
    );
    self::Rule {
        class,
        once: once(name),
        closes: if closes_p { P } else { 0 },
    }
}

const fn class(name: Known) -> Class {
    use Known::*;
    match name {
        Address | Article | Aside | Blockquote | Center | Details | Dialog | Dir | Div | Dl
        | Fieldset | Figcaption | Figure | Footer | Form | Header | Hgroup | Main | Menu | Nav
        | Ol | Search | Section | Summary | Ul => Class::Block,
        P => Class::Paragraph,
        Pre | Listing => Class::Pre,
        H1 | H2 | H3 | H4 | H5 | H6 => Class::Heading,
        Li => Class::ListItem,
        Dd | Dt => Class::DescriptionItem,
        A | B | Big | Code | Em | Font | I | S | Small | Strike | Strong | Tt | U => {
            Class::Formatting
        }
        Abbr | Acronym | Audio | Bdi | Bdo | Blink | Button | Canvas | Cite | Data | Datalist
        | Del | Dfn | Ins | Kbd | Label | Legend | Map | Mark | Meter | Noscript | Output
        | Picture | Progress | Q | Ruby | Samp | Slot | Span | Sub | Sup | Time | Var | Video => {
            Class::Ordinary
        }
        Rt | Rp => Class::Ruby,
        Area | Base | Basefont | Bgsound | Br | Embed | Img | Input | Link | Meta | Param
        | Source | Track | Wbr => Class::Void,
        Hr => Class::Rule,
        Title => Class::Rcdata,
        Iframe | Noembed | Noframes | Style => Class::Rawtext,
        Script => Class::Script,
        _ => Class::NotPlain,
    }
}

/// The bit of `p`.
pub(crate) const P: u8 = 1;

const fn once(name: Known) -> u8 {
    match name {
        Known::P => P,
        Known::A => 2,
        Known::Button => 4,
        Known::Form => 8,
        _ => 0,
    }
}
