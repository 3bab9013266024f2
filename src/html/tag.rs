//! Reads tags where they stand: HTML standard, 13.2.5.6 to 13.2.5.40.

use std::ops::Range;

use super::name::first_word;
use crate::scan::{self, Scan};
use crate::source::Span;

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
        let end = TagEnd::find(bytes, name_end)?;
        Some(Tag {
            span: span(start, end.at),
            name: span(name_start, name_end),
            self_closing: end.self_closing,
            attributes: end.attributes,
        })
    }
}

/// The end of a tag, and what stands before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TagEnd {
    /// Behind the `>`.
    pub(crate) at: usize,
    /// Whether `/>` ends it.
    pub(crate) self_closing: bool,
    /// How many attributes it has, those that repeat a name included.
    pub(crate) attributes: u32,
}

impl TagEnd {
    /// Returns the end of the tag whose name ends at `at`.
    #[inline]
    pub(crate) fn find(bytes: &[u8], mut at: usize) -> Option<TagEnd> {
        let mut attributes = 0;
        loop {
            let start = skip_separators(bytes, at)?;
            if bytes.get(start) == Some(&b'>') {
                return Some(TagEnd {
                    at: start + 1,
                    self_closing: start > at && bytes.get(start - 1) == Some(&b'/'),
                    attributes,
                });
            }
            at = Place::find(bytes, start)?.end;
            attributes += 1;
        }
    }
}

/// The end of a start tag that was found quickly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlainEnd {
    /// Behind the `>`.
    pub(crate) at: usize,
    /// How many attributes it has, those that repeat a name included.
    pub(crate) attributes: u32,
    /// None of its attributes changes how an element is laid out.
    pub(crate) is_layout_plain: bool,
    /// The element's address, if it is known where that stands.
    pub(crate) address: Option<Address>,
}

/// An address that stands in quotes, right behind `=`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address {
    /// The value, without the quotes.
    pub(crate) span: Span,
    /// The source surely says it literally.
    pub(crate) is_literal: bool,
}

impl PlainEnd {
    /// Returns the end, at `at`, of a tag without attributes.
    #[inline]
    pub(crate) fn bare(at: usize) -> PlainEnd {
        PlainEnd {
            at,
            attributes: 0,
            is_layout_plain: true,
            address: None,
        }
    }

    /// Returns the end of a tag that was read otherwise.
    pub(crate) fn of(tag: Tag) -> PlainEnd {
        PlainEnd {
            attributes: tag.attributes,
            is_layout_plain: false,
            ..PlainEnd::bare(tag.span.end as usize)
        }
    }

    /// Returns the end of the tag whose name ends at `at`. Quicker than [`TagEnd::find`] where single
    /// spaces stand before the attributes, and their values have quotes. `address` is the name of
    /// the attribute that is the element's address; 0 if none is.
    #[inline(always)]
    pub(crate) fn find(
        bytes: &[u8],
        mut at: usize,
        address: u64,
        scan: impl Scan,
    ) -> Option<PlainEnd> {
        let mut found = PlainEnd::bare(0);
        let mut quotes = scan.quotes(bytes, at);
        loop {
            match bytes.get(at..)? {
                [b'>', ..] => {
                    found.at = at + 1;
                    return Some(found);
                }
                [b' ', rest @ ..] => {
                    let Some(attribute) = PlainAttribute::at_start(rest) else {
                        break;
                    };
                    let start = at + 1 + attribute.value;
                    let value = scan.value(&mut quotes, bytes, start, attribute.quote)?;
                    at = value.end + 1;
                    found.attributes += 1;
                    found.is_layout_plain &= !LAYOUT_WORDS.contains(&attribute.name);
                    if attribute.name == address && found.address.is_none() {
                        found.address = Some(Address {
                            span: span(start, value.end),
                            is_literal: value.is_literal,
                        });
                    }
                }
                _ => break,
            }
        }
        let end = TagEnd::find(bytes, at)?;
        Some(PlainEnd {
            at: end.at,
            attributes: found.attributes + end.attributes,
            is_layout_plain: found.is_layout_plain && end.attributes == 0,
            ..found
        })
    }
}

/// The attributes that change how an element is laid out that is common.
pub(crate) const LAYOUT_ATTRIBUTES: [&str; 4] = ["align", "hidden", "popover", "contenteditable"];

