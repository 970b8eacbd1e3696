//! Settling which articles are copies of which.
//!
//! That depends on the order of documents, not on that in which they came. So it is decided anew over all articles, in their order and by
//! the same rules as for files, when pages have come or gone; the counts of those whose part has changed are put right.

use std::sync::Arc;

use crate::duplicate::Duplicates;
use crate::sketch::Sketch;
use crate::store::count::Counted;
use crate::store::{Store, StoreError, Writer};

/// An article that is a copy of another one than was thought, or no longer one, or only now.
pub(super) struct Change {
    pub(super) article: i64,
    pub(super) before: Option<i64>,
    pub(super) after: Option<i64>,
}

impl Writer<'_> {
    /// Whether it is settled which articles are copies, for what is kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_settled(&self) -> Result<bool, StoreError> {
        self.store.is_settled()
    }

    /// Decides which articles count and which are copies of them, and keeps that with all that was put and removed. Until then, the counts of
    /// the store are those of the articles as they came, and answers are found the long way.
    ///
    /// # Errors
    /// When the file cannot be written; then all is undone since the last commit.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        let settled = self.begin().and_then(|()| {
            self.write_waiting()?;
            for change in changes(self.store)? {
                let (before, after) = (Counted::of(change.before), Counted::of(change.after));
                if before != after {
                    let contribution = self.store.contribution(change.article)?;
                    self.changes.article(&contribution, before, -1);
                    self.changes.article(&contribution, after, 1);
                }
                let query = "UPDATE stored_article SET copy_of = ?2 WHERE number = ?1";
                self.store.connection.prepare_cached(query)?.execute((change.article, change.after))?;
            }
            self.is_unsettled = false;
            self.store.connection.execute("UPDATE stored_total SET count = 1 WHERE name = 'settled'", []).map(|_| ())
        });
        self.undone(settled)?;
        self.commit()
    }
}

impl Store {
    /// Whether it is settled which articles are copies. It is not after a run that was broken off.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_settled(&self) -> Result<bool, StoreError> {
        let query = "SELECT count FROM stored_total WHERE name = 'settled'";
        self.connection.query_row(query, [], |row| row.get(0)).map_err(|error| self.told(error))
    }
}

/// Articles of which it is kept wrongly of what they are copies.
pub(super) fn changes(store: &Store) -> rusqlite::Result<Vec<Change>> {
    let mut query = store.connection.prepare(
        "SELECT stored_article.number, stored_article.content, stored_article.sketch, stored_article.copy_of \
         FROM stored_document CROSS JOIN stored_article ON stored_article.document = stored_document.number \
         ORDER BY stored_document.file, stored_document.record, stored_document.name, stored_document.occurrence, stored_article.article",
    )?;
    let mut rows = query.query([])?;
    let (mut duplicates, nowhere): (_, Arc<str>) = (Duplicates::default(), "".into());
    // Numbers in the store of the distinct articles.
    let mut distinct: Vec<i64> = Vec::new();
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let (article, content, before): (i64, [u8; 16], Option<i64>) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let sketch = row.get_ref(2)?.as_blob_or_null()?.and_then(Sketch::from_bytes);
        let after = match duplicates.copy_of(u128::from_be_bytes(content), sketch.as_ref(), &nowhere, 0)? {
            Some(number) => distinct.get(number as usize).copied(),
            None => {
                distinct.push(article);
                None
            }
        };
        if before != after {
            changes.push(Change { article, before, after });
        }
    }
    Ok(changes)
}
