//! The type that describes the layout of one element.

use crate::html::element::{Display, LayoutRole};

/// The layout of one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) role: LayoutRole,
    pub(super) display: Display,
    /// Whether the element is out of flow (floating or positioned). The line before the element
    /// then continues after the element.
    pub(super) apart: bool,
    /// Whether the contents are hidden until the user finds them by a search in the page:
    /// `hidden=until-found`.
    pub(super) locked: bool,
    /// Whether the children become block-level, like the children of most MathML elements.
    pub(super) flex: bool,
    /// Whether block-level children become inline, like the children of a `ruby`.
    pub(super) ruby: bool,
    /// Whether only the first child element is rendered.
    pub(super) first_only: bool,
    /// Whether text in the element is not rendered. `None`: inherited from the parent.
    pub(super) mute: Option<bool>,
    /// Whether a text that is a single letter, such as `x`, becomes a mathematical italic letter
    /// (`𝑥`). `None`: inherited from the parent.
    pub(super) italic: Option<bool>,
    /// Whether white space in the element collapses or is preserved. `None`: inherited from the parent.
    pub(super) space: Option<Space>,
}

/// Whether white space collapses or is preserved (CSS: `white-space-collapse`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Collapse,
    Preserve,
    /// White space is preserved, and descendants cannot change this
    /// (`contenteditable=plaintext-only`).
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

    /// Makes a block-level element inline. Used for elements in a `ruby`.
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

    /// Makes an element block-level, unless it is hidden.
    pub(super) fn make_block(&mut self) {
        if self.display != Display::None {
            self.display = Display::Block;
        }
    }
}
