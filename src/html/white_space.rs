//! White space, which HTML and CSS define differently: only HTML includes the form feed.
//!
//! ASCII white space (Infra standard: tab, LF, form feed, CR, space), which HTML ignores between
//! attributes, is [`u8::is_ascii_whitespace`].

/// Returns whether a byte is a document white space character, which collapses in text: tab, LF, CR, space
/// (CSS Text 3, "White Space Processing").
pub(crate) const fn is_document_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
