//! The names of HTML elements, and the numbers that represent names in trees.

use super::elements::with_elements;

macro_rules! define {
    ($($variant:ident $text:tt $facts:tt)*) => {
        /// The names of all HTML elements, including obsolete ones.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub(crate) enum Known { $($variant),* }

        /// All variants, in the order of their numbers.
        pub(crate) const ALL: &[Known] = &[$(Known::$variant),*];
        const TEXTS: &[&str] = &[$($text),*];
    };
}
with_elements!(define);

/// A number of bytes that is greater than the length of every name in [`Known`].
pub(crate) const LONGER: usize = 16;

/// The number of names in [`Known`].
pub(crate) const KNOWN: u32 = ALL.len() as u32;

impl Known {
    /// Returns the HTML element name that equals `name`, ignoring ASCII case. Returns `None` if no
    /// HTML element has this name.
    pub(crate) fn find(name: &[u8]) -> Option<Known> {
        let mut lower = [0; LONGER];
        lower.get_mut(..name.len())?.copy_from_slice(name);
        lower.make_ascii_lowercase();
        let known = find_word(u64::from_le_bytes(*lower.first_chunk()?))?;
        (lower.get(..name.len())? == known.as_str().as_bytes()).then_some(known)
    }

    /// Returns the HTML element name whose bytes are in `word`. `word` must contain a name of up to
    /// seven bytes in lower case, padded with NUL. Returns `None` if no HTML element has this name.
    #[inline]
    pub(crate) fn find_short(word: u64) -> Option<Known> {
        find_word(word)
    }

    /// Returns the name with the number `index`, or `None` if `index` is too large.
    pub(crate) fn from_index(index: u32) -> Option<Known> {
        ALL.get(index as usize).copied()
    }

    /// Returns the name in lower case.
    pub(crate) fn as_str(self) -> &'static str {
        TEXTS.get(self as usize).copied().unwrap_or_default()
    }
}

/// The number of bytes of a name that are compared at once.
const WORD: usize = 8;

/// A slot in the hash table of names.
#[derive(Clone, Copy)]
struct Slot {
    /// The first eight bytes of the name, in lower case, padded with NUL.
    word: u64,
    known: Known,
}

/// A perfect hash table: each name has its own slot.
static SLOTS: [Slot; 1 << SLOT_BITS] = slots();
const SLOT_BITS: u32 = 10;
/// The value of [`Slot::word`] in empty slots. No name has this value.
const NO_NAME: u64 = 1;

/// Returns the name whose first eight bytes are `word`, or `None` if there is no such name. The
/// caller must compare the remaining bytes of a longer name.
#[inline]
fn find_word(word: u64) -> Option<Known> {
    let slot = SLOTS.get(hash(word))?;
    (slot.word == word).then_some(slot.known)
}

