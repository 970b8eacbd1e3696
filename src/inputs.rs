//! What is to be read: files, streams, stores and texts, each once and in an order of its own.

use std::collections::hash_map::Entry;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::source::{Source, SourceError, Wanted, display_path, walk};
use crate::store::{Beside, KeptPages, Store};

/// What is to be read: files, streams, stores, and texts at hand.
#[derive(Debug, Default)]
pub struct Inputs {
    files: Vec<PathBuf>,
    /// What files are called that are not called by their path.
    names: FxHashMap<PathBuf, String>,
    texts: Vec<Source>,
    streams: Vec<(String, NamedStream)>,
    stores: Vec<KeptPages>,
    /// Whether a file may be among them twice.
    may_repeat: bool,
    /// Files that were passed over in directories because their ending tells no format.
    pub others: usize,
}

pub(crate) struct NamedStream(pub(crate) Box<dyn std::io::Read + Send>);

impl std::fmt::Debug for NamedStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NamedStream")
    }
}

impl Inputs {
    /// Adds a file, or the wanted files below a directory. What cannot be used is told, and the rest is added.
    ///
    /// # Errors
    /// When the path does not exist.
    pub fn add_path(&mut self, path: impl AsRef<Path>, wanted: Wanted) -> Result<Vec<SourceError>, SourceError> {
        let found = walk(path, wanted)?;
        // What stands below one folder stands there once, unless a link leads to it.
        self.may_repeat |= found.has_links || !self.files.is_empty() || !self.stores.is_empty();
        self.files.extend(found.files);
        self.others += found.others;
        Ok(found.errors)
    }

    /// Adds a text.
    pub fn add_text(&mut self, source: Source) {
        self.texts.push(source);
    }

    /// Adds a stream with a name, such as standard input.
    pub fn add_stream(&mut self, name: impl Into<String>, stream: impl std::io::Read + Send + 'static) {
        self.streams.push((name.into(), NamedStream(Box::new(stream))));
    }

    /// Adds the pages of a store.
    pub fn add_store(&mut self, store: Store) {
        self.may_repeat |= !self.files.is_empty() || !self.stores.is_empty();
        self.stores.push(KeptPages::new(store));
    }

    /// Has files called by another name than their path, where `name` tells one.
    pub(crate) fn name_files(&mut self, mut name: impl FnMut(&Path) -> Option<String>) {
        for path in &self.files {
            if let Some(name) = name(path) {
                self.may_repeat = true;
                self.names.insert(path.clone(), name);
            }
        }
    }

    /// Has the files of each store called by other names than those there: the name there, and the other. In the order of the stores.
    pub(crate) fn name_in_stores(&mut self, names: Vec<Vec<(String, String)>>) {
        self.stores.iter_mut().zip(names).for_each(|(pages, names)| pages.name_files(names));
    }

    /// Names of what stands in no file.
    pub(crate) fn names_without_file(&self) -> impl Iterator<Item = &str> {
        let texts = self.texts.iter().map(|source| source.document.as_str());
        texts.chain(self.streams.iter().map(|(name, _)| name.as_str()))
    }

    /// Whether something can be read but once.
    #[must_use]
    pub fn reads_streams(&self) -> bool {
        !self.streams.is_empty()
    }

    /// Whether there is a stream among them that has no name but `-`, as standard input has.
    #[must_use]
    pub fn reads_unnamed(&self) -> bool {
        self.streams.iter().any(|(name, _)| name == "-")
    }

    /// The stores among the inputs.
    pub fn stores(&self) -> impl Iterator<Item = &Store> {
        self.stores.iter().map(KeptPages::store)
    }

