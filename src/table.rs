//! CSV tables that people edit: rows with their line numbers, and problems that say where they are and what to do.

use std::fmt;
use std::sync::Arc;

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

/// A parsed CSV file with a header row.
pub(crate) struct Table {
    name: Arc<str>,
    columns: Vec<String>,
    /// Line of each row.
    lines: Vec<u64>,
    /// The trimmed cells of all rows, one after the other, as the gazetteers are too large for a string each.
    cells: String,
    /// Where each cell ends.
    ends: Vec<usize>,
}

/// A column of a [`Table`], which need not be there.
#[derive(Clone, Copy)]
pub(crate) struct Column(Option<usize>);

/// One row of a [`Table`].
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
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

impl Table {
    /// Parses `text`. Rows of the wrong length are reported and left out; the others count.
    pub(crate) fn parse(name: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let columns: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|cell| cell.trim().to_lowercase()).collect(),
            Err(error) => {
                problems.push(Problem::new(name, 1, format!("no header row can be read ({error})"), "write the column names on line 1"));
                Vec::new()
            }
        };
        let mut table = Self { name: name.into(), columns, lines: Vec::new(), cells: String::with_capacity(text.len()), ends: Vec::new() };
        let rows = text.bytes().filter(|byte| *byte == b'\n').count();
        table.lines.reserve(rows);
        table.ends.reserve(rows * table.columns.len());
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => return table,
                Ok(true) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.len() == table.columns.len() {
                        table.push(line, &record);
                    } else {
                        let message = format!("the row has {} cells where the header has {}", record.len(), table.columns.len());
                        let remedy = "add or remove commas, and put a cell that holds a comma between double quotes";
                        problems.push(Problem::new(name, line, message, remedy));
                    }
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    problems.push(Problem::new(name, line, format!("the row cannot be read ({error})"), "check its quotes"));
                }
            }
        }
    }

    fn push(&mut self, line: u64, record: &csv::StringRecord) {
        self.lines.push(line);
        for cell in record {
            self.cells.push_str(trimmed(cell));
            self.ends.push(self.cells.len());
        }
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
            problems.push(Problem::new(&self.name, 1, message, format!("the columns are {}", columns.join(","))));
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
        let (cell, ends) = (self.first + at, &self.table.ends);
        let start = if cell == 0 { 0 } else { ends[cell - 1] };
        &self.table.cells[start..ends[cell]]
    }

    /// The values of a cell, which `|` separates.
    pub(crate) fn values(&self, column: Column) -> impl Iterator<Item = &'t str> + use<'t> {
        self.at(column).split('|').map(str::trim).filter(|value| !value.is_empty())
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
    fn a_missing_column_is_named_with_those_expected() {
        let mut problems = Vec::new();
        assert!(!Table::parse("x.csv", "id\na\n", &mut problems).require(&["id", "name"], &mut problems));
        assert_eq!(problems[0].to_string(), "x.csv:1: the header has no column name; the columns are id,name");
    }
}
