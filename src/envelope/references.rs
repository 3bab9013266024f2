//! Decodes and escapes character references in titles and names of authors.
//!
//! The format has no escapes. But some feeds escape text twice, so titles and names of authors
//! contain references such as `&quot;` or `&#38;` (33 of 300 files of the archive oped2). These
//! references are decoded if they end in a semicolon. `R&D` and `AT&T` are unchanged. URLs are not
//! decoded: no real file has a reference in a URL, and `&copy=1` in a query is not a reference.

use std::borrow::Cow;

use crate::html::CharRef;

/// Returns `text` with its character references decoded. References to line ends and tabs become spaces.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some((before, found, after)) = next(text) else {
        return Cow::Borrowed(text);
    };
    let mut decoded = String::with_capacity(text.len());
    let mut part = (before, found, after);
    loop {
        let (before, found, after) = part;
        decoded.push_str(before);
        match found.chars {
            ['\n' | '\r' | '\t', _] => decoded.push(' '),
            _ => found.push_to(&mut decoded),
        }
        match next(after) {
            Some(next) => part = next,
            None => {
                decoded.push_str(after);
                return Cow::Owned(decoded);
            }
        }
    }
}

/// Escapes each `&` that would start a character reference, so that [`decode`] returns the original
/// text.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let mut escaped = String::new();
    let mut rest = text;
    while let Some((before, _, _)) = next(rest) {
        escaped.push_str(before);
        escaped.push_str("&amp;");
        rest = rest.get(before.len() + 1..).unwrap_or_default();
    }
    match escaped.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(escaped + rest),
    }
}

/// A part of a title. `raw` is the part as written in the file, and `text` is the decoded part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'t> {
    pub(crate) raw: &'t str,
    pub(crate) text: &'t str,
}

/// Splits a title into parts. `raw` is the title as written, and `text` is the decoded title. If
/// `raw` and `text` of a part differ, this part is a character reference, an escaped quote, or
/// white space with a line end.
pub(crate) fn pieces<'t>(raw: &'t str, text: &'t str) -> impl Iterator<Item = Piece<'t>> {
    let mut rest = Piece { raw, text };
    std::iter::from_fn(move || {
        if rest.raw.is_empty() {
            return None;
        }
        let (raw, text) = first_lens(rest.raw, rest.text);
        // If a length is beyond the end of a text or within a character, the part is the whole rest of that
        // text.
        let (raw, raw_rest) = rest.raw.split_at_checked(raw).unwrap_or((rest.raw, ""));
        let (text, text_rest) = rest.text.split_at_checked(text).unwrap_or((rest.text, ""));
        rest = Piece {
            raw: raw_rest,
            text: text_rest,
        };
        Some(Piece { raw, text })
    })
}

/// Returns the lengths of `raw` and of `text` in the first [`Piece`], in bytes.
fn first_lens(raw: &str, text: &str) -> (usize, usize) {
    if let Some(("", found, after)) = next(raw) {
        return (raw.len() - after.len(), decoded_len(found));
    }
    let blanks = raw.len() - raw.trim_start().len();
    if raw
        .get(..blanks)
        .is_some_and(|blanks| blanks.contains('\n'))
    {
        return (blanks, usize::from(text.starts_with(' ')));
    }
    let is_escape = |escape: &&&str| raw.starts_with(**escape) && !text.starts_with(**escape);
    if let Some(escape) = ["\\\"", "''"].iter().find(is_escape) {
        return (escape.len(), 1);
    }
    // The equal text ends at the first character that may start a reference, an escaped quote or a line end.
    let is_special = |c: char| matches!(c, '&' | '\\' | '\'') || c.is_whitespace();
    let mut equal = raw.chars().zip(text.chars()).take_while(|(a, b)| a == b);
    let first = equal.next().map_or(0, |(c, _)| c.len_utf8());
    let others = equal.take_while(|(c, _)| !is_special(*c));
    let len = first + others.map(|(c, _)| c.len_utf8()).sum::<usize>();
    match len {
        0 => (raw.len(), text.len()),
        len => (len, len),
    }
}

fn decoded_len(found: CharRef) -> usize {
    let [first, second] = found.chars;
    let second = if second == '\0' { 0 } else { second.len_utf8() };
    first.len_utf8() + second
}

/// Returns the first character reference that ends in a semicolon, with the text before and after it.
fn next(text: &str) -> Option<(&str, CharRef, &str)> {
    memchr::memchr_iter(b'&', text.as_bytes()).find_map(|at| {
        let (before, rest) = text.split_at_checked(at)?;
        let found = CharRef::read(rest.as_bytes(), false)?;
        let (reference, after) = rest.split_at_checked(found.len)?;
        reference.ends_with(';').then_some((before, found, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_references_with_a_semicolon_are_decoded() {
        for (text, decoded) in [
            ("甲 &amp; 乙", "甲 & 乙"),
            ("&quot;甲&quot;", "\"甲\""),
            ("&#38;&#x4E2D;&hellip;", "&中…"),
            ("R&D, AT&T; Q&A - 1/2", "R&D, AT&T; Q&A - 1/2"),
            ("&amp", "&amp"),
            ("&notit;", "&notit;"),
            ("&nosuch;", "&nosuch;"),
            ("&amp;quot;", "&quot;"),
            ("甲&#10;乙&Tab;丙", "甲 乙 丙"),
            ("&&amp;&", "&&&"),
        ] {
            assert_eq!(decode(text), decoded);
        }
        assert!(matches!(decode("R&D"), Cow::Borrowed(_)));
    }

    #[test]
    fn only_what_would_be_a_reference_is_escaped() {
        assert_eq!(escape("R&D &amp; &"), "R&D &amp;amp; &");
        assert!(matches!(escape("R&D"), Cow::Borrowed(_)));
    }

    #[test]
    fn pieces_are_those_of_the_text() {
        let is_same = |piece: &Piece<'_>| piece.raw == piece.text;
        for (raw, text, others) in [
            (
                "甲 \\\"乙\\\"",
                "甲 \"乙\"",
                vec![("\\\"", "\""), ("\\\"", "\"")],
            ),
            ("甲\\\"", "甲\\\"", vec![]),
            ("a &amp; b\\", "a & b\\", vec![("&amp;", "&")]),
            ("甲 \n\n 乙\n", "甲 乙", vec![(" \n\n ", " "), ("\n", "")]),
            ("it''s", "it's", vec![("''", "'")]),
        ] {
            let all: Vec<_> = pieces(raw, text).collect();
            assert_eq!(all.iter().map(|piece| piece.raw).collect::<String>(), raw);
            assert_eq!(all.iter().map(|piece| piece.text).collect::<String>(), text);
            let changed = all.iter().filter(|piece| !is_same(piece));
            let changed: Vec<_> = changed.map(|piece| (piece.raw, piece.text)).collect();
            assert_eq!(changed, others);
        }
    }

    proptest! {
        #[test]
        fn pieces_cover_the_whole_text(raw in "(&|#|x|38;|amp;|quot;|甲| |\\PC){0,12}") {
            let text = decode(&raw);
            let read: String = pieces(&raw, &text).map(|piece| piece.text).collect();
            prop_assert_eq!(&read, &text);
            let written: String = pieces(&raw, &text).map(|piece| piece.raw).collect();
            prop_assert_eq!(written, raw);
        }

        #[test]
        fn escaped_text_reads_back(text in "(&|#|x|38|amp|quot|;|甲| |\\PC){0,12}") {
            let escaped = escape(&text);
            prop_assert_eq!(decode(&escaped), text.as_str());
        }
    }
}
