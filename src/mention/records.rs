//! What is known of each folded form: who bears it, how it is spelt, and its text, side by side.
//!
//! Among a million of them none is in a cache when it is found, and all that is asked of one lies within a line of memory or two.

use crate::gazetteer::CaseRule;
use crate::id::AliasId;
use crate::pages::Bytes;

/// The records of all folded forms in sorted order, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    /// Of each one its head, its text, and zeros up to the next whole unit.
    bytes: Bytes,
    /// The aliases of the forms that several share.
    shared: Vec<AliasId>,
    /// Where those of each such form begin and end among them.
    groups: Vec<(u32, u32)>,
}

/// Where a record stands, in units of memory.
pub(super) type Place = u32;

/// Bytes of a unit.
const UNIT: usize = 4;

/// Bytes of a record before its text: an alias or the number of a group, capitals, and the length of the text with marks above it.
const HEAD: usize = 12;

/// Most records are not much longer than this.
const USUAL: usize = 32;

/// No text may be longer than these bits of a number can tell.
const LENGTH_BITS: u32 = 24;

/// Marks of a record.
const ONE: u32 = 1 << 24;
const SEVERAL: u32 = 1 << 25;
const TITLE: u32 = 1 << 26;
const SPELT: u32 = 1 << 27;
const TAKES_S: u32 = 1 << 28;
const CASE_SHIFT: u32 = 29;

/// What is known of a form beside its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub(super) bearers: Bearers,
    /// What all of its aliases say of case.
    pub(super) spelling: Option<Spelling>,
    pub(super) is_title: bool,
}

/// Whose form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearers {
    /// No alias's: a phrase that blocks, or a title.
    None,
    /// One alias's.
    One(AliasId),
    /// Those of the group with this number.
    Several(u32),
}

/// How an alias is spelt, where the folded form and a mask tell all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Its capitals, a bit for each letter.
    pub(super) capitals: u32,
    /// Which letters may differ.
    pub(super) case: CaseRule,
    /// Whether a genitive `s` may be written on to it.
    pub(super) takes_s: bool,
}

impl Records {
    /// Room for so many forms with so many bytes of text.
    pub(super) fn with_capacity(forms: usize, bytes: usize) -> Self {
        // Some room is lost before each next unit.
        Self { bytes: Bytes::with_capacity(bytes + forms * (HEAD + UNIT / 2)), ..Self::default() }
    }

    /// Adds a form and tells where it stands, unless there are too many or it is too long.
    pub(super) fn push(&mut self, text: &[u8], aliases: &[AliasId], spelling: Option<Spelling>, is_title: bool) -> Option<Place> {
        let place = Place::try_from(self.bytes.len() / UNIT).ok().filter(|place| *place < MOST)?;
        let length = u32::try_from(text.len()).ok().filter(|length| length >> LENGTH_BITS == 0)?;
        let (bearer, mut marks) = match aliases {
            [] => (0, 0),
            [AliasId(only)] => (*only, ONE),
            several => {
                let number = u32::try_from(self.groups.len()).ok()?;
                let first = u32::try_from(self.shared.len()).ok()?;
                self.shared.extend_from_slice(several);
                self.groups.push((first, u32::try_from(self.shared.len()).ok()?));
                (number, SEVERAL)
            }
        };
        if is_title {
            marks |= TITLE;
        }
        if let Some(Spelling { case, takes_s, .. }) = spelling {
            marks |= SPELT | if takes_s { TAKES_S } else { 0 } | (case as u32) << CASE_SHIFT;
        }
        for number in [bearer, spelling.map_or(0, |spelling| spelling.capitals), length | marks] {
            self.bytes.extend(&number.to_le_bytes());
        }
        self.bytes.extend(text);
        self.bytes.extend(&[0; UNIT][..text.len().next_multiple_of(UNIT) - text.len()]);
        Some(place)
    }

