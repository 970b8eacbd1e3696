//! Indexing: inputs into a store, kept some at a time, so that a run that is broken off loses little and repeats nothing.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::annotated::Annotated;
use crate::pipeline::{InputError, Inputs, Pipeline, Searched};
use crate::source::Source;
use crate::store::{Store, StoreError, Stored, Writer};

/// What is told while pages go into a store.
#[derive(Debug)]
pub enum Indexed<'a> {
    /// These documents are kept from now on, whatever happens to this program.
    Kept(&'a [(String, Stored)]),
    /// A page was taken up; it is not kept yet. For showing how far the work is.
    Taken,
    /// An input cannot be used; the rest goes on.
    Failed(InputError),
}

/// What became of the pages of inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexSummary {
    /// Documents that were not there.
    pub new: u64,
    /// Documents that were there as they are.
    pub unchanged: u64,
    /// Documents that were there otherwise.
    pub replaced: u64,
}

/// How much is put into a store before it is kept, unless another number of documents is asked for.
const BYTES_AT_ONCE: usize = 64 << 20;
const TIME_AT_ONCE: Duration = Duration::from_secs(2);

/// How often what was put into a store is kept. What is kept at once is fastest where it is much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeepAfter {
    /// Every few seconds.
    #[default]
    Seconds,
    /// After this many documents; after each one for 0.
    Documents(usize),
}

impl Pipeline<'_> {
    /// Puts the pages of all inputs into a store. Those that it holds as they are, are not searched again.
    ///
    /// # Errors
    /// When the store cannot be written; then what was told to be kept is kept.
    pub fn index(
        &self,
        inputs: Inputs,
        store: &mut Store,
        keep_after: KeepAfter,
        told: impl FnMut(Indexed<'_>),
    ) -> Result<IndexSummary, StoreError> {
        let known = store.known(self.annotator())?;
        let mut run = Run {
            writer: store.writer(self.annotator()),
            told,
            summary: IndexSummary::default(),
            waiting: Vec::new(),
            keep_after,
            bytes: 0,
            since: Instant::now(),
            file: String::new(),
            names: FxHashMap::default(),
        };
        let mut failed = None;
        self.run_but(inputs, &|source| known.holds(source), |searched| {
            failed = run.take(searched).err();
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match failed {
            Some(error) => Err(error),
            None => {
                run.keep()?;
                run.settle()?;
                Ok(run.summary)
            }
        }
    }

    /// Finds the mentions anew of all pages of a store that another annotator has searched.
    ///
    /// # Errors
    /// When the store cannot be read or written; then what was told to be kept is kept.
    pub fn refresh(&self, store: &mut Store, keep_after: KeepAfter, told: impl FnMut(Indexed<'_>)) -> Result<IndexSummary, StoreError> {
        let mut inputs = Inputs::default();
        // As it changes: a state that is held on to would make the log grow with all that is written.
        inputs.add_store(Store::open_live(store.path())?);
        self.index(inputs, store, keep_after, told)
    }
}

struct Run<'s, T> {
    writer: Writer<'s>,
    told: T,
    summary: IndexSummary,
    /// Documents that are put and not yet kept.
    waiting: Vec<(String, Stored)>,
    keep_after: KeepAfter,
    bytes: usize,
    since: Instant,
    /// The file of records that is being read, and how often each name stood in it so far.
    file: String,
    names: FxHashMap<u64, u32>,
}

impl<T: FnMut(Indexed<'_>)> Run<'_, T> {
    fn take(&mut self, searched: Result<Searched, InputError>) -> Result<(), StoreError> {
        match searched {
            Err(error) => (self.told)(Indexed::Failed(error)),
            Ok(Searched::LeftOut(source)) => {
                self.occurrence(&source);
                self.note(source.document, Stored::Unchanged);
            }
            Ok(Searched::Page(page)) => self.put(&page)?,
        }
        (self.told)(Indexed::Taken);
        let is_due = match self.keep_after {
            KeepAfter::Seconds => self.bytes >= BYTES_AT_ONCE || self.since.elapsed() >= TIME_AT_ONCE,
            KeepAfter::Documents(count) => self.waiting.len() >= count,
        };
        if is_due { self.keep() } else { Ok(()) }
    }

    fn put(&mut self, page: &Annotated) -> Result<(), StoreError> {
        let occurrence = self.occurrence(page.page.source());
        let stored = self.writer.put_again(page, occurrence)?;
        self.note(page.page.document().to_owned(), stored);
        self.bytes += page.page.text().len();
        Ok(())
    }

    /// How many records of this name the file has given before this one.
    fn occurrence(&mut self, source: &Source) -> u32 {
        let Some(origin) = &source.origin else { return 0 };
        if *self.file != *origin.file {
            origin.file.as_ref().clone_into(&mut self.file);
            self.names.clear();
        }
        let count = self.names.entry(xxhash_rust::xxh3::xxh3_64(source.document.as_bytes())).or_default();
        *count += 1;
        *count - 1
    }

    fn note(&mut self, document: String, stored: Stored) {
        match stored {
            Stored::New => self.summary.new += 1,
            Stored::Unchanged => self.summary.unchanged += 1,
            Stored::Replaced => self.summary.replaced += 1,
        }
        self.waiting.push((document, stored));
    }

    /// Settles what are copies, if something has come or was left open by a run that was broken off.
    fn settle(&mut self) -> Result<(), StoreError> {
        if self.writer.is_settled()? { Ok(()) } else { self.writer.settle() }
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.writer.commit()?;
        if !self.waiting.is_empty() {
            (self.told)(Indexed::Kept(&self.waiting));
        }
        self.waiting.clear();
        self.bytes = 0;
        self.since = Instant::now();
        Ok(())
    }
}
