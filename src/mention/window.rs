//! The beginning of a text in folded form.
//!
//! Where folding changes no more than the case of letters, as nearly everywhere, a few instructions fold sixteen bytes. Other text is folded
//! character by character, and where each folded byte ends in the text is kept.

use wide::u8x16;

use crate::fold::{Case, step};
use crate::mention::head::head;
use crate::mention::prefix::{SEEN, eight_at, run_of};
use crate::run::is_within;

/// Bytes that are looked at in one instruction.
pub(super) const LANES: usize = 16;

/// Up to sixty-four bytes of folded text.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// Folded text, with anything after its end.
    folded: [u8; SEEN],
    len: usize,
    /// Whether the text ends where it ends.
    is_whole: bool,
    /// A bit for each byte: ASCII letters that were capitals, ASCII letters and digits, spaces, and what is not ASCII.
    capitals: u64,
    letters: u64,
    spaces: u64,
    wide: u64,
}

impl Window {
    /// As much of the first `end` bytes of a text as folding leaves as it is but for case, if that shows in so many lanes.
    #[inline]
    pub(super) fn plain<const COUNT: usize>(text: &[u8], end: usize) -> Self {
        let mut bytes = [0; SEEN];
        match text.first_chunk::<SEEN>() {
            Some(chunk) => bytes = *chunk,
            None => bytes[..text.len()].copy_from_slice(text),
        }
        let mut window = Self { folded: bytes, len: 0, is_whole: false, capitals: 0, letters: 0, spaces: 0, wide: 0 };
        let (mut odd, mut wraps) = (0, 0);
        for (lane, shift) in window.folded.as_chunks_mut::<LANES>().0.iter_mut().take(COUNT).zip((0..).step_by(LANES)) {
            let seen = u8x16::new(*lane);
            let (low, capital, letter) = lower(seen);
            let wrap = seen.simd_eq(u8x16::splat(b'\n'));
            // A line break between words is a space.
            let low = low ^ (wrap & u8x16::splat(b'\n' ^ b' '));
            let plain = is_within(low, b' ', b'~') & !seen.simd_eq(u8x16::splat(b'`'));
            let bits = |lane: u8x16| u64::from(lane.to_bitmask()) << shift;
            window.capitals |= bits(capital);
            window.letters |= bits(letter);
            window.spaces |= bits(low.simd_eq(u8x16::splat(b' ')));
            odd |= bits(!plain);
            wraps |= bits(wrap);
            *lane = low.to_array();
        }
        // White space of any length is one space, and that after a hyphen at the end of a line is nothing.
        odd |= window.spaces & window.spaces << 1;
        if wraps != 0 {
            odd |= (1..SEEN).filter(|at| wraps >> at & 1 != 0 && bytes[at - 1] == b'-').fold(0, |odd, at| odd | 1 << at);
        }
        window.len = (odd.trailing_zeros() as usize).min(end.min(LANES * COUNT));
        window.is_whole = window.len == end;
        window
    }

    /// Folded text with whatever stands after its end.
    #[inline]
    pub(super) const fn folded(&self) -> &[u8; SEEN] {
        &self.folded
    }

    /// Whether the text ends where it ends.
    #[inline]
    pub(super) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The letters of the first `len` bytes that were capitals in the text, a bit each, if that is all there is to say of case.
    #[inline]
    pub(super) const fn capitals(&self, len: usize) -> Option<u32> {
        if len > MOST_CAPITALS {
            return None;
        }
        let seen = first_bits(len);
        if self.wide & seen != 0 { None } else { Some((self.capitals & seen) as u32) }
    }

    /// The bytes that beginnings of aliases may end with, a bit each, and whether a beginning that ends there must be known for any longer
    /// one to be.
    #[inline]
    pub(super) const fn ends(&self) -> (u64, u64) {
        let seen = first_bits(self.len);
        let words = (self.letters | self.wide) & seen;
        // What comes after the last byte decides about it.
        let decided = if self.is_whole { seen } else { seen >> 1 };
        let ends = !(words & words >> 1 | self.spaces) & decided;
        (ends | (self.wide | self.wide >> 1) & decided, ends)
    }

