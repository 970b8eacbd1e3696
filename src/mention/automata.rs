//! All folded aliases, walked byte by byte.
//!
//! Nearly all names are found by their beginnings (see [`prefix`](crate::mention::prefix)); what is walked are names that are longer than those can
//! tell, and the texts of those who ask why something is no name. There is one automaton for the aliases that share their first three
//! bytes, built when a text first needs it.

use std::sync::OnceLock;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::{Builder, NFA};
use aho_corasick::{Anchored, MatchKind};
use rustc_hash::FxHashMap;

use crate::mention::records::{Place, Records};

/// How many first bytes the aliases of one automaton share.
const SHARED: usize = 3;

/// All folded aliases, in sorted order.
#[derive(Clone, Debug)]
pub(super) struct Automata {
    /// What ends at the first bytes and what goes on.
    groups: Vec<Group>,
    /// The group of each run of shared bytes, as a number, those that are missing being 0.
    by_shared: FxHashMap<u64, u32>,
}

/// The aliases that share their first bytes.
#[derive(Debug)]
struct Group {
    /// The alias that is those bytes and no more.
    own: Option<Place>,
    /// The longer ones, from one place up to another, and how many they are.
    longer: (Place, Place),
    count: u32,
    automaton: OnceLock<Option<Box<Built>>>,
}

/// The automaton of what follows the shared bytes of a group's longer aliases, and their places.
#[derive(Debug)]
struct Built {
    automaton: NFA,
    places: Vec<Place>,
}

/// A walk along an alias.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'a> {
    automata: &'a Automata,
    records: &'a Records,
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
    Several(&'a Built, StateID),
}

impl Automata {
    /// The automata of forms that are sorted and distinct.
    pub(super) fn new(records: &Records) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut by_shared: FxHashMap<u64, u32> = FxHashMap::default();
        for (place, text) in records.texts(0, records.end()) {
            let shared = number_of(&text[..text.len().min(SHARED)]);
            // There are no more groups than forms.
            let at = *by_shared.entry(shared).or_insert(u32::try_from(groups.len()).unwrap_or(u32::MAX)) as usize;
            if at == groups.len() {
                groups.push(Group { own: None, longer: (place, place), count: 0, automaton: OnceLock::new() });
            }
            let (group, after) = (&mut groups[at], records.after(place));
            if text.len() <= SHARED {
                (group.own, group.longer) = (Some(place), (after, after));
            } else {
                group.longer.1 = after;
                group.count += 1;
            }
        }
        Self { groups, by_shared }
    }

    /// A walk that begins at the start of every alias.
    #[inline]
    pub(super) fn walk<'a>(&'a self, records: &'a Records) -> Walk<'a> {
        Walk { automata: self, records, first: [0; SHARED], walked: 0, group: None, inside: Inside::No }
    }

    /// Bytes of memory that the lists and the automata built so far take.
    pub(super) fn memory_usage(&self) -> usize {
        let built = self.groups.iter().filter_map(|group| group.automaton.get()?.as_ref());
        let size = |built: &Built| built.automaton.memory_usage() + size_of::<Built>() + built.places.len() * size_of::<Place>();
        let automata: usize = built.map(|built| size(built)).sum();
        automata + 3 * self.by_shared.capacity() * size_of::<u32>() + self.groups.len() * size_of::<Group>()
    }

    #[inline]
    fn group(&self, first: [u8; SHARED]) -> Option<&Group> {
        self.by_shared.get(&number_of(&first)).map(|at| &self.groups[*at as usize])
    }
}

impl Group {
    /// The automaton of what follows the shared bytes of the longer aliases.
    fn automaton(&self, records: &Records) -> Option<&Built> {
        let build = || {
            let (places, rests): (Vec<Place>, Vec<&[u8]>) =
                records.texts(self.longer.0, self.longer.1).map(|(place, text)| (place, &text[SHARED..])).unzip();
            // A group is far smaller than what an automaton can hold.
            let automaton = Builder::new().match_kind(MatchKind::Standard).prefilter(false).build(rests).ok()?;
            Some(Box::new(Built { automaton, places }))
        };
        self.automaton.get_or_init(build).as_deref()
    }
}

impl Clone for Group {
    fn clone(&self) -> Self {
        Self { automaton: OnceLock::new(), ..*self }
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
            Inside::Several(Built { automaton, .. }, state) => {
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
        match group.count {
            0 => return false,
            1 => self.inside = Inside::One(&self.records.text(group.longer.0)[SHARED..]),
            _ => {
                let Some(built) = group.automaton(self.records) else { return false };
                let Ok(start) = built.automaton.start_state(Anchored::Yes) else { return false };
                self.inside = Inside::Several(built, start);
            }
        }
        self.walked -= 1;
        self.step(byte)
    }

    /// Where the alias stands that ends here.
    #[inline]
    pub(super) fn form(&self) -> Option<Place> {
        match self.inside {
            Inside::One(rest) => self.group.filter(|_| rest.is_empty()).map(|group| group.longer.0),
            Inside::Several(built, state) if built.automaton.is_match(state) => self.form_at(built, state),
            Inside::Several(..) => None,
            Inside::No if self.walked == SHARED => self.group?.own,
            Inside::No => self.short_form(),
        }
    }

    /// The alias that ends in a state. A state also lists those that end in it and began later; a walk from the start of a word has them
    /// elsewhere.
    fn form_at(&self, Built { automaton, places }: &Built, state: StateID) -> Option<Place> {
        let rest = self.walked - SHARED;
        let mut ends = (0..automaton.match_len(state)).map(|index| automaton.match_pattern(state, index));
        let own = ends.find(|pattern| automaton.pattern_len(*pattern) == rest)?;
        places.get(own.as_usize()).copied()
    }

    /// The alias that is the first byte or two and no more.
    fn short_form(&self) -> Option<Place> {
        let own = self.automata.group(self.first)?.own;
        own.filter(|own| self.records.text(*own).len() == self.walked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_ends_where_it_ends_and_nowhere_else() {
        let mut strings = ["x", "xi", "xi jinping", "vs", "v.s.", "navo", "nav", "navarra", "chen", "hen", "eni", "china", "chin", "ina"];
        strings.sort_unstable();
        let (records, places) = Records::of(&strings);
        let automata = Automata::new(&records);
        for text in ["xi jinping", "vs", "v.s.", "navarra", "chen", "china", "xa", "navi", "", "zz", "eni"] {
            let mut walk = automata.walk(&records);
            let mut found = Vec::new();
            for (at, byte) in text.bytes().enumerate() {
                if !walk.step(byte) {
                    break;
                }
                found.extend(walk.form().map(|form| (strings[places.iter().position(|place| *place == form).unwrap()], at + 1)));
            }
            let expected: Vec<(&str, usize)> = (1..=text.len())
                .filter_map(|end| strings.iter().find(|string| **string == &text[..end]).map(|string| (*string, end)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
