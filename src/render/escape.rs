//! Text in HTML.

use std::fmt::{self, Write};

/// For what text is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Escape {
    /// An attribute's value between double quotes; otherwise text between tags.
    pub(super) in_attribute: bool,
    /// No named references but those of XML, and no characters that XML forbids.
    pub(super) xml: bool,
}

impl Escape {
    /// Writes text.
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
            // A parser reads it as LF, unless it is a reference.
            '\r' => "&#13;",
            '\t' | '\n' => return None,
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' if self.xml => "\u{fffd}",
            _ => return None,
        })
    }

    /// Returns how many bytes at the start surely need no replacement.
    #[inline]
    fn plain_len(self, bytes: &[u8]) -> usize {
        match self.xml {
            true => plain_len::<true>(bytes),
            false => plain_len::<false>(bytes),
        }
    }
}

/// How many bytes [`plain_len`] looks at together.
const BLOCK: usize = 32;

#[inline]
fn plain_len<const XML: bool>(bytes: &[u8]) -> usize {
    let mut at = 0;
    let mut rest = bytes;
    while let Some(block) = rest.first_chunk::<BLOCK>() {
        // There are no branches, so that all are looked at together.
        let found = block
            .iter()
            .fold(0, |found, &byte| found | special::<XML>(byte));
        if found != 0 {
            break;
        }
        at += BLOCK;
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    let table = if XML { &IN_XML } else { &IN_HTML };
    let is_special = |byte: &u8| table.get(usize::from(*byte)) != Some(&0);
    at + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// What [`special`] returns for each byte.
static IN_HTML: [u8; 256] = specials::<false>();
static IN_XML: [u8; 256] = specials::<true>();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn specials<const XML: bool>() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = special::<XML>(byte as u8);
        byte += 1;
    }
    table
}

/// Returns 0 unless a character that starts with this byte may have to be replaced.
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
