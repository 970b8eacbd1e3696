//! Folding: what of a character counts when a name is looked up.
//!
//! `Oekraïne`, `OEKRAINE` and the decomposed `Oekrai¨ne` fold to one form. Nothing is copied to do it: a [`Step`] tells the folded
//! bytes of the next unit of a text and where that unit ends, so that a matcher can walk the text as it stands and still report
//! exact offsets. White space of any kind and length is one space (names run over line wraps), every apostrophe and hyphen is the
//! ASCII one, soft hyphens and zero-width characters are nothing.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest folded unit in bytes: a character of any script, or the two or three letters that a ligature stands for.
const MAX_FOLDED: usize = 4;

/// Characters up to here have their folded form in a table; those above are decomposed when they occur.
const TABLE_END: u32 = 0x250;

/// Whether letters keep their case when they are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Letters become lower case.
    Lower,
    /// Letters keep their case; marks go all the same.
    Keep,
}

/// The folded form of one unit of text and the offset of the unit after it.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    bytes: [u8; MAX_FOLDED],
    len: u8,
    /// Byte offset in the text at which the next unit begins.
    pub next: usize,
}

impl Step {
    /// Folded bytes; empty for a soft hyphen or a lone combining mark.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len as usize]
    }

    const fn ascii(byte: u8, next: usize) -> Self {
        Self { bytes: [byte, 0, 0, 0], len: 1, next }
    }
}

type TableEntry = ([u8; MAX_FOLDED], u8);

static TABLE: LazyLock<Vec<TableEntry>> =
    LazyLock::new(|| (0..TABLE_END).map(|code| char::from_u32(code).map_or(([0; MAX_FOLDED], 0), fold_char)).collect());

/// Quotes and dashes, the most frequent of the characters above, have theirs in another.
const MARKS: Range<u32> = 0x2010..0x2040;

static MARKS_TABLE: LazyLock<Vec<TableEntry>> =
    LazyLock::new(|| MARKS.map(|code| char::from_u32(code).map_or(([0; MAX_FOLDED], 0), fold_char)).collect());

/// Letters whose usual ASCII spelling is no Unicode decomposition.
const LIGATURES: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('ø', "o"),
    ('Ø', "O"),
    ('ł', "l"),
    ('Ł', "L"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ð', "d"),
    ('Ð', "D"),
    ('þ', "th"),
    ('Þ', "TH"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ĳ', "ij"),
    ('Ĳ', "IJ"),
];

/// Whether a character folds to nothing: soft hyphens and zero-width characters.
#[must_use]
pub const fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

fn fold_char(c: char) -> TableEntry {
    let mut bytes = [0; MAX_FOLDED];
    let mut len = 0;
    let mut push = |c: char| {
        let end = len + c.len_utf8();
        if let Some(room) = bytes.get_mut(len..end) {
            c.encode_utf8(room);
            len = end;
        }
    };
    if is_dropped(c) || is_combining_mark(c) {
        return (bytes, 0);
    }
    match c {
        '’' | '‘' | '‛' | 'ʼ' | '´' | '`' | '′' | 'ʹ' | '＇' => push('\''),
        '\u{2010}'..='\u{2015}' | '−' | '\u{fe63}' | '－' => push('-'),
        _ if c.is_whitespace() => push(' '),
        _ => match LIGATURES.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => to.chars().for_each(push),
            None => c.nfd().filter(|c| !is_combining_mark(*c)).for_each(push),
        },
    }
    (bytes, u8::try_from(len).unwrap_or(0))
}

fn lower(entry: TableEntry) -> TableEntry {
    let (bytes, len) = entry;
    let folded = &bytes[..len as usize];
    if folded.is_ascii() {
        let mut low = bytes;
        low.make_ascii_lowercase();
        return (low, len);
    }
    let mut low = [0; MAX_FOLDED];
    let mut end = 0;
    for c in std::str::from_utf8(folded).unwrap_or("").chars().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)) {
        if let Some(room) = low.get_mut(end..end + c.len_utf8()) {
            c.encode_utf8(room);
            end += c.len_utf8();
        }
    }
    (low, u8::try_from(end).unwrap_or(0))
}

