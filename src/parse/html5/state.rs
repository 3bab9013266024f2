//! The state of the sink: the draft of the tree, the current token, the delayed text, and the names of
//! elements.

use std::collections::HashMap;

use super::draft::{Draft, DraftPiece};
use crate::error::ErrorKind;
use crate::html::tag::Tag;
use crate::html::{Known, Name};
use crate::parse::tokenizer::Token;
use crate::source::Span;

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) draft: Draft,
    pub(super) token: Option<Token>,
    /// The part of the current text token that html5ever has not appended to the tree yet.
    pub(super) rest: Span,
    pub(super) appended: bool,
    /// Text in a table that html5ever has received, but not yet appended to the tree.
    pub(super) pending: Vec<DraftPiece>,
    pub(super) pending_at: usize,
    /// The last element that html5ever created with the name of the current start tag: the index of
    /// the element, and the span of the start tag that contains the element's attributes. The span
    /// is used if html5ever creates another element with this name for the current tag: then the
    /// first element was only reopened. The span is `None` if the element has no attributes or is
    /// not a formatting element.
    pub(super) own: Option<(u32, Option<Span>)>,
    /// The element names that [`Known`] does not list, each with its [`Name`].
    pub(super) names: HashMap<Box<str>, Name>,
    /// Whether any name in `names` has upper-case letters, such as the SVG name `foreignObject`.
    pub(super) has_mixed_case: bool,
    /// The start tags of formatting elements, from which reopened elements read their attributes.
    pub(super) origins: Vec<Span>,
    /// The total length in bytes of the attributes of all reopened formatting elements.
    /// [`Limit::Repeated`](crate::limits::Limit::Repeated) limits this number.
    pub(super) repeated: u64,
    pub(super) error: Option<(ErrorKind, Span)>,
}

impl State {
    pub(super) fn clear_pending(&mut self) {
        self.pending.clear();
        self.pending_at = 0;
    }

    /// Returns the part of the source from which `text` was read. `text` must be the text that
    /// html5ever appends next. Returns `None` if the text is not found.
    pub(super) fn take_text(&mut self, text: &str, source: &str) -> Option<DraftPiece> {
        self.appended = true;
        match self.token {
            Some(Token::Text(_)) => {
                // html5ever may drop parts of the text, such as a line feed at its start, but keeps the
                // order.
                let rest = self.rest.of(source);
                let skipped = if rest.strip_prefix('\n') == Some(text) {
                    1
                } else if rest.starts_with(text) {
                    0
                } else {
                    memchr::memmem::find(rest.as_bytes(), text.as_bytes())?
                };
                let start = self.rest.start + skipped as u32;
                self.rest.start = start + text.len() as u32;
                let span = Span::new(start, self.rest.start);
                Some(DraftPiece { span, chars: None })
            }
            Some(Token::Character { span, chars }) => {
                self.rest = Span::default();
                let chars = Some(chars);
                Some(DraftPiece { span, chars })
            }
            Some(Token::Null(span)) => {
                let chars = Some([char::REPLACEMENT_CHARACTER, '\0']);
                Some(DraftPiece { span, chars })
            }
            _ => {
                // The text is from an earlier token. html5ever has dropped the delayed pieces that precede
                // this text.
                while let Some(held) = self.pending.get_mut(self.pending_at) {
                    let taken = held.take(text, source);
                    if held.span.is_empty() || taken.is_none() {
                        self.pending_at += 1;
                    }
                    if taken.is_some() {
                        return taken;
                    }
                }
                None
            }
        }
    }

    pub(super) fn name(&self, name: Name) -> &str {
        name.text(&self.draft.names)
    }

    /// Returns the [`Name`] for an element name. Adds the name if it is new. Returns `None` if the tree would
    /// then have more than `max` names that [`Known`] does not list.
    pub(super) fn number(&mut self, local: &str, max: usize) -> Option<Name> {
        if let Some(known) = Known::find(local.as_bytes()) {
            return Some(Name::known(known));
        }
        if let Some(&name) = self.names.get(local) {
            return Some(name);
        }
        let index = self.draft.names.len();
        let name = Name::other(index).filter(|_| index < max)?;
        self.draft.names.push(local.into());
        self.names.insert(local.into(), name);
        self.has_mixed_case |= local.bytes().any(|b| b.is_ascii_uppercase());
        Some(name)
    }

    /// Returns the current token if it is a start tag with the name `local`. `local` is the name of
    /// the element that html5ever creates. Returns `None` if the names differ, since the element is
    /// then implied or reopened.
    pub(super) fn is_own(&self, local: &str, source: &str) -> Option<Tag> {
        let Some(Token::StartTag(tag)) = self.token else {
            return None;
        };
        let written = tag.name.of(source);
        let same = written.eq_ignore_ascii_case(local)
            || (local == "img" && written.eq_ignore_ascii_case("image"))
            || (written.contains('\0')
                && written.to_ascii_lowercase().replace('\0', "\u{fffd}") == local);
        same.then_some(tag)
    }
}

impl DraftPiece {
    /// Splits `text` off the start of the piece, and returns `text` as a new piece. Returns `None` if the
    /// piece does not start with `text`.
    fn take(&mut self, text: &str, source: &str) -> Option<DraftPiece> {
        let says_text = match self.chars {
            None => self.span.of(source).starts_with(text),
            Some(chars) => text.chars().eq(chars.into_iter().filter(|&c| c != '\0')),
        };
        if !says_text {
            return None;
        }
        let end = match self.chars {
            None => self.span.start + text.len() as u32,
            Some(_) => self.span.end,
        };
        let start = std::mem::replace(&mut self.span.start, end);
        let span = Span::new(start, end);
        let chars = self.chars;
        Some(DraftPiece { span, chars })
    }
}
