use std::hash::{BuildHasher, Hash, RandomState};

use hashbrown::HashTable;

/// A hash table that maps the keys of items to the positions of the items in a list. Takes only 5
/// to 11 bytes for each item, since the table contains only positions: the list of items is passed
/// to each call.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    positions: HashTable<u32>,
    state: RandomState,
}

impl Index {
    /// Returns the position of the first item with this key, or `None` if no item has the key.
    /// `items` must be the list that was passed to [`Index::add`]. `key_of` returns the key of an
    /// item, or `None` if the item has no key. All calls must pass the same function `key_of`.
    pub(super) fn find<T, K: Hash + PartialEq>(
        &self,
        items: &[T],
        key_of: impl Fn(&T) -> Option<K>,
        key: &K,
    ) -> Option<usize> {
        let has_key = |&at: &u32| items.get(at as usize).and_then(&key_of).as_ref() == Some(key);
        let found = self.positions.find(self.state.hash_one(key), has_key);
        found.map(|&at| at as usize)
    }

    /// Adds the position of the last item of `items`. Does nothing if this item has no key, or if
    /// an earlier item has the same key.
    pub(super) fn add<T, K: Hash + PartialEq>(
        &mut self,
        items: &[T],
        key_of: impl Fn(&T) -> Option<K>,
    ) {
        let Some(key) = items.last().and_then(&key_of) else {
            return;
        };
        // Items after the first 2^32 are not added. So many items do not fit into memory anyway.
        let Ok(last) = u32::try_from(items.len() - 1) else {
            return;
        };
        if self.find(items, &key_of, &key).is_some() {
            return;
        }
        let state = &self.state;
        let hash_of = |&at: &u32| {
            let key = items.get(at as usize).and_then(&key_of);
            key.map_or(0, |key| state.hash_one(key))
        };
        self.positions
            .insert_unique(state.hash_one(&key), last, hash_of);
    }
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
