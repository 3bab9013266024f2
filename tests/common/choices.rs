//! Makes choices from bytes, which come from proptest, a fuzzer or a counter.

/// A source of choices. Each choice consumes one byte or two. When no byte is left, every choice is
/// the first option.
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Choices { bytes }
    }

    /// Returns whether no byte is left.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns a number from 0 to `count - 1`.
    pub fn below(&mut self, count: usize) -> usize {
        let byte = |bytes: &mut &[u8]| {
            let Some((&first, rest)) = bytes.split_first() else {
                return 0;
            };
            *bytes = rest;
            usize::from(first)
        };
        let mut number = byte(&mut self.bytes);
        if count > 256 {
            number = number << 8 | byte(&mut self.bytes);
        }
        number % count.max(1)
    }

    /// Returns `true` for about one of `count` calls.
    pub fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    /// Returns one of `all`, which must not be empty.
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let index = self.below(all.len());
        *all.get(index).expect("something to choose from")
    }
}
