//! Classifies bytes in tags: HTML standard, 13.2.5.8 and 13.2.5.32 to 13.2.5.39.

use crate::scan;

/// Returns the index of the first byte from `at` on that is neither white space nor `/`. Returns
/// `None` if there is no such byte.
#[inline]
pub(super) fn skip_separators(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let byte = *bytes.get(at)?;
        if !is(byte, WHITE_SPACE) && byte != b'/' {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns whether a byte ends the name of a tag: white space, `/` or `>`.
pub(crate) fn ends_tag_name(byte: u8) -> bool {
    is(byte, ENDS_TAG_NAME)
}

const WHITE_SPACE: u8 = 1;
pub(super) const ENDS_TAG_NAME: u8 = 2;
pub(super) const ENDS_ATTRIBUTE_NAME: u8 = 4;
pub(super) const ENDS_UNQUOTED: u8 = 8;

/// The classes of each byte, as a set of bits. Each class is one bit, such as [`ENDS_TAG_NAME`].
static KINDS: [u8; 256] = kinds();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut white_space: &[u8] = b" \n\t\r\x0C";
    while let [byte, rest @ ..] = white_space {
        kinds[*byte as usize] = WHITE_SPACE | ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_UNQUOTED;
        white_space = rest;
    }
    kinds[b'/' as usize] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME;
    kinds[b'>' as usize] = ENDS_TAG_NAME | ENDS_ATTRIBUTE_NAME | ENDS_UNQUOTED;
    kinds[b'=' as usize] = ENDS_ATTRIBUTE_NAME;
    kinds
}

#[inline]
fn is(byte: u8, kind: u8) -> bool {
    KINDS
        .get(usize::from(byte))
        .is_some_and(|kinds| kinds & kind != 0)
}

/// Returns the index of the first byte from `at` on that has the class `kind`. `kind` must be one
/// of the constants `ENDS_…`. Returns `None` if there is no such byte.
#[inline]
pub(super) fn skip_until(bytes: &[u8], mut at: usize, kind: u8) -> Option<usize> {
    loop {
        at += scan::name_len(scan::word(bytes, at));
        if is(*bytes.get(at)?, kind) {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns the index of the first byte from `at` on that is not white space. Returns `None` if
/// there is no such byte.
#[inline]
pub(super) fn skip_white_space(bytes: &[u8], mut at: usize) -> Option<usize> {
    while is(*bytes.get(at)?, WHITE_SPACE) {
        at += 1;
    }
    Some(at)
}
