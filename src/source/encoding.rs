//! Encodings: bytes to characters.
//!
//! UTF-8, UTF-16 (known by its mark or by its zeros), and the older encodings of one byte a letter (Windows-1252, Latin-1 and their kin), which are guessed.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::source::SourceError;

/// Marks of encodings that are not read.
const NOT_READ: [(&[u8], &str); 2] = [(b"\xff\xfe\0\0", "UTF-32LE"), (b"\0\0\xfe\xff", "UTF-32BE")];

/// Decodes text. UTF-8 stays as it is, a byte order mark included, so that offsets hold for the file; UTF-16 is known by its mark, which
/// is left out, or by the zeros of western text; other bytes are taken for the older encoding that they look most like, which for Dutch and English is Windows-1252 (and
/// Latin-1 within it).
///
/// ```
/// use actorgraph::decode;
/// assert_eq!(decode("a.txt", b"Cura\xe7ao en Belgi\xeb".to_vec())?, "Curaçao en België");
/// # Ok::<(), actorgraph::SourceError>(())
/// ```
///
/// # Errors
/// When the bytes are binary data, UTF-32, or UTF-8 with faults in it; the error names the line.
pub fn decode(document: &str, bytes: Vec<u8>) -> Result<String, SourceError> {
    decode_part(document, 1, &bytes, None)
}

/// Decodes a part of a document that begins on `line`, in `encoding` if that is told.
pub(super) fn decode_part(document: &str, line: u64, bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<String, SourceError> {
    if let Some((_, encoding)) = NOT_READ.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(SourceError::Wide { document: document.to_owned(), encoding });
    }
    if let Some(wide) = wide(bytes) {
        return decode_as(document, line, &bytes[2..], wide);
    }
    // Whoever names UTF-16 knows why there are zeros.
    if let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8) {
        return decode_as(document, line, bytes, encoding);
    }
    if let Some(wide) = unmarked(bytes).filter(|_| encoding.is_none()) {
        return decode_as(document, line, bytes, wide);
    }
    // To copy a text takes less than to look at it twice, as the standard library would.
    if memchr::memchr(0, bytes).is_none()
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return Ok(text.to_owned());
    }
    match legacy(document, line, bytes, encoding.is_some())? {
        None => Err(faulty(document, line, bytes)),
        Some(legacy) => decode_as(document, line, bytes, legacy),
    }
}

/// Decodes parts that belong together, such as the cells of a row, all in one encoding, which is told from their `bytes` together.
pub(super) fn decode_cells<'b>(
    document: &str,
    line: u64,
    bytes: &[u8],
    cells: impl Iterator<Item = &'b [u8]>,
) -> Result<Vec<String>, SourceError> {
    let encoding = legacy(document, line, bytes, false)?.unwrap_or(UTF_8);
    cells.map(|cell| decode_as(document, line, cell, encoding)).collect()
}

/// The older encoding of bytes that are not UTF-8, or nothing for those that are.
fn legacy(document: &str, line: u64, bytes: &[u8], is_told: bool) -> Result<Option<&'static Encoding>, SourceError> {
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(binary(document, line + lines_before(at, bytes), bytes));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(None);
    }
    if let Some(at) = bytes.iter().position(|byte| is_control(*byte)) {
        return Err(binary(document, line + lines_before(at, bytes), bytes));
    }
    if is_told || is_damaged(bytes) {
        return Err(faulty(document, line, bytes));
    }
    Ok(Some(guess(bytes)))
}

/// Whether bytes are UTF-8 with faults in it: other encodings hardly ever make one of its letters by chance.
pub(super) fn is_damaged(bytes: &[u8]) -> bool {
    let damage = Damage::of(bytes);
    damage.faults > 0 && damage.letters >= damage.faults
}

/// The error for UTF-8 with faults in it.
fn faulty(document: &str, line: u64, bytes: &[u8]) -> SourceError {
    let first = Damage::of(bytes).first;
    let byte = bytes.get(first).copied().unwrap_or_default();
    SourceError::Encoding { document: document.to_owned(), line: line + lines_before(first, bytes), byte, rest: "" }
}

