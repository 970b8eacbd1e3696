//! The mentions of an article as they stand in a store: one list, as JSON.

use crate::store::list::Reader;

/// A mention of a list.
#[derive(Debug)]
pub(super) struct Listed {
    /// Number in the article.
    pub(super) sentence: u32,
    pub(super) start: usize,
    pub(super) bytes: usize,
    pub(super) form: i64,
    pub(super) kind: i64,
    pub(super) rule: i64,
    pub(super) meant: Meant,
}

/// Whom a mention means.
#[derive(Debug)]
pub(super) enum Meant {
    /// Its number in the store.
    Actor(i64),
    /// Ids of those that may be meant, or of the one that would have been.
    Others(Vec<String>),
}

impl Listed {
    pub(super) const fn end(&self) -> usize {
        self.start.saturating_add(self.bytes)
    }
}

/// Reads those mentions of a list whose sentences are `within`; nothing where it is no list.
pub(super) fn listed(json: &str, within: impl Fn(u32) -> bool) -> Option<Vec<Listed>> {
    let (mut reader, mut found) = (Reader::new(json), Vec::new());
    reader.list(|reader| {
        reader.mark(b'[')?;
        let mut number = || reader.number::<i64>().and_then(|number| reader.mark(b',').map(|()| number));
        let numbers = [number()?, number()?, number()?, number()?, number()?, number()?];
        let sentence = u32::try_from(numbers[0]).ok()?;
        let [start, bytes] = [numbers[1], numbers[2]].map(usize::try_from);
        let meant = if reader.peek() == Some(b'[') { Meant::Others(ids(reader)?) } else { Meant::Actor(reader.number()?) };
        if within(sentence) {
            found.push(Listed {
                sentence,
                start: start.ok()?,
                bytes: bytes.ok()?,
                form: numbers[3],
                kind: numbers[4],
                rule: numbers[5],
                meant,
            });
        }
        reader.mark(b']')
    })?;
    reader.end().map(|()| found)
}

/// Reads a list of ids, which can hold anything.
fn ids(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let mut stream = serde_json::Deserializer::from_str(reader.rest()).into_iter();
    let ids = stream.next()?.ok()?;
    reader.skip(stream.byte_offset()).map(|()| ids)
}
