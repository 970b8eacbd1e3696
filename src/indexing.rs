//! Indexing: inputs into a store, kept some at a time, so that a run that is broken off loses little and repeats nothing.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::annotated::Annotated;
use crate::pipeline::{InputError, Inputs, Pipeline};
use crate::store::{Store, StoreError, Stored, Writer};

/// What is told while pages go into a store.
#[derive(Debug)]
pub enum Indexed<'a> {
    /// These documents are kept from now on, whatever happens to this program.
    Kept(&'a [(String, Stored)]),
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
        let run = RefCell::new(Run {
            writer: store.writer(self.annotator()),
            told,
            summary: IndexSummary::default(),
            waiting: Vec::new(),
            keep_after,
            bytes: 0,
            since: Instant::now(),
            failed: None,
        });
        self.run_but(inputs, |source| run.borrow_mut().leaves_out(source), |page| run.borrow_mut().take(page));
        let mut run = run.into_inner();
        match run.failed.take() {
            Some(error) => Err(error),
            None => run.keep().map(|()| run.summary),
        }
    }

    /// Finds the mentions anew of all pages of a store that another annotator has searched.
    ///
    /// # Errors
    /// When the store cannot be read or written; then what was told to be kept is kept.
    pub fn refresh(&self, store: &mut Store, keep_after: KeepAfter, told: impl FnMut(Indexed<'_>)) -> Result<IndexSummary, StoreError> {
        let mut inputs = Inputs::default();
        inputs.add_store(Store::open_read_only(store.path())?);
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
    failed: Option<StoreError>,
}

impl<T: FnMut(Indexed<'_>)> Run<'_, T> {
    fn leaves_out(&mut self, source: &crate::source::Source) -> bool {
        // Once the store has failed, nothing is worth a search.
        if self.failed.is_some() {
            return true;
        }
        match self.writer.holds(source) {
            Ok(false) => false,
            Ok(true) => {
                self.note(source.document.clone(), Stored::Unchanged);
                true
            }
            Err(error) => {
                self.failed = Some(error);
                true
            }
        }
    }

    fn take(&mut self, page: Result<Annotated, InputError>) {
        if self.failed.is_some() {
            return;
        }
        match page {
            Err(error) => (self.told)(Indexed::Failed(error)),
            Ok(page) => {
                if let Err(error) = self.put(&page) {
                    self.failed = Some(error);
                }
            }
        }
    }

    fn put(&mut self, page: &Annotated) -> Result<(), StoreError> {
        let stored = self.writer.put(page)?;
        self.note(page.page.document().to_owned(), stored);
        self.bytes += page.page.text().len();
        let is_due = match self.keep_after {
            KeepAfter::Seconds => self.bytes >= BYTES_AT_ONCE || self.since.elapsed() >= TIME_AT_ONCE,
            KeepAfter::Documents(count) => self.waiting.len() >= count,
        };
        if is_due { self.keep() } else { Ok(()) }
    }

    fn note(&mut self, document: String, stored: Stored) {
        match stored {
            Stored::New => self.summary.new += 1,
            Stored::Unchanged => self.summary.unchanged += 1,
            Stored::Replaced => self.summary.replaced += 1,
        }
        self.waiting.push((document, stored));
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.writer.commit()?;
        (self.told)(Indexed::Kept(&self.waiting));
        self.waiting.clear();
        self.bytes = 0;
        self.since = Instant::now();
        Ok(())
    }
}
