//! The gate before the tree: which words can begin an alias at all.
//!
//! Few words begin one, so most of a text is passed over with one look at a set of first words that fits in the cache of a core. A
//! word that only begins longer names, such as `de`, is held together with the word after it. The gate may let words through that
//! begin no alias, never the other way round.

use crate::mention::word::Word;

/// Aliases for each 64 bits of the set: so few that one word in twenty is let through in vain, so many that the set stays in the cache.
const ALIASES_A_BLOCK: usize = 3;

/// The first words of all aliases.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// Bits by hash. The lower half of a block tells the words that end an alias or are followed by a mark, and the first two words of
    /// others; the upper half tells the words that a space and another word follow.
    blocks: Vec<u64>,
    /// How far a hash is shifted to number a block.
    shift: u32,
    /// Bytes other than letters and digits that begin an alias, and those that begin a character that is not ASCII.
    marks: [bool; 256],
}

impl Gate {
    /// A closed gate, with room for `aliases`.
    pub(super) fn new(aliases: usize) -> Self {
        let blocks = (aliases / ALIASES_A_BLOCK).next_power_of_two().max(2);
        let mut marks = [false; 256];
        marks[0xC0..].fill(true);
        Self { blocks: vec![0; blocks], shift: u64::BITS - blocks.trailing_zeros(), marks }
    }

    /// Opens the gate for a folded pattern, which may begin in lower case in a text or only as a capital.
    pub(super) fn open(&mut self, folded: &[u8], begins_low: bool) {
        let first = Word::at(folded, 0);
        if first.is_cut() {
            return;
        }
        if first.len == 0 {
            folded.first().into_iter().for_each(|byte| self.marks[*byte as usize] = true);
            return;
        }
        let begins_low = begins_low || !folded[0].is_ascii_lowercase();
        let second = Word::at(folded, first.len + 1);
        let goes_on = folded.get(first.len) == Some(&b' ') && second.len > 0;
        let ends = folded.len() == if goes_on { first.len + 1 + second.len } else { first.len };
        for is_low in [false, true].into_iter().take(1 + usize::from(begins_low)) {
            // The last word may have a genitive `s`.
            let last = if goes_on { second } else { first };
            for last in [last, last.with_s()].into_iter().take(1 + usize::from(ends)) {
                let hash = if goes_on { pair_hash(&first, &last, is_low) } else { hash(&last, is_low) };
                self.blocks[(hash >> self.shift) as usize] |= ends_bit(hash);
            }
            if goes_on {
                let hash = hash(&first, is_low);
                self.blocks[(hash >> self.shift) as usize] |= goes_on_bit(hash);
            }
        }
    }

    /// Whether an alias may begin with a word, as far as can be told without a look at what follows.
    #[inline]
    pub(super) fn may_admit(&self, word: &Word, is_low: bool) -> bool {
        let hash = hash(word, is_low);
        self.blocks[(hash >> self.shift) as usize] & (ends_bit(hash) | goes_on_bit(hash)) != 0 || word.is_cut()
    }

    /// Whether a mention may begin with `first`, which stands at byte `at` and begins in lower case or not.
    pub(super) fn admits(&self, bytes: &[u8], at: usize, first: &Word, is_low: bool) -> bool {
        let hash = hash(first, is_low);
        let block = self.blocks[(hash >> self.shift) as usize];
        let end = at + first.len;
        if block & ends_bit(hash) != 0 || first.is_cut() || may_go_on(bytes, end) {
            return true;
        }
        block & goes_on_bit(hash) != 0 && self.admits_pair(bytes, first, end, is_low)
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
        let hash = pair_hash(first, &second, is_low);
        self.blocks[(hash >> self.shift) as usize] & ends_bit(hash) != 0 || second.is_cut() || may_go_on(bytes, end + 1 + second.len)
    }

    /// Whether an alias may begin with this byte, which is no ASCII letter or digit.
    #[inline]
    pub(super) fn admits_mark(&self, byte: u8) -> bool {
        self.marks[byte as usize]
    }
}

/// Whether a word may go on at byte `at`, where it ceases to be ASCII letters and digits. Such a word may fold to anything.
#[inline]
fn may_go_on(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| !byte.is_ascii() || *byte == b'_')
}

const fn ends_bit(hash: u64) -> u64 {
    1 << (hash & 31)
}

const fn goes_on_bit(hash: u64) -> u64 {
    1 << (32 | (hash >> 5 & 31))
}

#[inline]
fn hash(word: &Word, is_low: bool) -> u64 {
    mixed(word.head ^ mixed((word.len as u64) << 1 | u64::from(is_low)))
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
