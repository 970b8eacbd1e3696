//! Mentions as a table, with the columns that the table for spreadsheets has.

use std::io::{self, Write};

use super::{Column, write};
use crate::export::mention::{MentionPage, MentionWriter};

const TEXTS: [&str; 9] = ["document", "part", "text", "actor", "name", "type", "kind", "rule", "form"];
const COUNTS: [&str; 8] = ["article", "sentence", "start", "end", "byte_start", "byte_end", "line", "column"];

/// Keeps the columns until all mentions are there.
pub(crate) struct Mentions<W> {
    out: W,
    texts: [Column; 9],
    day: Column,
    counts: [Column; 8],
    candidates: Column,
}

impl<W: Write> Mentions<W> {
    pub fn new(out: W) -> Self {
        Self {
            out,
            texts: TEXTS.map(Column::text),
            day: Column::day("date"),
            counts: COUNTS.map(Column::count),
            candidates: Column::texts("candidates"),
        }
    }
}

impl<W: Write> MentionWriter for Mentions<W> {
    fn add(&mut self, page: &MentionPage<'_>) -> io::Result<()> {
        for row in &page.rows {
            let texts = [
                Some(row.document),
                Some(row.part),
                Some(row.text),
                row.actor,
                row.name,
                row.actor_type,
                Some(row.kind),
                Some(row.rule),
                Some(row.form),
            ];
            let counts =
                [row.article as usize, row.sentence as usize, row.start, row.end, row.byte_start, row.byte_end, row.line, row.column];
            self.texts.iter_mut().zip(texts).for_each(|(column, text)| column.leaf().push_text(text));
            self.counts.iter_mut().zip(counts).for_each(|(column, count)| column.leaf().push_count(count as u64));
            self.day.leaf().push_day(row.date);
            self.candidates.leaf().push_texts(row.candidates.iter().copied());
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let columns = self.texts.into_iter().chain(self.counts).chain([self.day, self.candidates]).collect();
        write(columns, None, &mut self.out)?;
        self.out.flush()
    }
}
