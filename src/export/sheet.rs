//! Tables for spreadsheets: what keeps a text from running as a formula.

use std::borrow::Cow;
use std::io::{self, Write};

/// Signs with which a spreadsheet begins a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text of a page as a cell, which must not run as a formula: where it would, a `'` stands before it. Controls give way to a sign of
/// their own, so that places in the text still fit.
///
/// ```
/// use actorgraph::export::inert;
/// assert_eq!(inert("- Nee, zei hij."), "'- Nee, zei hij.");
/// assert_eq!(inert("'t Zand"), "'t Zand");
/// ```
#[must_use]
pub fn inert(text: &str) -> String {
    guarded(text).into_owned()
}

/// The same, without a copy where nothing needs to be changed.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    // Controls of ASCII, and the first byte of all others. All bytes are looked at, without a branch, so that many go at once.
    let is_odd = |byte: u8| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F || byte == 0xC2;
    let any_odd = text.bytes().fold(false, |any, byte| any | is_odd(byte));
    let clean = match any_odd {
        true => Cow::Owned(text.replace(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r'), "\u{FFFD}")),
        false => Cow::Borrowed(text),
    };
    // Where the text has such a sign of its own, it gets another, so that exactly one is to be taken away.
    if clean.trim_start_matches('\'').starts_with(FORMULA) { Cow::Owned(format!("'{clean}")) } else { clean }
}

/// Passes a table of CSV on as Excel opens it without harm: a byte order mark tells that it is UTF-8, and every cell that would run as a
/// formula has a `'` before it, in names and ids too. Numbers stay numbers.
///
/// ```
/// use std::io::Write;
/// use actorgraph::export::ExcelSafe;
/// let mut out = Vec::new();
/// ExcelSafe::new(&mut out).write_all(b"id,pmi\n=1+1,-0.5\n").unwrap();
/// assert_eq!(String::from_utf8(out).unwrap(), "\u{FEFF}id,pmi\n'=1+1,-0.5\n");
/// ```
pub struct ExcelSafe<W> {
    out: W,
    /// The cell so far, as it stands in the table.
    cell: Vec<u8>,
    in_quotes: bool,
    has_begun: bool,
}

impl<W: Write> ExcelSafe<W> {
    /// A table that goes on to `out`.
    pub const fn new(out: W) -> Self {
        Self { out, cell: Vec::new(), in_quotes: false, has_begun: false }
    }

    fn end_cell(&mut self) -> io::Result<()> {
        let quoted = self.cell.starts_with(b"\"");
        let inner = &self.cell[usize::from(quoted)..];
        let runs = inner.first().is_some_and(|first| FORMULA.contains(&char::from(*first)));
        let is_number = || std::str::from_utf8(inner).is_ok_and(|text| text.trim_end_matches('"').parse::<f64>().is_ok());
        if runs && !is_number() {
            self.cell.insert(usize::from(quoted), b'\'');
        }
        self.out.write_all(&self.cell)?;
        self.cell.clear();
        Ok(())
    }
}

impl<W: Write> Write for ExcelSafe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.has_begun {
            self.has_begun = true;
            self.out.write_all("\u{FEFF}".as_bytes())?;
        }
        for &byte in bytes {
            // A doubled quote leaves the quotes and comes back at once.
            self.in_quotes ^= byte == b'"';
            if !self.in_quotes && matches!(byte, b',' | b'\n' | b'\r') {
                self.end_cell()?;
                self.out.write_all(&[byte])?;
            } else {
                self.cell.push(byte);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_runs() {
        let rows = [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+31", "'+31"),
            ("- Nee", "'- Nee"),
            ("'=1", "''=1"),
            ("'t Zand", "'t Zand"),
            ("@a", "'@a"),
            ("Een = twee", "Een = twee"),
            ("a\u{0}b", "a\u{FFFD}b"),
            ("a\nb", "a\nb"),
        ];
        for (raw, expected) in rows {
            assert_eq!(inert(raw), expected, "{raw:?}");
        }
        for c in (0..=0x3000).filter_map(char::from_u32).filter(|c| c.is_control() && !FORMULA.contains(c) && *c != '\n') {
            assert_eq!(inert(&format!("a{c}é")), "a\u{FFFD}é", "{c:?}");
        }
    }

    #[test]
    fn a_safe_table_keeps_its_rows_and_guards_once() {
        let table = "naam,n\n\"+972 \"\"Magazine\"\"\",-1.5e-3\n'=al veilig,\"a\nb\"\n,\n";
        let mut out = Vec::new();
        let mut safe = ExcelSafe::new(&mut out);
        table.bytes().for_each(|byte| safe.write_all(&[byte]).unwrap());
        safe.flush().unwrap();
        let expected = "\u{FEFF}naam,n\n\"'+972 \"\"Magazine\"\"\",-1.5e-3\n'=al veilig,\"a\nb\"\n,\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