    /// Number of files, streams, stores and texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len() + self.texts.len() + self.streams.len() + self.stores.len()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the files, packed as they are, and of the texts in stores. Nothing if the size of an input cannot be known.
    #[must_use]
    pub fn bytes(&self) -> Option<u64> {
        if !self.streams.is_empty() {
            return None;
        }
        let size = |path: &PathBuf| std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|found| found.len());
        let files: u64 = self.files.iter().map(size).sum::<Option<u64>>()?;
        self.stores.iter().map(KeptPages::bytes).sum::<Option<u64>>().map(|stores| files + stores)
    }

    /// What is to be read, in order, each file once.
    pub(crate) fn in_order(mut self) -> std::vec::IntoIter<Input> {
        self.tell_stores_apart();
        let mut names = self.names;
        let files = self.files.into_iter().map(|path| {
            let name = names.remove(&path).unwrap_or_else(|| display_path(&path));
            (name.clone(), Input::File(path, name))
        });
        let texts = self.texts.into_iter().map(|source| (source.document.clone(), Input::Text(Box::new(source))));
        let streams = self.streams.into_iter().map(|(name, stream)| (name.clone(), Input::Stream(name, stream)));
        let stores = self.stores.into_iter().map(|pages| (display_path(pages.path()), Input::Store(Box::new(pages))));
        let mut inputs: Vec<(String, Input)> = files.chain(texts).chain(streams).chain(stores).collect();
        inputs.sort_by(|a, b| a.0.cmp(&b.0));
        if self.may_repeat {
            // `a.txt` and `./a.txt` are one file; it keeps the name that comes first, of those that no link leads to.
            let (mut chosen, mut folders) = (FxHashMap::<PathBuf, usize>::default(), FxHashMap::default());
            let mut is_kept = vec![true; inputs.len()];
            let path = |at: usize| match &inputs[at].1 {
                Input::File(path, _) => Some(path.as_path()),
                Input::Store(pages) => Some(pages.path()),
                Input::Text(_) | Input::Stream(..) => None,
            };
            for at in 0..inputs.len() {
                let Some(given) = path(at) else { continue };
                match chosen.entry(canonical(given, &mut folders)) {
                    Entry::Vacant(entry) => drop(entry.insert(at)),
                    Entry::Occupied(mut entry) => {
                        let is_straight = |at: usize| path(at).and_then(straight).is_some_and(|path| path == *entry.key());
                        let is_better = is_straight(at) && !is_straight(*entry.get());
                        is_kept[if is_better { entry.insert(at) } else { at }] = false;
                    }
                }
            }
            let mut kept = is_kept.into_iter();
            inputs.retain(|_| kept.next().unwrap_or(true));
        }
        inputs.into_iter().map(|(_, input)| input).collect::<Vec<_>>().into_iter()
    }

    /// Has stores leave out what is read from its file or from another of them.
    fn tell_stores_apart(&mut self) {
        if self.stores.is_empty() || self.stores.len() == 1 && self.files.is_empty() {
            return;
        }
        let mut folders = FxHashMap::default();
        let files: FxHashSet<u64> = self.files.iter().map(|path| Beside::hash(&display_path(&canonical(path, &mut folders)))).collect();
        let beside = Arc::new(Beside::new(files, self.stores.len() > 1));
        self.stores.iter_mut().for_each(|pages| pages.read_beside(&beside));
    }
}

/// The path of a file from the root, as if no part of it were a link.
fn straight(path: &Path) -> Option<PathBuf> {
    let mut straight = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            part => straight.push(part),
        }
    }
    Some(straight)
}

/// The one path of a file, whatever way led to it. To follow every folder above it takes longer than to read a page, so that what is known
/// of `folders` is kept.
pub(crate) fn canonical(path: &Path, folders: &mut FxHashMap<PathBuf, PathBuf>) -> PathBuf {
    let is_link = || path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if !is_link() => {
            if let Some(known) = folders.get(folder) {
                return known.join(name);
            }
            let whole = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let known = whole.canonicalize().unwrap_or_else(|_| folder.to_owned());
            folders.entry(folder.to_owned()).or_insert(known).join(name)
        }
        _ => path.canonicalize().unwrap_or_else(|_| path.to_owned()),
    }
}

/// One of the inputs.
pub(crate) enum Input {
    /// Where it is, and what it is called.
    File(PathBuf, String),
    Text(Box<Source>),
    Stream(String, NamedStream),
    Store(Box<KeptPages>),
}
