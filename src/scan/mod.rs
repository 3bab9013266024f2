//! Fast searches that examine many bytes at a time. This module depends on no other module of the
//! crate.

mod narrow;
#[cfg(feature = "simd")]
mod wide;

use std::ops::Range;

pub(crate) use self::narrow::Narrow;

/// Searches a body for the ends of texts and of attribute values. Each implementation uses a
/// different set of processor instructions.
pub(crate) trait Scan: Copy {
    /// Whether [`Scan::text`] computes [`Text::first_run`]. If `false`, `first_run` is the whole
    /// text.
    const FINDS_RUNS: bool;

    /// The state that is kept between calls of [`Scan::value`] for the same tag.
    type Quotes;

    /// Returns the text that starts at `start`. Returns `None` if the text contains CR or NUL.
    fn text(self, bytes: &[u8], start: usize) -> Option<Text>;

    /// Returns the initial state for [`Scan::value`] in a tag whose name ends at `start`.
    fn quotes(self, bytes: &[u8], start: usize) -> Self::Quotes;

    /// Returns the attribute value that starts at `start`, after an opening `quote`, and ends
    /// before the next `quote`. Returns `None` if no `quote` follows. The values of a tag must be
    /// searched in the order of the source.
    fn value(
        self,
        quotes: &mut Self::Quotes,
        bytes: &[u8],
        start: usize,
        quote: u8,
    ) -> Option<Value>;
}

/// A text up to the next `<` or `&`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) end: usize,
    /// The first run: the first part of the text that contains no white space to collapse. The run
    /// starts after leading spaces, tabs and line feeds. It ends before the first control
    /// character, or before the first space that is followed by a space, a control character or the
    /// end of the text. If [`Scan::FINDS_RUNS`] is `false`, `first_run` is the whole text.
    pub(crate) first_run: Range<usize>,
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) end: usize,
    /// `true`: the value contains no character references, CR or NUL. `false`: the value may
    /// contain some of these.
    pub(crate) is_literal: bool,
}

/// A computation that uses a [`Scan`] to search a body.
pub(crate) trait Job {
    type Output;

    /// Runs the computation with `scan`. Implementations must be inlined, together with all
    /// functions that call `scan`. Functions that are not inlined cannot use the processor's vector
    /// instructions.
    fn run(self, scan: impl Scan) -> Self::Output;
}

/// Runs a job with the fastest search that the processor supports.
#[inline]
pub(crate) fn run<J: Job>(job: J) -> J::Output {
    #[cfg(feature = "simd")]
    return wide::run(job);
    #[cfg(not(feature = "simd"))]
    job.run(Narrow)
}

/// Returns whether the bytes contain CR or NUL, which an HTML parser replaces or removes.
pub(crate) fn has_cr_or_nul(bytes: &[u8]) -> bool {
    memchr::memchr2(b'\r', 0, bytes).is_some()
}

/// Returns 0 if `byte` may end a run of text ([`Text::first_run`]), otherwise another number.
/// `next` is the byte after `byte`. A run may end at a control character, or at a space that is
/// followed by a space or control character.
#[inline(always)] // So that loops with it are vectorized.
pub(crate) fn run_weight(byte: u8, next: u8) -> u8 {
    let control = byte.saturating_sub(b' ' - 1);
    control.min(byte.max(next).saturating_sub(b' '))
}

/// Returns the eight bytes from the index `at` on, as a little-endian number. Bytes after the end
/// of `bytes` count as 0.
#[inline]
pub(crate) fn word(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(&word) => u64::from_le_bytes(word),
        None => last_word(bytes, at),
    }
}

/// Does the same as [`word`]. Called only if fewer than eight bytes are left.
#[cold]
fn last_word(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match bytes.last_chunk() {
        Some(&last) => {
            let before = 64 - 8 * rest.len() as u32;
            u64::from_le_bytes(last).checked_shr(before).unwrap_or(0)
        }
        None => {
            let bytes = rest.iter().rev();
            bytes.fold(0, |word, &byte| word << 8 | u64::from(byte))
        }
    }
}

