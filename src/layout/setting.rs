//! The part of the layout that elements inherit from their parents.

use super::look::{Look, Space};
use crate::html::element::Display;

/// The layout properties that the children of an element inherit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) space: Space,
    pub(super) mute: bool,
    pub(super) italic: bool,
    pub(super) flex: bool,
    pub(super) ruby: bool,
    /// Whether all other fields are the same as in [`Setting::NORMAL`].
    pub(super) is_normal: bool,
}

impl Setting {
    pub(super) const NORMAL: Setting = Setting {
        space: Space::Collapse,
        mute: false,
        italic: false,
        flex: false,
        ruby: false,
        is_normal: true,
    };

    /// Returns what the children of an element inherit. `self` is what the element itself
    /// inherited, and `look` is the layout of the element.
    pub(super) fn inside(self, look: &Look) -> Self {
        let setting = Setting {
            space: match look.space {
                Some(space) if self.space != Space::Editable => space,
                _ => self.space,
            },
            mute: look.mute.unwrap_or(self.mute),
            italic: look.italic.unwrap_or(self.italic),
            flex: look.flex,
            ruby: look.ruby || (self.ruby && look.display == Display::Inline),
            is_normal: true,
        };
        Setting {
            is_normal: setting == Setting::NORMAL,
            ..setting
        }
    }
}
