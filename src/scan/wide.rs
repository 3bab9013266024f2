//! Searches sixty-four bytes at a time, with vector instructions such as AVX2, if the processor
//! supports them.
//!
//! All functions that search must be inlined into the closure in [`within`]. A function that is not
//! inlined cannot use these instructions.

use fearless_simd::prelude::*;
use fearless_simd::{Level, u8x64};

use super::{Job, Narrow, Scan, Text, Value};

/// Runs a job with the fastest search that the processor supports.
#[inline]
pub(super) fn run<J: Job>(job: J) -> J::Output {
    let level = Level::new();
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(simd) = level.as_avx512() {
        return within(simd, job);
    } else if let Some(simd) = level.as_avx2() {
        return within(simd, job);
    }
    #[cfg(target_arch = "aarch64")]
    if let Some(simd) = level.as_neon() {
        return within(simd, job);
    }
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if let Some(simd) = level.as_wasm_simd128() {
        return within(simd, job);
    }
    job.run(Narrow)
}

/// Runs a job inside a function that is compiled for the instructions of `simd`.
#[inline]
fn within<S: Simd, J: Job>(simd: S, job: J) -> J::Output {
    simd.vectorize(
        #[inline(always)]
        || job.run(Wide(simd)),
    )
}

/// A [`Scan`] that searches blocks of sixty-four bytes.
#[derive(Debug, Clone, Copy)]
struct Wide<S>(S);

const BLOCK: usize = 64;

/// The positions of certain bytes in a block, as bit masks. The lowest bit is for the first byte of
/// the block.
struct Masks {
    /// The positions of `<` and `&`, which end a text.
    ends: u64,
    /// The positions of spaces and control characters.
    low: u64,
    spaces: u64,
    /// The positions of spaces, tabs and line feeds.
    blanks: u64,
}

impl<S: Simd> Wide<S> {
    #[inline(always)]
    fn masks(self, block: &[u8; BLOCK]) -> Masks {
        let bytes = u8x64::from_slice(self.0, block);
        let spaces = bytes.simd_eq(b' ');
        Masks {
            ends: (bytes.simd_eq(b'<') | bytes.simd_eq(b'&')).to_bitmask(),
            low: bytes.simd_le(b' ').to_bitmask(),
            spaces: spaces.to_bitmask(),
            blanks: (spaces | bytes.simd_eq(b'\n') | bytes.simd_eq(b'\t')).to_bitmask(),
        }
    }

    #[inline(always)]
    fn quotes_in(self, block: &[u8; BLOCK], at: usize, quote: u8) -> Quotes {
        let bytes = u8x64::from_slice(self.0, block);
        let odd = bytes.simd_eq(b'&') | bytes.simd_eq(b'\r') | bytes.simd_eq(0);
        Quotes {
            at,
            quotes: bytes.simd_eq(quote).to_bitmask(),
            odd: odd.to_bitmask(),
        }
    }

    #[inline(always)]
    fn cr_and_nul(self, block: &[u8; BLOCK]) -> u64 {
        let bytes = u8x64::from_slice(self.0, block);
        (bytes.simd_eq(b'\r') | bytes.simd_eq(0)).to_bitmask()
    }
}

impl<S: Simd> Scan for Wide<S> {
    const FINDS_RUNS: bool = true;

    type Quotes = Quotes;

    #[inline(always)]
    fn text(self, bytes: &[u8], start: usize) -> Option<Text> {
        let mut at = start;
        let mut run_start = None;
        let mut run_end = None;
        let mut behind_low = 0;
        loop {
            let rest = bytes.get(at..)?;
            let padded;
            let block = match rest.first_chunk() {
                Some(block) => block,
                None => {
                    padded = last_block(rest);
                    &padded
                }
            };
            let masks = self.masks(block);
            let text = !masks.ends & masks.ends.wrapping_sub(1);
            let is_odd = masks.low & !masks.blanks & text != 0;
            if is_odd && self.cr_and_nul(block) & text != 0 {
                return None;
            }
            let mut run_mask = text;
            if run_start.is_none() {
                let blanks = masks.blanks.trailing_ones();
                run_mask &= u64::MAX.checked_shl(blanks).unwrap_or(0);
                run_start = (run_mask != 0).then_some(at + blanks as usize);
            }
            if run_end.is_none() {
                let pairs = masks.low & (masks.low << 1 | behind_low);
                let odd = (masks.low & !masks.spaces | pairs) & run_mask;
                run_end = (odd != 0).then_some(at + odd.trailing_zeros() as usize);
                behind_low = masks.low >> (BLOCK - 1);
            }
            if masks.ends != 0 {
                let end = at + masks.ends.trailing_zeros() as usize;
                let mut first_run = run_start.unwrap_or(end)..run_end.unwrap_or(end);
                // A space before the end of the run is followed by other white space or by the end of the
                // text. It is not part of the run.
                let ends_with_space =
                    !first_run.is_empty() && bytes.get(first_run.end - 1) == Some(&b' ');
                first_run.end -= usize::from(ends_with_space);
                return Some(Text { end, first_run });
            }
            at += BLOCK;
        }
    }

