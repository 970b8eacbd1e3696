//! The ends of the words of a lexicon: what a word that is not known may end in.

/// The ends of all words, each as a bit at the place of its hash: most last parts of a word that is not known are ruled out by it, and need
/// no look-up.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    bits: Vec<u64>,
}

impl Ends {
    /// Logarithm of the number of bits: several times as many as the lexicon has ends.
    const SIZE: u32 = 20;

    pub(crate) fn add(&mut self, word: &str) {
        self.bits.resize(1 << (Self::SIZE - 6), 0);
        for place in Self::places(word) {
            self.bits[place / 64] |= 1 << (place % 64);
        }
    }

    /// How many of the last bytes of a word are the end of some other, or a few more.
    pub(super) fn longest(&self, word: &str) -> usize {
        Self::places(word).take_while(|place| self.bits.get(place / 64).is_some_and(|bits| bits & 1 << (place % 64) != 0)).count()
    }

    /// Where the bits of the ends of a word stand, the shortest first.
    fn places(word: &str) -> impl Iterator<Item = usize> {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        word.bytes().rev().scan(0_u64, |hash, byte| {
            *hash = (*hash ^ u64::from(byte)).wrapping_mul(FACTOR).rotate_left(26);
            Some((hash.wrapping_mul(FACTOR) >> (u64::BITS - Self::SIZE)) as usize)
        })
    }
}
