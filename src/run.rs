//! Looking through the bytes of a text many at a time: for runs of letters and digits, and for marks.
//!
//! Words are short and of all lengths, so that a loop over their bytes is mispredicted at every word.

use std::ops::ControlFlow;

use wide::u8x16;

/// Bytes that are looked at together, and those of them that one instruction sees.
const BLOCK: usize = u64::BITS as usize;
const LANES: usize = 16;

/// A stretch without ASCII marks and white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run<'t> {
    whole: &'t str,
    start: usize,
    end: usize,
    /// Whether all of it is ASCII: one word.
    pub is_plain: bool,
}

impl<'t> Run<'t> {
    /// ASCII letters and digits, and characters that are not ASCII, be they letters or not.
    pub fn text(&self) -> &'t str {
        &self.whole[self.start..self.end]
    }

    /// The same as bytes, which takes less than to see that characters begin and end there.
    #[inline]
    pub fn bytes(&self) -> &'t [u8] {
        &self.whole.as_bytes()[self.start..self.end]
    }

    /// Its first and its last eight bytes as numbers; all of them twice where there are fewer.
    #[inline]
    pub fn ends(&self) -> [u64; 2] {
        const WIDTH: usize = size_of::<u64>();
        let bytes = self.whole.as_bytes();
        // What stands beside a short run is shifted out, which no length needs to be guessed for.
        let beside = 8 * (WIDTH - self.bytes().len().clamp(1, WIDTH));
        let first = bytes[self.start..].first_chunk().map(|first| u64::from_le_bytes(*first) << beside >> beside);
        let last = bytes[..self.end].last_chunk().map(|last| u64::from_le_bytes(*last) >> beside);
        match (first, last) {
            (Some(first), Some(last)) => [first, last],
            (Some(all), None) | (None, Some(all)) => [all; 2],
            (None, None) => [self.bytes().iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)); 2],
        }
    }

    /// A text as a run of its own.
    pub const fn of(text: &'t str) -> Self {
        Self { whole: text, start: 0, end: text.len(), is_plain: false }
    }
}

/// Gives every run of a text to `each` in order, until that breaks off.
#[inline]
pub(crate) fn runs<'t>(text: &'t str, mut each: impl FnMut(Run<'t>) -> ControlFlow<()>) -> ControlFlow<()> {
    let bytes = text.as_bytes();
    // Where the run under way began, if there is one, and whether a block before this one holds a wide character of it.
    let (mut start, mut is_open, mut has_wide) = (0, false, false);
    let (mut at, mut before) = (0, 0);
    let next = |mask: &mut u64| {
        let bit = mask.trailing_zeros();
        *mask &= mask.wrapping_sub(1);
        bit as usize
    };
    // The block after the last one is empty, and ends what reaches the end of the text.
    while at <= bytes.len() {
        let (inside, wide) = masks(&bytes[at..]);
        let edges = inside ^ (inside << 1 | before);
        before = inside >> (BLOCK - 1);
        let (mut starts, mut ends) = (edges & inside, edges & !inside);
        if !is_open {
            start = at + next(&mut starts);
        }
        while ends != 0 {
            let bit = next(&mut ends);
            let is_plain = !has_wide && (wide == 0 || wide & (u64::MAX << start.saturating_sub(at)) & !(u64::MAX << bit) == 0);
            each(Run { whole: text, start, end: at + bit, is_plain })?;
            // Where no other begins, this is where the next block does.
            start = at + next(&mut starts);
            has_wide = false;
        }
        at += BLOCK;
        is_open = start < at;
        has_wide |= is_open && wide != 0 && wide >> (start + BLOCK).saturating_sub(at) != 0;
    }
    ControlFlow::Continue(())
}

