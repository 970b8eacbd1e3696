//! The whole road: inputs in, annotated pages out, in a fixed order whatever the number of threads.
//!
//! Files go in the order of their names, and the records of a file in the order of the file. One piece of an input is read after
//! another, under a lock; the pieces are then parsed and annotated on all threads and come out in order. What is in memory is bounded by
//! the pieces under way, not by the inputs.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::annotated::{Annotated, Annotator};
use crate::date::Published;
use crate::inputs::{Input, Inputs};
use crate::mention::Scratch;
use crate::source::{Piece, Pieces, Reading, Source, SourceError, display_path};
use crate::store::{Kept, KeptPages, StoreError};

impl Inputs {
    /// Reads the inputs and gives each source to `each`, without looking for names: files in the order of their names, records in the order
    /// of their file. What cannot be read is given in its place as an error, and the rest goes on, until `each` breaks off.
    pub fn sources(self, reading: &Reading, mut each: impl FnMut(Result<Source, InputError>) -> ControlFlow<()>) {
        let (mut queue, counter) = (Queue::new(self, None), Arc::default());
        while let Some(work) = queue.next(reading, &counter) {
            let mut flow = ControlFlow::Continue(());
            work.read(reading, &mut |got| {
                let source = match got {
                    Ok(Got::Kept(kept)) => Ok(kept.into_source()),
                    Ok(Got::Ended(_)) => return,
                    Err(error) => Err(error),
                };
                if flow.is_continue() {
                    flow = each(source);
                }
            });
            if flow.is_break() {
                return;
            }
        }
    }
}

/// An input that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A file or directory, or something in it.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl InputError {
    /// The file that it is about, without a line.
    #[must_use]
    pub fn document(&self) -> String {
        match self {
            Self::Source(error) => error.document(),
            Self::Store(error) => display_path(error.path()),
        }
    }
}

/// Says of a source that it need not be searched.
pub(crate) type LeaveOut<'a> = &'a (dyn Fn(&Source) -> bool + Sync);

/// A page that was annotated, or the text of one that was left out.
pub(crate) enum Searched {
    Page(Annotated),
    LeftOut(Source),
    /// All of this file or stream has been given.
    Ended(String),
}

/// Reads pages with an [`Annotator`] on several threads.
#[derive(Debug)]
pub struct Pipeline<'a> {
    annotator: &'a Annotator,
    reading: Reading,
    threads: rayon::ThreadPool,
    fallback: Option<Published>,
    counter: Arc<AtomicU64>,
}

/// The threads could not be started.
#[derive(Debug, thiserror::Error)]
#[error("{threads} threads cannot be started ({source}); ask for fewer with --jobs")]
pub struct PipelineError {
    threads: usize,
    source: rayon::ThreadPoolBuildError,
}

/// Bytes of pieces under way for each thread, and pieces: what bounds the memory.
const BYTES_A_THREAD: usize = 4 << 20;
const PIECES_A_THREAD: usize = 64;

/// Bytes of text that are annotated together at the least, where a piece of work has so many.
const BYTES_TOGETHER: usize = 128 << 10;

impl<'a> Pipeline<'a> {
    /// A pipeline with this many threads, or one for each processor for 0. Pages that tell no date of their own get `fallback`.
    ///
    /// # Errors
    /// When the system refuses the threads.
    pub fn new(annotator: &'a Annotator, threads: usize, fallback: Option<Published>) -> Result<Self, PipelineError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let threads = pool.map_err(|source| PipelineError { threads, source })?;
        Ok(Self { annotator, reading: Reading::default(), threads, fallback, counter: Arc::default() })
    }

    /// The same that reads its inputs in this way.
    #[must_use]
    pub fn with_reading(mut self, reading: Reading) -> Self {
        self.reading = reading;
        self
    }

