use std::borrow::Cow;

use super::model::{Block, Link};
use crate::span::Span;

/// What the feed's provider appended to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footer<'a> {
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) span: Span,
}

impl<'a> Footer<'a> {
    /// Returns what the footer says.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Returns the footer's links in order.
    pub fn links(&self) -> impl Iterator<Item = &Link<'a>> {
        std::iter::empty()
    }

    /// Returns the bytes of the footer, the rule above it included.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// How to tell a provider's footer.
///
/// ```
/// use newsprint::{FooterMarker, FooterPlace};
///
/// const MARKER: FooterMarker = FooterMarker::new(FooterPlace::AfterRule, "© ");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FooterMarker {
    pub(super) place: FooterPlace,
    pub(super) text: Cow<'static, str>,
}

/// Where a provider's footer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FooterPlace {
    /// It is the body's last element, with the rule and the line breaks before it.
    LastElement,
    /// It is all behind the body's last rule, with the line breaks before that.
    AfterRule,
}

impl FooterMarker {
    /// The footers of feedx, which offer more feeds.
    pub const FEEDX: FooterMarker = FooterMarker::new(FooterPlace::LastElement, "获取更多RSS");

    /// Returns a marker of footers that stand in `place` and begin with `text`.
    pub const fn new(place: FooterPlace, text: &'static str) -> Self {
        FooterMarker {
            place,
            text: Cow::Borrowed(text),
        }
    }

    /// Returns where the footer stands.
    pub fn place(&self) -> FooterPlace {
        self.place
    }

    /// Returns what the footer begins with, blanks before it aside.
    pub fn text(&self) -> &str {
        &self.text
    }
}
