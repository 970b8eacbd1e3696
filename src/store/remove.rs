//! Taking pages out of a store.

use rusqlite::Connection;

use crate::store::count::Counted;
use crate::store::waiting::Waiting;
use crate::store::{Store, StoreError, Writer};

impl Writer<'_> {
    /// Takes out the documents of a name, of a file with this name, or of all files below a folder with it. Tells how many there were. An empty
    /// name is that of nothing.
    ///
    /// # Errors
    /// When the file cannot be written; then all is undone since the last commit.
    pub fn remove(&mut self, document: &str) -> Result<usize, StoreError> {
        let removed = self.begin().and_then(|()| {
            let of_name =
                "SELECT number, file FROM stored_document WHERE name = ?1 UNION SELECT number, file FROM stored_document WHERE file = ?1";
            // What begins with `folder/` sorts before `folder0`.
            let of_folder = "SELECT number, file FROM stored_document WHERE file > ?1 || '/' AND file < ?1 || '0'";
            let listed = |query: &str, name: &str, store: &Store| -> rusqlite::Result<Vec<(i64, String)>> {
                store.connection.prepare_cached(query)?.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            };
            let mut found = listed(of_name, document, self.store)?;
            let folder = document.trim_end_matches('/');
            if found.is_empty() && !folder.is_empty() {
                found = listed(of_folder, folder, self.store)?;
            }
            for (number, file) in &found {
                self.remove_document(*number)?;
                self.forget_path(file)?;
            }
            Ok(found.len())
        });
        self.undone(removed)
    }

    /// Takes out the documents of a file of which `is_there` does not say, by their names and by which time each stands in the file, that they
    /// are still there. Tells their names.
    ///
    /// # Errors
    /// When the store cannot be read or written; then all is undone since the last commit.
    pub(crate) fn remove_others(&mut self, file: &str, is_there: impl Fn(&str, u32) -> bool) -> Result<Vec<String>, StoreError> {
        let query = "SELECT number, name, occurrence FROM stored_document WHERE file = ?1 ORDER BY record, name, occurrence";
        let others = (|| {
            let mut query = self.store.connection.prepare_cached(query)?;
            let mut rows = query.query([file])?;
            let mut others = Vec::new();
            while let Some(row) = rows.next()? {
                if !is_there(row.get_ref(1)?.as_str()?, row.get(2)?) {
                    others.push((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
                }
            }
            Ok(others)
        })();
        let others = self.undone(others)?;
        if others.is_empty() {
            return Ok(Vec::new());
        }
        // Another program may have taken them out before the lock on the store is had.
        let is_held = |number: i64, store: &Store| {
            store.connection.prepare_cached("SELECT 1 FROM stored_document WHERE number = ?1").and_then(|mut query| query.exists([number]))
        };
        let removed = self.begin().and_then(|()| {
            let mut removed = Vec::new();
            for (number, name) in others {
                if is_held(number, self.store)? {
                    self.remove_document(number)?;
                    removed.push(name);
                }
            }
            self.forget_path(file)?;
            Ok(removed)
        });
        self.undone(removed)
    }

    pub(super) fn remove_document(&mut self, document: i64) -> rusqlite::Result<()> {
        self.unsettle()?;
        let query = "SELECT maker, text FROM stored_document WHERE number = ?1";
        let (maker, text): (i64, String) =
            self.store.connection.prepare_cached(query)?.query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let query = "SELECT number FROM stored_article WHERE document = ?1";
        let articles: Vec<i64> =
            self.store.connection.prepare_cached(query)?.query_map([document], |row| row.get(0))?.collect::<Result<_, _>>()?;
        articles.into_iter().try_for_each(|article| self.remove_article(article, &text))?;
        self.changes.document(maker, text.len(), -1);
        self.in_order = None;
        self.store.connection.prepare_cached("DELETE FROM stored_document WHERE number = ?1")?.execute([document])?;
        self.waiting.write_if_much(&self.store.connection)
    }

    fn remove_article(&mut self, article: i64, text: &str) -> rusqlite::Result<()> {
        let query = "SELECT copy_of, content FROM stored_article WHERE number = ?1";
        let (copy_of, content): (Option<i64>, [u8; 16]) =
            self.store.connection.prepare_cached(query)?.query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        // What comes later is no copy of what is gone.
        let content = u128::from_be_bytes(content);
        if self.first_of.get(&content) == Some(&article) {
            self.first_of.remove(&content);
        }
        if self.waiting.may_hold(article) {
            self.write_waiting()?;
        }
        let contribution = self.store.contribution(article)?;
        self.changes.article(&contribution, Counted::of(copy_of), -1);
        let connection = &self.store.connection;
        remove_sentences(connection, &mut self.waiting, article, text)?;
        for actor in &contribution.actors {
            self.waiting.appearances.remove(article, actor.actor);
        }
        connection.prepare_cached("DELETE FROM stored_article WHERE number = ?1")?.execute([article])?;
        Ok(())
    }
}

/// Removes the sentences of an article, with their words in the search and their relations.
fn remove_sentences(connection: &Connection, waiting: &mut Waiting, article: i64, text: &str) -> rusqlite::Result<()> {
    let query = "SELECT first_sentence, first_sentence + sentences FROM stored_article WHERE number = ?1";
    let [sentence, end_sentence]: [i64; 2] =
        connection.prepare_cached(query)?.query_row([article], |row| Ok([row.get(0)?, row.get(1)?]))?;
    let mut sentences =
        connection.prepare_cached("SELECT number, start_byte, end_byte FROM stored_sentence WHERE number >= ?1 AND number < ?2")?;
    let mut rows = sentences.query([sentence, end_sentence])?;
    while let Some(row) = rows.next()? {
        let (number, start, end): (i64, usize, usize) = (row.get(0)?, row.get(1)?, row.get(2)?);
        waiting.remove_words(number, text.get(start..end).unwrap_or(""));
    }
    let mut delete = connection.prepare_cached("DELETE FROM stored_relation WHERE sentence >= ?1 AND sentence < ?2")?;
    delete.execute([sentence, end_sentence])?;
    let mut delete = connection.prepare_cached("DELETE FROM stored_sentence WHERE number >= ?1 AND number < ?2")?;
    delete.execute([sentence, end_sentence])?;
    Ok(())
}
