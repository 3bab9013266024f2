//! Searches with vector instructions that all processors of an architecture have, such as SSE2 on x86-64.

#[cfg(target_arch = "aarch64")]
pub(super) use memchr::arch::aarch64::neon::memchr::{One, Two};
#[cfg(target_arch = "x86_64")]
pub(super) use memchr::arch::x86_64::sse2::memchr::{One, Two};

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
use self::near::{text, value};
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
use self::{far_text as text, far_value as value};
use super::{Scan, Text, Value, has_cr_or_nul};

/// A [`Scan`] that searches sixteen bytes at a time on x86-64 and AArch64, without detecting
/// processor features. On other architectures, it searches with the crate memchr.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Narrow;

impl Scan for Narrow {
    const FINDS_RUNS: bool = cfg!(any(target_arch = "x86_64", target_arch = "aarch64"));

    type Quotes = ();

    #[inline(always)]
    fn text(self, bytes: &[u8], start: usize) -> Option<Text> {
        text(bytes, start)
    }

    #[inline(always)]
    fn quotes(self, _: &[u8], _: usize) {}

    #[inline(always)]
    fn value(self, (): &mut (), bytes: &[u8], start: usize, quote: u8) -> Option<Value> {
        value(bytes, start, quote)
    }
}

/// Returns the text that starts at `start`. Returns `None` if the text contains CR or NUL.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn far_text(bytes: &[u8], start: usize) -> Option<Text> {
    let end = start + far_text_len(bytes.get(start..)?)?;
    Some(Text {
        end,
        first_run: start..end,
    })
}

/// Returns the length of the text at the start of `bytes`. Returns `None` if the text contains CR or NUL.
fn far_text_len(bytes: &[u8]) -> Option<usize> {
    let len = memchr::memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
    (!has_cr_or_nul(bytes.get(..len)?)).then_some(len)
}

/// Returns the attribute value that starts at `start` and ends before the next `quote`. Returns `None` if no
/// `quote` follows.
fn far_value(bytes: &[u8], start: usize, quote: u8) -> Option<Value> {
    let len = memchr::memchr(quote, bytes.get(start..)?)?;
    Some(Value {
        end: start + len,
        is_literal: false,
    })
}

