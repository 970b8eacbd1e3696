//! Tables of text with a header: CSV with commas, semicolons, tabs or bars.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io, mem};

use csv::ByteRecord;

use crate::source::SourceError;
use crate::source::encoding::decode_cells;
use crate::source::expand::{self, Bytes};
use crate::source::fields::{Field, Fields, Place, Record};
use crate::source::format::delimiter;
use crate::source::piece::{Each, Piece, Unread};
use crate::source::reading::Reading;

/// Which columns are read.
#[derive(Debug)]
struct Columns {
    /// Place in the row, field, and how early the column's name is tried.
    wanted: Vec<(usize, Field, usize)>,
    count: usize,
}

/// Stops a row that goes on and on, as one does after a quote that is never closed, and keeps the last row as it stands in the file.
struct Leashed {
    inner: Bytes,
    left: Arc<AtomicUsize>,
    /// What was read, from the byte `from` of the file on.
    raw: Vec<u8>,
    from: u64,
}

impl Leashed {
    /// What stands at these bytes of the file, as far as it is kept.
    fn raw(&self, from: u64, to: u64) -> &[u8] {
        let at = |byte: u64| usize::try_from(byte.saturating_sub(self.from)).unwrap_or(usize::MAX);
        self.raw.get(at(from)..at(to).min(self.raw.len())).unwrap_or_default()
    }

    /// Keeps no more than what stands from this byte of the file on. To move it each time would take longer than to hold a little more.
    fn keep(&mut self, from: u64) {
        const MUCH: usize = 1 << 16;
        let passed = usize::try_from(from.saturating_sub(self.from)).unwrap_or(usize::MAX).min(self.raw.len());
        if passed > MUCH {
            self.raw.drain(..passed);
            self.from += passed as u64;
        }
    }
}

/// What is wrong with the quotes of a row, if something is that lets it run over lines which are not its own.
fn misquoted(row: &[u8], delimiter: u8) -> Option<&'static str> {
    let (mut at, mut begins) = (0, true);
    while at < row.len() {
        if row[at] == b'"' && begins {
            at += 1;
            loop {
                let Some(found) = memchr::memchr(b'"', &row[at..]) else { return Some("a quote is opened and never closed") };
                at += found + 1;
                match row.get(at) {
                    Some(b'"') => at += 1,
                    Some(b'\n' | b'\r') | None => break,
                    Some(byte) if *byte == delimiter => break,
                    Some(_) => return Some("a quote ends before its cell does"),
                }
            }
            begins = false;
        } else {
            begins = row[at] == delimiter || matches!(row[at], b'\n' | b'\r');
            at += 1;
            if !begins {
                at += memchr::memchr3(delimiter, b'\n', b'\r', &row[at..]).unwrap_or(row.len() - at);
            }
        }
    }
    None
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
        self.raw.extend_from_slice(&buffer[..count]);
        self.left.fetch_sub(count, Ordering::Relaxed);
        Ok(count)
    }
}

/// Rows of a table, read in pieces.
pub(super) struct Rows {
    document: Arc<str>,
    table: csv::Reader<Leashed>,
    delimiter: u8,
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
        let leashed = Leashed { inner: bytes, left: Arc::clone(&left), raw: Vec::new(), from: 0 };
        let table = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(leashed);
        Self { document, table, delimiter, left, columns: None, skips_first: told.is_some(), is_over: false }
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
        let place = Place { document: Arc::clone(&self.document), line: self.table.position().line() };
        let (mut rows, mut size, mut after) = (Vec::new(), 0, None);
        while size < Piece::SIZE {
            match self.row(reading) {
                Ok(Some(row)) => {
                    size += row.as_slice().len() + mem::size_of::<ByteRecord>();
                    rows.push(self.checked(row));
                }
                Ok(None) => break,
                Err(error) => {
                    self.is_over = true;
                    after = Some(Box::new(error));
                    break;
                }
            }
        }
        let is_nothing = rows.is_empty() && after.is_none();
        (!is_nothing).then(|| Piece::new(place, size, TableRows { columns, rows }, after))
    }

    /// The row that was just read as it stands in the file, without the ends of lines around it.
    fn raw(&self, row: &ByteRecord) -> &[u8] {
        let raw = self.table.get_ref().raw(row.position().map_or(0, csv::Position::byte), self.table.position().byte());
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let end = raw.iter().rposition(|byte| !is_end(byte)).map_or(0, |at| at + 1);
        &raw[..end]
    }

    /// A row that was just read, unless it runs over several lines because of a quote that is amiss.
    fn checked(&self, row: ByteRecord) -> Row {
        let raw = self.raw(&row);
        let below = memchr::memchr_iter(b'\n', raw).count() as u64;
        let fault = if below > 0 { misquoted(raw, self.delimiter) } else { None };
        match fault {
            None => Ok(row),
            Some(fault) => {
                let line = line(&row);
                Err(Box::new(SourceError::Quote { document: self.document.to_string(), line, fault, last: line + below }))
            }
        }
    }

    /// Sets the place of a row that was just read to where its first cell begins: the reader's is before the ends of lines that it passes
    /// over, among them the second half of `\r\n`.
    fn place(&self, row: &mut ByteRecord) {
        let Some(mut position) = row.position().cloned() else { return };
        let raw = self.table.get_ref().raw(position.byte(), self.table.position().byte());
        let passed = raw.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if passed > 0 {
            let lines = memchr::memchr_iter(b'\n', &raw[..passed]).count() as u64;
            position.set_byte(position.byte() + passed as u64);
            position.set_line(position.line() + lines);
            row.set_position(Some(position));
        }
    }

    fn row(&mut self, reading: &Reading) -> Result<Option<ByteRecord>, SourceError> {
        let mut row = ByteRecord::new();
        // What the table's reader has at hand already comes on top.
        self.left.store(reading.limits.document, Ordering::Relaxed);
        let (start, byte) = (self.table.position().line(), self.table.position().byte());
        self.table.get_mut().keep(byte);
        let error = match self.table.read_byte_record(&mut row) {
            Ok(is_there) => {
                self.place(&mut row);
                return Ok(is_there.then_some(row));
            }
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
        let has = |field| columns.wanted.iter().any(|(_, held, _)| *held == field);
        let place = Place { document: Arc::clone(&self.document), line: line(&row) };
        reading.met.note(&reading.fields, has, &place, || names.clone());
        if !has(Field::Text) {
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

/// A row, or what is wrong with it.
type Row = Result<ByteRecord, Box<SourceError>>;

fn line(row: &ByteRecord) -> u64 {
    row.position().map_or(1, csv::Position::line)
}

/// Rows that were just read, and the columns that count.
struct TableRows {
    columns: Arc<Columns>,
    rows: Vec<Row>,
}

impl Unread for TableRows {
    fn read(self: Box<Self>, place: &Place, _: &Reading, each: &mut Each<'_>) {
        let (Self { columns, rows }, document) = (*self, &place.document);
        for row in rows {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    each(Err(*error));
                    continue;
                }
            };
            let place = Place { document: Arc::clone(document), line: line(&row) };
            if row.len() != columns.count {
                let document = document.to_string();
                each(Err(SourceError::Row { document, line: place.line, found: row.len(), expected: columns.count }));
                continue;
            }
            match cells(document, &row) {
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
}

/// The cells of a row as text, without byte order marks.
fn cells(document: &str, row: &ByteRecord) -> Result<Vec<String>, SourceError> {
    let cells = decode_cells(document, line(row), row.as_slice(), row.iter())?;
    Ok(cells.into_iter().map(|cell| cell.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(cell)).collect())
}
