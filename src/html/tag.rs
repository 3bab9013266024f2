//! Finds tags: HTML standard, 13.2.5.6 to 13.2.5.40.

use super::raw_attributes::Place;
use super::span;
use super::tag_bytes::{ENDS_TAG_NAME, skip_separators, skip_until};
use crate::source::Span;

/// A start or end tag in the source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    /// The tag, from `<` to `>`.
    pub(crate) span: Span,
    /// The name as written in the source.
    pub(crate) name: Span,
    /// Whether the tag ends in `/>`.
    pub(crate) self_closing: bool,
    /// The number of attributes. Attributes with the same name are counted separately.
    pub(crate) attributes: u32,
}

impl Tag {
    /// Returns the tag whose `<` is at the offset `start` and whose name starts at `name_start`.
    /// Returns `None` if the source ends within the tag.
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

/// The result of a search for the end of a tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TagEnd {
    /// The offset after the `>`.
    pub(crate) at: usize,
    /// Whether the tag ends in `/>`.
    pub(crate) self_closing: bool,
    /// The number of attributes. Attributes with the same name are counted separately.
    pub(crate) attributes: u32,
}

impl TagEnd {
    /// Returns the end of the tag whose name ends at the offset `at`. Returns `None` if the source
    /// ends within the tag.
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

#[cfg(test)]
mod tests {
    use super::super::raw_attributes::RawAttributes;
    use super::*;

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
    fn an_unfinished_tag_is_not_a_tag() {
        for source in [
            "<a", "<a b", "<a b=", "<a b='", "<a b=c", "<a /", "<a b='c'",
        ] {
            assert!(read(source).is_none(), "{source}");
        }
    }
}
