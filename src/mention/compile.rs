//! Compiles the aliases of a gazetteer into one search.

use std::sync::Arc;

use crate::fold::{Case, fold_into};
use crate::gazetteer::{CaseRule, ContextRole, Gazetteer};
use crate::id::AliasId;
use crate::mention::automata::Automata;
use crate::mention::head::{Cases, Heads};

/// The aliases of a gazetteer could not be compiled.
#[derive(Debug, thiserror::Error)]
#[error("{aliases} aliases are too many for one search; give fewer gazetteers at once")]
pub struct MatcherError {
    aliases: usize,
}

/// Finds the aliases of a gazetteer in sentences. Immutable: threads share one, each with its own [`Scratch`](crate::Scratch).
///
/// Aliases are held once, in folded form and sorted, and are looked for at word starts only. Plain text is compared as it stands; other
/// text is folded as an Aho-Corasick automaton is walked, so that offsets are those of the text as given.
#[derive(Clone, Debug)]
pub struct Matcher {
    pub(super) gazetteer: Arc<Gazetteer>,
    pub(super) automata: Automata,
    /// Aliases of each pattern: those from one offset up to the next. A pattern without any is a phrase that blocks.
    offsets: Vec<u32>,
    aliases: Vec<AliasId>,
    /// The title that each pattern is, if it is one.
    titles: Vec<Option<u32>>,
    pub(super) heads: Heads,
}

/// Folded forms on their way into the automata.
#[derive(Default)]
struct Patterns {
    texts: String,
    list: Vec<Pattern>,
}

/// A folded form, and whose it is.
struct Pattern {
    /// Its first bytes as a number, which settles most of sorting.
    head: u64,
    start: usize,
    len: u32,
    cases: Cases,
    of: Bearer,
}

/// What a folded form is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bearer {
    /// A phrase that blocks.
    Phrase,
    /// A title, by its number.
    Title(u32),
    /// An alias.
    Alias(AliasId),
}

impl Patterns {
    /// Adds what has been folded to the end of the texts from `start` on.
    fn add(&mut self, start: usize, of: Bearer, cases: Cases) {
        let folded = &self.texts.as_bytes()[start..];
        let mut head = [0; 8];
        head.iter_mut().zip(folded).for_each(|(to, from)| *to = *from);
        let Ok(len) = u32::try_from(folded.len()) else { return };
        self.list.push(Pattern { head: u64::from_be_bytes(head), start, len, cases, of });
    }
}

impl Matcher {
    /// Compiles the aliases of `gazetteer`.
    ///
    /// # Errors
    /// When there are more aliases than can be numbered.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Result<Self, MatcherError> {
        let mut patterns = patterns(&gazetteer);
        let text = |pattern: &Pattern| &patterns.texts.as_bytes()[pattern.start..][..pattern.len as usize];
        patterns.list.sort_unstable_by(|a, b| a.head.cmp(&b.head).then_with(|| text(a).cmp(text(b))).then(a.of.cmp(&b.of)));
        let mut heads = Heads::new(patterns.list.len());
        let mut sorted: Vec<&[u8]> = Vec::with_capacity(patterns.list.len());
        let mut offsets = vec![0];
        let mut titles = Vec::with_capacity(patterns.list.len());
        let mut aliases: Vec<AliasId> = Vec::with_capacity(patterns.list.len());
        for same in patterns.list.chunk_by(|a, b| text(a) == text(b)) {
            same.iter().for_each(|pattern| heads.add(text(pattern), pattern.cases));
            let first = aliases.len();
            let mut title = None;
            for pattern in same {
                match pattern.of {
                    // Two forms of one alias can fold to one text.
                    Bearer::Alias(id) if aliases[first..].last() != Some(&id) => aliases.push(id),
                    Bearer::Title(number) if title.is_none() => title = Some(number),
                    _ => {}
                }
            }
            offsets.push(u32::try_from(aliases.len()).unwrap_or(u32::MAX));
            titles.push(title);
            sorted.push(text(&same[0]));
        }
        let automata = Automata::new(&sorted).ok_or(MatcherError { aliases: gazetteer.alias_count() })?;
        Ok(Self { gazetteer, automata, offsets, aliases, titles, heads })
    }

    /// The gazetteer whose aliases these are.
    #[must_use]
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// Bytes of memory that the search takes, without the gazetteer.
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.automata.memory_usage()
            + self.heads.memory_usage()
            + self.aliases.len() * size_of::<AliasId>()
            + self.offsets.len() * size_of::<u32>()
    }

    pub(super) fn title_of(&self, pattern: u32) -> Option<u32> {
        self.titles[pattern as usize]
    }

    pub(super) fn aliases_of(&self, pattern: u32) -> &[AliasId] {
        let at = pattern as usize;
        &self.aliases[self.offsets[at] as usize..self.offsets[at + 1] as usize]
    }
}

