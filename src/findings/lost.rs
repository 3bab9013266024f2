//! Detects U+FFFD, which a program wrote in place of bytes that it could not decode.

use memchr::memmem::find_iter;

use crate::envelope::Envelope;
use crate::source::Span;
use crate::tree::Body;
use crate::warning::{Warning, WarningKind};

/// U+FFFD as a literal character.
const LITERAL: &str = "\u{fffd}";
/// The character references to U+FFFD that are searched for.
const REFERENCES: [&str; 3] = ["&#65533;", "&#xFFFD;", "&#xfffd;"];

/// Returns a warning about the first U+FFFD in the title or the body. The warning also contains the
/// number of all U+FFFD. Returns `None` if title and body contain no U+FFFD.
pub(super) fn find(envelope: &Envelope<'_>, body: &Body<'_>) -> Option<Warning> {
    let is_in = |text: &str| find_iter(text.as_bytes(), LITERAL).next().is_some();
    let title = is_in(envelope.title().value()).then(|| envelope.title().span());
    // If the body has character references to U+FFFD, the text that the parser decoded contains
    // U+FFFD.
    let is_decoded = is_in(body.tree.decoded.text());
    let is_literal = is_in(envelope.body_source());
    let body = (is_decoded || is_literal).then(|| body.span());
    let (mut first, mut count) = (None::<Span>, 0);
    for place in [title, body].into_iter().flatten() {
        let text = place.of(envelope.source()).as_bytes();
        for written in [LITERAL].iter().chain(&REFERENCES) {
            for at in find_iter(text, written) {
                let start = place.start + at as u32;
                let found = Span::new(start, start + written.len() as u32);
                first = Some(first.map_or(found, |first| first.min(found)));
                count += 1;
            }
        }
    }
    let kind = WarningKind::ReplacementCharacter { count };
    Some(Warning::new(kind, first?))
}
