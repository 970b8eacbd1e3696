//! The same story twice: a teaser that stands under ten pages, or a wire story with one sentence changed, counts once, and all its places
//! are kept.
//!
//! Articles come in the order of documents. One is a copy if its words are those of an article before it, or if it resembles a distinct
//! article before it by at least [`THRESHOLD`]. It is only compared with articles that are no copies themselves, so that a story that
//! changes from day to day does not drift into one: every copy resembles the article that stands for it.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::flat::FlatTable;
use crate::sketch::{KEYS, PLACES, Sketch};
use crate::spool::{Spool, SpoolError, SpoolFile};

/// The least resemblance of a copy. See [`Sketch::resemblance`].
pub const THRESHOLD: f64 = 0.6;

/// An article of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Name of the document.
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
///
/// What they are like is looked at only where one shares a key with a later one. It stands in a temporary file where stories are many.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    how: Copies,
    /// Number of the distinct article, by content.
    first: FlatTable<3>,
    /// For each key of a sketch, the first distinct article that has it.
    keys: [FlatTable<1>; KEYS],
    /// How many distinct articles there are.
    distinct: u32,
    /// A record for each of them.
    records: Spool,
    /// Names of their documents.
    names: Spool,
    /// The document of the last one, and where its name begins.
    last: Option<(Arc<str>, u64)>,
    copies: CopyPlaces,
    /// Articles that are copies word by word.
    pub exact: u64,
    /// Articles that are copies with changes.
    pub near: u64,
}

/// Where the copies stand of some articles. It is shared with those who tell them.
pub(crate) type CopyPlaces = Arc<FxHashMap<Place, Vec<Place>>>;

/// What is kept of a distinct article: places of its sketch, all empty where it has none; its number on its page; where the name of its
/// document begins, and how long it is.
struct Record([u8; RECORD]);

const RECORD: usize = PLACES + 16;

impl Record {
    fn new(sketch: Option<&Sketch>, article: u32, name: u64, length: usize) -> Self {
        let mut record = [0; RECORD];
        let (places, rest) = record.split_at_mut(PLACES);
        if let Some(sketch) = sketch {
            places.copy_from_slice(sketch.places());
        }
        rest[..4].copy_from_slice(&article.to_le_bytes());
        rest[4..8].copy_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
        rest[8..].copy_from_slice(&name.to_le_bytes());
        Self(record)
    }

    fn places(&self) -> &[u8; PLACES] {
        self.0.first_chunk().unwrap_or(&[0; PLACES])
    }

    fn article(&self) -> u32 {
        self.number(PLACES)
    }

    /// Where the name begins, and how long it is.
    fn name(&self) -> (u64, usize) {
        let [low, high] = [PLACES + 8, PLACES + 12].map(|at| u64::from(self.number(at)));
        (high << 32 | low, self.number(PLACES + 4) as usize)
    }

    fn number(&self, at: usize) -> u32 {
        self.0.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
    }
}

impl Duplicates {
    /// None seen yet.
    #[must_use]
    pub fn new(how: Copies) -> Self {
        Self { how, ..Self::default() }
    }

    /// None seen yet, with a file that is shared with others.
    pub(crate) fn on(how: Copies, file: &SpoolFile) -> Self {
        let spool = || Spool::new(file.clone());
        Self { how, records: spool(), names: spool(), ..Self::default() }
    }

    /// Takes note of an article. Returns whether it is new; for a copy, its place is kept with the first one's. An article without a hash of
    /// its content (0) is always new.
    ///
    /// # Errors
    /// When a temporary file cannot be written or read.
    pub fn is_new(&mut self, content: u128, sketch: Option<&Sketch>, document: &Arc<str>, article: u32) -> Result<bool, SpoolError> {
        if self.how == Copies::Keep || content == 0 {
            return Ok(true);
        }
        let Some(number) = self.copy_of(content, sketch, document, article)? else { return Ok(true) };
        let first = self.record(number)?;
        let (at, length) = first.name();
        let mut name = vec![0; length];
        self.names.read(at, &mut name)?;
        let first = Place { document: String::from_utf8_lossy(&name).into_owned(), article: first.article() };
        Arc::make_mut(&mut self.copies).entry(first).or_default().push(Place { document: document.to_string(), article });
        Ok(false)
    }

