//! JSON whose records stand over several lines: a list of them, or one object after another.

use std::sync::Arc;

use crate::source::SourceError;
use crate::source::expand::{self, Bytes};
use crate::source::fields::Place;
use crate::source::jsonl::Value;
use crate::source::piece::Piece;
use crate::source::reading::Reading;

/// Whether what begins so is a list or an object that goes on over lines, and not an object a line.
pub(super) fn is_spread(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(b"");
    head.starts_with(b"[") || (line.len() < head.len() && line.trim_ascii_end() == b"{")
}

/// Cuts a stream into the values that stand at its top or in a list there.
pub(super) struct Values {
    document: Arc<str>,
    bytes: Bytes,
    /// What has been read and not been passed over.
    held: Vec<u8>,
    at: usize,
    /// Line at `at`, from 1, and bytes before it on that line.
    line: u64,
    indent: usize,
    /// Lists that are open around the next value.
    lists: u64,
    /// Values so far.
    count: u64,
    is_over: bool,
}

impl Values {
    pub(super) fn new(document: Arc<str>, bytes: Bytes) -> Self {
        Self { document, bytes, held: Vec::new(), at: 0, line: 1, indent: 0, lists: 0, count: 0, is_over: false }
    }

    /// The next values, as many as go into a piece.
    pub(super) fn next(&mut self, reading: &Reading) -> Option<Piece> {
        let (mut values, mut size, mut after) = (Vec::new(), 0, None);
        while size < Piece::SIZE && !self.is_over {
            match self.value(reading.limits.document) {
                Ok(Some(value)) => {
                    size += value.bytes.len() + size_of::<Value>();
                    values.push(value);
                }
                Ok(None) => self.is_over = true,
                Err(error) => {
                    self.is_over = true;
                    after = Some(Box::new(error));
                }
            }
        }
        let line = values.first().map_or(self.line, |value| value.line);
        let is_nothing = values.is_empty() && after.is_none();
        (!is_nothing).then(|| Piece::new(Place { document: Arc::clone(&self.document), line }, size, values, after))
    }

    fn value(&mut self, limit: usize) -> Result<Option<Value>, SourceError> {
        loop {
            let Some(byte) = self.peek(0)? else {
                return if self.lists > 0 { Err(self.ends_early("the list is not closed")) } else { Ok(None) };
            };
            match byte {
                b'[' => self.lists += 1,
                b']' => self.lists = self.lists.saturating_sub(1),
                b',' | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf => {}
                _ => break,
            }
            self.pass(1);
        }
        let (line, indent) = (self.line, self.indent);
        let len = self.length(limit)?;
        let bytes = self.held[self.at..self.at + len].to_vec();
        self.pass(len);
        self.count += 1;
        Ok(Some(Value { number: self.count, line, indent, bytes }))
    }