    #[inline(always)]
    fn quotes(self, bytes: &[u8], start: usize) -> Quotes {
        let block = bytes.get(start..).and_then(|rest| rest.first_chunk());
        match block {
            Some(block) => self.quotes_in(block, start, b'"'),
            None => Quotes::default(),
        }
    }

    #[inline(always)]
    fn value(self, quotes: &mut Quotes, bytes: &[u8], start: usize, quote: u8) -> Option<Value> {
        if let Some(value) = quotes.value(start) {
            return Some(value);
        }
        let mut is_literal = true;
        let mut at = start;
        while let Some(block) = bytes.get(at..)?.first_chunk() {
            *quotes = self.quotes_in(block, at, quote);
            let end = quotes.pass();
            is_literal &= quotes.odd & end.wrapping_sub(1) == 0;
            if end != 0 {
                let end = at + end.trailing_zeros() as usize;
                return Some(Value { end, is_literal });
            }
            at += BLOCK;
        }
        let far = Narrow.value(&mut (), bytes, at, quote)?;
        Some(Value {
            is_literal: is_literal && far.is_literal,
            ..far
        })
    }
}

/// The state that is kept between calls of [`Scan::value`]. It contains the unconsumed quotes of
/// one block of the source.
#[derive(Debug, Default)]
struct Quotes {
    /// The index of the block's first byte.
    at: usize,
    /// The positions of the unconsumed quotes in the block, as a bit mask.
    quotes: u64,
    /// The positions of `&`, CR and NUL, as a bit mask.
    odd: u64,
}

impl Quotes {
    /// Returns the value that starts at `start`. Returns `None` if the next two quotes in this
    /// block are not the quotes around this value.
    #[inline(always)]
    fn value(&mut self, start: usize) -> Option<Value> {
        let before = self.pass();
        let end = self.pass();
        if end == 0 || self.at + before.trailing_zeros() as usize + 1 != start {
            return None;
        }
        Some(Value {
            end: self.at + end.trailing_zeros() as usize,
            is_literal: self.odd & end.wrapping_sub(before << 1) == 0,
        })
    }

    /// Consumes the next quote. Returns a mask with only the bit of this quote, or 0 if no quote is
    /// left.
    #[inline(always)]
    fn pass(&mut self) -> u64 {
        let quotes = self.quotes;
        self.quotes &= quotes.wrapping_sub(1);
        quotes & quotes.wrapping_neg()
    }
}

/// Returns `rest`, padded with `<` to a whole block. `rest` must be shorter than a block. The `<`
/// ends the text.
#[cold]
fn last_block(rest: &[u8]) -> [u8; BLOCK] {
    let mut block = [b'<'; BLOCK];
    if let Some(start) = block.get_mut(..rest.len()) {
        start.copy_from_slice(rest);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::super::tests::Check;
    use super::*;

    const CHECK: Check = Check {
        knows_literals: true,
    };

    /// Checks the search at each SIMD level that this processor supports, and at the fallback level.
    #[test]
    fn all_instruction_sets_find_the_same() {
        let level = Level::new();
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        {
            if let Some(simd) = level.as_sse2() {
                within(simd, CHECK);
            }
            if let Some(simd) = level.as_sse4_2() {
                within(simd, CHECK);
            }
            if let Some(simd) = level.as_avx2() {
                within(simd, CHECK);
            }
            if let Some(simd) = level.as_avx512() {
                within(simd, CHECK);
            }
        }
        #[cfg(target_arch = "aarch64")]
        if let Some(simd) = level.as_neon() {
            within(simd, CHECK);
        }
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        if let Some(simd) = level.as_wasm_simd128() {
            within(simd, CHECK);
        }
        let Level::Fallback(fallback) = Level::fallback() else {
            unreachable!("it is asked for");
        };
        within(fallback, CHECK);
    }
}
