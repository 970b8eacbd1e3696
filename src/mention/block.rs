//! What the bytes of a text are, sixty-four at a time.
//!
//! Words are short and of all lengths, so that a loop over their bytes is mispredicted at every word. Bit masks of a block tell where
//! the words in it begin and end without a branch.

use wide::u8x16;

use crate::run::is_within;

/// Bytes that a block tells of.
pub(super) const SEEN: usize = u64::BITS as usize;

/// Bytes of a block in which words begin that it tells of; of the last ones it tells what follows them.
pub(super) const BLOCK: usize = SEEN - 4;

/// A block of a text: a bit for each byte, the first one lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// ASCII letters and digits.
    pub(super) letters: u64,
    /// Spaces.
    pub(super) spaces: u64,
    /// Bytes of characters that are not ASCII.
    pub(super) wide: u64,
    /// `_`, which goes on with a word as a letter does.
    pub(super) lines: u64,
}

impl Block {
    #[inline]
    pub(super) fn of(bytes: &[u8; SEEN]) -> Self {
        let mut block = Self { letters: 0, spaces: 0, wide: 0, lines: 0 };
        let (lanes, _) = bytes.as_chunks::<LANES>();
        for (lane, shift) in lanes.iter().zip((0..).step_by(LANES)) {
            let lane = u8x16::new(*lane);
            // Setting this bit makes letters lower case.
            let letters = is_within(lane | u8x16::splat(0x20), b'a', b'z') | is_within(lane, b'0', b'9');
            block.letters |= u64::from(letters.to_bitmask()) << shift;
            block.spaces |= u64::from(lane.simd_eq(u8x16::splat(b' ')).to_bitmask()) << shift;
            block.wide |= u64::from(lane.to_bitmask()) << shift;
            block.lines |= u64::from(lane.simd_eq(u8x16::splat(b'_')).to_bitmask()) << shift;
        }
        block
    }

    /// The words of less than four letters that go on with something else than ASCII letters, by their starts.
    pub(super) const fn joined(&self) -> u64 {
        let joiners = self.wide | self.lines;
        let one = self.letters;
        let two = one & one >> 1;
        let three = two & one >> 2;
        one & joiners >> 1 | two & joiners >> 2 | three & joiners >> 3
    }
}

/// Bytes that are looked at in one instruction.
const LANES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_right_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..SEEN {
                let mut bytes = [b'.'; SEEN];
                bytes[place] = byte;
                let bit = |is: bool| u64::from(is) << place;
                let expected = Block {
                    letters: bit(byte.is_ascii_alphanumeric()),
                    spaces: bit(byte == b' '),
                    wide: bit(!byte.is_ascii()),
                    lines: bit(byte == b'_'),
                };
                assert_eq!(Block::of(&bytes), expected, "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn short_words_that_go_on_are_told() {
        let mut bytes = [b' '; SEEN];
        let text = "Zoë eu_ is Oekraïne Xi é".as_bytes();
        bytes[..text.len()].copy_from_slice(text);
        let block = Block::of(&bytes);
        let starts = block.letters & !(block.letters << 1);
        // The words, and what stands after `ï`.
        assert_eq!(block.joined() & starts, 1 | 1 << 5, "{:b}", block.joined() & starts);
    }
}
