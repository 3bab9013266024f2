//! Determines what an element becomes in the content, and the style of its text.

use super::super::kind::Style;
use crate::html::element::ContentRole;
use crate::html::name::{ALL, KNOWN};
use crate::html::{Known, Namespace};
use crate::layout::{self, Part, Shown};
use crate::tree::NodeRef;
use crate::tree::arena::Node;

/// What an element becomes in the content, and the style of its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Role {
    /// What the element becomes. `None` if the element and all of its contents are hidden.
    pub(super) content: Option<ContentRole>,
    /// The style of the element's text, such as [`Style::Strong`] for `b`.
    pub(super) style: Option<Style>,
}

impl Role {
    /// Returns the role of an HTML element by its name. Must not be called for an element whose
    /// attributes change its layout. Returns `None` if the role depends on more than the name.
    #[inline]
    pub(super) fn of_name(node: &Node) -> Option<Self> {
        static ROLES: [Option<Role>; KNOWN as usize] = roles();
        const UNKNOWN: Option<Role> = Some(Role {
            content: Some(ContentRole::Text),
            style: None,
        });
        ROLES.get(node.name.index()).copied().unwrap_or(UNKNOWN)
    }

    /// Returns the role of an element. `shown` is the part of the element that a browser shows.
    pub(super) fn of_shown(node: NodeRef<'_, '_>, shown: Shown) -> Self {
        let known = node.known();
        let style = known.and_then(|name| name.element().style());
        let name = known.filter(|_| node.namespace() == Namespace::Html);
        // The URLs of `audio` and `embed` are kept even if a browser does not show the element,
        // such as an `audio` without `controls`.
        let is_embed = matches!(name, Some(Known::Audio | Known::Embed));
        if shown.part == Part::Nothing && !(is_embed && node.attribute("hidden").is_none()) {
            return Role {
                content: None,
                style,
            };
        }
        let content = match name.map_or(ContentRole::Text, |name| name.element().content()) {
            ContentRole::Text if shown.is_block => ContentRole::Block,
            content => content,
        };
        Role {
            content: Some(content),
            style,
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn roles() -> [Option<Role>; KNOWN as usize] {
    let mut table = [None; KNOWN as usize];
    let mut index = 0;
    while index < table.len() {
        let element = ALL[index].element();
        let content = match element.content() {
            _ if layout::is_hidden(element) => None,
            ContentRole::Text if layout::is_block(element) => Some(ContentRole::Block),
            content => Some(content),
        };
        if layout::shows_all_or_nothing(ALL[index]) {
            table[index] = Some(Role {
                content,
                style: element.style(),
            });
        }
        index += 1;
    }
    table
}
