use super::detect;
use super::encoding::Encoding;
use super::span::Span;
use crate::error::{Error, ErrorKind};
use crate::limits::Limit;
use crate::options::ParseOptions;

/// A source that was checked: it is valid UTF-8, and short enough that every offset fits into a
/// [`Span`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a>(&'a str);

impl<'a> Source<'a> {
    /// Checks the length of `text`, and returns `text` as a source.
    ///
    /// # Errors
    ///
    /// Returns an error if `text` is longer than [`ParseOptions::max_len`].
    pub(crate) fn from_text(text: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        check_len(text.len() as u64, options)?;
        Ok(Source(text))
    }

    /// Checks the length and the encoding of `bytes`, and returns `bytes` as a source.
    ///
    /// # Errors
    ///
    /// Returns an error if `bytes` are longer than [`ParseOptions::max_len`], or are not UTF-8.
    pub(crate) fn from_bytes(bytes: &'a [u8], options: &ParseOptions) -> Result<Self, Error> {
        check_len(bytes.len() as u64, options)?;
        // UTF-16 and UTF-32 text in Latin letters is also valid UTF-8: letters with NULs between them.
        let wide = detect::wide(bytes);
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) if wide.is_none() => Ok(Source(text)),
            _ => Err(not_utf8(bytes, wide)),
        }
    }

    /// Returns the text.
    pub(crate) fn text(self) -> &'a str {
        self.0
    }

    /// Returns the span of the whole text.
    pub(crate) fn span(self) -> Span {
        Span::new(0, self.0.len() as u32)
    }
}

/// Returns whether bytes look like UTF-16 or UTF-32.
#[cfg(feature = "archive")]
pub(crate) fn is_wide(bytes: &[u8]) -> bool {
    detect::wide(bytes).is_some()
}

/// Checks the length of a source.
///
/// # Errors
///
/// Returns an error if `len` is greater than [`ParseOptions::max_len`]. The span of the error is empty and at
/// the start of the source, since nothing was read.
pub(crate) fn check_len(len: u64, options: &ParseOptions) -> Result<(), Error> {
    let limit = Limit::Len;
    let max = options.get_limit(limit, 0);
    if len <= max {
        return Ok(());
    }
    let found = Some(len);
    let kind = ErrorKind::Limit { limit, max, found };
    Err(Error::new(kind, Span::default(), ""))
}

/// Returns the error for bytes that are not UTF-8. `wide` is the encoding if the bytes look like
/// UTF-16 or UTF-32, otherwise `None`. The span of the error is the first invalid sequence of
/// bytes. For UTF-16 and UTF-32, the span is the first code unit.
fn not_utf8(bytes: &[u8], wide: Option<Encoding>) -> Error {
    if let Some(encoding) = wide {
        // All characters are in another encoding, so the error is at the first one.
        let kind = ErrorKind::NotUtf8(encoding);
        return Error::new(kind, Span::new(0, encoding.unit()), "");
    }
    let chunk = bytes.utf8_chunks().next();
    let (text, bad) = chunk.map_or(("", 0), |chunk| (chunk.valid(), chunk.invalid().len()));
    let start = text.len() as u32;
    let span = Span::new(start, start + bad as u32);
    Error::new(ErrorKind::NotUtf8(detect::guess(bytes)), span, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(bytes: &[u8]) -> (ErrorKind, String) {
        let error = Source::from_bytes(bytes, &ParseOptions::new()).unwrap_err();
        (*error.kind(), error.span().to_string())
    }

    #[test]
    fn utf8_is_unchanged() {
        for text in ["<!--1-->\n[题](https://example.org/)\n", ""] {
            let source = Source::from_bytes(text.as_bytes(), &ParseOptions::new()).unwrap();
            assert_eq!(source.text(), text);
            assert_eq!(source.span().range(), 0..text.len());
        }
    }

    #[test]
    fn the_error_is_at_the_first_invalid_byte() {
        let mut bytes = "[中国新闻，今天的报道](https://example.org/)"
            .as_bytes()
            .to_vec();
        bytes[5] ^= 0x40;
        let unknown = ErrorKind::NotUtf8(Encoding::Unknown);
        assert_eq!(error(&bytes), (unknown, "4..5".into()));
        let cut = "[中国".as_bytes();
        assert_eq!(error(&cut[..6]), (unknown, "4..6".into()));
    }

    #[test]
    fn length_is_checked_first() {
        let options = ParseOptions::new().max_len(3);
        let expected = ErrorKind::Limit {
            limit: Limit::Len,
            max: 3,
            found: Some(5),
        };
        for bytes in ["a中b".as_bytes(), b"a\xff\xff\xffb"] {
            let error = Source::from_bytes(bytes, &options).unwrap_err();
            assert_eq!(error.kind(), &expected);
            assert_eq!(error.span().to_string(), "0..0");
        }
        assert!(Source::from_text("a中", &options).is_err());
        assert!(Source::from_text("中", &options).is_ok());
    }
}