/// Returns the number of bytes at the start of `word` that certainly belong to the name of a tag or
/// attribute. The count stops at the first byte that may end a name: a byte less than `b'0'`, or
/// one of `<=>?`. Returns 8 if `word` contains no such byte.
#[inline]
pub(crate) fn name_len(word: u64) -> usize {
    // The four characters `<=>?` differ only in their lowest two bits.
    let other = (word & u64::from_le_bytes([0xFC; 8])) ^ u64::from_le_bytes([b'<'; 8]);
    let end = less(word, b'0') | less(other, 1);
    (end.trailing_zeros() / 8) as usize
}

/// Finds the first byte of `word` that is less than `than`. `than` must be ASCII. Returns a mask
/// whose lowest set bit is the high bit of that byte, or 0 if no byte is less. In later bytes, the
/// mask may be wrong, because of borrows in the subtraction.
#[inline]
pub(crate) fn less(word: u64, than: u8) -> u64 {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    word.wrapping_sub(u64::from_le_bytes([than; 8])) & !word & HIGH
}

/// Returns the first `len` bytes of `word`, with all later bytes set to 0. Returns `None` if `len`
/// is 8 or more.
#[inline]
pub(crate) fn prefix(word: u64, len: usize) -> Option<u64> {
    (len < 8).then(|| word & !(u64::MAX << (8 * len)))
}

/// Returns the index of the first occurrence of `byte`, or `None` if `bytes` do not contain it.
/// Optimized for a `byte` that occurs within the first hundred bytes.
#[inline]
pub(crate) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    // Searching a few chunks takes less time than calling memchr.
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    if let Some(near) = narrow::One::new(byte) {
        let mut rest = bytes;
        for _ in 0..8 {
            let Some((chunk, behind)) = rest.split_first_chunk::<16>() else {
                break;
            };
            if let Some(at) = near.find(chunk) {
                return Some(bytes.len() - rest.len() + at);
            }
            rest = behind;
        }
        return memchr::memchr(byte, rest).map(|at| bytes.len() - rest.len() + at);
    }
    memchr::memchr(byte, bytes)
}

