//! The first look at a word: whether any alias can begin with it.
//!
//! What is looked at is the *head* of the word, its first four letters, by itself and together with that of the next word, since `de`
//! and `van` begin many names and stand everywhere. Both are looked up by a hash in a set of bits, a few instructions without a branch, as
//! nobody can predict which words are names. Before that a smaller set turns away what begins no alias at all, as words in lower case do,
//! which most are and are predicted to be. A word that passes may begin no alias; one that does not never does.

use crate::mention::automata::run_of;
use crate::mention::block::{Block, SEEN};

/// Letters of a head.
const LETTERS: usize = 4;

/// Bits for each alias: so many that few words pass in vain.
const BITS_AN_ALIAS: usize = 64;

/// The most that are worth their memory.
const MOST_BITS: usize = 1 << 26;

/// Bits for each alias in the set of first heads alone, of which there are fewer than aliases.
const FIRST_BITS_AN_ALIAS: usize = 8;

/// A set no larger than this stays near the core.
const MOST_FIRST_BITS: usize = 1 << 20;

/// The heads of all aliases.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    /// A bit for each first head. Most words are told by it from all aliases: those in lower case.
    firsts: Vec<u64>,
    /// How far a hash is shifted to choose the bit.
    first_shift: u32,
    /// Two bits of one number for each head.
    bits: Vec<u64>,
    /// How far a hash is shifted to choose the number.
    shift: u32,
    /// Bytes other than letters and digits that begin an alias.
    marks: [bool; 256],
    /// Whether one of them is ASCII.
    has_marks: bool,
}

/// In what case the words of an alias may begin in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cases {
    /// Whether the first may begin in lower case. It may always begin with a capital.
    pub(super) first_low: bool,
    /// Whether the second may.
    pub(super) second_low: bool,
}

/// Spreads the bits of a number over all of a hash.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Stands for whatever may follow a word. No head has these bits.
const ANYTHING: u32 = 1 << 31;

/// Stands for the head of another word, which is not known.
const UNKNOWN: u32 = 0;

impl Heads {
    /// An empty set, with room for `aliases`.
    pub(super) fn new(aliases: usize) -> Self {
        let numbers = (aliases * BITS_AN_ALIAS).next_power_of_two().clamp(1 << 14, MOST_BITS) / 64;
        let firsts = (aliases * FIRST_BITS_AN_ALIAS).next_power_of_two().clamp(1 << 12, MOST_FIRST_BITS);
        Self {
            firsts: vec![0; firsts / 64],
            first_shift: u64::BITS - firsts.trailing_zeros(),
            bits: vec![0; numbers],
            shift: u64::BITS - numbers.trailing_zeros(),
            marks: [false; 256],
            has_marks: false,
        }
    }

    /// Adds the head of a folded alias.
    pub(super) fn add(&mut self, folded: &[u8], cases: Cases) {
        let run = run_of(folded);
        if run == 0 {
            if let Some(byte) = folded.first() {
                self.marks[*byte as usize] = true;
                self.has_marks |= byte.is_ascii();
            }
            return;
        }
        let next = folded.get(run..).and_then(|rest| rest.strip_prefix(b" ")).unwrap_or_default();
        let next_run = run_of(next);
        for head in heads(&folded[..run], cases.first_low) {
            if next_run == 0 {
                self.insert(head, ANYTHING);
                if run == folded.len() {
                    self.insert(with_s(head, run), ANYTHING);
                }
                continue;
            }
            self.insert(head, UNKNOWN);
            for next_head in heads(&next[..next_run], cases.second_low) {
                self.insert(head, next_head);
                if next_run == next.len() {
                    self.insert(head, with_s(next_head, next_run));
                }
            }
        }
    }

    /// 1 if an alias may begin with the word of ASCII letters and digits at a bit of a block, else 0.
    #[inline]
    pub(super) fn admit(&self, window: &[u8; SEEN], block: &Block, bit: u32) -> u64 {
        let letters = block.letters >> bit;
        let own = head(four_at(window, bit), letters);
        if !self.begins_any(own) {
            return 0;
        }
        let end = bit + (!letters).trailing_zeros();
        let next = (end + 1) & 63;
        let next_letters = block.letters >> next;
        // Not at the end of sight, nor where letters that are not ASCII may fold to any.
        let is_known = block.white >> (end & 63) & next_letters & !(block.joined() >> next) & u64::from(end < LAST_KNOWN);
        let next_head = head(four_at(window, next), next_letters) & (is_known as u32 & 1).wrapping_neg();
        self.holds(own, ANYTHING) | self.holds(own, next_head)
    }

    fn insert(&mut self, head: u32, next: u32) {
        let (slot, bits) = self.place(head, next);
        self.bits[slot] |= bits;
        let first = self.first_place(head);
        self.firsts[first / 64] |= 1 << (first % 64);
    }

    /// Whether an alias may begin with a head.
    #[inline]
    fn begins_any(&self, head: u32) -> bool {
        let first = self.first_place(head);
        self.firsts[first / 64] >> (first % 64) & 1 != 0
    }

