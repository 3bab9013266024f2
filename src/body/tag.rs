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
    pub(crate) fn read(bytes: &[u8], start: usize, name_start: usize) -> Option<Tag> {
        let name_end = name_start + end_of_name(bytes.get(name_start..)?)?;
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

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte()?;
            if !is_blank(byte) {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Moves behind the value and returns it; nothing where the source ends within it.
    fn value(&mut self) -> Option<Span> {
        let first = self.skip_blanks()?;
        match first {
            b'"' | b'\'' => {
                let start = self.at + 1;
                let len = memchr::memchr(first, self.bytes.get(start..)?)?;
                self.at = start + len + 1;
                Some(span(start, start + len))
            }
            b'>' => Some(span(self.at, self.at)),
            _ => {
                let start = self.at;
                let rest = self.bytes.get(start..)?;
                let len = rest.iter().position(|&b| is_blank(b) || b == b'>')?;
                self.at = start + len;
                Some(span(start, self.at))
            }
        }
    }
}

impl Iterator for RawAttributes<'_> {
    type Item = RawAttribute;

    fn next(&mut self) -> Option<RawAttribute> {
        if self.end.is_some() {
            return None;
        }
        loop {
            match self.skip_blanks()? {
                b'/' => {
                    self.at += 1;
                    if self.byte()? == b'>' {
                        self.end = Some((self.at + 1, true));
                        return None;
                    }
                }
                b'>' => {
                    self.end = Some((self.at + 1, false));
                    return None;
                }
                _ => break,
            }
        }
        let start = self.at;
        // The first character belongs to the name even if it is `=`.
        let rest = self.bytes.get(start + 1..)?;
        let ends_name = |b: &u8| is_blank(*b) || matches!(b, b'/' | b'>' | b'=');
        self.at = start + 1 + rest.iter().position(ends_name)?;
        let name = span(start, self.at);
        let mut value = span(self.at, self.at);
        let mut end = self.at;
        if self.skip_blanks()? == b'=' {
            self.at += 1;
            value = self.value()?;
            end = self.at;
        }
        Some(RawAttribute {
            name,
            value,
            whole: span(start, end),
        })
    }
}

/// Returns whether a byte is a blank between attributes. CR becomes LF before tags are read.
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0C)
}

/// Returns the length of the tag's name at the start of `bytes`.
pub(crate) fn end_of_name(bytes: &[u8]) -> Option<usize> {
    bytes
        .iter()
        .position(|&b| is_blank(b) || matches!(b, b'/' | b'>'))
}

/// Returns a span of offsets that are within the limit of `ParseOptions::max_len`.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Option<(String, Vec<(String, String)>, bool)> {
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
    fn a_tag_that_does_not_end_is_none() {
        for source in [
            "<a", "<a b", "<a b=", "<a b='", "<a b=c", "<a /", "<a b='c'",
        ] {
            assert!(read(source).is_none(), "{source}");
        }
    }
}
