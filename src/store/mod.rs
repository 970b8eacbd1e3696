//! The store: annotated pages in one SQLite file, with counts that are kept up to date, and full-text search over sentences.
//!
//! Owns the file, its format and its migrations. Pages can be added in any order and any number of times; what comes out does not
//! depend on that. Knows nothing of output formats or of the terminal. `docs/store.md` describes the tables.

mod appearance;
mod ask;
mod beside;
mod codes;
mod count;
mod error;
mod file;
mod in_order;
mod known;
mod layout;
mod list;
mod listed;
mod mention;
mod open;
mod read;
mod recount;
mod refind;
mod relation;
mod remove;
mod settle;
mod waiting;
mod write;

pub(crate) use ask::Showing;
pub(crate) use beside::Beside;
pub use error::StoreError;
pub(crate) use file::MOST_COMPARED;
pub use file::StoredFile;
pub use known::Known;
pub use open::is_store;
pub use read::{Kept, KeptPages};
pub use recount::{StoreFault, StoreRecount};
pub use write::{Stored, Writer};

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::annotated::{Annotated, Annotator};
use codes::Codes;

/// A store that is open.
///
/// ```
/// use std::sync::Arc;
/// use actorgraph::{Annotator, Gazetteer, Language, Scratch, Source, Store, Stored};
/// let annotator = Annotator::new(Arc::new(Gazetteer::embedded(&[Language::Dutch])), Language::Dutch)?;
/// let page = annotator.annotate(Source::new("2026-01-27.txt", "China belt met Rusland."), &mut Scratch::default());
/// let mut store = Store::in_memory()?;
/// assert_eq!(store.put(&page, &annotator)?, Stored::New);
/// assert_eq!(store.put(&page, &annotator)?, Stored::Unchanged);
/// assert_eq!(store.totals()?.mentions, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    codes: Codes,
    /// Ids of actors by their numbers, as far as they were needed.
    ids: RefCell<FxHashMap<i64, Box<str>>>,
}

/// How much a store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents.
    pub documents: u64,
    /// Distinct articles.
    pub articles: u64,
    /// Articles with copies.
    pub articles_raw: u64,
    /// Sentences of distinct articles.
    pub sentences: u64,
    /// Mentions in distinct articles that mean an actor.
    pub mentions: u64,
}

impl Store {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How much it holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn totals(&self) -> Result<Totals, StoreError> {
        let count = |name: &str| -> Result<u64, StoreError> {
            let query = "SELECT count FROM stored_total WHERE name = ?1";
            let found = self.connection.prepare_cached(query).and_then(|mut query| query.query_row([name], |row| row.get(0)));
            found.map_err(|error| self.told(error))
        };
        Ok(Totals {
            documents: count("documents")?,
            articles: count("articles")?,
            articles_raw: count("articles_raw")?,
            sentences: count("sentences")?,
            mentions: count("mentions")?,
        })
    }

    /// How many documents lack something that this annotator finds: they were searched with other gazetteers, in another language, by
    /// another version of the program, or for mentions alone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn documents_of_others(&self, annotator: &Annotator) -> Result<u64, StoreError> {
        self.documents_of_others_than(annotator.makers())
    }

    pub(crate) fn documents_of_others_than(&self, makers: [&str; 2]) -> Result<u64, StoreError> {
        let query = "SELECT coalesce(sum(documents), 0) FROM maker WHERE name NOT IN (?1, ?2)";
        self.connection.query_row(query, makers, |row| row.get(0)).map_err(|error| self.told(error))
    }

    /// Adds a page, or replaces the one of the same name where it differs. To add many, a [`writer`](Self::writer) is faster.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing has changed.
    pub fn put(&mut self, page: &Annotated, annotator: &Annotator) -> Result<Stored, StoreError> {
        let mut writer = self.writer(annotator);
        let stored = writer.put(page)?;
        if stored != Stored::Unchanged {
            writer.settle()?;
        }
        Ok(stored)
    }

    /// Takes out the documents of a name, or of a file with this name. Tells how many there were.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing has changed.
    pub fn remove(&mut self, document: &str) -> Result<usize, StoreError> {
        let mut writer = Writer::new(self, None);
        let removed = writer.remove(document)?;
        if removed > 0 {
            writer.settle()?;
        }
        Ok(removed)
    }

    /// Adds pages whose mentions `annotator` found, many in one go.
    pub fn writer<'s>(&'s mut self, annotator: &'s Annotator) -> Writer<'s> {
        Writer::new(self, Some(annotator))
    }

    fn told(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }
}
