//! All folded aliases: those that a text begins with, by a search in the sorted list or by an Aho-Corasick automaton.
//!
//! Text that folding leaves as it is but for case is looked up in the list. Other text is walked byte by byte as it is folded. For that
//! there is one automaton for the aliases that share their first three bytes, built when a text first needs it: one page needs few of
//! them, so that the program starts in milliseconds whatever the length of the list.

use std::sync::OnceLock;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::{Builder, NFA};
use aho_corasick::{Anchored, MatchKind};
use rustc_hash::FxHashMap;

use crate::mention::plain::Plain;

/// How many first bytes the aliases of one automaton share.
const SHARED: usize = 3;

/// How many letters of a first word are told apart.
const FIRST: usize = 8;

/// All folded aliases, which are numbered in sorted order.
#[derive(Debug)]
pub(super) struct Automata {
    /// What ends at the first bytes and what goes on.
    groups: Vec<Group>,
    /// The group of each run of shared bytes, as a number, those that are missing being 0.
    by_shared: FxHashMap<u64, u32>,
    /// The aliases whose first word begins with the same letters, as a number, from one number up to another.
    by_first: FxHashMap<u64, (u32, u32)>,
    texts: Vec<u8>,
    /// Where each alias begins in `texts`, and where the last one ends.
    starts: Vec<u32>,
    /// The longest other alias that each one begins with, or [`NONE`].
    shorter: Vec<u32>,
}

/// So many aliases are compared one by one sooner than searched.
const SEVERAL: u32 = 4;

/// No alias.
const NONE: u32 = u32::MAX;

/// The aliases that share their first bytes.
#[derive(Debug)]
struct Group {
    /// The alias that is those bytes and no more.
    own: Option<u32>,
    /// The longer ones, from one number up to another.
    longer: (u32, u32),
    automaton: OnceLock<Option<Box<NFA>>>,
}

/// A walk along an alias.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'a> {
    automata: &'a Automata,
    first: [u8; SHARED],
    walked: usize,
    group: Option<&'a Group>,
    inside: Inside<'a>,
}

