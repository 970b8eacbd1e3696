//! The counts themselves.

use std::borrow::Cow;
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::Date;
use rustc_hash::FxBuildHasher;
use unicode_normalization::UnicodeNormalization;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::naming::{Naming, distinct, distinct_into, named};
use crate::cooccurrence::quote::{Quotes, Runs};
use crate::cooccurrence::shelf::{Moving, own, push, quoted};
use crate::cooccurrence::window::frames;
use crate::cooccurrence::{Ambiguous, CountRules, EvidenceLimit, Forms, Kept, Quote, Quoted, Window};
use crate::date::Published;
use crate::id::ActorId;
use crate::shelf::Shelf;
use crate::spool::{SpoolError, SpoolFile};

/// What is counted of one actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorCount {
    /// Mentions in distinct articles.
    pub mentions: u64,
    /// Windows that hold the actor.
    pub windows: u64,
    /// Distinct articles that hold the actor.
    pub articles: u64,
    /// The same with copies.
    pub articles_raw: u64,
    /// Day of the first and of the last article that holds the actor, copies included, where known.
    pub days: Option<(Date, Date)>,
    /// Surface forms, and how often each stands in distinct articles.
    pub surfaces: Forms,
}

/// What is counted of two actors that appear together.
#[derive(Clone, Debug, Default)]
pub struct PairCount {
    /// Windows that hold both.
    pub windows: u64,
    /// Distinct articles in which they share a window.
    pub articles: u64,
    /// The same with copies.
    pub articles_raw: u64,
    /// Day of the first and of the last such article, copies included, where known.
    pub days: Option<(Date, Date)>,
    /// The sentences that hold both; [`Cooccurrences::quotes`] reads them.
    pub evidence: Kept,
}

/// What is counted of actors, in no order.
pub type Actors = IndexMap<ActorId, ActorCount, FxBuildHasher>;

/// What is counted of pairs, in no order; the smaller number first in each.
pub type Pairs = IndexMap<(ActorId, ActorId), PairCount, FxBuildHasher>;

/// Counts over any number of pages.
///
/// Articles must be distinct or marked as copies before they are added; then the order of adding and merging does not matter. The sentences
/// behind pairs go to a temporary file where they are many, so that memory grows with the pairs alone.
#[derive(Clone, Debug)]
pub struct Cooccurrences {
    rules: CountRules,
    /// The sentences.
    shelf: Arc<Shelf>,
    /// By actor.
    pub actors: Actors,
    /// By pair.
    pub pairs: Pairs,
    /// Windows of distinct articles, with or without actors.
    pub windows: u64,
    /// Distinct articles.
    pub articles: u64,
    /// Articles with copies.
    pub articles_raw: u64,
    /// Mentions that mean an actor, in distinct articles.
    pub mentions: u64,
    /// Mentions of distinct articles that are left out because of their kind.
    pub left_out: u64,
}

/// Whether an article is new or a copy of one that was counted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It counts in full.
    New,
    /// Only the raw counts of articles grow, and the days widen.
    Copy,
}

impl Cooccurrences {
    /// No counts yet.
    #[must_use]
    pub fn new(window: Window, ambiguous: Ambiguous, limit: EvidenceLimit) -> Self {
        Self::with_rules(CountRules::new(window, ambiguous, limit))
    }

    /// No counts yet by these rules.
    #[must_use]
    pub fn with_rules(rules: CountRules) -> Self {
        let (shelf, actors, pairs) = (Arc::default(), Actors::default(), Pairs::default());
        Self { rules, shelf, actors, pairs, windows: 0, articles: 0, articles_raw: 0, mentions: 0, left_out: 0 }
    }

    /// The same, without sentences yet, that shares a file for these with others.
    pub(crate) fn on(mut self, file: SpoolFile) -> Self {
        self.shelf = Arc::new(Shelf::new(file));
        self
    }

    /// Where the sentences are.
    pub(crate) const fn shelf(&self) -> &Arc<Shelf> {
        &self.shelf
    }

    /// Reads the sentences of a pair.
    ///
    /// # Errors
    /// When they stand in a temporary file that cannot be read.
    pub fn quotes<'a>(&'a self, evidence: &'a Kept) -> impl Iterator<Item = Result<Quoted, SpoolError>> + 'a {
        evidence.items.iter().map(|item| quoted(&self.shelf, *item))
    }