    /// No more room than is needed.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink();
    }

    #[inline]
    fn head(&self, place: Place) -> [u32; 3] {
        let head = self.bytes.get(place as usize * UNIT..).and_then(<[u8]>::first_chunk::<HEAD>);
        let head = head.map_or([[0; UNIT]; 3], |head| *head.as_chunks().0.first_chunk().unwrap_or(&[[0; UNIT]; 3]));
        head.map(u32::from_le_bytes)
    }

    /// What is known of a form.
    #[inline]
    pub(super) fn at(&self, place: Place) -> Record {
        let [bearer, capitals, marks] = self.head(place);
        let bearers = match marks & (ONE | SEVERAL) {
            0 => Bearers::None,
            ONE => Bearers::One(AliasId(bearer)),
            _ => Bearers::Several(bearer),
        };
        let case = match marks >> CASE_SHIFT & 3 {
            0 => CaseRule::Exact,
            1 => CaseRule::FoldFirst,
            _ => CaseRule::Fold,
        };
        let spelling = (marks & SPELT != 0).then_some(Spelling { capitals, case, takes_s: marks & TAKES_S != 0 });
        Record { bearers, spelling, is_title: marks & TITLE != 0 }
    }

    /// The text of a form.
    #[inline]
    pub(super) fn text(&self, place: Place) -> &[u8] {
        let [_, _, length] = self.head(place);
        let from = place as usize * UNIT + HEAD;
        &self.bytes[from..from + (length & ((1 << LENGTH_BITS) - 1)) as usize]
    }

    /// Something of where a record begins and of where most end, for whoever wants it near before it is asked for.
    #[inline]
    pub(super) fn touch(&self, place: Place) -> u8 {
        let (first, most) = (place as usize * UNIT, self.bytes.len().saturating_sub(1));
        let [one, other] = [first, first + USUAL].map(|at| self.bytes.get(at.min(most)).copied().unwrap_or_default());
        one ^ other
    }

    /// The aliases of a group.
    #[inline]
    pub(super) fn group(&self, number: u32) -> &[AliasId] {
        let (first, end) = self.groups[number as usize];
        &self.shared[first as usize..end as usize]
    }

    /// All texts in sorted order, with their places, from one place up to another.
    pub(super) fn texts(&self, from: Place, to: Place) -> impl Iterator<Item = (Place, &[u8])> {
        let mut place = from;
        std::iter::from_fn(move || {
            let text = (place < to).then(|| self.text(place))?;
            let at = place;
            place = self.after(place);
            Some((at, text))
        })
    }

    /// The place after a record.
    pub(super) fn after(&self, place: Place) -> Place {
        place.saturating_add(u32::try_from((HEAD + self.text(place).len()).div_ceil(UNIT)).unwrap_or(u32::MAX))
    }

    /// The place after the last one.
    pub(super) fn end(&self) -> Place {
        Place::try_from(self.bytes.len() / UNIT).unwrap_or(Place::MAX)
    }

    /// Bytes of memory that they take.
    pub(super) fn memory_usage(&self) -> usize {
        self.bytes.len() + self.shared.len() * size_of::<AliasId>() + self.groups.len() * size_of::<(u32, u32)>()
    }

    /// Records of sorted texts that are nobody's.
    #[cfg(test)]
    pub(super) fn of<T: AsRef<[u8]>>(sorted: &[T]) -> (Self, Vec<Place>) {
        let mut records = Self::default();
        let places = sorted.iter().map(|text| records.push(text.as_ref(), &[], None, false).unwrap()).collect();
        (records, places)
    }
}

/// Places are below this, as one bit of the number that tells them is wanted for something else, and one more place than there is.
const MOST: Place = (1 << 31) - 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_keeps_all_that_it_is_told() {
        let mut records = Records::default();
        let ids = [7, 0, u32::MAX].map(AliasId);
        let spellings = [CaseRule::Exact, CaseRule::FoldFirst, CaseRule::Fold].map(|case| [false, true].map(|takes_s| (case, takes_s)));
        let mut told = Vec::new();
        for (text, aliases) in [("", &ids[..0]), ("x", &ids[..1]), ("xi jinping", &ids[1..]), ("москва", &ids[2..]), ("vier", &ids[..])]
        {
            for is_title in [false, true] {
                let all = spellings
                    .iter()
                    .flatten()
                    .map(|(case, takes_s)| Some(Spelling { capitals: 1 << 31 | 5, case: *case, takes_s: *takes_s }));
                for spelling in all.chain([None]) {
                    let place = records.push(text.as_bytes(), aliases, spelling, is_title).unwrap();
                    told.push((place, text, aliases, spelling, is_title));
                }
            }
        }
        assert_eq!(records.texts(0, records.end()).count(), told.len());
        for ((place, text, aliases, spelling, is_title), (at, listed)) in told.iter().zip(records.texts(0, records.end())) {
            let record = records.at(*place);
            let own;
            let bearers = match record.bearers {
                Bearers::None => &[],
                Bearers::One(only) => {
                    own = [only];
                    &own[..]
                }
                Bearers::Several(group) => records.group(group),
            };
            assert_eq!((at, listed), (*place, text.as_bytes()));
            assert_eq!((bearers, record.spelling, record.is_title), (*aliases, *spelling, *is_title));
        }
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert_eq!(Records::default().push(&vec![b'x'; 1 << LENGTH_BITS], &[], None, false), None);
    }
}
