//! From files to sources: a file is cut into pieces one after another, and each piece can be read on a thread of its own.
//!
//! A file of records never stands in memory as a whole: at most the pieces that are being read do.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::Encoding;

use crate::source::encoding::{Transcoded, binary, decode_part, unmarked, wide};
use crate::source::expand::{self, Bytes, Opened};
use crate::source::fields::{Field, Fields, Met, Place, Record};
use crate::source::format::Format;
use crate::source::html::Told;
use crate::source::spread::Value;
use crate::source::{Source, SourceError, delimited, display_path, html, jsonl, lines, own, spread, warc};

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The format of all files; told from name and content where it is not given.
    pub format: Option<Format>,
    /// Names of the fields of records.
    pub fields: Fields,
    /// What may be the size of things.
    pub limits: Limits,
    /// Whether a record with an id is named by its file too, `path#id`: for files that tell the same ids.
    pub ids_with_file: bool,
    /// The encoding of all files; recognised where it is not given.
    pub(super) encoding: Option<&'static Encoding>,
    /// Which fields the records had that were read so.
    pub(super) met: Arc<Met>,
}

impl Reading {
    /// The same for files in the encoding with this label, as the web knows it: `utf-8`, `windows-1252`, `utf-16le` … Nothing if no
    /// encoding has it.
    ///
    /// ```
    /// use actorgraph::Reading;
    /// assert!(Reading::default().with_encoding("latin1").is_some());
    /// assert!(Reading::default().with_encoding("klinkklaar").is_none());
    /// ```
    #[must_use]
    pub fn with_encoding(mut self, label: &str) -> Option<Self> {
        self.encoding = Some(Encoding::for_label(label.as_bytes())?);
        Some(self)
    }

    /// Fields that were named and that no record has had which was read so, or so by a clone: each as an error. The one of the text is not
    /// among them, without which a record cannot be read at all.
    #[must_use]
    pub fn missing_fields(&self) -> Vec<SourceError> {
        self.met.missing(&self.fields)
    }
}

/// Bounds on what an input may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document: a file of text, a line of JSON, a row, a response. At least 1.
    pub document: usize,
    /// Bytes of one web page, where that is less: building its tree takes many times its size.
    pub html: usize,
    /// How deep the elements of a web page may be nested.
    pub depth: usize,
    /// How many times its packed size a file may have unpacked.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: 64 << 20, html: 16 << 20, depth: 400, ratio: 200 }
    }
}

/// A stretch of an input that one thread reads: a page, a block of lines, some rows.
pub struct Piece {
    /// Where it begins.
    pub(super) place: Place,
    /// About how many bytes it holds.
    size: usize,
    pub(super) what: What,
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Piece").field("place", &self.place).field("size", &self.size).finish_non_exhaustive()
    }
}

/// What a piece holds.
pub(super) enum What {
    /// A text at hand.
    Source(Source),
    /// A document that is still to be read from its file.
    Document(Bytes, Format),
    /// Whole lines of JSON, and the error that stands after them.
    Lines(Vec<u8>, Option<Box<SourceError>>),
    /// JSON values that stand over lines, and the error that stands after them.
    Values(Vec<Value>, Option<Box<SourceError>>),
    /// Rows of a table, and the error that stands after them.
    Rows { columns: Arc<delimited::Columns>, rows: Vec<delimited::Row>, after: Option<Box<SourceError>> },
    /// Records whose fields are known.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code))]
    Records(Vec<Record>),
    /// A response in a web archive.
    Response(warc::Response),
    /// Something that cannot be used.
    Failed(Box<SourceError>),
}

impl Piece {
    /// Bytes of records that make a piece: enough for a thread to be busy, and few enough for memory.
    pub(super) const SIZE: usize = 1 << 18;

    pub(super) const fn new(place: Place, size: usize, what: What) -> Self {
        Self { place, size, what }
    }

    /// A text at hand.
    #[must_use]
    pub fn of(source: Source) -> Self {
        let place = Place { document: source.document.as_str().into(), line: 1 };
        Self::new(place, source.text.len(), What::Source(source))
    }

