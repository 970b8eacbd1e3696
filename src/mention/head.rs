//! The first look at a word: whether any alias can begin with it.
//!
//! What is looked at is the *head* of the word, its first eight letters, by itself and together with those of the next two words, since `de`
//! and `van` begin many names and stand everywhere. All are looked up by a hash in a set of bits, a few instructions without a branch, as
//! nobody can predict which words are names. A smaller set, which stays near the core, turns away before what begins no alias at all.
//! A word that passes may begin no alias; one that does not never does.

use crate::mention::prefix::{SPREAD, mixed, run_of};

/// Letters of a head.
pub(super) const LETTERS: usize = 8;

/// Bits for each alias in the set of runs: so many that few words pass in vain.
const BITS_AN_ALIAS: usize = 48;

/// The most that are worth their memory.
const MOST_BITS: usize = 1 << 25;

/// Bits for each alias in the set of first heads alone, of which there are fewer than aliases.
const FIRST_BITS_AN_ALIAS: usize = 8;

/// A set no larger than this stays near the core.
const MOST_FIRST_BITS: usize = 1 << 21;

/// Bits for each alias in the set of what single heads are.
const LONE_BITS_AN_ALIAS: usize = 16;

/// A set no larger than this does not lie far from it.
const MOST_LONE_BITS: usize = 1 << 22;

/// The heads of all aliases.
#[derive(Clone, Debug)]
pub(super) struct Heads {
    /// A bit for each first head. Most words are told by it from all aliases: those in lower case.
    firsts: Vec<u64>,
    /// Two bits of one number for each head that is all that has to be known of an alias, and two for each with which longer runs begin.
    lone: Vec<u64>,
    /// Three bits of one number for each run of heads, and three for each of two with which longer runs begin. For long lists
    /// this set is larger than the caches near the core, so that one look has to do for most words.
    bits: Vec<u64>,
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
    /// Whether the third may.
    pub(super) third_low: bool,
    /// Whether a genitive `s` may be written on to it.
    pub(super) takes_s: bool,
}

/// The head of a word that is not known, because letters that are not ASCII may fold to any. Every alias may begin with it.
pub(super) const UNKNOWN: u64 = 0;

impl Heads {
    /// An empty set, with room for `aliases`.
    pub(super) fn new(aliases: usize) -> Self {
        let numbers = (aliases * BITS_AN_ALIAS).next_power_of_two().clamp(1 << 14, MOST_BITS) / 64;
        let firsts = (aliases * FIRST_BITS_AN_ALIAS).next_power_of_two().clamp(1 << 12, MOST_FIRST_BITS);
        let lone = (aliases * LONE_BITS_AN_ALIAS).next_power_of_two().clamp(1 << 12, MOST_LONE_BITS);
        let (firsts, lone, bits) = (vec![0; firsts / 64], vec![0; lone / 64], vec![0; numbers]);
        let mut heads = Self { firsts, lone, bits, marks: [false; 256], ascii_marks: Vec::new() };
        heads.insert_first(UNKNOWN);
        heads.insert_lone(UNKNOWN);
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
        let (next, next_run) = word_after(folded, run);
        let (third, third_run) = word_after(next, next_run);
        for head in heads(&folded[..run], cases.first_low) {
            self.insert_first(head);
            if next_run > 0 {
                self.insert_longer_than_one(head);
                continue;
            }
            self.insert_lone(head);
            if run == folded.len() && cases.takes_s {
                self.insert_first(with_s(head, run));
                self.insert_lone(with_s(head, run));
            }
        }
        let Some(head) = heads(&folded[..run], true).last().filter(|_| next_run > 0) else { return };
        for next_head in heads(&next[..next_run], cases.second_low) {
            let two = two(head, next_head);
            if third_run == 0 {
                self.insert(two);
                if next_run == next.len() && cases.takes_s {
                    self.insert(self::two(head, with_s(next_head, next_run)));
                }
                continue;
            }
            self.insert_longer(two);
            for third_head in heads(&third[..third_run], cases.third_low) {
                self.insert(run_with(two, third_head));
                if third_run == third.len() && cases.takes_s {
                    self.insert(run_with(two, with_s(third_head, third_run)));
                }
            }
        }
    }

