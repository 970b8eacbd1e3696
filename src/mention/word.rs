//! Runs of ASCII letters and digits, found eight bytes at a time.

/// A run of ASCII letters and digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its first eight bytes in lower case, padded with zeros.
    pub(super) head: u64,
    /// Its length in bytes.
    pub(super) len: usize,
}

/// One bit a byte: the highest.
const HIGH: u64 = 0x8080_8080_8080_8080;

impl Word {
    /// The run that begins at byte `at`; it may be empty.
    #[inline]
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let eight = eight_at(bytes, at);
        let run = run_len(eight);
        // Setting this bit makes letters lower case and leaves digits as they are.
        let lower = eight | 0x2020_2020_2020_2020;
        let head = if run == 8 { lower } else { lower & ((1 << (8 * run)) - 1) };
        let mut len = run;
        let mut last = run;
        while last == 8 {
            last = run_len(eight_at(bytes, at + len));
            len += last;
        }
        Self { head, len }
    }

    /// The word with an `s` at its end.
    pub(super) const fn with_s(self) -> Self {
        let head = if self.len < 8 { self.head | (b's' as u64) << (8 * self.len) } else { self.head };
        Self { head, len: self.len + 1 }
    }
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
    const fn each(byte: u8) -> u64 {
        byte as u64 * 0x0101_0101_0101_0101
    }
    // Adding to seven bits carries into the eighth where a byte is at least as large as a bound.
    let seven = eight & !HIGH;
    let low = seven | each(0x20);
    let letters = (low + each(0x80 - b'a')) & !(low + each(0x7F - b'z'));
    let digits = (seven + each(0x80 - b'0')) & !(seven + each(0x7F - b'9'));
    let others = !(letters | digits) | eight;
    ((others & HIGH).trailing_zeros() / 8) as usize
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
        assert_eq!(Word::at(b"eu", 0).with_s().head, head("eus", 0));
        assert_eq!((head(" x", 0), Word::at(b"", 0).len, Word::at(b"a", 7).len), (0, 0, 0));
    }
}
