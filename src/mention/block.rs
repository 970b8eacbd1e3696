//! What the bytes of a text are, sixty-four at a time.
//!
//! Words are short and of all lengths, so that a loop over their bytes is mispredicted at every word. Bit masks of a block tell where
//! the words in it begin and end without a branch.

use wide::u8x16;

use crate::run::is_within;

/// Bytes that a block tells of.
pub(super) const BLOCK: usize = u64::BITS as usize;

/// A block of a text: a bit for each byte, the first one lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// ASCII letters and digits.
    pub(super) letters: u64,
    /// Bytes of characters that are not ASCII.
    pub(super) wide: u64,
}

impl Block {
    #[inline]
    pub(super) fn of(bytes: &[u8; BLOCK]) -> Self {
        let mut block = Self { letters: 0, wide: 0 };
        for (lane, shift) in lanes(bytes) {
            // Setting this bit makes letters lower case.
            let letters = is_within(lane | u8x16::splat(0x20), b'a', b'z') | is_within(lane, b'0', b'9');
            block.letters |= u64::from(letters.to_bitmask()) << shift;
            block.wide |= u64::from(lane.to_bitmask()) << shift;
        }
        block
    }

    /// The block whose text ends after so many bytes.
    #[inline]
    pub(super) const fn until(self, end: usize) -> Self {
        if end >= BLOCK {
            return self;
        }
        let known = (1 << end) - 1;
        Self { letters: self.letters & known, wide: self.wide & known }
    }
}

/// The bytes of a block that are a mark.
#[inline]
pub(super) fn places_of(mark: u8, bytes: &[u8; BLOCK]) -> u64 {
    lanes(bytes).fold(0, |places, (lane, shift)| places | u64::from(lane.simd_eq(u8x16::splat(mark)).to_bitmask()) << shift)
}

/// Bytes that are looked at in one instruction, and the place of the first of them.
#[inline]
fn lanes(bytes: &[u8; BLOCK]) -> impl Iterator<Item = (u8x16, usize)> {
    bytes.as_chunks::<LANES>().0.iter().map(|lane| u8x16::new(*lane)).zip((0..).step_by(LANES))
}

const LANES: usize = 16;

/// Writes where the set bits of a number stand, counted from `at`, and tells how many those are. What stands after them means nothing.
#[inline]
pub(super) fn places(bits: u64, at: usize, room: &mut [usize; BLOCK]) -> usize {
    /// Half as many as bits of edges are in most blocks of a text: a loop that is left where the last one is would be mispredicted.
    const MOST: usize = 24;
    let mut rest = bits;
    let (most, more) = room.split_at_mut(MOST);
    for place in most {
        // The highest bit spares a look at whether there are any.
        *place = at + (rest | 1 << 63).trailing_zeros() as usize;
        rest &= rest.wrapping_sub(1);
    }
    for place in more {
        if rest == 0 {
            break;
        }
        *place = at + rest.trailing_zeros() as usize;
        rest &= rest - 1;
    }
    bits.count_ones() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_end_in_a_block() {
        let block = Block::of(&[b'x'; BLOCK]);
        assert_eq!(block.until(BLOCK), block);
        assert_eq!(block.until(3), Block { letters: 7, wide: 0 });
        assert_eq!(Block::of(&[0xC3; BLOCK]).until(0), Block { letters: 0, wide: 0 });
    }

    #[test]
    fn every_byte_is_told_right_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..BLOCK {
                let mut bytes = [b'.'; BLOCK];
                bytes[place] = byte;
                let bit = |is: bool| u64::from(is) << place;
                let expected = Block { letters: bit(byte.is_ascii_alphanumeric()), wide: bit(!byte.is_ascii()) };
                assert_eq!(Block::of(&bytes), expected, "{byte:#x} at {place}");
                assert_eq!(places_of(byte, &bytes), if byte == b'.' { u64::MAX } else { 1 << place });
            }
        }
    }

    #[test]
    fn places_are_those_of_the_bits() {
        for bits in [0, 1, 1 << 63, u64::MAX, 0x0101_0101_0101_0101, u64::MAX >> 40, u64::MAX >> 39] {
            let mut room = [0; BLOCK];
            let count = places(bits, 100, &mut room);
            let expected: Vec<usize> = (0..BLOCK).filter(|bit| bits >> bit & 1 != 0).map(|bit| 100 + bit).collect();
            assert_eq!(room[..count], expected);
        }
    }
}