    /// Adds a sentence that is known to stand behind so many windows of a pair, and counts nothing.
    pub(crate) fn keep(&mut self, pair: (ActorId, ActorId), quote: &Quote, windows: u64) -> Result<(), SpoolError> {
        let number = push(own(&mut self.shelf), quote.place(), &quote.record(), &mut Vec::new())?;
        self.pairs.entry(pair).or_default().evidence.insert(number, windows, &self.shelf);
        Ok(())
    }

    /// What was counted by these rules, of whose sentences no more are kept than they say.
    pub(crate) fn with_other_rules(mut self, rules: CountRules) -> Self {
        self.pairs.values_mut().for_each(|pair| pair.evidence.cut(rules.evidence));
        self.rules = rules;
        self
    }

    /// The window of these counts.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.rules.window
    }

    /// Adds an article of a page.
    ///
    /// # Errors
    /// When there is no room for the sentences, neither in memory nor in a temporary file.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>, copied: Copied) -> Result<(), SpoolError> {
        let (named, left_out) = named(article, &self.rules);
        self.articles_raw += 1;
        if copied == Copied::Copy {
            self.add_copy(page, article, &named);
            return Ok(());
        }
        self.articles += 1;
        self.left_out += left_out;
        self.add_mentions(page, article, &named);
        // Positions of the pairs of the article.
        let mut paired: Vec<usize> = Vec::new();
        let mut present: Vec<ActorId> = Vec::new();
        let Self { rules, shelf, actors, pairs, windows, .. } = self;
        let mut kept = Ok(());
        let mut quotes = Quotes::new(page, article, document, &named, rules);
        frames(page, article, rules, &named, |frame| {
            *windows += frame.times;
            // Most windows hold nobody or one actor alone.
            if let [] | [_] = frame.mentions {
                frame.mentions.iter().for_each(|naming| actors.entry(naming.actor).or_default().windows += frame.times);
                return;
            }
            distinct_into(frame.mentions, &mut present);
            for actor in &present {
                actors.entry(*actor).or_default().windows += frame.times;
            }
            let runs = Runs::new(frame.mentions);
            for (at, &one) in present.iter().enumerate() {
                for &other in &present[at + 1..] {
                    let entry = pairs.entry((one, other));
                    paired.push(entry.index());
                    let pair = entry.or_default();
                    pair.windows += frame.times;
                    if kept.is_ok() {
                        let run = runs.of_pair(one, other);
                        kept = pair.evidence.give(&mut quotes, shelf, (one, other), run, frame.times);
                    }
                }
            }
        });
        paired.sort_unstable();
        paired.dedup();
        let day = article.published.map(Published::day).map(|day| (day, day));
        for at in paired {
            if let Some((_, pair)) = self.pairs.get_index_mut(at) {
                pair.articles += 1;
                pair.articles_raw += 1;
                pair.days = joined(pair.days, day);
            }
        }
        kept
    }

    fn add_mentions(&mut self, page: &Annotated, article: &AnnotatedArticle, named: &[Naming]) {
        for naming in named {
            let count = self.actors.entry(naming.actor).or_default();
            let surface = composed(naming.span.of(page.page.text()));
            count.mentions += 1;
            self.mentions += 1;
            *count.surfaces.times_of(&surface) += 1;
        }
        let day = article.published.map(Published::day).map(|day| (day, day));
        for actor in distinct(named) {
            let count = self.actors.entry(actor).or_default();
            count.articles += 1;
            count.articles_raw += 1;
            count.days = joined(count.days, day);
        }
    }

    fn add_copy(&mut self, page: &Annotated, article: &AnnotatedArticle, named: &[Naming]) {
        let day = article.published.map(Published::day).map(|day| (day, day));
        for actor in distinct(named) {
            let count = self.actors.entry(actor).or_default();
            count.articles_raw += 1;
            count.days = joined(count.days, day);
        }
        let mut paired = Vec::new();
        frames(page, article, &self.rules, named, |frame| {
            let present = distinct(frame.mentions);
            for (at, &one) in present.iter().enumerate() {
                paired.extend(present[at + 1..].iter().map(|other| (one, *other)));
            }
        });
        paired.sort_unstable();
        paired.dedup();
        for key in paired {
            let pair = self.pairs.entry(key).or_default();
            pair.articles_raw += 1;
            pair.days = joined(pair.days, day);
        }
    }

    /// Adds the counts of another part. Both must count the same window, and no distinct article may be in both.
    ///
    /// # Errors
    /// When the sentences cannot be read from a temporary file or written to one.
    pub fn merge(&mut self, other: Self) -> Result<(), SpoolError> {
        self.windows += other.windows;
        self.articles += other.articles;
        self.articles_raw += other.articles_raw;
        self.mentions += other.mentions;
        self.left_out += other.left_out;
        for (actor, theirs) in other.actors {
            let ours = self.actors.entry(actor).or_default();
            ours.mentions += theirs.mentions;
            ours.windows += theirs.windows;
            ours.articles += theirs.articles;
            ours.articles_raw += theirs.articles_raw;
            ours.days = joined(ours.days, theirs.days);
            for (surface, times) in theirs.surfaces.sorted() {
                *ours.surfaces.times_of(surface) += times;
            }
        }
        let mut moving = Moving::new(&other.shelf, own(&mut self.shelf));
        for (key, theirs) in other.pairs {
            let ours = self.pairs.entry(key).or_default();
            ours.windows += theirs.windows;
            ours.articles += theirs.articles;
            ours.articles_raw += theirs.articles_raw;
            ours.days = joined(ours.days, theirs.days);
            moving.merge(&mut ours.evidence, &theirs.evidence, self.rules.evidence)?;
        }
        Ok(())
    }
}

