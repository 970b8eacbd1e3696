//! What is read beside a store, so that each page is read once.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::source::display_path;
use crate::store::Store;

/// The files that are read beside stores, and the pages of several stores so far.
#[derive(Debug)]
pub(crate) struct Beside {
    /// Hashes of the paths of files.
    files: FxHashSet<u64>,
    /// Hashes of what tells a page from others; nothing where there is but one store.
    pages: Option<Mutex<FxHashSet<u64>>>,
}

/// A file as the store calls it, and its path from the root.
#[derive(Debug)]
pub(super) struct Home {
    file: String,
    /// Whether the store tells the path.
    is_known: bool,
    path: String,
}

impl Home {
    fn of(file: &str, store: &Store) -> Self {
        let known = store.file(file).and_then(|file| file.path);
        let is_known = known.is_some();
        // A store of an earlier format tells a path from the folder of whoever made it, which is this one as a rule.
        let path = known.unwrap_or_else(|| Path::new(file).canonicalize().map_or_else(|_| file.to_owned(), |path| display_path(&path)));
        Self { file: file.to_owned(), is_known, path }
    }
}

impl Beside {
    pub(crate) fn new(files: FxHashSet<u64>, are_many: bool) -> Self {
        Self { files, pages: are_many.then(Mutex::default) }
    }

    pub(crate) fn hash(path: &str) -> u64 {
        xxh3_64(path.as_bytes())
    }

    /// Whether a page is read elsewhere: its file is among those that are read, or another store has given it. The page is told by its file,
    /// its name, how many of that name the file holds before it, and its text. `home` is that of the page before.
    pub(super) fn is_read(&self, (file, name, occurrence): (&str, &str, i64), text: &str, home: &mut Option<Home>, store: &Store) -> bool {
        let home = match home {
            Some(home) if home.file == file => home,
            home => home.insert(Home::of(file, store)),
        };
        if self.files.contains(&Self::hash(&home.path)) {
            return true;
        }
        let Some(pages) = &self.pages else { return false };
        // The file may be called otherwise in another store, and its records by that; and one of them may hold an earlier state of it.
        let place = if home.is_known { home.path.as_str() } else { file };
        let mut key = Xxh3::new();
        for part in [place, name.strip_prefix(file).unwrap_or(name), &occurrence.to_string(), text] {
            key.update(part.as_bytes());
            key.update(&[0]);
        }
        !pages.lock().unwrap_or_else(PoisonError::into_inner).insert(key.digest())
    }
}
