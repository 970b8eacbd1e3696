//! Settling which articles are copies of which.
//!
//! That depends on the order of documents, not on that in which they came. So it is decided anew over all articles, in their order and by
//! the same rules as for files, when pages have come or gone; the counts of those whose part has changed are put right. Where a store is
//! filled in that order, it is decided as the pages come.

use crate::sketch::Sketch;
use crate::store::count::Counted;
use crate::store::in_order::Articles;
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
            let changes = if self.in_order.is_some() { Vec::new() } else { changes(self.store)? };
            for change in changes {
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
    let mut articles = Articles::default();
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let (article, content, before): (i64, [u8; 16], Option<i64>) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let sketch = row.get_ref(2)?.as_blob_or_null()?.and_then(Sketch::from_bytes);
        let after = articles.add(article, u128::from_be_bytes(content), sketch.as_ref())?;
        if before != after {
            changes.push(Change { article, before, after });
        }
    }
    Ok(changes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::annotated::{Annotated, Annotator};
    use crate::gazetteer::{Gazetteer, Language};
    use crate::mention::Scratch;
    use crate::source::Source;

    /// Name of each document, and that of the one of which it is a copy.
    fn copies(store: &Store) -> Vec<(String, Option<String>)> {
        let query = "SELECT document, (SELECT document FROM article AS other WHERE other.number = article.copy_of) FROM article ORDER BY 1";
        let mut query = store.connection.prepare(query).unwrap();
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn what_is_gone_has_no_copies() {
        let annotator = Annotator::new(Arc::new(Gazetteer::embedded(&[Language::Dutch])), Language::Dutch).unwrap();
        let page = |name: &str| annotator.annotate(Source::new(name, "Xi Jinping belde met Poetin over gas."), &mut Scratch::default());
        let mut store = Store::in_memory().unwrap();
        // Out of order, so that copies are told at the end.
        let mut writer = store.writer(&annotator);
        for name in ["z", "a"] {
            writer.put(&page(name)).unwrap();
        }
        for name in ["z", "a"] {
            assert_eq!(writer.remove(name).unwrap(), 1);
        }
        writer.put(&page("c")).unwrap();
        writer.commit().unwrap();
        drop(writer);
        assert_eq!(copies(&store), [("c".to_owned(), None)]);
    }

    #[test]
    fn copies_are_the_same_whether_told_as_they_come_or_at_the_end() {
        let annotator = Annotator::new(Arc::new(Gazetteer::embedded(&[Language::Dutch])), Language::Dutch).unwrap();
        let long = "De regering van Oekraïne sprak in Brussel met de NAVO over steun, wapens, graan en de winter die voor de deur staat.";
        let near = long.replace("wapens", "munitie");
        let other = "Xi Jinping belde met Poetin over gas.";
        let texts = [("a", long), ("b", other), ("c", near.as_str()), ("d", long), ("e", near.as_str()), ("f", other)];
        let page = |(name, text): &(&str, &str)| annotator.annotate(Source::new(*name, *text), &mut Scratch::default());
        let pages: Vec<Annotated> = texts.iter().map(page).collect();
        let expected: Vec<(String, Option<String>)> =
            [("a", None), ("b", None), ("c", Some("a")), ("d", Some("a")), ("e", Some("a")), ("f", Some("b"))]
                .map(|(name, copy)| (name.to_owned(), copy.map(str::to_owned)))
                .into();
        // In order in one go and in two; out of order; in order, with one taken out and put back.
        let orders: [(&[usize], bool); 4] =
            [(&[0, 1, 2, 3, 4, 5], true), (&[0, 1, 9, 2, 3, 4, 5], true), (&[2, 1, 0, 5, 4, 3], false), (&[0, 1, 2, 3, 8, 0, 4, 5], false)];
        for (order, is_in_order) in orders {
            let mut store = Store::in_memory().unwrap();
            let mut writer = store.writer(&annotator);
            for number in order {
                match number {
                    9 => writer.commit().unwrap(),
                    8 => assert_eq!(writer.remove("a").unwrap(), 1),
                    number => drop(writer.put(&pages[*number]).unwrap()),
                }
            }
            assert_eq!(writer.in_order.is_some(), is_in_order, "{order:?}");
            writer.settle().unwrap();
            drop(writer);
            assert_eq!(copies(&store), expected, "{order:?}");
            assert_eq!(changes(&store).unwrap().len(), 0);
            assert_eq!(store.recount().unwrap().faults, []);
            // What comes later finds the store as it is.
            let mut writer = store.writer(&annotator);
            writer.put(&page(&("0", long))).unwrap();
            assert!(writer.in_order.is_none());
            writer.settle().unwrap();
            drop(writer);
            assert_eq!(copies(&store)[1], ("a".to_owned(), Some("0".to_owned())));
            assert_eq!(store.recount().unwrap().faults, []);
        }
    }
}
