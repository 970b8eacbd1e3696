//! Runs of ASCII letters and digits, found eight bytes at a time.

/// A run of ASCII letters and digits, or the beginning of a long one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its first eight bytes in lower case, padded with zeros.
    pub(super) head: u64,
    /// Its length in bytes, at most [`LONGEST`].
    pub(super) len: usize,
}

/// Where longer words are cut.
pub(super) const LONGEST: usize = 32;

/// One bit a byte: the highest.
const HIGH: u64 = each(0x80);

impl Word {
    /// The run that begins at byte `at`; it may be empty.
    #[inline]
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let mut len = 0;
        loop {
            let run = run_len(eight_at(bytes, at + len));
            len += run;
            if run < 8 || len >= LONGEST {
                return Self::new(bytes, at, len);
            }
        }
    }

    #[inline]
    fn new(bytes: &[u8], at: usize, len: usize) -> Self {
        Self::of(eight_at(bytes, at), len)
    }

    /// The run of so many bytes that begins with these eight, the first one lowest.
    #[inline]
    pub(super) fn of(eight: u64, len: usize) -> Self {
        // Setting this bit makes letters lower case and leaves digits as they are.
        let lower = eight | each(0x20);
        let head = if len < 8 { lower & ((1 << (8 * len)) - 1) } else { lower };
        Self { head, len: len.min(LONGEST) }
    }

    /// Whether it is cut, so that nothing is known of its end.
    pub(super) const fn is_cut(&self) -> bool {
        self.len == LONGEST
    }

    /// The word with an `s` at its end.
    pub(super) const fn with_s(self) -> Self {
        let head = if self.len < 8 { self.head | (b's' as u64) << (8 * self.len) } else { self.head };
        Self { head, len: self.len + 1 }
    }
}

/// Whether an ASCII letter or digit is a small letter.
#[inline]
pub(super) const fn is_low(byte: u8) -> bool {
    byte & 0x60 == 0x60
}

/// The eight bytes from `at` on, the first one lowest, with zeros after the end.
#[inline]
fn eight_at(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    rest.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// How many of eight bytes, from the lowest on, are letters or digits.
#[inline]
const fn run_len(eight: u64) -> usize {
    ((!letters_and_digits(eight) & HIGH).trailing_zeros() / 8) as usize
}

/// Eight bytes that are all this one.
const fn each(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}

/// Sets the highest bit of each byte that is an ASCII letter or digit. The other bits mean nothing.
#[inline]
const fn letters_and_digits(eight: u64) -> u64 {
    // Adding to seven bits carries into the eighth where a byte is at least as large as a bound.
    let seven = eight & !HIGH;
    let low = seven | each(0x20);
    let letters = (low + each(0x80 - b'a')) & !(low + each(0x7F - b'z'));
    let digits = (seven + each(0x80 - b'0')) & !(seven + each(0x7F - b'9'));
    (letters | digits) & !eight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_right_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'x'; 20];
                bytes[place] = byte;
                let expected = if byte.is_ascii_alphanumeric() { 20 } else { place };
                assert_eq!(Word::at(&bytes, 0).len, expected, "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn heads_are_lower_case_and_padded() {
        let head = |text: &str, at| Word::at(text.as_bytes(), at).head;
        assert_eq!(head("De EU9 ", 3), u64::from_le_bytes(*b"eu9\0\0\0\0\0"));
        assert_eq!(head("Oekraine", 0), u64::from_le_bytes(*b"oekraine"));
        assert_eq!(head("OEKRAINERS", 0), u64::from_le_bytes(*b"oekraine"));
        let long = [b'x'; 40];
        assert!(Word::at(&long, 0).is_cut() && Word::at(&long, 8).is_cut() && !Word::at(&long, 9).is_cut());
        assert_eq!(Word::at(b"eu", 0).with_s().head, head("eus", 0));
        assert_eq!((head(" x", 0), Word::at(b"", 0).len, Word::at(b"a", 7).len), (0, 0, 0));
    }
}
