//! What is known of a word as it is spelled: looked up once, and kept for the next time that it stands in a text.

use crate::fold::FoldedWord;
use crate::relation::words::lexicon::{Class, Classes, Form, FormKind, Leads, Lexicon, WordId};

/// What the lexicon tells of a spelling, whatever stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// Its number in the lexicon, or that of its last part.
    pub(crate) word: Option<WordId>,
    /// Its own number, where `word` is that of its last part: `terreurstaat` beside `staat`.
    pub(crate) whole: Option<WordId>,
    pub(crate) classes: Classes,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// Whether it is a form of a verb that triggers, and its place does not speak against that.
    pub(crate) may_be_verb: bool,
    /// Whether it is a noun or adjective that triggers.
    pub(crate) may_be_noun: bool,
    /// Whether it is a form of a verb that triggers that can only be finite.
    pub(crate) finite_form: bool,
    /// Whether it is a participle of a verb that triggers.
    pub(crate) participle_form: bool,
    /// Whether it is an infinitive or a plural present: `hebben`, `bezoeken`.
    pub(crate) bare: bool,
    /// Whether it is a participle that triggers, with the ending that it has before a noun.
    pub(crate) attributive: bool,
    /// What begins with it of what counts together.
    pub(crate) leads: Leads,
}

/// A spelling that has been looked up: a line of the processor's memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Spelling {
    pub(crate) known: Known,
    key: Key,
    /// Its own number in the lexicon.
    pub(crate) own: Option<WordId>,
}

impl Known {
    pub(super) const NOTHING: Self = Self {
        word: None,
        whole: None,
        classes: Classes::EMPTY,
        capital: false,
        may_be_verb: false,
        may_be_noun: false,
        finite_form: false,
        participle_form: false,
        bare: false,
        attributive: false,
        leads: Leads::NONE,
    };
}

impl Spelling {
    const NOTHING: Self = Self { known: Known::NOTHING, key: [0; 3], own: None };

    /// Looks a word up, and if it is not known, its last part after a hyphen, or after the first part of a compound.
    fn of(word: &str, lexicon: &Lexicon) -> Self {
        let folded = FoldedWord::new(word);
        let folded: &str = &folded;
        let own = lexicon.id(folded);
        let mut known = Known { capital: word.starts_with(char::is_uppercase), ..Known::NOTHING };
        let (mut id, mut head_only) = (own, false);
        if id.is_none_or(|id| lexicon.classes(id).is_empty() && lexicon.forms(id).is_empty()) && folded.len() >= 7 {
            let head = folded.rsplit_once('-').map(|(_, head)| head).or_else(|| compound_head(folded, lexicon));
            let head = head.and_then(|head| lexicon.id(head)).filter(|head| is_noun_like(*head, lexicon));
            head_only = head.is_some();
            known.whole = own.filter(|_| head_only);
            // `uraniumcontract` is a `contract` to whoever asks for one.
            id = head.or(own).or_else(|| any_head(folded, lexicon));
        }
        known.word = id;
        if let Some(id) = id {
            known.read(lexicon.classes(id), lexicon.forms(id), head_only);
            known.leads = lexicon.leads(id);
        }
        // `12`, also where a row asks for it: `binnen 12 uur`.
        if word.starts_with(|c: char| c.is_ascii_digit()) && known.classes.is_empty() {
            known.classes = Classes::only(Class::Number);
        }
        // `ex-minister`
        let first = folded.find('-').and_then(|hyphen| lexicon.id(&folded[..=hyphen]));
        if first.is_some_and(|first| lexicon.classes(first).has(Class::Former)) {
            known.classes = known.classes.and(Class::Former);
        }
        Self { known, own, ..Self::NOTHING }
    }
}