    fn insert_first(&mut self, head: u64) {
        let (slot, bit) = self.first_place(head);
        self.firsts[slot] |= 1 << bit;
    }

    fn insert(&mut self, run: u64) {
        let slot = self.place(run);
        self.bits[slot] |= bits_of(run);
    }

    fn insert_longer(&mut self, run: u64) {
        let slot = self.place(run);
        self.bits[slot] |= bits_of_longer(run);
    }

    fn insert_lone(&mut self, head: u64) {
        let (slot, lone, _) = self.lone_place(head);
        self.lone[slot] |= lone;
    }

    fn insert_longer_than_one(&mut self, head: u64) {
        let (slot, _, longer) = self.lone_place(head);
        self.lone[slot] |= longer;
    }

    /// Whether an alias may begin with a head, whatever follows.
    #[inline]
    pub(super) fn begins_any(&self, head: u64) -> bool {
        let (slot, bit) = self.first_place(head);
        self.firsts[slot] >> bit & 1 != 0
    }

    /// Whether an alias may begin with a word and the next two, by their heads. What does not follow a word with one ASCII character between
    /// is [`UNKNOWN`].
    #[inline]
    pub(super) fn admit(&self, head: u64, next: u64, third: u64) -> bool {
        let (slot, lone, longer_than_one) = self.lone_place(head);
        let one = self.lone[slot];
        // In what case the first word begins, the other sets know.
        let two = two(head | LOW_FIRST, next);
        let (bits, longer) = (self.bits[self.place(two)], bits_of_longer(two));
        let is_one = (one & lone == lone) | ((next == UNKNOWN) & (one & longer_than_one == longer_than_one));
        let is_two = bits & bits_of(two) == bits_of(two);
        let is_admitted = is_one | is_two;
        if bits & longer == longer { is_admitted | self.admits_longer(two, third) } else { is_admitted }
    }

    /// The same for a run of two with which longer ones begin. There are so few that a branch to this is predicted well, and spares most words
    /// a look.
    #[cold]
    #[inline(never)]
    fn admits_longer(&self, two: u64, third: u64) -> bool {
        third == UNKNOWN || self.holds(run_with(two, third))
    }

    /// Where it stands what a head is, with the bits of one that is all of an alias, and those of one with which longer ones begin.
    #[inline]
    fn lone_place(&self, head: u64) -> (usize, u64, u64) {
        let hash = mixed(head ^ SPREAD, SPREAD);
        let bit = |shift: u32| 1 << (hash >> shift & 63);
        (hash as usize & (self.lone.len() - 1), bit(58) | bit(52), bit(46) | bit(40))
    }

    #[inline]
    fn first_place(&self, head: u64) -> (usize, u64) {
        let hash = head.wrapping_mul(SPREAD);
        ((hash >> 32) as usize & (self.firsts.len() - 1), hash >> (64 - 6))
    }

    #[inline]
    fn holds(&self, run: u64) -> bool {
        self.bits[self.place(run)] & bits_of(run) == bits_of(run)
    }

    #[inline]
    fn place(&self, run: u64) -> usize {
        run as usize & (self.bits.len() - 1)
    }

