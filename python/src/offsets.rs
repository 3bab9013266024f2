//! Converts offsets between bytes, which Rust uses, and characters, which Python uses.

/// The number of bytes in a block. Converting an offset counts the characters of at most one block.
const BLOCK: usize = 256;

/// The unit of spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Characters,
    Bytes,
}

/// Converts offsets of a text. A conversion takes at most O(log n) time. Creating this value takes
/// O(n) time.
pub struct Offsets {
    /// For each block of [`BLOCK`] bytes, the number of characters before the block. Empty if the
    /// text is ASCII.
    before: Vec<u32>,
}

impl Offsets {
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Offsets { before: Vec::new() };
        }
        let mut characters = 0;
        let before = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = characters;
            characters += count(block) as u32;
            before
        });
        Offsets {
            before: before.collect(),
        }
    }

    /// Returns the index of the character that starts at the offset `byte`. If `byte` is the length
    /// of the text, returns the number of characters.
    pub fn character(&self, text: &str, byte: usize) -> usize {
        let block = (byte / BLOCK).min(self.before.len().saturating_sub(1));
        match self.before.get(block) {
            Some(before) => {
                let rest = text.as_bytes().get(block * BLOCK..byte);
                *before as usize + count(rest.unwrap_or_default())
            }
            None => byte,
        }
    }

    /// Returns the offset at which a character starts. Returns the length of the text if it has
    /// fewer characters.
    pub fn byte(&self, text: &str, character: usize) -> usize {
        let blocks = self
            .before
            .partition_point(|before| *before as usize <= character);
        let Some(block) = blocks.checked_sub(1) else {
            return character.min(text.len());
        };
        let mut missing = character - self.before.get(block).map_or(0, |before| *before as usize);
        let bytes = text.as_bytes().iter().enumerate().skip(block * BLOCK);
        for (byte, _) in bytes.filter(|(_, byte)| is_start(**byte)) {
            if missing == 0 {
                return byte;
            }
            missing -= 1;
        }
        text.len()
    }
}

fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

/// Returns whether a character starts with this byte.
fn is_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}