/// Searches for the ends of texts and attribute values. Most texts and values are so short that
/// calling memchr would take longer.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod near {
    use super::super::{Text, Value, run_weight};
    use super::{One, Two, far_text_len, far_value};

    /// Returns the text that starts at `start`. Returns `None` if the text contains CR or NUL.
    #[inline(always)]
    pub(super) fn text(bytes: &[u8], start: usize) -> Option<Text> {
        let blank = |end| Text {
            end,
            first_run: end..end,
        };
        let mut at = start;
        // Most texts that start with white space are short, and contain nothing else.
        if *bytes.get(at)? <= b' ' {
            let rest = bytes.get(at..)?;
            let stops = Two::new(b'<', b'&')?;
            if let Some(chunk) = rest.first_chunk() {
                let len = stops.find(chunk).unwrap_or(CHUNK);
                if len < CHUNK && is_blank(chunk, len) {
                    return Some(blank(at + len));
                }
            }
            at += blanks(rest);
            if let Some(b'<' | b'&') | None = bytes.get(at) {
                return Some(blank(at));
            }
        }
        let (len, run_len) = text_len(bytes, bytes.get(at..)?)?;
        Some(Text {
            end: at + len,
            first_run: at..at + run_len,
        })
    }

    /// Returns whether all of the first `len` bytes are spaces, tabs or line feeds.
    #[inline(always)]
    fn is_blank(chunk: &[u8; CHUNK], len: usize) -> bool {
        let Some(behind) = mask_behind::<CHUNK>(len) else {
            return false;
        };
        let pairs = chunk.iter().zip(behind);
        !pairs.fold(false, |found, (&byte, &behind)| {
            found | (not_blank(byte) & !behind != 0)
        })
    }

    /// Returns the number of spaces, tabs and line feeds at the start of `bytes`.
    #[inline(always)]
    fn blanks(bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while let Some((chunk, behind)) = rest.split_first_chunk::<CHUNK>() {
            // Bytes that are not white space get the weight 1. Then a search for the byte 1 finds
            // the first of them.
            let mut weights = [0; CHUNK];
            for (weight, byte) in weights.iter_mut().zip(chunk) {
                *weight = not_blank(*byte).min(1);
            }
            let len = One::new(1)
                .and_then(|one| one.find(&weights))
                .unwrap_or(CHUNK);
            if len < CHUNK {
                return bytes.len() - rest.len() + len;
            }
            rest = behind;
        }
        let blanks = rest.iter().take_while(|&&byte| not_blank(byte) == 0);
        bytes.len() - rest.len() + blanks.count()
    }

    /// Returns the length of the text at the start of `bytes`, and the length of the text's first
    /// run. `bytes` must be a suffix of `source` that does not start with white space. Returns
    /// `None` if the text contains CR or NUL.
    #[inline(always)]
    fn text_len(source: &[u8], bytes: &[u8]) -> Option<(usize, usize)> {
        let stops = Two::new(b'<', b'&')?;
        let mut rest = bytes;
        while let Some(longer) = rest.first_chunk::<{ BLOCK + 1 }>() {
            let (block, behind) = rest.split_first_chunk::<BLOCK>()?;
            if ends_run(longer) {
                let passed = bytes.len() - rest.len();
                let len = place(block, |chunk| stops.find(chunk));
                if !has_odd(longer, len) {
                    let end = passed + len;
                    let ends_with_space = bytes.get(end.wrapping_sub(1)) == Some(&b' ');
                    return Some((end, end - usize::from(ends_with_space)));
                }
                let run_len = passed + first_odd(longer);
                check_cr_and_nul(block, len)?;
                if len < BLOCK {
                    return Some((passed + len, run_len));
                }
                return Some((passed + len + rest_len(behind)?, run_len));
            }
            rest = behind;
        }
        // The loop computes lengths instead of offsets into `source`: with offsets, parsing took longer.
        let start = source.len() - bytes.len();
        let (end, run_end) = last_text(source, start, source.len() - rest.len())?;
        Some((end - start, run_end - start))
    }

    /// Returns the end of the text that starts at `start`, and the end of the text's first run. The
    /// bytes from `start` to `at` must be part of the first run. Exception: the byte before `at`
    /// may be a space after the run. At most [`BLOCK`] bytes may follow `at`. Returns `None` if the
    /// text contains CR or NUL.
    #[inline(never)] // Few texts in a body need this function.
    fn last_text(source: &[u8], start: usize, at: usize) -> Option<(usize, usize)> {
        if let Some(last) = source.last_chunk() {
            let last_at = source.len() - last.len();
            // Bytes before `at` are replaced by letters, as they were already checked.
            let mut longer = *last;
            let behind = mask_behind::<{ BLOCK + 1 }>(at - last_at)?;
            for (byte, behind) in longer.iter_mut().zip(behind) {
                *byte = *byte & behind | b'x' & !behind;
            }
            let stops = Two::new(b'<', b'&')?;
            let block = longer.first_chunk()?;
            let len = place(block, |chunk| stops.find(chunk));
            if len < BLOCK {
                check_cr_and_nul(block, len)?;
                let end = last_at + len;
                let ends_with_space = source.get(start..end)?.last() == Some(&b' ');
                let run_end = last_at + first_odd(&longer);
                return Some((end, run_end.min(end - usize::from(ends_with_space))));
            }
        }
        let end = at + far_text_len(source.get(at..)?)?;
        let run_len = last_run_len(source.get(start..end)?, at - start);
        Some((end, start + run_len))
    }

    /// Returns the length of the rest of a text. `bytes` must start within this text. Returns
    /// `None` if the rest of the text contains CR or NUL.
    #[inline(always)]
    fn rest_len(bytes: &[u8]) -> Option<usize> {
        let stops = Two::new(b'<', b'&')?;
        let mut rest = bytes;
        while let Some((block, behind)) = rest.split_first_chunk::<BLOCK>() {
            if has_zero(block, |byte| {
                (byte ^ b'<').min(byte ^ b'&').min(byte & NEITHER)
            }) {
                let len = place(block, |chunk| stops.find(chunk));
                check_cr_and_nul(block, len)?;
                if len < BLOCK {
                    return Some(bytes.len() - rest.len() + len);
                }
            }
            rest = behind;
        }
        Some(bytes.len() - rest.len() + far_text_len(rest)?)
    }

    /// Returns `Some(())` if the first `len` bytes contain neither CR nor NUL, otherwise `None`.
    #[inline(always)]
    fn check_cr_and_nul(block: &[u8; BLOCK], len: usize) -> Option<()> {
        let cr_and_nul = Two::new(b'\r', 0)?;
        let is_odd = has_zero(block, |byte| byte & NEITHER)
            && place(block, |chunk| cr_and_nul.find(chunk)) < len;
        (!is_odd).then_some(())
    }

    /// Returns the length of the first run of `text`. The first `passed` bytes must be part of the
    /// run. Exception: the last of these bytes may be a space after the run.
    #[cold]
    fn last_run_len(text: &[u8], passed: usize) -> usize {
        let next = |at: usize| text.get(at + 1).copied().unwrap_or_default();
        let ends_run = |at: &usize| {
            text.get(*at)
                .is_some_and(|&byte| run_weight(byte, next(*at)) == 0)
        };
        let mut places = passed.saturating_sub(1)..text.len();
        places.find(ends_run).unwrap_or(text.len())
    }

    /// Returns the same value as [`far_value`], but also computes [`Value::is_literal`].
    #[inline(always)]
    pub(super) fn value(bytes: &[u8], start: usize, quote: u8) -> Option<Value> {
        let Some(quotes) = One::new(quote) else {
            return far_value(bytes, start, quote);
        };
        let odd = |byte: u8| (byte ^ b'&').min(byte & NEITHER);
        let mut is_literal = true;
        let mut rest = bytes.get(start..)?;
        // Most values end within these two chunks.
        for _ in 0..2 {
            let Some((chunk, behind)) = rest.split_first_chunk::<CHUNK>() else {
                break;
            };
            is_literal &= !has_zero(chunk, odd);
            if let Some(at) = quotes.find(chunk) {
                let end = bytes.len() - rest.len() + at;
                return Some(Value { end, is_literal });
            }
            rest = behind;
        }
        while let Some((block, behind)) = rest.split_first_chunk::<BLOCK>() {
            is_literal &= !has_zero(block, odd);
            let len = place(block, |chunk| quotes.find(chunk));
            if len < block.len() {
                let end = bytes.len() - rest.len() + len;
                return Some(Value { end, is_literal });
            }
            rest = behind;
        }
        far_value(bytes, bytes.len() - rest.len(), quote)
    }

    const CHUNK: usize = 16;
    const BLOCK: usize = 2 * CHUNK;

    /// The bits that are set neither in CR nor in NUL. `byte & NEITHER` is 0 only for CR, NUL and
    /// six other control characters, such as tab.
    const NEITHER: u8 = !b'\r';

    /// Returns whether `weight` returns 0 for any of the bytes. The loop has no branches, so the
    /// compiler vectorizes it.
    #[inline(always)]
    fn has_zero<const N: usize>(bytes: &[u8; N], weight: impl Fn(u8) -> u8) -> bool {
        bytes
            .iter()
            .fold(false, |found, &byte| found | (weight(byte) == 0))
    }

    /// Returns 0 for a space, tab or line feed, and another number for other bytes.
    #[inline(always)]
    fn not_blank(byte: u8) -> u8 {
        (byte ^ b' ').min(byte ^ b'\t').min(byte ^ b'\n')
    }

    /// Returns whether the text or its first run may end at one of the first [`BLOCK`] bytes.
    #[inline(always)]
    fn ends_run(block: &[u8; BLOCK + 1]) -> bool {
        let pairs = block.iter().zip(block.iter().skip(1)).take(BLOCK);
        pairs.fold(false, |found, (&byte, &next)| {
            found | (run_weight(byte, next).min(byte ^ b'<').min(byte ^ b'&') == 0)
        })
    }

    /// Returns whether the first run may end at one of the first `len` bytes.
    #[inline(always)]
    fn has_odd(block: &[u8; BLOCK + 1], len: usize) -> bool {
        let Some(behind) = mask_behind::<BLOCK>(len) else {
            return true;
        };
        let pairs = block.iter().zip(block.iter().skip(1)).zip(behind);
        pairs.fold(false, |found, ((&byte, &next), &behind)| {
            found | (run_weight(byte, next) | behind == 0)
        })
    }

    /// Returns the index of the first byte that may end the first run, or [`BLOCK`] if there is no
    /// such byte.
    #[inline(always)]
    fn first_odd(block: &[u8; BLOCK + 1]) -> usize {
        // All weights are computed first, so that a byte search can find the first 0.
        let mut weights = [0; BLOCK];
        for ((weight, &byte), &next) in weights.iter_mut().zip(block).zip(block.iter().skip(1)) {
            *weight = run_weight(byte, next);
        }
        place(&weights, |chunk| One::new(0)?.find(chunk))
    }

    /// Returns a mask of `N` bytes: the first `len` bytes are 0, and the others are 255. Returns
    /// `None` if `len` is greater than [`BLOCK`] + 1.
    #[inline(always)]
    fn mask_behind<const N: usize>(len: usize) -> Option<&'static [u8; N]> {
        const MAX: usize = BLOCK + 1;
        static BEHIND: [[u8; MAX]; 2] = [[0; MAX], [u8::MAX; MAX]];
        BEHIND
            .as_flattened()
            .get(MAX.checked_sub(len)?..)?
            .first_chunk()
    }

    /// Searches both chunks of a block with `find`. Returns the index in the block of the first
    /// match, or [`BLOCK`] if there is no match. The second chunk is searched even after a match in
    /// the first one, since this avoids an unpredictable branch.
    #[inline(always)]
    fn place(block: &[u8; BLOCK], find: impl Fn(&[u8]) -> Option<usize>) -> usize {
        let (first, second) = block.split_at(CHUNK);
        let first = find(first).unwrap_or(CHUNK);
        let second = find(second).unwrap_or(CHUNK);
        let is_behind = 0_usize.wrapping_sub(first / CHUNK);
        first + (second & is_behind)
    }
}