    /// Takes note of an article and returns the distinct article that it is a copy of, numbered in the order in which they came; nothing if
    /// it is distinct itself, and so gets the next number.
    pub(crate) fn copy_of(
        &mut self,
        content: u128,
        sketch: Option<&Sketch>,
        document: &Arc<str>,
        article: u32,
    ) -> Result<Option<u32>, SpoolError> {
        if let Some(number) = self.first.get(shortened(content)) {
            self.exact += 1;
            return Ok(Some(number));
        }
        let like = sketch.map_or(Ok(None), |sketch| self.like(sketch))?;
        match like {
            Some(number) => {
                self.near += 1;
                self.first.get_or_insert(shortened(content), number);
            }
            None => self.add(content, sketch, document, article)?,
        }
        Ok(like)
    }

    fn add(&mut self, content: u128, sketch: Option<&Sketch>, document: &Arc<str>, article: u32) -> Result<(), SpoolError> {
        let name = match &self.last {
            Some((last, at)) if last == document => *at,
            _ => {
                let at = self.names.len();
                self.names.push(document.as_bytes())?;
                self.last = Some((Arc::clone(document), at));
                at
            }
        };
        self.records.push(&Record::new(sketch, article, name, document.len()).0)?;
        let number = self.distinct;
        self.distinct += 1;
        self.first.get_or_insert(shortened(content), number);
        for (keys, key) in self.keys.iter_mut().zip(sketch.iter().flat_map(|sketch| sketch.keys())) {
            keys.get_or_insert([*key], number);
        }
        Ok(())
    }

    fn record(&self, number: u32) -> Result<Record, SpoolError> {
        let mut record = [0; RECORD];
        self.records.read(u64::from(number) * RECORD as u64, &mut record)?;
        Ok(Record(record))
    }

    /// The distinct article that a text resembles most, if it resembles one enough; of equals the first.
    fn like(&self, sketch: &Sketch) -> Result<Option<u32>, SpoolError> {
        let mut found: SmallVec<[u32; KEYS]> = self.keys.iter().zip(sketch.keys()).filter_map(|(keys, key)| keys.get([*key])).collect();
        found.sort_unstable();
        found.dedup();
        let mut best: Option<(f64, u32)> = None;
        for number in found {
            let resemblance = sketch.resemblance_to(self.record(number)?.places());
            if resemblance >= THRESHOLD && best.is_none_or(|(most, _)| resemblance > most) {
                best = Some((resemblance, number));
            }
        }
        Ok(best.map(|(_, number)| number))
    }

    /// Takes note of where the copies stand of the article at this place, as one who has seen them all knows.
    pub(crate) fn note_copies(&mut self, document: &str, article: u32, copies: Vec<Place>) {
        if !copies.is_empty() {
            Arc::make_mut(&mut self.copies).insert(Place { document: document.to_owned(), article }, copies);
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
    pub fn copies_of(&self, document: &str, article: u32) -> &[Place] {
        copies_of(&self.copies, document, article)
    }

    /// The same of all articles.
    pub(crate) const fn copies(&self) -> &CopyPlaces {
        &self.copies
    }
}

/// Where else an article stands.
pub(crate) fn copies_of<'c>(copies: &'c CopyPlaces, document: &str, article: u32) -> &'c [Place] {
    if copies.is_empty() {
        return &[];
    }
    copies.get(&Place { document: document.to_owned(), article }).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_hash_is_new() {
        let (mut duplicates, document) = (Duplicates::default(), Arc::from("a"));
        for article in 0..3 {
            assert!(duplicates.is_new(0, None, &document, article).unwrap());
        }
        assert!(duplicates.is_new(1, None, &document, 3).unwrap());
        assert!(!duplicates.is_new(1, None, &document, 4).unwrap());
        assert_eq!((duplicates.exact, duplicates.near), (1, 0));
    }
}
