//! Escapes text for HTML and XHTML.

use std::fmt::{self, Write};

use super::bytes::{self, byte_table};

/// The context that text is escaped for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Escape {
    /// `true` for an attribute's value between double quotes, `false` for text between tags.
    pub(super) in_attribute: bool,
    /// Whether the output must also be well-formed XML. If `true`, U+00A0 is written as `&#160;`
    /// instead of `&nbsp;`, and characters that XML forbids are replaced by U+FFFD.
    pub(super) xml: bool,
}

impl Escape {
    /// Writes `text` to `out`, escaped for this context.
    pub(super) fn write<W: Write + ?Sized>(self, out: &mut W, text: &str) -> fmt::Result {
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        loop {
            at += self.plain_len(bytes.get(at..).unwrap_or_default());
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            let after = at + c.len_utf8();
            if let Some(replacement) = self.replacement(c) {
                out.write_str(text.get(from..at).unwrap_or_default())?;
                out.write_str(replacement)?;
                from = after;
            }
            at = after;
        }
        out.write_str(text.get(from..).unwrap_or_default())
    }

    fn replacement(self, c: char) -> Option<&'static str> {
        Some(match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if self.in_attribute => "&quot;",
            '\u{a0}' if self.xml => "&#160;",
            '\u{a0}' => "&nbsp;",
            // Parsers read a literal CR as LF.
            '\r' => "&#13;",
            '\t' | '\n' => return None,
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' if self.xml => "\u{fffd}",
            _ => return None,
        })
    }

    /// Returns the number of bytes at the start of `bytes` that certainly need no replacement.
    #[inline]
    fn plain_len(self, bytes: &[u8]) -> usize {
        match self.xml {
            true => plain_len::<true>(bytes),
            false => plain_len::<false>(bytes),
        }
    }
}

#[inline]
fn plain_len<const XML: bool>(bytes: &[u8]) -> usize {
    let table = if XML { &IN_XML } else { &IN_HTML };
    bytes::find(bytes, 0, table, |block| bytes::any(block, special::<XML>))
}

/// The result of [`special`] for each byte, for HTML.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static IN_HTML: [u8; 256] = byte_table!(special::<false>);
/// The result of [`special`] for each byte, for XHTML.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static IN_XML: [u8; 256] = byte_table!(special::<true>);

/// Returns 1 if a character that starts with this byte may have to be replaced, otherwise 0.
#[inline(always)]
const fn special<const XML: bool>(byte: u8) -> u8 {
    // U+00A0 starts with 0xC2.
    let html = (byte == b'&')
        | (byte == b'<')
        | (byte == b'>')
        | (byte == b'"')
        | (byte == b'\r')
        | (byte == 0xc2);
    // U+FFFE and U+FFFF start with 0xEF.
    let xml = (byte == 0xef) | (byte < b' ');
    (html | (XML & xml)) as u8
}
