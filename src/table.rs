//! CSV tables that people edit: rows with their line numbers, and problems that say where they are and what to do.

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memchr2};

/// Something wrong in a file that people edit: where, what, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Name of the file as it was given.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u64,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    pub(crate) fn new(file: &str, line: u64, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}; {}", self.file, self.message, self.remedy),
            line => write!(f, "{}:{line}: {}; {}", self.file, self.message, self.remedy),
        }
    }
}

/// A parsed CSV file with a header row. The gazetteers are too large for a copy of each cell, so that cells are places in the text.
pub(crate) struct Table<'t> {
    name: Arc<str>,
    text: &'t str,
    columns: Vec<String>,
    /// Line of each row.
    lines: Vec<u64>,
    /// Where the cells of all rows begin and end, without the white space around them. Those behind the end of the text stand in `unquoted`.
    cells: Vec<(u32, u32)>,
    /// The cells of rows with quotes, one after the other.
    unquoted: String,
}

/// A column of a [`Table`], which need not be there.
#[derive(Clone, Copy)]
pub(crate) struct Column(Option<usize>);

/// One row of a [`Table`].
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table<'t>,
    pub(crate) line: u64,
    /// Number of its first cell.
    first: usize,
}

/// Where something stands in a file, for problems that show only later.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) file: Arc<str>,
    pub(crate) line: u64,
}

/// Reads the rows of a CSV file one by one. In most of them every comma parts two cells; those with quotes or lone carriage returns are
/// left to a library.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u64,
    parser: Option<csv::Reader<Cursor<&'t [u8]>>>,
    record: csv::StringRecord,
}

/// The cells of a row.
enum Cells<'r> {
    /// They stand in the text from this byte on, with commas between.
    Plain(usize, &'r str),
    Quoted(&'r csv::StringRecord),
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, parser: None, record: csv::StringRecord::new() }
    }

    /// What was not read yet.
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next row that is not empty, and its line.
    fn next(&mut self) -> Option<(u64, Result<Cells<'_>, csv::Error>)> {
        loop {
            let rest = Some(self.rest()).filter(|rest| !rest.is_empty())?;
            let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let row = rest[..end].trim_end_matches('\r');
            let (at, line) = (self.at, self.line);
            if memchr2(b'"', b'\r', row.as_bytes()).is_some() {
                return Some((line, self.read_quoted().map(|()| Cells::Quoted(&self.record))));
            }
            (self.at, self.line) = (at + end + 1, line + 1);
            if !row.is_empty() {
                return Some((line, Ok(Cells::Plain(at, row))));
            }
        }
    }

    fn read_quoted(&mut self) -> Result<(), csv::Error> {
        let parser = self.parser.get_or_insert_with(|| {
            let mut builder = csv::ReaderBuilder::new();
            builder.flexible(true).has_headers(false).buffer_capacity(1 << 10).from_reader(Cursor::new(self.text.as_bytes()))
        });
        let mut from = csv::Position::new();
        from.set_byte(self.at as u64).set_line(self.line);
        let read = parser.seek(from).and_then(|()| parser.read_record(&mut self.record));
        // What cannot be read is not tried again.
        let end = usize::try_from(parser.position().byte()).ok().filter(|end| read.is_ok() && *end > self.at);
        let read_bytes = self.text.as_bytes().get(self.at..end.unwrap_or(self.text.len())).unwrap_or_default();
        self.line += memchr_iter(b'\n', read_bytes).count() as u64;
        self.at += read_bytes.len();
        read.map(|_| ())
    }

    /// The columns that the header row names.
    fn columns(&mut self) -> Result<Vec<String>, csv::Error> {
        let named = |cell: &str| cell.trim().to_lowercase();
        match self.next() {
            None => Ok(Vec::new()),
            Some((_, Ok(Cells::Plain(_, row)))) => Ok(row.split(',').map(named).collect()),
            Some((_, Ok(Cells::Quoted(record)))) => Ok(record.iter().map(named).collect()),
            Some((_, Err(error))) => Err(error),
        }
    }
}

/// The columns of a CSV file, without a look at its rows. None where no header can be read.
pub(crate) fn columns_of(text: &str) -> Vec<String> {
    Reader::new(text.trim_start_matches('\u{feff}')).columns().unwrap_or_default()
}

/// A table that is read some rows at a time, for lists of which nobody wants all cells at once.
pub(crate) struct Parts<'t> {
    table: Table<'t>,
    reader: Reader<'t>,
}

/// Rows of a part.
const PART: usize = 1 << 12;

impl<'t> Parts<'t> {
    /// Reads the header of `text` alone.
    pub(crate) fn new(name: &str, text: &'t str, problems: &mut Vec<Problem>) -> Self {
        let mut text = text.trim_start_matches('\u{feff}');
        // Cells without their quotes are numbered behind the text, and take no more than it.
        if u32::try_from(text.len().saturating_mul(2)).is_err() {
            problems.push(Problem::new(name, 0, "the file is larger than 2 GB", "divide it into several"));
            text = "";
        }
        let mut reader = Reader::new(text);
        let columns = reader.columns().unwrap_or_else(|error| {
            problems.push(Problem::new(name, 1, format!("no header row can be read ({error})"), "write the column names on line 1"));
            Vec::new()
        });
        Self { table: Table { name: name.into(), text, columns, lines: Vec::new(), cells: Vec::new(), unquoted: String::new() }, reader }
    }

