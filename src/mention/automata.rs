//! All folded aliases, walked byte by byte.
//!
//! Nearly all names are found by their beginnings (see [`prefix`](crate::mention::prefix)); what is walked are names that are longer than those can
//! tell, and the texts of those who ask why something is no name. There is one automaton for the aliases that share their first three
//! bytes, built when a text first needs it.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::{Builder, NFA};
use aho_corasick::{Anchored, MatchKind};
use rustc_hash::FxHashMap;

/// How many first bytes the aliases of one automaton share.
const SHARED: usize = 3;

/// All folded aliases, which are numbered in sorted order.
#[derive(Debug)]
pub(super) struct Automata {
    /// What ends at the first bytes and what goes on.
    groups: Vec<Group>,
    /// The group of each run of shared bytes, as a number, those that are missing being 0.
    by_shared: FxHashMap<u64, u32>,
    texts: Vec<u8>,
    /// Where each alias begins in `texts`, and where the last one ends.
    starts: Vec<u32>,
}

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
        let mut by_shared: FxHashMap<u64, u32> = FxHashMap::default();
        for (text, number) in sorted.iter().zip(0_u32..) {
            starts.push(u32::try_from(texts.len()).ok()?);
            texts.extend_from_slice(text);
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
        Some(Self { groups, by_shared, texts, starts })
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
        let numbers = self.starts.len() + 3 * self.by_shared.capacity();
        automata + self.texts.len() + numbers * size_of::<u32>() + self.groups.len() * size_of::<Group>()
    }

    #[inline]
    fn group(&self, first: [u8; SHARED]) -> Option<&Group> {
        self.by_shared.get(&number_of(&first)).map(|at| &self.groups[*at as usize])
    }

    /// What stands between two places of all texts, one after the other.
    #[inline]
    pub(super) fn text(&self, places: Range<u32>) -> &[u8] {
        &self.texts[places.start as usize..places.end as usize]
    }

    fn alias(&self, number: u32) -> &[u8] {
        let at = number as usize;
        &self.texts[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The automaton of what follows the shared bytes of a group's longer aliases.
    fn automaton<'a>(&'a self, group: &'a Group) -> Option<&'a NFA> {
        let build = || {
            let rests = (group.longer.0..group.longer.1).map(|number| &self.alias(number)[SHARED..]);
            // A group is far smaller than what an automaton can hold.
            Builder::new().match_kind(MatchKind::Standard).prefilter(false).build(rests).ok().map(Box::new)
        };
        group.automaton.get_or_init(build).as_deref()
    }
}

impl Clone for Automata {
    fn clone(&self) -> Self {
        let groups = self.groups.iter();
        let groups = groups.map(|group| Group { own: group.own, longer: group.longer, automaton: OnceLock::new() });
        let (by_shared, texts, starts) = (self.by_shared.clone(), self.texts.clone(), self.starts.clone());
        Self { groups: groups.collect(), by_shared, texts, starts }
    }
}

/// The first bytes that aliases of a group share as a number.
fn number_of(shared: &[u8]) -> u64 {
    shared.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
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
            1 => self.inside = Inside::One(&self.automata.alias(group.longer.0)[SHARED..]),
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
        own.filter(|own| self.automata.alias(*own).len() == self.walked)
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