    /// Bytes read from files and streams so far, packed as they are. For showing how far the work is.
    #[must_use]
    pub fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.counter)
    }

    /// How the inputs are read.
    pub(crate) const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What annotates the pages.
    #[must_use]
    pub const fn annotator(&self) -> &'a Annotator {
        self.annotator
    }

    /// Reads and annotates every input once, and gives the pages to `each`: files in the order of their names, records in the order of
    /// their file, pages of a store in the order in which their files would go, at the name of the store. What cannot be read is given in its place as an error, and the rest goes on, until `each` breaks off.
    pub fn run(&self, inputs: Inputs, each: impl FnMut(Result<Annotated, InputError>) -> ControlFlow<()>) {
        self.run_making(inputs, &|page| page, each);
    }

    /// Reads and annotates every input once and in the same order as [`Self::run`], and lends the pages to `each`. They are freed by the threads that made them and not by the one that calls `each`, which is the one
    /// that the others wait for where much is done with a page.
    pub fn run_lending(&self, inputs: Inputs, mut each: impl FnMut(Result<&Annotated, InputError>) -> ControlFlow<()>) {
        self.lend(Queue::new(inputs, Some((self.annotator, self.fallback))), &|_| false, |searched| match searched {
            Ok(Searched::Page(page)) => each(Ok(page)),
            Ok(Searched::LeftOut(_) | Searched::Ended(_)) => ControlFlow::Continue(()),
            Err(error) => each(Err(error)),
        });
    }

    /// The same that gives what `make` makes of each page, which the threads do that annotate it: `each` is called by one alone.
    pub fn run_making<T: Send>(
        &self,
        inputs: Inputs,
        make: &(impl Fn(Annotated) -> T + Sync),
        mut each: impl FnMut(Result<T, InputError>) -> ControlFlow<()>,
    ) {
        let make = |searched| match searched {
            Searched::Page(page) => Some(make(page)),
            Searched::LeftOut(_) | Searched::Ended(_) => None,
        };
        self.run_each(Queue::new(inputs, Some((self.annotator, self.fallback))), &|_| false, &make, |made| {
            let flow = match made {
                Ok(Some(made)) => each(Ok(made)),
                Ok(None) => ControlFlow::Continue(()),
                Err(error) => each(Err(error)),
            };
            (flow, None)
        });
    }

    /// Lends pages as [`run_lending`](Self::run_lending) does, does not search the sources of which `leave_out` says so, and gives them as
    /// they are; and tells where a file ends.
    pub(crate) fn run_but(
        &self,
        inputs: Inputs,
        leave_out: LeaveOut<'_>,
        each: impl FnMut(Result<&Searched, InputError>) -> ControlFlow<()>,
    ) {
        let queue = Queue { tells_ends: true, ..Queue::new(inputs, Some((self.annotator, self.fallback))) };
        self.lend(queue, leave_out, each);
    }

    fn lend(&self, queue: Queue<'_>, leave_out: LeaveOut<'_>, mut each: impl FnMut(Result<&Searched, InputError>) -> ControlFlow<()>) {
        self.run_each(queue, leave_out, &|searched| searched, |searched| match searched {
            Ok(searched) => (each(Ok(&searched)), Some(searched)),
            Err(error) => (each(Err(error)), None),
        });
    }

    fn run_each<T: Send>(
        &self,
        mut queue: Queue<'_>,
        leave_out: LeaveOut<'_>,
        make: &(impl Fn(Searched) -> T + Sync),
        mut each: impl FnMut(Result<T, InputError>) -> Left<T>,
    ) {
        if self.threads.current_num_threads() == 1 {
            let mut scratch = Scratch::default();
            while let Some(work) = queue.next(&self.reading, &self.counter) {
                let mut flow = ControlFlow::Continue(());
                self.search(work, leave_out, &mut scratch, &mut |searched| {
                    if flow.is_continue() {
                        flow = each(searched.map(make)).0;
                    }
                    flow
                });
                if flow.is_break() {
                    return;
                }
            }
            return;
        }
        let shelf = Shelf::new(queue, self.threads.current_num_threads());
        let mut scratch = Scratch::default();
        self.threads.in_place_scope(|scope| {
            // The thread that delivers is one of them.
            for _ in 1..self.threads.current_num_threads() {
                scope.spawn(|_| self.work(&shelf, leave_out, make));
            }
            shelf.deliver(|work| self.made(work, leave_out, make, &mut scratch), each);
        });
    }

    /// Takes pieces from the shelf and puts pages back, until there are none.
    fn work<T>(&self, shelf: &Shelf<'_, T>, leave_out: LeaveOut<'_>, make: &impl Fn(Searched) -> T) {
        let _leaving = Leaving(shelf);
        let mut scratch = Scratch::default();
        while let Some((number, piece)) = shelf.take(&self.reading, &self.counter) {
            let size = piece.size();
            let made = self.made(piece, leave_out, make, &mut scratch);
            shelf.put(number, Done { size, made, is_of_deliverer: false });
            shelf.clear();
        }
    }

    /// What is made of the pages of a piece.
    fn made<T>(&self, piece: Work, leave_out: LeaveOut<'_>, make: &impl Fn(Searched) -> T, scratch: &mut Scratch) -> Made<T> {
        let mut pages = Vec::new();
        self.search(piece, leave_out, scratch, &mut |searched| {
            pages.push(searched.map(make));
            ControlFlow::Continue(())
        });
        pages
    }

    /// Gives the pages of a piece of work to `each`, in order, until it breaks off.
    fn search(&self, work: Work, leave_out: LeaveOut<'_>, scratch: &mut Scratch, each: Each<'_>) {
        let (mut waiting, mut bytes, mut flow) = (Vec::new(), 0, ControlFlow::Continue(()));
        work.read(&self.reading, &mut |got| {
            if flow.is_break() {
                return;
            }
            if let Ok(Got::Kept(Kept::Text(source))) = &got {
                bytes += source.text.len();
            }
            waiting.push(got);
            if bytes >= BYTES_TOGETHER {
                bytes = 0;
                flow = self.search_all(&mut waiting, leave_out, scratch, each);
            }
        });
        if flow.is_continue() {
            let _ = self.search_all(&mut waiting, leave_out, scratch, each);
        }
    }

    /// Annotates the texts among what was read together, and gives all to `each` in order.
    fn search_all(
        &self,
        waiting: &mut Vec<Result<Got, InputError>>,
        leave_out: LeaveOut<'_>,
        scratch: &mut Scratch,
        each: Each<'_>,
    ) -> ControlFlow<()> {
        let mut texts = Vec::with_capacity(waiting.len());
        let mut searched = Vec::with_capacity(waiting.len());
        for got in waiting.drain(..) {
            searched.push(match got {
                Ok(Got::Ended(name)) => Some(Ok(Searched::Ended(name))),
                Ok(Got::Kept(Kept::Page(page))) => Some(Ok(Searched::Page(page))),
                Ok(Got::Kept(Kept::Text(mut source))) => {
                    source.published = source.published.or(self.fallback);
                    if leave_out(&source) {
                        Some(Ok(Searched::LeftOut(source)))
                    } else {
                        texts.push(source);
                        None
                    }
                }
                Err(error) => Some(Err(error)),
            });
        }
        let mut pages = self.annotator.annotate_all(texts, scratch).into_iter().map(|page| Ok(Searched::Page(page)));
        searched.into_iter().filter_map(|searched| searched.or_else(|| pages.next())).try_for_each(each)
    }
}

