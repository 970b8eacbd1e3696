//! The Aho-Corasick automata of all folded aliases, walked byte by byte from the start of a word.
//!
//! There is one automaton for the aliases that share their first three bytes, and it is built when a text first needs it. One page
//! needs few of them, so that the program starts in milliseconds whatever the length of the list; a long run builds each of them once.

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
    /// By the first bytes, those that are missing being 0: what ends there and what goes on.
    groups: FxHashMap<[u8; SHARED], Group>,
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
    /// The automaton of the group, once the walk has come past the bytes that its aliases share.
    inside: Option<(&'a NFA, StateID, u32)>,
    group: Option<&'a Group>,
}

impl Automata {
    /// The automata of strings that are sorted and distinct, or nothing where they are too many or too long to be numbered.
    pub(super) fn new(sorted: &[&[u8]]) -> Option<Self> {
        let mut starts = Vec::with_capacity(sorted.len() + 1);
        let mut texts = Vec::with_capacity(sorted.iter().map(|text| text.len()).sum());
        let mut groups: FxHashMap<[u8; SHARED], Group> = FxHashMap::default();
        for (text, number) in sorted.iter().zip(0_u32..) {
            starts.push(u32::try_from(texts.len()).ok()?);
            texts.extend_from_slice(text);
            let group =
                groups.entry(first_of(text)).or_insert_with(|| Group { own: None, longer: (number, number), automaton: OnceLock::new() });
            if text.len() <= SHARED {
                group.own = Some(number);
                group.longer = (number + 1, number + 1);
            } else {
                group.longer.1 = number + 1;
            }
        }
        starts.push(u32::try_from(texts.len()).ok()?);
        Some(Self { groups, texts, starts })
    }

    /// A walk that begins at the start of every alias.
    #[inline]
    pub(super) fn walk(&self) -> Walk<'_> {
        Walk { automata: self, first: [0; SHARED], walked: 0, inside: None, group: None }
    }

    /// Bytes of memory that the lists and the automata built so far take.
    pub(super) fn memory_usage(&self) -> usize {
        let built = self.groups.values().filter_map(|group| group.automaton.get()?.as_ref());
        let automata: usize = built.map(|automaton| automaton.memory_usage() + size_of::<NFA>()).sum();
        automata + self.texts.len() + self.starts.len() * size_of::<u32>() + self.groups.capacity() * size_of::<([u8; SHARED], Group)>()
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
        if group.longer.0 == group.longer.1 { None } else { group.automaton.get_or_init(build).as_deref() }
    }
}

impl Clone for Automata {
    fn clone(&self) -> Self {
        let groups = self.groups.iter();
        let groups = groups.map(|(first, group)| (*first, Group { own: group.own, longer: group.longer, automaton: OnceLock::new() }));
        Self { groups: groups.collect(), texts: self.texts.clone(), starts: self.starts.clone() }
    }
}

fn first_of(text: &[u8]) -> [u8; SHARED] {
    let mut first = [0; SHARED];
    first.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
    first
}

impl Walk<'_> {
    /// Goes on by a byte, or tells that no alias does.
    #[inline]
    pub(super) fn step(&mut self, byte: u8) -> bool {
        self.walked += 1;
        if let Some((automaton, state, _)) = &mut self.inside {
            *state = automaton.next_state(Anchored::Yes, *state, byte);
            return !automaton.is_dead(*state);
        }
        if self.walked <= SHARED {
            self.first[self.walked - 1] = byte;
            if self.walked < SHARED {
                return true;
            }
            self.group = self.automata.groups.get(&self.first);
            return self.group.is_some();
        }
        let Some((group, automaton)) = self.group.and_then(|group| Some((group, self.automata.automaton(group)?))) else { return false };
        let Ok(start) = automaton.start_state(Anchored::Yes) else { return false };
        let state = automaton.next_state(Anchored::Yes, start, byte);
        self.inside = Some((automaton, state, group.longer.0));
        !automaton.is_dead(state)
    }

    /// The number of the alias that ends here.
    #[inline]
    pub(super) fn string(&self) -> Option<u32> {
        let Some((automaton, state, first)) = self.inside else {
            return match self.group {
                Some(group) => group.own,
                None => self.automata.groups.get(&self.first)?.own.filter(|own| self.automata.text(*own).len() == self.walked),
            };
        };
        if !automaton.is_match(state) {
            return None;
        }
        // A state also lists the aliases that end in it and began later; a walk from the start of a word has them elsewhere.
        let rest = self.walked - SHARED;
        let ends = (0..automaton.match_len(state)).map(|index| automaton.match_pattern(state, index));
        let own = ends.into_iter().find(|pattern| automaton.pattern_len(*pattern) == rest)?;
        Some(first + own.as_u32())
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