/// The same, as far as [`first_word`] holds them.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const LAYOUT_WORDS: [u64; LAYOUT_ATTRIBUTES.len()] = {
    let mut words = [0; LAYOUT_ATTRIBUTES.len()];
    let mut index = 0;
    while index < words.len() {
        words[index] = first_word(LAYOUT_ATTRIBUTES[index].as_bytes());
        index += 1;
    }
    words
};

/// The names of the attributes that are addresses: of links, and of images.
pub(crate) const HREF: u64 = u64::from_le_bytes(*b"href\0\0\0\0");
pub(crate) const SRC: u64 = u64::from_le_bytes(*b"src\0\0\0\0\0");

/// An attribute whose value has quotes, with nothing else around its `=`.
struct PlainAttribute {
    /// The first eight bytes of the name, letters in lower case, NULs behind them.
    name: u64,
    /// Where the value starts.
    value: usize,
    quote: u8,
}

impl PlainAttribute {
    /// Returns the attribute that `bytes` start with.
    #[inline(always)]
    fn at_start(bytes: &[u8]) -> Option<PlainAttribute> {
        const LOWER: u64 = u64::from_le_bytes([0x20; 8]);
        let word = scan::word(bytes, 0);
        let mut len = scan::name_len(word);
        if bytes.get(len) != Some(&b'=') {
            // The name is longer, or no such.
            len = skip_until(bytes, len, ENDS_ATTRIBUTE_NAME)?;
        }
        match bytes.get(len..len + 2)? {
            &[b'=', quote @ (b'"' | b'\'')] if len > 0 => {
                let word = word | LOWER;
                Some(PlainAttribute {
                    name: scan::prefix(word, len).unwrap_or(word),
                    value: len + 2,
                    quote,
                })
            }
            _ => None,
        }
    }
}

/// The attributes of a tag as they are written, those that repeat a name included.
#[derive(Debug, Clone)]
pub(crate) struct RawAttributes<'s> {
    bytes: &'s [u8],
    at: usize,
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
    /// Returns the attributes of the start tag that stands at `tag`; none if that is empty.
    pub(crate) fn of(source: &'s str, tag: Span) -> Self {
        let bytes = source
            .as_bytes()
            .get(..tag.end as usize)
            .unwrap_or_default();
        let name_end = skip_until(bytes, tag.start as usize + 1, ENDS_TAG_NAME);
        RawAttributes {
            bytes,
            at: name_end.unwrap_or(bytes.len()),
        }
    }
}

impl Iterator for RawAttributes<'_> {
    type Item = RawAttribute;

    #[inline]
    fn next(&mut self) -> Option<RawAttribute> {
        let start = skip_separators(self.bytes, self.at)?;
        if self.bytes.get(start) == Some(&b'>') {
            return None;
        }
        let place = Place::find(self.bytes, start)?;
        self.at = place.end;
        Some(RawAttribute {
            name: span(start, place.name_end),
            value: span(place.value.start, place.value.end),
            whole: span(start, place.end),
        })
    }
}

/// Where the parts of an attribute end.
struct Place {
    name_end: usize,
    value: Range<usize>,
    end: usize,
}

impl Place {
    /// Returns the parts of the attribute that begins at `start`.
    #[inline(always)]
    fn find(bytes: &[u8], start: usize) -> Option<Place> {
        // The first character belongs to the name even if it is `=`.
        let name_end = skip_until(bytes, start + 1, ENDS_ATTRIBUTE_NAME)?;
        match bytes.get(name_end..)? {
            [b'=', b'"', rest @ ..] => {
                let start = name_end + 2;
                let end = start + scan::find(rest, b'"')?;
                Some(Place {
                    name_end,
                    value: start..end,
                    end: end + 1,
                })
            }
            _ => Place::find_unusual(bytes, name_end),
        }
    }

    /// Returns the parts of an attribute without `="` behind its name.
    #[cold]
    fn find_unusual(bytes: &[u8], name_end: usize) -> Option<Place> {
        let place = |value: Range<usize>, end| Place {
            name_end,
            value,
            end,
        };
        let mut at = skip_blanks(bytes, name_end)?;
        if *bytes.get(at)? != b'=' {
            return Some(place(name_end..name_end, name_end));
        }
        at = skip_blanks(bytes, at + 1)?;
        let first = *bytes.get(at)?;
        if first == b'"' || first == b'\'' {
            let end = at + 1 + scan::find(bytes.get(at + 1..)?, first)?;
            return Some(place(at + 1..end, end + 1));
        }
        let end = skip_until(bytes, at, ENDS_UNQUOTED)?;
        Some(place(at..end, end))
    }
}

