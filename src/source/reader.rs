//! From files to sources: a file is cut into pieces one after another, and each piece can be read on a thread of its own.
//!
//! A file of records never stands in memory as a whole: at most the pieces that are being read do.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::source::document::Document;
use crate::source::encoding::{Transcoded, binary, unmarked, wide};
use crate::source::expand::{self, Opened};
use crate::source::fields::{Field, Place};
use crate::source::format::Format;
use crate::source::piece::Piece;
use crate::source::reading::Reading;
use crate::source::{SourceError, delimited, display_path, lines, own, spread, warc};

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
        Self::open_as(&display_path(path), path, reading, counter)
    }

    /// The same for a file that is called by another name than its path.
    pub(crate) fn open_as(name: &str, path: &Path, reading: &Reading, counter: Arc<AtomicU64>) -> Self {
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
                return Self::parquet(super::parquet::Rows::of_file(name.into(), file, reading));
            }
            file => file.map(|((file, _), size)| (file, size)),
        };
        match file {
            Ok((file, size)) => Self::sized(name, file, size.min(reading.limits.document), reading, counter),
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
                let (place, size) = (Place { document, line: 1 }, size.max(head.len()));
                Stream::One(Some(Piece::new(place, size, Document { bytes, format, size }, None)))
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
