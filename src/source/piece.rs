//! Stretches of an input, each of which a thread of its own can read. Knows no format: what a piece holds knows how it is read.

use crate::source::fields::{Place, Record};
use crate::source::reading::Reading;
use crate::source::{Source, SourceError};

/// Takes each source, and each error in its place.
pub(super) type Each<'e> = dyn FnMut(Result<Source, SourceError>) + 'e;

/// What a piece holds, in the format of its input.
pub(super) trait Unread: Send {
    /// Reads what begins at a place.
    fn read(self: Box<Self>, place: &Place, reading: &Reading, each: &mut Each<'_>);
}

/// A stretch of an input that one thread reads: a page, a block of lines, some rows.
pub struct Piece {
    /// Where it begins.
    place: Place,
    /// About how many bytes it holds.
    size: usize,
    what: What,
    /// The error that stands after what it holds.
    after: Option<Box<SourceError>>,
}

enum What {
    /// A text at hand.
    Source(Source),
    /// Something in the format of its input.
    Unread(Box<dyn Unread>),
    Nothing,
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Piece").field("place", &self.place).field("size", &self.size).finish_non_exhaustive()
    }
}

impl Piece {
    /// Bytes of records that make a piece: enough for a thread to be busy, and few enough for memory.
    pub(super) const SIZE: usize = 1 << 18;

    /// Something that begins at a place, and the error that stands after it.
    pub(super) fn new(place: Place, size: usize, what: impl Unread + 'static, after: Option<Box<SourceError>>) -> Self {
        Self { place, size, what: What::Unread(Box::new(what)), after }
    }

    /// A text at hand.
    #[must_use]
    pub fn of(source: Source) -> Self {
        let place = Place { document: source.document.as_str().into(), line: 1 };
        Self { place, size: source.text.len(), what: What::Source(source), after: None }
    }

    /// An error in its place.
    #[must_use]
    pub fn failed(error: SourceError) -> Self {
        Self { place: Place { document: "".into(), line: 1 }, size: 0, what: What::Nothing, after: Some(Box::new(error)) }
    }

    /// About how many bytes it holds in memory.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Reads it and gives each source, and each error in its place, to `each`.
    pub fn read(self, reading: &Reading, each: &mut dyn FnMut(Result<Source, SourceError>)) {
        if !reading.ids_with_file {
            return self.parse(reading, each);
        }
        self.parse(reading, &mut |source| each(source.map(Source::with_file)));
    }

    fn parse(self, reading: &Reading, each: &mut Each<'_>) {
        match self.what {
            What::Source(source) => each(Ok(source)),
            What::Unread(unread) => unread.read(&self.place, reading, each),
            What::Nothing => {}
        }
        self.after.into_iter().for_each(|error| each(Err(*error)));
    }
}

/// Records whose fields are known, one a line or a row.
impl Unread for Vec<Record> {
    fn read(self: Box<Self>, place: &Place, _: &Reading, each: &mut Each<'_>) {
        let mut place = place.clone();
        for record in *self {
            record.into_source(&place, each);
            place.line += 1;
        }
    }
}
