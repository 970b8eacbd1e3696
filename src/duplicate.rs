//! The same story twice: a teaser that stands under ten pages, or a wire story with one sentence changed, counts once, and all its places
//! are kept.
//!
//! Articles come in the order of documents. One is a copy if its words are those of an article before it, or if it resembles a distinct
//! article before it by at least [`THRESHOLD`]. It is only compared with articles that are no copies themselves, so that a story that
//! changes from day to day does not drift into one: every copy resembles the article that stands for it.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::sketch::{KEYS, PLACES, Sketch};

/// The least resemblance of a copy. See [`Sketch::resemblance`].
pub const THRESHOLD: f64 = 0.6;

/// An article of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path or record id of the document.
    pub document: String,
    /// 0 for the main story of the page, 1… for its teasers.
    pub article: u32,
}

/// What becomes of copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// They count once.
    #[default]
    Merge,
    /// Each counts.
    Keep,
}

/// What is kept of the hash of a text. There is one for every article, so that each byte counts; even of a thousand million texts no two
/// share it by chance.
type Content = [u32; 3];

fn shortened(content: u128) -> Content {
    [0, 32, 64].map(|shift| u32::try_from(content >> shift & u128::from(u32::MAX)).unwrap_or(0))
}

/// The stories seen so far, by content.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    how: Copies,
    /// Number of the distinct article, by content.
    first: FxHashMap<Content, u32>,
    /// The documents with distinct articles.
    documents: Vec<Arc<str>>,
    /// Where each distinct article stands: its document's place in `documents`, and its number there.
    places: Vec<(u32, u32)>,
    /// What each distinct article is like, if it is long enough to tell.
    sketches: Vec<[u8; PLACES]>,
    /// Places in `sketches`, and numbers of articles.
    numbers: Vec<u32>,
    /// For each key of a sketch, the first article that has it, as a place in `sketches`.
    keys: [FxHashMap<u32, u32>; KEYS],
    copies: FxHashMap<(Arc<str>, u32), Vec<Place>>,
    /// Articles that are copies word by word.
    pub exact: u64,
    /// Articles that are copies with changes.
    pub near: u64,
}

impl Duplicates {
    /// None seen yet.
    #[must_use]
    pub fn new(how: Copies) -> Self {
        Self { how, ..Self::default() }
    }

    /// Takes note of an article. Returns whether it is new; for a copy, its place is kept with the first one's.
    pub fn is_new(&mut self, content: u128, sketch: Option<&Sketch>, document: &Arc<str>, article: u32) -> bool {
        if self.how == Copies::Keep {
            return true;
        }
        let Some(number) = self.copy_of(content, sketch, document, article) else { return true };
        if let Some(&(first, of_first)) = self.places.get(number as usize)
            && let Some(first) = self.documents.get(first as usize)
        {
            self.copies.entry((Arc::clone(first), of_first)).or_default().push(Place { document: document.to_string(), article });
        }
        false
    }

    /// Takes note of an article and returns the distinct article that it is a copy of, numbered in the order in which they came; nothing if
    /// it is distinct itself, and so gets the next number.
    pub(crate) fn copy_of(&mut self, content: u128, sketch: Option<&Sketch>, document: &Arc<str>, article: u32) -> Option<u32> {
        match self.first.get(&shortened(content)) {
            Some(number) => {
                self.exact += 1;
                Some(*number)
            }
            None => match sketch.and_then(|sketch| self.like(sketch)) {
                Some(number) => {
                    self.near += 1;
                    self.first.insert(shortened(content), number);
                    Some(number)
                }
                None => {
                    self.add(content, sketch, document, article);
                    None
                }
            },
        }
    }

    fn add(&mut self, content: u128, sketch: Option<&Sketch>, document: &Arc<str>, article: u32) {
        let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.first.insert(shortened(content), number);
        if self.documents.last().is_none_or(|last| last != document) {
            self.documents.push(Arc::clone(document));
        }
        self.places.push((u32::try_from(self.documents.len() - 1).unwrap_or(u32::MAX), article));
        if let Some(sketch) = sketch {
            let place = u32::try_from(self.sketches.len()).unwrap_or(u32::MAX);
            for (keys, key) in self.keys.iter_mut().zip(sketch.keys()) {
                keys.entry(*key).or_insert(place);
            }
            self.sketches.push(*sketch.places());
            self.numbers.push(number);
        }
    }

    /// The distinct article that a text resembles most, if it resembles one enough; of equals the first.
    fn like(&self, sketch: &Sketch) -> Option<u32> {
        let mut places: Vec<u32> = self.keys.iter().zip(sketch.keys()).filter_map(|(keys, key)| keys.get(key).copied()).collect();
        places.sort_unstable();
        places.dedup();
        let mut best: Option<(f64, u32)> = None;
        for place in places {
            let resemblance = sketch.resemblance_to(&self.sketches[place as usize]);
            if resemblance >= THRESHOLD && best.is_none_or(|(most, _)| resemblance > most) {
                best = Some((resemblance, self.numbers[place as usize]));
            }
        }
        best.map(|(_, number)| number)
    }

    /// Takes note of where the copies stand of the article at this place, as one who has seen them all knows.
    pub(crate) fn note_copies(&mut self, document: &Arc<str>, article: u32, copies: Vec<Place>) {
        if !copies.is_empty() {
            self.copies.insert((Arc::clone(document), article), copies);
        }
    }

    /// Forgets by what further copies would be told, which takes most of the room. What was found stays: places of copies, and how many there
    /// are. An article that comes later is distinct from all before it.
    pub fn forget_texts(&mut self) {
        let (copies, exact, near) = (std::mem::take(&mut self.copies), self.exact, self.near);
        *self = Self { copies, exact, near, ..Self::new(self.how) };
    }

    /// Where else the article stands that was first seen at this place.
    #[must_use]
    pub fn copies_of(&self, document: &Arc<str>, article: u32) -> &[Place] {
        self.copies.get(&(Arc::clone(document), article)).map_or(&[], Vec::as_slice)
    }
}