/// What takes the pages of a piece of work one after the other.
type Each<'e> = &'e mut dyn FnMut(Result<Searched, InputError>) -> ControlFlow<()>;

type Made<T> = Vec<Result<T, InputError>>;

/// Whether whoever got a page wants more, and what is left of the page and need only be freed.
type Left<T> = (ControlFlow<()>, Option<T>);

/// What comes of reading.
enum Got {
    Kept(Kept),
    /// All of this file or stream has been read.
    Ended(String),
}

/// What one thread reads in one go.
enum Work {
    Piece(Piece),
    Ended(String),
    Kept(Vec<Kept>, usize),
    Failed(Box<StoreError>),
}

/// Bytes of a store's pages that make such a piece of work.
const BYTES_OF_STORE: usize = 1 << 18;

impl Work {
    /// About how many bytes it holds in memory.
    const fn size(&self) -> usize {
        match self {
            Self::Piece(piece) => piece.size(),
            Self::Kept(_, size) => *size,
            Self::Ended(_) | Self::Failed(_) => 0,
        }
    }

    fn read(self, reading: &Reading, each: &mut dyn FnMut(Result<Got, InputError>)) {
        match self {
            Self::Piece(piece) => {
                piece.read(reading, &mut |source| each(source.map(|source| Got::Kept(Kept::Text(source))).map_err(InputError::from)))
            }
            Self::Kept(pages, _) => pages.into_iter().for_each(|page| each(Ok(Got::Kept(page)))),
            Self::Ended(name) => each(Ok(Got::Ended(name))),
            Self::Failed(error) => each(Err(InputError::Store(*error))),
        }
    }
}