/// The unit of `text` that begins at byte `at`, or nothing at the end or off a character boundary.
#[inline]
#[must_use]
pub fn step(text: &str, at: usize, case: Case) -> Option<Step> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(at)?;
    if !byte.is_ascii() {
        return wide_step(text, at, case);
    }
    if byte.is_ascii_alphanumeric() {
        let folded = if case == Case::Lower { byte.to_ascii_lowercase() } else { byte };
        let next = match bytes.get(at + 1) {
            Some(&after) if (0xCC..=0xCD).contains(&after) => skip_marks(text, at + 1),
            _ => at + 1,
        };
        return Some(Step::ascii(folded, next));
    }
    if byte.is_ascii_whitespace() {
        return Some(Step::ascii(b' ', skip_white(text, at + 1)));
    }
    if byte == b'-' && matches!(bytes.get(at + 1), Some(b'\n' | b'\r')) {
        return Some(Step::ascii(b'-', skip_white(text, at + 1)));
    }
    let next = if matches!(bytes.get(at + 1), Some(0xCC | 0xCD)) { skip_marks(text, at + 1) } else { at + 1 };
    Some(Step::ascii(if byte == b'`' { b'\'' } else { byte }, next))
}

fn wide_step(text: &str, at: usize, case: Case) -> Option<Step> {
    let c = text.get(at..)?.chars().next()?;
    let next = at + c.len_utf8();
    if c.is_whitespace() {
        return Some(Step::ascii(b' ', skip_white(text, next)));
    }
    let code = c as u32;
    if MARKS.contains(&code) {
        // They have no case.
        let (bytes, len) = MARKS_TABLE[(code - MARKS.start) as usize];
        return Some(Step { bytes, len, next: skip_marks(text, next) });
    }
    let kept = if code < TABLE_END { TABLE[c as usize] } else { fold_char(c) };
    let (bytes, len) = if case == Case::Lower { lower(kept) } else { kept };
    Some(Step { bytes, len, next: skip_marks(text, next) })
}

fn skip_white(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start().len())
}

fn skip_marks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches(is_combining_mark).len())
}

/// A text's folded form: lower case, no diacritics, plain spaces, apostrophes and hyphens.
///
/// ```
/// use actorgraph::fold::fold;
/// assert_eq!(fold("Houthi’s in\u{a0}OEKRAÏNE"), "houthi's in oekraine");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    fold_with(text, Case::Lower)
}

/// The folded form of a word. That of most words needs no memory of its own.
#[derive(Clone, Debug)]
pub(crate) enum FoldedWord {
    Short([u8; Self::ROOM], u8),
    Long(String),
}

impl FoldedWord {
    const ROOM: usize = 30;

    pub fn new(word: &str) -> Self {
        let stands_for_itself = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'\'');
        let mut short = [0; Self::ROOM];
        match (short.get_mut(..word.len()), u8::try_from(word.len())) {
            (Some(room), Ok(len)) if word.bytes().all(stands_for_itself) => {
                room.copy_from_slice(word.as_bytes());
                room.make_ascii_lowercase();
                Self::Short(short, len)
            }
            _ => Self::Long(fold(word)),
        }
    }

    /// Its bytes, which are at hand without a look at whether they are text.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Short(bytes, len) => &bytes[..*len as usize],
            Self::Long(folded) => folded.as_bytes(),
        }
    }
}

impl std::ops::Deref for FoldedWord {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Short(bytes, len) => std::str::from_utf8(&bytes[..*len as usize]).unwrap_or_default(),
            Self::Long(folded) => folded,
        }
    }
}

/// The folded form with letters in their own case.
#[must_use]
pub fn fold_keeping_case(text: &str) -> String {
    fold_with(text, Case::Keep)
}

fn fold_with(text: &str, case: Case) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, case, &mut folded);
    folded
}

