//! Names of the records of a file: an id that a file tells twice names the first record alone.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use crate::source::{Source, SourceError};

/// The names that the records of one file have had so far. Its pieces are parsed on several threads, and look here one after another.
#[derive(Debug, Default)]
pub(super) struct Names {
    state: Mutex<State>,
    turned: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Number of the piece that is next.
    next: u64,
    /// Hashes of the names.
    seen: FxHashSet<u64>,
    /// Whether a piece was given up before its turn, so that nobody need wait any longer.
    is_off: bool,
}

impl Names {
    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The turn of one piece of a file. Who drops it gives the next piece its own.
#[derive(Debug)]
pub(super) struct Turn {
    names: Arc<Names>,
    number: u64,
}

impl Turn {
    /// The turn of the piece with this number, from 0.
    pub(super) fn new(names: &Arc<Names>, number: u64) -> Self {
        Self { names: Arc::clone(names), number }
    }

    /// Waits for the pieces before this one, and names those of its records by their line whose id has been given away; the others
    /// `with_file`, where that is asked for.
    pub(super) fn settle(self, sources: &mut [Result<Source, SourceError>], with_file: bool) {
        let mut state = self.names.locked();
        while state.next != self.number && !state.is_off {
            state = self.names.turned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        for source in sources.iter_mut().flatten() {
            let Some(origin) = source.origin.as_ref().filter(|_| source.id().is_some()) else { continue };
            if !state.seen.insert(xxh3_64(source.document.as_bytes())) {
                source.document = origin.to_string();
            } else if with_file {
                source.document = origin.name(&source.document);
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut state = self.names.locked();
        if state.next == self.number {
            state.next += 1;
        } else {
            state.is_off = true;
        }
        drop(state);
        self.names.turned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    fn record(id: &str, record: u64) -> Result<Source, SourceError> {
        let origin = Origin { file: "a.csv".into(), record };
        Ok(Source { document: id.to_owned(), origin: Some(origin), ..Source::default() })
    }

    #[test]
    fn pieces_look_in_their_order_whichever_is_read_first() {
        let names: Arc<Names> = Arc::default();
        let named = std::thread::scope(|scope| {
            let pieces = [[("1", 2), ("2", 3)], [("1", 4), ("3", 5)], [("2", 6), ("3", 7)]];
            let threads: Vec<_> = pieces
                .into_iter()
                .zip(0..3_u32)
                .rev()
                .map(|(piece, number)| {
                    let turn = Turn::new(&names, number.into());
                    let mut sources = piece.map(|(id, line)| record(id, line));
                    scope.spawn(move || {
                        turn.settle(&mut sources, number == 1);
                        sources.into_iter().flatten().map(|source| source.document).collect::<Vec<_>>()
                    })
                })
                .collect();
            threads.into_iter().rev().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        assert_eq!(named, ["1", "2", "a.csv:4", "a.csv#3", "a.csv:6", "a.csv:7"]);
    }

    #[test]
    fn nobody_waits_for_a_piece_that_is_given_up() {
        let names: Arc<Names> = Arc::default();
        let [_first, second, third] = [0, 1, 2].map(|number| Turn::new(&names, number));
        drop(second);
        let mut sources = [record("1", 2)];
        third.settle(&mut sources, false);
        assert_eq!(sources[0].as_ref().unwrap().document, "1");
    }
}