enum OpenInput {
    /// With the name of the file or stream, where its end is to be told.
    Pieces(Box<Pieces>, Option<String>),
    Store(Box<KeptPages>),
}

/// What is still to be read.
struct Queue<'a> {
    inputs: std::vec::IntoIter<Input>,
    open: Option<OpenInput>,
    /// Whose mentions are wanted, and the date of pages that tell none; nothing where texts are enough.
    wanted: Option<(&'a Annotator, Option<Published>)>,
    /// Whether the end of a file is to be told.
    tells_ends: bool,
    /// Number of the next piece.
    number: u64,
}

impl<'a> Queue<'a> {
    fn new(inputs: Inputs, wanted: Option<(&'a Annotator, Option<Published>)>) -> Self {
        Self { inputs: inputs.in_order(), open: None, wanted, tells_ends: false, number: 0 }
    }

    fn next(&mut self, reading: &Reading, counter: &Arc<AtomicU64>) -> Option<Work> {
        loop {
            let next = match &mut self.open {
                Some(OpenInput::Pieces(pieces, name)) => match pieces.next(reading) {
                    Some(piece) => Some(Work::Piece(piece)),
                    None => name.take().map(Work::Ended),
                },
                Some(OpenInput::Store(pages)) => of_store(pages, self.wanted, counter),
                None => None,
            };
            match next {
                // What follows an error of a store cannot be read either.
                Some(Work::Failed(error)) => {
                    self.open = None;
                    return Some(Work::Failed(error));
                }
                Some(work) => return Some(work),
                None => self.open = None,
            }
            self.open = Some(match self.inputs.next()? {
                Input::File(path, name) => {
                    let pieces = Pieces::open_as(&name, &path, reading, Arc::clone(counter));
                    OpenInput::Pieces(Box::new(pieces), self.tells_ends.then_some(name))
                }
                Input::Stream(name, stream) => {
                    let pieces = Pieces::from_reader(&name, stream.0, reading, Arc::clone(counter));
                    OpenInput::Pieces(Box::new(pieces), self.tells_ends.then_some(name))
                }
                Input::Text(source) => return Some(Work::Piece(Piece::of(*source))),
                Input::Store(pages) => OpenInput::Store(pages),
            });
        }
    }
}

fn of_store(pages: &mut KeptPages, wanted: Option<(&Annotator, Option<Published>)>, counter: &Arc<AtomicU64>) -> Option<Work> {
    match pages.next(wanted, BYTES_OF_STORE) {
        Ok((kept, _)) if kept.is_empty() => None,
        Ok((kept, size)) => {
            counter.fetch_add(size as u64, Ordering::Relaxed);
            Some(Work::Kept(kept, size))
        }
        Err(error) => Some(Work::Failed(Box::new(error))),
    }
}

/// Where threads fetch pieces and leave pages.
///
/// The thread that delivers works on pieces too where there is nothing to deliver, so that there are as many threads as were asked for. It
/// reads none itself, since it would wait for a slow input while pages wait for it; the others lay one aside for it.
struct Shelf<'a, T> {
    inputs: Mutex<Queue<'a>>,
    state: Mutex<State<T>>,
    /// Told when pages or a piece are put on the shelf, or a thread leaves.
    filled: Condvar,
    /// Told when pages are taken off it.
    emptied: Condvar,
    threads: usize,
    stopped: AtomicU64,
}

struct State<T> {
    /// By number of the piece.
    done: BTreeMap<u64, Done<T>>,
    /// What was delivered and need only be freed, piece by piece. To free memory that another thread has is to wait for that thread.
    spent: Vec<Vec<T>>,
    /// A piece for the thread that delivers, with its number.
    aside: Option<(u64, Work)>,
    /// Number of the piece whose pages are to be delivered next.
    next: u64,
    /// Pieces and bytes fetched and not yet delivered.
    pieces: usize,
    bytes: usize,
    /// Threads that have left.
    idle: usize,
}

/// What was made of a piece.
struct Done<T> {
    /// Bytes of the piece.
    size: usize,
    made: Made<T>,
    /// Whether the thread that delivers has made it.
    is_of_deliverer: bool,
}