/// The error for bytes that are no text.
pub(super) fn binary(document: &str, line: u64, head: &[u8]) -> SourceError {
    let (kind, remedy) = match known_binary(head) {
        Some((kind, remedy)) => (Some(kind), remedy),
        None => (None, "give a text file"),
    };
    SourceError::Binary { document: document.to_owned(), line, kind, remedy }
}

/// What binary data begins with, what it is, and what to do.
fn known_binary(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const KNOWN: [(&[u8], &str, &str); 10] = [
        (b"%PDF-", "PDF", "take its text out with pdftotext"),
        (b"PK\x03\x04", "ZIP or office file", "unpack it, or save it as text or HTML"),
        (b"\xd0\xcf\x11\xe0", "old office file", "save it as text or HTML"),
        (b"\x89PNG", "picture", "leave it out"),
        (b"\xff\xd8\xff", "picture", "leave it out"),
        (b"GIF8", "picture", "leave it out"),
        (b"SQLite format 3\0", "SQLite database", "give its texts as CSV or JSON lines"),
        (b"BZh", "bzip2", "unpack it with bunzip2"),
        (b"\xfd7zXZ\0", "xz", "unpack it with unxz"),
        (b"\x7fELF", "program", "leave it out"),
    ];
    KNOWN.iter().find(|(mark, ..)| head.starts_with(mark)).map(|(_, kind, remedy)| (*kind, *remedy))
}

/// UTF-16, if its mark stands first.
pub(super) fn wide(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-16 without its mark: every other byte of western text is then zero, as in no other text and hardly any other data.
pub(super) fn unmarked(head: &[u8]) -> Option<&'static Encoding> {
    const REACH: usize = 1 << 12;
    const FEWEST: usize = 8;
    memchr::memchr(0, &head[..head.len().min(2)])?;
    let head = &head[..head.len().min(REACH) / 2 * 2];
    let encoding = if head.first() == Some(&0) { UTF_16BE } else { UTF_16LE };
    let is_letter = |pair: &&[u8]| {
        let [high, low] = if encoding == UTF_16BE { [pair[0], pair[1]] } else { [pair[1], pair[0]] };
        high == 0 && low != 0 && !is_control(low)
    };
    let pairs = head.len() / 2;
    let letters = head.chunks_exact(2).filter(is_letter).count();
    // Some signs, such as dashes and curly quotes, have a high byte; none is zero twice.
    let is_zero = |pair: &[u8]| pair == [0, 0];
    (pairs >= FEWEST && letters * 10 >= pairs * 8 && !head.chunks_exact(2).any(is_zero)).then_some(encoding)
}

/// The older encoding that bytes look most like, as seen from the Netherlands.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // More than this says nothing new, and takes time.
    const ENOUGH: usize = 1 << 20;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(ENOUGH)], true);
    detector.guess(Some(b"nl"), Utf8Detection::Deny)
}

fn decode_as(document: &str, line: u64, bytes: &[u8], encoding: &'static Encoding) -> Result<String, SourceError> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| SourceError::WrongEncoding { document: document.to_owned(), line, encoding: encoding.name() })
}

/// Signs that no text holds in any encoding of one byte a letter.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0xe..=0x19 | 0x1c..=0x1f)
}

/// How far bytes are from UTF-8.
struct Damage {
    /// Place of the first fault.
    first: usize,
    faults: usize,
    /// Letters of more than one byte that are sound UTF-8. Other encodings hardly ever make one by chance.
    letters: usize,
}

impl Damage {
    fn of(bytes: &[u8]) -> Self {
        let mut damage = Self { first: bytes.len(), faults: 0, letters: 0 };
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            damage.letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                damage.first = damage.first.min(at);
                damage.faults += 1;
            }
            at += chunk.invalid().len();
        }
        damage
    }
}

