//! Reads tags where they stand: HTML standard, 13.2.5.6 to 13.2.5.40.

use crate::span::Span;

/// A start or end tag in the source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    /// From `<` to behind `>`.
    pub(crate) span: Span,
    /// The name, as it is written.
    pub(crate) name: Span,
    /// Whether `/>` ends it.
    pub(crate) self_closing: bool,
    /// How many attributes it has, those that repeat a name included.
    pub(crate) attributes: u32,
}

impl Tag {
    /// Returns the tag whose `<` stands at `start` and whose name at `name_start`;
    /// nothing where the source ends within it.
    #[inline]
    pub(crate) fn read(bytes: &[u8], start: usize, name_start: usize) -> Option<Tag> {
        let name_end = skip_until(bytes, name_start, ENDS_TAG_NAME)?;
        let mut attributes = RawAttributes::new(bytes, name_end);
        let mut count = 0;
        while attributes.next().is_some() {
            count += 1;
        }
        let (end, self_closing) = attributes.end?;
        Some(Tag {
            span: span(start, end),
            name: span(name_start, name_end),
            self_closing,
            attributes: count,
        })
    }
}

/// The attributes of a tag as they are written, those that repeat a name included.
#[derive(Debug, Clone)]
pub(crate) struct RawAttributes<'s> {
    bytes: &'s [u8],
    at: usize,
    /// Where the tag ends and whether `/>` ends it, once that was reached.
    end: Option<(usize, bool)>,
}

/// Where an attribute stands. Without a value, `value` is empty and behind the name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawAttribute {
    pub(crate) name: Span,
    pub(crate) value: Span,
    /// From the name to behind the value and its quote.
    pub(crate) whole: Span,
}

impl<'s> RawAttributes<'s> {
    /// Returns the attributes of the tag whose name ends at `name_end`.
    pub(crate) fn new(bytes: &'s [u8], name_end: usize) -> Self {
        RawAttributes {
            bytes,
            at: name_end,
            end: None,
        }
    }
}

impl Iterator for RawAttributes<'_> {
    type Item = RawAttribute;

    #[inline]
    fn next(&mut self) -> Option<RawAttribute> {
        let bytes = self.bytes;
        let mut start = self.at;
        loop {
            match *bytes.get(start)? {
                b'>' => {
                    let closes_itself = start > self.at && bytes.get(start - 1) == Some(&b'/');
                    self.end = Some((start + 1, closes_itself));
                    return None;
                }
                byte if is(byte, BLANK) || byte == b'/' => start += 1,
                _ => break,
            }
        }
        // The first character belongs to the name even if it is `=`.
        let name_end = skip_until(bytes, start + 1, ENDS_ATTRIBUTE_NAME)?;
        let mut end = name_end;
        let mut value = span(end, end);
        let mut at = name_end;
        if *bytes.get(at)? != b'=' {
            at = skip_blanks(bytes, at)?;
        }
        if *bytes.get(at)? == b'=' {
            at = skip_blanks(bytes, at + 1)?;
            let first = *bytes.get(at)?;
            if first == b'"' || first == b'\'' {
                let len = memchr::memchr(first, bytes.get(at + 1..)?)?;
                value = span(at + 1, at + 1 + len);
                end = at + len + 2;
            } else {
                end = skip_until(bytes, at, ENDS_UNQUOTED)?;
                value = span(at, end);
            }
        }
        self.at = end;
        Some(RawAttribute {
            name: span(start, name_end),
            value,
            whole: span(start, end),
        })
    }
}

/// Returns whether a byte is a blank between attributes. CR becomes LF before tags are read.
pub(crate) fn is_blank(byte: u8) -> bool {
    is(byte, BLANK)
}

/// Returns the length of the tag's name at the start of `bytes`.
pub(crate) fn end_of_name(bytes: &[u8]) -> Option<usize> {
    skip_until(bytes, 0, ENDS_TAG_NAME)
}

