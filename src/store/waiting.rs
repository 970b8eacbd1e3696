//! Rows that wait to be written in one go.

use rusqlite::{Connection, params};

use crate::store::appearance::Appearances;

/// Bytes that may wait in memory: of sentences, and of appearances, which make the longer lists the longer they wait.
const MOST_WORDS: usize = 1 << 20;
const MOST_APPEARANCES: usize = 16 << 20;

/// Sentences that are written at once.
const ROWS: usize = 32;

/// Writes sentences many at a time. A statement that fails undoes all, so that nothing need be kept to undo a part.
fn write_sentences(connection: &Connection, sentences: &[[i64; 6]]) -> rusqlite::Result<()> {
    let (many, rest) = sentences.split_at(sentences.len() / ROWS * ROWS);
    for (rows, values) in [(ROWS, many), (1, rest)] {
        if values.is_empty() {
            continue;
        }
        let marks = vec!["(?, ?, ?, ?, ?, ?)"; rows].join(", ");
        let mut statement = connection.prepare_cached(&format!("INSERT OR ROLLBACK INTO stored_sentence VALUES {marks}"))?;
        for chunk in values.chunks(rows) {
            for (at, number) in chunk.iter().flatten().enumerate() {
                statement.raw_bind_parameter(at + 1, number)?;
            }
            statement.raw_execute()?;
        }
    }
    Ok(())
}

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) appearances: Appearances,
    /// Sentences for the search. It writes what it holds in memory whenever another statement may have to be undone, or a sentence comes
    /// after one with a higher number, so that sentences among other rows make it write a small list for each of them.
    new: Words,
    gone: Words,
    /// Rows of `stored_sentence`.
    sentences: Vec<[i64; 6]>,
    /// The first article of which something waits.
    first_article: Option<i64>,
}

/// Sentences, the text of one after the other.
#[derive(Debug, Default)]
struct Words {
    text: String,
    /// Number, and where the text begins and ends.
    sentences: Vec<(i64, usize, usize)>,
}

impl Words {
    fn add(&mut self, number: i64, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.sentences.push((number, start, self.text.len()));
    }

    fn execute(&mut self, connection: &Connection, query: &str) -> rusqlite::Result<()> {
        if self.sentences.is_empty() {
            return Ok(());
        }
        let Self { text, mut sentences } = std::mem::take(self);
        sentences.sort_unstable();
        let mut row = connection.prepare_cached(query)?;
        sentences.into_iter().try_for_each(|(number, start, end)| row.execute(params![number, &text[start..end]]).map(|_| ()))
    }
}

impl Waiting {
    /// Notes that rows of an article are to come.
    pub(super) fn note(&mut self, article: i64) {
        self.first_article.get_or_insert(article);
    }

    /// Whether rows of an article may be among those that wait.
    pub(super) fn may_hold(&self, article: i64) -> bool {
        self.first_article.is_some_and(|first| article >= first)
    }

    /// Adds a sentence as a row, which begins with its number, and to the search.
    pub(super) fn add_sentence(&mut self, row: [i64; 6], text: &str) {
        self.new.add(row[0], text);
        self.sentences.push(row);
    }

    /// Takes a sentence out of the search.
    pub(super) fn remove_words(&mut self, sentence: i64, text: &str) {
        self.gone.add(sentence, text);
    }

    /// Writes what has become too much.
    pub(super) fn write_if_much(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.appearances.bytes() > MOST_APPEARANCES {
            return self.write(connection);
        }
        if self.new.text.len() + self.gone.text.len() > MOST_WORDS { self.write_words(connection) } else { Ok(()) }
    }

    /// Writes all.
    pub(super) fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.first_article = None;
        self.appearances.write(connection)?;
        self.write_words(connection)
    }

    fn write_words(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        write_sentences(connection, &std::mem::take(&mut self.sentences))?;
        self.gone.execute(connection, "INSERT INTO sentence_text (sentence_text, rowid, text) VALUES ('delete', ?1, ?2)")?;
        self.new.execute(connection, "INSERT INTO sentence_text (rowid, text) VALUES (?1, ?2)")
    }
}
