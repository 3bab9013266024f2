use std::hash::{BuildHasher, Hash, RandomState};

/// Places in a list, to be found by a key that its items have: four to eleven bytes for each, as it has neither the
/// items nor their keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// One more than a place, or 0. As many as a power of two, of which up to three quarters are taken.
    slots: Vec<u32>,
    taken: usize,
    state: RandomState,
}

impl Index {
    /// Returns the place of the item that has that key.
    pub(super) fn find<T, K: Hash + PartialEq>(
        &self,
        items: &[T],
        key_of: impl Fn(&T) -> Option<K>,
        key: &K,
    ) -> Option<usize> {
        let slot = self.slot(items, key_of, key)?;
        place(*self.slots.get(slot)?)
    }

    /// Adds the last item, if it has a key and no other has the same.
    pub(super) fn add<T, K: Hash + PartialEq>(
        &mut self,
        items: &[T],
        key_of: impl Fn(&T) -> Option<K>,
    ) {
        let Some(key) = items.last().and_then(&key_of) else {
            return;
        };
        // More items than that need more memory than there is.
        let Ok(last) = u32::try_from(items.len()) else {
            return;
        };
        if self.taken >= self.slots.len() / 4 * 3 {
            self.grow(items, &key_of);
        }
        let slot = self.slot(items, key_of, &key);
        if let Some(slot @ 0) = slot.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = last;
            self.taken += 1;
        }
    }

    /// Returns where an item with that key is, or would be.
    fn slot<T, K: Hash + PartialEq>(
        &self,
        items: &[T],
        key_of: impl Fn(&T) -> Option<K>,
        key: &K,
    ) -> Option<usize> {
        // Nothing is found where there are no slots.
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = self.state.hash_one(key) as usize & mask;
        loop {
            let Some(place) = place(*self.slots.get(slot)?) else {
                return Some(slot);
            };
            if items.get(place).and_then(&key_of).as_ref() == Some(key) {
                return Some(slot);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow<T, K: Hash + PartialEq>(&mut self, items: &[T], key_of: impl Fn(&T) -> Option<K>) {
        let len = (2 * self.slots.len()).max(16);
        for taken in std::mem::replace(&mut self.slots, vec![0; len]) {
            let item = place(taken).and_then(|place| items.get(place));
            let slot = item
                .and_then(&key_of)
                .and_then(|key| self.slot(items, &key_of, &key));
            if let Some(slot) = slot.and_then(|slot| self.slots.get_mut(slot)) {
                *slot = taken;
            }
        }
    }
}

fn place(slot: u32) -> Option<usize> {
    (slot as usize).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_with_a_key_is_found() {
        let mut index = Index::default();
        let key_of = |item: &u64| (item % 3 != 0).then_some(item / 2);
        assert_eq!(index.find(&[], key_of, &1), None);
        let mut items = Vec::new();
        for item in 0..1_000 {
            items.push(item);
            index.add(&items, key_of);
        }
        for key in 0..600 {
            let first = items.iter().position(|item| key_of(item) == Some(key));
            assert_eq!(index.find(&items, key_of, &key), first, "{key}");
        }
    }
}