/// Where a walk is that has come past the bytes that the aliases of a group share.
#[derive(Clone, Copy, Debug)]
enum Inside<'a> {
    /// Not there yet.
    No,
    /// The rest of the only alias.
    One(&'a [u8]),
    /// A state of the automaton of several.
    Several(&'a NFA, StateID),
}

impl Automata {
    /// The automata of strings that are sorted and distinct, or nothing where they are too many or too long to be numbered.
    pub(super) fn new(sorted: &[&[u8]]) -> Option<Self> {
        let mut starts = Vec::with_capacity(sorted.len() + 1);
        let mut texts = Vec::with_capacity(sorted.iter().map(|text| text.len()).sum());
        let mut groups: Vec<Group> = Vec::new();
        let (mut by_shared, mut by_first): (FxHashMap<u64, u32>, FxHashMap<u64, (u32, u32)>) = Default::default();
        let mut shorter = Vec::with_capacity(sorted.len());
        for (text, number) in sorted.iter().zip(0_u32..) {
            let mut before = number.checked_sub(1).unwrap_or(NONE);
            while before != NONE && !text.starts_with(sorted[before as usize]) {
                before = shorter[before as usize];
            }
            shorter.push(before);
            starts.push(u32::try_from(texts.len()).ok()?);
            texts.extend_from_slice(text);
            let run = run_of(text);
            if run > 0 {
                by_first.entry(number_of(&text[..run])).or_insert((number, number)).1 = number + 1;
            }
            let shared = number_of(&text[..text.len().min(SHARED)]);
            let at = *by_shared.entry(shared).or_insert(u32::try_from(groups.len()).ok()?) as usize;
            if at == groups.len() {
                groups.push(Group { own: None, longer: (number, number), automaton: OnceLock::new() });
            }
            let group = &mut groups[at];
            if text.len() <= SHARED {
                group.own = Some(number);
                group.longer = (number + 1, number + 1);
            } else {
                group.longer.1 = number + 1;
            }
        }
        starts.push(u32::try_from(texts.len()).ok()?);
        Some(Self { groups, by_shared, by_first, texts, starts, shorter })
    }

    /// A walk that begins at the start of every alias.
    #[inline]
    pub(super) fn walk(&self) -> Walk<'_> {
        Walk { automata: self, first: [0; SHARED], walked: 0, group: None, inside: Inside::No }
    }

    /// Bytes of memory that the lists and the automata built so far take.
    pub(super) fn memory_usage(&self) -> usize {
        let built = self.groups.iter().filter_map(|group| group.automaton.get()?.as_ref());
        let automata: usize = built.map(|automaton| automaton.memory_usage() + size_of::<NFA>()).sum();
        let numbers = self.starts.len() + self.shorter.len() + 3 * self.by_shared.capacity() + 4 * self.by_first.capacity();
        automata + self.texts.len() + numbers * size_of::<u32>() + self.groups.len() * size_of::<Group>()
    }

    #[inline]
    fn group(&self, first: [u8; SHARED]) -> Option<&Group> {
        self.by_shared.get(&number_of(&first)).map(|at| &self.groups[*at as usize])
    }

    fn count(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    fn text(&self, number: u32) -> &[u8] {
        let at = number as usize;
        &self.texts[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The automaton of what follows the shared bytes of a group's longer aliases.
    fn automaton<'a>(&'a self, group: &'a Group) -> Option<&'a NFA> {
        let build = || {
            let rests = (group.longer.0..group.longer.1).map(|number| &self.text(number)[SHARED..]);
            // A group is far smaller than what an automaton can hold.
            Builder::new().match_kind(MatchKind::Standard).prefilter(false).build(rests).ok().map(Box::new)
        };
        group.automaton.get_or_init(build).as_deref()
    }
}

impl Automata {
    /// Finds the aliases that the first `len` bytes of a text begin with and that end where a word may end, where folding changes no more
    /// of it than case, and tells whether that is so. If not, only a walk finds them.
    pub(super) fn begin(&self, text: &[u8], len: usize, found: &mut Few) -> bool {
        let first = First::of(text, len);
        if first.is_cut {
            return self.begin_among(&Plain::of(text, len), (0, self.count()), found);
        }
        let own = self.by_first.get(&first.number()).copied();
        let stem = first.without_s().and_then(|stem| self.by_first.get(&stem).copied());
        if own.is_none() && stem.is_none() {
            return true;
        }
        let plain = Plain::of(text, len);
        stem.into_iter().chain(own).all(|range| self.begin_among(&plain, range, found))
    }

    /// Finds those that are numbered from one number up to another.
    fn begin_among(&self, plain: &Plain, (from, to): (u32, u32), found: &mut Few) -> bool {
        let text = plain.as_bytes();
        if to - from <= SEVERAL {
            return (from..to).all(|number| {
                let alias = self.text(number);
                if text.starts_with(alias) { found.push(alias.len(), number) } else { plain.is_whole() || !alias.starts_with(text) }
            });
        }
        // All aliases that the text begins with begin the last one that does not come after it.
        let after = self.after(text, from, to);
        if !plain.is_whole() && after < to && self.text(after).starts_with(text) {
            return false;
        }
        let known = found.len;
        let mut last = if after > from { after - 1 } else { NONE };
        while last != NONE && last >= from {
            let alias = self.text(last);
            if text.starts_with(alias) && !found.push(alias.len(), last) {
                return false;
            }
            last = self.shorter[last as usize];
        }
        found.list[known..found.len].reverse();
        true
    }

    /// The first of some aliases that comes after a text.
    fn after(&self, text: &[u8], mut from: u32, mut to: u32) -> u32 {
        while from < to {
            let middle = from.midpoint(to);
            if self.text(middle) <= text {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}

/// Most aliases that one text begins with and that are looked for without an automaton.
const FEW: usize = 8;

/// The aliases that a text begins with, the shortest first.
#[derive(Debug, Default)]
pub(super) struct Few {
    list: [(u32, u32); FEW],
    len: usize,
}

impl Few {
    /// Their lengths in bytes, and their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, u32)> {
        self.list[..self.len].iter().map(|(len, number)| (*len as usize, *number))
    }

    /// Adds one, and tells whether there was room.
    fn push(&mut self, len: usize, number: u32) -> bool {
        let (Some(place), Ok(len)) = (self.list.get_mut(self.len), u32::try_from(len)) else { return false };
        *place = (len, number);
        self.len += 1;
        true
    }
}

impl Clone for Automata {
    fn clone(&self) -> Self {
        let groups = self.groups.iter();
        let groups = groups.map(|group| Group { own: group.own, longer: group.longer, automaton: OnceLock::new() });
        let (by_shared, by_first) = (self.by_shared.clone(), self.by_first.clone());
        let (texts, starts, shorter) = (self.texts.clone(), self.starts.clone(), self.shorter.clone());
        Self { groups: groups.collect(), by_shared, by_first, texts, starts, shorter }
    }
}

/// The first letters of a text's first word, in lower case.
struct First {
    eight: u64,
    len: usize,
    /// Whether letters that are not ASCII follow, which may fold to any.
    is_cut: bool,
}

impl First {
    fn of(text: &[u8], len: usize) -> Self {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let eight = match text.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => number_of(text),
        };
        let len = len.min(FIRST);
        let run = ((!letters(eight) & HIGH).trailing_zeros() / 8) as usize;
        let is_cut = run < len && eight >> (8 * run) & 0x80 != 0;
        Self { eight: eight | 0x2020_2020_2020_2020, len: run.min(len), is_cut }
    }

    fn number(&self) -> u64 {
        kept(self.eight, self.len)
    }

    /// The word without a genitive.
    fn without_s(&self) -> Option<u64> {
        let stem = self.len.checked_sub(1)?;
        (self.eight >> (8 * stem) & 0xFF == u64::from(b's')).then(|| kept(self.eight, stem))
    }
}

/// The first bytes of eight.
const fn kept(eight: u64, bytes: usize) -> u64 {
    if bytes < FIRST { eight & ((1 << (8 * bytes)) - 1) } else { eight }
}

/// Sets the highest bit of each of eight bytes that is an ASCII letter or digit. The other bits mean nothing.
const fn letters(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // Adding to seven bits carries into the eighth where a byte is at least as large as a bound.
    let seven = eight & (0x7F * EACH);
    let low = seven | (0x20 * EACH);
    let letters = (low + (0x80 - b'a' as u64) * EACH) & !(low + (0x7F - b'z' as u64) * EACH);
    let digits = (seven + (0x80 - b'0' as u64) * EACH) & !(seven + (0x7F - b'9' as u64) * EACH);
    (letters | digits) & !eight
}

/// At most the first [`FIRST`] bytes of a text as a number.
fn number_of(text: &[u8]) -> u64 {
    let mut first = [0; FIRST];
    first.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(first)
}

/// How many ASCII letters and digits a text begins with.
pub(super) fn run_of(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

impl Walk<'_> {
    /// Goes on by a byte, or tells that no alias does.
    #[inline]
    pub(super) fn step(&mut self, byte: u8) -> bool {
        self.walked += 1;
        match &mut self.inside {
            Inside::Several(automaton, state) => {
                *state = automaton.next_state(Anchored::Yes, *state, byte);
                !automaton.is_dead(*state)
            }
            Inside::One(rest) => match rest.split_first() {
                Some((first, more)) => {
                    *rest = more;
                    *first == byte
                }
                None => false,
            },
            Inside::No if self.walked <= SHARED => {
                self.first[self.walked - 1] = byte;
                if self.walked == SHARED {
                    self.group = self.automata.group(self.first);
                }
                self.walked < SHARED || self.group.is_some()
            }
            Inside::No => self.enter(byte),
        }
    }

    /// Goes past the shared bytes.
    fn enter(&mut self, byte: u8) -> bool {
        let Some(group) = self.group else { return false };
        match group.longer.1 - group.longer.0 {
            0 => return false,
            1 => self.inside = Inside::One(&self.automata.text(group.longer.0)[SHARED..]),
            _ => {
                let Some(automaton) = self.automata.automaton(group) else { return false };
                let Ok(start) = automaton.start_state(Anchored::Yes) else { return false };
                self.inside = Inside::Several(automaton, start);
            }
        }
        self.walked -= 1;
        self.step(byte)
    }

    /// The number of the alias that ends here.
    #[inline]
    pub(super) fn string(&self) -> Option<u32> {
        match self.inside {
            Inside::One(rest) => self.group.filter(|_| rest.is_empty()).map(|group| group.longer.0),
            Inside::Several(automaton, state) if automaton.is_match(state) => self.string_at(automaton, state),
            Inside::Several(..) => None,
            Inside::No if self.walked == SHARED => self.group?.own,
            Inside::No => self.short_string(),
        }
    }

    /// The alias that ends in a state. A state also lists those that end in it and began later; a walk from the start of a word has them
    /// elsewhere.
    fn string_at(&self, automaton: &NFA, state: StateID) -> Option<u32> {
        let rest = self.walked - SHARED;
        let mut ends = (0..automaton.match_len(state)).map(|index| automaton.match_pattern(state, index));
        let own = ends.find(|pattern| automaton.pattern_len(*pattern) == rest)?;
        Some(self.group?.longer.0 + own.as_u32())
    }

    /// The alias that is the first byte or two and no more.
    fn short_string(&self) -> Option<u32> {
        let own = self.automata.group(self.first)?.own;
        own.filter(|own| self.automata.text(*own).len() == self.walked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_ends_where_it_ends_and_nowhere_else() {
        let mut strings = ["x", "xi", "xi jinping", "vs", "v.s.", "navo", "nav", "navarra", "chen", "hen", "eni", "china", "chin", "ina"];
        strings.sort_unstable();
        let bytes: Vec<&[u8]> = strings.iter().map(|string| string.as_bytes()).collect();
        let automata = Automata::new(&bytes).unwrap();
        for text in ["xi jinping", "vs", "v.s.", "navarra", "chen", "china", "xa", "navi", "", "zz", "eni"] {
            let mut walk = automata.walk();
            let mut found = Vec::new();
            for (at, byte) in text.bytes().enumerate() {
                if !walk.step(byte) {
                    break;
                }
                found.extend(walk.string().map(|number| (strings[number as usize], at + 1)));
            }
            let expected: Vec<(&str, usize)> = (1..=text.len())
                .filter_map(|end| strings.iter().find(|string| **string == &text[..end]).map(|string| (*string, end)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