    /// The table with the rows that were read last.
    pub(crate) const fn table(&self) -> &Table<'t> {
        &self.table
    }

    /// Reads the next rows into the place of those before, and tells whether there are any. Rows of the wrong length are reported and left
    /// out.
    pub(crate) fn read(&mut self, problems: &mut Vec<Problem>) -> bool {
        self.table.lines.clear();
        self.table.cells.clear();
        self.table.unquoted.clear();
        self.table.fill(&mut self.reader, PART, problems);
        !self.table.lines.is_empty()
    }
}

impl<'t> Table<'t> {
    /// Parses `text`. Rows of the wrong length are reported and left out; the others count.
    pub(crate) fn parse(name: &str, text: &'t str, problems: &mut Vec<Problem>) -> Self {
        let Parts { mut table, mut reader } = Parts::new(name, text, problems);
        table.fill(&mut reader, usize::MAX, problems);
        table
    }

    /// Adds the next rows, at most so many.
    fn fill(&mut self, reader: &mut Reader<'t>, most: usize, problems: &mut Vec<Problem>) {
        let rest = reader.rest();
        let rows = memchr_iter(b'\n', rest.as_bytes()).take(most).count();
        // Eight bytes each: no more memory than the text takes, whatever its header and its empty lines promise.
        self.lines.reserve(rows.min(rest.len() / 8));
        self.cells.reserve(rows.saturating_mul(self.columns.len()).min(rest.len() / 8));
        while self.lines.len() < most
            && let Some((line, row)) = reader.next()
        {
            match row.map(|cells| self.push(line, &cells)) {
                Ok(None) => {}
                Ok(Some(count)) => {
                    let message = format!("the row has {count} cells where the header has {}", self.columns.len());
                    let remedy = "add or remove commas, and put a cell that holds a comma between double quotes";
                    problems.push(Problem::new(&self.name, line, message, remedy));
                }
                Err(error) => {
                    problems.push(Problem::new(&self.name, line, format!("the row cannot be read ({error})"), "check its quotes"));
                }
            }
        }
    }

    /// Adds a row. Where it has not as many cells as there are columns, tells how many it has.
    fn push(&mut self, line: u64, row: &Cells<'_>) -> Option<usize> {
        let (first, unquoted) = (self.cells.len(), self.unquoted.len());
        match *row {
            Cells::Plain(at, row) => {
                let mut from = 0;
                for end in memchr_iter(b',', row.as_bytes()).chain(std::iter::once(row.len())) {
                    let cell = &row[from..end];
                    let trimmed = trimmed(cell);
                    let before = if trimmed.len() == cell.len() { 0 } else { cell.len() - cell.trim_start().len() };
                    self.push_cell(at + from + before, trimmed.len());
                    from = end + 1;
                }
            }
            Cells::Quoted(record) => {
                for cell in record {
                    let (at, cell) = (self.text.len() + self.unquoted.len(), trimmed(cell));
                    self.unquoted.push_str(cell);
                    self.push_cell(at, cell.len());
                }
            }
        }
        let count = self.cells.len() - first;
        if count == self.columns.len() {
            self.lines.push(line);
            return None;
        }
        self.cells.truncate(first);
        self.unquoted.truncate(unquoted);
        Some(count)
    }

    fn push_cell(&mut self, at: usize, length: usize) {
        let [start, end] = [at, at + length].map(|place| u32::try_from(place).unwrap_or(u32::MAX));
        self.cells.push((start, end));
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().enumerate().map(|(at, line)| Row { table: self, line: *line, first: at * self.columns.len() })
    }

    /// The column of that name, for reading it from many rows.
    pub(crate) fn column(&self, name: &str) -> Column {
        Column(self.columns.iter().position(|column| column == name))
    }

    /// Reports each of the `columns` that the header lacks.
    pub(crate) fn require(&self, columns: &[&str], problems: &mut Vec<Problem>) -> bool {
        let missing: Vec<&str> = columns.iter().copied().filter(|column| !self.has(column)).collect();
        if !missing.is_empty() {
            let message = format!("the header has no column {}", missing.join(", "));
            problems.push(Problem::new(&self.name, 1, message, format!("it has {}", self.columns.join(","))));
        }
        missing.is_empty()
    }
}

/// A cell without white space around it; few have any.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

