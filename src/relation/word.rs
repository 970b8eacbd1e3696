//! Words of the lexicon by their number, and sets of them.

use std::num::NonZeroU32;

/// A word of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct WordId(NonZeroU32);

impl WordId {
    /// The word at a place in the lexicon's lists.
    pub(super) fn at(place: usize) -> Self {
        let after = u32::try_from(place).unwrap_or(u32::MAX - 1) + 1;
        Self(NonZeroU32::new(after).unwrap_or(NonZeroU32::MAX))
    }

    /// Its place in the lexicon's lists.
    pub(super) const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// Words of the lexicon that stand in a sentence.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// A bit for each word.
    bits: Vec<u64>,
    sketch: Sketch,
}

/// Some words as a few bits: what has no bit in common has no word in common.
#[derive(Clone, Copy, Debug, Default)]
struct Sketch([u64; 4]);

/// Words of which one is looked for in sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct AnyOf {
    sketch: Sketch,
    words: Box<[WordId]>,
}

impl Sketch {
    /// Whether a word may be among them.
    const fn may_hold(&self, word: WordId) -> bool {
        self.0[word.index() % 4] & 1 << (word.index() / 4 % 64) != 0
    }

    const fn add(&mut self, word: WordId) {
        self.0[word.index() % 4] |= 1 << (word.index() / 4 % 64);
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).fold(0, |all, (one, other)| all | one & other) != 0
    }
}

impl Words {
    /// Forgets all; the lexicon has so many words.
    pub(super) fn clear(&mut self, words: usize) {
        self.bits.resize(words.div_ceil(64), 0);
        self.bits.fill(0);
        self.sketch = Sketch::default();
    }

    pub(super) fn add(&mut self, word: WordId) {
        self.bits[word.index() / 64] |= 1 << (word.index() % 64);
        self.sketch.add(word);
    }

    pub(super) fn holds(&self, word: WordId) -> bool {
        self.bits[word.index() / 64] & 1 << (word.index() % 64) != 0
    }

    /// Whether one of some words stands in the sentence.
    pub(super) fn hold_any(&self, any: &AnyOf) -> bool {
        self.sketch.meets(&any.sketch) && any.words.iter().any(|word| self.holds(*word))
    }
}

impl AnyOf {
    pub(super) fn new(words: impl IntoIterator<Item = WordId>) -> Self {
        let mut words: Vec<WordId> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        let mut sketch = Sketch::default();
        words.iter().for_each(|word| sketch.add(*word));
        Self { sketch, words: words.into() }
    }

    pub(super) const fn words(&self) -> &[WordId] {
        &self.words
    }

    /// Whether a word may be one of them: no look at the list.
    pub(super) const fn may_hold(&self, word: WordId) -> bool {
        self.sketch.may_hold(word)
    }
}
