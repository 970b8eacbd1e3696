//! The beginning of a text in folded form.
//!
//! Where folding changes no more than the case of letters, as nearly everywhere, a few instructions fold sixteen bytes. Other text is folded
//! character by character, and where each folded byte ends in the text is kept.

use wide::u8x16;

use crate::fold::{Case, step};
use crate::run::is_within;

/// Bytes that are looked at.
pub(super) const SEEN: usize = 64;

/// Bytes that are looked at in one instruction.
const LANES: usize = 16;

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
    /// As much of the first `end` bytes of a text as folding leaves as it is but for case.
    #[inline]
    pub(super) fn plain(text: &[u8], end: usize) -> Self {
        let mut bytes = [0; SEEN];
        match text.first_chunk::<SEEN>() {
            Some(chunk) => bytes = *chunk,
            None => bytes[..text.len()].copy_from_slice(text),
        }
        let mut window = Self { folded: bytes, len: 0, is_whole: false, capitals: 0, letters: 0, spaces: 0, wide: 0 };
        let (mut odd, mut hyphens, mut wraps) = (0, 0, 0);
        for (lane, shift) in window.folded.as_chunks_mut::<LANES>().0.iter_mut().zip((0..).step_by(LANES)) {
            let seen = u8x16::new(*lane);
            let is = |byte: u8| seen.simd_eq(u8x16::splat(byte));
            let bits = |lane: u8x16| u64::from(lane.to_bitmask()) << shift;
            let capital = is_within(seen, b'A', b'Z');
            let low = seen | capital & u8x16::splat(0x20);
            window.capitals |= bits(capital);
            window.letters |= bits(is_within(low, b'a', b'z') | is_within(low, b'0', b'9'));
            let wrap = is(b'\n');
            odd |= !bits((is_within(seen, b' ', b'~') | wrap) & !is(b'`')) & 0xFFFF << shift;
            wraps |= bits(wrap);
            hyphens |= bits(is(b'-'));
            // A line break between words is a space.
            let low = low ^ (wrap & u8x16::splat(b'\n' ^ b' '));
            window.spaces |= bits(low.simd_eq(u8x16::splat(b' ')));
            *lane = low.to_array();
        }
        // White space of any length is one space, and that after a hyphen at the end of a line is nothing.
        odd |= window.spaces & window.spaces << 1 | wraps & hyphens << 1;
        window.len = (odd.trailing_zeros() as usize).min(end.min(SEEN));
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

    /// The letters and digits that it begins with, as they stand in the text but for marks.
    #[inline]
    pub(super) fn first_word(&self) -> (u64, usize) {
        let run = (!(self.letters & first_bits(self.len))).trailing_zeros() as usize;
        let (first, _) = self.folded.split_at(8);
        let eight = first.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        (eight ^ (self.capitals & 1) << 5, run)
    }
}

/// Names up to this length are compared in case by masks.
pub(super) const MOST_CAPITALS: usize = u32::BITS as usize;

/// The lowest bits of a number.
const fn first_bits(count: usize) -> u64 {
    if count < SEEN { (1 << count) - 1 } else { u64::MAX }
}

/// A window on text that is folded character by character.
#[derive(Clone, Debug)]
pub(super) struct Folding<'t> {
    window: Window,
    text: &'t str,
    start: usize,
    at: usize,
    /// Where each folded byte ends in the text, counted from its start, or 0 where a character goes on.
    ends: [u16; SEEN],
}