    /// Whether the byte at a place is an `s` that follows a letter.
    #[inline]
    pub(super) const fn is_final_s(&self, at: usize) -> bool {
        at > 0 && self.folded[at] == b's' && self.letters >> (at - 1) & 1 != 0
    }
}

/// Names up to this length are compared in case by masks.
pub(super) const MOST_CAPITALS: usize = u32::BITS as usize;

/// The lowest bits of a number.
const fn first_bits(count: usize) -> u64 {
    if count < SEEN { (1 << count) - 1 } else { u64::MAX }
}

/// Text that is folded character by character.
#[derive(Clone, Debug)]
pub(super) struct Folding<'t> {
    text: &'t str,
    start: usize,
    at: usize,
    /// Folded text. ASCII letters are in the case that they have in the text.
    kept: [u8; SEEN],
    len: usize,
    /// Where each folded byte ends in the text, counted from its start, or 0 where a character goes on.
    ends: [u16; SEEN],
}

impl<'t> Folding<'t> {
    /// What of a text begins at `start`.
    pub(super) const fn new(text: &'t str, start: usize) -> Self {
        Self { text, start, at: start, kept: [0; SEEN], len: 0, ends: [0; SEEN] }
    }

    /// Folds on until there are `count` bytes, or the text ends or goes beyond what there is room for.
    pub(super) fn fold(&mut self, count: usize) {
        let bytes = self.text.as_bytes();
        while self.len < count {
            match bytes.get(self.at..) {
                Some([byte, rest @ ..]) if stands_for_itself(*byte, rest.first().copied()) => {
                    let Ok(end) = u16::try_from(self.at + 1 - self.start) else { return };
                    self.kept[self.len] = *byte;
                    self.ends[self.len] = end;
                    self.len += 1;
                    self.at += 1;
                }
                _ => {
                    let Some(kept) = step(self.text, self.at, Case::Keep) else { return };
                    let is_plain = kept.bytes().is_ascii();
                    let Some(unit) = (if is_plain { Some(kept) } else { step(self.text, self.at, Case::Lower) }) else { return };
                    let Ok(end) = u16::try_from(unit.next - self.start) else { return };
                    let Some(room) = self.kept.get_mut(self.len..self.len + unit.bytes().len()) else { return };
                    room.copy_from_slice(unit.bytes());
                    self.len += unit.bytes().len();
                    self.at = unit.next;
                    // What folds to nothing is no part of a name that ends before it.
                    if let (false, Some(last)) = (unit.bytes().is_empty(), self.len.checked_sub(1)) {
                        self.ends[last] = end;
                    }
                }
            }
        }
    }

    /// The head of the word that it begins with, as far as it is folded, if that is a word of ASCII letters and digits.
    pub(super) fn head(&self) -> Option<u64> {
        let run = run_of(&self.kept[..self.len]);
        (run > 0).then(|| head(eight_at(&self.kept, 0), run))
    }

    /// What is folded.
    pub(super) fn window(&self) -> Window {
        let is_whole = self.at == self.text.len();
        let mut window = Window { folded: self.kept, len: self.len, is_whole, capitals: 0, letters: 0, spaces: 0, wide: 0 };
        for (lane, shift) in window.folded.as_chunks_mut::<LANES>().0.iter_mut().zip((0..).step_by(LANES)) {
            let seen = u8x16::new(*lane);
            let (low, capital, letter) = lower(seen);
            let bits = |lane: u8x16| u64::from(lane.to_bitmask()) << shift;
            window.capitals |= bits(capital);
            window.letters |= bits(letter);
            window.spaces |= bits(low.simd_eq(u8x16::splat(b' ')));
            window.wide |= bits(low);
            *lane = low.to_array();
        }
        window
    }

    /// How much of the text so many folded bytes are, if a character ends with them.
    pub(super) const fn in_text(&self, len: usize) -> Option<usize> {
        match self.ends[len - 1] {
            0 => None,
            end => Some(end as usize),
        }
    }
}

