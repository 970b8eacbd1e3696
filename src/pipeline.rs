//! The whole road: inputs in, annotated pages out, in a fixed order whatever the number of threads.
//!
//! Files go in the order of their names, and the records of a file in the order of the file. One piece of an input is read after
//! another, under a lock; the pieces are then parsed and annotated on all threads and come out in order. What is in memory is bounded by
//! the pieces under way, not by the inputs.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotated::{Annotated, Annotator};
use crate::date::Published;
use crate::mention::Scratch;
use crate::source::{Piece, Pieces, Reading, Source, SourceError, Wanted, display_path, walk};
use crate::store::{Kept, KeptPages, Store, StoreError};

/// What is to be read: files, streams, stores, and texts at hand.
#[derive(Debug, Default)]
pub struct Inputs {
    files: Vec<PathBuf>,
    texts: Vec<Source>,
    streams: Vec<(String, NamedStream)>,
    stores: Vec<KeptPages>,
    /// Whether a file may be among them twice.
    may_repeat: bool,
    /// Files that were passed over in directories because their ending tells no format.
    pub others: usize,
}

struct NamedStream(Box<dyn std::io::Read + Send>);

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

    /// Reads the inputs and gives each source to `each`, without looking for names: files in the order of their names, records in the order
    /// of their file. What cannot be read is given in its place as an error, and the rest goes on, until `each` breaks off.
    pub fn sources(self, reading: &Reading, mut each: impl FnMut(Result<Source, InputError>) -> ControlFlow<()>) {
        let (mut queue, counter) = (Queue::new(self, None), Arc::default());
        while let Some(work) = queue.next(reading, &counter) {
            let mut flow = ControlFlow::Continue(());
            work.read(reading, &mut |kept| {
                if flow.is_continue() {
                    flow = each(kept.map(Kept::into_source));
                }
            });
            if flow.is_break() {
                return;
            }
        }
    }

    /// What is to be read, in order, each file once.
    fn in_order(self) -> std::vec::IntoIter<Input> {
        let files = self.files.into_iter().map(|path| (display_path(&path), Input::File(path)));
        let texts = self.texts.into_iter().map(|source| (source.document.clone(), Input::Text(Box::new(source))));
        let streams = self.streams.into_iter().map(|(name, stream)| (name.clone(), Input::Stream(name, stream)));
        let stores = self.stores.into_iter().map(|pages| (display_path(pages.path()), Input::Store(Box::new(pages))));
        let mut inputs: Vec<(String, Input)> = files.chain(texts).chain(streams).chain(stores).collect();
        inputs.sort_by(|a, b| a.0.cmp(&b.0));
        // `a.txt` and `./a.txt` are one file; it keeps the name that comes first.
        let (mut seen, mut folders) = (FxHashSet::default(), FxHashMap::default());
        inputs.retain(|(_, input)| match input {
            Input::File(_) | Input::Store(_) if !self.may_repeat => true,
            Input::File(path) => seen.insert(canonical(path, &mut folders)),
            Input::Store(pages) => seen.insert(canonical(pages.path(), &mut folders)),
            Input::Text(_) | Input::Stream(..) => true,
        });
        inputs.into_iter().map(|(_, input)| input).collect::<Vec<_>>().into_iter()
    }
}

