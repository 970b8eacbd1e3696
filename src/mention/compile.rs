//! Compiles the aliases of a gazetteer into one search.

use std::sync::Arc;

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

use crate::fold::{Case, fold_into};
use crate::gazetteer::{CaseRule, ContextRole, Gazetteer};
use crate::id::AliasId;
use crate::mention::automata::Automata;
use crate::mention::boundary::takes_genitive_s;
use crate::mention::head::{Cases, Heads};
use crate::mention::prefix::Prefixes;
use crate::mention::records::{Place, Records, Spelling};
use crate::mention::window::MOST_CAPITALS;

/// The aliases of a gazetteer could not be compiled.
#[derive(Debug, thiserror::Error)]
#[error("{aliases} aliases are too many for one search; give fewer gazetteers at once")]
pub struct MatcherError {
    aliases: usize,
}

/// Finds the aliases of a gazetteer in sentences. Immutable: threads share one, each with its own [`Scratch`](crate::Scratch).
///
/// Aliases are held once, in folded form, and are looked for at word starts only, by their first word, their first two, and so on. Offsets are
/// those of the text as given.
#[derive(Clone, Debug)]
pub struct Matcher {
    pub(super) gazetteer: Arc<Gazetteer>,
    pub(super) automata: Automata,
    pub(super) prefixes: Prefixes,
    pub(super) records: Records,
    /// The forms that are titles, by their places, and the numbers of those.
    pub(super) titles: FxHashMap<Place, u32>,
    pub(super) heads: Heads,
}

/// Folded forms on their way into the records.
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
    spelling: Option<Spelling>,
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
    fn add(&mut self, start: usize, of: Bearer, cases: Cases, spelling: Option<Spelling>) {
        let folded = &self.texts.as_bytes()[start..];
        let mut head = [0; 8];
        head.iter_mut().zip(folded).for_each(|(to, from)| *to = *from);
        let Ok(len) = u32::try_from(folded.len()) else { return };
        self.list.push(Pattern { head: u64::from_be_bytes(head), start, len, cases, spelling, of });
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
        let mut records = Records::with_capacity(patterns.list.len(), patterns.texts.len());
        let mut titles = FxHashMap::default();
        let mut aliases: Vec<AliasId> = Vec::new();
        let too_many = || MatcherError { aliases: gazetteer.alias_count() };
        for same in patterns.list.chunk_by(|a, b| text(a) == text(b)) {
            same.iter().for_each(|pattern| heads.add(text(pattern), pattern.cases));
            aliases.clear();
            let mut title = None;
            for pattern in same {
                match pattern.of {
                    // Two forms of one alias can fold to one text.
                    Bearer::Alias(id) if aliases.last() != Some(&id) => aliases.push(id),
                    Bearer::Title(number) if title.is_none() => title = Some(number),
                    _ => {}
                }
            }
            let mut spellings = same.iter().filter(|pattern| matches!(pattern.of, Bearer::Alias(_))).map(|pattern| pattern.spelling);
            let spelling = spellings.next().flatten().filter(|first| spellings.all(|other| other == Some(*first)));
            let place = records.push(text(&same[0]), &aliases, spelling, title.is_some()).ok_or_else(too_many)?;
            if let Some(title) = title {
                titles.insert(place, title);
            }
        }
        // What is no longer needed makes room for the rest.
        drop(patterns);
        records.shrink();
        let (automata, prefixes) = (Automata::new(&records), Prefixes::new(&records));
        Ok(Self { gazetteer, automata, prefixes, records, titles, heads })
    }

    /// The gazetteer whose aliases these are.
    #[must_use]
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// Bytes of memory that the search takes, without the gazetteer.
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.automata.memory_usage() + self.prefixes.memory_usage() + self.heads.memory_usage() + self.records.memory_usage()
    }
}

/// The folded forms of all aliases, of the phrases that block, and of titles.
fn patterns(gazetteer: &Gazetteer) -> Patterns {
    let mut patterns = Patterns::default();
    patterns.list.reserve(gazetteer.alias_count() * 5 / 4);
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
        let takes_s = takes_genitive_s(&alias);
        let cases = |kept: &str| {
            let [second_low, third_low] = [1, 2].map(|word| alias.case == CaseRule::Fold || !is_capital(kept, word));
            Cases { first_low, second_low, third_low, takes_s }
        };
        let len = patterns.texts.len() - start;
        let spelling = (kept.is_ascii() && len <= MOST_CAPITALS).then(|| {
            let capitals = kept.bytes().rev().fold(0, |capitals, byte| capitals << 1 | u32::from(byte.is_ascii_uppercase()));
            Spelling { capitals, case: alias.case, takes_s }
        });
        patterns.add(start, Bearer::Alias(id), cases(&kept), spelling);
        if is_spaced {
            // `Noord Korea` is a common slip for `Noord-Korea`.
            let spaced = patterns.texts[start..].replace('-', " ");
            let start = patterns.texts.len();
            patterns.texts.push_str(&spaced);
            patterns.add(start, Bearer::Alias(id), cases(&kept.replace('-', " ")), spelling);
        }
    }
    for context in gazetteer.contexts().iter().filter(|context| context.role == ContextRole::Unrelated) {
        for phrase in context.words() {
            let start = patterns.texts.len();
            fold_into(phrase, Case::Lower, &mut patterns.texts);
            let folded = &patterns.texts[start..];
            if folded.len() > context.alias.len() && holds_words(folded, &context.alias) {
                patterns.add(
                    start,
                    Bearer::Phrase,
                    Cases { first_low: phrase.starts_with(char::is_lowercase), second_low: true, third_low: true, takes_s: true },
                    None,
                );
            } else {
                patterns.texts.truncate(start);
            }
        }
    }
    for (title, number) in gazetteer.titles().iter().zip(0..) {
        let start = patterns.texts.len();
        fold_into(&title.form, Case::Lower, &mut patterns.texts);
        patterns.add(start, Bearer::Title(number), Cases { first_low: true, second_low: true, third_low: true, takes_s: true }, None);
    }
    patterns
}

/// Whether a word of a name whose case is kept begins with a capital. Words are what single characters that are no ASCII letters separate.
fn is_capital(kept: &str, word: usize) -> bool {
    kept.split(|c: char| !c.is_ascii_alphanumeric()).nth(word).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether `phrase` holds `alias` as whole words.
pub(crate) fn holds_words(phrase: &str, alias: &str) -> bool {
    finds_words(&Finder::new(alias), phrase)
}

/// Whether a text holds what `sought` searches, as whole words.
pub(crate) fn finds_words(sought: &Finder<'_>, text: &str) -> bool {
    sought.find_iter(text.as_bytes()).any(|at| {
        let (before, after) = (text.get(..at), text.get(at + sought.needle().len()..));
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(before.and_then(|before| before.chars().next_back())) && !is_letter(after.and_then(|after| after.chars().next()))
    })
}
