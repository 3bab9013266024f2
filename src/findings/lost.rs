//! U+FFFD, which stands where a program could not decode what was there.

use memchr::memmem::find_iter;

use crate::envelope::Envelope;
use crate::source::Span;
use crate::tree::Body;
use crate::warning::{Warning, WarningKind};

/// How it is written, literally and as references.
const WRITTEN: [&str; 4] = ["\u{fffd}", "&#65533;", "&#xFFFD;", "&#xfffd;"];

/// Returns a warning of the first in the title or body, with the number of all.
pub(super) fn find(envelope: &Envelope<'_>, body: &Body<'_>) -> Option<Warning> {
    let places = [envelope.title().span(), body.span()];
    let places = places.iter().flat_map(|place| {
        let text = place.of(envelope.source()).as_bytes();
        WRITTEN.iter().flat_map(move |written| {
            let found = find_iter(text, written).map(|at| place.start + at as u32);
            found.map(|start| Span::new(start, start + written.len() as u32))
        })
    });
    let (mut first, mut count) = (None::<Span>, 0);
    for place in places {
        count += 1;
        first = Some(first.map_or(place, |first| first.min(place)));
    }
    let kind = WarningKind::ReplacementCharacter { count };
    Some(Warning::new(kind, first?))
}