/// Pieces that may wait to be freed, and bytes that each may have.
const MOST_SPENT: usize = 16;
const LARGEST_SPENT: usize = 1 << 20;

/// What the thread that delivers does next.
enum Turn<T> {
    Deliver(Done<T>),
    Work(u64, Work),
}

/// Tells that a thread leaves, be it by a fault of ours, so that nobody waits for it.
struct Leaving<'s, 'a, T>(&'s Shelf<'a, T>);

impl<T> Drop for Leaving<'_, '_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stopped.store(1, Ordering::Relaxed);
        }
        locked(&self.0.state).idle += 1;
        self.0.filled.notify_all();
        self.0.emptied.notify_all();
    }
}

/// A lock of which no holder can have panicked while it was in disorder.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a, T> Shelf<'a, T> {
    fn new(queue: Queue<'a>, threads: usize) -> Self {
        Self {
            inputs: Mutex::new(queue),
            state: Mutex::new(State { done: BTreeMap::new(), spent: Vec::new(), aside: None, next: 0, pieces: 0, bytes: 0, idle: 0 }),
            filled: Condvar::new(),
            emptied: Condvar::new(),
            threads,
            stopped: AtomicU64::new(0),
        }
    }

    /// The next piece, as soon as there is room for its pages.
    fn take(&self, reading: &Reading, counter: &Arc<AtomicU64>) -> Option<(u64, Work)> {
        let has_room = |state: &State<T>| {
            state.pieces == 0 || (state.pieces < PIECES_A_THREAD * self.threads && state.bytes < BYTES_A_THREAD * self.threads)
        };
        // Whoever holds the queue waits for room with it, so that pieces are counted in order.
        let mut queue = locked(&self.inputs);
        loop {
            let mut state = locked(&self.state);
            while !has_room(&state) && self.stopped.load(Ordering::Relaxed) == 0 {
                state = self.emptied.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            drop(state);
            let piece = if self.stopped.load(Ordering::Relaxed) == 0 { queue.next(reading, counter) } else { None }?;
            let number = queue.number;
            queue.number += 1;
            let mut state = locked(&self.state);
            state.pieces += 1;
            state.bytes += piece.size();
            if state.aside.is_some() {
                return Some((number, piece));
            }
            state.aside = Some((number, piece));
            self.filled.notify_one();
        }
    }

    fn put(&self, number: u64, done: Done<T>) {
        locked(&self.state).done.insert(number, done);
        self.filled.notify_one();
    }

    /// Frees what is left of pages.
    fn clear(&self) {
        let spent = std::mem::take(&mut locked(&self.state).spent);
        drop(spent);
    }

    /// Gives the pages to `each` in order, and has pages made of a piece where there are none to give.
    fn deliver(&self, mut make: impl FnMut(Work) -> Made<T>, mut each: impl FnMut(Result<T, InputError>) -> Left<T>) {
        let _leaving = Leaving(self);
        loop {
            let mut state = locked(&self.state);
            let turn = loop {
                let next = state.next;
                if let Some(done) = state.done.remove(&next) {
                    state.next += 1;
                    break Turn::Deliver(done);
                }
                if let Some((number, piece)) = state.aside.take() {
                    break Turn::Work(number, piece);
                }
                if state.idle + 1 == self.threads {
                    return;
                }
                state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            drop(state);
            let Done { size, made, is_of_deliverer } = match turn {
                Turn::Deliver(done) => done,
                Turn::Work(number, piece) => {
                    let size = piece.size();
                    self.put(number, Done { size, made: make(piece), is_of_deliverer: true });
                    continue;
                }
            };
            let mut spent = Vec::new();
            let flow = made.into_iter().try_for_each(|page| {
                let (flow, left) = each(page);
                spent.extend(left.filter(|_| !is_of_deliverer));
                flow
            });
            if flow.is_break() {
                self.stopped.store(1, Ordering::Relaxed);
            }
            let mut state = locked(&self.state);
            state.pieces -= 1;
            state.bytes -= size;
            if state.spent.len() < MOST_SPENT && size <= LARGEST_SPENT && !spent.is_empty() {
                state.spent.push(std::mem::take(&mut spent));
            }
            drop(state);
            self.emptied.notify_all();
            if flow.is_break() {
                return;
            }
        }
    }
}