impl Known {
    /// What the classes and forms of a word make of it; `head_only`, if it is a compound and they are those of its last part.
    fn read(&mut self, classes: Classes, forms: &[Form], head_only: bool) {
        // `uit` is a preposition long before it is a form of `uiten`.
        let is_small = classes.any(&[Class::Preposition, Class::Particle, Class::Determiner]) && !classes.has(Class::Be);
        // `maanden` is a time long before it is a form of `manen`.
        let is_small = is_small || classes.has(Class::Time) && !forms.iter().any(|form| form.kind == FormKind::Bare);
        self.classes = classes;
        self.may_be_verb = !head_only && !is_small && forms.iter().any(|form| form.kind.is_verb());
        self.may_be_noun = forms.iter().any(|form| matches!(form.kind, FormKind::Noun | FormKind::Adjective));
        self.attributive = forms.iter().any(|form| form.kind == FormKind::Attributive);
        let is_bare = |form: &Form| matches!(form.kind, FormKind::Bare | FormKind::Joined);
        self.bare = classes.has(Class::Infinitive) || forms.iter().any(is_bare);
        let of_verbs = || forms.iter().filter(|form| form.kind.is_verb());
        self.finite_form = self.may_be_verb && of_verbs().all(|form| form.kind.is_finite());
        self.participle_form = self.may_be_verb && of_verbs().any(|form| form.kind == FormKind::Participle);
        if self.may_be_verb {
            // The forms of the trigger tell more than the class.
            self.classes = self.classes.without(Class::Finite).without(Class::Infinitive).without(Class::Participle);
        }
        if head_only {
            self.classes = self.classes.only_nominal();
        }
    }
}

/// Spellings that stood in texts not long ago, of one lexicon. The words of a text are few that come again and again, so that nearly all
/// are found here. Every spelling has two places, which it shares with others: the one that came last stands in the first of them. There are
/// more places once many are asked for.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    places: Vec<Spelling>,
    /// How many were not found since there were so many places.
    missed: usize,
    /// The last one that was too long to be kept.
    long: Option<Spelling>,
}

/// The bytes of a spelling and, in the last byte, their number.
type Key = [u64; 3];

impl Spellings {
    const FEWEST: usize = 1 << 10;
    const MOST: usize = 1 << 15;

    /// What is known of the word from byte `start` of a text up to byte `end`.
    #[inline(always)]
    pub(crate) fn know(&mut self, text: &str, start: usize, end: usize, lexicon: &Lexicon) -> &Spelling {
        let Some(key) = key(text.as_bytes(), start, end) else { return self.know_long(&text[start..end], lexicon) };
        let mut place = self.place(key);
        if self.places.get(place).is_none_or(|kept| !is_same(kept.key, key)) {
            place = self.other(key, &text[start..end], lexicon);
        }
        &self.places[place]
    }

    #[cold]
    #[inline(never)]
    fn know_long(&mut self, word: &str, lexicon: &Lexicon) -> &Spelling {
        self.long.insert(Spelling::of(word, lexicon))
    }

    /// The place of a spelling that does not stand in its first one.
    #[cold]
    #[inline(never)]
    fn other(&mut self, key: Key, word: &str, lexicon: &Lexicon) -> usize {
        let second = self.place(key) ^ 1;
        if self.places.get(second).is_some_and(|kept| is_same(kept.key, key)) {
            return second;
        }
        if self.missed >= self.places.len() / 2 && self.places.len() < Self::MOST {
            let more = (self.places.len() * 4).clamp(Self::FEWEST, Self::MOST);
            self.places = vec![Spelling::NOTHING; more];
            self.missed = 0;
        }
        self.missed += 1;
        let place = self.place(key);
        self.places.swap(place, place ^ 1);
        self.places[place] = Spelling { key, ..Spelling::of(word, lexicon) };
        place
    }

    fn place(&self, [first, second, third]: Key) -> usize {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let hash = (first.wrapping_mul(FACTOR).rotate_left(26) ^ second).wrapping_mul(FACTOR).rotate_left(26) ^ third;
        // There are as many places as a power of two.
        (hash.wrapping_mul(FACTOR) >> 40) as usize & self.places.len().wrapping_sub(1)
    }
}

/// Whether two keys are the same, without a look at one part after the other.
const fn is_same([one, two, three]: Key, other: Key) -> bool {
    (one ^ other[0]) | (two ^ other[1]) | (three ^ other[2]) == 0
}

/// The key of a spelling; none if it is too long.
#[inline]
fn key(text: &[u8], start: usize, end: usize) -> Option<Key> {
    const KEPT: [Key; size_of::<Key>()] = kept();
    let len = end - start;
    let [first, second, third] = KEPT.get(len)?;
    // What stands after the word is read with it, and cut off, as that takes no loop.
    let bytes = match text.get(start..).and_then(|rest| rest.as_chunks().0.first_chunk()) {
        Some(bytes) => *bytes,
        None => at_end(&text[start..end]),
    };
    let part = |at: usize| u64::from_le_bytes(bytes[at]);
    Some([part(0) & first, part(1) & second, part(2) & third | (len as u64) << 56])
}