impl<'t> Row<'t> {
    /// The trimmed cell of a column, or `""` where the table has no such column.
    pub(crate) fn cell(&self, column: &str) -> &'t str {
        self.at(self.table.column(column))
    }

    /// The trimmed cell of a column.
    pub(crate) fn at(&self, column: Column) -> &'t str {
        let Column(Some(at)) = column else { return "" };
        let Table { text, cells, unquoted, .. } = self.table;
        let (start, end) = cells[self.first + at];
        let (start, end) = (start as usize, end as usize);
        let cell = if start < text.len() { text.get(start..end) } else { unquoted.get(start - text.len()..end - text.len()) };
        cell.unwrap_or_default()
    }

    /// The values of a cell, which `|` separates.
    pub(crate) fn values(&self, column: Column) -> impl Iterator<Item = &'t str> + use<'t> {
        self.at(column).split('|').map(trimmed).filter(|value| !value.is_empty())
    }

    /// The same for a column of this name.
    pub(crate) fn listed(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.values(self.table.column(column))
    }

    pub(crate) fn place(&self) -> Place {
        Place { file: Arc::clone(&self.table.name), line: self.line }
    }

    pub(crate) fn problem(&self, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem::new(&self.table.name, self.line, message, remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_row_is_named_and_the_others_count() {
        let mut problems = Vec::new();
        let table = Table::parse("x.csv", "id,name\na,A|B\nb\nc,\"C, D\"\n", &mut problems);
        let names: Vec<Vec<&str>> = table.rows().map(|row| row.values(table.column("name")).collect()).collect();
        assert_eq!(names, [vec!["A", "B"], vec!["C, D"]]);
        assert_eq!(table.rows().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(problems.len(), 1);
        assert_eq!(
            problems[0].to_string(),
            "x.csv:3: the row has 1 cells where the header has 2; \
             add or remove commas, and put a cell that holds a comma between double quotes"
        );
    }

    #[test]
    fn rows_are_read_as_the_library_reads_them() {
        let texts = [
            "a,b\nx,y\n",
            "a,b\r\nx, y \r\n\r\n1,2",
            "\u{feff}a,b\n\n\nx,\"y, z\"\n\n1,2\n",
            "\"a\",b\n\"x \"\"q\"\" \",y\n",
            "a,b\n\"x\ny\",z\nu,v\n\"p\r\n\r\nq\",r\nlast,\"one\"",
            "a,b\nx\"y,z\"\nu,\"v\" w\n1,2\n",
            "a,b\rx,y\r1,2\n3,4\n",
            "a,b\r\n1,2\r\n\r\r\n3,4\r\r\n",
            "a,b\nx,\"never closed\nu,v\n",
            "a,b\n,\nx,\n ,y\n\u{a0}é ,ü\n",
            "a,b\n1\n1,2,3\n\"1\",2,3\nx,y",
            "a\n\n\"\"\nx\n",
            "",
            "\n",
            "a,b",
        ];
        for text in texts {
            let table = Table::parse("x.csv", text, &mut Vec::new());
            let read: Vec<Vec<&str>> =
                table.rows().map(|row| (0..table.columns.len()).map(|at| row.at(Column(Some(at)))).collect()).collect();
            let mut library = csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let header = library.headers().unwrap().clone();
            assert_eq!(table.columns, header.iter().map(str::trim).collect::<Vec<_>>(), "{text:?}");
            let rows: Vec<csv::StringRecord> = library.records().map(Result::unwrap).filter(|row| row.len() == header.len()).collect();
            let expected: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(str::trim).collect()).collect();
            assert_eq!(read, expected, "{text:?}");
        }
        let mut problems = Vec::new();
        Table::parse("x.csv", "a,b\r\n1,2\r\n\r\r\n3,4\r\r\n", &mut problems);
        assert_eq!(problems, []);
        let text = "a,b\n\"x\n\ny\",z\n\nu,v\r\n\"p\r\nq\",r\r\nlast,\"one\"";
        let lines: Vec<u64> = Table::parse("x.csv", text, &mut Vec::new()).rows().map(|row| row.line).collect();
        assert_eq!(lines, [2, 6, 7, 9]);
    }

    #[test]
    fn parts_hold_the_rows_of_the_whole() {
        let row = |number: usize| match number % 1_000 {
            0 => format!("{number},\"a, \"\"b\"\"\"\n"),
            1 => format!("{number}\n"),
            2 => "\n".to_owned(),
            _ => format!("{number},x\n"),
        };
        for rows in [0, 1, PART, PART + 1, 2 * PART + 10] {
            let text = format!("a,b\n{}", (0..rows).map(row).collect::<String>());
            let shown = |table: &Table<'_>| -> Vec<(u64, String, String)> {
                table.rows().map(|row| (row.line, row.cell("a").to_owned(), row.cell("b").to_owned())).collect()
            };
            let (mut expected, mut problems) = (Vec::new(), Vec::new());
            let whole = shown(&Table::parse("x.csv", &text, &mut expected));
            let (mut parts, mut read) = (Parts::new("x.csv", &text, &mut problems), Vec::new());
            while parts.read(&mut problems) {
                assert!(parts.table().lines.len() <= PART);
                read.extend(shown(parts.table()));
            }
            assert_eq!((read, problems), (whole, expected), "{rows}");
        }
    }

    #[test]
    fn a_missing_column_is_named_with_those_that_there_are() {
        let mut problems = Vec::new();
        assert!(!Table::parse("x.csv", "id\na\n", &mut problems).require(&["id", "name"], &mut problems));
        assert_eq!(problems[0].to_string(), "x.csv:1: the header has no column name; it has id");
    }
}
