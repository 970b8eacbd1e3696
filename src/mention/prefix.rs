//! The beginnings of all folded aliases, by a hash.
//!
//! A beginning ends where a word does. Whoever looks for the aliases that a text begins with asks for its first word, its first two, and so
//! on until nothing begins like that: two or three looks for most names, whatever the number of aliases. One number of eight bytes tells
//! all of a beginning, so that lists of a million cost one miss of the cache each; and where those are known before they are asked for, several
//! are fetched at once.

use std::hint::select_unpredictable;

use crate::mention::records::{Place, Records};
use crate::pages::Bytes;

/// Bytes of a text that are looked at.
pub(super) const SEEN: usize = 64;

/// All beginnings.
#[derive(Clone, Debug)]
pub(super) struct Prefixes {
    /// For each one the upper half of its hash, whether aliases go on, and the place of the alias that it is, counted from one; 0 where
    /// there is none. It stands at the lower half of the hash or soon after. There are a power of two.
    slots: Bytes,
    seed: u64,
}

/// Bytes of a slot.
const SLOT: usize = size_of::<u64>();

#[inline]
fn number(slots: &[[u8; SLOT]], at: usize) -> u64 {
    u64::from_le_bytes(slots[at])
}

/// Tables from so many slots on are larger than the cache of a core.
const MANY: usize = 1 << 17;

/// What is known of a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix(u32);

/// Whether aliases go on after a beginning.
const GOES_ON: u32 = 1 << 31;

impl Prefix {
    /// The alias that is no more than that, if its hash is to be believed.
    #[inline]
    pub(super) const fn own(self) -> Option<Place> {
        (self.0 & !GOES_ON).checked_sub(1)
    }

    /// Whether any alias is longer.
    #[inline]
    pub(super) const fn goes_on(self) -> bool {
        self.0 & GOES_ON != 0
    }
}

/// A beginning of the string at hand, and where it is kept.
struct Kept {
    len: usize,
    slot: usize,
}

impl Prefixes {
    /// The beginnings of forms that are sorted and distinct.
    pub(super) fn new(records: &Records) -> Self {
        let mut count = 0;
        walk(records, |_, _, slot, _| {
            count += usize::from(slot.is_none());
            Some(0)
        });
        let room = (count * 3 / 2 + 2).next_power_of_two();
        let mut seed = SPREAD;
        loop {
            let mut prefixes = Self { slots: Bytes::zeros(room * SLOT), seed };
            if prefixes.fill(records) {
                return prefixes;
            }
            seed = seed.wrapping_mul(SPREAD);
        }
    }

    /// Puts all in, or tells that two look alike.
    fn fill(&mut self, records: &Records) -> bool {
        walk(records, |string, len, slot, knows| {
            let slot = match slot {
                Some(slot) => slot,
                None => self.insert(hash_of::<false>(string, len, self.seed))?,
            };
            let slots = self.slots.as_chunks_mut().0;
            slots[slot] = (number(slots, slot) | u64::from(knows)).to_le_bytes();
            Some(slot)
        })
    }

    fn insert(&mut self, hash: u64) -> Option<usize> {
        let slots = self.slots.as_chunks_mut().0;
        let mask = slots.len() - 1;
        let mut at = hash as usize & mask;
        while number(slots, at) != 0 {
            if number(slots, at) >> 32 == hash >> 32 {
                return None;
            }
            at = (at + 1) & mask;
        }
        slots[at] = (hash >> 32 << 32).to_le_bytes();
        Some(at)
    }

    /// What is known of the first `len` bytes of a folded text.
    #[inline]
    pub(super) fn look(&self, text: &[u8; SEEN], len: usize) -> Option<Prefix> {
        let hash = hash_of::<false>(text, len, self.seed);
        let slots = self.slots.as_chunks().0;
        let mask = slots.len() - 1;
        let mut at = hash as usize;
        loop {
            // Two at a time, as nobody can predict which one it is.
            let (slot, next) = (number(slots, at & mask), number(slots, (at + 1) & mask));
            let [is_slot, is_next] = [slot, next].map(|slot| slot >> 32 == hash >> 32);
            if is_slot | is_next {
                return Some(Prefix(select_unpredictable(is_slot, slot, next) as u32));
            }
            if (slot == 0) | (next == 0) {
                return None;
            }
            at += 2;
        }
    }

    /// Whether they are so many that most are in no cache near the core.
    #[inline]
    pub(super) fn are_many(&self) -> bool {
        self.slots.len() >= MANY * SLOT
    }

    /// The hash of a beginning that is not folded, if no more than case has to be.
    #[inline]
    pub(super) fn hash(&self, text: &[u8], len: usize) -> u64 {
        hash_of::<true>(text, len, self.seed)
    }

    /// Which alias a beginning with this hash is, for whoever wants to have it at hand: mostly right, and the first one where none is seen at
    /// once.
    #[inline]
    pub(super) fn guess(&self, hash: u64) -> Place {
        let slots = self.slots.as_chunks().0;
        let mask = slots.len() - 1;
        let at = hash as usize;
        let (slot, next) = (number(slots, at & mask), number(slots, (at + 1) & mask));
        let own = |slot: u64| select_unpredictable(slot >> 32 == hash >> 32, slot as u32 & !GOES_ON, 0);
        (own(slot) | own(next)).saturating_sub(1)
    }

    /// Bytes of memory that they take.
    pub(super) fn memory_usage(&self) -> usize {
        self.slots.len()
    }
}

