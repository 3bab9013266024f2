//! Detects the encoding of bytes that are not UTF-8.

use super::encoding::Encoding;
use super::legacy;

/// The maximum number of bytes that are examined, starting at the first byte that is not ASCII.
const SAMPLE: usize = 4096;

/// Returns the encoding of bytes that look like UTF-16 or UTF-32, or `None` for other bytes. Bytes
/// look like UTF-16 or UTF-32 if they start with a byte order mark, or with two ASCII characters in
/// one of these encodings. Nearly all articles start with two ASCII characters.
pub(super) fn wide(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some(Encoding::Utf32Le),
        [0, 0, 0xfe, 0xff, ..] => Some(Encoding::Utf32Be),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        [1..=0x7f, 0, 0, 0, 1..=0x7f, 0, 0, 0, ..] => Some(Encoding::Utf32Le),
        [0, 0, 0, 1..=0x7f, 0, 0, 0, 1..=0x7f, ..] => Some(Encoding::Utf32Be),
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(Encoding::Utf16Le),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Guesses the encoding of bytes that are not UTF-8. Must be called only if [`wide`] returned
/// `None`.
pub(super) fn guess(bytes: &[u8]) -> Encoding {
    match bytes {
        // In UTF-16, these bytes are the `[` of a link header whose title starts with a Chinese character.
        [b'[', 0, ..] => return Encoding::Utf16Le,
        [0, b'[', ..] => return Encoding::Utf16Be,
        _ => {}
    }
    let first = bytes.iter().position(|byte| !byte.is_ascii());
    let sample = bytes
        .get(first.unwrap_or(bytes.len())..)
        .unwrap_or_default();
    let sample = sample.get(..SAMPLE).unwrap_or(sample);
    match is_damaged_utf8(sample) {
        true => Encoding::Unknown,
        false => legacy::guess(sample).unwrap_or(Encoding::Unknown),
    }
}

/// Returns whether the bytes seem to be damaged UTF-8. In damaged UTF-8, valid characters outside
/// ASCII are at least as frequent as invalid sequences.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut invalid, mut valid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        invalid += usize::from(!chunk.invalid().is_empty());
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    valid >= invalid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_and_utf32_are_detected_by_mark_or_nuls() {
        let utf16: Vec<u16> = "---\n题".encode_utf16().collect();
        let utf32: Vec<u32> = "---\n题".chars().map(u32::from).collect();
        let little16 = utf16.iter().flat_map(|unit| unit.to_le_bytes());
        let big16 = utf16.iter().flat_map(|unit| unit.to_be_bytes());
        let little32 = utf32.iter().flat_map(|unit| unit.to_le_bytes());
        let big32 = utf32.iter().flat_map(|unit| unit.to_be_bytes());
        for (bytes, mark, encoding) in [
            (
                little16.collect::<Vec<_>>(),
                &b"\xff\xfe"[..],
                Encoding::Utf16Le,
            ),
            (big16.collect(), b"\xfe\xff", Encoding::Utf16Be),
            (little32.collect(), b"\xff\xfe\0\0", Encoding::Utf32Le),
            (big32.collect(), b"\0\0\xfe\xff", Encoding::Utf32Be),
        ] {
            assert_eq!(wide(&bytes), Some(encoding));
            assert_eq!(wide(&[mark, &bytes].concat()), Some(encoding));
            assert_eq!(bytes.len() % encoding.unit() as usize, 0);
        }
        assert_eq!(wide("---\n题".as_bytes()), None);
        assert_eq!(wide(b""), None);
    }

    #[test]
    fn a_title_in_utf16_needs_no_byte_order_mark() {
        let title = "[题目";
        let little: Vec<u8> = title.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = title.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(guess(&little), Encoding::Utf16Le);
        assert_eq!(guess(&big), Encoding::Utf16Be);
    }
}