    /// An error in its place.
    #[must_use]
    pub fn failed(error: SourceError) -> Self {
        Self::new(Place { document: "".into(), line: 1 }, 0, What::Failed(Box::new(error)))
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

    fn parse(self, reading: &Reading, each: &mut dyn FnMut(Result<Source, SourceError>)) {
        let Self { place, what, size, .. } = self;
        match what {
            What::Source(source) => each(Ok(source)),
            What::Failed(error) => each(Err(*error)),
            What::Document(bytes, format) => document(&place, bytes, size, format, reading, each),
            What::Lines(block, after) => {
                jsonl::read(&place, &block, reading, each);
                after.into_iter().for_each(|error| each(Err(*error)));
            }
            What::Values(values, after) => {
                jsonl::read_values(&place, values, reading, each);
                after.into_iter().for_each(|error| each(Err(*error)));
            }
            What::Rows { columns, rows, after } => {
                delimited::read(&place.document, &columns, rows, each);
                after.into_iter().for_each(|error| each(Err(*error)));
            }
            What::Records(records) => {
                let mut place = place;
                for record in records {
                    record.into_source(&place, each);
                    place.line += 1;
                }
            }
            What::Response(response) => warc::read(&place, response, reading, each),
        }
    }
}

/// Reads a file that is one document. What can be read of a damaged one is used up to its last whole line.
fn document(
    place: &Place,
    bytes: Bytes,
    size: usize,
    format: Format,
    reading: &Reading,
    each: &mut dyn FnMut(Result<Source, SourceError>),
) {
    let limit = reading.limits.document;
    let mut content = Vec::with_capacity(size.min(limit) + 1);
    let stopped = bytes.take(limit as u64 + 1).read_to_end(&mut content).err();
    if content.len() > limit {
        return each(Err(SourceError::TooLong { document: place.document.to_string(), line: 1, limit, hint: "" }));
    }
    let lost = stopped.map(|error| {
        content.truncate(memchr::memrchr(b'\n', &content).map_or(0, |at| at + 1));
        let line = 1 + memchr::memchr_iter(b'\n', &content).count() as u64;
        expand::told(&place.document, line, error)
    });
    if lost.is_none() || !content.is_empty() {
        let document = place.document.to_string();
        each(match format {
            Format::Html => html::read(document, place, content, &Told::default(), reading).and_then(|source| {
                if source.text.is_empty() { Err(SourceError::NoArticle { document: source.document }) } else { Ok(source) }
            }),
            _ => decode_part(&document, 1, content, reading.encoding).map(|text| Source::new(document, text)),
        });
    }
    lost.into_iter().for_each(|error| each(Err(error)));
}

/// The pieces of one input, in order.
pub struct Pieces {
    stream: Stream,
}

enum Stream {
    One(Option<Piece>),
    Lines(lines::Blocks),
    Values(spread::Values),
    Rows(Box<delimited::Rows>),
    Warc(warc::Records),
    #[cfg(feature = "parquet")]
    Parquet(Box<super::parquet::Rows>),
}

impl Pieces {
    /// Opens a file. `counter` grows by the bytes that are read from it.
    #[must_use]
    pub fn open(path: &Path, reading: &Reading, counter: Arc<AtomicU64>) -> Self {
        let file = File::open(path).and_then(|file| {
            // On some systems a directory can be opened and not be read.
            let found = file.metadata()?;
            let size = usize::try_from(found.len()).unwrap_or(usize::MAX);
            if found.is_dir() { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok((file, size)) }
        });
        #[cfg(feature = "parquet")]
        let file = match file.and_then(|(file, size)| Ok((super::parquet::opened(file)?, size))) {
            // Its end is read first, which a stream could not give.
            Ok(((file, true), _)) if reading.format.is_none_or(|format| format == Format::Parquet) => {
                return Self::parquet(super::parquet::Rows::of_file(display_path(path).into(), file, reading));
            }
            file => file.map(|((file, _), size)| (file, size)),
        };
        match file {
            Ok((file, size)) => Self::sized(&display_path(path), file, size.min(reading.limits.document), reading, counter),
            Err(error) => Self::one(Piece::failed(SourceError::Read { path: path.to_owned(), error })),
        }
    }

