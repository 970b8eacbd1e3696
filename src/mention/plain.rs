//! The beginning of a text in folded form, where folding changes no more than the case of its letters.

use wide::u8x16;

/// Bytes that are looked at.
const SEEN: usize = 64;

/// Bytes that are looked at in one instruction.
const LANES: usize = 16;

/// Up to sixty-four bytes of folded text. They are those of the text as it stands but for case.
#[derive(Debug)]
pub(super) struct Plain {
    bytes: [u8; SEEN],
    len: usize,
    is_whole: bool,
}

impl Plain {
    /// As much of the first `end` bytes of a text as is plain.
    #[inline]
    pub(super) fn of(text: &[u8], end: usize) -> Self {
        let mut bytes = [0; SEEN];
        match text.first_chunk::<SEEN>() {
            Some(chunk) => bytes = *chunk,
            None => bytes[..text.len()].copy_from_slice(text),
        }
        let (mut odd, mut spaces) = (0, 0);
        let (lanes, _) = bytes.as_chunks_mut::<LANES>();
        for (lane, shift) in lanes.iter_mut().zip((0..).step_by(LANES)) {
            let seen = u8x16::new(*lane);
            let above = seen - u8x16::splat(b' ');
            let printable = above.min(u8x16::splat(b'~' - b' ')).simd_eq(above) & !seen.simd_eq(u8x16::splat(b'`'));
            odd |= u64::from(!printable.to_bitmask() & 0xFFFF) << shift;
            spaces |= u64::from(seen.simd_eq(u8x16::splat(b' ')).to_bitmask()) << shift;
            lane.make_ascii_lowercase();
        }
        // White space of any length is one space.
        odd |= spaces & spaces << 1;
        let known = end.min(SEEN);
        let plain = (odd.trailing_zeros() as usize).min(known);
        // A mark belongs to the letter before it.
        let len = if plain < known && !bytes[plain].is_ascii() { plain.saturating_sub(1) } else { plain };
        Self { bytes, len, is_whole: len == end }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Whether the text ends where it ends.
    pub(super) const fn is_whole(&self) -> bool {
        self.is_whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn it_is_the_beginning_of_the_folded_text() {
        let long = "Xi Jinping ".repeat(9);
        for text in ["", "X", "Xi Jinping", "Verenigde  Staten", "Noord-\nKorea", "Oekraïne", "Cafe\u{301} Xi", "d`Hondt", "VS\tEU", &long]
        {
            let plain = Plain::of(text.as_bytes(), text.len());
            let folded = fold(text);
            assert!(folded.as_bytes().starts_with(plain.as_bytes()), "{text:?}");
            assert_eq!(plain.is_whole(), plain.as_bytes().len() == text.len(), "{text:?}");
        }
        assert_eq!(Plain::of(b"Verenigde  Staten", 17).as_bytes(), b"verenigde ");
        assert_eq!(Plain::of("Cafe\u{301}".as_bytes(), 6).as_bytes(), b"caf");
    }
}
