//! The whole road: inputs in, annotated pages out, in a fixed order whatever the number of threads.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::annotated::{Annotated, Annotator};
use crate::date::Published;
use crate::mention::Scratch;
use crate::source::{Source, SourceError, display_path, walk};
use crate::store::{Kept, KeptPages, Store, StoreError};

/// What is to be read: files, and texts at hand.
#[derive(Debug, Default)]
pub struct Inputs {
    files: Vec<PathBuf>,
    texts: Vec<Source>,
    stores: Vec<Store>,
    /// Files that were passed over in directories because they have no known ending.
    pub others: usize,
}

impl Inputs {
    /// Adds a file, or the text files below a directory. What cannot be used is told, and the rest is added.
    ///
    /// # Errors
    /// When the path does not exist.
    pub fn add_path(&mut self, path: impl AsRef<Path>) -> Result<Vec<SourceError>, SourceError> {
        let found = walk(path)?;
        self.files.extend(found.files);
        self.others += found.others;
        Ok(found.errors)
    }

    /// Adds a text.
    pub fn add_text(&mut self, source: Source) {
        self.texts.push(source);
    }

    /// Adds the pages of a store.
    pub fn add_store(&mut self, store: Store) {
        self.stores.push(store);
    }

    /// Number of files, texts and stores.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len() + self.texts.len() + self.stores.len()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An input that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A file or directory.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads pages with an [`Annotator`] on several threads.
#[derive(Debug)]
pub struct Pipeline<'a> {
    annotator: &'a Annotator,
    threads: rayon::ThreadPool,
    fallback: Option<Published>,
}

/// The threads could not be started.
#[derive(Debug, thiserror::Error)]
#[error("{threads} threads cannot be started ({source}); ask for fewer with --jobs")]
pub struct PipelineError {
    threads: usize,
    source: rayon::ThreadPoolBuildError,
}

/// Pages that a thread reads in one go; bounds what is held in memory.
const PAGES_A_THREAD: usize = 64;
const BYTES_OF_STORE: usize = 4 << 20;

impl<'a> Pipeline<'a> {
    /// A pipeline with this many threads, or one for each processor for 0. Pages that tell no date of their own get `fallback`.
    ///
    /// # Errors
    /// When the system refuses the threads.
    pub fn new(annotator: &'a Annotator, threads: usize, fallback: Option<Published>) -> Result<Self, PipelineError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let threads = pool.map_err(|source| PipelineError { threads, source })?;
        Ok(Self { annotator, threads, fallback })
    }

    /// What reads and annotates the pages.
    #[must_use]
    pub const fn annotator(&self) -> &'a Annotator {
        self.annotator
    }

    /// Reads and annotates every input once, and gives the pages to `each` in the order of their names; a store's pages, in the order in
    /// which their files were, stand at the name of the store. What cannot be read is given in its place as an error, and the rest
    /// goes on.
    pub fn run(&self, inputs: Inputs, each: impl FnMut(Result<Annotated, InputError>)) {
        self.run_but(inputs, |_| false, each);
    }

    /// The same without the pages of which `leave_out` says so before they are searched.
    pub fn run_but(&self, inputs: Inputs, mut leave_out: impl FnMut(&Source) -> bool, mut each: impl FnMut(Result<Annotated, InputError>)) {
        enum Item {
            File(PathBuf),
            Text(Source),
            Store(Box<KeptPages>),
        }
        enum Read {
            File(PathBuf),
            Kept(Box<Kept>),
            Failed(InputError),
        }
        let files = inputs.files.into_iter().map(|path| (display_path(&path), Item::File(path)));
        let texts = inputs.texts.into_iter().map(|source| (source.document.clone(), Item::Text(source)));
        let stores = inputs.stores.into_iter().map(|store| (display_path(store.path()), Item::Store(Box::new(KeptPages::new(store)))));
        let mut items: Vec<(String, Item)> = files.chain(texts).chain(stores).collect();
        items.sort_by(|a, b| a.0.cmp(&b.0));
        // `a.txt` and `./a.txt` are one file; it keeps the name that comes first.
        let mut seen = FxHashSet::default();
        items.retain(|(_, item)| match item {
            Item::File(path) => seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
            Item::Store(pages) => {
                let path = pages.path();
                seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
            }
            Item::Text(_) => true,
        });
        let batch = PAGES_A_THREAD * self.threads.current_num_threads();
        let mut some: Vec<Read> = Vec::new();
        let mut flush = |some: &mut Vec<Read>| {
            let read = |item: Read| match item {
                Read::File(path) => Source::open(path).map(Kept::Text).map_err(InputError::from),
                Read::Kept(kept) => Ok(*kept),
                Read::Failed(error) => Err(error),
            };
            let read: Vec<_> = self.threads.install(|| std::mem::take(some).into_par_iter().map(read).collect());
            let wanted: Vec<_> = read
                .into_iter()
                .map(|kept| match kept {
                    Ok(Kept::Text(mut source)) => {
                        source.published = source.published.or(self.fallback);
                        Ok(Kept::Text(source))
                    }
                    other => other,
                })
                .filter(|kept| !matches!(kept, Ok(Kept::Text(source)) if leave_out(source)))
                .collect();
            let annotate = |scratch: &mut Scratch, kept: Result<Kept, InputError>| match kept? {
                Kept::Text(source) => Ok(self.annotator.annotate(source, scratch)),
                Kept::Page(page) => Ok(page),
            };
            let pages: Vec<_> = self.threads.install(|| wanted.into_par_iter().map_init(Scratch::default, annotate).collect());
            pages.into_iter().for_each(&mut each);
        };
        for (_, item) in items {
            match item {
                Item::File(path) => some.push(Read::File(path)),
                Item::Text(source) => some.push(Read::Kept(Box::new(Kept::Text(source)))),
                Item::Store(mut pages) => loop {
                    match pages.next(self.annotator, self.fallback, BYTES_OF_STORE) {
                        Ok(kept) if kept.is_empty() => break,
                        Ok(kept) => some.extend(kept.into_iter().map(|kept| Read::Kept(Box::new(kept)))),
                        Err(error) => {
                            flush(&mut some);
                            some.push(Read::Failed(error.into()));
                            break;
                        }
                    }
                    flush(&mut some);
                },
            }
            if some.len() >= batch {
                flush(&mut some);
            }
        }
        flush(&mut some);
    }
}
