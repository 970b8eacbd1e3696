//! The scan of a sentence: words that may begin an alias, and the aliases that begin with them.

use crate::fold::{Case, is_dropped, is_word_char, step};
use crate::mention::head::LETTERS;
use crate::mention::prefix::SEEN;
use crate::mention::records::Place;
use crate::mention::scratch::Scratch;
use crate::mention::watch::Watch;
use crate::mention::window::{Folding, LANES, Window};
use crate::mention::words::Words;
use crate::mention::{Matcher, Mentions, overlap};
use crate::span::Span;

impl Matcher {
    /// Finds the mentions in a sentence of `text` and puts them into `found`, which is cleared first.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use actorgraph::{Gazetteer, Language, Matcher, Mentions, Scratch, Span};
    /// let matcher = Matcher::new(Arc::new(Gazetteer::embedded(&[Language::Dutch])))?;
    /// let (mut scratch, mut found) = (Scratch::default(), Mentions::default());
    /// let text = "Poetins plan voor Oekraine";
    /// matcher.find(text, Span::new(0, text.len()), &mut scratch, &mut found);
    /// let surfaces: Vec<&str> = found.as_slice().iter().map(|m| m.span.of(text)).collect();
    /// assert_eq!(surfaces, ["Poetin", "Oekraine"]);
    /// # Ok::<(), actorgraph::MatcherError>(())
    /// ```
    pub fn find(&self, text: &str, sentence: Span, scratch: &mut Scratch, found: &mut Mentions) {
        self.find_watched(text, sentence, scratch, found, &mut ());
    }

    /// The same, and tells `watch` of every alias that is refused.
    pub fn find_watched<W: Watch>(&self, text: &str, sentence: Span, scratch: &mut Scratch, found: &mut Mentions, watch: &mut W) {
        found.clear();
        scratch.hits.clear();
        scratch.aliases.clear();
        scratch.titles.clear();
        scratch.capitals = None;
        let Some(limited) = text.get(..sentence.end) else { return };
        if !limited.is_char_boundary(sentence.start.min(limited.len())) {
            return;
        }
        if W::LISTENS {
            for (at, _) in limited[sentence.start..].char_indices().map(|(at, c)| (sentence.start + at, c)) {
                if self.may_begin(limited, sentence.start, at) {
                    self.walk(limited, sentence, at, scratch, watch);
                }
            }
        } else {
            let mut words = std::mem::take(&mut scratch.words);
            words.begin();
            let mut at = sentence.start;
            while at < limited.len() {
                at = words.look(&self.heads, text.as_bytes(), at, limited.len());
                if self.prefixes.are_many() {
                    self.fetch(text.as_bytes(), &words, &mut scratch.hashes);
                }
                for start in words.found() {
                    self.look(text, sentence, *start, scratch, watch);
                }
            }
            scratch.words = words;
        }
        overlap::choose(self, scratch, found, watch);
    }

    /// Has what is known of each word with which aliases may begin, and of it with the next one, fetched into the caches, all at once, where
    /// one after the other would have to be waited for. Nothing is decided here, and little is lost where it guesses wrong.
    #[inline(never)]
    fn fetch(&self, text: &[u8], words: &Words, hashes: &mut Vec<u64>) {
        hashes.clear();
        for [start, end, next_end] in words.spans() {
            let rest = &text[start..];
            for end in [end, next_end] {
                hashes.push(self.prefixes.hash(rest, (end - start).min(SEEN)));
                if matches!(text[end - 1], b's' | b'S') {
                    hashes.push(self.prefixes.hash(rest, (end - start - 1).min(SEEN)));
                }
            }
        }
        let slots = hashes.iter().fold(0, |all, hash| all ^ self.prefixes.guess(*hash));
        let records = hashes.iter().fold(0, |all, hash| all ^ self.records.touch(self.prefixes.guess(*hash)));
        std::hint::black_box((slots, records));
    }

    /// Whether a mention may begin at a character.
    fn may_begin(&self, text: &str, from: usize, at: usize) -> bool {
        let Some(unit) = step(text, at, Case::Lower) else { return false };
        let Some(first) = unit.bytes().first() else { return false };
        let fits = first.is_ascii_alphanumeric() || self.heads.admits_mark(*first);
        fits && !(text[at..].starts_with(is_word_char) && is_in_word(text, from, at))
    }

