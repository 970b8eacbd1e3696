//! What the bytes of a text are, sixty-four at a time.
//!
//! Words are short and of all lengths, so that a loop over their bytes is mispredicted at every word. Bit masks of a block tell where
//! the words in it begin and end without a branch.

use crate::mention::word::{each, letters_and_digits};

/// Bytes of a block.
pub(super) const BLOCK: usize = u64::BITS as usize;

/// A block of a text: a bit for each byte, the first one lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// ASCII letters and digits.
    pub(super) letters: u64,
    /// All else but spaces.
    pub(super) marks: u64,
    /// Bytes of characters that are not ASCII, and `_`: what may go on with a word without being such a letter.
    pub(super) joiners: u64,
}

impl Block {
    /// The block that begins at byte `at`. Spaces follow the end.
    #[inline]
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        if let Some(whole) = rest.first_chunk::<BLOCK>() {
            return Self::of(whole);
        }
        let mut padded = [b' '; BLOCK];
        padded[..rest.len()].copy_from_slice(rest);
        Self::of(&padded)
    }

    #[inline]
    fn of(bytes: &[u8; BLOCK]) -> Self {
        let mut block = Self { letters: 0, marks: 0, joiners: 0 };
        let (eights, _) = bytes.as_chunks::<8>();
        for (eight, shift) in eights.iter().zip((0..).step_by(8)) {
            let eight = u64::from_le_bytes(*eight);
            let letters = letters_and_digits(eight);
            block.letters |= gathered(letters) << shift;
            block.marks |= gathered(!letters & differs(eight, b' ')) << shift;
            block.joiners |= gathered(eight | !differs(eight, b'_')) << shift;
        }
        block
    }
}

/// Sets the highest bit of each byte that is another than `byte`. The other bits mean nothing.
#[inline]
const fn differs(eight: u64, byte: u8) -> u64 {
    const SEVEN: u64 = each(0x7F);
    let difference = eight ^ each(byte);
    ((difference & SEVEN) + SEVEN) | difference
}

/// The highest bits of eight bytes, side by side.
#[inline]
const fn gathered(eight: u64) -> u64 {
    ((eight >> 7 & each(1)).wrapping_mul(0x0102_0408_1020_4080)) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_right_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..BLOCK {
                let mut bytes = [b' '; BLOCK];
                bytes[place] = byte;
                let bit = |is: bool| u64::from(is) << place;
                let is_letter = byte.is_ascii_alphanumeric();
                let expected = Block {
                    letters: bit(is_letter),
                    marks: bit(!is_letter && byte != b' '),
                    joiners: bit(!byte.is_ascii() || byte == b'_'),
                };
                assert_eq!(Block::at(&bytes, 0), expected, "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn spaces_follow_the_end() {
        let expected = Block { letters: 0b1_0111, marks: 0b1000, joiners: 0 };
        assert_eq!(Block::at(b"x EU9,a", 2), expected);
        assert_eq!(Block::at(b"x", 9), Block { letters: 0, marks: 0, joiners: 0 });
    }
}