/// The bytes of a spelling near the end of a text.
#[cold]
#[inline(never)]
fn at_end(spelling: &[u8]) -> [[u8; 8]; 3] {
    let mut bytes = [[0; 8]; 3];
    bytes.as_flattened_mut()[..spelling.len()].copy_from_slice(spelling);
    bytes
}

/// The bits of a key that the bytes of a spelling fill, by their number.
const fn kept() -> [Key; size_of::<Key>()] {
    let mut kept = [[0; 3]; size_of::<Key>()];
    let mut len = 1;
    while len < kept.len() {
        kept[len] = kept[len - 1];
        kept[len][(len - 1) / 8] |= 0xff << ((len - 1) % 8 * 8);
        len += 1;
    }
    kept
}

fn is_noun_like(word: WordId, lexicon: &Lexicon) -> bool {
    lexicon.classes(word).any(&[Class::Agent, Class::Time, Class::Title])
        || lexicon.forms(word).iter().any(|form| form.kind == FormKind::Noun)
}

/// The last part of a compound whose first part is known to make compounds, or whose last part acts for its country.
fn compound_head<'w>(folded: &'w str, lexicon: &Lexicon) -> Option<&'w str> {
    cuts(folded, 4, lexicon).map(|at| folded.split_at(at)).find_map(|(first, head)| {
        let id = lexicon.id(head).filter(|id| is_noun_like(*id, lexicon))?;
        let is_first = |first: &str| lexicon.id(first).is_some_and(|id| lexicon.classes(id).has(Class::CompoundPart));
        let is_compound = lexicon.classes(id).any(&[Class::Agent, Class::Title]) || is_first(first);
        is_compound.then_some(head)
    })
}

/// The longest last part of a compound that is a word of the lexicon.
fn any_head(folded: &str, lexicon: &Lexicon) -> Option<WordId> {
    const SHORTEST: usize = 5;
    let id = cuts(folded, SHORTEST, lexicon).map(|at| &folded[at..]).find_map(|head| lexicon.id(head))?;
    (lexicon.classes(id).without(Class::Relational).is_empty() && lexicon.forms(id).is_empty()).then_some(id)
}

/// Where a compound may be cut so that its last part, of no fewer than `shortest` bytes, may be a word of the lexicon; the longest part first.
fn cuts(folded: &str, shortest: usize, lexicon: &Lexicon) -> impl Iterator<Item = usize> {
    const FIRST: usize = 3;
    let from = FIRST.max(folded.len() - lexicon.longest_end(folded));
    (from..(folded.len() + 1).saturating_sub(shortest)).filter(|at| folded.is_char_boundary(*at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Language;

    /// Every word of the lexicon and of some texts, in several spellings and places: what is kept is what a look-up tells.
    #[test]
    fn what_is_kept_is_what_is_looked_up() {
        let lexicon = Lexicon::embedded(Language::Dutch);
        let words: Vec<String> = lexicon.words().map(str::to_owned).collect();
        let mut spelled: Vec<String> = words.iter().flat_map(|word| [word.clone(), word.to_uppercase(), format!("staats{word}")]).collect();
        spelled.extend(["a", "é", "Oekraïne’s", "2,5", "volksvertegenwoordigers", "volksvertegenwoordigings", "x"].map(str::to_owned));
        let mut spellings = Spellings::default();
        for _ in 0..2 {
            for (at, word) in spelled.iter().enumerate() {
                let before = &"—voor "[..[0, 3, 7, 8][at % 4]];
                let text = format!("{before}{word}{}", &" en nog een stuk tekst daarna"[..[0, 1, 29][at % 3]]);
                let Spelling { known, own, .. } = spellings.know(&text, before.len(), before.len() + word.len(), &lexicon);
                let looked_up = Spelling::of(word, &lexicon);
                assert_eq!(format!("{known:?} {own:?}"), format!("{:?} {:?}", looked_up.known, looked_up.own), "{word:?} in {text:?}");
            }
        }
        assert_eq!(spellings.places.len(), Spellings::MOST);
    }

    #[test]
    fn keys_tell_spellings_apart() {
        let spelled = ["a", "a\0", "\0a", "ab", "b", "abcdefgh", "abcdefghi", "abcdefgh\0", "abcdefghijklmnopqrstuvw"];
        let key = |word: &str| key(word.as_bytes(), 0, word.len());
        for one in spelled {
            for other in spelled {
                assert_eq!(key(one) == key(other), one == other, "{one:?} {other:?}");
            }
        }
        assert_eq!(key("abcdefghijklmnopqrstuvwx"), None);
    }
}
