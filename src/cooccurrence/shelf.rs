//! The sentences of pairs, as they stand on a shelf.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::cooccurrence::quote::{Mark, Quote, Quoted};
use crate::cooccurrence::rules::EvidenceLimit;
use crate::id::ActorId;
use crate::kept_list::{Item, Items};
use crate::shelf::{Place, Shelf, narrow, packed, put, take, take_text, unpacked};
use crate::spool::SpoolError;

/// The sentences of a pair: the first ones, and how many there are.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Numbers of quotes, and how many windows each stands for, in the order of document, article and sentence.
    pub(crate) items: Items,
    /// How many there are, of which only the first may be kept.
    pub total: u64,
}

/// What is kept of a stretch of text besides its place.
pub(super) struct Record<'a> {
    pub line: usize,
    pub date: Option<Date>,
    pub text: &'a str,
    pub marks: &'a [Mark],
    pub before: &'a str,
    pub after: &'a str,
}

/// Numbers before the marks of a record, and of each mark.
const HEAD: usize = 5;
const MARK: usize = 5;

/// Puts a stretch of text on a shelf and returns its number. `room` is for what is on its way.
pub(super) fn push(shelf: &mut Shelf, place: Place<'_>, record: &Record<'_>, room: &mut Vec<u8>) -> Result<u32, SpoolError> {
    let Record { line, date, text, marks, before, after } = record;
    room.clear();
    let numbers = [narrow(*line), packed(*date), narrow(before.len()), narrow(after.len()), narrow(marks.len())];
    numbers.into_iter().for_each(|number| put(room, number));
    for mark in *marks {
        [mark.actor.0, mark.start, mark.end, mark.byte_start, mark.byte_end].into_iter().for_each(|number| put(room, number));
    }
    [text, before, after].into_iter().for_each(|text| room.extend_from_slice(text.as_bytes()));
    shelf.push(place, room)
}

/// Reads a quote.
pub(crate) fn quoted(shelf: &Shelf, [number, windows]: Item) -> Result<Quoted, SpoolError> {
    let record = shelf.record(number)?;
    let (document, article, sentence, length) = shelf.place(number);
    let mut rest = record.as_slice();
    let [line, date, before, after, marks] = [(); HEAD].map(|()| take(&mut rest));
    let mark = |_| {
        let [actor, start, end, byte_start, byte_end] = [(); MARK].map(|()| take(&mut rest));
        Mark { actor: ActorId(actor), start, end, byte_start, byte_end }
    };
    let marks = (0..marks).map(mark).collect();
    let [text, before, after] = [length, before as usize, after as usize].map(|length| take_text(&mut rest, length));
    let (document, line, date) = (document.into(), line as usize, unpacked(date));
    Ok(Quoted { quote: Quote { document, article, sentence, line, date, text, marks, before, after }, windows: windows.into() })
}

impl Quote {
    /// What is kept of it besides its place.
    pub(super) fn record(&self) -> Record<'_> {
        let Self { line, date, text, marks, before, after, .. } = self;
        Record { line: *line, date: *date, text, marks, before, after }
    }
}

/// What a note tells of a quote.
pub(crate) struct Brief {
    pub document: String,
    pub line: u32,
    pub text: String,
}

/// Reads what a note tells of a quote, unless its text is longer than so many bytes.
pub(crate) fn brief(shelf: &Shelf, [number, _]: Item, longest: usize) -> Result<Option<Brief>, SpoolError> {
    let (document, .., length) = shelf.place(number);
    if length > longest {
        return Ok(None);
    }
    let mut record = shelf.record(number)?;
    let mut rest = record.as_slice();
    let [line, _, _, _, marks] = [(); HEAD].map(|()| take(&mut rest));
    // The text is what is left, in the room of the whole.
    record.drain(..(size_of::<u32>() * (HEAD + MARK * marks as usize)).min(record.len()));
    record.truncate(length);
    let text = String::from_utf8(record).unwrap_or_else(|other| String::from_utf8_lossy(other.as_bytes()).into_owned());
    Ok(Some(Brief { document: document.to_owned(), line, text }))
}

impl Kept {
    /// How many are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Puts in a quote behind those that stand before it or at its place.
    pub(super) fn insert(&mut self, quote: u32, windows: u64, shelf: &Shelf) {
        let place = shelf.place(quote);
        let at = self.items.partition_point(|[number, _]| shelf.place(*number) <= place);
        self.items.insert(at, [quote, times(windows)]);
    }

    pub(super) fn cut(&mut self, limit: EvidenceLimit) {
        if let EvidenceLimit::First(limit) = limit {
            self.items.truncate(limit);
        }
    }
}

/// How many windows, of which no text holds more than a number of this size tells.
pub(super) fn times(windows: u64) -> u32 {
    u32::try_from(windows).unwrap_or(u32::MAX)
}

/// Takes quotes from one shelf to another, each once.
pub(super) struct Moving<'a> {
    from: &'a Shelf,
    to: &'a mut Shelf,
    /// New numbers by old ones.
    moved: FxHashMap<u32, u32>,
}

impl<'a> Moving<'a> {
    pub fn new(from: &'a Shelf, to: &'a mut Shelf) -> Self {
        Self { from, to, moved: FxHashMap::default() }
    }

    /// Adds the sentences of another part to those of a pair.
    pub fn merge(&mut self, ours: &mut Kept, theirs: &Kept, limit: EvidenceLimit) -> Result<(), SpoolError> {
        ours.total += theirs.total;
        for &[old, windows] in &theirs.items {
            let place = self.from.place(old);
            let at = ours.items.partition_point(|[number, _]| self.to.place(*number) <= place);
            if limit.is_reached(at) {
                continue;
            }
            let new = match self.moved.get(&old) {
                Some(new) => *new,
                None => {
                    let new = self.to.push(place, &self.from.record(old)?)?;
                    self.moved.insert(old, new);
                    new
                }
            };
            ours.items.insert(at, [new, windows]);
            ours.cut(limit);
        }
        Ok(())
    }
}

/// A shelf that may be shared with those who read from it, which is then copied before anything is added.
pub(super) fn own(shelf: &mut Arc<Shelf>) -> &mut Shelf {
    Arc::make_mut(shelf)
}
