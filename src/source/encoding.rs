//! From bytes to text, and what bytes are that are no UTF-8.

use crate::error::{Encoding, Error, ErrorKind};
use crate::options::ParseOptions;
use crate::source::Span;

/// How many bytes of a broken file tell its encoding.
const SAMPLE: usize = 4096;

/// Returns `bytes` as text.
///
/// # Errors
/// If they are longer than `options` allow, or are no UTF-8.
pub(crate) fn decode<'a>(bytes: &'a [u8], options: &ParseOptions) -> Result<&'a str, Error> {
    let (max, len) = (options.max_len, bytes.len());
    if let Some((begin, _)) = bytes
        .split_at_checked(max as usize)
        .filter(|_| len > max as usize)
    {
        let text = valid_prefix(begin);
        let end = Span::new(text.len() as u32, text.len() as u32);
        return Err(Error::new(ErrorKind::TooLong { max, len }, end, text));
    }
    // Latin letters in UTF-16 are UTF-8, too, with NULs between them.
    let utf16 = utf16(bytes);
    if let (Ok(text), None) = (simdutf8::basic::from_utf8(bytes), utf16) {
        return Ok(text);
    }
    let text = if utf16.is_some() {
        ""
    } else {
        valid_prefix(bytes)
    };
    let rest = bytes.get(text.len()..).unwrap_or_default();
    let bad = rest
        .utf8_chunks()
        .next()
        .map_or(0, |chunk| chunk.invalid().len());
    let start = text.len() as u32;
    let span = Span::new(start, start + if utf16.is_some() { 2 } else { bad as u32 });
    let encoding = utf16.unwrap_or_else(|| match bytes {
        // A link header whose title is Chinese.
        [b'[', 0, ..] => Encoding::Utf16Le,
        [0, b'[', ..] => Encoding::Utf16Be,
        _ if looks_like_gb18030(bytes) => Encoding::Gb18030,
        _ => Encoding::Unknown,
    });
    Err(Error::new(ErrorKind::NotUtf8(encoding), span, text))
}

/// The text before the first byte that is no UTF-8.
fn valid_prefix(bytes: &[u8]) -> &str {
    let Err(error) = simdutf8::compat::from_utf8(bytes) else {
        return simdutf8::basic::from_utf8(bytes).unwrap_or_default();
    };
    let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
    simdutf8::basic::from_utf8(valid).unwrap_or_default()
}

/// A byte order mark of UTF-16, or two Latin letters in it: what any article begins with.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(Encoding::Utf16Le),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether all bytes beyond ASCII pair up as GB18030 does, and more of them are broken as UTF-8
/// than make Chinese characters there, in more than one place.
///
/// The second rule keeps a damaged or cut UTF-8 file apart: its bytes often pair up, too.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let Some(first) = bytes.iter().position(|byte| !byte.is_ascii()) else {
        return false;
    };
    let mut sample = bytes.get(first..).unwrap_or_default();
    sample = sample.get(..SAMPLE).unwrap_or(sample);
    let (mut broken, mut chinese) = (0, 0);
    for chunk in sample.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        chinese += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
    }
    loop {
        sample = match sample {
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..] => rest,
            [
                0x81..=0xfe,
                0x30..=0x39,
                0x81..=0xfe,
                0x30..=0x39,
                rest @ ..,
            ] => rest,
            [0..=0x7f, rest @ ..] => rest,
            // A sample may end within a character.
            [] | [_] | [_, 0x30..=0x39] | [_, 0x30..=0x39, _] => {
                return broken > chinese.max(1);
            }
            _ => return false,
        };
    }
}

/// Returns the length of a source that is not too long.
pub(crate) fn check_len(source: &str, options: &ParseOptions) -> Result<u32, Error> {
    let max = options.max_len;
    match u32::try_from(source.len()) {
        Ok(len) if len <= max => Ok(len),
        _ => {
            let kind = ErrorKind::TooLong {
                max,
                len: source.len(),
            };
            Err(Error::new(kind, Span::new(max, u32::MAX), source))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> (ErrorKind, String) {
        let error = decode(bytes, &ParseOptions::new()).unwrap_err();
        (error.kind().clone(), error.span().to_string())
    }

    #[test]
    fn utf8_is_taken_as_it_is() {
        let text = "<!--1-->\n[题](https://example.org/)\n";
        assert_eq!(decode(text.as_bytes(), &ParseOptions::new()), Ok(text));
        assert_eq!(decode(b"", &ParseOptions::new()), Ok(""));
    }

    #[test]
    fn utf16_is_told_by_its_mark_or_by_its_nuls() {
        let little: Vec<u8> = "[题".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "---\n题"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        let marked = [b"\xff\xfe", little.as_slice()].concat();
        assert_eq!(
            kind(&marked),
            (ErrorKind::NotUtf8(Encoding::Utf16Le), "0..2".into())
        );
        assert_eq!(
            kind(&big),
            (ErrorKind::NotUtf8(Encoding::Utf16Be), "0..2".into())
        );
        let marked = [b"\xfe\xff", big.as_slice()].concat();
        assert_eq!(
            kind(&marked),
            (ErrorKind::NotUtf8(Encoding::Utf16Be), "0..2".into())
        );
    }

    #[test]
    fn gb18030_is_told_by_its_pairs() {
        // "[中国新闻]" and a character of four bytes.
        let bytes = b"[\xd6\xd0\xb9\xfa\xd0\xc2\xce\xc5]\x81\x30\x81\x30";
        let (kind, span) = kind(bytes);
        assert_eq!(kind, ErrorKind::NotUtf8(Encoding::Gb18030));
        assert_eq!(span, "1..2");
    }

    #[test]
    fn a_damaged_file_is_not_taken_for_another_encoding() {
        let mut bytes = "[中国新闻，今天的报道](https://example.org/)"
            .as_bytes()
            .to_vec();
        bytes[5] ^= 0x40;
        let (damaged, span) = kind(&bytes);
        assert_eq!(damaged, ErrorKind::NotUtf8(Encoding::Unknown));
        assert_eq!(span, "4..5");
        let cut = "[中国".as_bytes();
        let (cut, span) = kind(&cut[..6]);
        assert_eq!(cut, ErrorKind::NotUtf8(Encoding::Unknown));
        assert_eq!(span, "4..6");
    }

    #[test]
    fn length_is_checked_first() {
        let options = ParseOptions::new().max_len(3);
        let error = decode("a中b".as_bytes(), &options).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::TooLong { max: 3, len: 5 });
        assert_eq!(error.span().to_string(), "1..1");
    }
}