/// Counts are equal if they count the same and keep the same sentences. What cannot be read equals nothing.
impl PartialEq for Cooccurrences {
    fn eq(&self, other: &Self) -> bool {
        let totals = |counts: &Self| [counts.windows, counts.articles, counts.articles_raw, counts.mentions, counts.left_out];
        let counts = |pair: &PairCount| (pair.windows, pair.articles, pair.articles_raw, pair.days, pair.evidence.total);
        let is_same = |key: &(ActorId, ActorId), ours: &PairCount| {
            other.pairs.get(key).is_some_and(|theirs| {
                counts(ours) == counts(theirs) && ours.evidence.len() == theirs.evidence.len() && {
                    let both = self.quotes(&ours.evidence).zip(other.quotes(&theirs.evidence));
                    both.into_iter().all(|both| matches!(both, (Ok(one), Ok(other)) if one == other))
                }
            })
        };
        let is_alike = (&self.rules, &self.actors, totals(self)) == (&other.rules, &other.actors, totals(other));
        is_alike && self.pairs.len() == other.pairs.len() && self.pairs.iter().all(|(key, pair)| is_same(key, pair))
    }
}

impl Eq for Cooccurrences {}

/// A surface form in composed Unicode on one line, so that one spelling is one form.
fn composed(surface: &str) -> Cow<'_, str> {
    // Before this character none joins the one before it.
    const JOINING: char = '\u{300}';
    let is_in_line = |c: char| c == ' ' || !c.is_whitespace();
    let is_plain = surface.is_ascii() || surface.chars().all(|c| c < JOINING);
    if is_plain && surface.chars().all(is_in_line) && surface.split(' ').all(|word| !word.is_empty()) {
        return Cow::Borrowed(surface);
    }
    let words: Vec<&str> = surface.split_whitespace().collect();
    Cow::Owned(words.join(" ").nfc().collect())
}

fn joined(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some((first, last)), Some((from, until))) => Some((first.min(from), last.max(until))),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_composed_whatever_it_is_made_of() {
        for c in (0x80..=0x2_FFFF).filter_map(char::from_u32) {
            for surface in [format!("e{c}"), format!("é {c}a"), format!("{c}  é")] {
                let expected: String = surface.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
                assert_eq!(composed(&surface), expected, "{surface:?}");
            }
        }
        for (surface, expected) in
            [("Xi\nJinping", "Xi Jinping"), ("Xi Jinping", "Xi Jinping"), ("Xi  Jinping", "Xi Jinping"), ("e\u{301}", "é")]
        {
            assert_eq!(composed(surface), expected);
        }
    }
}
