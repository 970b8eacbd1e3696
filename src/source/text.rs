//! Plain text: bytes to characters.

use crate::source::SourceError;

/// Byte order marks of encodings that are not read. The longer ones come first, as one begins with another.
const WIDE: [(&[u8], &str); 3] = [(b"\xff\xfe\0\0", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")];

/// Decodes UTF-8 text. The text stays as it is, a byte order mark included, so that offsets hold for the file.
///
/// # Errors
/// When the bytes are not UTF-8 or hold binary data; the error names the line.
pub fn decode(document: &str, bytes: Vec<u8>) -> Result<String, SourceError> {
    if let Some((_, encoding)) = WIDE.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(SourceError::Wide { document: document.to_owned(), encoding });
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(SourceError::Binary { document: document.to_owned(), line: line_of(at, &bytes) });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let byte = bytes.get(at).copied().unwrap_or_default();
        SourceError::Encoding { document: document.to_owned(), line: line_of(at, bytes), byte }
    })
}

/// The line of a byte, from 1. Lines end at LF, or at a CR without one.
fn line_of(at: usize, bytes: &[u8]) -> usize {
    let ends = |(at, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    1 + bytes[..at].iter().enumerate().filter(|byte| ends(*byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_bytes_are_told_with_their_line() {
        let error = decode("a.txt", b"een\ntwee \xff\n".to_vec()).unwrap_err();
        assert!(error.to_string().starts_with("a.txt:2: is not UTF-8 text (byte 0xff)"), "{error}");
        let error = decode("a.txt", b"PNG\0".to_vec()).unwrap_err();
        assert!(error.to_string().starts_with("a.txt:1: holds binary data"), "{error}");
        let error = decode("a.txt", b"een\rtwee\r\ndrie\r\xff".to_vec()).unwrap_err();
        assert!(error.to_string().starts_with("a.txt:4: is not UTF-8"), "{error}");
        let error = decode("a.txt", b"\xff\xfeN\0A\0".to_vec()).unwrap_err();
        assert!(error.to_string().starts_with("a.txt:1: is UTF-16 text"), "{error}");
        assert_eq!(decode("a.txt", "\u{feff}één".into()).unwrap(), "\u{feff}één");
    }
}