/// The folded forms of all aliases, of the phrases that block, and of titles.
fn patterns(gazetteer: &Gazetteer) -> Patterns {
    let mut patterns = Patterns::default();
    patterns.list.reserve(gazetteer.alias_count() * 3 / 2);
    let mut kept = String::new();
    for (id, alias) in gazetteer.aliases() {
        let first_low = alias.case != CaseRule::Exact || alias.text.starts_with(char::is_lowercase);
        let start = patterns.texts.len();
        kept.clear();
        fold_into(alias.text, Case::Keep, &mut kept);
        if kept.is_ascii() {
            patterns.texts.push_str(&kept);
            patterns.texts[start..].make_ascii_lowercase();
        } else {
            fold_into(alias.text, Case::Lower, &mut patterns.texts);
        }
        let is_spaced = patterns.texts[start..].contains('-');
        let second_low = |kept: &str| alias.case == CaseRule::Fold || !second_is_capital(kept);
        patterns.add(start, Bearer::Alias(id), Cases { first_low, second_low: second_low(&kept) });
        if is_spaced {
            // `Noord Korea` is a common slip for `Noord-Korea`.
            let spaced = patterns.texts[start..].replace('-', " ");
            let start = patterns.texts.len();
            patterns.texts.push_str(&spaced);
            patterns.add(start, Bearer::Alias(id), Cases { first_low, second_low: second_low(&kept.replace('-', " ")) });
        }
    }
    for context in gazetteer.contexts().iter().filter(|context| context.role == ContextRole::Unrelated) {
        for phrase in context.words() {
            let start = patterns.texts.len();
            fold_into(phrase, Case::Lower, &mut patterns.texts);
            let folded = &patterns.texts[start..];
            if folded.len() > context.alias.len() && holds_words(folded, &context.alias) {
                patterns.add(start, Bearer::Phrase, Cases { first_low: phrase.starts_with(char::is_lowercase), second_low: true });
            } else {
                patterns.texts.truncate(start);
            }
        }
    }
    for (title, number) in gazetteer.titles().iter().zip(0..) {
        let start = patterns.texts.len();
        fold_into(&title.form, Case::Lower, &mut patterns.texts);
        patterns.add(start, Bearer::Title(number), Cases { first_low: true, second_low: true });
    }
    patterns
}

/// Whether the second word of a name whose case is kept begins with a capital.
fn second_is_capital(kept: &str) -> bool {
    let second = kept.split_once(|c: char| !c.is_ascii_alphanumeric()).and_then(|(_, rest)| rest.bytes().next());
    second.is_some_and(|byte| byte.is_ascii_uppercase())
}

/// Whether `phrase` holds `alias` as whole words.
pub(crate) fn holds_words(phrase: &str, alias: &str) -> bool {
    phrase.len() >= alias.len()
        && phrase.match_indices(alias).any(|(at, found)| {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !is_letter(phrase[..at].chars().next_back()) && !is_letter(phrase[at + found.len()..].chars().next())
        })
}
