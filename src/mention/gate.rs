//! The gate before the automaton: which word starts can begin an alias at all.
//!
//! Four words in five begin in lower case and can begin few names, so most of a text is passed over without a look at the
//! automaton. The gate may let words through that begin no alias, never the other way round.

/// Bit of a start in capitals, and of one in lower case.
const CAPITAL: u8 = 1;
const LOWER: u8 = 2;

/// Number of hash bits of the four-byte filter.
const BITS: u32 = 16;

/// Which four (or fewer) bytes, in lower case, can begin an alias.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// By first byte: whether an alias begins so, in capitals or lower case. All other bytes of a character are let through.
    first: [u8; 256],
    /// By a hash of the first four bytes.
    four: Vec<u8>,
    /// By the first two bytes, for aliases of fewer than four.
    two: Vec<u8>,
}

impl Gate {
    pub(super) fn new() -> Self {
        let mut first = [0; 256];
        first[0x80..].fill(CAPITAL | LOWER);
        Self { first, four: vec![0; 1 << BITS], two: vec![0; 1 << 16] }
    }

    /// Opens the gate for a folded pattern, which may begin in lower case in a text or only as a capital.
    pub(super) fn open(&mut self, folded: &[u8], begins_low: bool) {
        let Some(&byte) = folded.first() else { return };
        let how = if begins_low || !byte.is_ascii_lowercase() { CAPITAL | LOWER } else { CAPITAL };
        self.first[byte.to_ascii_uppercase() as usize] |= CAPITAL;
        self.first[byte as usize] |= how & if byte.is_ascii_lowercase() { LOWER } else { CAPITAL | LOWER };
        match folded {
            [a, b, c, d, ..] => self.four[hash(u32::from_le_bytes([*a, *b, *c, *d]))] |= how,
            [a, b, ..] => self.two[usize::from(u16::from_le_bytes([*a, *b]))] |= how,
            [a] => (0..=255).for_each(|b| self.two[usize::from(u16::from_le_bytes([*a, b]))] |= how),
            [] => {}
        }
    }

    /// Whether an alias may begin with `byte`.
    #[inline]
    pub(super) fn admits_first(&self, byte: u8) -> bool {
        self.first[byte as usize] != 0
    }

    /// Whether an alias may begin at the start of `bytes`. Only plain ASCII is judged; anything else is let through.
    #[inline]
    pub(super) fn admits(&self, bytes: &[u8]) -> bool {
        let Some(&[a, b, c, d]) = bytes.first_chunk::<4>() else { return true };
        let word = u32::from_le_bytes([a, b, c, d]);
        // White space, hyphens and backquotes fold to other bytes, and what is not ASCII to fewer or more.
        if word & 0x8080_8080 != 0 || [b, c, d].iter().any(|byte| !byte.is_ascii_alphanumeric()) {
            return true;
        }
        let how = if a.is_ascii_lowercase() { LOWER } else { CAPITAL };
        let low = [a, b, c, d].map(|byte| byte.to_ascii_lowercase());
        let four = self.four[hash(u32::from_le_bytes(low))];
        let two = self.two[usize::from(u16::from_le_bytes([low[0], low[1]]))];
        (four | two) & how != 0
    }
}

const fn hash(word: u32) -> usize {
    (word.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize
}
