//! Tables from hashes to numbers that take little more room than what they hold.

/// A hash whose first part, in which every number is as likely, tells where it stands in a table.
pub(crate) trait Hash: Copy + Eq + Default {
    /// The first part.
    fn first(self) -> u32;
}

impl Hash for u32 {
    fn first(self) -> u32 {
        self
    }
}

impl Hash for [u32; 3] {
    fn first(self) -> u32 {
        self[0]
    }
}

/// Numbers by hash. One slot after another is looked at from the one on which the hash lies (open addressing with linear probing), and the
/// slots lie in the order of hashes, so that the table grows in small steps at little cost.
#[derive(Clone, Debug)]
pub(crate) struct FlatTable<H> {
    slots: Vec<(H, u32)>,
    len: usize,
}

/// A slot without a number.
const EMPTY: u32 = u32::MAX;
/// The least slots of a table that holds anything.
const FEWEST: usize = 64;

impl<H> Default for FlatTable<H> {
    fn default() -> Self {
        Self { slots: Vec::new(), len: 0 }
    }
}

impl<H: Hash> FlatTable<H> {
    /// The slot of a hash, or the free one where it would stand. There is a free one.
    fn slot(&self, hash: H) -> usize {
        let first = (u64::from(hash.first()) * self.slots.len() as u64) >> 32;
        let mut at = usize::try_from(first).unwrap_or(0);
        while self.slots[at].1 != EMPTY && self.slots[at].0 != hash {
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
        at
    }

    /// The number of a hash.
    pub fn get(&self, hash: H) -> Option<u32> {
        let number = if self.len == 0 { EMPTY } else { self.slots[self.slot(hash)].1 };
        (number != EMPTY).then_some(number)
    }

    /// Gives a hash a number, if it has none.
    pub fn insert(&mut self, hash: H, number: u32) {
        if self.len * 5 >= self.slots.len() * 4 {
            self.grow();
        }
        let slot = self.slot(hash);
        if self.slots[slot].1 == EMPTY {
            self.slots[slot] = (hash, number);
            self.len += 1;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() + self.slots.len() / 8).max(FEWEST);
        let old = std::mem::replace(&mut self.slots, vec![(H::default(), EMPTY); size]);
        for (hash, number) in old.into_iter().filter(|(_, number)| *number != EMPTY) {
            let slot = self.slot(hash);
            self.slots[slot] = (hash, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_of_a_hash_stays() {
        let mut table = FlatTable::<[u32; 3]>::default();
        assert_eq!(table.get([1, 2, 3]), None);
        let hash = |at: u32| {
            let bits = xxhash_rust::xxh3::xxh3_64(&at.to_le_bytes());
            // Some with the same first part, and some at the end, from which the search goes on at the start.
            let first = if at.is_multiple_of(7) { u32::MAX } else { u32::try_from(bits >> 32).unwrap() };
            [first, u32::try_from(bits & 0xffff).unwrap(), at]
        };
        for at in 0..5000 {
            table.insert(hash(at), at);
            table.insert(hash(at), at + 1);
        }
        for at in 0..5000 {
            assert_eq!((table.get(hash(at)), table.get(hash(at + 5000))), (Some(at), None));
        }
        assert_eq!(table.len, 5000);
    }
}