/// Returns where something else than a blank or `/` stands, at `at` or behind it.
#[inline]
fn skip_separators(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let byte = *bytes.get(at)?;
        if !is(byte, BLANK) && byte != b'/' {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns whether a byte ends the name of a tag.
pub(crate) fn ends_tag_name(byte: u8) -> bool {
    is(byte, ENDS_TAG_NAME)
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

/// Returns where the first byte of a kind that ends names or values stands, at `at` or behind it.
#[inline]
fn skip_until(bytes: &[u8], mut at: usize, kind: u8) -> Option<usize> {
    loop {
        at += scan::name_len(scan::word(bytes, at));
        if is(*bytes.get(at)?, kind) {
            return Some(at);
        }
        at += 1;
    }
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
    use crate::scan::Narrow;

    type Pairs = Vec<(String, String)>;

    fn read(source: &str) -> Option<(String, Pairs, bool)> {
        let tag = Tag::read(source.as_bytes(), 0, 1)?;
        let attributes = RawAttributes::of(source, tag.span)
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
    fn the_first_address_is_known_where_names_and_quotes_are_plain() {
        let address = |tag: &str| {
            let end = PlainEnd::find(tag.as_bytes(), 2, HREF, Narrow).unwrap();
            assert_eq!(end.at, tag.len());
            end.address.map(|address| address.span.of(tag).to_string())
        };
        for tag in [
            "<a href=\"/a\">",
            "<a class=\"x\" HREF='/a' href=\"/b\">",
            "<a data-x=\"y\" title='t' src=\"/b\" href=\"/a\" x>",
        ] {
            assert_eq!(address(tag).as_deref(), Some("/a"), "{tag}");
        }
        for tag in [
            "<a x=\"href\">",
            "<a href=/a>",
            "<a href href=\"/a\">",
            "<a title=\"t\"href=\"/a\">",
            "<a xhref=\"/a\">",
        ] {
            assert_eq!(address(tag), None, "{tag}");
        }
    }

    #[test]
    fn what_is_found_quickly_is_what_is_there() {
        let parts = [
            " ",
            "\n",
            "/",
            "=",
            "\"",
            " href=\"a\"",
            " HREF='b'",
            " hidden=\"\"",
            " hidden-x=\"c>\"",
            " contentEditable=''",
            "hidden",
            "href",
            ">",
        ];
        for number in 0..parts.len().pow(4) {
            let part = |digit: u32| parts[number / parts.len().pow(digit) % parts.len()];
            let tag = format!("<a{}{}{}{}>", part(0), part(1), part(2), part(3));
            // Behind a letter, the name goes on.
            let found = match tag.as_bytes()[2] {
                b' ' | b'/' | b'>' => PlainEnd::find(tag.as_bytes(), 2, HREF, Narrow),
                _ => continue,
            };
            let read = Tag::read(tag.as_bytes(), 0, 1);
            assert_eq!(found.is_some(), read.is_some(), "{tag}");
            let (Some(found), Some(read)) = (found, read) else {
                continue;
            };
            assert_eq!(found.at, read.span.end as usize, "{tag}");
            assert_eq!(found.attributes, read.attributes, "{tag}");
            let name = |raw: &RawAttribute| raw.name.of(&tag).to_ascii_lowercase();
            let changes = |name: String| matches!(&*name, "hidden" | "contenteditable");
            let changes_layout = RawAttributes::of(&tag, read.span).any(|raw| changes(name(&raw)));
            assert!(!(found.is_layout_plain && changes_layout), "{tag}");
            let first = RawAttributes::of(&tag, read.span).find(|raw| name(raw) == "href");
            assert!(
                found
                    .address
                    .is_none_or(|found| first.is_some_and(|raw| raw.value == found.span)),
                "{tag}"
            );
        }
    }

    #[test]
    fn plain_attributes_are_known_to_be_plain() {
        for tag in [
            "<p>",
            "<p/>",
            "<p />",
            "<p class=\"a\" data-long-name='b'>",
            "<p class=\"a\"/>",
        ] {
            let end = PlainEnd::find(tag.as_bytes(), 2, 0, Narrow).unwrap();
            assert!(end.is_layout_plain, "{tag}");
        }
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