/// Whether words stand in a text with one space between them, and nothing before and after them, as they do in nearly every paragraph.
pub(crate) fn is_singly_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before = 0;
    for (at, rest) in (0..bytes.len()).step_by(BLOCK).map(|at| (at, &bytes[at..])) {
        // Spaces; controls, and what the white space beyond ASCII begins with.
        let (mut spaces, mut odd) = (0, 0);
        for (lane, shift) in lanes(rest, &mut [0; BLOCK]) {
            let wide = lane.simd_eq(u8x16::splat(0xC2)) | is_within(lane, 0xE1, 0xE3);
            spaces |= u64::from(lane.simd_eq(u8x16::splat(b' ')).to_bitmask()) << shift;
            odd |= u64::from((wide | is_within(lane, 0, b' ' - 1)).to_bitmask()) << shift;
        }
        if rest.len() < BLOCK {
            odd &= !(u64::MAX << rest.len());
        }
        if spaces & (spaces << 1 | before) != 0 {
            return false;
        }
        before = spaces >> (BLOCK - 1);
        while odd != 0 {
            if text[at + odd.trailing_zeros() as usize..].starts_with(char::is_whitespace) {
                return false;
            }
            odd &= odd - 1;
        }
    }
    !text.starts_with(' ') && !text.ends_with(' ') && !text.is_empty()
}

/// The bytes of a text that are one of some kinds, for kinds that `memchr` has no search for.
pub(crate) struct Marks<'t, const KINDS: usize> {
    bytes: &'t [u8],
    kinds: [u8; KINDS],
    /// The block that was looked at last, and which of its bytes are wanted.
    block: usize,
    found: u64,
}

impl<'t, const KINDS: usize> Marks<'t, KINDS> {
    pub fn new(text: &'t str, kinds: [u8; KINDS]) -> Self {
        Self { bytes: text.as_bytes(), kinds, block: usize::MAX, found: 0 }
    }

    /// The first one from byte `at` on. To go on from there costs little, since each block is looked at once.
    #[inline]
    pub fn next(&mut self, at: usize) -> Option<usize> {
        let mut at = at;
        while at < self.bytes.len() {
            let block = at / BLOCK;
            if block != self.block {
                self.block = block;
                self.found = self.look(&self.bytes[block * BLOCK..]);
            }
            let left = self.found >> (at % BLOCK);
            if left != 0 {
                return Some(at + left.trailing_zeros() as usize);
            }
            at = (block + 1) * BLOCK;
        }
        None
    }

    #[inline]
    fn look(&self, rest: &[u8]) -> u64 {
        let mut found = 0;
        for (lane, shift) in lanes(rest, &mut [0; BLOCK]) {
            let is_one = self.kinds.iter().fold(u8x16::ZERO, |is_one, kind| is_one | lane.simd_eq(u8x16::splat(*kind)));
            found |= u64::from(is_one.to_bitmask()) << shift;
        }
        // What fills up the last block is none of the text.
        if rest.len() < BLOCK { found & !(u64::MAX << rest.len()) } else { found }
    }
}

/// The first bytes of a text in portions of one instruction, and the place of each portion. A block that is not full is filled up in
/// `room`.
#[inline]
fn lanes<'a>(rest: &'a [u8], room: &'a mut [u8; BLOCK]) -> impl Iterator<Item = (u8x16, usize)> {
    let block: &[u8; BLOCK] = match rest.first_chunk() {
        Some(block) => block,
        None => {
            room[..rest.len()].copy_from_slice(rest);
            room
        }
    };
    block.as_chunks::<LANES>().0.iter().map(|lane| u8x16::new(*lane)).zip((0..).step_by(LANES))
}

/// Which bytes of a block belong to runs, and which of them are not ASCII: a bit for each byte, the first one lowest.
#[inline]
fn masks(rest: &[u8]) -> (u64, u64) {
    let (mut inside, mut wide) = (0, 0);
    for (lane, shift) in lanes(rest, &mut [0; BLOCK]) {
        // Setting this bit makes letters lower case.
        let letters = is_within(lane | u8x16::splat(0x20), b'a', b'z') | is_within(lane, b'0', b'9');
        let beyond = u64::from(lane.to_bitmask()) << shift;
        inside |= u64::from(letters.to_bitmask()) << shift | beyond;
        wide |= beyond;
    }
    (inside, wide)
}

