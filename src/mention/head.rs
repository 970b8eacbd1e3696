//! The first look at a word: whether any alias can begin with it.
//!
//! What is looked at is the *head* of the word, its first eight letters, by itself and together with that of the next word, since `de`
//! and `van` begin many names and stand everywhere. Both are looked up by a hash in a set of bits, a few instructions without a branch, as
//! nobody can predict which words are names. A smaller set, which stays near the core, turns away before what begins no alias at all.
//! A word that passes may begin no alias; one that does not never does.

use crate::mention::prefix::run_of;

/// Letters of a head.
pub(super) const LETTERS: usize = 8;

/// Bits for each alias: so many that few words pass in vain.
const BITS_AN_ALIAS: usize = 32;

/// The most that are worth their memory.
const MOST_BITS: usize = 1 << 25;

/// Bits for each alias in the set of first heads alone, of which there are fewer than aliases.
const FIRST_BITS_AN_ALIAS: usize = 8;

/// A set no larger than this stays near the core.
const MOST_FIRST_BITS: usize = 1 << 21;

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
    /// Those of them that are ASCII.
    ascii_marks: Vec<u8>,
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
const ANYTHING: u64 = 1 << 63;

/// The head of a word that is not known, because letters that are not ASCII may fold to any. Every alias may begin with it.
pub(super) const UNKNOWN: u64 = 0;

impl Heads {
    /// An empty set, with room for `aliases`.
    pub(super) fn new(aliases: usize) -> Self {
        let numbers = (aliases * BITS_AN_ALIAS).next_power_of_two().clamp(1 << 14, MOST_BITS) / 64;
        let firsts = (aliases * FIRST_BITS_AN_ALIAS).next_power_of_two().clamp(1 << 12, MOST_FIRST_BITS);
        let mut heads = Self {
            firsts: vec![0; firsts / 64],
            first_shift: u64::BITS - firsts.trailing_zeros(),
            bits: vec![0; numbers],
            shift: u64::BITS - numbers.trailing_zeros(),
            marks: [false; 256],
            ascii_marks: Vec::new(),
        };
        heads.insert(UNKNOWN, ANYTHING);
        heads
    }

    /// Adds the head of a folded alias.
    pub(super) fn add(&mut self, folded: &[u8], cases: Cases) {
        let run = run_of(folded);
        if run == 0 {
            if let Some(byte) = folded.first() {
                if byte.is_ascii() && !self.marks[*byte as usize] {
                    self.ascii_marks.push(*byte);
                }
                self.marks[*byte as usize] = true;
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

    fn insert(&mut self, head: u64, next: u64) {
        let (slot, bits) = self.place(head, next);
        self.bits[slot] |= bits;
        let first = self.first_place(head);
        self.firsts[first / 64] |= 1 << (first % 64);
    }

    /// Whether an alias may begin with a head, whatever follows.
    #[inline]
    pub(super) fn begins_any(&self, head: u64) -> bool {
        let first = self.first_place(head);
        self.firsts[first / 64] >> (first % 64) & 1 != 0
    }

    /// Whether an alias may begin with a word and the next one after a space, by their heads. What follows by anything else is
    /// [`UNKNOWN`].
    #[inline]
    pub(super) fn admit(&self, head: u64, next: u64) -> bool {
        self.holds(head, ANYTHING) | self.holds(head, next)
    }

    #[inline]
    fn first_place(&self, head: u64) -> usize {
        (head.wrapping_mul(SPREAD) >> self.first_shift) as usize
    }

    #[inline]
    fn holds(&self, head: u64, next: u64) -> bool {
        let (slot, bits) = self.place(head, next);
        self.bits[slot] & bits == bits
    }

    #[inline]
    fn place(&self, head: u64, next: u64) -> (usize, u64) {
        let hash = (head.wrapping_mul(SPREAD).rotate_left(32) ^ next).wrapping_mul(SPREAD);
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

    /// The ASCII marks that aliases begin with.
    #[inline]
    pub(super) fn ascii_marks(&self) -> &[u8] {
        &self.ascii_marks
    }
}

/// The heads of a folded word that may begin with a capital, and perhaps in lower case.
fn heads(word: &[u8], may_be_low: bool) -> impl Iterator<Item = u64> {
    let mut eight = [0; LETTERS];
    eight.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
    let low = u64::from_le_bytes(eight);
    eight[0] = eight[0].to_ascii_uppercase();
    std::iter::once(u64::from_le_bytes(eight)).chain(may_be_low.then_some(low))
}

/// The head of a word with a genitive `s`.
const fn with_s(head: u64, run: usize) -> u64 {
    if run < LETTERS { head | (b's' as u64) << (8 * run) } else { head }
}

/// The head of a word of `run` ASCII letters and digits that begins with `eight` bytes. All but the first one become lower case.
#[inline]
pub(super) const fn head(eight: u64, run: usize) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2000;
    if run == 0 {
        return UNKNOWN;
    }
    let kept = if run < LETTERS { run } else { LETTERS };
    (eight | LOWER) & (u64::MAX >> (64 - 8 * kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a word that a text begins with, and of the next one after a space.
    fn heads_of(text: &str) -> (u64, u64) {
        let head_of = |text: &str| {
            let run = run_of(text.as_bytes());
            let mut eight = [b' '; LETTERS];
            eight.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
            head(u64::from_le_bytes(eight), run)
        };
        let rest = &text[run_of(text.as_bytes())..];
        (head_of(text), rest.strip_prefix([' ', '\n']).map_or(UNKNOWN, head_of))
    }

    fn admits(heads: &Heads, text: &str) -> bool {
        let (own, next) = heads_of(text);
        heads.begins_any(own) && heads.admit(own, next)
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
        let yes =
            ["De Croo", "de Croo", "DE CROO", "De\nCroo", "De  Croo", "De", "De “Croo”", "De Croos", "van der", "Xi", "Xis", "XI", "Al"];
        for text in yes {
            assert!(admits(&heads, text), "{text}");
        }
        for text in ["De crisis", "de crisis", "De Vries", "De Cr", "De Crooz", "van de", "xi", "Xin", "al"] {
            assert!(!admits(&heads, text), "{text}");
        }
        assert!(heads.begins_any(UNKNOWN) && heads.admit(UNKNOWN, head(u64::MAX, 1)));
    }
}
