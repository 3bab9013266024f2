//! Searches with what all processors of a kind have.

#[cfg(target_arch = "x86_64")]
use self::near::{text_len, value};
#[cfg(not(target_arch = "x86_64"))]
use self::{far_text_len as text_len, far_value as value};
use super::{Scan, Text, Value, has_cr_or_nul};

/// Searches sixteen bytes at a time where that needs no looking at what the processor has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Narrow;

impl Scan for Narrow {
    type Quotes = ();

    #[inline(always)]
    fn text(self, bytes: &[u8], start: usize) -> Option<Text> {
        Some(Text {
            end: start + text_len(bytes.get(start..)?)?,
            first_run: None,
        })
    }

    #[inline(always)]
    fn quotes(self, _: &[u8], _: usize) {}

    #[inline(always)]
    fn value(self, (): &mut (), bytes: &[u8], start: usize, quote: u8) -> Option<Value> {
        value(bytes, start, quote)
    }
}

/// Returns how long the text is that `bytes` start with. Nothing if CR or NUL is in it.
fn far_text_len(bytes: &[u8]) -> Option<usize> {
    let len = memchr::memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
    (!has_cr_or_nul(bytes.get(..len)?)).then_some(len)
}

/// Returns the value that starts at `start` and that `quote` ends.
fn far_value(bytes: &[u8], start: usize, quote: u8) -> Option<Value> {
    let len = memchr::memchr(quote, bytes.get(start..)?)?;
    Some(Value {
        end: start + len,
        is_literal: false,
    })
}

/// Most texts and values are shorter than it pays to call memchr for.
#[cfg(target_arch = "x86_64")]
mod near {
    use memchr::arch::x86_64::sse2::memchr::{One, Two};

    use super::super::Value;
    use super::{far_text_len, far_value};

    /// Does what [`far_text_len`] does.
    #[inline(always)]
    pub(super) fn text_len(bytes: &[u8]) -> Option<usize> {
        let (Some(stops), Some(odd)) = (Two::new(b'<', b'&'), Two::new(b'\r', 0)) else {
            return far_text_len(bytes);
        };
        let mut rest = bytes;
        if let Some((chunk, behind)) = rest.split_first_chunk::<CHUNK>() {
            let len = stops.find(chunk).unwrap_or(CHUNK);
            if odd.find(chunk).unwrap_or(CHUNK) < len {
                return None;
            }
            if len < CHUNK {
                return Some(len);
            }
            rest = behind;
        }
        while let Some((block, behind)) = rest.split_first_chunk::<{ 2 * CHUNK }>() {
            if has_zero(block, |byte| {
                (byte ^ b'<').min(byte ^ b'&').min(byte & NEITHER)
            }) {
                let len = place(block, |chunk| stops.find(chunk));
                if place(block, |chunk| odd.find(chunk)) < len {
                    return None;
                }
                if len < block.len() {
                    return Some(bytes.len() - rest.len() + len);
                }
            }
            rest = behind;
        }
        far_text_len(rest).map(|len| bytes.len() - rest.len() + len)
    }

    /// Does what [`far_value`] does, but knows whether the value is literal.
    #[inline(always)]
    pub(super) fn value(bytes: &[u8], start: usize, quote: u8) -> Option<Value> {
        let Some(quotes) = One::new(quote) else {
            return far_value(bytes, start, quote);
        };
        let odd = |byte: u8| (byte ^ b'&').min(byte & NEITHER);
        let mut is_literal = true;
        let mut rest = bytes.get(start..)?;
        // Most values end here.
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
        while let Some((block, behind)) = rest.split_first_chunk::<{ 2 * CHUNK }>() {
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

    /// The bits of which neither CR nor NUL has any. Of other characters only tab, form feed and four
    /// control characters have none.
    const NEITHER: u8 = !b'\r';

    /// Returns whether the weight of any of the bytes is 0. There are no branches, so that all are
    /// looked at together.
    #[inline(always)]
    fn has_zero<const N: usize>(bytes: &[u8; N], weight: impl Fn(u8) -> u8) -> bool {
        bytes
            .iter()
            .fold(false, |found, &byte| found | (weight(byte) == 0))
    }

    /// Returns where the first of two chunks holds what `find` looks for, without a branch that
    /// cannot be foreseen. Their length if neither does.
    #[inline(always)]
    fn place(block: &[u8; 2 * CHUNK], find: impl Fn(&[u8]) -> Option<usize>) -> usize {
        let (first, second) = block.split_at(CHUNK);
        let first = find(first).unwrap_or(CHUNK);
        let second = find(second).unwrap_or(CHUNK);
        let is_behind = 0_usize.wrapping_sub(first / CHUNK);
        first + (second & is_behind)
    }
}
