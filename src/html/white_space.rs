//! White space. HTML and CSS define it differently: the form feed is white space only in HTML.
//!
//! For the white space that HTML ignores between attributes, use [`u8::is_ascii_whitespace`]: tab,
//! LF, form feed, CR and space (Infra standard, "ASCII whitespace").

/// Returns whether a byte is white space that collapses in text: tab, LF, CR or space (CSS Text 3,
/// "document white space characters").
pub(crate) const fn is_document_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
