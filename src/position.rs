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
    /// Byte offset and code points before it, of each line.
    lines: Vec<(usize, usize)>,
    /// Code points before every so many bytes.
    strides: Vec<usize>,
}

/// Bytes between two places to count from.
const STRIDE: usize = 1024;

impl<'t> Positions<'t> {
    /// Indexes `text`. Lines end at LF, or at a CR without one.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![(0, 0)];
        let mut strides = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut chars = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            // Long lines have places to count from inside them.
            if at % STRIDE == 0 {
                strides.push(chars);
            }
            chars += usize::from(byte & 0xC0 != 0x80);
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                lines.push((at + 1, chars));
            }
        }
        Self { text, lines, strides }
    }

    /// The position of a byte offset. One past the end, or inside a character, counts as the next character's.
    #[must_use]
    pub fn of(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|(start, _)| *start <= offset);
        let (start, before) = self.lines[line.saturating_sub(1)];
        let stride = offset / STRIDE;
        let (from, counted) = match self.strides.get(stride) {
            Some(&chars) if stride * STRIDE > start => (stride * STRIDE, chars),
            _ => (start, before),
        };
        let chars = counted + code_points(&self.text.as_bytes()[from..offset]);
        Position { chars, line, column: chars - before + 1 }
    }
}

/// Code points in UTF-8 bytes.
pub(crate) fn code_points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