/// Returns the index of the slot for the name whose first eight bytes are `word`.
const fn hash(word: u64) -> usize {
    // Found by trial: with this factor, no two names share a slot.
    const FACTOR: u64 = 0x4719_8b90_0b84_00ef;
    (word.wrapping_mul(FACTOR) >> (u64::BITS - SLOT_BITS)) as usize
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn slots() -> [Slot; 1 << SLOT_BITS] {
    let empty = Slot {
        word: NO_NAME,
        known: Known::A,
    };
    let mut slots = [empty; 1 << SLOT_BITS];
    let mut index = 0;
    while index < TEXTS.len() {
        let word = first_word(TEXTS[index].as_bytes());
        let slot = &mut slots[hash(word)];
        assert!(slot.word == NO_NAME, "two names share a place");
        *slot = Slot {
            word,
            known: ALL[index],
        };
        index += 1;
    }
    slots
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
pub(super) const fn first_word(text: &[u8]) -> u64 {
    let mut first = [0; WORD];
    let mut at = 0;
    while at < text.len() && at < WORD {
        first[at] = text[at];
        at += 1;
    }
    u64::from_le_bytes(first)
}

/// The bytes of an end tag after `</`, such as `p>`.
#[derive(Clone, Copy)]
pub(crate) struct EndTag {
    name: &'static str,
    /// The first eight bytes of the name and the `>`, padded with NUL.
    word: u64,
    /// The length of the name and the `>` together, in bytes.
    pub(crate) len: usize,
}

impl EndTag {
    /// Returns whether `word`, the eight bytes after `</`, begins with the name and the `>`. If the
    /// name and the `>` have more than eight bytes together, compares only the first eight bytes.
    #[inline]
    pub(crate) fn begins(&self, word: u64) -> bool {
        let bits = 8 * WORD.saturating_sub(self.len);
        (word ^ self.word) << bits == 0
    }

    /// Returns whether the name and the `>` have more than eight bytes together.
    #[inline]
    pub(crate) fn is_long(&self) -> bool {
        self.len > WORD
    }

    /// Returns whether `bytes` are exactly the name and the `>`.
    #[cold]
    pub(crate) fn is(&self, bytes: &[u8]) -> bool {
        bytes.strip_suffix(b">") == Some(self.name.as_bytes())
    }
}

/// The end tags of all names in [`Known`], in the order of the variants.
pub(crate) static END_TAGS: [EndTag; KNOWN as usize] = end_tags();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn end_tags() -> [EndTag; KNOWN as usize] {
    let none = EndTag {
        name: "",
        word: 0,
        len: 0,
    };
    let mut tags = [none; KNOWN as usize];
    let mut index = 0;
    while index < TEXTS.len() {
        let name = TEXTS[index];
        let mut word = first_word(name.as_bytes());
        if name.len() < WORD {
            word |= (b'>' as u64) << (8 * name.len());
        }
        let len = name.len() + 1;
        tags[index] = EndTag { name, word, len };
        index += 1;
    }
    tags
}

/// The name of an element, as a number. For a name in [`Known`], the number is the index of the
/// variant. Other names have greater numbers: see [`Name::other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name(u16);

impl Name {
    /// The value for nodes without a name, such as texts.
    pub(crate) const NONE: Name = Name(u16::MAX);

    /// Returns the name's index for tables that have one entry for each name in [`Known`]. For
    /// other names, the index is beyond the end of these tables.
    #[inline]
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    pub(crate) const fn known(name: Known) -> Name {
        Name(name as u16)
    }

    /// Returns whether the name is `a` or `img`.
    #[inline]
    pub(crate) fn is_reference(self) -> bool {
        self == Name::known(Known::A) || self == Name::known(Known::Img)
    }

    /// Returns the `Name` for an element name that [`Known`] does not list. `index` is the index of
    /// this element name in `Tree::names`. Returns `None` if `index` is too large for the 16 bits
    /// of a `Name`.
    pub(crate) fn other(index: usize) -> Option<Name> {
        let number = u16::try_from(index + KNOWN as usize).ok()?;
        (number < u16::MAX).then_some(Name(number))
    }

    /// Returns the name as text; `""` for [`Name::NONE`]. `others` must be the names in
    /// `Tree::names`.
    pub(crate) fn text(self, others: &[Box<str>]) -> &str {
        match self.as_known() {
            Some(known) => known.as_str(),
            None => others
                .get(usize::from(self.0).wrapping_sub(KNOWN as usize))
                .map_or("", |name| name),
        }
    }

    pub(crate) fn as_known(self) -> Option<Known> {
        Known::from_index(u32::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_is_found_in_either_case() {
        for (&known, text) in ALL.iter().zip(TEXTS) {
            assert_eq!(Known::find(text.as_bytes()), Some(known));
            assert_eq!(Known::find(text.to_uppercase().as_bytes()), Some(known));
            let word = first_word(text.as_bytes());
            assert_eq!(Known::find_short(word), Some(known));
        }
        for unknown in [
            "",
            "aa",
            "figcaptions",
            "foreignObject",
            "h7",
            "p\0",
            "divx",
        ] {
            assert_eq!(Known::find(unknown.as_bytes()), None);
        }
    }
}
