//! Where in a text aliases may begin: its words, by their edges and heads, and those that are worth a look.
//!
//! A stretch of text is gone through three times, each time without a branch that anybody would have to predict: for the edges of words, for
//! their heads, and for the few whose heads begin an alias.

use std::hint::select_unpredictable;

use crate::mention::block::{BLOCK, Block, places, places_of};
use crate::mention::head::{Heads, LETTERS, UNKNOWN, head};
use crate::mention::prefix::eight_at;

/// Bytes of a text that are gone through before the next ones.
const STRETCH: usize = 1024;

/// Most words of a stretch, and one that began before.
const MOST_WORDS: usize = STRETCH / 2 + 1;

/// The words of a stretch. Its memory is used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Where each word begins and ends in turn.
    edges: Vec<usize>,
    /// How many there are.
    count: usize,
    /// 1 if the stretch ends in a word, else 0.
    inside: u64,
    /// The head of each word.
    heads: Vec<u64>,
    /// Those whose head begins an alias.
    picked: Vec<u32>,
    /// Where aliases may begin, in the order of the text.
    found: Vec<usize>,
    found_count: usize,
    /// Those of them that are no words of ASCII letters, until they are put among the others.
    odd: Vec<usize>,
    /// How many of the picked words, the first ones, are among those places.
    admitted: usize,
}

impl Words {
    /// Gets ready for another text.
    pub(super) fn begin(&mut self) {
        if self.edges.is_empty() {
            // A block has room of its own, and behind the last edge stand some that are nowhere.
            self.edges.resize(2 * MOST_WORDS + BLOCK + 5, 0);
            self.heads.resize(MOST_WORDS + 2, 0);
            self.picked.resize(MOST_WORDS + 1, 0);
            self.found.resize(MOST_WORDS + 1, 0);
        }
        (self.count, self.inside) = (0, 0);
    }

    /// Where aliases may begin, in the order of the text.
    pub(super) fn found(&self) -> &[usize] {
        &self.found[..self.found_count]
    }

    /// Of the words with which aliases may begin, where each begins, and where it and the next word end.
    pub(super) fn spans(&self) -> impl Iterator<Item = [usize; 3]> {
        self.picked[..self.admitted].iter().filter_map(|word| {
            let [start, end, _, next_end] = *self.edges.get(2 * *word as usize..)?.first_chunk()?;
            // After the last one comes nothing.
            Some([start, end, if next_end == usize::MAX { end } else { next_end }])
        })
    }

    /// Finds where aliases may begin in a stretch from byte `at` on of a text that ends before byte `end`, and tells where the next
    /// stretch begins. A word that goes on there is told of then.
    pub(super) fn look(&mut self, heads: &Heads, text: &[u8], at: usize, end: usize) -> usize {
        // The edge of a word that goes on is the first one of the next stretch.
        let open = self.count % 2;
        if open == 1 {
            self.edges[0] = self.edges[self.count - 1];
        }
        self.count = open;
        let mut odd = std::mem::take(&mut self.odd);
        let after = self.cut(heads, text, at, end, &mut odd);
        self.pick(heads, text);
        if !odd.is_empty() {
            self.found.truncate(self.found_count);
            self.found.append(&mut odd);
            self.found.sort_unstable();
            self.found_count = self.found.len();
            self.found.resize(self.found_count.max(MOST_WORDS + 1), 0);
        }
        self.odd = odd;
        after
    }

    /// Finds the edges of words, and puts the places of marks and of letters that are not ASCII with which aliases may begin into `odd`.
    fn cut(&mut self, heads: &Heads, text: &[u8], from: usize, end: usize, odd: &mut Vec<usize>) -> usize {
        let mut at = from;
        while at < end && at < from + STRETCH {
            let mut padded = [b' '; BLOCK];
            let bytes = text[at..].first_chunk().unwrap_or_else(|| {
                padded[..text.len() - at].copy_from_slice(&text[at..]);
                &padded
            });
            let block = Block::of(bytes).until(end - at);
            let edges = block.letters ^ (block.letters << 1 | self.inside);
            if let Some(room) = self.edges[self.count..].first_chunk_mut() {
                self.count += places(edges, at, room);
            }
            self.inside = block.letters >> (BLOCK - 1);
            if block.wide != 0 {
                push_leads(heads, bytes, block, at, odd);
            }
            for mark in heads.ascii_marks() {
                let mut marks = places_of(*mark, bytes);
                while marks != 0 && at + (marks.trailing_zeros() as usize) < end {
                    odd.push(at + marks.trailing_zeros() as usize);
                    marks &= marks - 1;
                }
            }
            at += BLOCK;
        }
        if at >= end && self.inside != 0 {
            self.edges[self.count] = end;
            self.count += 1;
        }
        at
    }

