//! Places in a text as people and other programs count them: lines, columns and Unicode code points.

/// Where a byte offset lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Unicode code points before it, as Python, spaCy, brat and W3C annotations count.
    pub chars: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// An index of a text that turns byte offsets into [`Position`]s.
///
/// ```
/// use actorgraph::Positions;
/// let positions = Positions::new("één\nNAVO");
/// let at = positions.of(6);
/// assert_eq!((at.chars, at.line, at.column), (4, 2, 1));
/// ```
#[derive(Clone, Debug)]
pub struct Positions<'t> {
    text: &'t str,
    /// Byte offset of each line.
    lines: Vec<usize>,
    /// Code points before every so many bytes; empty where each byte is one.
    strides: Vec<usize>,
}

/// Bytes between two places to count from.
const STRIDE: usize = 256;

impl<'t> Positions<'t> {
    /// Indexes `text`. Lines end at LF, or at a CR without one.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        lines.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).map(|at| at + 1).filter(|&next| {
            let is_crlf = bytes[next - 1] == b'\r' && bytes.get(next) == Some(&b'\n');
            !is_crlf
        }));
        let mut strides = Vec::new();
        if !text.is_ascii() {
            let mut chars = 0;
            strides.reserve(bytes.len() / STRIDE + 1);
            for part in bytes.chunks(STRIDE) {
                strides.push(chars);
                chars += code_points(part);
            }
        }
        Self { text, lines, strides }
    }

    /// The position of a byte offset. One past the end, or inside a character, counts as the next character's.
    #[must_use]
    pub fn of(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset);
        let chars = self.chars_before(offset);
        Position { chars, line, column: chars - self.chars_before(self.lines[line.saturating_sub(1)]) + 1 }
    }

    fn chars_before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        match self.strides.get(stride) {
            Some(chars) => chars + code_points(&self.text.as_bytes()[stride * STRIDE..offset]),
            // At the end of a text that fills its last stride.
            None => self.strides.last().map_or(offset, |chars| chars + code_points(&self.text.as_bytes()[(stride - 1) * STRIDE..])),
        }
    }
}

/// Turns byte offsets that do not decrease into [`Position`]s, in one go along a text.
#[derive(Clone, Debug)]
pub(crate) struct Along<'t> {
    text: &'t str,
    /// The offset that was asked for last, and the code points before it.
    at: usize,
    chars: usize,
    /// Its line, and the code points before that.
    line: usize,
    chars_before_line: usize,
    /// Byte offset of the line after it.
    next_line: Option<usize>,
}

impl<'t> Along<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, chars: 0, line: 1, chars_before_line: 0, next_line: line_after(text, 0) }
    }

    /// The position of the start of a character, or of the end of the text.
    pub fn of(&mut self, offset: usize) -> Position {
        if offset < self.at {
            *self = Self::new(self.text);
        }
        while let Some(next) = self.next_line.filter(|next| *next <= offset) {
            self.go(next);
            self.line += 1;
            self.chars_before_line = self.chars;
            self.next_line = line_after(self.text, next);
        }
        self.go(offset.min(self.text.len()));
        Position { chars: self.chars, line: self.line, column: self.chars - self.chars_before_line + 1 }
    }

    fn go(&mut self, to: usize) {
        self.chars += code_points(&self.text.as_bytes()[self.at..to]);
        self.at = to;
    }
}

/// Tells on which line byte offsets lie that do not decrease. To count line ends takes a fraction of what characters take.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'t> {
    bytes: &'t [u8],
    /// The offset that was asked for last, and its line.
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of an offset, from 1.
    pub fn of(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        if offset < self.at {
            (self.at, self.line) = (0, 1);
        }
        let passed = &self.bytes[self.at..offset];
        // A CR before a LF ends no line of its own.
        let is_end = |at: usize| self.bytes.get(self.at + at + 1) != Some(&b'\n');
        self.line += count(passed, |byte| byte == b'\n') + memchr::memchr_iter(b'\r', passed).filter(|at| is_end(*at)).count();
        self.at = offset;
        self.line
    }
}

/// Where the line after the one at a byte begins.
fn line_after(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let next = at + memchr::memchr2(b'\n', b'\r', &bytes[at..])? + 1;
    let is_crlf = bytes[next - 1] == b'\r' && bytes.get(next) == Some(&b'\n');
    Some(next + usize::from(is_crlf))
}

/// Code points in UTF-8 bytes.
pub(crate) fn code_points(bytes: &[u8]) -> usize {
    count(bytes, |byte| byte & 0xC0 != 0x80)
}

/// How many bytes are of some kind.
fn count(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> usize {
    // As many as a byte can count at once, so that sixteen and more are added in one go.
    bytes.chunks(255).map(|part| usize::from(part.iter().map(|byte| u8::from(is_one(*byte))).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_counts_as_one_by_one() {
        let mixed: String = (0..300).map(|at| ["a", "é", "習", "🦀", "\n", "\r\n", "\r", " "][(at * at + at / 7) % 8]).collect();
        for text in ["", "a", "plain\r\ntext\n", &"é".repeat(128), &"x".repeat(256), &mixed] {
            let positions = Positions::new(text);
            let mut along = Along::new(text);
            let mut lines = Lines::new(text);
            let (mut chars, mut line, mut column) = (0, 1, 1);
            for (at, c) in text.char_indices() {
                assert_eq!(positions.of(at), Position { chars, line, column }, "{at} in {text:?}");
                assert_eq!(along.of(at), Position { chars, line, column }, "{at} in {text:?}");
                assert_eq!((lines.of(at), Lines::new(text).of(at)), (line, line), "{at} in {text:?}");
                chars += 1;
                column += 1;
                if c == '\n' || (c == '\r' && !text[at + 1..].starts_with('\n')) {
                    (line, column) = (line + 1, 1);
                }
            }
            assert_eq!(positions.of(text.len() + 1), Position { chars, line, column });
            assert_eq!(along.of(text.len()), Position { chars, line, column });
            assert_eq!(along.of(0), Position { chars: 0, line: 1, column: 1 });
            assert_eq!((lines.of(text.len() + 1), lines.of(0)), (line, 1));
        }
    }
}
