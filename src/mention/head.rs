//! The first look at a word: whether any alias begins with its first four letters.
//!
//! Nine words in ten are turned away here, by a few instructions without a branch: a set of bits that fits in the cache of a core,
//! looked up by a hash. Words that pass may begin no alias; those that are turned away never do.

use crate::mention::word::Word;

/// Bits for each alias: so many that few words pass in vain.
const BITS_AN_ALIAS: usize = 32;

/// A set no larger than this stays near the core.
const MOST_BITS: usize = 1 << 21;

/// The first letters of all aliases, those that may begin in lower case apart.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    bits: Vec<u64>,
    /// How far a hash is shifted to number a bit.
    shift: u32,
}

impl Heads {
    /// An empty set, with room for `aliases`.
    pub(super) fn new(aliases: usize) -> Self {
        let bits = (aliases * BITS_AN_ALIAS).next_power_of_two().clamp(1 << 10, MOST_BITS);
        Self { bits: vec![0; bits / 64], shift: u32::BITS - bits.trailing_zeros() }
    }

    /// Adds the first letters of a word with which an alias begins.
    pub(super) fn add(&mut self, first: &Word, is_low: bool) {
        let slot = self.slot(head_of(first, is_low));
        self.bits[slot / 64] |= 1 << (slot % 64);
    }

    /// 1 if an alias begins with the letters of a [`head`], else 0.
    #[inline]
    pub(super) fn holds(&self, head: u32) -> u64 {
        let slot = self.slot(head);
        self.bits[slot / 64] >> (slot % 64) & 1
    }

    #[inline]
    fn slot(&self, head: u32) -> usize {
        (head.wrapping_mul(0x9E37_79B1) >> self.shift) as usize
    }
}

/// The first letters of a word: four bytes of a text, of which the lowest bits of `letters` tell how many belong to it. All but the
/// first one become lower case.
#[inline]
pub(super) fn head(four: [u8; 4], letters: u64) -> u32 {
    const KEPT: [u32; 16] = {
        let mut kept = [0; 16];
        let mut letters = 0;
        while letters < kept.len() {
            let run = (!letters).trailing_zeros();
            kept[letters] = ((1_u64 << (8 * run)) - 1) as u32;
            letters += 1;
        }
        kept
    };
    (u32::from_le_bytes(four) | 0x2020_2000) & KEPT[(letters & 15) as usize]
}

fn head_of(word: &Word, is_low: bool) -> u32 {
    let head = (word.head & u64::from(u32::MAX)) as u32;
    let is_letter = word.head & 0x40 != 0;
    if is_letter && !is_low { head & !0x20 } else { head }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_held_and_little_else() {
        let mut heads = Heads::new(1000);
        let word = |text: &str| Word::at(text.as_bytes(), 0);
        let names: Vec<String> = (0..1000).map(|number| format!("x{}y", number * 7 % 1000)).collect();
        names.iter().for_each(|name| heads.add(&word(name), false));
        assert!(names.iter().all(|name| heads.holds(head_of(&word(name), false)) != 0));
        let passed = (0..10_000).filter(|number| heads.holds(head_of(&word(&format!("{number:04}")), false)) != 0).count();
        assert!(passed < 600, "{passed} of 10,000 strangers passed");
        assert_eq!(heads.holds(head_of(&word(&names[0]), true)), 0);
    }

    #[test]
    fn a_head_of_a_text_is_that_of_the_name() {
        for (text, name, is_low) in
            [("Xi ziet", "xi", false), ("NAVO.", "navo", false), ("russisch", "russisch", true), ("G20-top", "g20", false)]
        {
            let bytes = text.as_bytes();
            let letters = bytes.iter().zip(0..).fold(0, |all, (byte, bit)| all | u64::from(byte.is_ascii_alphanumeric()) << bit);
            let four = [bytes[0], bytes[1], bytes[2], bytes[3]];
            assert_eq!(head(four, letters), head_of(&Word::at(name.as_bytes(), 0), is_low), "{text}");
        }
    }
}
