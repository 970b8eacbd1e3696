//! Compiles the aliases of a gazetteer into one search.

use std::ops::Range;
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
    /// What is known of each pattern, and one more that tells where text and aliases of the last one end.
    records: Vec<Record>,
    aliases: Vec<AliasId>,
    /// The patterns that are titles, by their numbers.
    titles: FxHashMap<u32, u32>,
    pub(super) heads: Heads,
}

/// A pattern: a folded form, whoever bears it.
#[derive(Clone, Copy, Debug)]
struct Record {
    /// Where its text begins; it ends where that of the next pattern begins.
    text: u32,
    /// The first of its aliases; they go up to the first one of the next pattern. A pattern without any is a phrase that blocks or a title.
    first: u32,
    /// What all of its aliases say of case.
    spelling: Option<Spelling>,
    is_title: bool,
}

/// How an alias is spelt, where the folded form and a mask tell all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Its capitals, a bit for each letter.
    pub(super) capitals: u32,
    /// Which letters may differ.
    pub(super) case: CaseRule,
    /// Whether a genitive `s` may be written on to it.
    pub(super) takes_s: bool,
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
        let mut sorted: Vec<&[u8]> = Vec::with_capacity(patterns.list.len());
        let mut records = Vec::with_capacity(patterns.list.len() + 1);
        let mut end = 0;
        let mut titles = FxHashMap::default();
        let mut aliases: Vec<AliasId> = Vec::with_capacity(patterns.list.len());
        let number_of = |number: usize| u32::try_from(number).ok();
        let too_many = || MatcherError { aliases: gazetteer.alias_count() };
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
            if let Some(title) = title {
                titles.insert(number_of(records.len()).ok_or_else(too_many)?, title);
            }
            let mut spellings = same.iter().filter(|pattern| matches!(pattern.of, Bearer::Alias(_))).map(|pattern| pattern.spelling);
            let spelling = spellings.next().flatten().filter(|first| spellings.all(|other| other == Some(*first)));
            let record = |first, text, spelling| {
                Some(Record { first: number_of(first)?, text: number_of(text)?, spelling, is_title: title.is_some() })
            };
            records.push(record(first, end, spelling).ok_or_else(too_many)?);
            sorted.push(text(&same[0]));
            end += text(&same[0]).len();
        }
        let (first, text) = (number_of(aliases.len()), number_of(end));
        let (Some(first), Some(text)) = (first, text) else { return Err(too_many()) };
        records.push(Record { first, text, spelling: None, is_title: false });
        let automata = Automata::new(&sorted).ok_or_else(too_many)?;
        let prefixes = Prefixes::new(&sorted);
        Ok(Self { gazetteer, automata, prefixes, records, aliases, titles, heads })
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
            + self.prefixes.memory_usage()
            + self.heads.memory_usage()
            + self.aliases.len() * size_of::<AliasId>()
            + self.records.len() * size_of::<Record>()
    }

    /// The title that a pattern is.
    #[inline]
    pub(super) fn title_of(&self, pattern: u32) -> Option<u32> {
        if self.records[pattern as usize].is_title { self.titles.get(&pattern).copied() } else { None }
    }

    /// The folded form of a pattern.
    #[inline]
    pub(super) fn text_of(&self, pattern: u32) -> &[u8] {
        let at = pattern as usize;
        self.automata.text(self.records[at].text..self.records[at + 1].text)
    }

    /// Where the aliases of a pattern stand among all.
    #[inline]
    pub(super) fn places_of(&self, pattern: u32) -> Range<u32> {
        let at = pattern as usize;
        self.records[at].first..self.records[at + 1].first
    }

    /// Some of the aliases of patterns.
    #[inline]
    pub(super) fn aliases_at(&self, places: Range<u32>) -> &[AliasId] {
        &self.aliases[places.start as usize..places.end as usize]
    }

    /// How all aliases of a pattern are spelt, if that is one way.
    #[inline]
    pub(super) fn spelling_of(&self, pattern: u32) -> Option<Spelling> {
        self.records[pattern as usize].spelling
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