    /// Finds the words that aliases may begin with.
    #[inline(never)]
    fn pick(&mut self, heads: &Heads, text: &[u8]) {
        let words = self.count / 2;
        let mut picked = 0;
        for ((edges, place), number) in self.edges[..2 * words].as_chunks::<2>().0.iter().zip(&mut self.heads).zip(0..) {
            let [start, end] = *edges;
            let eight = eight_at(text, start);
            let run = (end - start).min(LETTERS);
            // Letters that are not ASCII may fold to any.
            let goes_on = eight >> (8 * run.min(LETTERS - 1)) >> 7 & 1;
            let head = head(eight, run) & goes_on.wrapping_sub(1);
            *place = head;
            self.picked[picked] = number;
            picked += usize::from(heads.begins_any(head));
        }
        // What comes after the last one is not known.
        self.heads[words..words + 2].fill(UNKNOWN);
        self.edges[self.count..self.count + 5].fill(usize::MAX);
        let mut found = 0;
        for at in 0..picked {
            let number = self.picked[at];
            let word = number as usize;
            let Some([start, end, next, next_end, third]) = self.edges[2 * word..].first_chunk().copied() else { continue };
            let Some([own, second_head, third_head]) = self.heads[word..].first_chunk().copied() else { continue };
            let second_head = select_unpredictable(next == end + 1, second_head, UNKNOWN);
            let third_head = select_unpredictable(third == next_end.wrapping_add(1), third_head, UNKNOWN);
            self.found[found] = start;
            self.picked[found] = number;
            found += usize::from(heads.admit(own, second_head, third_head));
        }
        (self.found_count, self.admitted) = (found, found);
    }
}

/// Puts the characters of a block that are not ASCII and that an alias may begin with into `odd`, by and large.
#[cold]
fn push_leads(heads: &Heads, bytes: &[u8; BLOCK], block: Block, at: usize, odd: &mut Vec<usize>) {
    let mut wide = block.wide;
    while wide != 0 {
        let place = wide.trailing_zeros() as usize;
        wide &= wide - 1;
        let after_letter = place > 0 && block.letters >> (place - 1) & 1 != 0;
        let is_passed = match (bytes[place], bytes.get(place + 1)) {
            // Not the beginning of a character.
            (..0xC0, _) => true,
            // Quotes and dashes fold to these.
            (0xE2, Some(0x80)) => !(heads.admits_mark(b'\'') || heads.admits_mark(b'-') || heads.admits_mark(0xE2)),
            // A letter with a diacritic in a word: all of these are but `×` and `÷`.
            (0xC3, Some(second)) => after_letter && !matches!(second, 0x97 | 0xB7),
            _ => false,
        };
        if !is_passed {
            odd.push(at + place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::head::Cases;

    fn found(heads: &Heads, text: &str, from: usize, end: usize) -> Vec<usize> {
        let mut words = Words::default();
        words.begin();
        let (mut at, mut all) = (from, Vec::new());
        while at < end {
            at = words.look(heads, text.as_bytes(), at, end);
            all.extend_from_slice(words.found());
        }
        all
    }

    #[test]
    fn names_are_found_wherever_they_stand() {
        let mut heads = Heads::new(10);
        let cases = Cases { first_low: false, second_low: false, third_low: false, takes_s: true };
        ["de croo", "xi", "oekraine", "'s gravenhage", "eritrea", "washington"].iter().for_each(|name| heads.add(name.as_bytes(), cases));
        for name in ["De Croo", "Xi", "Oekraïne", "'s Gravenhage", "Éritrea", "WASHINGTON"] {
            for filler in [".", "a ", "ë", &"z".repeat(2_000)] {
                for count in (0..150).chain(990..1_060) {
                    let before = format!("{} ", filler.repeat(count));
                    let text = format!("{before}{name} {before}");
                    let start = before.len();
                    let whole = found(&heads, &text, 0, text.len());
                    assert!(whole.contains(&start), "{name} after {count} times {filler:.5}");
                    assert!(whole.is_sorted());
                    assert!(found(&heads, &text, 0, start + name.len()).contains(&start));
                    assert!(found(&heads, &text, start, start + name.len()).contains(&start));
                    assert!(!found(&heads, &text, 0, start).contains(&start));
                }
                if filler.len() > 2 {
                    break;
                }
            }
        }
    }

    #[test]
    fn words_that_begin_no_name_are_passed_over() {
        let mut heads = Heads::new(10);
        let cases = Cases { first_low: false, second_low: false, third_low: false, takes_s: true };
        ["de croo", "xi"].iter().for_each(|name| heads.add(name.as_bytes(), cases));
        let text = "De premier zei “dat is” hij het xi vindt – Dexter ook: De Gaulle. ".repeat(50);
        // But for words that go on with what may be letters, and quotes that a block does not show as a whole.
        let found = found(&heads, &text, 0, text.len());
        let words: Vec<usize> = found.iter().copied().filter(|at| text.as_bytes()[*at].is_ascii()).collect();
        assert_eq!(words.len(), 50);
        assert!(words.iter().all(|at| text[*at..].starts_with("is”")));
        assert!(found.len() < 60);
    }
}
