//! Mentions a line: JSON lines, and a table for spreadsheets.

use std::io::{self, Write};

use super::{MentionPage, MentionRow, MentionWriter};
use crate::export::csv::refused;

/// JSON lines.
pub(super) struct Jsonl<W>(pub(super) W);

impl<W: Write> MentionWriter for Jsonl<W> {
    fn add(&mut self, page: &MentionPage<'_>) -> io::Result<()> {
        page.rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut self.0, row)?;
            self.0.write_all(b"\n")
        })
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

const COLUMNS: [&str; 19] = [
    "document",
    "article",
    "part",
    "date",
    "sentence",
    "start",
    "end",
    "byte_start",
    "byte_end",
    "line",
    "column",
    "text",
    "actor",
    "name",
    "type",
    "kind",
    "rule",
    "form",
    "candidates",
];

/// A table with a header.
pub(super) struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    pub fn new(out: W) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(COLUMNS).map_err(refused)?;
        Ok(Self(table))
    }

    fn row(&mut self, row: &MentionRow<'_>) -> io::Result<()> {
        let number = |number: usize| number.to_string();
        let cells = [
            row.document,
            &row.article.to_string(),
            row.part,
            &row.date.map_or_else(String::new, |day| day.to_string()),
            &row.sentence.to_string(),
            &number(row.start),
            &number(row.end),
            &number(row.byte_start),
            &number(row.byte_end),
            &number(row.line),
            &number(row.column),
            row.text,
            row.actor.unwrap_or(""),
            row.name.unwrap_or(""),
            row.actor_type.unwrap_or(""),
            row.kind,
            row.rule,
            row.form,
            &row.candidates.join("|"),
        ];
        self.0.write_record(cells).map_err(refused)
    }
}

impl<W: Write> MentionWriter for Table<W> {
    fn add(&mut self, page: &MentionPage<'_>) -> io::Result<()> {
        page.rows.iter().try_for_each(|row| self.row(row))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
