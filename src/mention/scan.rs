//! The scan of a sentence: word starts, the walk of an automaton, boundary and case.

use crate::fold::{Case, fold_keeping_case, is_dropped, is_word_char, same_keeping_case, step};
use crate::gazetteer::CaseRule;
use crate::id::AliasId;
use crate::mention::automata::Few;
use crate::mention::block::{BLOCK, Block, SEEN};
use crate::mention::boundary::{End, begins_word, end_of, takes_genitive_s};
use crate::mention::watch::{Refusal, Watch};
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
        let mut before = 0;
        let mut at = sentence.start;
        while at < limited.len() {
            let (block, letters) = self.candidates(&text.as_bytes()[at..], limited.len() - at, before, W::LISTENS);
            let mut rest = block;
            while rest != 0 {
                let candidate = at + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                match self.beginning(limited, sentence.start, candidate) {
                    Beginning::None => {}
                    Beginning::Word if !W::LISTENS => self.look(text, sentence, candidate, scratch, watch),
                    Beginning::Word | Beginning::Any => self.walk(limited, sentence, candidate, scratch, watch),
                }
            }
            before = letters >> (BLOCK - 1) & 1;
            at += BLOCK;
        }
        overlap::choose(self, scratch, found, watch);
    }

    /// Where mentions may begin in the block that a text begins with, a bit for each byte, and which of its bytes are ASCII letters and
    /// digits. The sentence ends after `len` bytes. `before` is 1 if the byte before is such a letter. Most words are passed over here,
    /// unless `all` are asked for.
    #[inline]
    fn candidates(&self, bytes: &[u8], len: usize, before: u64, all: bool) -> (u64, u64) {
        const IN_BLOCK: u64 = (1 << BLOCK) - 1;
        let mut padded = [b' '; SEEN];
        let window = bytes.first_chunk().unwrap_or_else(|| {
            padded[..bytes.len()].copy_from_slice(bytes);
            &padded
        });
        let block = Block::of(window).until(len);
        let starts = block.letters & !(block.letters << 1 | before) & IN_BLOCK;
        let mut found = if all { starts } else { starts & block.joined() };
        let mut words = starts;
        while words != 0 {
            let bit = words.trailing_zeros();
            words &= words - 1;
            found |= self.heads.admit(window, &block, bit) << bit;
        }
        found |= block.leads & IN_BLOCK;
        if self.heads.has_marks() {
            let mut marks = !(block.letters | block.white | block.wide) & IN_BLOCK;
            while marks != 0 {
                let bit = marks.trailing_zeros() as usize;
                marks &= marks - 1;
                found |= u64::from(self.heads.admits_mark(window[bit])) << bit;
            }
        }
        (found, block.letters)
    }

    /// With what a mention may begin at a character.
    fn beginning(&self, text: &str, from: usize, at: usize) -> Beginning {
        if text.as_bytes()[at].is_ascii_alphanumeric() {
            return if is_in_word(text, from, at) { Beginning::None } else { Beginning::Word };
        }
        let Some(unit) = step(text, at, Case::Lower) else { return Beginning::None };
        let Some(first) = unit.bytes().first() else { return Beginning::None };
        let fits = first.is_ascii_alphanumeric() || self.heads.admits_mark(*first);
        if fits && !(text[at..].starts_with(is_word_char) && is_in_word(text, from, at)) { Beginning::Any } else { Beginning::None }
    }

    /// Keeps every alias that begins at `start` with an ASCII letter or digit, ends a word and fits in case. `text` may go on after the
    /// sentence.
    fn look(&self, text: &str, sentence: Span, start: usize, scratch: &mut Scratch, watch: &mut impl Watch) {
        let mut few = Few::default();
        let limited = &text[..sentence.end];
        if !self.automata.begin(&text.as_bytes()[start..], sentence.end - start, &mut few) {
            return self.walk(limited, sentence, start, scratch, watch);
        }
        for (len, pattern) in few.iter() {
            self.judge(limited, sentence, Span::new(start, start + len), pattern, scratch, watch);
        }
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

/// What a mention may begin with.
enum Beginning {
    /// None begins here.
    None,
    /// A word of ASCII letters and digits.
    Word,
    /// Anything that folds to the beginning of an alias.
    Any,
}

/// Whether a letter or digit stands right before `at`, in a text that is looked at from `from` on.
fn is_in_word(text: &str, from: usize, at: usize) -> bool {
    match text.as_bytes()[from..at].last() {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || *byte == b'_',
        Some(_) => text[from..at].chars().rev().find(|c| !is_dropped(*c)).is_some_and(is_word_char),
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
    surface == alias || same_keeping_case(surface, alias) || (alias.contains('-') && same_keeping_case(surface, &alias.replace('-', " ")))
}

fn is_upper_of(surface: &str, alias: &str) -> bool {
    !surface.chars().any(char::is_lowercase) && same_letters(surface, &alias.to_uppercase())
}