    /// Bytes of memory that the set takes.
    pub(super) const fn memory_usage(&self) -> usize {
        (self.bits.len() + self.lone.len() + self.firsts.len()) * size_of::<u64>()
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

/// The bit that makes the first letter of a head lower case.
const LOW_FIRST: u64 = 0x20;

/// A number for two words, of which the first is in lower case.
#[inline]
const fn two(head: u64, next: u64) -> u64 {
    run_with(mixed(head ^ SPREAD, SPREAD), next)
}

/// A number for some words and one more.
#[inline]
const fn run_with(run: u64, head: u64) -> u64 {
    mixed(run ^ head, SPREAD)
}

/// The bits of the number for a run of words.
#[inline]
const fn bits_of(run: u64) -> u64 {
    three_bits((run >> 56) as u8)
}

/// Those of a run with which longer ones begin.
#[inline]
const fn bits_of_longer(run: u64) -> u64 {
    three_bits((run >> 48) as u8)
}

#[inline]
const fn three_bits(byte: u8) -> u64 {
    /// Three bits for each of the numbers of a byte.
    const BITS: [u64; 256] = {
        let mut bits = [0; 256];
        let mut byte = 0;
        while byte < bits.len() {
            let hash = mixed(byte as u64 ^ SPREAD, SPREAD);
            bits[byte] = 1 << (hash & 63) | 1 << (hash >> 8 & 63) | 1 << (hash >> 16 & 63);
            byte += 1;
        }
        bits
    };
    BITS[byte as usize]
}

/// What comes after a word of a folded alias and a single ASCII character that is no letter, and how many letters and digits that begins with.
fn word_after(folded: &[u8], run: usize) -> (&[u8], usize) {
    match folded.get(run..) {
        Some([mark, rest @ ..]) if run > 0 && mark.is_ascii() => (rest, run_of(rest)),
        _ => (&[], 0),
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

/// The head of a word of `run` ASCII letters and digits, at least one, that begins with `eight` bytes. All but the first one become lower
/// case.
#[inline]
pub(super) const fn head(eight: u64, run: usize) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2000;
    let kept = if run < LETTERS { run } else { LETTERS };
    (eight | LOWER) & (u64::MAX >> (64 - 8 * kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::prefix::eight_at;

    /// The heads of the words that a text begins with, one character apart.
    fn heads_of(text: &str) -> [u64; 3] {
        let mut rest = text;
        [0; 3].map(|_| {
            let run = run_of(rest.as_bytes());
            let found = if run > 0 { head(eight_at(rest.as_bytes(), 0), run) } else { UNKNOWN };
            rest = rest[run..].strip_prefix(|c: char| c.is_ascii()).filter(|_| run > 0).unwrap_or("");
            found
        })
    }

    fn admits(heads: &Heads, text: &str) -> bool {
        let [own, next, third] = heads_of(text);
        heads.begins_any(own) && heads.admit(own, next, third)
    }

    const EXACT: Cases = Cases { first_low: false, second_low: false, third_low: false, takes_s: true };

    #[test]
    fn what_was_added_is_admitted_and_little_else() {
        let mut heads = Heads::new(1000);
        let names: Vec<String> = (0..1000).map(|number| format!("x{}y", number * 7 % 1000)).collect();
        names.iter().for_each(|name| heads.add(name.as_bytes(), EXACT));
        assert!(names.iter().all(|name| admits(&heads, &name.to_uppercase())));
        assert!(!admits(&heads, &names[0]));
        let passed = (0..10_000).filter(|number| admits(&heads, &format!("{number:04}"))).count();
        assert!(passed < 200, "{passed} of 10,000 strangers passed");
    }

    #[test]
    fn the_next_words_count() {
        let mut heads = Heads::new(10);
        heads.add(b"de croo", Cases { first_low: true, ..EXACT });
        heads.add(b"xi", EXACT);
        heads.add(b"van der bellen", Cases { first_low: true, second_low: true, ..EXACT });
        heads.add(b"al 'x", EXACT);
        heads.add(b"al-sjaraa", EXACT);
        let yes = [
            "De Croo",
            "de Croo",
            "DE CROO",
            "De\nCroo",
            "De  Croo",
            "De",
            "De “Croo”",
            "De Croos",
            "van der",
            "Xi",
            "Xis",
            "XI",
            "Al",
            "van der Bellen",
            "Van Der Bellens",
            "van der\u{a0}Bellen",
            "Al-Sjaraa",
            "Al–Sjaraa",
            "Al Sjaraas",
        ];
        for text in yes {
            assert!(admits(&heads, text), "{text}");
        }
        let no = ["De crisis", "de crisis", "De Vries", "De Cr", "De Crooz", "van de", "xi", "Xin", "al", "van der Valk", "van der bellen"];
        for text in no {
            assert!(!admits(&heads, text), "{text}");
        }
        assert!(heads.begins_any(UNKNOWN) && heads.admit(UNKNOWN, head(u64::MAX, 1), UNKNOWN));
    }
}