const BLANK: u8 = 1;
const ENDS_TAG_NAME: u8 = 2;
const ENDS_ATTRIBUTE_NAME: u8 = 4;
const ENDS_UNQUOTED: u8 = 8;

/// What each byte is in a tag.
static KINDS: [u8; 256] = kinds();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut blanks: &[u8] = b" \n\t\r\x0C";
    while let [blank, rest @ ..] = blanks {
        kinds[*blank as usize] = BLANK | ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_UNQUOTED;
        blanks = rest;
    }
    kinds[b'/' as usize] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME;
    kinds[b'>' as usize] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_UNQUOTED;
    kinds[b'=' as usize] = ENDS_ATTRIBUTE_NAME;
    kinds
}

#[inline]
fn is(byte: u8, kind: u8) -> bool {
    KINDS
        .get(usize::from(byte))
        .is_some_and(|kinds| kinds & kind != 0)
}

/// Returns where the first byte of a kind stands, at `at` or behind it.
#[inline]
fn skip_until(bytes: &[u8], mut at: usize, kind: u8) -> Option<usize> {
    at += letters(bytes, at);
    while !is(*bytes.get(at)?, kind) {
        at += 1;
    }
    Some(at)
}

/// Returns how many bytes at `at`, up to eight, are letters or else of no kind: those with the bit
/// that no blank, digit or punctuation in a tag has.
#[inline]
fn letters(bytes: &[u8], at: usize) -> usize {
    const BIT: u64 = u64::from_le_bytes([0x40; 8]);
    let Some(&word) = bytes.get(at..).and_then(<[u8]>::first_chunk) else {
        return 0;
    };
    ((!u64::from_le_bytes(word) & BIT).trailing_zeros() / 8) as usize
}

#[inline]
fn skip_blanks(bytes: &[u8], mut at: usize) -> Option<usize> {
    while is(*bytes.get(at)?, BLANK) {
        at += 1;
    }
    Some(at)
}

/// Returns a span of offsets that are within the limit of `ParseOptions::max_len`.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pairs = Vec<(String, String)>;

    fn read(source: &str) -> Option<(String, Pairs, bool)> {
        let tag = Tag::read(source.as_bytes(), 0, 1)?;
        let attributes = RawAttributes::new(source.as_bytes(), tag.name.end as usize)
            .map(|a| (a.name.of(source).into(), a.value.of(source).into()))
            .collect();
        Some((tag.span.of(source).into(), attributes, tag.self_closing))
    }

    #[test]
    fn attributes_are_read_as_the_standard_says() {
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        let (tag, attributes, closing) = read("<a b=c d = 'e>' f/g=\"h\"i j=k/l =m n=>x").unwrap();
        assert_eq!(tag, "<a b=c d = 'e>' f/g=\"h\"i j=k/l =m n=>");
        let want = [
            pair("b", "c"),
            pair("d", "e>"),
            pair("f", ""),
            pair("g", "h"),
            pair("i", ""),
            pair("j", "k/l"),
            pair("=m", ""),
            pair("n", ""),
        ];
        assert_eq!(attributes, want);
        assert!(!closing);
        assert!(read("<br/>").unwrap().2);
        assert!(read("<br / >").is_some_and(|tag| !tag.2));
        assert!(read("<a b=c/>").is_some_and(|tag| !tag.2));
    }

    #[test]
    fn no_byte_of_a_kind_is_taken_for_a_letter() {
        for byte in (0..=255).filter(|byte| KINDS[usize::from(*byte)] != 0) {
            assert_eq!(letters(&[byte; 8], 0), 0);
        }
        assert_eq!(letters(b"href=\"x\"", 0), 4);
        assert_eq!(letters(b"abcdefghij", 1), 8);
    }

    #[test]
    fn a_tag_that_does_not_end_is_none() {
        for source in [
            "<a", "<a b", "<a b=", "<a b='", "<a b=c", "<a /", "<a b='c'",
        ] {
            assert!(read(source).is_none(), "{source}");
        }
    }
}
