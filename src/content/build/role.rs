//! The roles of elements in the content.

use super::super::kind::Style;
use crate::html::element::ContentRole;
use crate::html::name::{ALL, KNOWN};
use crate::html::{Known, Namespace};
use crate::layout::{self, Part, Shown};
use crate::tree::NodeRef;
use crate::tree::arena::Node;

/// The role of an element in the content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Role {
    /// `None` if neither the element nor anything in it is visible.
    pub(super) content: Option<ContentRole>,
    pub(super) style: Option<Style>,
}

impl Role {
    /// Returns the role of an HTML element by its name, if its layout is the usual one.
    #[inline]
    pub(super) fn of_name(node: &Node) -> Option<Self> {
        static ROLES: [Option<Role>; KNOWN as usize] = roles();
        const UNKNOWN: Option<Role> = Some(Role {
            content: Some(ContentRole::Text),
            style: None,
        });
        ROLES.get(node.name.index()).copied().unwrap_or(UNKNOWN)
    }

    /// Returns the role of an element, given which part of it a browser shows.
    pub(super) fn of_shown(node: NodeRef<'_, '_>, shown: Shown) -> Self {
        let known = node.known();
        let style = known.and_then(|name| name.element().style());
        let name = known.filter(|_| node.namespace() == Namespace::Html);
        // Even without controls, these have a URL.
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