    /// Keeps every alias that begins at `start`, ends a word and fits in case. `text` may go on after the sentence.
    fn look(&self, text: &str, sentence: Span, start: usize, scratch: &mut Scratch, watch: &mut impl Watch) {
        let limited = &text[..sentence.end];
        let bytes = text.as_bytes();
        let mut few = Few::default();
        if bytes[start].is_ascii() {
            let (rest, len) = (&bytes[start..], sentence.end - start);
            if self.begin(&Window::plain::<{ SHORT / LANES }>(rest, len), Some, &mut few) {
                return self.judge_all(limited, sentence, start, &few, scratch, watch);
            }
        } else if !self.may_begin(limited, sentence.start, start) {
            return;
        }
        let mut folding = Folding::new(limited, start);
        folding.fold(LETTERS + 1);
        if folding.head().is_some_and(|head| !self.heads.begins_any(head)) {
            return;
        }
        for seen in [SHORT, SEEN] {
            folding.fold(seen);
            few.clear();
            if self.begin(&folding.window(), |len| folding.in_text(len), &mut few) {
                return self.judge_all(limited, sentence, start, &few, scratch, watch);
            }
        }
        self.walk(limited, sentence, start, scratch, watch);
    }

    /// Finds the aliases that a window begins with and that end where a word may, and tells whether those are all. `in_text` tells how
    /// much of the text so many bytes of the window are.
    #[inline]
    fn begin(&self, window: &Window, in_text: impl Fn(usize) -> Option<usize>, few: &mut Few) -> bool {
        let mut add = |len: usize, form: Option<Place>| {
            let Some(form) = form.filter(|form| self.records.text(*form) == &window.folded()[..len]) else { return true };
            in_text(len).is_none_or(|in_text| few.push(Found { len: in_text, form, capitals: window.capitals(len) }))
        };
        let (mut ends, all_know) = window.ends();
        let mut before = 0;
        while ends != 0 {
            let last = ends.trailing_zeros() as usize;
            ends &= ends - 1;
            if window.is_final_s(last) && last > before {
                let stem = self.prefixes.look(window.folded(), last);
                if !add(last, stem.and_then(|stem| stem.own())) {
                    return false;
                }
            }
            before = last + 1;
            match self.prefixes.look(window.folded(), before) {
                Some(prefix) => {
                    if !add(before, prefix.own()) {
                        return false;
                    }
                    if all_know >> last & 1 != 0 && !prefix.goes_on() {
                        return true;
                    }
                }
                None if all_know >> last & 1 != 0 => return true,
                None => {}
            }
        }
        window.is_whole()
    }

    fn judge_all(&self, text: &str, sentence: Span, start: usize, few: &Few, scratch: &mut Scratch, watch: &mut impl Watch) {
        for found in few.as_slice() {
            let span = Span::new(start, start + found.len);
            self.judge(text, sentence, span, found.form, found.capitals, scratch, watch);
        }
    }

    /// Walks an automaton from the word start at `start` and keeps every alias that ends a word and fits in case.
    fn walk(&self, text: &str, sentence: Span, start: usize, scratch: &mut Scratch, watch: &mut impl Watch) {
        let bytes = text.as_bytes();
        let mut walk = self.automata.walk(&self.records);
        let mut at = start;
        if text[start..].starts_with(char::is_whitespace) || step(text, at, Case::Lower).is_none_or(|unit| unit.bytes().is_empty()) {
            return;
        }
        while let Some(&byte) = bytes.get(at) {
            // Most of a name is plain letters, which need no more than to be made lower case.
            if byte.is_ascii_alphanumeric() && bytes.get(at + 1).is_none_or(u8::is_ascii) {
                if !walk.step(byte.to_ascii_lowercase()) {
                    return;
                }
                at += 1;
            } else {
                let Some(unit) = step(text, at, Case::Lower) else { return };
                if !unit.bytes().iter().all(|byte| walk.step(*byte)) {
                    return;
                }
                at = unit.next;
                if unit.bytes().is_empty() {
                    // A soft hyphen after a name folds to nothing and is no part of it.
                    continue;
                }
            }
            if let Some(form) = walk.form() {
                self.judge(text, sentence, Span::new(start, at), form, None, scratch, watch);
            }
        }
    }
}

/// Bytes of a text that are looked at first. Few names are longer.
const SHORT: usize = 32;

/// An alias that a text begins with.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    /// Bytes of the text.
    len: usize,
    form: Place,
    /// Which of its letters are capitals, where that is known.
    capitals: Option<u32>,
}

/// Most aliases that one text begins with and that are kept.
const FEW: usize = 8;

/// The aliases that a text begins with, the shortest first.
#[derive(Debug, Default)]
struct Few {
    list: [Found; FEW],
    len: usize,
}

impl Few {
    fn as_slice(&self) -> &[Found] {
        &self.list[..self.len]
    }

    fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds one, and tells whether there was room.
    fn push(&mut self, found: Found) -> bool {
        let Some(place) = self.list.get_mut(self.len) else { return false };
        *place = found;
        self.len += 1;
        true
    }
}

/// Whether a letter or digit stands right before `at`, in a text that is looked at from `from` on.
fn is_in_word(text: &str, from: usize, at: usize) -> bool {
    match text.as_bytes()[from..at].last() {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || *byte == b'_',
        Some(_) => text[from..at].chars().rev().find(|c| !is_dropped(*c)).is_some_and(is_word_char),
    }
}
