//! Parquet tables, read row group by row group.

use std::fs::File;
use std::io::{Seek, Write};
use std::sync::Arc;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field as Cell, Row};
use parquet::schema::types::Type;

use crate::source::SourceError;
use crate::source::expand::{self, Bytes};
use crate::source::fields::{Field, Place, Record};
use crate::source::piece::Piece;
use crate::source::reading::Reading;

/// Rows of a table, in order.
pub(super) struct Rows {
    document: Arc<str>,
    rows: RowIter<'static>,
    /// Field, how early its name is tried, and place among the columns that are read.
    wanted: Vec<(Field, usize, usize)>,
    /// Number of the next row, from 1.
    number: u64,
    is_over: bool,
    /// An error that stands after the rows of the piece before.
    failed: Option<SourceError>,
}

impl Rows {
    /// Opens a table. Its end must be read first, so that a stream is kept in a temporary file.
    pub(super) fn open(document: Arc<str>, mut bytes: Bytes, reading: &Reading) -> Result<Self, SourceError> {
        let stopped = |error| expand::told(&document, 1, error);
        let mut file = tempfile::tempfile().map_err(stopped)?;
        std::io::copy(&mut bytes, &mut file).map_err(stopped)?;
        file.flush().and_then(|()| file.rewind()).map_err(stopped)?;
        Self::of_file(document, file, reading)
    }

    /// Opens a table that is a file.
    pub(super) fn of_file(document: Arc<str>, file: File, reading: &Reading) -> Result<Self, SourceError> {
        let name = Arc::clone(&document);
        guarded(|| Self::opened(document, file, reading)).unwrap_or_else(|| Err(misshapen(&name, 1, GAVE_UP.to_owned())))
    }

    fn opened(document: Arc<str>, file: File, reading: &Reading) -> Result<Self, SourceError> {
        let misshapen = |message| misshapen(&document, 1, message);
        let reader = SerializedFileReader::new(file).map_err(|error| misshapen(error.to_string()))?;
        let schema = reader.metadata().file_metadata().schema();
        let (mut wanted, mut columns) = (Vec::new(), Vec::new());
        for column in schema.get_fields() {
            let fields: Vec<_> = reading.fields.of_column(column.name()).collect();
            if !fields.is_empty() {
                wanted.extend(fields.into_iter().map(|(field, rank)| (field, rank, columns.len())));
                columns.push(Arc::clone(column));
            }
        }
        let has = |field| wanted.iter().any(|(held, ..)| *held == field);
        let names = || schema.get_fields().iter().map(|column| column.name().to_owned()).collect();
        reading.met.note(&reading.fields, has, &Place { document: Arc::clone(&document), line: 1 }, names);
        if !has(Field::Text) {
            let present = names();
            let tried = reading.fields.tried(Field::Text);
            return Err(SourceError::NoText { document: document.to_string(), line: 1, tried, present });
        }
        let projection =
            Type::group_type_builder(schema.name()).with_fields(columns).build().map_err(|error| misshapen(error.to_string()))?;
        let rows = RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(|error| misshapen(error.to_string()))?;
        Ok(Self { document, rows, wanted, number: 1, is_over: false, failed: None })
    }

    /// The next rows, as many as go into a piece.
    pub(super) fn next(&mut self) -> Option<Piece> {
        if let Some(error) = self.failed.take() {
            return Some(Piece::failed(error));
        }
        if self.is_over {
            return None;
        }
        let place = Place { document: Arc::clone(&self.document), line: self.number };
        let (mut records, mut size) = (Vec::new(), 0);
        while size < Piece::SIZE {
            // A cell may break down only when it becomes text.
            match guarded(|| self.rows.next().map(|row| row.map(|row| Self::record(&self.wanted, row)))) {
                None => {
                    self.is_over = true;
                    self.failed = Some(misshapen(&self.document, self.number, GAVE_UP.to_owned()));
                    break;
                }
                Some(Some(Ok(record))) => {
                    size += record.size();
                    records.push(record);
                    self.number += 1;
                }
                Some(end) => {
                    self.is_over = true;
                    self.failed = end.and_then(Result::err).map(|error| misshapen(&self.document, self.number, error.to_string()));
                    break;
                }
            }
        }
        if records.is_empty() {
            return self.failed.take().map(Piece::failed);
        }
        Some(Piece::new(place, size, records, None))
    }

    fn record(wanted: &[(Field, usize, usize)], row: Row) -> Record {
        let cells = row.into_columns();
        let mut record = Record::default();
        for (field, rank, at) in wanted {
            record.note(*field, *rank, cells.get(*at).map(|(_, cell)| text(cell)).unwrap_or_default());
        }
        record
    }
}

/// Whether a file that was opened begins as a table does.
pub(super) fn opened(mut file: File) -> std::io::Result<(File, bool)> {
    // A pipe cannot be wound back.
    if file.stream_position().is_err() {
        return Ok((file, false));
    }
    let mut head = [0; 4];
    let (held, _) = expand::fill(&mut file, &mut head);
    file.rewind()?;
    Ok((file, held == 4 && head == *b"PAR1"))
}

/// What is told of a table on which the library breaks down instead of giving an error.
const GAVE_UP: &str = "its inner tables contradict each other";

/// The library panics on some damaged tables. That ends the reading of the table, and no more.
fn guarded<T>(does: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(does)).ok()
}

fn misshapen(document: &str, line: u64, message: String) -> SourceError {
    SourceError::Format { document: document.to_owned(), line, format: "sound Parquet file", message }
}

/// A cell as text.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Str(text) => text.clone(),
        Cell::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Cell::ListInternal(parts) => parts.elements().iter().map(text).collect::<Vec<_>>().join("\n\n"),
        Cell::TimestampMillis(millis) => moment(*millis),
        Cell::TimestampMicros(micros) => moment(micros.div_euclid(1000)),
        Cell::Date(days) => day(*days),
        Cell::Group(_) | Cell::MapInternal(_) => String::new(),
        other => other.to_string().trim_matches('"').to_owned(),
    }
}

/// Days since 1970 as a day, empty outside the years of the calendar.
fn day(days: i32) -> String {
    let since = jiff::Span::new().try_days(days);
    since.and_then(|since| jiff::civil::date(1970, 1, 1).checked_add(since)).map(|day| day.to_string()).unwrap_or_default()
}

/// Milliseconds since 1970 as a moment in UTC, empty outside the years of the calendar.
fn moment(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis).map(|moment| moment.to_string()).unwrap_or_default()
}
