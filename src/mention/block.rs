//! What the bytes of a text are, sixty-four at a time.
//!
//! Words are short and of all lengths, so that a loop over their bytes is mispredicted at every word. Bit masks of a block tell where
//! the words in it begin and end without a branch.

use wide::u8x16;

use crate::run::is_within;

/// Bytes that a block tells of.
pub(super) const SEEN: usize = u64::BITS as usize;

/// Bytes of a block in which words begin that are looked at; of the last ones it tells what follows them.
pub(super) const BLOCK: usize = SEEN - 10;

/// A block of a text: a bit for each byte, the first one lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// ASCII letters and digits.
    pub(super) letters: u64,
    /// Spaces and control characters, which other white space is among.
    pub(super) white: u64,
    /// Bytes of characters that are not ASCII.
    pub(super) wide: u64,
    /// The first bytes of those.
    pub(super) leads: u64,
}

impl Block {
    #[inline]
    pub(super) fn of(bytes: &[u8; SEEN]) -> Self {
        let mut block = Self { letters: 0, white: 0, wide: 0, leads: 0 };
        let (lanes, _) = bytes.as_chunks::<LANES>();
        for (lane, shift) in lanes.iter().zip((0..).step_by(LANES)) {
            let lane = u8x16::new(*lane);
            // Setting this bit makes letters lower case.
            let letters = is_within(lane | u8x16::splat(0x20), b'a', b'z') | is_within(lane, b'0', b'9');
            block.letters |= u64::from(letters.to_bitmask()) << shift;
            block.white |= u64::from(is_within(lane, 0, b' ').to_bitmask()) << shift;
            block.wide |= u64::from(lane.to_bitmask()) << shift;
            block.leads |= u64::from(is_within(lane, 0xC0, 0xFF).to_bitmask()) << shift;
        }
        block
    }

    /// The words of less than four letters that go on with letters that are not ASCII, by their starts.
    pub(super) const fn joined(&self) -> u64 {
        let one = self.letters;
        let two = one & one >> 1;
        let three = two & one >> 2;
        one & self.wide >> 1 | two & self.wide >> 2 | three & self.wide >> 3
    }

    /// The block whose text ends after so many bytes, and is followed by nothing but spaces.
    #[inline]
    pub(super) const fn until(self, end: usize) -> Self {
        if end >= SEEN {
            return self;
        }
        let known = (1 << end) - 1;
        Self { letters: self.letters & known, white: self.white | !known, wide: self.wide & known, leads: self.leads & known }
    }
}

/// Bytes that are looked at in one instruction.
const LANES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_that_go_on_are_told() {
        let mut bytes = [b' '; SEEN];
        let text = "Zoë eu_ is Oekraïne Xi é".as_bytes();
        bytes[..text.len()].copy_from_slice(text);
        let block = Block::of(&bytes);
        let starts = block.letters & !(block.letters << 1);
        assert_eq!(block.joined() & starts, 1, "{:b}", block.joined() & starts);
    }

    #[test]
    fn a_text_may_end_in_a_block() {
        let block = Block::of(&[b'x'; SEEN]);
        assert_eq!(block.until(SEEN), block);
        assert_eq!(block.until(3), Block { letters: 7, white: !7, wide: 0, leads: 0 });
        assert_eq!(Block::of(&[0xC3; SEEN]).until(0), Block { letters: 0, white: !0, wide: 0, leads: 0 });
    }

    #[test]
    fn every_byte_is_told_right_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..SEEN {
                let mut bytes = [b'.'; SEEN];
                bytes[place] = byte;
                let bit = |is: bool| u64::from(is) << place;
                let expected = Block {
                    letters: bit(byte.is_ascii_alphanumeric()),
                    white: bit(byte <= b' '),
                    wide: bit(!byte.is_ascii()),
                    leads: bit(byte >= 0xC0),
                };
                assert_eq!(Block::of(&bytes), expected, "{byte:#x} at {place}");
            }
        }
    }
}
