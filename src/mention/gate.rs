//! The gate before the tree: which words can begin an alias at all.
//!
//! Few words begin one, so most of a text is passed over with one look at a set of first words that fits in the cache of a core. A
//! word that only begins longer names, such as `de`, is held together with the word after it. The gate may let words through that
//! begin no alias, never the other way round.

use crate::mention::head::Heads;
use crate::mention::word::Word;

/// The first words of all aliases.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// What is asked first.
    heads: Heads,
    /// Bits by hash. The lower half of a block tells the words that end an alias or are followed by a mark, and the first two words of
    /// others; the upper half tells the words that a space and another word follow.
    blocks: Vec<u64>,
    /// How far a hash is shifted to number a block.
    shift: u32,
    /// Bytes other than letters and digits that begin an alias.
    marks: [bool; 256],
    /// Whether one of them is ASCII.
    has_marks: bool,
}

impl Gate {
    /// A closed gate, with room for `aliases`.
    pub(super) fn new(aliases: usize) -> Self {
        let blocks = aliases.next_power_of_two().max(2);
        Self {
            heads: Heads::new(aliases),
            blocks: vec![0; blocks],
            shift: u64::BITS - blocks.trailing_zeros(),
            marks: [false; 256],
            has_marks: false,
        }
    }

    /// Opens the gate for a folded pattern, which may begin in lower case in a text or only as a capital.
    pub(super) fn open(&mut self, folded: &[u8], begins_low: bool) {
        let first = Word::at(folded, 0);
        if first.is_cut() {
            return;
        }
        if first.len == 0 {
            if let Some(byte) = folded.first() {
                self.marks[*byte as usize] = true;
                self.has_marks |= byte.is_ascii();
            }
            return;
        }
        let begins_low = begins_low || !folded[0].is_ascii_lowercase();
        let second = Word::at(folded, first.len + 1);
        let goes_on = folded.get(first.len) == Some(&b' ') && second.len > 0;
        let ends = folded.len() == if goes_on { first.len + 1 + second.len } else { first.len };
        for is_low in [false, true].into_iter().take(1 + usize::from(begins_low)) {
            self.heads.add(&first, is_low);
            if first.len < 4 && !goes_on {
                self.heads.add(&first.with_s(), is_low);
            }
            // The last word may have a genitive `s`.
            let last = if goes_on { second } else { first };
            for last in [last, last.with_s()].into_iter().take(1 + usize::from(ends)) {
                let hash = if goes_on { pair_hash(&first, &last, is_low) } else { hash(&last, is_low) };
                self.blocks[(hash >> self.shift) as usize] |= ends_bits(hash);
            }
            if goes_on {
                let hash = hash(&first, is_low);
                self.blocks[(hash >> self.shift) as usize] |= goes_on_bits(hash);
            }
        }
    }

    /// The first look at words.
    pub(super) const fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Whether an alias of one word, or of a word and a mark, may begin with a word, and whether one of several words may.
    #[inline]
    pub(super) fn may_admit(&self, word: &Word, is_low: bool) -> (bool, bool) {
        let hash = hash(word, is_low);
        let block = self.blocks[(hash >> self.shift) as usize];
        (holds(block, ends_bits(hash)), holds(block, goes_on_bits(hash)))
    }

    /// Whether an alias may begin with two words.
    #[inline]
    pub(super) fn may_admit_pair(&self, first: &Word, second: &Word, is_low: bool) -> bool {
        let hash = pair_hash(first, second, is_low);
        holds(self.blocks[(hash >> self.shift) as usize], ends_bits(hash))
    }

    /// Whether a mention may begin with `first`, which stands at byte `at` and begins in lower case or not.
    pub(super) fn admits(&self, bytes: &[u8], at: usize, first: &Word, is_low: bool) -> bool {
        let hash = hash(first, is_low);
        let block = self.blocks[(hash >> self.shift) as usize];
        let end = at + first.len;
        if holds(block, ends_bits(hash)) || first.is_cut() || may_go_on(bytes, end) {
            return true;
        }
        holds(block, goes_on_bits(hash)) && self.admits_pair(bytes, first, end, is_low)
    }

    /// Whether a mention may begin with `first` and the word after it.
    fn admits_pair(&self, bytes: &[u8], first: &Word, end: usize, is_low: bool) -> bool {
        match bytes.get(end) {
            Some(b' ') => {}
            // Other white space folds to a space too.
            Some(byte) => return byte.is_ascii_whitespace() || byte.is_ascii_control(),
            None => return false,
        }
        let second = Word::at(bytes, end + 1);
        if second.len == 0 {
            return bytes.get(end + 1).is_some_and(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control() || !byte.is_ascii());
        }
        self.may_admit_pair(first, &second, is_low) || second.is_cut() || may_go_on(bytes, end + 1 + second.len)
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

/// Whether a word may go on at byte `at`, where it ceases to be ASCII letters and digits. Such a word may fold to anything.
#[inline]
fn may_go_on(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| !byte.is_ascii() || *byte == b'_')
}

/// Two bits of the lower half.
const fn ends_bits(hash: u64) -> u64 {
    1 << (hash & 31) | 1 << (hash >> 5 & 31)
}

/// Two bits of the upper half.
const fn goes_on_bits(hash: u64) -> u64 {
    ends_bits(hash) << 32
}

/// Whether all of some bits are set.
#[inline]
const fn holds(block: u64, bits: u64) -> bool {
    block & bits == bits
}

#[inline]
fn hash(word: &Word, is_low: bool) -> u64 {
    mixed(word.head ^ ((word.len as u64) << 1 | u64::from(is_low)).wrapping_mul(0xA24B_AED4_963E_E407))
}

fn pair_hash(first: &Word, second: &Word, is_low: bool) -> u64 {
    mixed(hash(first, is_low).rotate_left(23) ^ hash(second, false))
}

#[inline]
fn mixed(number: u64) -> u64 {
    let product = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // What the upper bits know goes into the lower ones, and back up.
    (product ^ product >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}
