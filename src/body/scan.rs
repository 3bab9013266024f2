//! Finds where names, values and texts end, many bytes at a time.

#[cfg(target_arch = "x86_64")]
use memchr::arch::x86_64::sse2::memchr::{One, Two};

/// Returns the eight bytes at `at` as a number, the first in its lowest bits, with NULs behind the
/// end of `bytes`.
#[inline]
pub(super) fn word(bytes: &[u8], at: usize) -> u64 {
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
pub(super) fn name_len(word: u64) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    // A borrow only reaches bytes behind the one that is looked for.
    let small = word.wrapping_sub(ONES * b'0' as u64) & !word;
    // These four differ in their last two bits.
    let other = (word & (ONES * 0xFC)) ^ (ONES * b'<' as u64);
    let other = other.wrapping_sub(ONES) & !other;
    (((small | other) & HIGH).trailing_zeros() / 8) as usize
}

/// Returns a word with NULs behind its first `len` bytes; nothing if that is all of it.
#[inline]
pub(super) fn prefix(word: u64, len: usize) -> Option<u64> {
    (len < 8).then(|| word & !(u64::MAX << (8 * len)))
}

/// Returns where the first of two bytes stands.
#[inline]
pub(super) fn find2(bytes: &[u8], a: u8, b: u8) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if let (Some((chunk, rest)), Some(ends)) = (bytes.split_first_chunk::<16>(), Two::new(a, b)) {
        let found = ends.find(chunk);
        return found.or_else(|| memchr::memchr2(a, b, rest).map(|at| chunk.len() + at));
    }
    memchr::memchr2(a, b, bytes)
}

/// Returns where a byte first stands.
#[inline]
pub(super) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if let (Some((chunk, rest)), Some(ends)) = (bytes.split_first_chunk::<16>(), One::new(byte)) {
        let found = ends.find(chunk);
        return found.or_else(|| memchr::memchr(byte, rest).map(|at| chunk.len() + at));
    }
    memchr::memchr(byte, bytes)
}
