//! The files that a store holds something of: what it calls them, and where they stand.

use std::path::Path;

use rusqlite::OptionalExtension;

use crate::source::display_path;
use crate::store::{Store, StoreError, Writer};

/// How many texts of a file are compared to tell whether it is the one that a store holds.
pub(crate) const MOST_COMPARED: usize = 8;

/// A file of which a store holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name in the store, under which it came first.
    pub file: String,
    /// Its path from the root, without links; nothing for a stream, and where it is not known.
    pub path: Option<String>,
}

impl StoredFile {
    /// Whether nothing stands any more where the file stood. Of a name that could not be written as it is, that cannot be told, nor of a
    /// stream or a file of which the place is not known.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.path.as_ref().is_some_and(|path| !path.contains(char::REPLACEMENT_CHARACTER) && !Path::new(path).exists())
    }
}

impl Store {
    /// The files of which the store holds something, in the order of their names.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn files(&self) -> Result<Vec<StoredFile>, StoreError> {
        let query = "SELECT file, path FROM (SELECT DISTINCT file FROM stored_document) LEFT JOIN stored_file USING (file) ORDER BY file";
        let file = |row: &rusqlite::Row<'_>| Ok(StoredFile { file: row.get(0)?, path: row.get(1)? });
        let files = self.connection.prepare_cached(query).and_then(|mut query| query.query_map([], file)?.collect());
        files.map_err(|error| self.told(error))
    }

    /// What the store knows of the file that it calls so; nothing where it holds nothing of one.
    pub(crate) fn file(&self, file: &str) -> Option<StoredFile> {
        let query = "SELECT path FROM (SELECT file FROM stored_document WHERE file = ?1 LIMIT 1) LEFT JOIN stored_file USING (file)";
        let path = self.connection.prepare_cached(query).and_then(|mut query| query.query_row([file], |row| row.get(0)).optional());
        // Where that cannot be asked, whoever puts the page finds out.
        path.ok().flatten().map(|path| StoredFile { file: file.to_owned(), path })
    }

    /// What the store calls the file that stands there; nothing where it holds nothing of it.
    pub(crate) fn file_at(&self, path: &str) -> Option<String> {
        let query = "SELECT file FROM stored_file WHERE path = ?1 AND EXISTS (SELECT 1 FROM stored_document WHERE \
                     stored_document.file = stored_file.file) ORDER BY file LIMIT 1";
        self.connection.prepare_cached(query).and_then(|mut query| query.query_row([path], |row| row.get(0)).optional()).ok().flatten()
    }

    /// Whether a document of this file has this text. Where that cannot be asked, the answer is no.
    pub(crate) fn holds_text(&self, file: &str, text: &str) -> bool {
        let query = "SELECT 1 FROM stored_document WHERE file = ?1 AND text = ?2";
        self.connection.prepare_cached(query).and_then(|mut query| query.exists([file, text])).unwrap_or(false)
    }

    /// Whether one of the first documents of a file that another store calls the same has a text that this one holds of it.
    pub(crate) fn shares_text(&self, file: &str, other: &Self) -> bool {
        let query = "SELECT text FROM stored_document WHERE file = ?1 ORDER BY record, name, occurrence LIMIT ?2";
        let texts = other
            .connection
            .prepare_cached(query)
            .and_then(|mut query| query.query_map((file, MOST_COMPARED), |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>());
        texts.is_ok_and(|texts| texts.iter().any(|text| self.holds_text(file, text)))
    }

    /// Whether a document of a file has another text here than the one of its name in another store.
    pub(crate) fn differs(&self, file: &str, other: &Self) -> Result<bool, StoreError> {
        if !self.holds_file(file) {
            return Ok(false);
        }
        let query = "SELECT name, occurrence, text FROM stored_document WHERE file = ?1";
        let other_text = "SELECT 1 FROM stored_document WHERE name = ?1 AND file = ?2 AND occurrence = ?3 AND text <> ?4";
        let differs = (|| {
            let (mut documents, mut other_text) = (other.connection.prepare_cached(query)?, self.connection.prepare_cached(other_text)?);
            let mut rows = documents.query([file])?;
            while let Some(row) = rows.next()? {
                let (name, occurrence, text) = (row.get_ref(0)?.as_str()?, row.get::<_, i64>(1)?, row.get_ref(2)?.as_str()?);
                if other_text.exists((name, file, occurrence, text))? {
                    return Ok(true);
                }
            }
            Ok(false)
        })();
        differs.map_err(|error| other.told(error))
    }

    /// Whether something of a file is in the store. Where that cannot be asked, the answer is no.
    #[must_use]
    pub fn holds_file(&self, file: &str) -> bool {
        self.file(file).is_some()
    }
}

impl Writer<'_> {
    /// Takes out the documents of the file that a path leads to, whatever the store calls it, or of all files below the folder that it leads
    /// to. Tells how many there were.
    ///
    /// # Errors
    /// When the file of the store cannot be written; then all is undone since the last commit.
    pub fn remove_at(&mut self, path: &Path) -> Result<usize, StoreError> {
        // A file that is gone has a folder as a rule.
        let whole = path.canonicalize().or_else(|error| match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => {
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                folder.canonicalize().map(|folder| folder.join(name))
            }
            _ => Err(error),
        });
        let Ok(whole) = whole else { return Ok(0) };
        let query = "SELECT file FROM stored_file WHERE path = ?1 OR path > ?1 || '/' AND path < ?1 || '0' ORDER BY file";
        let files =
            self.store.connection.prepare_cached(query).and_then(|mut query| {
                query.query_map([display_path(&whole)], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()
            });
        let files = self.undone(files)?;
        files.iter().map(|file| self.remove(file)).sum()
    }

    /// Keeps where a file stands.
    ///
    /// # Errors
    /// When the file of the store cannot be written; then all is undone since the last commit.
    pub(crate) fn note_path(&mut self, file: &str, path: &str) -> Result<(), StoreError> {
        let query = "INSERT INTO stored_file VALUES (?1, ?2) ON CONFLICT (file) DO UPDATE SET path = excluded.path";
        let noted = self.begin().and_then(|()| self.store.connection.prepare_cached(query)?.execute([file, path]).map(|_| ()));
        self.undone(noted)
    }

    /// Forgets where a file stands of which nothing is held any more.
    pub(super) fn forget_path(&self, file: &str) -> rusqlite::Result<()> {
        let query = "DELETE FROM stored_file WHERE file = ?1 AND NOT EXISTS (SELECT 1 FROM stored_document WHERE file = ?1)";
        self.store.connection.prepare_cached(query)?.execute([file]).map(|_| ())
    }
}
