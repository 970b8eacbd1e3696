//! Sketches of texts: a few bytes from which the resemblance of two texts can be told.
//!
//! The resemblance of two texts is the share of their runs of three words ("shingles") that they have in common: the size of the
//! intersection of the two sets by the size of their union (Broder 1997). A sketch holds the smallest hash of each of 64 parts of the set
//! (one-permutation MinHash, Li, Owen and Zhang 2012), so that the share of equal places tells the resemblance, nearly exactly for short
//! texts and within about 0.06 for long ones; and six keys, each made of two such smallest hashes, so that texts that resemble each other
//! are likely to share a key (locality-sensitive hashing). A word is known by its first and its last eight bytes and its length: those who
//! differ in no more than their middles are one.

use std::ops::ControlFlow;

use crate::flat::mixed;
use crate::run::{Run, runs};

/// Places of a sketch.
pub(crate) const PLACES: usize = 64;
/// Keys of a sketch, and smallest hashes in a key.
pub(crate) const KEYS: usize = 6;
const ROWS: usize = 2;
/// Words of a shingle.
const SHINGLE: usize = 3;
/// A text with fewer shingles has no sketch: a word more or less would decide.
const FEWEST: usize = 8;

/// A text in 88 bytes.
///
/// ```
/// use actorgraph::Sketch;
/// let old = "Door aanhoudende regen zijn in het noorden van Peru zeker 41 mensen om het leven gekomen. De regering stuurt het leger.";
/// let new = old.replace("41", "53");
/// let other = "Door aanhoudende droogte verwacht de regering van Peru dit jaar een veel kleinere oogst dan in alle jaren daarvoor.";
/// let sketch = |text| Sketch::of([text]).unwrap();
/// assert!(sketch(old).resemblance(&sketch(&new)) > 0.6);
/// assert!(sketch(old).resemblance(&sketch(other)) < 0.1);
/// assert!(Sketch::of(["Te kort om iets van te zeggen."]).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// A byte of the smallest hash of each part; 0 where the part is empty.
    places: [u8; PLACES],
    keys: [u32; KEYS],
}

impl Sketch {
    /// The sketch of a text that is given in pieces, such as paragraphs. What is no letter or digit only parts words. Nothing for a text of
    /// fewer than ten words.
    #[must_use]
    pub fn of<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Option<Self> {
        let mut shingles = Shingles::default();
        for piece in pieces {
            let _ = runs(piece, |run| {
                if run.is_plain || is_one_word(run.bytes()) {
                    shingles.add(run);
                } else {
                    shingles.add_all(run.text());
                }
                ControlFlow::Continue(())
            });
        }
        let Shingles { smallest, count, .. } = shingles;
        if count < FEWEST + SHINGLE - 1 {
            return None;
        }
        let mut rows = rows(&smallest);
        fill(&mut rows);
        let mut keys = [0; KEYS];
        for (at, (key, rows)) in keys.iter_mut().zip(rows.chunks_exact(ROWS)).enumerate() {
            let joined = rows.iter().fold(at as u64, |joined, row| mixed(joined ^ *row));
            *key = high(joined);
        }
        Some(Self { places: smallest.map(byte), keys })
    }

    /// The resemblance of two texts, from 0 to 1.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f64 {
        self.resemblance_to(&other.places)
    }

    /// The resemblance to the text with these places.
    pub(crate) fn resemblance_to(&self, places: &[u8; PLACES]) -> f64 {
        let (mut same, mut filled) = (0_u32, 0_u32);
        for (one, other) in self.places.iter().zip(places) {
            same += u32::from(one == other && *one != 0);
            filled += u32::from(*one != 0 || *other != 0);
        }
        f64::from(same) / f64::from(filled.max(1))
    }

    /// What the resemblance is told from, without the keys.
    pub(crate) const fn places(&self) -> &[u8; PLACES] {
        &self.places
    }

    /// The keys. Texts that resemble each other by 0.6 share one of the six in 93 of 100 cases, by 0.8 in 998 of 1000.
    #[must_use]
    pub const fn keys(&self) -> &[u32; KEYS] {
        &self.keys
    }

    /// The sketch as bytes, for keeping.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.places.iter().copied().chain(self.keys.iter().flat_map(|key| key.to_le_bytes())).collect()
    }

    /// The sketch that [`to_bytes`](Self::to_bytes) wrote. Nothing for bytes of another length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (places, keys) = bytes.split_at_checked(PLACES)?;
        let mut read = Self { places: places.try_into().ok()?, keys: [0; KEYS] };
        if keys.len() != KEYS * size_of::<u32>() {
            return None;
        }
        for (key, bytes) in read.keys.iter_mut().zip(keys.chunks_exact(size_of::<u32>())) {
            *key = u32::from_le_bytes(bytes.try_into().ok()?);
        }
        Some(read)
    }
}

