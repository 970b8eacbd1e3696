//! Asking a store, while it is being written, whether it holds a page already.

use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, params};

use crate::annotated::Annotator;
use crate::source::Source;
use crate::store::open::reader;
use crate::store::write::digest;
use crate::store::{Store, StoreError};

/// What a store holds of one annotator's pages. Threads can ask it beside a [`Writer`](crate::Writer).
#[derive(Debug)]
pub struct Known {
    /// Nothing for a store that held nothing, and for one in memory, which is open but once.
    connection: Option<Mutex<Connection>>,
    makers: [String; 2],
}

impl Store {
    /// What the store holds of pages in which all was found that this annotator finds.
    ///
    /// # Errors
    /// When the file cannot be opened again.
    pub fn known(&self, annotator: &Annotator) -> Result<Known, StoreError> {
        let is_file = self.connection.path().is_some_and(|path| !path.is_empty());
        // Where there is nothing, nothing need be asked.
        let is_asked = is_file && self.totals()?.documents > 0;
        let connection = is_asked.then(|| reader(&self.path)).transpose().map_err(|error| self.told(error))?;
        Ok(Known { connection: connection.map(Mutex::new), makers: annotator.makers().map(str::to_owned) })
    }
}

impl Known {
    /// Whether the store holds this source as it is. Where it cannot be asked, the answer is no, and who puts the page finds out.
    #[must_use]
    pub fn holds(&self, source: &Source) -> bool {
        let Some(connection) = &self.connection else { return false };
        let file = source.origin.as_ref().map_or(&*source.document, |origin| &*origin.file);
        let query = "SELECT 1 FROM stored_document JOIN maker ON maker.number = stored_document.maker \
                     WHERE stored_document.name = ?1 AND file = ?2 AND digest = ?3 AND maker.name IN (?4, ?5)";
        let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        let found = connection
            .prepare_cached(query)
            .and_then(|mut query| query.exists(params![source.document, file, digest(source), self.makers[0], self.makers[1]]));
        found.unwrap_or(false)
    }
}