/// Line ends before a byte. Lines end at LF, or at a CR without one.
fn lines_before(at: usize, bytes: &[u8]) -> u64 {
    let ends = |(at, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    bytes[..at].iter().enumerate().filter(|byte| ends(*byte)).count() as u64
}

/// Turns a stream in some encoding into UTF-8 as it is read.
pub(super) struct Transcoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    /// Bytes of `raw` that are not decoded yet.
    left: std::ops::Range<usize>,
    text: String,
    /// Bytes of `text` that have been handed out.
    given: usize,
    at_end: bool,
}

impl<R: Read> Transcoded<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        const ROOM: usize = 1 << 15;
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: vec![0; ROOM], left: 0..0, text: String::with_capacity(3 * ROOM), given: 0, at_end: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        while self.text.is_empty() && !self.at_end {
            let mut last = false;
            if self.left.is_empty() {
                let count = self.inner.read(&mut self.raw)?;
                self.left = 0..count;
                last = count == 0;
            }
            let (result, read) = self.decoder.decode_to_string_without_replacement(&self.raw[self.left.clone()], &mut self.text, last);
            self.left.start += read;
            match result {
                DecoderResult::InputEmpty => self.at_end = last,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, format!("is no valid {} text", self.decoder.encoding().name())));
                }
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() {
            self.refill()?;
        }
        let count = (self.text.len() - self.given).min(buffer.len());
        buffer[..count].copy_from_slice(&self.text.as_bytes()[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        decode("a.txt", bytes.to_vec()).unwrap_err().to_string()
    }

    #[test]
    fn text_in_the_encodings_of_news() {
        let rows: [(&[u8], &str); 9] = [
            ("\u{feff}één".as_bytes(), "\u{feff}één"),
            (b"\xff\xfeN\0\xeb\0", "Në"),
            (b"\xfe\xff\0N\0\xeb", "Në"),
            (b"Cura\xe7ao en Belgi\xeb vrezen \x93sancties\x94", "Curaçao en België vrezen “sancties”"),
            (b"De premier van Oekra\xefne bezoekt Para\xedba.", "De premier van Oekraïne bezoekt Paraíba."),
            (b"Van \x80 5 naar \x80 7", "Van € 5 naar € 7"),
            (b"N\0A\0V\0O\0 \0\x1c\x20e\0n\0 \0E\0U\0", "NAVO “en EU"),
            (b"\0N\0A\0V\0O\0 \0e\0n\0 \0E\0U", "NAVO en EU"),
            (b"", ""),
        ];
        for (bytes, text) in rows {
            assert_eq!(decode("a.txt", bytes.to_vec()).unwrap(), text);
        }
    }

    #[test]
    fn bad_bytes_are_told_with_their_line() {
        let rows: [(&[u8], &str); 8] = [
            (b"\xc3\xa9\xc3\xa9n\ntwee \xff\n", "a.txt:2: is not UTF-8 text (byte 0xff)"),
            (b"\xc3\xa9\xc3\xa9n\rtwee\r\ndrie\r\xff", "a.txt:4: is not UTF-8 text (byte 0xff)"),
            (b"een\n\x89PNG\0", "a.txt:2: holds binary data, not text"),
            (b"\x89PNG\r\n\x1a\n\0", "a.txt:3: holds binary data (picture), not text; leave it out"),
            (b"%PDF-1.7\n\xe2\xe3\x01", "a.txt:2: holds binary data (PDF), not text; take its text out with pdftotext"),
            (b"een \x02 twee \xe9", "a.txt:1: holds binary data, not text"),
            (b"\xff\xfe\0\0N\0\0\0", "a.txt:1: is UTF-32LE text"),
            (b"\xff\xfeN\0\xeb", "a.txt:1: is no valid UTF-16LE text"),
        ];
        for (bytes, start) in rows {
            assert!(told(bytes).starts_with(start), "{}", told(bytes));
        }
    }

    #[test]
    fn a_stream_is_decoded_as_a_whole_is() {
        let text = "Eén, twee: \u{1f600} België\n".repeat(9_000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut read = String::new();
        Transcoded::new(&bytes[..], UTF_16LE).read_to_string(&mut read).unwrap();
        assert!(read == text);
    }
}