impl<'t> Folding<'t> {
    /// A window on what of a text begins at `start`.
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        let window = Window { folded: [0; SEEN], len: 0, is_whole: false, capitals: 0, letters: 0, spaces: 0, wide: 0 };
        Self { window, text, start, at: start, ends: [0; SEEN] }
    }

    /// Folds on until there are `count` bytes or the text ends or goes beyond what can be seen.
    pub(super) fn fold(&mut self, count: usize) -> &Window {
        let window = &mut self.window;
        while window.len < count {
            let Some(kept) = step(self.text, self.at, Case::Keep) else { break };
            let low = if kept.bytes().is_ascii() { kept } else { step(self.text, self.at, Case::Lower).unwrap_or(kept) };
            let Ok(end) = u16::try_from(low.next - self.start) else { break };
            let Some(room) = window.folded.get_mut(window.len..window.len + low.bytes().len()) else { break };
            room.copy_from_slice(low.bytes());
            for byte in room {
                let bit = 1 << window.len;
                window.capitals |= if byte.is_ascii_uppercase() { bit } else { 0 };
                window.letters |= if byte.is_ascii_alphanumeric() { bit } else { 0 };
                window.spaces |= if *byte == b' ' { bit } else { 0 };
                window.wide |= if byte.is_ascii() { 0 } else { bit };
                byte.make_ascii_lowercase();
                window.len += 1;
            }
            if let (false, Some(last)) = (low.bytes().is_empty(), window.len.checked_sub(1)) {
                self.ends[last] = end;
            }
            self.at = low.next;
        }
        window.is_whole = self.at == self.text.len();
        window
    }

    /// How much of the text so many folded bytes are, if a character ends with them.
    pub(super) fn in_text(&self, len: usize) -> Option<usize> {
        match self.ends[len - 1] {
            0 => None,
            end => Some(end as usize),
        }
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

    /// What a window shows of a text: each folded byte, whether it was a capital, and whether it ends a word.
    fn shown(window: &Window) -> Vec<(u8, bool, bool)> {
        let (_, ends) = window.ends();
        (0..window.len).map(|at| (window.folded[at], window.capitals >> at & 1 != 0, ends >> at & 1 != 0)).collect()
    }

    #[test]
    fn it_is_the_beginning_of_the_folded_text() {
        let long = "Xi Jinping ".repeat(9);
        for text in TEXTS.into_iter().chain([long.as_str()]) {
            let plain = Window::plain(text.as_bytes(), text.len());
            let folded = fold(text);
            assert!(folded.as_bytes().starts_with(&plain.folded[..plain.len]), "{text:?}");
            assert_eq!(plain.is_whole, plain.len == folded.len() && text.len() == folded.len(), "{text:?}");
            let mut folding = Folding::new(text, 0);
            let other = folding.fold(SEEN);
            assert!(folded.as_bytes().starts_with(&other.folded[..other.len]), "{text:?}");
            assert_eq!(other.is_whole, other.len == folded.len(), "{text:?}");
            // Where both see a word end, they agree; the plain one leaves open what its last byte is.
            let (plain, other) = (shown(&plain), shown(other));
            let settled = plain.len().saturating_sub(1);
            assert_eq!(plain[..settled], other[..settled], "{text:?}");
        }
        assert_eq!(Window::plain(b"Verenigde  Staten", 17).len, "Verenigde ".len());
        assert_eq!(Window::plain(b"Verenigde\nStaten", 17).len, 17);
    }

    #[test]
    fn it_tells_where_folded_bytes_end() {
        let text = "Strasse Straße e\u{301}\u{ad}s";
        let mut folding = Folding::new(text, "Strasse ".len());
        folding.fold(SEEN);
        let end = |len| folding.in_text(len).map(|end| &text["Strasse ".len()..][..end]);
        assert_eq!([end(4), end(5), end(6), end(7)], [Some("Stra"), None, Some("Straß"), Some("Straße")]);
        assert_eq!([end(9), end(10)], [Some("Straße e\u{301}"), Some(text.strip_prefix("Strasse ").unwrap())]);
        let (all, must) = folding.fold(SEEN).ends();
        assert_eq!((all, must), (1 << 6 | 1 << 9, 1 << 6 | 1 << 9));
        let mut wide = Folding::new("Xi”", 0);
        let (all, must) = wide.fold(SEEN).ends();
        assert_eq!((all & 0b10, must & 0b10), (0b10, 0));
    }

    #[test]
    fn case_is_a_mask_where_it_can_be() {
        let window = Window::plain(b"Noord-Korea", 11);
        assert_eq!(window.capitals(11), Some(0b100_0001));
        assert_eq!(window.first_word(), (u64::from_le_bytes(*b"Noord-ko"), 5));
        let mut folding = Folding::new("Ёж É", 0);
        let window = folding.fold(SEEN);
        assert_eq!(window.capitals(4), None);
        assert_eq!(Folding::new("É", 0).fold(9).capitals(1), Some(1));
    }
}