/// Gives the beginnings of sorted strings to `each`, with what is to be noted of them and with where they are kept, once `each` has told
/// it. Breaks off where `each` has no place.
fn walk(records: &Records, mut each: impl FnMut(&[u8], usize, Option<usize>, u32) -> Option<usize>) -> bool {
    let mut kept: Vec<Kept> = Vec::new();
    let mut before: &[u8] = &[];
    for (place, string) in records.texts(0, records.end()) {
        let shared = before.iter().zip(string).take_while(|(one, other)| one == other).count();
        while kept.last().is_some_and(|last| last.len > shared) {
            kept.pop();
        }
        // All that is to be known of a shorter beginning, the string before has told.
        for len in shared.max(1)..=string.len().min(SEEN) {
            if !ends_at(string, len) {
                continue;
            }
            let known = kept.last().filter(|last| last.len == len).map(|last| last.slot);
            let Some(slot) = each(string, len, known, if len == string.len() { place + 1 } else { GOES_ON }) else { return false };
            if known.is_none() {
                kept.push(Kept { len, slot });
            }
        }
        before = string;
    }
    true
}

/// Whether a beginning of a string ends after `len` bytes: where the string does, where no letter goes on with another, and after no space.
fn ends_at(string: &[u8], len: usize) -> bool {
    let Some(next) = string.get(len) else { return true };
    let last = string[len - 1];
    last != b' ' && !(is_in_word(last) && is_in_word(*next))
}

/// How many ASCII letters and digits a text begins with.
pub(super) fn run_of(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// Whether a byte of folded text belongs to a word: a letter, a digit, and what is not ASCII.
const fn is_in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Spreads the bits of a number over all of a hash.
pub(super) const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of the first bytes of a text, or of what they are in lower case.
#[inline]
fn hash_of<const LOWER: bool>(text: &[u8], len: usize, seed: u64) -> u64 {
    const KEPT: [u64; 9] = {
        let mut kept = [0; 9];
        let mut bytes = 1;
        while bytes < kept.len() {
            kept[bytes] = u64::MAX >> (64 - 8 * bytes);
            bytes += 1;
        }
        kept
    };
    const LOW: u64 = 0x2020_2020_2020_2020;
    let eight = |at: usize| (eight_at(text, at) | if LOWER { LOW } else { 0 }) & KEPT[len.saturating_sub(at).min(8)];
    // Sixteen bytes are most of what there is, and a loop would be mispredicted.
    let mut hash = mixed(eight(0) ^ seed, eight(8) ^ SPREAD ^ len as u64);
    let mut at = 16;
    while at < len {
        hash = mixed(hash ^ eight(at), SPREAD);
        at += 8;
    }
    hash
}

/// Eight bytes of a text, with zeros after its end.
#[inline]
pub(super) fn eight_at(text: &[u8], at: usize) -> u64 {
    match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => last_eight(text, at),
    }
}

#[cold]
#[inline(never)]
fn last_eight(text: &[u8], at: usize) -> u64 {
    text.get(at..).unwrap_or_default().iter().take(8).rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A hash of two numbers: the halves of their product.
#[inline]
pub(super) const fn mixed(one: u64, other: u64) -> u64 {
    let wide = one as u128 * other as u128;
    wide as u64 ^ (wide >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(prefixes: &Prefixes, text: &str) -> Option<Prefix> {
        let mut bytes = [0; SEEN];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        prefixes.look(&bytes, text.len())
    }

    #[test]
    fn every_beginning_is_known_and_nothing_else() {
        let mut strings = ["xi", "xi jinping", "v.s.", "jan-x", "jan1x", "jan:y", "jana", "jan", "al 'x", "'s gravenhage", "москва"];
        strings.sort_unstable();
        let (records, places) = Records::of(&strings);
        let prefixes = Prefixes::new(&records);
        for end in 1..=7 {
            for string in strings.iter().filter(|string| string.is_char_boundary(end)) {
                let text = &string[..end.min(string.len())];
                let is_beginning = |string: &&str| string.starts_with(text) && ends_at(string.as_bytes(), text.len());
                let found = look(&prefixes, text);
                assert_eq!(found.is_some(), strings.iter().any(is_beginning), "{text}");
                let Some(found) = found else { continue };
                assert_eq!(found.own(), strings.iter().position(|string| *string == text).map(|at| places[at]), "{text}");
                let goes_on = strings.iter().any(|string| is_beginning(string) && string.len() > text.len());
                assert_eq!(found.goes_on(), goes_on, "{text}");
            }
        }
        assert!(look(&prefixes, "jan:").is_some() && look(&prefixes, "jin").is_none());
    }

    #[test]
    fn many_strings_are_told_apart() {
        let mut strings: Vec<String> = (0..50_000).map(|number| format!("n{} v{}", number % 300, number)).collect();
        strings.sort_unstable();
        let (records, places) = Records::of(&strings);
        let prefixes = Prefixes::new(&records);
        let mut right = 0;
        for (string, place) in strings.iter().zip(places) {
            assert_eq!(look(&prefixes, string).unwrap().own(), Some(place));
            let guessed = prefixes.guess(prefixes.hash(string.to_uppercase().as_bytes(), string.len()));
            right += usize::from(guessed == place);
            assert!(guessed == place || guessed == 0, "{string}");
        }
        // Those that stand far from where they should are not worth a search.
        assert!(right > 40_000, "{right}");
        assert!((0..300).all(|number| look(&prefixes, &format!("n{number}")) == Some(Prefix(GOES_ON))));
        let strangers = (0..50_000).filter(|number| look(&prefixes, &format!("w{number}")).is_some()).count();
        assert!(strangers < 5, "{strangers}");
    }
}