/// Letters in lower case, and which of them were capitals, and which are ASCII letters and digits.
#[inline]
fn lower(lane: u8x16) -> (u8x16, u8x16, u8x16) {
    let capital = is_within(lane, b'A', b'Z');
    let low = lane | capital & u8x16::splat(0x20);
    (low, capital, is_within(low, b'a', b'z') | is_within(low, b'0', b'9'))
}

/// Whether folding leaves a byte as it is but for case, and the next one is no part of it.
fn stands_for_itself(byte: u8, next: Option<u8>) -> bool {
    match (byte, next) {
        (_, Some(0x80..)) | (0..b' ' | b'`' | 0x7F.., _) => false,
        (b' ' | b'-', Some(next)) => next.is_ascii_graphic(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    const TEXTS: [&str; 12] = [
        "",
        "X",
        "Xi Jinping",
        "Verenigde  Staten",
        "Verenigde\nStaten",
        "Noord-\nKorea",
        "Oekraïne",
        "Cafe\u{301} Xi",
        "d`Hondt",
        "VS\tEU",
        "Straße in Москва",
        "Oe\u{ad}kraïne – één, “Poetins” ",
    ];

    fn window(text: &str, start: usize) -> Window {
        let mut folding = Folding::new(text, start);
        folding.fold(SEEN);
        folding.window()
    }

    /// What a window shows of a text: each folded byte, whether it was a capital, and whether it ends a word.
    fn shown(window: &Window) -> Vec<(u8, bool, bool)> {
        let (_, ends) = window.ends();
        (0..window.len).map(|at| (window.folded[at], window.capitals >> at & 1 != 0, ends >> at & 1 != 0)).collect()
    }

    #[test]
    fn it_is_the_beginning_of_the_folded_text() {
        let long = "Xi Jinping ".repeat(9);
        for text in TEXTS.into_iter().chain([long.as_str()]) {
            let plain = Window::plain::<4>(text.as_bytes(), text.len());
            let folded = fold(text);
            assert!(folded.as_bytes().starts_with(&plain.folded[..plain.len]), "{text:?}");
            assert_eq!(plain.is_whole, plain.len == folded.len() && text.len() == folded.len(), "{text:?}");
            let other = window(text, 0);
            assert!(folded.as_bytes().starts_with(&other.folded[..other.len]), "{text:?}");
            assert_eq!(other.is_whole, other.len == folded.len(), "{text:?}");
            // Where both see a word end, they agree; the plain one leaves open what its last byte is.
            let (plain, other) = (shown(&plain), shown(&other));
            let settled = plain.len().saturating_sub(1);
            assert_eq!(plain[..settled], other[..settled], "{text:?}");
        }
        assert_eq!(Window::plain::<2>(b"Verenigde  Staten", 17).len, "Verenigde ".len());
        assert_eq!(Window::plain::<2>(b"Verenigde\nStaten", 16).len, 16);
    }

    #[test]
    fn it_tells_where_folded_bytes_end() {
        let text = "Strasse Straße e\u{301}\u{ad}s";
        let mut folding = Folding::new(text, "Strasse ".len());
        folding.fold(SEEN);
        let end = |len| folding.in_text(len).map(|end| &text["Strasse ".len()..][..end]);
        assert_eq!([end(4), end(5), end(6), end(7)], [Some("Stra"), None, Some("Straß"), Some("Straße")]);
        assert_eq!([end(9), end(10)], [Some("Straße e\u{301}"), Some(text.strip_prefix("Strasse ").unwrap())]);
        let (all, must) = folding.window().ends();
        assert_eq!((all, must), (1 << 6 | 1 << 9, 1 << 6 | 1 << 9));
        let (all, must) = window("Xi”", 0).ends();
        assert_eq!((all & 0b10, must & 0b10), (0b10, 0));
    }

    #[test]
    fn case_is_a_mask_where_it_can_be() {
        let plain = Window::plain::<2>(b"Noord-Korea", 11);
        assert_eq!(plain.capitals(11), Some(0b100_0001));
        assert_eq!(window("Ёж É", 0).capitals(4), None);
        assert_eq!(window("É", 0).capitals(1), Some(1));
    }
}
