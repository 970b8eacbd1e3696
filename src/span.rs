//! Half-open ranges of byte offsets, the one way in which places in a text are told.

use std::ops::Range;

/// A half-open range of UTF-8 byte offsets: `start` belongs to it, `end` does not.
///
/// ```
/// use actorgraph::Span;
/// let span = Span::new(3, 7);
/// assert!(span.contains(3) && !span.contains(7));
/// assert_eq!(&"de NAVO zegt"[span.range()], "NAVO");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to but without `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes; 0 for a span that ends before it starts.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `offset` lies inside.
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text at the span, or `""` where the span does not lie on character boundaries of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_half_open() {
        let span = Span::new(2, 5);
        let rows = [(1, false), (2, true), (4, true), (5, false), (6, false)];
        for (offset, inside) in rows {
            assert_eq!(span.contains(offset), inside, "offset {offset}");
        }
    }

    #[test]
    fn overlap_needs_a_shared_byte() {
        let span = Span::new(2, 5);
        let rows = [((0, 2), false), ((0, 3), true), ((4, 9), true), ((5, 9), false), ((3, 4), true)];
        for ((start, end), shared) in rows {
            assert_eq!(span.overlaps(Span::new(start, end)), shared, "{start}..{end}");
            assert_eq!(Span::new(start, end).overlaps(span), shared, "{start}..{end} the other way");
        }
    }

    #[test]
    fn a_span_covers_itself_and_what_lies_inside() {
        let span = Span::new(2, 5);
        assert!(span.covers(span) && span.covers(Span::new(3, 5)));
        assert!(!span.covers(Span::new(1, 5)) && !span.covers(Span::new(2, 6)));
    }
}
