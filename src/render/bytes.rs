//! Finds bytes that may have to be escaped in the output.

/// The number of bytes that are checked at once.
const BLOCK: usize = 32;

/// Expands to an array with the result of a `const fn` for each of the 256 bytes.
macro_rules! byte_table {
    ($function:expr) => {{
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < table.len() {
            table[byte] = $function(byte as u8);
            byte += 1;
        }
        table
    }};
}
pub(super) use byte_table;

/// Returns the index of the first byte at or after `at` whose entry in `table` is not 0. Returns
/// `bytes.len()` if no byte has such an entry. `has_any` must return `true` for each block that
/// contains a byte with such an entry.
#[inline]
pub(super) fn find(
    bytes: &[u8],
    mut at: usize,
    table: &[u8; 256],
    has_any: impl Fn(&[u8; BLOCK]) -> bool,
) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    loop {
        let Some(block) = rest.first_chunk::<BLOCK>() else {
            // The last block overlaps bytes that were already checked.
            match bytes.last_chunk() {
                Some(last) if !has_any(last) => return bytes.len(),
                _ => break,
            }
        };
        if has_any(block) {
            break;
        }
        at += BLOCK;
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    let is_special = |byte: &u8| table.get(usize::from(*byte)) != Some(&0);
    at + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Returns whether `class` returns a number other than 0 for at least one byte of a block. The loop
/// has no branches, so the compiler can vectorize it.
#[inline(always)]
pub(super) fn any(block: &[u8; BLOCK], class: impl Fn(u8) -> u8) -> bool {
    block.iter().fold(0, |found, &byte| found | class(byte)) != 0
}

/// Returns whether a block contains no ASCII bytes, like most blocks of Chinese text.
#[inline(always)]
pub(super) fn is_non_ascii(block: &[u8; BLOCK]) -> bool {
    block.iter().fold(0x80, |all, &byte| all & byte) != 0
}