    #[inline]
    fn first_place(&self, head: u32) -> usize {
        (u64::from(head).wrapping_mul(SPREAD) >> self.first_shift) as usize
    }

    #[inline]
    fn holds(&self, head: u32, next: u32) -> u64 {
        let (slot, bits) = self.place(head, next);
        u64::from(self.bits[slot] & bits == bits)
    }

    #[inline]
    fn place(&self, head: u32, next: u32) -> (usize, u64) {
        let hash = (u64::from(head) | u64::from(next) << 32).wrapping_mul(SPREAD);
        ((hash >> self.shift) as usize, 1 << (hash >> (self.shift - 6) & 63) | 1 << (hash >> (self.shift - 12) & 63))
    }

    /// Bytes of memory that the set takes.
    pub(super) const fn memory_usage(&self) -> usize {
        (self.bits.len() + self.firsts.len()) * size_of::<u64>()
    }

    /// Whether an alias begins with this byte of folded text, which is no ASCII letter or digit.
    #[inline]
    pub(super) fn admits_mark(&self, byte: u8) -> bool {
        self.marks[byte as usize]
    }

    /// Whether any alias begins with an ASCII mark.
    pub(super) const fn has_marks(&self) -> bool {
        self.has_marks
    }
}

/// Words that end from here on may be followed by one that is not in sight as a whole.
const LAST_KNOWN: u32 = (SEEN - LETTERS - 1) as u32;

/// Four bytes at a bit, or zeros where the window ends before.
#[inline]
fn four_at(window: &[u8; SEEN], bit: u32) -> [u8; LETTERS] {
    window[bit as usize & (SEEN - 1)..].first_chunk().copied().unwrap_or_default()
}

/// The heads of a folded word that may begin with a capital, and perhaps in lower case.
fn heads(word: &[u8], may_be_low: bool) -> impl Iterator<Item = u32> {
    let mut four = [0; LETTERS];
    four.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
    let low = u32::from_le_bytes(four);
    four[0] = four[0].to_ascii_uppercase();
    std::iter::once(u32::from_le_bytes(four)).chain(may_be_low.then_some(low))
}

/// The head of a word with a genitive `s`.
const fn with_s(head: u32, run: usize) -> u32 {
    if run < LETTERS { head | (b's' as u32) << (8 * run) } else { head }
}

/// The first letters of a word: four bytes of a text, of which the lowest bits of `letters` tell how many belong to it. All but the
/// first one become lower case.
#[inline]
fn head(four: [u8; LETTERS], letters: u64) -> u32 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::block::BLOCK;

    /// Whether the first word of a text is admitted.
    fn admits(heads: &Heads, text: &str) -> bool {
        let mut window = [b' '; SEEN];
        window[..text.len()].copy_from_slice(text.as_bytes());
        heads.admit(&window, &Block::of(&window), 0) != 0
    }

    #[test]
    fn what_was_added_is_admitted_and_little_else() {
        let mut heads = Heads::new(1000);
        let exact = Cases { first_low: false, second_low: false };
        let names: Vec<String> = (0..1000).map(|number| format!("x{}y", number * 7 % 1000)).collect();
        names.iter().for_each(|name| heads.add(name.as_bytes(), exact));
        assert!(names.iter().all(|name| admits(&heads, &name.to_uppercase())));
        assert!(!admits(&heads, &names[0]));
        let passed = (0..10_000).filter(|number| admits(&heads, &format!("{number:04}"))).count();
        assert!(passed < 200, "{passed} of 10,000 strangers passed");
    }

    #[test]
    fn the_next_word_counts() {
        let mut heads = Heads::new(10);
        heads.add(b"de croo", Cases { first_low: true, second_low: false });
        heads.add(b"xi", Cases { first_low: false, second_low: false });
        heads.add(b"van der bellen", Cases { first_low: true, second_low: true });
        heads.add(b"al 'x", Cases { first_low: false, second_low: false });
        for text in [
            "De Croo",
            "de Croo",
            "DE CROO",
            "De\nCroo",
            "De  Croo",
            "De",
            "De “Croo”",
            "De Crooz",
            "van der",
            "van d\u{ad}er",
            "Xi",
            "Xis",
            "XI",
            "Al",
        ] {
            assert!(admits(&heads, text), "{text}");
        }
        for text in ["De crisis", "de crisis", "De Vries", "De Cr", "van de", "xi", "Xin", "al"] {
            assert!(!admits(&heads, text), "{text}");
        }
    }

    #[test]
    fn a_word_at_the_end_of_sight_is_admitted_if_it_may_go_on() {
        let mut heads = Heads::new(10);
        heads.add(b"de croo", Cases { first_low: true, second_low: false });
        let mut window = [b' '; SEEN];
        let bit = BLOCK - 1;
        window[bit..].copy_from_slice(&b"democratisch"[..SEEN - bit]);
        assert_eq!(heads.admit(&window, &Block::of(&window), bit as u32), 0);
        window[bit..].copy_from_slice(&b"de         "[..SEEN - bit]);
        assert_eq!(heads.admit(&window, &Block::of(&window), bit as u32), 1);
    }
}
