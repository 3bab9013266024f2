//! A fast search for the end of a start tag whose attributes have the usual form: a space, the name, `=`, and
//! the value in quotes.

use super::name::first_word;
use super::span;
use super::tag::{Tag, TagEnd};
use super::tag_bytes::{ENDS_ATTRIBUTE_NAME, skip_until};
use crate::scan::{self, Scan};
use crate::source::Span;

/// The result of the fast search: the end of a start tag, and facts about the tag's attributes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlainEnd {
    /// The offset after the `>`.
    pub(crate) at: usize,
    /// The number of attributes. Attributes with the same name are counted separately.
    pub(crate) attributes: u32,
    /// Whether it is certain that no attribute changes the element's layout.
    pub(crate) is_layout_plain: bool,
    /// The URL of a link (`href`) or image (`src`). `None` if the fast search found no URL.
    pub(crate) url: Option<QuotedUrl>,
}

/// A URL that is the value of an attribute. The value is in quotes, directly after the `=`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QuotedUrl {
    /// The span of the value, without the quotes.
    pub(crate) span: Span,
    /// Whether it is certain that the value contains no character references, CR or NUL.
    pub(crate) is_literal: bool,
}

impl PlainEnd {
    /// Returns the result for a tag without attributes. `at` is the offset after its `>`.
    #[inline]
    pub(crate) fn bare(at: usize) -> PlainEnd {
        PlainEnd {
            at,
            attributes: 0,
            is_layout_plain: true,
            url: None,
        }
    }

    /// Returns the result for a tag that was read by [`Tag::read`]. The result contains no URL.
    pub(crate) fn of(tag: Tag) -> PlainEnd {
        PlainEnd {
            attributes: tag.attributes,
            is_layout_plain: false,
            ..PlainEnd::bare(tag.span.end as usize)
        }
    }

    /// Returns the end of the tag whose name ends at the offset `at`. This function is faster than
    /// [`TagEnd::find`] if a single space precedes each attribute and all values have quotes. `url`
    /// is the attribute that contains the element's URL: [`HREF`] for a link, [`SRC`] for an image,
    /// and 0 for other elements. Returns `None` if the source ends within the tag.
    #[inline(always)]
    pub(crate) fn find(bytes: &[u8], mut at: usize, url: u64, scan: impl Scan) -> Option<PlainEnd> {
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
                    if attribute.name == url && found.url.is_none() {
                        found.url = Some(QuotedUrl {
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

/// The attributes that can change the layout of common elements.
pub(crate) const LAYOUT_ATTRIBUTES: [&str; 4] = ["align", "hidden", "popover", "contenteditable"];

/// The first eight bytes of each name in [`LAYOUT_ATTRIBUTES`], as a number.
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

/// The attribute name `href`, as the number that its bytes form when padded with NUL.
pub(crate) const HREF: u64 = u64::from_le_bytes(*b"href\0\0\0\0");
/// The attribute name `src`, as the number that its bytes form when padded with NUL.
pub(crate) const SRC: u64 = u64::from_le_bytes(*b"src\0\0\0\0\0");

/// An attribute whose value is in quotes, without white space around the `=`.
struct PlainAttribute {
    /// The first eight bytes of the name in lower case, padded with NUL.
    name: u64,
    /// The offset of the value, relative to the start of the attribute.
    value: usize,
    quote: u8,
}

impl PlainAttribute {
    /// Returns the attribute at the start of `bytes`. Returns `None` if no attribute of this form
    /// starts there.
    #[inline(always)]
    fn at_start(bytes: &[u8]) -> Option<PlainAttribute> {
        const LOWER: u64 = u64::from_le_bytes([0x20; 8]);
        let word = scan::word(bytes, 0);
        let mut len = scan::name_len(word);
        if bytes.get(len) != Some(&b'=') {
            // The name is longer, or contains other characters.
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

#[cfg(test)]
mod tests {
    use super::super::raw_attributes::{RawAttribute, RawAttributes};
    use super::*;
    use crate::scan::Narrow;

    #[test]
    fn the_first_url_is_found_where_names_and_quotes_are_plain() {
        let url = |tag: &str| {
            let end = PlainEnd::find(tag.as_bytes(), 2, HREF, Narrow).unwrap();
            assert_eq!(end.at, tag.len());
            end.url.map(|url| url.span.of(tag).to_string())
        };
        for tag in [
            "<a href=\"/a\">",
            "<a class=\"x\" HREF='/a' href=\"/b\">",
            "<a data-x=\"y\" title='t' src=\"/b\" href=\"/a\" x>",
        ] {
            assert_eq!(url(tag).as_deref(), Some("/a"), "{tag}");
        }
        for tag in [
            "<a x=\"href\">",
            "<a href=/a>",
            "<a href href=\"/a\">",
            "<a title=\"t\"href=\"/a\">",
            "<a xhref=\"/a\">",
        ] {
            assert_eq!(url(tag), None, "{tag}");
        }
    }

    #[test]
    fn the_fast_search_finds_the_same() {
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
            // If a letter follows, the name of the tag is longer than `a`.
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
                    .url
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
}
