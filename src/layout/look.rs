//! How an element is laid out.

use crate::html::element::{Display, LayoutRole};

/// How an element is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) role: LayoutRole,
    pub(super) display: Display,
    /// It floats or is positioned: the line continues after it as if it weren't there.
    pub(super) apart: bool,
    /// Its contents are not laid out until they are found: `hidden=until-found`.
    pub(super) locked: bool,
    /// Its children become block-level.
    pub(super) flex: bool,
    /// Its children become inline.
    pub(super) ruby: bool,
    /// Only the first element among its children is laid out.
    pub(super) first_only: bool,
    /// Whether the text in it is not laid out. `None`: inherited; the same holds for the following fields.
    pub(super) mute: Option<bool>,
    /// Whether a text of a single letter becomes a mathematical italic letter.
    pub(super) italic: Option<bool>,
    pub(super) space: Option<Space>,
}

/// How white space is processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Collapse,
    Preserve,
    /// As `Preserve`, and no element inside can change it.
    Editable,
}

impl Look {
    pub(super) const fn new(role: LayoutRole, display: Display) -> Self {
        Look {
            role,
            display,
            apart: false,
            locked: false,
            flex: false,
            ruby: false,
            first_only: false,
            mute: None,
            italic: None,
            space: None,
        }
    }

    /// Makes a block-level element inline.
    pub(super) fn make_inline(&mut self) {
        match self.display {
            Display::Block if !self.apart => self.display = Display::Atomic,
            Display::Atomic => self.apart = false,
            Display::ListItem => {
                self.display = Display::Inline;
                self.role = LayoutRole::Marked;
            }
            _ => {}
        }
    }

    /// Makes an element block-level.
    pub(super) fn make_block(&mut self) {
        if self.display != Display::None {
            self.display = Display::Block;
        }
    }
}
