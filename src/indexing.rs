//! Indexing: inputs into a store, kept some at a time, so that a run that is broken off loses little and repeats nothing.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::annotated::Annotated;
use crate::homes::{self, Homes, Renamed};
use crate::inputs::Inputs;
use crate::pipeline::{InputError, Pipeline, Searched};
use crate::source::{Source, Wanted};
use crate::store::{MOST_COMPARED, Store, StoreError, Stored, Writer};

/// What is told while pages go into a store.
#[derive(Debug)]
pub enum Indexed<'a> {
    /// These documents are kept from now on, whatever happens to this program.
    Kept(&'a [(String, Stored)]),
    /// A page was taken up; it is not kept yet. For showing how far the work is.
    Taken,
    /// Of these files nothing is left where they stood, and those that are given by their names hold a text of theirs and are taken for them,
    /// moved: name, and where each stood.
    Moved(&'a [(String, String)]),
    /// The store has another file or stream of the name of each of these: the name, and what each is called instead.
    Apart(&'a [(String, String)]),
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
    /// Documents that were there and that their file does not hold any more.
    pub removed: u64,
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
    /// Puts the pages of all inputs into a store. Those that it holds as they are, are not searched again. Of a file that was read to its end,
    /// records that it does not hold any more are taken out. A file that the store knows keeps the name that it has there, from whatever folder it is
    /// given; another file of that name is called by its whole path.
    ///
    /// # Errors
    /// When the store cannot be written; then what was told to be kept is kept.
    pub fn index(
        &self,
        inputs: Inputs,
        store: &mut Store,
        keep_after: KeepAfter,
        mut told: impl FnMut(Indexed<'_>),
    ) -> Result<IndexSummary, StoreError> {
        let known = store.known(self.annotator())?;
        let holds_some = store.totals()?.documents > 0;
        let mut inputs = inputs;
        let (homes, Renamed { settled, moved, apart }) =
            homes::settle(&mut inputs, store, &|path, file| self.shares_text(path, file, store))?;
        if !moved.is_empty() {
            told(Indexed::Moved(&moved));
        }
        if !apart.is_empty() {
            told(Indexed::Apart(&apart));
        }
        let mut run = Run {
            writer: store.writer(self.annotator()),
            told,
            summary: IndexSummary::default(),
            waiting: Vec::new(),
            keep_after,
            bytes: 0,
            since: Instant::now(),
            homes,
            file: String::new(),
            has_path: false,
            names: FxHashMap::default(),
            holds_some,
            faults: Faults::None,
        };
        for (file, path) in &settled {
            run.writer.note_path(file, path)?;
        }
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

    /// Whether one of the first texts of a file is one that the store holds of the file that it calls so.
    fn shares_text(&self, path: &Path, file: &str, store: &Store) -> bool {
        let mut inputs = Inputs::default();
        // A pipe can be read but once.
        if !path.is_file() || inputs.add_path(path, Wanted::All).is_err() {
            return false;
        }
        let (mut shares, mut compared) = (false, 0);
        inputs.sources(self.reading(), |source| {
            compared += 1;
            shares = source.is_ok_and(|source| store.holds_text(file, &source.text));
            if shares || compared >= MOST_COMPARED { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        shares
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
    homes: Homes,
    /// Whether it is kept where the file that is being read stands.
    has_path: bool,
    /// The file that is being read, and how often each name stood in it so far.
    file: String,
    names: FxHashMap<u64, u32>,
    /// Whether the store held something before this run, which may be of a file that has changed.
    holds_some: bool,
    /// What was wrong with the file so far.
    faults: Faults,
}

/// What was wrong with a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Faults {
    #[default]
    None,
    /// Some of its records cannot be used.
    Records,
    /// Some of it, or all, could not be read.
    File,
}

fn hashed(name: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(name.as_bytes())
}

impl<T: FnMut(Indexed<'_>)> Run<'_, T> {
    fn take(&mut self, searched: Result<&Searched, InputError>) -> Result<(), StoreError> {
        match searched {
            Err(error) => {
                let is_of_record = matches!(&error, InputError::Source(error) if !error.ends_file());
                self.faults = self.faults.max(if is_of_record { Faults::Records } else { Faults::File });
                (self.told)(Indexed::Failed(error));
            }
            Ok(Searched::Ended(file)) => return self.end(file),
            Ok(Searched::LeftOut(source)) => {
                self.occurrence(source);
                self.note(source.document.clone(), Stored::Unchanged);
            }
            Ok(Searched::Page(page)) => self.put(page)?,
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
        if stored == Stored::New && !self.has_path {
            self.has_path = true;
            if let Some(path) = self.homes.path(&self.file) {
                self.writer.note_path(&self.file, &path)?;
            }
        }
        self.note(page.page.document().to_owned(), stored);
        self.bytes += page.page.text().len();
        Ok(())
    }

    /// How many records of this name the file has given before this one.
    fn occurrence(&mut self, source: &Source) -> u32 {
        let file = source.origin.as_ref().map_or(&*source.document, |origin| &*origin.file);
        if *self.file != *file {
            file.clone_into(&mut self.file);
            self.names.clear();
            self.has_path = false;
        }
        let count = self.names.entry(hashed(&source.document)).or_default();
        *count += 1;
        // A text that is no record is known by its name alone.
        if source.origin.is_some() { *count - 1 } else { 0 }
    }

    /// Takes out what the store holds of a file and the file does not hold any more. Of one that could not be read to its end, or of which
    /// nothing can be used, all is kept.
    fn end(&mut self, file: &str) -> Result<(), StoreError> {
        if self.file != file {
            self.names.clear();
        }
        let (names, faults) = (std::mem::take(&mut self.names), std::mem::take(&mut self.faults));
        self.file.clear();
        let is_read = faults == Faults::None || faults == Faults::Records && !names.is_empty();
        if !is_read || !self.holds_some {
            return Ok(());
        }
        let is_there = |name: &str, occurrence: u32| names.get(&hashed(name)).is_some_and(|count| occurrence < *count);
        for document in self.writer.remove_others(file, is_there)? {
            self.note(document, Stored::Removed);
        }
        Ok(())
    }

    fn note(&mut self, document: String, stored: Stored) {
        match stored {
            Stored::New => self.summary.new += 1,
            Stored::Unchanged => self.summary.unchanged += 1,
            Stored::Replaced => self.summary.replaced += 1,
            Stored::Removed => self.summary.removed += 1,
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
