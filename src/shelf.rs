//! Where sentences are kept that stand behind counts: each once, however much it stands behind, and of each no more in memory than tells its
//! place among the others.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::spool::{Spool, SpoolError, SpoolFile};

/// By which sentences stand in order: document, number of the article, that of the first sentence, and bytes of the text.
pub(crate) type Place<'a> = (&'a str, u32, u32, usize);

/// Records of sentences by number, with the place of each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    /// Names of documents, one after the other.
    names: String,
    /// Where each name ends.
    ends: Vec<usize>,
    /// Whether a name came after one that stands behind it.
    is_mixed: bool,
    /// The number of the first sentence of the last document.
    last_from: u32,
    rows: Vec<Row>,
    spool: Spool,
}

/// A sentence, as far as it is in memory.
#[derive(Clone, Copy, Debug)]
struct Row {
    document: u32,
    article: u32,
    sentence: u32,
    /// Bytes of its text.
    length: u32,
    /// Where in the spool its record begins. It ends where the next one begins.
    at: u64,
}

impl Shelf {
    /// An empty shelf that shares a file with others.
    pub fn new(file: SpoolFile) -> Self {
        Self { spool: Spool::new(file), ..Self::default() }
    }

    fn name(&self, document: u32) -> &str {
        let of = |document: usize| self.ends.get(document).map_or(self.names.len(), |end| *end);
        let from = (document as usize).checked_sub(1).map_or(0, of);
        &self.names[from..of(document as usize)]
    }

    /// The number of a document. Those of one document come one after the other.
    fn document(&mut self, name: &str) -> u32 {
        let count = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let last = (count > 0).then(|| self.name(count - 1));
        if last != Some(name) {
            self.is_mixed |= last.is_some_and(|last| last > name);
            self.names.push_str(name);
            self.ends.push(self.names.len());
            return count;
        }
        count - 1
    }

    /// Adds a record and returns its number.
    ///
    /// # Errors
    /// When a temporary file cannot be written.
    pub fn push(&mut self, (document, article, sentence, length): Place<'_>, record: &[u8]) -> Result<u32, SpoolError> {
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let at = self.spool.len();
        self.spool.push(record)?;
        let documents = self.ends.len();
        let document = self.document(document);
        if self.ends.len() > documents {
            self.last_from = number;
        }
        self.rows.push(Row { document, article, sentence, length: u32::try_from(length).unwrap_or(u32::MAX), at });
        Ok(number)
    }

    /// Where a sentence stands.
    pub fn place(&self, number: u32) -> Place<'_> {
        let row = self.rows[number as usize];
        (self.name(row.document), row.article, row.sentence, row.length as usize)
    }

    /// The sentences with lower numbers are known to stand before all of a document, without a look at any of them. Those that are added
    /// later have no lower numbers.
    pub fn before(&self, document: &str) -> u32 {
        let Some(last) = self.ends.len().checked_sub(1).filter(|_| !self.is_mixed) else { return 0 };
        match self.name(u32::try_from(last).unwrap_or(u32::MAX)).cmp(document) {
            Ordering::Less => u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
            Ordering::Equal => self.last_from,
            Ordering::Greater => 0,
        }
    }

    /// Reads a record.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub fn record(&self, number: u32) -> Result<Vec<u8>, SpoolError> {
        let at = |number: usize| self.rows.get(number).map_or(self.spool.len(), |row| row.at);
        let (from, to) = (at(number as usize), at(number as usize + 1));
        let mut record = vec![0; usize::try_from(to - from).unwrap_or(usize::MAX)];
        self.spool.read(from, &mut record)?;
        Ok(record)
    }
}

/// Puts a number at the end of a record.
pub(crate) fn put(record: &mut Vec<u8>, number: u32) {
    record.extend_from_slice(&number.to_le_bytes());
}

/// Takes a number from the front of what is left of a record, 0 where nothing is left.
pub(crate) fn take(record: &mut &[u8]) -> u32 {
    match record.split_first_chunk() {
        Some((number, rest)) => {
            *record = rest;
            u32::from_le_bytes(*number)
        }
        None => 0,
    }
}

/// Takes so many bytes of text from the front of what is left of a record.
pub(crate) fn take_text(record: &mut &[u8], length: usize) -> String {
    if length == 0 {
        return String::new();
    }
    let (text, rest) = record.split_at(length.min(record.len()));
    *record = rest;
    String::from_utf8_lossy(text).into_owned()
}

/// A length as it stands in a record. No text of a page is longer than it can tell.
pub(crate) fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A day as a number; 0 for none.
pub(crate) fn packed(date: Option<Date>) -> u32 {
    let [low, high] = date.map_or([0; 2], |date| date.year().to_le_bytes());
    let [month, day] = date.map_or([0; 2], |date| [date.month(), date.day()]).map(i8::cast_unsigned);
    u32::from_le_bytes([day, month, low, high])
}

/// The day of a number.
pub(crate) fn unpacked(packed: u32) -> Option<Date> {
    let [day, month, low, high] = packed.to_le_bytes();
    Date::new(i16::from_le_bytes([low, high]), month.cast_signed(), day.cast_signed()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_number() {
        for date in [Date::MIN, Date::MAX, jiff::civil::date(2026, 1, 27), jiff::civil::date(0, 12, 31)] {
            assert_eq!(unpacked(packed(Some(date))), Some(date));
        }
        assert_eq!(unpacked(packed(None)), None);
    }

    #[test]
    fn what_stands_before_a_document_is_told_in_any_order_of_documents() {
        for names in [["a", "b", "c", "d"], ["b", "a", "d", "c"], ["d", "d", "c", "c"], ["a", "b", "b", "d"]] {
            let mut shelf = Shelf::default();
            let mut any = false;
            for (at, name) in (0..).zip(names) {
                shelf.push((name, at, 1, 1), &[]).unwrap();
                for document in ["a", "b", "bb", "c", "d", "e"] {
                    let before = shelf.before(document);
                    assert!((0..before).all(|number| shelf.place(number).0 < document), "{names:?} {document:?}");
                    any |= before > 0;
                    let is_in_order = names[..=usize::try_from(at).unwrap()].is_sorted() && document >= name;
                    assert!(!is_in_order || (before..=at).all(|number| shelf.place(number).0 == document), "{names:?} {document:?}");
                }
            }
            assert!(any);
        }
    }

    #[test]
    fn what_is_put_is_taken() {
        let mut shelf = Shelf::default();
        let mut record = Vec::new();
        put(&mut record, 7);
        record.extend_from_slice("één".as_bytes());
        let number = shelf.push(("a", 1, 2, 5), &record).unwrap();
        assert_eq!(shelf.push(("b", 0, 0, 0), &[]).unwrap(), number + 1);
        assert_eq!((shelf.place(number), shelf.place(number + 1)), (("a", 1, 2, 5), ("b", 0, 0, 0)));
        let (record, none) = (shelf.record(number).unwrap(), shelf.record(number + 1).unwrap());
        let mut rest = record.as_slice();
        assert_eq!((take(&mut rest), take_text(&mut rest, 5), take(&mut rest), none.len()), (7, "één".to_owned(), 0, 0));
    }
}