/// All ones in each byte that is from `first` to `last`.
#[inline]
pub(crate) fn is_within(lane: u8x16, first: u8, last: u8) -> u8x16 {
    let above = lane - u8x16::splat(first);
    above.min(u8x16::splat(last - first)).simd_eq(above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_run_do_not_hang_on_what_stands_beside_it() {
        for text in ["a", "één", "achtste!", "zevende", "negentien", "ongelooflijk lang"] {
            let [first, last] = Run::of(text).ends();
            let (head, tail) = (&text.as_bytes()[..text.len().min(8)], &text.as_bytes()[text.len().saturating_sub(8)..]);
            assert_eq!((&first.to_le_bytes()[..head.len()], &last.to_le_bytes()[..tail.len()]), (head, tail));
            for (before, after) in [("", "x"), ("x", ""), ("1234567", "1234567"), ("0123456789", "0123456789")] {
                let whole = [before, text, after].concat();
                let run = Run { whole: &whole, start: before.len(), end: before.len() + text.len(), is_plain: false };
                assert_eq!(run.ends(), [first, last], "{whole:?}");
            }
        }
    }

    fn one_by_one(text: &str) -> Vec<(&str, bool)> {
        let is_mark = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
        text.split(is_mark).filter(|run| !run.is_empty()).map(|run| (run, run.is_ascii())).collect()
    }

    fn found(text: &str) -> Vec<(&str, bool)> {
        let mut found = Vec::new();
        let _ = runs(text, |run| {
            found.push((run.text(), run.is_plain));
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn runs_are_those_that_a_loop_over_characters_finds() {
        let all = "De 27 EU-landen: “Oekraïne” (é) – @[`{ NAVO/Cuba\n";
        for shift in 0..130 {
            for text in
                [format!("{}{all}", ".".repeat(shift)), format!("{}{all}", "a".repeat(shift)), format!("{}ï{all}", "x".repeat(shift))]
            {
                assert_eq!(found(&text), one_by_one(&text));
                assert_eq!(found(text.trim_end()), one_by_one(text.trim_end()));
            }
        }
        assert_eq!(found(""), []);
        assert_eq!(found(&"a".repeat(64)), one_by_one(&"a".repeat(64)));
    }

    #[test]
    fn marks_are_found_at_every_place() {
        let text: String = (0..300).map(|at: usize| if at * at % 7 == 2 || at > 290 { "!" } else { ["a", "é", "\0"][at % 3] }).collect();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let text = &text[..end];
            let mut marks = Marks::new(text, [b'!', b'?']);
            for at in 0..=end {
                assert_eq!(marks.next(at), text.as_bytes()[at..].iter().position(|byte| *byte == b'!').map(|place| at + place));
            }
        }
        assert_eq!(Marks::new("a", [0]).next(0), None);
    }

    #[test]
    fn white_space_is_told_from_single_spaces() {
        let all: String = (0..=0x3100).filter_map(char::from_u32).collect();
        for c in all.chars() {
            let text = format!("Een {}{c}woord", "lang ".repeat(12));
            assert_eq!(is_singly_spaced(&text), text.split_whitespace().collect::<Vec<_>>().join(" ") == text, "{c:?}");
        }
        for (text, expected) in [("", false), (" a", false), ("a ", false), ("a  b", false), ("a", true), ("“a” é", true)] {
            assert_eq!(is_singly_spaced(text), expected, "{text:?}");
        }
        for shift in 0..130 {
            assert!(!is_singly_spaced(&format!("{}  a", "a".repeat(shift))), "{shift}");
        }
    }

    #[test]
    fn whoever_has_enough_breaks_off() {
        let mut count = 0;
        let flow = runs("a b c", |_| {
            count += 1;
            if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((flow, count), (ControlFlow::Break(()), 2));
    }
}
