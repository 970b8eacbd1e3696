//! Compiles the aliases of a gazetteer into one Aho-Corasick automaton.

use std::sync::Arc;

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous;
use aho_corasick::{BuildError, MatchKind};
use rustc_hash::FxHashMap;

use crate::fold::fold;
use crate::gazetteer::{CaseRule, ContextRole, Gazetteer};
use crate::id::AliasId;
use crate::mention::gate::Gate;

/// The aliases of a gazetteer could not be compiled.
#[derive(Debug, thiserror::Error)]
#[error("{aliases} aliases are too many for one automaton ({source}); give fewer gazetteers at once")]
pub struct MatcherError {
    aliases: usize,
    source: BuildError,
}

/// Finds the aliases of a gazetteer in sentences. Immutable: threads share one, each with its own [`Scratch`](crate::Scratch).
///
/// The automaton holds each alias once, in folded form, and is walked from word starts only; the text is folded as the walk goes
/// along, so that offsets are those of the text as it stands.
#[derive(Clone, Debug)]
pub struct Matcher {
    pub(super) gazetteer: Arc<Gazetteer>,
    pub(super) automaton: contiguous::NFA,
    /// Aliases of each pattern: those from one offset up to the next. A pattern without any is a phrase that blocks.
    offsets: Vec<u32>,
    aliases: Vec<AliasId>,
    /// The title that each pattern is, if it is one.
    titles: Vec<Option<u32>>,
    pub(super) gate: Gate,
}

impl Matcher {
    /// Compiles the aliases of `gazetteer`.
    ///
    /// # Errors
    /// When there are more aliases than an automaton can hold.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Result<Self, MatcherError> {
        let mut patterns: Vec<String> = Vec::new();
        let mut aliases: Vec<Vec<AliasId>> = Vec::new();
        let mut by_text: FxHashMap<String, usize> = FxHashMap::default();
        let mut gate = Gate::new();
        let mut add = |folded: String, alias: Option<AliasId>, begins_low: bool| {
            gate.open(folded.as_bytes(), begins_low);
            let at = *by_text.entry(folded).or_insert_with_key(|folded| {
                patterns.push(folded.clone());
                aliases.push(Vec::new());
                patterns.len() - 1
            });
            if let Some(alias) = alias.filter(|alias| !aliases[at].contains(alias)) {
                aliases[at].push(alias);
            }
        };
        for (id, alias) in gazetteer.aliases() {
            let folded = fold(alias.text);
            let begins_low = alias.case != CaseRule::Exact || alias.text.starts_with(char::is_lowercase);
            if folded.contains('-') {
                // `Noord Korea` is a common slip for `Noord-Korea`.
                add(folded.replace('-', " "), Some(id), begins_low);
            }
            add(folded, Some(id), begins_low);
        }
        for context in gazetteer.contexts().iter().filter(|context| context.role == ContextRole::Unrelated) {
            for phrase in &context.words {
                let folded = fold(phrase);
                if folded.len() > context.alias.len() && holds_words(&folded, &context.alias) {
                    add(folded, None, phrase.starts_with(char::is_lowercase));
                }
            }
        }
        let mut titles = vec![None; patterns.len()];
        for (title, number) in gazetteer.titles().iter().zip(0..) {
            let folded = fold(&title.form);
            gate.open(folded.as_bytes(), true);
            match by_text.get(&folded) {
                Some(&at) => titles[at] = Some(number),
                None => {
                    by_text.insert(folded.clone(), patterns.len());
                    patterns.push(folded);
                    aliases.push(Vec::new());
                    titles.push(Some(number));
                }
            }
        }
        let automaton = contiguous::Builder::new()
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(&patterns)
            .map_err(|source| MatcherError { aliases: patterns.len(), source })?;
        let mut offsets = vec![0];
        let mut flat = Vec::with_capacity(gazetteer.alias_count());
        for mut list in aliases {
            list.sort_unstable();
            flat.extend(list);
            offsets.push(u32::try_from(flat.len()).unwrap_or(u32::MAX));
        }
        Ok(Self { gazetteer, automaton, offsets, aliases: flat, titles, gate })
    }

    /// The gazetteer whose aliases these are.
    #[must_use]
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// Bytes of memory that the automaton takes.
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.automaton.memory_usage() + self.aliases.len() * size_of::<AliasId>() + self.offsets.len() * size_of::<u32>()
    }

    pub(super) fn title_of(&self, pattern: u32) -> Option<u32> {
        self.titles[pattern as usize]
    }

    pub(super) fn aliases_of(&self, pattern: u32) -> &[AliasId] {
        let at = pattern as usize;
        &self.aliases[self.offsets[at] as usize..self.offsets[at + 1] as usize]
    }
}

/// Whether `phrase` holds `alias` as whole words.
pub(crate) fn holds_words(phrase: &str, alias: &str) -> bool {
    phrase.match_indices(alias).any(|(at, found)| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(phrase[..at].chars().next_back()) && !is_letter(phrase[at + found.len()..].chars().next())
    })
}
