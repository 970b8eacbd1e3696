//! spaCy: a document a line, with its text, its tokens, and its mentions as entities.
//!
//! `Doc.from_json` reads it, and so does displaCy in its manual mode. spaCy holds one space after a token and takes all other white
//! space for tokens, and so do these. Entities may not overlap: of mentions within one another the outermost is one; all mentions
//! stand in the span group `mentions`.

use std::io::{self, Write};

use serde::Serialize;

use super::token::{Token, tokens};
use super::{MentionPage, MentionRow, MentionWriter};
use crate::position::Positions;

/// spaCy's JSON.
pub(super) struct Spacy<W>(pub W);

#[derive(Serialize)]
struct Doc<'a> {
    title: &'a str,
    text: &'a str,
    ents: Vec<Entity<'a>>,
    spans: Groups<'a>,
    tokens: Vec<SpacyToken>,
}

#[derive(Serialize)]
struct Groups<'a> {
    mentions: Vec<Entity<'a>>,
}

#[derive(Serialize)]
struct Entity<'a> {
    start: usize,
    end: usize,
    label: String,
    kb_id: &'a str,
}

#[derive(Serialize)]
struct SpacyToken {
    id: usize,
    start: usize,
    end: usize,
}

impl<W: Write> MentionWriter for Spacy<W> {
    fn add(&mut self, page: &MentionPage<'_>) -> io::Result<()> {
        let mut cuts: Vec<usize> = page.rows.iter().flat_map(|row| [row.byte_start, row.byte_end]).collect();
        cuts.sort_unstable();
        let positions = Positions::new(page.text);
        let spaced = with_spaces(page.text, &tokens(page.text, &cuts));
        let place = |byte| positions.of(byte).chars;
        let doc = Doc {
            title: page.document,
            text: page.text,
            ents: page.outermost().into_iter().map(entity).collect(),
            spans: Groups { mentions: page.rows.iter().map(entity).collect() },
            tokens: spaced
                .iter()
                .enumerate()
                .map(|(id, token)| SpacyToken { id, start: place(token.start), end: place(token.end) })
                .collect(),
        };
        serde_json::to_writer(&mut self.0, &doc)?;
        self.0.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

fn entity<'a>(row: &MentionRow<'a>) -> Entity<'a> {
    Entity { start: row.start, end: row.end, label: row.label().unwrap_or("ambiguous").to_uppercase(), kb_id: row.actor.unwrap_or("") }
}

/// The tokens with those for white space between them: of each gap all but one space, which belongs to the token before it.
fn with_spaces(text: &str, words: &[Token]) -> Vec<Token> {
    let mut all = Vec::with_capacity(words.len() * 2);
    let ends = words.iter().map(|word| word.start).chain([text.len()]);
    let mut end = 0;
    for (at, next) in ends.enumerate() {
        let start = if at > 0 && text[end..next].starts_with(' ') { end + 1 } else { end };
        if start < next {
            all.push(Token { start, end: next });
        }
        if let Some(word) = words.get(at) {
            all.push(*word);
            end = word.end;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_and_their_spaces_are_the_text() {
        for text in ["a b", "a  b", "a   b", "a\n\nb", " \n a \n b \n", "", " ", "  ", "a ", "a  ", "\n", "a\u{a0}b", "a \u{a0} b"] {
            let all = with_spaces(text, &tokens(text, &[]));
            let mut joined = String::new();
            for (at, token) in all.iter().enumerate() {
                assert!(token.start < token.end, "{text:?}: {all:?}");
                joined.push_str(&text[token.start..token.end]);
                let next = all.get(at + 1).map_or(text.len(), |next| next.start);
                assert!(next == token.end || &text[token.end..next] == " ", "{text:?}: {all:?}");
                joined.push_str(&text[token.end..next]);
            }
            assert_eq!(joined, text, "{all:?}");
        }
    }
}