/// The kind of these sketches. Those of another one resemble them only by chance.
pub(crate) const KIND: u32 = 2;

/// The smallest hashes of the shingles so far.
struct Shingles {
    smallest: [u64; PLACES],
    /// Hashes of the last words, which the next one completes.
    last: [u64; SHINGLE - 1],
    /// How many words there were.
    count: usize,
}

impl Default for Shingles {
    fn default() -> Self {
        Self { smallest: [EMPTY; PLACES], last: [0; SHINGLE - 1], count: 0 }
    }
}

impl Shingles {
    /// Adds the words of a text that marks beyond ASCII may part.
    #[inline(never)]
    fn add_all(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.for_each(|word| self.add(Run::of(word)));
    }

    #[inline(always)]
    fn add(&mut self, word: Run<'_>) {
        let ([first, second], third) = (self.last, hash(word));
        self.last = [second, third];
        self.count += 1;
        if self.count >= SHINGLE {
            let shingle = folded(first ^ second.rotate_left(21) ^ third.rotate_left(42), ODD[0]);
            let part = &mut self.smallest[part_of::<PLACES>(shingle)];
            *part = (*part).min(shingle);
        }
    }
}

/// Odd numbers without any order in their bits: digits of pi, the last one raised where it was even.
const ODD: [u64; 3] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345, 0xa409_3822_299f_31d1];

#[inline(always)]
fn hash(word: Run<'_>) -> u64 {
    let ([first, last], length) = (word.ends(), word.bytes().len() as u64);
    folded(first ^ ODD[1], last ^ ODD[2] ^ length << u32::BITS)
}

/// The halves of a product together, in which every bit hangs on all (the step of wyhash, Wang Yi 2019).
#[inline(always)]
const fn folded(one: u64, other: u64) -> u64 {
    let product = one as u128 * other as u128;
    product as u64 ^ (product >> u64::BITS) as u64
}

/// The smallest hash of each row: of the parts that lie in it, without what tells the part.
fn rows(smallest: &[u64; PLACES]) -> [u64; KEYS * ROWS] {
    const OF_ROWS: usize = KEYS * ROWS;
    std::array::from_fn(|row| {
        let parts = &smallest[row * PLACES / OF_ROWS..(row + 1) * PLACES / OF_ROWS];
        let of_part = |hash: &u64| hash & (u64::MAX >> PLACES.trailing_zeros());
        parts.iter().filter(|hash| **hash != EMPTY).map(of_part).min().unwrap_or(EMPTY)
    })
}

/// Whether a run holds no more than letters and digits of ASCII and of Latin-1 from `À` on, which need not be told apart.
fn is_one_word(run: &[u8]) -> bool {
    // These are the signs among them: `×` and `÷`.
    let is_letter = |second: u8| second != 0x97 && second != 0xB7;
    run.iter()
        .zip(run.iter().skip(1).chain([&0]))
        .all(|(byte, next)| byte & 0xC0 == 0x80 || *byte < 0x80 || (*byte == 0xC3 && is_letter(*next)))
}

/// What stands for the smallest hash of a part that is empty.
const EMPTY: u64 = u64::MAX;

fn part_of<const PARTS: usize>(hash: u64) -> usize {
    usize::try_from(((hash >> 32) * PARTS as u64) >> 32).unwrap_or(0)
}

/// Fills each empty part from one that is not, chosen by the number of the part alone, so that like texts fill it alike (Shrivastava
/// 2017).
fn fill<const PARTS: usize>(parts: &mut [u64; PARTS]) {
    let found = *parts;
    for (at, part) in parts.iter_mut().enumerate().filter(|(_, part)| **part == EMPTY) {
        let mut hash = mixed(at as u64 + 1);
        while found[part_of::<PARTS>(hash)] == EMPTY {
            hash = mixed(hash);
        }
        *part = found[part_of::<PARTS>(hash)];
    }
}

/// A byte of a smallest hash; never 0, which stands for an empty part.
fn byte(smallest: u64) -> u8 {
    if smallest == EMPTY { 0 } else { u8::try_from(high(mixed(smallest)) % 255 + 1).unwrap_or(1) }
}

fn high(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_are_one_word() {
        for c in (0x80..=0x2FFF).filter_map(char::from_u32) {
            let word = format!("a{c}é");
            assert_eq!(is_one_word(word.as_bytes()), ('À'..='ÿ').contains(&c) && c.is_alphanumeric(), "{word:?}");
        }
    }
}
