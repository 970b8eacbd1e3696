//! The scan of a sentence: word starts, the walk of an automaton, boundary and case.

use crate::fold::{Case, fold_keeping_case, is_dropped, is_word_char, same_keeping_case, step};
use crate::gazetteer::CaseRule;
use crate::id::AliasId;
use crate::mention::block::{BLOCK, Block};
use crate::mention::boundary::{End, begins_word, end_of, takes_genitive_s};
use crate::mention::watch::{Refusal, Watch};
use crate::mention::word::Word;
use crate::mention::{Form, Matcher, Mentions, capitals, overlap};
use crate::span::Span;

/// Memory that searches reuse; one a thread.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pub(super) hits: Vec<Hit>,
    pub(super) aliases: Vec<AliasId>,
    pub(super) order: Vec<u32>,
    pub(super) winners: Vec<u32>,
    pub(super) titles: Vec<(Span, u32)>,
    /// Whether the sentence is in capitals, once a name has asked.
    pub(super) capitals: Option<Option<bool>>,
}

impl Scratch {
    /// The title nouns of the last sentence that was searched, with their numbers in the gazetteer's list of titles.
    pub(crate) fn titles(&self) -> &[(Span, u32)] {
        &self.titles
    }
}

/// A pattern found at a span, with those of its aliases whose case and ending fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) form: Form,
    pub(super) first: u32,
    pub(super) count: u32,
    pub(super) blocks: bool,
}

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
        let bytes = limited.as_bytes();
        let mut candidates = [0; BLOCK];
        let mut before = 0;
        let mut block = Block::at(bytes, sentence.start);
        let mut at = sentence.start;
        while at < bytes.len() {
            let next = Block::at(bytes, at + BLOCK);
            let starts = block.letters & !(block.letters << 1 | before);
            let count = self.candidates(bytes, at, starts | block.marks, [block, next], W::LISTENS, &mut candidates);
            for &candidate in &candidates[..count] {
                if self.may_begin(limited, sentence.start, candidate, W::LISTENS) {
                    self.walk(limited, sentence, candidate, scratch, watch);
                }
            }
            before = block.letters >> (BLOCK - 1);
            block = next;
            at += BLOCK;
        }
        overlap::choose(self, scratch, found, watch);
    }

    /// Where mentions may begin among the word starts and marks of a block at `base`, most of which are passed over here.
    fn candidates(
        &self,
        bytes: &[u8],
        base: usize,
        starts: u64,
        [block, next]: [Block; 2],
        all: bool,
        found: &mut [usize; BLOCK],
    ) -> usize {
        let both = |block: u64, next: u64| u128::from(next) << BLOCK | u128::from(block);
        let (letters, joiners) = (both(block.letters, next.letters), both(block.joiners, next.joiners));
        let mut rest = starts;
        let mut count = 0;
        while rest != 0 {
            let bit = rest.trailing_zeros();
            rest &= rest - 1;
            let at = base + bit as usize;
            let run = (letters >> bit).trailing_ones().min(u64::BITS);
            let word = Word::new(bytes, at, run as usize);
            let goes_on = joiners >> (bit + run) & 1 != 0;
            // Without a branch: whether a word can begin an alias cannot be predicted.
            let is_word = run > 0 && (self.gate.may_admit(&word, bytes[at].is_ascii_lowercase()) | goes_on | all);
            found[count] = at;
            count += usize::from(is_word | self.gate.admits_mark(bytes[at]));
        }
        count
    }

    /// Whether a mention may begin at a character, all things considered.
    fn may_begin(&self, text: &str, from: usize, at: usize, all: bool) -> bool {
        let bytes = text.as_bytes();
        let byte = bytes[at];
        let is_in_word = || text[from..at].chars().rev().find(|c| !is_dropped(*c)).is_some_and(is_word_char);
        if byte.is_ascii_alphanumeric() {
            let fits = all || self.gate.admits(bytes, at, &Word::at(bytes, at), byte.is_ascii_lowercase());
            return fits && !is_in_word();
        }
        let Some(c) = text[at..].chars().next() else { return false };
        let is_word = if is_dropped(c) { true } else { is_word_char(c) };
        !(is_word && is_in_word())
    }

    /// Walks an automaton from the word start at `start` and keeps every alias that ends a word and fits in case.
    fn walk(&self, text: &str, sentence: Span, start: usize, scratch: &mut Scratch, watch: &mut impl Watch) {
        let bytes = text.as_bytes();
        let mut walk = self.automata.walk();
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
            if let Some(pattern) = walk.string() {
                self.judge(text, sentence, Span::new(start, at), pattern, scratch, watch);
            }
        }
    }

    /// Tests the boundary and the case of a pattern found at `span`.
    fn judge(&self, text: &str, sentence: Span, span: Span, pattern: u32, scratch: &mut Scratch, watch: &mut impl Watch) {
        let end = end_of(text, span.end);
        let aliases = self.aliases_of(pattern);
        if !begins_word(text, span.start) && text[span.start..].starts_with(is_word_char) {
            return;
        }
        let title = self.title_of(pattern);
        if let Some(title) = title.filter(|_| end != End::Inside) {
            scratch.titles.push((span, title));
        }
        if aliases.is_empty() && title.is_some() {
            return;
        }
        if aliases.is_empty() {
            // `in het Russisch` is a language, `in het Russisch-Oekraïense conflict` is none.
            if end == End::Word && !text[span.end..].starts_with(['-', '‑']) {
                scratch.hits.push(Hit { span, form: Form::AsListed, first: 0, count: 0, blocks: true });
            }
            return;
        }
        let surface = span.of(text);
        let first = scratch.aliases.len();
        let mut form = Form::Capitals;
        let mut in_capitals = None;
        for &id in aliases {
            let alias = self.gazetteer.alias(id);
            let ends = end == End::Word || (end == End::Genitive && takes_genitive_s(&alias));
            if !ends {
                // That `boeken` begins as `BoE` does is no news to anyone.
                if fits_case(surface, alias.text, alias.case).is_some() {
                    watch.refused(span, id, Refusal::InsideWord);
                }
                continue;
            }
            let fits = fits_case(surface, alias.text, alias.case).or_else(|| {
                let around = *in_capitals.get_or_insert_with(|| {
                    capitals::surround(text, sentence, span, *scratch.capitals.get_or_insert_with(|| capitals::fill(sentence.of(text))))
                });
                (around && is_upper_of(surface, alias.text)).then_some(Form::Capitals)
            });
            match fits {
                Some(how) => {
                    form = form.min(how);
                    scratch.aliases.push(id);
                }
                None => watch.refused(span, id, Refusal::Case(alias.case)),
            }
        }
        let count = scratch.aliases.len() - first;
        if count > 0
            && let (Ok(first), Ok(count)) = (u32::try_from(first), u32::try_from(count))
        {
            scratch.hits.push(Hit { span, form, first, count, blocks: false });
        }
    }
}

/// Whether a surface form has its letters in the case that the rule asks for.
fn fits_case(surface: &str, alias: &str, rule: CaseRule) -> Option<Form> {
    if same_letters(surface, alias) {
        return Some(Form::AsListed);
    }
    match rule {
        CaseRule::Exact => None,
        CaseRule::Fold => Some(Form::Folded),
        CaseRule::FoldFirst => {
            let (surface, alias) = (fold_keeping_case(surface), fold_keeping_case(alias));
            let rest = |text: &str| text.chars().next().map_or(0, char::len_utf8);
            same_letters(&surface[rest(&surface)..], &alias[rest(&alias)..]).then_some(Form::Folded)
        }
    }
}

/// Equal but for diacritics and the kinds of hyphens, spaces and apostrophes.
fn same_letters(surface: &str, alias: &str) -> bool {
    same_keeping_case(surface, alias) || (alias.contains('-') && same_keeping_case(surface, &alias.replace('-', " ")))
}

fn is_upper_of(surface: &str, alias: &str) -> bool {
    !surface.chars().any(char::is_lowercase) && same_letters(surface, &alias.to_uppercase())
}