    /// Bytes of the value that begins here: up to its last bracket, or to a separator where it has none.
    fn length(&mut self, limit: usize) -> Result<usize, SourceError> {
        let (mut len, mut depth, mut quoted) = (0, 0_usize, false);
        loop {
            if len > limit {
                return Err(SourceError::TooLong { document: self.document.to_string(), line: self.line, limit, hint: "" });
            }
            let Some(byte) = self.peek(len)? else {
                return if depth > 0 || quoted { Err(self.ends_early("it is not closed")) } else { Ok(len) };
            };
            if quoted {
                match byte {
                    b'"' => quoted = false,
                    b'\\' => len += 1,
                    _ => {
                        let rest = self.held.get(self.at + len..).unwrap_or_default();
                        len += memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len()).saturating_sub(1);
                    }
                }
                len += 1;
                continue;
            }
            match byte {
                b'"' => quoted = true,
                b'{' | b'[' => depth += 1,
                b',' | b']' | b'\n' if depth == 0 => return Ok(len),
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(len + 1);
                    }
                }
                _ => {}
            }
            len += 1;
        }
    }

    /// The byte so far from here, read if need be; nothing at the end.
    fn peek(&mut self, ahead: usize) -> Result<Option<u8>, SourceError> {
        while self.at + ahead >= self.held.len() {
            self.held.drain(..std::mem::take(&mut self.at));
            let held = self.held.len();
            self.held.resize(held + Piece::SIZE, 0);
            let (count, error) = expand::fill(&mut *self.bytes, &mut self.held[held..]);
            self.held.truncate(held + count);
            match error {
                Some(error) if count == 0 => return Err(expand::told(&self.document, self.line, error)),
                None if count == 0 => return Ok(None),
                _ => {}
            }
        }
        Ok(Some(self.held[self.at + ahead]))
    }

    fn pass(&mut self, len: usize) {
        let passed = &self.held[self.at..self.at + len];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.indent = memchr::memrchr(b'\n', passed).map_or(self.indent + len, |at| len - at - 1);
        self.at += len;
    }

    fn ends_early(&self, message: &str) -> SourceError {
        let message = format!("the file ends too early: {message}");
        SourceError::Json { document: self.document.to_string(), line: self.line, column: self.indent + 1, message }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// Line, indent and text of a value.
    type Shown<'a> = (u64, usize, &'a str);

    /// The values of a text with their places, and the error that ends it.
    fn values(text: &str) -> (Vec<(u64, usize, String)>, Option<String>) {
        let mut stream = Values::new("a.json".into(), Box::new(Cursor::new(text.as_bytes().to_vec())));
        let (mut found, mut failed) = (Vec::new(), None);
        loop {
            match stream.value(usize::MAX) {
                Ok(Some(value)) => found.push((value.line, value.indent, String::from_utf8(value.bytes).unwrap())),
                Ok(None) => break,
                Err(error) => {
                    failed = Some(error.to_string());
                    break;
                }
            }
        }
        (found, failed)
    }

    #[test]
    fn records_are_cut_where_they_end() {
        let rows: [(&str, &[Shown<'_>]); 7] = [
            ("[]", &[]),
            (r#"[{"a":1},{"a":"]}\"{"}]"#, &[(1, 1, r#"{"a":1}"#), (1, 9, r#"{"a":"]}\"{"}"#)]),
            ("[\n {\n  \"a\": [1, {}]\n },\n {}\n]\n", &[(2, 1, "{\n  \"a\": [1, {}]\n }"), (5, 1, "{}")]),
            ("{\n\"a\": 1\n}\n{\n\"a\": 2\n}", &[(1, 0, "{\n\"a\": 1\n}"), (4, 0, "{\n\"a\": 2\n}")]),
            ("[1, \"a, b\", null\n, {}]", &[(1, 1, "1"), (1, 4, "\"a, b\""), (1, 12, "null"), (2, 2, "{}")]),
            ("[{\"a\": \"\\\\\"}, {}]", &[(1, 1, "{\"a\": \"\\\\\"}"), (1, 14, "{}")]),
            ("}{}", &[(1, 0, "}"), (1, 1, "{}")]),
        ];
        for (text, expected) in rows {
            let expected = expected.iter().map(|(line, indent, value)| (*line, *indent, (*value).to_owned())).collect();
            assert_eq!(values(text), (expected, None), "{text}");
        }
    }

    #[test]
    fn what_ends_too_early_is_told_and_the_rest_is_used() {
        for (text, count, told) in [
            ("[{},\n{}", 2, "a.json:2: is no JSON object (the file ends too early: the list is not closed, column 3)"),
            ("[{},\n {\"a\": 1", 1, "a.json:2: is no JSON object (the file ends too early: it is not closed, column 2)"),
            ("[{\"a\": \"b", 0, "a.json:1: is no JSON object (the file ends too early: it is not closed, column 2)"),
        ] {
            let (found, failed) = values(text);
            assert_eq!(found.len(), count, "{text}");
            assert!(failed.as_ref().unwrap().starts_with(told), "{failed:?}");
        }
    }

    #[test]
    fn values_longer_than_what_is_read_at_once_are_whole() {
        let long = "é\\\"".repeat(Piece::SIZE);
        let text = format!("[{{\"a\": \"{long}\"}},\n{{\"b\": 1}}]");
        let (found, failed) = values(&text);
        assert_eq!((found.len(), found[0].2.len(), found[1].0, failed), (2, long.len() + 9, 2, None));
    }

    #[test]
    fn lists_and_objects_over_lines_are_told_from_objects_a_line() {
        for spread in ["[", " [{", "{\n", "\u{feff}\n{\r\n \"a\": 1}", "[\n{"] {
            assert!(is_spread(spread.as_bytes()), "{spread:?}");
        }
        for line in ["{\"a\": 1}\n{", "{", "{\"a\":\n1}", "", "{}\n"] {
            assert!(!is_spread(line.as_bytes()), "{line:?}");
        }
    }
}
