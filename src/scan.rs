//! Finds bytes, many at a time. Uses no other module.

/// Returns the eight bytes at `at` as a number, the first in its lowest bits, with NULs behind the
/// end of `bytes`.
#[inline]
pub(crate) fn word(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(&word) => u64::from_le_bytes(word),
        None => last_word(rest),
    }
}

#[cold]
fn last_word(rest: &[u8]) -> u64 {
    let mut word = [0; 8];
    for (to, from) in word.iter_mut().zip(rest) {
        *to = *from;
    }
    u64::from_le_bytes(word)
}

/// Returns how many bytes at the start of `word` are letters, digits, or else surely none that ends
/// a name: all up to the first that is less than `0`, or one of `<=>?`. Eight if there is none.
#[inline]
pub(crate) fn name_len(word: u64) -> usize {
    // These four differ in their last two bits.
    let other = (word & u64::from_le_bytes([0xFC; 8])) ^ u64::from_le_bytes([b'<'; 8]);
    let end = less(word, b'0') | less(other, 1);
    (end.trailing_zeros() / 8) as usize
}

/// Returns the high bit of the first byte of `word` that is less than `than`, an ASCII character.
/// A borrow may set that of bytes behind it, too.
#[inline]
pub(crate) fn less(word: u64, than: u8) -> u64 {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    word.wrapping_sub(u64::from_le_bytes([than; 8])) & !word & HIGH
}

/// Returns a word with NULs behind its first `len` bytes; nothing if that is all of it.
#[inline]
pub(crate) fn prefix(word: u64, len: usize) -> Option<u64> {
    (len < 8).then(|| word & !(u64::MAX << (8 * len)))
}

/// Returns where a byte first stands, which is most likely within a hundred bytes.
#[inline]
pub(crate) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if let Some(chunk) = memchr::arch::x86_64::sse2::memchr::One::new(byte) {
        let near = |bytes: &[u8]| chunk.find(bytes);
        return near_then_far::<8>(bytes, near, |bytes| memchr::memchr(byte, bytes));
    }
    memchr::memchr(byte, bytes)
}

/// Returns where the first of two bytes stands, which is within a few bytes or anywhere.
#[inline]
pub(crate) fn find2(bytes: &[u8], a: u8, b: u8) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if let Some(chunk) = memchr::arch::x86_64::sse2::memchr::Two::new(a, b) {
        let near = |bytes: &[u8]| chunk.find(bytes);
        return near_then_far::<1>(bytes, near, |bytes| memchr::memchr2(a, b, bytes));
    }
    memchr::memchr2(a, b, bytes)
}

/// Returns where the spaces that start at `at` end; `end` if not before.
#[inline]
pub(crate) fn spaces(bytes: &[u8], mut at: usize, end: usize) -> usize {
    loop {
        let other = word(bytes, at) ^ u64::from_le_bytes([b' '; 8]);
        at += other.trailing_zeros() as usize / 8;
        if other != 0 || at >= end {
            return at.min(end);
        }
    }
}

/// Searches some chunks of sixteen bytes, which takes less than a call of memchr, then the rest.
#[cfg(target_arch = "x86_64")]
#[inline]
fn near_then_far<const CHUNKS: usize>(
    bytes: &[u8],
    near: impl Fn(&[u8]) -> Option<usize>,
    far: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let mut rest = bytes;
    for _ in 0..CHUNKS {
        let Some((chunk, behind)) = rest.split_first_chunk::<16>() else {
            break;
        };
        if let Some(at) = near(chunk) {
            return Some(bytes.len() - rest.len() + at);
        }
        rest = behind;
    }
    far(rest).map(|at| bytes.len() - rest.len() + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_near_and_far() {
        for len in 0..300 {
            let mut bytes = vec![b'.'; len];
            assert_eq!(
                (find(&bytes, b'a'), find2(&bytes, b'a', b'b')),
                (None, None)
            );
            for at in 0..len {
                bytes[at] = b'a';
                assert_eq!(find(&bytes, b'a'), Some(at));
                assert_eq!(find2(&bytes, b'a', b'b'), Some(at));
                assert_eq!(find2(&bytes, b'b', b'a'), Some(at));
                bytes[at] = b'.';
            }
        }
    }

    #[test]
    fn names_end_where_they_should() {
        let len = |text: &[u8]| name_len(word(text, 0));
        for byte in 0..=255 {
            let ends = byte < b'0' || (b'<'..=b'?').contains(&byte);
            let text = [b'a', b'h', b'1', byte, b'z', b'\x80', b'>', b'_'];
            assert_eq!(len(&text), if ends { 3 } else { 6 }, "{byte}");
        }
        assert_eq!(len(b"abcdefgh"), 8);
        assert_eq!(len(b"ab"), 2);
        assert_eq!(prefix(word(b"ab>", 0), 2), Some(word(b"ab", 0)));
        assert_eq!(prefix(0, 8), None);
    }
}