/// The one path of a file, whatever way led to it. To follow every folder above it takes longer than to read a page, so that what is known
/// of `folders` is kept.
fn canonical(path: &Path, folders: &mut FxHashMap<PathBuf, PathBuf>) -> PathBuf {
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

enum Input {
    File(PathBuf),
    Text(Box<Source>),
    Stream(String, NamedStream),
    Store(Box<KeptPages>),
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

    /// The same that gives what `make` makes of each page, which the threads do that annotate it: `each` is called by one alone.
    pub fn run_making<T: Send>(
        &self,
        inputs: Inputs,
        make: &(impl Fn(Annotated) -> T + Sync),
        mut each: impl FnMut(Result<T, InputError>) -> ControlFlow<()>,
    ) {
        let make = |searched| match searched {
            Searched::Page(page) => Some(make(page)),
            Searched::LeftOut(_) => None,
        };
        self.run_each(inputs, &|_| false, &make, |made| match made {
            Ok(Some(made)) => each(Ok(made)),
            Ok(None) => ControlFlow::Continue(()),
            Err(error) => each(Err(error)),
        });
    }

    /// The same that does not search the sources of which `leave_out` says so, and gives them as they are.
    pub(crate) fn run_but(
        &self,
        inputs: Inputs,
        leave_out: LeaveOut<'_>,
        each: impl FnMut(Result<Searched, InputError>) -> ControlFlow<()>,
    ) {
        self.run_each(inputs, leave_out, &|searched| searched, each);
    }

    fn run_each<T: Send>(
        &self,
        inputs: Inputs,
        leave_out: LeaveOut<'_>,
        make: &(impl Fn(Searched) -> T + Sync),
        mut each: impl FnMut(Result<T, InputError>) -> ControlFlow<()>,
    ) {
        let mut queue = Queue::new(inputs, Some((self.annotator, self.fallback)));
        if self.threads.current_num_threads() == 1 {
            let mut scratch = Scratch::default();
            while let Some(work) = queue.next(&self.reading, &self.counter) {
                let mut flow = ControlFlow::Continue(());
                work.read(&self.reading, &mut |kept| {
                    if flow.is_continue() {
                        flow = each(kept.map(|kept| make(self.searched(kept, leave_out, &mut scratch))));
                    }
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
            shelf.put(number, size, self.made(piece, leave_out, make, &mut scratch));
        }
    }

    /// What is made of the pages of a piece.
    fn made<T>(&self, piece: Work, leave_out: LeaveOut<'_>, make: &impl Fn(Searched) -> T, scratch: &mut Scratch) -> Made<T> {
        let mut pages = Vec::new();
        piece.read(&self.reading, &mut |kept| pages.push(kept.map(|kept| make(self.searched(kept, leave_out, scratch)))));
        pages
    }

    fn searched(&self, kept: Kept, leave_out: LeaveOut<'_>, scratch: &mut Scratch) -> Searched {
        match kept {
            Kept::Page(page) => Searched::Page(page),
            Kept::Text(mut source) => {
                source.published = source.published.or(self.fallback);
                if leave_out(&source) { Searched::LeftOut(source) } else { Searched::Page(self.annotator.annotate(source, scratch)) }
            }
        }
    }
}

type Made<T> = Vec<Result<T, InputError>>;

/// What one thread reads in one go.
enum Work {
    Piece(Piece),
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
            Self::Failed(_) => 0,
        }
    }

    fn read(self, reading: &Reading, each: &mut dyn FnMut(Result<Kept, InputError>)) {
        match self {
            Self::Piece(piece) => piece.read(reading, &mut |source| each(source.map(Kept::Text).map_err(InputError::from))),
            Self::Kept(pages, _) => pages.into_iter().for_each(|page| each(Ok(page))),
            Self::Failed(error) => each(Err(InputError::Store(*error))),
        }
    }
}

enum OpenInput {
    Pieces(Pieces),
    Store(Box<KeptPages>),
}

/// What is still to be read.
struct Queue<'a> {
    inputs: std::vec::IntoIter<Input>,
    open: Option<OpenInput>,
    /// Whose mentions are wanted, and the date of pages that tell none; nothing where texts are enough.
    wanted: Option<(&'a Annotator, Option<Published>)>,
    /// Number of the next piece.
    number: u64,
}

impl<'a> Queue<'a> {
    fn new(inputs: Inputs, wanted: Option<(&'a Annotator, Option<Published>)>) -> Self {
        Self { inputs: inputs.in_order(), open: None, wanted, number: 0 }
    }

    fn next(&mut self, reading: &Reading, counter: &Arc<AtomicU64>) -> Option<Work> {
        loop {
            let next = match &mut self.open {
                Some(OpenInput::Pieces(pieces)) => pieces.next(reading).map(Work::Piece),
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
                Input::File(path) => OpenInput::Pieces(Pieces::open(&path, reading, Arc::clone(counter))),
                Input::Stream(name, stream) => OpenInput::Pieces(Pieces::from_reader(&name, stream.0, reading, Arc::clone(counter))),
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
    /// By number of the piece, with its size.
    done: BTreeMap<u64, (usize, Made<T>)>,
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

/// What the thread that delivers does next.
enum Turn<T> {
    Deliver(usize, Made<T>),
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
            state: Mutex::new(State { done: BTreeMap::new(), aside: None, next: 0, pieces: 0, bytes: 0, idle: 0 }),
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

    fn put(&self, number: u64, size: usize, pages: Made<T>) {
        locked(&self.state).done.insert(number, (size, pages));
        self.filled.notify_one();
    }

    /// Gives the pages to `each` in order, and has pages made of a piece where there are none to give.
    fn deliver(&self, mut made: impl FnMut(Work) -> Made<T>, mut each: impl FnMut(Result<T, InputError>) -> ControlFlow<()>) {
        let _leaving = Leaving(self);
        loop {
            let mut state = locked(&self.state);
            let turn = loop {
                let next = state.next;
                if let Some((size, pages)) = state.done.remove(&next) {
                    state.next += 1;
                    break Turn::Deliver(size, pages);
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
            let (size, pages) = match turn {
                Turn::Deliver(size, pages) => (size, pages),
                Turn::Work(number, piece) => {
                    let size = piece.size();
                    self.put(number, size, made(piece));
                    continue;
                }
            };
            let flow = pages.into_iter().try_for_each(&mut each);
            if flow.is_break() {
                self.stopped.store(1, Ordering::Relaxed);
            }
            let mut state = locked(&self.state);
            state.pieces -= 1;
            state.bytes -= size;
            drop(state);
            self.emptied.notify_all();
            if flow.is_break() {
                return;
            }
        }
    }
}
