//! Words of the lexicon by their number, and sets of them.

use std::num::NonZeroU32;

/// A word of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct WordId(NonZeroU32);

impl WordId {
    /// The word at a place in the lexicon's lists.
    pub(crate) fn at(place: usize) -> Self {
        let after = u32::try_from(place).unwrap_or(u32::MAX - 1) + 1;
        Self(NonZeroU32::new(after).unwrap_or(NonZeroU32::MAX))
    }

    /// A number that tells words and none apart.
    fn number(word: Option<Self>) -> usize {
        word.map_or(0, |word| word.0.get() as usize)
    }

    /// Its place in the lexicon's lists.
    pub(crate) const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// Words of the lexicon that stand in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// A bit for each word.
    bits: Vec<u64>,
    /// Those of each token, one after the other.
    list: Vec<Spelt>,
}

/// What a token is spelt as: all that a look for words asks of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelt {
    /// Its word, or that of its last part.
    pub(crate) word: Option<WordId>,
    /// Its own, where `word` is that of its last part.
    pub(crate) whole: Option<WordId>,
    /// Of a name of several words the one before its last.
    pub(super) before_last: Option<WordId>,
    /// Of a name of more than two words the first.
    pub(crate) first: Option<WordId>,
    /// How many words it has.
    pub(crate) words: u8,
}

impl Spelt {
    /// Whether it is this word, by itself or by its last part.
    pub(crate) fn reads(&self, word: WordId) -> bool {
        self.word == Some(word) || self.whole == Some(word)
    }
}

/// Some words as a few bits: what has no bit in common has no word in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sketch([u64; 4]);

/// Words of which one is looked for in sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct AnyOf {
    sketch: Sketch,
    /// Sorted.
    words: Box<[WordId]>,
    /// The same as bits, several times as many as words and a power of two of 64: what has no bit here is none of them.
    bits: Box<[u64]>,
}

/// The lists of runs of which a sentence may hold one: a bit for each number.
#[derive(Debug, Default)]
pub(crate) struct Answered(Vec<u64>);

impl Answered {
    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Forgets all, and has so many times these bits.
    pub(crate) fn reset(&mut self, width: usize, bits: u64) {
        self.0.clear();
        self.0.resize(width, bits);
    }

    /// Adds a list.
    pub(crate) fn add(&mut self, number: u16) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    /// Adds lists that are given as bits.
    pub(crate) fn add_all(&mut self, lists: &[u64]) {
        self.0.iter_mut().zip(lists).for_each(|(bits, own)| *bits |= own);
    }

    /// Whether a list is among them.
    pub(crate) fn holds(&self, number: u16) -> bool {
        self.0.get(number as usize / 64).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }
}

impl Sketch {
    /// That of all words.
    pub(crate) const ALL: Self = Self([u64::MAX; 4]);

    pub(crate) const fn add(&mut self, word: WordId) {
        self.0[word.index() % 4] |= 1 << (word.index() / 4 % 64);
    }

    /// That of the words of two.
    pub(crate) fn with(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).fold(0, |all, (one, other)| all | one & other) != 0
    }
}

impl Words {
    /// Forgets all; the lexicon has so many words, as always.
    pub(crate) fn clear(&mut self, words: usize) {
        for Spelt { word, whole, .. } in self.list.drain(..) {
            if let Some(word) = word {
                self.bits[word.index() / 64] = 0;
            }
            if let Some(whole) = whole {
                self.bits[whole.index() / 64] = 0;
            }
        }
        self.bits.resize(words.div_ceil(64), 0);
    }

    /// Adds those of the next token.
    #[inline]
    pub(crate) fn add(&mut self, spelt: Spelt) {
        if let Some(word) = spelt.word {
            self.bits[word.index() / 64] |= 1 << (word.index() % 64);
        }
        if let Some(whole) = spelt.whole {
            self.bits[whole.index() / 64] |= 1 << (whole.index() % 64);
        }
        self.list.push(spelt);
    }

    pub(crate) fn holds(&self, word: WordId) -> bool {
        self.bits[word.index() / 64] & 1 << (word.index() % 64) != 0
    }

    /// Those of each token.
    pub(crate) fn list(&self) -> &[Spelt] {
        &self.list
    }
}

impl AnyOf {
    pub(crate) fn new(words: impl IntoIterator<Item = WordId>) -> Self {
        let mut words: Vec<WordId> = words.into_iter().collect();
        words.sort_unstable();
        words.dedup();
        let mut sketch = Sketch::default();
        words.iter().for_each(|word| sketch.add(*word));
        const ROOM: usize = 32;
        let mut bits = vec![0; (words.len() * ROOM).div_ceil(64).next_power_of_two()].into_boxed_slice();
        for word in &words {
            let number = WordId::number(Some(*word));
            bits[number / 64 % bits.len()] |= 1 << (number % 64);
        }
        Self { sketch, words: words.into(), bits }
    }

    pub(crate) const fn sketch(&self) -> Sketch {
        self.sketch
    }

    pub(crate) const fn words(&self) -> &[WordId] {
        &self.words
    }

    /// Whether a word is one of them.
    pub(crate) fn holds(&self, word: WordId) -> bool {
        self.may_hold(Some(word)) && self.words.binary_search(&word).is_ok()
    }

    /// Whether a word, if there is one, may be one of them: no look at the list.
    #[inline]
    pub(crate) fn may_hold(&self, word: Option<WordId>) -> bool {
        let number = WordId::number(word);
        let place = (number / 64) & self.bits.len().wrapping_sub(1);
        self.bits.get(place).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }
}
