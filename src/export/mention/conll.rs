//! CoNLL: a token, its actor and its tag a line, an empty line between sentences, as the shared task of 2002 has it.
//!
//! The second column, there the part of speech, is the actor's id. Of mentions within one another the outermost is written.

use std::io::{self, Write};

use super::token::tokens;
use super::{MentionPage, MentionRow, MentionWriter};

/// CoNLL.
pub(super) struct Conll<W>(pub W);

impl<W: Write> MentionWriter for Conll<W> {
    fn add(&mut self, page: &MentionPage<'_>) -> io::Result<()> {
        writeln!(self.0, "-DOCSTART- {} O\n", word(page.document))?;
        let rows = page.outermost();
        let cuts: Vec<usize> = rows.iter().flat_map(|row| [row.byte_start, row.byte_end]).collect();
        let mut rows = rows.into_iter().peekable();
        let mut last_end = 0;
        for token in tokens(page.text, &cuts) {
            while rows.next_if(|row| row.byte_end <= token.start).is_some() {}
            let row = rows.peek().filter(|row| row.byte_start <= token.start);
            // An empty line of the text, or the end of a sentence outside a name, ends a sentence here.
            let gap = &page.text[last_end..token.start];
            let is_within = row.is_some_and(|row| row.byte_start < token.start);
            if last_end > 0 && !is_within && (gap.matches('\n').count() > 1 || ends_sentence(page.text, last_end, token.start)) {
                writeln!(self.0)?;
            }
            last_end = token.end;
            let surface = &page.text[token.start..token.end];
            match row {
                Some(row) => {
                    let place = if row.byte_start == token.start { 'B' } else { 'I' };
                    writeln!(self.0, "{surface} {} {place}-{}", actor(row), tag(row))?;
                }
                None => writeln!(self.0, "{surface} _ O")?,
            }
        }
        writeln!(self.0)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// Whether a sentence ends between two tokens: a full stop, question or exclamation mark and then a capital.
fn ends_sentence(text: &str, last_end: usize, next: usize) -> bool {
    let ended = text[..last_end].trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['.', '!', '?']);
    ended && next > last_end && text[next..].chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

fn actor(row: &MentionRow<'_>) -> String {
    match row.actor {
        Some(actor) => word(actor),
        None if row.candidates.is_empty() => "_".to_owned(),
        None => word(&row.candidates.join("|")),
    }
}

/// The tags that corpora use; a user's type in capitals.
fn tag(row: &MentionRow<'_>) -> String {
    match row.label() {
        Some("country") => "GPE".to_owned(),
        Some("person") => "PER".to_owned(),
        Some("organization") => "ORG".to_owned(),
        Some(other) => super::camel(Some(other)).to_uppercase(),
        None => "MISC".to_owned(),
    }
}

/// A text that stays one column.
fn word(text: &str) -> String {
    let word: String = text.chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect();
    if word.is_empty() { "_".to_owned() } else { word }
}