/// Adds the folded form of a text to `folded`.
pub(crate) fn fold_into(text: &str, case: Case, folded: &mut String) {
    let mut at = 0;
    while at < text.len() {
        let run = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        // Marks may follow the last one of a run; the others stand for themselves.
        if run > 1 {
            let (plain, to) = (&text[at..at + run - 1], folded.len());
            folded.push_str(plain);
            if case == Case::Lower {
                folded[to..].make_ascii_lowercase();
            }
            at += run - 1;
        }
        let Some(step) = step(text, at, case) else { return };
        match step.bytes() {
            [byte] if byte.is_ascii() => folded.push(char::from(*byte)),
            bytes => folded.push_str(std::str::from_utf8(bytes).unwrap_or_default()),
        }
        at = step.next;
    }
}

/// Whether two texts fold to the same form with case kept.
#[must_use]
pub fn same_keeping_case(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (mut here, mut there) = (Folded::new(one, Case::Keep), Folded::new(other, Case::Keep));
    loop {
        match (here.next(), there.next()) {
            (None, None) => return true,
            (a, b) if a == b => {}
            _ => return false,
        }
    }
}

/// Whether a text has this folded form, in lower case. Nothing is copied to find out.
pub(crate) fn folds_to(text: &str, folded: &str) -> bool {
    Folded::new(text, Case::Lower).eq(folded.bytes())
}

/// Folded bytes of a text, one by one.
struct Folded<'t> {
    text: &'t str,
    case: Case,
    at: usize,
    step: Option<Step>,
    given: usize,
}

impl<'t> Folded<'t> {
    const fn new(text: &'t str, case: Case) -> Self {
        Self { text, case, at: 0, step: None, given: 0 }
    }
}

impl Iterator for Folded<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        loop {
            if let Some(step) = &self.step
                && let Some(&byte) = step.bytes().get(self.given)
            {
                self.given += 1;
                return Some(byte);
            }
            let step = step(self.text, self.at, self.case)?;
            self.at = step.next;
            self.given = 0;
            self.step = Some(step);
        }
    }
}

/// Whether a character continues a word: letters, digits, `_`, and what folding drops.
#[must_use]
pub fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '·' | '\u{ad}') || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_table() {
        let rows = [
            ("Oekraïne", "oekraine"),
            ("Oekrai\u{308}ne", "oekraine"),
            ("OEKRAÏNE", "oekraine"),
            ("Noord\u{2011}Korea", "noord-korea"),
            ("Noord-\nKorea", "noord-korea"),
            ("Verenigde\r\n  Staten", "verenigde staten"),
            ("Houthi‘s", "houthi's"),
            ("Łódź", "lodz"),
            ("Erdoğan", "erdogan"),
            ("İstanbul", "istanbul"),
            ("Straße", "strasse"),
            ("Oe\u{ad}kraïne", "oekraine"),
            ("Москва", "москва"),
            ("習近平", "習近平"),
            ("ﬁ", "ﬁ"),
        ];
        for (text, folded) in rows {
            assert_eq!(fold(text), folded, "{text:?}");
            assert!(folds_to(text, folded) && !folds_to(text, "x") && !folds_to(text, &format!("{folded}s")), "{text:?}");
        }
    }

    #[test]
    fn words_fold_as_texts_do() {
        for word in ["", "NAVO-chef", "'T", "J.P.", "Oekraïne", "O`Neill", "Noord-\nKorea", "a b", &"Zeer".repeat(8)] {
            assert_eq!(&*FoldedWord::new(word), fold(word), "{word:?}");
        }
    }

    #[test]
    fn case_is_kept_on_request() {
        assert_eq!(fold_keeping_case("São Tomé"), "Sao Tome");
        assert!(same_keeping_case("Zoe\u{308}", "Zoë") && same_keeping_case("Zoë", "Zoe"));
        assert!(!same_keeping_case("Zoë", "zoë") && !same_keeping_case("Zoë", "Zoëf"));
    }

    #[test]
    fn steps_cover_the_text_and_end_on_character_boundaries() {
        let text = "É\u{301}en  \u{a0}x\u{ad}-\nß习";
        let mut at = 0;
        while let Some(step) = step(text, at, Case::Lower) {
            assert!(step.next > at && text.is_char_boundary(step.next));
            at = step.next;
        }
        assert_eq!(at, text.len());
    }
}
