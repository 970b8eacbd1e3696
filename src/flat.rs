//! Tables from hashes to numbers that take little more room than what they hold.

use memmap2::MmapMut;

/// A hash as numbers of which the first, in which every number is as likely, tells where it stands in a table.
pub(crate) type Hash<const N: usize> = [u32; N];

/// Numbers by hash. One slot after another is looked at from the one on which the hash lies (open addressing with linear probing), and the
/// slots lie in the order of hashes, so that the table can grow in small steps at little cost.
///
/// A slot is a number, counted from 1, and the hash; 0 is no number.
#[derive(Debug, Default)]
pub(crate) struct FlatTable<const N: usize> {
    slots: Room,
    size: usize,
    len: usize,
}

/// The least slots of a table that holds anything.
const FEWEST: usize = 64;

/// Up to so many slots a table doubles when it is full, which takes less time; from there on it grows by an eighth, which takes less room.
const DOUBLING: usize = 1 << 17;

/// Bytes that are 0 until they are written.
#[derive(Debug)]
enum Room {
    Small(Vec<u8>),
    /// Pages of their own, which go back to the system as soon as they are no longer needed.
    Large(MmapMut),
}

/// From so many bytes on pages of their own are worth it.
const LARGE: usize = 1 << 20;

impl Room {
    fn new(size: usize) -> Self {
        let pages = (size >= LARGE).then(|| MmapMut::map_anon(size).ok()).flatten();
        pages.map_or_else(|| Self::Small(vec![0; size]), Self::Large)
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Small(bytes) => bytes,
            Self::Large(pages) => pages,
        }
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Small(bytes) => bytes,
            Self::Large(pages) => pages,
        }
    }
}

impl Default for Room {
    fn default() -> Self {
        Self::Small(Vec::new())
    }
}

impl<const N: usize> Clone for FlatTable<N> {
    fn clone(&self) -> Self {
        let mut slots = Room::new(self.slots.bytes().len());
        slots.bytes_mut().copy_from_slice(self.slots.bytes());
        Self { slots, ..*self }
    }
}

const WORD: usize = size_of::<u32>();

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes[at * WORD..].first_chunk().map_or(0, |word| u32::from_le_bytes(*word))
}

fn set_word(bytes: &mut [u8], at: usize, word: u32) {
    bytes[at * WORD..][..WORD].copy_from_slice(&word.to_le_bytes());
}

impl<const N: usize> FlatTable<N> {
    const SLOT: usize = N + 1;

    fn number(&self, slot: usize) -> Option<u32> {
        word(self.slots.bytes(), slot * Self::SLOT).checked_sub(1)
    }

    fn hash(&self, slot: usize) -> Hash<N> {
        std::array::from_fn(|at| word(self.slots.bytes(), slot * Self::SLOT + 1 + at))
    }

    /// The slot of a hash, or the free one where it would stand. There is a free one.
    fn slot(&self, hash: Hash<N>) -> usize {
        let first = (u64::from(hash[0]) * self.size as u64) >> 32;
        let mut at = usize::try_from(first).unwrap_or(0);
        while self.number(at).is_some() && self.hash(at) != hash {
            at += 1;
            if at == self.size {
                at = 0;
            }
        }
        at
    }

    /// The number of a hash.
    pub fn get(&self, hash: Hash<N>) -> Option<u32> {
        if self.len == 0 { None } else { self.number(self.slot(hash)) }
    }

    /// Gives a hash a number, if it has none.
    pub fn insert(&mut self, hash: Hash<N>, number: u32) {
        if self.len * 5 >= self.size * 4 {
            self.grow();
        }
        let slot = self.slot(hash);
        if self.number(slot).is_none() {
            self.set(slot, hash, number);
            self.len += 1;
        }
    }

    fn set(&mut self, slot: usize, hash: Hash<N>, number: u32) {
        let bytes = self.slots.bytes_mut();
        let number = number.saturating_add(1);
        for (at, value) in std::iter::once(number).chain(hash).enumerate() {
            set_word(bytes, slot * Self::SLOT + at, value);
        }
    }

    fn grow(&mut self) {
        let more = if self.size < DOUBLING { self.size } else { self.size / 8 };
        let size = (self.size + more).max(FEWEST);
        let grown = Self { slots: Room::new(size * Self::SLOT * WORD), size, len: self.len };
        let old = std::mem::replace(self, grown);
        for at in 0..old.size {
            if let Some(number) = old.number(at) {
                let hash = old.hash(at);
                self.set(self.slot(hash), hash, number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many that they need pages of their own.
    const COUNT: u32 = 70_000;

    #[test]
    fn the_first_number_of_a_hash_stays() {
        let mut table = FlatTable::<3>::default();
        assert_eq!(table.get([1, 2, 3]), None);
        let hash = |at: u32| {
            let bits = xxhash_rust::xxh3::xxh3_64(&at.to_le_bytes());
            // Some with the same first part, and some at the end, from which the search goes on at the start.
            let first = if at.is_multiple_of(997) { u32::MAX } else { u32::try_from(bits >> 32).unwrap() };
            [first, u32::try_from(bits & 0xffff).unwrap(), at]
        };
        for at in 0..COUNT {
            table.insert(hash(at), at);
            table.insert(hash(at), at + 1);
        }
        let table = table.clone();
        for at in 0..COUNT {
            assert_eq!((table.get(hash(at)), table.get(hash(at + COUNT))), (Some(at), None));
        }
        assert_eq!(table.len, COUNT as usize);
        assert!(matches!(table.slots, Room::Large(_)));
    }
}
