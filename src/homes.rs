//! Where the files of inputs stand, and what a store calls them.
//!
//! A file is known by its path from the root, and is called as it was when it came first. Another file that is given by the same name, from
//! another folder, is called by its whole path. A file that stands no longer where it stood is taken for moved to where its name leads now if
//! a text is the same: what another file holds must not take the place of what can be read nowhere else.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::inputs::{Inputs, canonical};
use crate::source::display_path;
use crate::store::{Store, StoreError, StoredFile};

/// The files of inputs.
#[derive(Debug, Default)]
pub(crate) struct Homes {
    /// Paths of files that are not called by a path that leads to them from here.
    paths: FxHashMap<String, String>,
    /// Names of what stands in no file, or nobody knows where.
    without: FxHashSet<String>,
    folders: FxHashMap<std::path::PathBuf, std::path::PathBuf>,
}

/// What is to be told about the names of files.
#[derive(Debug, Default)]
pub(crate) struct Renamed {
    /// Files of the store that stand elsewhere than it knew: name and path.
    pub(crate) settled: Vec<(String, String)>,
    /// Files of which nothing is left where the store knew them, and that are taken for moved: name, and where they stood.
    pub(crate) moved: Vec<(String, String)>,
    /// Files and streams whose name another one has in the store: as given, and what they are called.
    pub(crate) apart: Vec<(String, String)>,
}

/// Whether a text of the file at this path is one that the store holds of the file that it calls so.
pub(crate) type SharesText<'a> = &'a dyn Fn(&Path, &str) -> bool;

/// Names the files of inputs as the store does, and tells where they stand.
///
/// # Errors
/// When a store among the inputs cannot be read.
pub(crate) fn settle(inputs: &mut Inputs, store: &Store, shares_text: SharesText<'_>) -> Result<(Homes, Renamed), StoreError> {
    let mut homes = Homes { without: inputs.names_without_file().map(str::to_owned).collect(), ..Homes::default() };
    let mut renamed = Renamed::default();
    let has_stores = inputs.stores().next().is_some();
    // Files of one run have names of their own; those of stores may share them with others.
    let mut taken = FxHashMap::default();
    let Homes { paths, without, folders } = &mut homes;
    inputs.name_files(|given| {
        let (shown, path) = (display_path(given), display_path(&canonical(given, folders)));
        let name = name(&shown, &path, store, &taken, &mut renamed, &|| shares_text(given, &shown));
        if has_stores {
            taken.insert(name.clone(), path.clone());
        }
        (name != shown).then(|| {
            paths.insert(name.clone(), path);
            name
        })
    });
    let mut names = Vec::new();
    let mut streams: Vec<(String, &Store)> = Vec::new();
    for kept in inputs.stores() {
        let mut names_here = Vec::new();
        let files = if kept.path() == store.path() { Vec::new() } else { kept.files()? };
        for StoredFile { file, path } in files {
            let name = if let Some(path) = path {
                let name = name(&file, &path, store, &taken, &mut renamed, &|| store.shares_text(&file, kept));
                taken.insert(name.clone(), path.clone());
                paths.insert(name.clone(), path);
                name
            } else {
                let name = stream_name(&file, kept, store, &streams)?;
                if name == file {
                    streams.push((file.clone(), kept));
                } else {
                    renamed.apart.push((file.clone(), name.clone()));
                }
                without.insert(name.clone());
                name
            };
            if name != file {
                names_here.push((file, name));
            }
        }
        names.push(names_here);
    }
    inputs.name_in_stores(names);
    Ok((homes, renamed))
}

/// What a file is called that stands at `path` and is given as `shown`.
fn name(
    shown: &str,
    path: &str,
    store: &Store,
    taken: &FxHashMap<String, String>,
    renamed: &mut Renamed,
    shares_text: &dyn Fn() -> bool,
) -> String {
    if let Some(known) = store.file_at(path) {
        return known;
    }
    let is_free = |name: &str| taken.get(name).is_none_or(|other| other == path);
    let held = store.file(shown);
    if is_free(shown) {
        match held.map(|held| held.path) {
            None => return shown.to_owned(),
            Some(before) => {
                let is_same = |before: &String| Path::new(before).canonicalize().is_ok_and(|before| display_path(&before) == path);
                let is_lost = before.as_ref().is_none_or(|before| !Path::new(before).exists());
                if before.as_ref().is_some_and(is_same) || is_lost && shares_text() {
                    renamed.settled.push((shown.to_owned(), path.to_owned()));
                    renamed.moved.extend(before.filter(|_| is_lost).map(|before| (shown.to_owned(), before)));
                    return shown.to_owned();
                }
            }
        }
    }
    // Nothing but a file that has moved since can have the whole path as its name.
    let mut whole = path.to_owned();
    while !is_free(&whole) || store.file(&whole).is_some() {
        whole.insert_str(whole.find('/').map_or(0, |at| at + 1), "./");
    }
    renamed.apart.push((shown.to_owned(), whole.clone()));
    whole
}

/// What a stream of another store is called: by that store too where another one has its name and holds something else.
fn stream_name(stream: &str, kept: &Store, store: &Store, others: &[(String, &Store)]) -> Result<String, StoreError> {
    let others = others.iter().filter(|(name, _)| name == stream).map(|(_, other)| *other);
    for other in std::iter::once(store).chain(others) {
        if other.differs(stream, kept)? {
            let path = kept.path().canonicalize().unwrap_or_else(|_| kept.path().to_owned());
            return Ok(format!("{}/{stream}", display_path(&path)));
        }
    }
    Ok(stream.to_owned())
}

impl Homes {
    /// Where a file stands that is called so; nothing for what stands in none.
    pub(crate) fn path(&mut self, file: &str) -> Option<String> {
        if let Some(path) = self.paths.get(file) {
            return Some(path.clone());
        }
        let stands = !self.without.contains(file);
        stands.then(|| display_path(&canonical(Path::new(file), &mut self.folders)))
    }
}