    /// Opens a stream with a name, such as standard input.
    #[must_use]
    pub fn from_reader(name: &str, raw: impl Read + Send + 'static, reading: &Reading, counter: Arc<AtomicU64>) -> Self {
        Self::sized(name, raw, 0, reading, counter)
    }

    fn sized(name: &str, raw: impl Read + Send + 'static, size: usize, reading: &Reading, counter: Arc<AtomicU64>) -> Self {
        match expand::open(raw, reading.limits.ratio, counter) {
            Ok(opened) => Self::of(name, opened, size, reading),
            Err(error) => Self::one(Piece::failed(expand::told(name, 1, error))),
        }
    }

    fn streamed(stream: Stream) -> Self {
        Self { stream }
    }

    fn one(piece: Piece) -> Self {
        Self::streamed(Stream::One(Some(piece)))
    }

    #[cfg(feature = "parquet")]
    fn parquet(rows: Result<super::parquet::Rows, SourceError>) -> Self {
        match rows {
            Ok(rows) => Self::streamed(Stream::Parquet(Box::new(rows))),
            Err(error) => Self::one(Piece::failed(error)),
        }
    }

    /// `size` is that of a document as far as it is known.
    fn of(name: &str, opened: Opened, size: usize, reading: &Reading) -> Self {
        let document: Arc<str> = name.into();
        let encoding = wide(&opened.head).or(reading.encoding).or_else(|| unmarked(&opened.head));
        let format = reading.format.unwrap_or_else(|| {
            let head = encoding.map(|encoding| encoding.decode_with_bom_removal(&opened.head).0.into_owned().into_bytes());
            Format::recognise(name, head.as_deref().unwrap_or(&opened.head))
        });
        if let Some(what) = own::written(&opened.head).filter(|_| !reading.fields.is_named(Field::Text)) {
            return Self::one(Piece::failed(SourceError::Own { document: name.to_owned(), what }));
        }
        let is_records = matches!(format, Format::Jsonl | Format::Csv | Format::Tsv);
        if is_records && encoding.is_none() && memchr::memchr(0, &opened.head).is_some() {
            return Self::one(Piece::failed(binary(name, 1, &opened.head)));
        }
        let Opened { head, bytes } = match encoding.filter(|encoding| is_records && *encoding != encoding_rs::UTF_8) {
            Some(encoding) => expand::peeked(Box::new(Transcoded::new(opened.bytes, encoding))),
            None => opened,
        };
        let stream = match format {
            Format::Text | Format::Html => {
                let place = Place { document, line: 1 };
                Stream::One(Some(Piece::new(place, size.max(head.len()), What::Document(bytes, format))))
            }
            Format::Jsonl if spread::is_spread(&head) => Stream::Values(spread::Values::new(document, bytes)),
            Format::Jsonl => Stream::Lines(lines::Blocks::new(document, bytes)),
            Format::Csv => Stream::Rows(Box::new(delimited::Rows::new(document, &head, bytes, false))),
            Format::Tsv => Stream::Rows(Box::new(delimited::Rows::new(document, &head, bytes, true))),
            Format::Warc => Stream::Warc(warc::Records::new(document, bytes)),
            #[cfg(feature = "parquet")]
            Format::Parquet => return Self::parquet(super::parquet::Rows::open(document, bytes, reading)),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => Stream::One(Some(Piece::failed(SourceError::NotBuilt { document: name.to_owned(), format: "parquet" }))),
        };
        Self::streamed(stream)
    }

    /// The next piece.
    pub fn next(&mut self, reading: &Reading) -> Option<Piece> {
        match &mut self.stream {
            Stream::One(piece) => piece.take(),
            Stream::Lines(blocks) => blocks.next(reading),
            Stream::Values(values) => values.next(reading),
            Stream::Rows(rows) => rows.next(reading),
            Stream::Warc(records) => records.next(reading),
            #[cfg(feature = "parquet")]
            Stream::Parquet(rows) => rows.next(),
        }
    }
}
