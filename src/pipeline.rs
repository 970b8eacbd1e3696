//! The whole road: inputs in, annotated pages out, in a fixed order whatever the number of threads.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::annotated::{Annotated, Annotator};
use crate::date::Published;
use crate::mention::Scratch;
use crate::source::{Source, SourceError, display_path, walk};

/// What is to be read: files, and texts at hand.
#[derive(Debug, Default)]
pub struct Inputs {
    files: Vec<PathBuf>,
    texts: Vec<Source>,
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

    /// Number of pages to read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len() + self.texts.len()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
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

    /// Reads and annotates every input once, and gives the pages to `each` in the order of their names. What cannot be read is
    /// given in its place as an error, and the rest goes on.
    pub fn run(&self, inputs: Inputs, mut each: impl FnMut(Result<Annotated, SourceError>)) {
        enum Item {
            File(PathBuf),
            Text(Source),
        }
        let files = inputs.files.into_iter().map(|path| (display_path(&path), Item::File(path)));
        let texts = inputs.texts.into_iter().map(|source| (source.document.clone(), Item::Text(source)));
        let mut items: Vec<(String, Item)> = files.chain(texts).collect();
        items.sort_by(|a, b| a.0.cmp(&b.0));
        // `a.txt` and `./a.txt` are one file; it keeps the name that comes first.
        let mut seen = FxHashSet::default();
        items.retain(|(_, item)| match item {
            Item::File(path) => seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
            Item::Text(_) => true,
        });
        let batch = PAGES_A_THREAD * self.threads.current_num_threads();
        let mut items = items.into_iter();
        loop {
            let some: Vec<Item> = items.by_ref().take(batch).map(|(_, item)| item).collect();
            if some.is_empty() {
                return;
            }
            let annotate = |scratch: &mut Scratch, item| {
                let mut source = match item {
                    Item::File(path) => Source::open(path)?,
                    Item::Text(source) => source,
                };
                source.published = source.published.or(self.fallback);
                Ok(self.annotator.annotate(source, scratch))
            };
            let pages: Vec<_> = self.threads.install(|| some.into_par_iter().map_init(Scratch::default, annotate).collect());
            pages.into_iter().for_each(&mut each);
        }
    }
}
