//! Tables of text with a header: CSV with commas, semicolons, tabs or bars.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io, mem};

use csv::ByteRecord;

use crate::source::encoding::decode_cells;
use crate::source::expand::{self, Bytes};
use crate::source::fields::{Field, Fields, Place, Record};
use crate::source::reader::{Piece, Reading, What};
use crate::source::{Source, SourceError};

/// The delimiter of a header: the sign among comma, semicolon, tab and bar that stands in it most often outside quotes.
pub(super) fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: u8| {
        let mut quoted = false;
        header
            .iter()
            .filter(|byte| {
                quoted ^= **byte == b'"';
                **byte == delimiter && !quoted
            })
            .count()
    };
    // Of equals the last counts for `max_by_key`, and commas are the rule.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// Which columns are read.
#[derive(Debug)]
pub(super) struct Columns {
    /// Place in the row, field, and how early the column's name is tried.
    wanted: Vec<(usize, Field, usize)>,
    count: usize,
}

/// Stops a row that goes on and on, as one does after a quote that is never closed.
struct Leashed {
    inner: Bytes,
    left: Arc<AtomicUsize>,
}

#[derive(Debug, thiserror::Error)]
#[error("the row is too long")]
struct TooLong;

impl io::Read for Leashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other(TooLong));
        }
        let room = buffer.len().min(left);
        let count = self.inner.read(&mut buffer[..room])?;
        self.left.fetch_sub(count, Ordering::Relaxed);
        Ok(count)
    }
}

/// Rows of a table, read in pieces.
pub(super) struct Rows {
    document: Arc<str>,
    table: csv::Reader<Leashed>,
    left: Arc<AtomicUsize>,
    columns: Option<Arc<Columns>>,
    /// Whether the first line is no header but tells the delimiter.
    skips_first: bool,
    is_over: bool,
}

impl Rows {
    pub(super) fn new(document: Arc<str>, head: &[u8], bytes: Bytes, tabs: bool) -> Self {
        let first = head.split(|byte| *byte == b'\n').next().unwrap_or(b"");
        // Spreadsheets may write a first line that tells the delimiter.
        let told = match first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_end() {
            [b's', b'e', b'p', b'=', sign] => Some(*sign),
            _ => None,
        };
        let delimiter = told.unwrap_or_else(|| if tabs { b'\t' } else { delimiter(first) });
        let left = Arc::new(AtomicUsize::new(0));
        let leashed = Leashed { inner: bytes, left: Arc::clone(&left) };
        let table = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(leashed);
        Self { document, table, left, columns: None, skips_first: told.is_some(), is_over: false }
    }

    /// The next rows, as many as go into a piece.
    pub(super) fn next(&mut self, reading: &Reading) -> Option<Piece> {
        if self.is_over {
            return None;
        }
        if self.columns.is_none() {
            match self.header(reading) {
                Ok(columns) => self.columns = Some(Arc::new(columns?)),
                Err(error) => {
                    self.is_over = true;
                    return Some(Piece::failed(error));
                }
            }
        }
        let columns = Arc::clone(self.columns.as_ref()?);
        let (mut rows, mut size) = (Vec::new(), 0);
        while size < Piece::SIZE {
            match self.row(reading) {
                Ok(Some(row)) => {
                    size += row.as_slice().len() + mem::size_of::<ByteRecord>();
                    rows.push(row);
                }
                Ok(None) => break,
                Err(error) => {
                    self.is_over = true;
                    let line = rows.first().map_or(1, line);
                    let what = What::Rows { columns, rows, after: Some(Box::new(error)) };
                    return Some(Piece { place: Place { document: Arc::clone(&self.document), line }, size, what });
                }
            }
        }
        let line = line(rows.first()?);
        Some(Piece { place: Place { document: Arc::clone(&self.document), line }, size, what: What::Rows { columns, rows, after: None } })
    }

    fn row(&mut self, reading: &Reading) -> Result<Option<ByteRecord>, SourceError> {
        let mut row = ByteRecord::new();
        // What the table's reader has at hand already comes on top.
        self.left.store(reading.limits.document, Ordering::Relaxed);
        let start = self.table.position().line();
        let error = match self.table.read_byte_record(&mut row) {
            Ok(is_there) => return Ok(is_there.then_some(row)),
            Err(error) => error,
        };
        let csv::ErrorKind::Io(error) = error.into_kind() else { return Ok(None) };
        if error.get_ref().is_some_and(|inner| inner.is::<TooLong>()) {
            let hint = " (perhaps a quote is opened there and never closed; what follows is not read)";
            return Err(SourceError::TooLong { document: self.document.to_string(), line: start, limit: reading.limits.document, hint });
        }
        Err(expand::told(&self.document, self.table.position().line(), error))
    }

    /// Reads the header. A table without any line has none.
    fn header(&mut self, reading: &Reading) -> Result<Option<Columns>, SourceError> {
        let Some(mut row) = self.row(reading)? else { return Ok(None) };
        if self.skips_first {
            let Some(next) = self.row(reading)? else { return Ok(None) };
            row = next;
        }
        let names = cells(&self.document, &row)?;
        let columns = Columns::of(&names, &reading.fields);
        if !columns.wanted.iter().any(|(_, field, _)| *field == Field::Text) {
            let tried = reading.fields.tried(Field::Text);
            return Err(SourceError::NoText { document: self.document.to_string(), line: line(&row), tried, present: names });
        }
        Ok(Some(columns))
    }
}

impl Columns {
    fn of(names: &[String], fields: &Fields) -> Self {
        let columns = names.iter().enumerate();
        let wanted = columns.flat_map(|(at, name)| fields.of_column(name).map(move |(field, rank)| (at, field, rank))).collect();
        Self { wanted, count: names.len() }
    }
}

fn line(row: &ByteRecord) -> u64 {
    row.position().map_or(1, csv::Position::line)
}

/// Reads rows into sources.
pub(super) fn read(document: &Arc<str>, columns: &Columns, rows: &[ByteRecord], each: &mut dyn FnMut(Result<Source, SourceError>)) {
    for row in rows {
        let place = Place { document: Arc::clone(document), line: line(row) };
        if row.len() != columns.count {
            let document = document.to_string();
            each(Err(SourceError::Row { document, line: place.line, found: row.len(), expected: columns.count }));
            continue;
        }
        match cells(document, row) {
            Ok(mut cells) => {
                let mut record = Record::default();
                for (at, field, rank) in &columns.wanted {
                    record.note(*field, *rank, cells.get_mut(*at).map(mem::take).unwrap_or_default());
                }
                record.into_source(&place, each);
            }
            Err(error) => each(Err(error)),
        }
    }
}

/// The cells of a row as text, without byte order marks.
fn cells(document: &str, row: &ByteRecord) -> Result<Vec<String>, SourceError> {
    let cells = decode_cells(document, line(row), row.as_slice(), row.iter())?;
    Ok(cells.into_iter().map(|cell| cell.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(cell)).collect())
}
