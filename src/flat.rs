//! Tables from hashes to numbers that take little more room than what they hold.

use memmap2::MmapMut;
use wide::u32x4;

use crate::pages;

/// A hash as numbers of which the first, in which every number is as likely, tells where it stands in a table.
pub(crate) type Hash<const N: usize> = [u32; N];

/// Numbers by hash. Slots lie in lines as wide as those of a processor's cache, and all slots of a line are looked at at once, without a
/// branch that anybody would have to predict: what is in the table is nearly always found, and what is not is nearly always missed, by
/// fetching one line. A line that is full is followed by the next one, and lines lie in the order of hashes, so that the table can grow in
/// small steps at little cost.
///
/// A slot is a number, counted from 1, and the hash; 0 is no number. The slots of a line are filled from the first on, and stand there part
/// by part: all numbers, then the first parts of all hashes, and so on.
#[derive(Debug, Default)]
pub(crate) struct FlatTable<const N: usize> {
    lines: Room,
    count: usize,
    len: usize,
}

/// The least lines of a table that holds anything.
const FEWEST: usize = 8;

/// Up to so many slots a table doubles when it is full, which takes less time; from there on it grows by an eighth, which takes less room.
const DOUBLING: usize = 1 << 16;

const WORD: usize = size_of::<u32>();
/// Words of a line.
const WORDS: usize = 16;

/// Bytes that the cache fetches together.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line([u8; WORDS * WORD]);

fn word(line: &[u8; WORDS * WORD], at: usize) -> u32 {
    u32::from_le_bytes(line.as_chunks::<WORD>().0[at])
}

#[inline]
fn portion_of(line: &[u8; WORDS * WORD], at: usize) -> u32x4 {
    let words = line.as_chunks::<{ LANES * WORD }>().0[at];
    u32x4::new(std::array::from_fn(|lane| u32::from_le_bytes(words.as_chunks::<WORD>().0[lane])))
}

/// Lines that are 0 until they are written.
#[derive(Debug)]
enum Room {
    Small(Vec<Line>),
    /// On pages of their own.
    Large(MmapMut),
}

/// From so many bytes on pages of their own are worth it.
const LARGE: usize = 1 << 16;

impl Room {
    fn new(lines: usize) -> Self {
        let size = lines * size_of::<Line>();
        let pages = (size >= LARGE).then(|| pages::zeros(size)).flatten();
        pages.map_or_else(|| Self::Small(vec![Line([0; WORDS * WORD]); lines]), Self::Large)
    }

    #[inline]
    fn line(&self, at: usize) -> &[u8; WORDS * WORD] {
        match self {
            Self::Small(lines) => &lines[at].0,
            Self::Large(pages) => &pages.as_chunks().0[at],
        }
    }

    #[inline]
    fn line_mut(&mut self, at: usize) -> &mut [u8; WORDS * WORD] {
        match self {
            Self::Small(lines) => &mut lines[at].0,
            Self::Large(pages) => &mut pages.as_chunks_mut().0[at],
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
        let mut lines = Room::new(self.count);
        (0..self.count).for_each(|at| *lines.line_mut(at) = *self.lines.line(at));
        Self { lines, ..*self }
    }
}

/// Where a hash is: its number, or the line and the free slot in it that wait for it.
enum Place {
    Held(u32),
    Free(usize, usize),
}

/// Words that one instruction sees.
const LANES: usize = 4;

impl<const N: usize> FlatTable<N> {
    /// Portions of one instruction in which all numbers of a line stand, or all parts of its hashes; and slots of a line.
    const PORTIONS: usize = WORDS / LANES / (N + 1);
    const SLOTS: usize = Self::PORTIONS * LANES;

    fn number(&self, line: usize, slot: usize) -> u32 {
        word(self.lines.line(line), slot).wrapping_sub(1)
    }

    /// The place of a hash. There is a line that is not full.
    #[inline]
    fn place(&self, hash: Hash<N>) -> Place {
        let first = (u64::from(hash[0]) * self.count as u64) >> 32;
        let mut line = usize::try_from(first).unwrap_or(0);
        loop {
            let words = self.lines.line(line);
            let (mut same, mut free) = (0, 0);
            for portion in 0..Self::PORTIONS {
                let mut is_same = u32x4::splat(u32::MAX);
                for (part, value) in hash.iter().enumerate() {
                    is_same &= portion_of(words, (part + 1) * Self::PORTIONS + portion).simd_eq(u32x4::splat(*value));
                }
                let is_free = portion_of(words, portion).simd_eq(u32x4::splat(0));
                free |= is_free.to_bitmask() << (portion * LANES);
                same |= is_same.to_bitmask() << (portion * LANES);
            }
            // Free slots are all 0, and so may be a hash.
            same &= !free;
            if same != 0 {
                return Place::Held(self.number(line, same.trailing_zeros() as usize));
            }
            if free != 0 {
                return Place::Free(line, free.trailing_zeros() as usize);
            }
            line = if line + 1 == self.count { 0 } else { line + 1 };
        }
    }

    /// The number of a hash.
    #[inline]
    pub fn get(&self, hash: Hash<N>) -> Option<u32> {
        if self.len == 0 {
            return None;
        }
        match self.place(hash) {
            Place::Held(number) => Some(number),
            Place::Free(..) => None,
        }
    }

    /// The number of a hash. Where it has none it gets this one, and nothing is returned.
    #[inline]
    pub fn get_or_insert(&mut self, hash: Hash<N>, number: u32) -> Option<u32> {
        if self.len * 5 >= self.count * Self::SLOTS * 4 {
            self.grow();
        }
        match self.place(hash) {
            Place::Held(number) => Some(number),
            Place::Free(line, slot) => {
                self.set((line, slot), hash, number);
                self.len += 1;
                None
            }
        }
    }

    fn set(&mut self, (line, slot): (usize, usize), hash: Hash<N>, number: u32) {
        let words = self.lines.line_mut(line).as_chunks_mut::<WORD>().0;
        for (part, value) in std::iter::once(number.saturating_add(1)).chain(hash).enumerate() {
            words[part * Self::SLOTS + slot] = value.to_le_bytes();
        }
    }

    fn grow(&mut self) {
        let more = if self.count * Self::SLOTS < DOUBLING { self.count } else { self.count / 8 };
        let count = (self.count + more).max(FEWEST);
        let grown = Self { lines: Room::new(count), count, len: self.len };
        let old = std::mem::replace(self, grown);
        for words in (0..old.count).map(|line| old.lines.line(line)) {
            for slot in (0..Self::SLOTS).take_while(|slot| word(words, *slot) != 0) {
                let hash = std::array::from_fn(|part| word(words, (part + 1) * Self::SLOTS + slot));
                if let Place::Free(line, free) = self.place(hash) {
                    self.set((line, free), hash, word(words, slot) - 1);
                }
            }
        }
    }
}

/// Spreads the bits of a number, each number to another one (the finisher of MurmurHash3).
#[inline]
pub(crate) const fn mixed(mut bits: u64) -> u64 {
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xff51_afd7_ed55_8ccd);
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    bits ^ (bits >> 33)
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
            assert_eq!(table.get_or_insert(hash(at), at), None);
            assert_eq!(table.get_or_insert(hash(at), at + 1), Some(at));
        }
        let table = table.clone();
        for at in 0..COUNT {
            assert_eq!((table.get(hash(at)), table.get(hash(at + COUNT))), (Some(at), None));
        }
        assert_eq!(table.len, COUNT as usize);
        assert!(matches!(table.lines, Room::Large(_)));
    }
}
