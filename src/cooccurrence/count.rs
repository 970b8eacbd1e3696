//! The counts themselves.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::naming::{Naming, distinct, named};
use crate::cooccurrence::quote::{Quotes, Runs};
use crate::cooccurrence::window::frames;
use crate::cooccurrence::{Ambiguous, CountRules, EvidenceLimit, Gathered, Window};
use crate::date::Published;
use crate::id::ActorId;

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
    pub surfaces: BTreeMap<String, u64>,
}

/// What is counted of two actors that appear together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairCount {
    /// Windows that hold both.
    pub windows: u64,
    /// Distinct articles in which they share a window.
    pub articles: u64,
    /// The same with copies.
    pub articles_raw: u64,
    /// Day of the first and of the last such article, copies included, where known.
    pub days: Option<(Date, Date)>,
    /// The sentences that hold both.
    pub evidence: Gathered,
}

/// Counts over any number of pages.
///
/// Articles must be distinct or marked as copies before they are added; then the order of adding and merging does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooccurrences {
    rules: CountRules,
    /// By actor.
    pub actors: BTreeMap<ActorId, ActorCount>,
    /// By pair; the smaller number first.
    pub pairs: FxHashMap<(ActorId, ActorId), PairCount>,
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
        let (actors, pairs) = (BTreeMap::new(), FxHashMap::default());
        Self { rules, actors, pairs, windows: 0, articles: 0, articles_raw: 0, mentions: 0, left_out: 0 }
    }

    /// The window of these counts.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.rules.window
    }

    /// Adds an article of a page.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>, copied: Copied) {
        let (named, left_out) = named(article, &self.rules);
        self.articles_raw += 1;
        if copied == Copied::Copy {
            self.add_copy(page, article, &named);
            return;
        }
        self.articles += 1;
        self.left_out += left_out;
        self.add_mentions(page, article, &named);
        let mut paired: Vec<(ActorId, ActorId)> = Vec::new();
        let Self { rules, actors, pairs, windows, .. } = self;
        let mut quotes = Quotes::new(page, article, document, &named, rules);
        frames(page, article, rules, &named, |frame| {
            *windows += frame.times;
            // Most windows hold nobody or one actor alone.
            if let [] | [_] = frame.mentions {
                frame.mentions.iter().for_each(|naming| actors.entry(naming.actor).or_default().windows += frame.times);
                return;
            }
            let present = distinct(frame.mentions);
            for actor in &present {
                actors.entry(*actor).or_default().windows += frame.times;
            }
            let runs = Runs::new(frame.mentions);
            for (at, &one) in present.iter().enumerate() {
                for &other in &present[at + 1..] {
                    let pair = pairs.entry((one, other)).or_default();
                    pair.windows += frame.times;
                    paired.push((one, other));
                    quotes.give(&mut pair.evidence, (one, other), runs.of_pair(one, other), frame.times);
                }
            }
        });
        paired.sort_unstable();
        paired.dedup();
        let day = article.published.map(Published::day).map(|day| (day, day));
        for key in paired {
            if let Some(pair) = self.pairs.get_mut(&key) {
                pair.articles += 1;
                pair.articles_raw += 1;
                pair.days = joined(pair.days, day);
            }
        }
    }

    fn add_mentions(&mut self, page: &Annotated, article: &AnnotatedArticle, named: &[Naming]) {
        for naming in named {
            let count = self.actors.entry(naming.actor).or_default();
            let surface = composed(naming.span.of(page.page.text()));
            count.mentions += 1;
            self.mentions += 1;
            match count.surfaces.get_mut(surface.as_ref()) {
                Some(times) => *times += 1,
                None => {
                    count.surfaces.insert(surface.into_owned(), 1);
                }
            }
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
    pub fn merge(&mut self, other: Self) {
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
            for (surface, times) in theirs.surfaces {
                *ours.surfaces.entry(surface).or_default() += times;
            }
        }
        for (key, theirs) in other.pairs {
            let ours = self.pairs.entry(key).or_default();
            ours.windows += theirs.windows;
            ours.articles += theirs.articles;
            ours.articles_raw += theirs.articles_raw;
            ours.days = joined(ours.days, theirs.days);
            ours.evidence.merge(theirs.evidence, self.rules.evidence);
        }
    }
}

/// A surface form in composed Unicode on one line, so that one spelling is one form.
fn composed(surface: &str) -> Cow<'_, str> {
    if surface.is_ascii() && !surface.contains(|c: char| c.is_ascii_whitespace() && c != ' ') {
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
