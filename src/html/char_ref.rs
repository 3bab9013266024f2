//! Reads character references, such as `&amp;`. The table of their names is from html5ever.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// A character reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CharRef {
    /// The length of the reference in the source, in bytes. Includes the `&`, and the `;` if
    /// present.
    pub(crate) len: usize,
    /// The one or two characters that replace the reference. If there is only one character, the
    /// second is NUL.
    pub(crate) chars: [char; 2],
}

impl CharRef {
    /// Returns the reference at the start of `bytes` (HTML standard, 13.2.5.72). The first byte
    /// must be `&`. Returns `None` if this `&` is ordinary text. `in_attribute` is whether `bytes`
    /// are part of an attribute value.
    pub(crate) fn read(bytes: &[u8], in_attribute: bool) -> Option<CharRef> {
        if let Some(common) = common(bytes) {
            return Some(common);
        }
        match bytes.get(1)? {
            b'#' => numeric(bytes),
            byte if byte.is_ascii_alphanumeric() => named(bytes, in_attribute),
            _ => None,
        }
    }

    /// Appends the one or two characters of the reference to `text`.
    pub(crate) fn push_to(self, text: &mut String) {
        let [first, second] = self.chars;
        text.push(first);
        if second != '\0' {
            text.push(second);
        }
    }
}

/// Returns the reference at the start of `bytes` if it is one of the five most common: `&amp;`,
/// `&nbsp;`, `&quot;`, `&lt;` or `&gt;`. Otherwise returns `None`. This function is faster than a
/// lookup in the table of names.
fn common(bytes: &[u8]) -> Option<CharRef> {
    let (char, len) = match bytes {
        [b'&', b'a', b'm', b'p', b';', ..] => ('&', 5),
        [b'&', b'n', b'b', b's', b'p', b';', ..] => ('\u{a0}', 6),
        [b'&', b'q', b'u', b'o', b't', b';', ..] => ('"', 6),
        [b'&', b'l', b't', b';', ..] => ('<', 4),
        [b'&', b'g', b't', b';', ..] => ('>', 4),
        _ => return None,
    };
    let chars = [char, '\0'];
    Some(CharRef { len, chars })
}

fn numeric(bytes: &[u8]) -> Option<CharRef> {
    let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (radix, start) = if hex { (16, 3) } else { (10, 2) };
    let mut number: u32 = 0;
    let mut len = start;
    while let Some(digit) = bytes.get(len).and_then(|&b| char::from(b).to_digit(radix)) {
        number = number.saturating_mul(radix).saturating_add(digit);
        len += 1;
    }
    if len == start {
        return None;
    }
    len += usize::from(bytes.get(len) == Some(&b';'));
    let char = match number {
        0 => None,
        0x80..=0x9F => C1_REPLACEMENTS
            .get(number as usize - 0x80)
            .copied()
            .flatten()
            .or(char::from_u32(number)),
        _ => char::from_u32(number),
    };
    let chars = [char.unwrap_or(char::REPLACEMENT_CHARACTER), '\0'];
    Some(CharRef { len, chars })
}

/// The length of the longest name, which is `CounterClockwiseContourIntegral;`.
const LONGEST_NAME: usize = 32;

fn named(bytes: &[u8], in_attribute: bool) -> Option<CharRef> {
    let name = bytes.get(1..)?;
    let letters = name
        .iter()
        .take(LONGEST_NAME)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    if name.get(letters) == Some(&b';') {
        if let Some(found) = lookup(name.get(..=letters)?) {
            return Some(found);
        }
    }
    // No name without a semicolon has more than six letters.
    if in_attribute {
        // In an attribute, `&` and a name without a semicolon are ordinary text if a letter, digit
        // or `=` follows. They are often part of a URL, such as `?a=1&copy=2`.
        let counts = letters <= 6 && name.get(letters) != Some(&b'=');
        return name.get(..letters).filter(|_| counts).and_then(lookup);
    }
    // Try the longest prefix of the letters first.
    let mut lens = (2..=letters.min(6)).rev();
    lens.find_map(|len| lookup(name.get(..len)?))
}

fn lookup(name: &[u8]) -> Option<CharRef> {
    let &(first, second) = NAMED_ENTITIES.get(std::str::from_utf8(name).ok()?)?;
    // The table also contains prefixes of names, with NUL as their value.
    let first = char::from_u32(first).filter(|&c| c != '\0')?;
    Some(CharRef {
        len: name.len() + 1,
        chars: [first, char::from_u32(second)?],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_without_a_semicolon_is_longer_than_six() {
        let longest = NAMED_ENTITIES
            .entries()
            .filter(|(name, value)| value.0 != 0 && !name.ends_with(';'))
            .map(|(name, _)| name.len())
            .max();
        assert_eq!(longest, Some(6));
        assert_eq!(
            NAMED_ENTITIES.keys().map(|name| name.len()).max(),
            Some(LONGEST_NAME)
        );
    }

    #[test]
    fn no_reference_becomes_more_than_six_fifths_of_its_length() {
        let longer: Vec<_> = NAMED_ENTITIES
            .keys()
            .filter_map(|name| lookup(name.as_bytes()))
            .map(|found| {
                let mut text = String::new();
                found.push_to(&mut text);
                (found.len, text.len())
            })
            .filter(|(len, text)| text > len)
            .collect();
        // The references `&nGt;` and `&nLt;`. Numeric references are never shorter than their characters.
        assert_eq!(longer, [(5, 6), (5, 6)]);
        for number in (0..=0x11_0000).step_by(0x7).chain(0..0x1_0100) {
            for reference in [format!("&#{number}"), format!("&#x{number:x}")] {
                let found = CharRef::read(reference.as_bytes(), false).unwrap();
                assert!(found.chars[0].len_utf8() <= found.len, "{reference}");
            }
        }
    }

    #[test]
    fn references_are_read_as_the_standard_says() {
        let read = |text: &str, in_attribute| {
            let found = CharRef::read(text.as_bytes(), in_attribute)?;
            let mut out = String::new();
            found.push_to(&mut out);
            Some((found.len, out))
        };
        let some = |len, out: &str| Some((len, out.to_string()));
        assert_eq!(read("&amp;", false), some(5, "&"));
        assert_eq!(read("&ampx", false), some(4, "&"));
        assert_eq!(read("&ampx", true), None);
        assert_eq!(read("&amp=", true), None);
        assert_eq!(read("&amp;=", true), some(5, "&"));
        assert_eq!(read("&notit;", false), some(4, "¬"));
        assert_eq!(read("&notin;", false), some(7, "∉"));
        assert_eq!(read("&NotEqualTilde;", false), some(15, "≂\u{338}"));
        assert_eq!(read("&nosuch;", false), None);
        assert_eq!(read("&#20013;x", false), some(8, "中"));
        assert_eq!(read("&#x4E2dz", false), some(7, "中"));
        assert_eq!(read("&#128;", false), some(6, "€"));
        assert_eq!(read("&#x110000;", false), some(10, "\u{fffd}"));
        assert_eq!(read("&#xD800;", false), some(8, "\u{fffd}"));
        assert_eq!(read("&#0", false), some(3, "\u{fffd}"));
        assert_eq!(read("&#99999999999999999999;", false), some(23, "\u{fffd}"));
        assert_eq!(read("&#;", false), None);
        assert_eq!(read("&#x;", false), None);
        assert_eq!(read("&", false), None);
        assert_eq!(read("& ", false), None);
    }
}