/// Returns the index of the first byte in `at..end` that is not a space. Returns `end` if all of
/// these bytes are spaces.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A job that compares the results of a [`Scan`] with the results of slow, simple code.
    pub(super) struct Check {
        pub(super) knows_literals: bool,
    }

    impl Job for Check {
        type Output = ();

        #[inline(always)]
        fn run(self, scan: impl Scan) {
            self.check_values(scan);
            let parts = [
                "<", "&", " <", " ", "  ", " x", "\n", "\n  x", " \n", "\t", "\x0c", " \x1f",
                "\x01x", "\r", "\0", "<\r", "&\0", "\u{4e2d}",
            ];
            // Lengths from 0 to more than 32 (a block of `narrow`), and near 64 and 128 (one and
            // two blocks of `wide`).
            for len in (0..40).chain(56..72).chain(120..136) {
                for part in parts {
                    for other in parts {
                        // `part` and `other` are at the start of the text, or where the text may end.
                        for source in [
                            format!("{part}{}{other}<p>{}", "x".repeat(len), ".".repeat(70)),
                            format!("{}{part}{other}<p>{}", "x".repeat(len), ".".repeat(len)),
                            format!("{}{part}{other}<p>", " ".repeat(len)),
                            format!("{}{part}{other}", "x".repeat(len)),
                        ] {
                            self.check_text(scan, source.as_bytes());
                        }
                    }
                }
            }
        }
    }

    impl Check {
        fn check_values(&self, scan: impl Scan) {
            for len in 0..300 {
                let mut bytes = vec![b'.'; len];
                let value = |bytes: &[u8]| scan.value(&mut scan.quotes(bytes, 0), bytes, 0, b'"');
                assert_eq!(value(&bytes), None);
                for end in 0..len {
                    bytes[end] = b'"';
                    let found = value(&bytes).unwrap();
                    assert_eq!(found.end, end);
                    // Near the end of the source, `is_literal` may be `false` for any value.
                    assert!(found.is_literal || len < end + 64 || !self.knows_literals);
                    for (at, byte) in [(0, b'&'), (end / 2, b'\r'), (end.saturating_sub(1), 0)] {
                        if at < end {
                            bytes[at] = byte;
                            assert!(!value(&bytes).unwrap().is_literal);
                            bytes[at] = b'.';
                        }
                    }
                    bytes[end] = b'.';
                }
            }
            for (first, second) in (0..140).flat_map(|a| [0, 1, 62, 63, 64].map(|b| (a, b))) {
                let (first, second) = ("x".repeat(first), "y".repeat(second));
                let values = [&*first, "\"", &second, "", "&", "'"];
                let quotes = ['"', '\'', '"', '"', '"', '"'];
                let mut tag = String::from("<p");
                let places = values.iter().zip(quotes).map(|(value, quote)| {
                    tag += &format!(" a={quote}{value}{quote}");
                    (tag.len() - 1 - value.len(), quote, value.len())
                });
                let places: Vec<_> = places.collect();
                tag += &format!(">{}", ".".repeat(200));
                let mut known = scan.quotes(tag.as_bytes(), 0);
                for (start, quote, len) in places {
                    let found = scan.value(&mut known, tag.as_bytes(), start, quote as u8);
                    let found = found.unwrap();
                    assert_eq!(found.end, start + len, "{tag}");
                    assert!(!(found.is_literal && tag[start..found.end].contains('&')));
                }
            }
        }

        fn check_text<S: Scan>(&self, scan: S, bytes: &[u8]) {
            let source = String::from_utf8_lossy(bytes);
            // Search from the start, and from places around the last block.
            let last = [36, 34, 33, 32, 20, 9, 2].map(|back| bytes.len().wrapping_sub(back));
            let starts = (0..3).chain(last).filter(|&start| start < bytes.len());
            for start in starts {
                let is_end = |byte: &u8| b"<&".contains(byte);
                let len = bytes[start..].iter().position(is_end);
                let end = len.map_or(bytes.len(), |len| start + len);
                let text = &bytes[start..end];
                let is_odd = text.contains(&b'\r') || text.contains(&0);
                let found = scan.text(bytes, start);
                assert_eq!(found.is_none(), is_odd, "{source:?} from {start}");
                let Some(found) = found else { continue };
                assert_eq!(found.end, end, "{source:?} from {start}");
                if !S::FINDS_RUNS {
                    assert_eq!(found.first_run, start..end);
                    continue;
                }
                let is_blank = |byte: &u8| b" \t\n".contains(byte);
                let blanks = text.iter().take_while(|byte| is_blank(byte)).count();
                let run = &text[blanks..];
                let is_odd = |at: &usize| {
                    let next = run.get(at + 1).copied().unwrap_or(0);
                    run[*at] < b' ' || run[*at] == b' ' && next <= b' '
                };
                let run_len = (0..run.len()).find(is_odd).unwrap_or(run.len());
                let wanted = start + blanks..start + blanks + run_len;
                assert_eq!(found.first_run, wanted, "{source:?} from {start}");
            }
        }
    }

    #[test]
    fn bytes_are_found_near_and_far() {
        let check = Check {
            knows_literals: Narrow::FINDS_RUNS,
        };
        check.run(Narrow);
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
        assert_eq!(word(b"abcdefghij", 8), word(b"ij", 0));
        assert_eq!(word(b"abcdefgh", 8) | word(b"ab", 3), 0);
        assert_eq!(prefix(0, 8), None);
    }
}
