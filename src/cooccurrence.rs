//! Counts of actors and of pairs of actors that share a window, with the sentences that hold them.
//!
//! Owns counting. A window never runs over the end of an article. Counts of parts can be merged in any order.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::id::ActorId;
use crate::position::{Positions, code_points};
use crate::resolve::Resolution;
use crate::span::Span;

/// How close two actors must stand to appear together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// In one sentence.
    Sentence,
    /// In a run of this many sentences of one article.
    Sentences(u32),
    /// In one paragraph.
    Paragraph,
    /// In one article.
    Article,
}

impl Window {
    /// Reads `sentence`, `sentences:3`, `paragraph` or `article`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "sentence" => Some(Self::Sentence),
            "paragraph" => Some(Self::Paragraph),
            "article" => Some(Self::Article),
            _ => text.strip_prefix("sentences:")?.parse().ok().filter(|n| *n > 0).map(Self::Sentences),
        }
    }
}

/// How a mention counts that may mean several actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    /// For none of them.
    Drop,
    /// For each of them.
    Keep,
}

/// How many sentences are kept as evidence for each pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceLimit {
    /// The first ones, in the order of document, article and sentence.
    First(usize),
    /// All.
    All,
}

/// A stretch of text that names actors, and where it stands. Pairs share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Path or record id of the document.
    pub document: Arc<str>,
    /// Number of the article on its page.
    pub article: u32,
    /// Number of its first sentence in the article.
    pub sentence: u32,
    /// Line on which it begins, from 1.
    pub line: usize,
    /// Day of the article, where known.
    pub date: Option<Date>,
    /// The text as it stands in the document.
    pub text: String,
    /// Where actors are named, in code points from the start of `text`.
    pub marks: Vec<(u32, u32, ActorId)>,
}

impl Quote {
    fn key(&self) -> (&str, u32, u32, usize) {
        (&self.document, self.article, self.sentence, self.text.len())
    }
}

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
    /// Day of the first and of the last such article, where known.
    pub days: Option<(Date, Date)>,
    /// The first places that hold both.
    pub evidence: Vec<Arc<Quote>>,
    /// How many such places there are.
    pub evidence_total: u64,
}

/// Counts over any number of pages.
///
/// Articles must be distinct or marked as copies before they are added; then the order of adding and merging does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooccurrences {
    window: Window,
    ambiguous: Ambiguous,
    limit: EvidenceLimit,
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
}

/// Whether an article is new or a copy of one that was counted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It counts in full.
    New,
    /// Only the raw counts of articles grow.
    Copy,
}

impl Cooccurrences {
    /// No counts yet.
    #[must_use]
    pub fn new(window: Window, ambiguous: Ambiguous, limit: EvidenceLimit) -> Self {
        let (actors, pairs) = (BTreeMap::new(), FxHashMap::default());
        Self { window, ambiguous, limit, actors, pairs, windows: 0, articles: 0, articles_raw: 0, mentions: 0 }
    }

    /// The window of these counts.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.window
    }

    /// Adds an article of a page.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>, copied: Copied) {
        let named = self.named(article);
        self.articles_raw += 1;
        if copied == Copied::Copy {
            self.add_copy(article, &named);
            return;
        }
        self.articles += 1;
        let positions = Positions::new(page.page.text());
        for (span, actor) in named.iter().flat_map(|sentence| sentence.iter()) {
            let count = self.actors.entry(*actor).or_default();
            let surface = span.of(page.page.text());
            count.mentions += 1;
            self.mentions += 1;
            match count.surfaces.get_mut(surface) {
                Some(times) => *times += 1,
                None => {
                    count.surfaces.insert(surface.to_owned(), 1);
                }
            }
        }
        for actor in distinct(named.iter().flatten()) {
            let count = self.actors.entry(actor).or_default();
            count.articles += 1;
            count.articles_raw += 1;
        }
        let mut paired: Vec<(ActorId, ActorId)> = Vec::new();
        let mut quotes: Quotes<'_> = Quotes { page, article, document, positions, named: &named, made: BTreeMap::new() };
        for window in windows(article, self.window) {
            self.windows += 1;
            let present = distinct(named[window.clone()].iter().flatten());
            for actor in &present {
                self.actors.entry(*actor).or_default().windows += 1;
            }
            for (at, &one) in present.iter().enumerate() {
                for &other in &present[at + 1..] {
                    let pair = self.pairs.entry((one, other)).or_default();
                    pair.windows += 1;
                    paired.push((one, other));
                    quotes.give(pair, one, other, window.clone(), self.limit);
                }
            }
        }
        paired.sort_unstable();
        paired.dedup();
        let day = article.published.map(crate::date::Published::day);
        for key in paired {
            if let Some(pair) = self.pairs.get_mut(&key) {
                pair.articles += 1;
                pair.articles_raw += 1;
                pair.days = joined(pair.days, day.map(|day| (day, day)));
            }
        }
    }

    fn add_copy(&mut self, article: &AnnotatedArticle, named: &[Vec<(Span, ActorId)>]) {
        for actor in distinct(named.iter().flatten()) {
            self.actors.entry(actor).or_default().articles_raw += 1;
        }
        let mut paired = Vec::new();
        for window in windows(article, self.window) {
            let present = distinct(named[window].iter().flatten());
            for (at, &one) in present.iter().enumerate() {
                paired.extend(present[at + 1..].iter().map(|other| (one, *other)));
            }
        }
        paired.sort_unstable();
        paired.dedup();
        for key in paired {
            self.pairs.entry(key).or_default().articles_raw += 1;
        }
    }

    /// The mentions of each sentence that count, and for whom.
    fn named(&self, article: &AnnotatedArticle) -> Vec<Vec<(Span, ActorId)>> {
        let mut named = vec![Vec::new(); article.sentences.len()];
        for mention in &article.mentions {
            let sentence = &mut named[mention.sentence as usize];
            match &mention.resolution {
                Resolution::Actor(actor) => sentence.push((mention.span, *actor)),
                Resolution::Ambiguous(actors) if self.ambiguous == Ambiguous::Keep => {
                    sentence.extend(actors.iter().map(|actor| (mention.span, *actor)));
                }
                Resolution::Ambiguous(_) | Resolution::Nil(_) => {}
            }
        }
        named
    }

    /// Adds the counts of another part. Both must count the same window, and no distinct article may be in both.
    pub fn merge(&mut self, other: Self) {
        self.windows += other.windows;
        self.articles += other.articles;
        self.articles_raw += other.articles_raw;
        self.mentions += other.mentions;
        for (actor, theirs) in other.actors {
            let ours = self.actors.entry(actor).or_default();
            ours.mentions += theirs.mentions;
            ours.windows += theirs.windows;
            ours.articles += theirs.articles;
            ours.articles_raw += theirs.articles_raw;
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
            ours.evidence_total += theirs.evidence_total;
            ours.evidence.extend(theirs.evidence);
            ours.evidence.sort_by(|a, b| a.key().cmp(&b.key()));
            if let EvidenceLimit::First(limit) = self.limit {
                ours.evidence.truncate(limit);
            }
        }
    }
}

/// The actors of some mentions, each once, in the order of their numbers.
fn distinct<'a>(mentions: impl Iterator<Item = &'a (Span, ActorId)>) -> Vec<ActorId> {
    let mut actors: Vec<ActorId> = mentions.map(|(_, actor)| *actor).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

fn joined(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some((first, last)), Some((from, until))) => Some((first.min(from), last.max(until))),
        (one, other) => one.or(other),
    }
}

/// The windows of an article as ranges of its sentences.
fn windows(article: &AnnotatedArticle, window: Window) -> Vec<Range<usize>> {
    let count = article.sentences.len();
    match window {
        Window::Sentence => (0..count).map(|at| at..at + 1).collect(),
        Window::Sentences(n) => {
            let n = (n as usize).min(count.max(1));
            (0..(count + 1).saturating_sub(n)).map(|at| at..at + n).collect()
        }
        Window::Paragraph => {
            let mut found: Vec<Range<usize>> = Vec::new();
            for (at, sentence) in article.sentences.iter().enumerate() {
                match found.last_mut().filter(|last| article.sentences[last.start].paragraph == sentence.paragraph) {
                    Some(last) => last.end = at + 1,
                    None => found.push(at..at + 1),
                }
            }
            found
        }
        Window::Article => std::iter::once(0..count).filter(|range| !range.is_empty()).collect(),
    }
}

/// The quotes of one article, made when a pair needs them and shared by the pairs of a sentence.
struct Quotes<'a> {
    page: &'a Annotated,
    article: &'a AnnotatedArticle,
    document: &'a Arc<str>,
    positions: Positions<'a>,
    named: &'a [Vec<(Span, ActorId)>],
    made: BTreeMap<(usize, usize), Arc<Quote>>,
}

impl Quotes<'_> {
    /// Adds the shortest run of sentences within `window` that names both to the evidence of `pair`, once.
    fn give(&mut self, pair: &mut PairCount, one: ActorId, other: ActorId, window: Range<usize>, limit: EvidenceLimit) {
        let run = self.shortest(one, other, window);
        let first = self.article.sentences[run.start].span.start;
        let len = self.article.sentences[run.end - 1].span.end - first;
        let key = (&**self.document, self.article.number, u32::try_from(run.start).unwrap_or(u32::MAX), len);
        if pair.evidence.iter().any(|quote| quote.key() == key) {
            return;
        }
        pair.evidence_total += 1;
        let full = matches!(limit, EvidenceLimit::First(limit) if pair.evidence.len() >= limit);
        if full && pair.evidence.last().is_none_or(|last| last.key() < key) {
            return;
        }
        let at = pair.evidence.partition_point(|quote| quote.key() < key);
        let quote = Arc::clone(self.made.entry((run.start, run.end)).or_insert_with(|| {
            Arc::new(quote(self.page, self.article, self.document, &self.positions, &self.named[run.clone()], run.start))
        }));
        pair.evidence.insert(at, quote);
        if let EvidenceLimit::First(limit) = limit {
            pair.evidence.truncate(limit);
        }
    }

    fn shortest(&self, one: ActorId, other: ActorId, window: Range<usize>) -> Range<usize> {
        let names = |at: usize, actor: ActorId| self.named[at].iter().any(|(_, named)| *named == actor);
        let (mut last_one, mut last_other, mut best) = (None, None, window.clone());
        for at in window {
            last_one = if names(at, one) { Some(at) } else { last_one };
            last_other = if names(at, other) { Some(at) } else { last_other };
            if let (Some(a), Some(b)) = (last_one, last_other)
                && at + 1 - a.min(b) < best.len()
            {
                best = a.min(b)..at + 1;
            }
        }
        best
    }
}

/// The text of a run of sentences with all the actors named in it. `named` holds the mentions of those sentences.
fn quote(
    page: &Annotated,
    article: &AnnotatedArticle,
    document: &Arc<str>,
    positions: &Positions<'_>,
    named: &[Vec<(Span, ActorId)>],
    first: usize,
) -> Quote {
    let start = article.sentences[first].span.start;
    let end = article.sentences[first + named.len() - 1].span.end;
    let text = Span::new(start, end).of(page.page.text()).to_owned();
    let offset = |at: usize| u32::try_from(code_points(&text.as_bytes()[..at - start])).unwrap_or(u32::MAX);
    let marks = named.iter().flatten().map(|(span, actor)| (offset(span.start), offset(span.end), *actor)).collect();
    Quote {
        document: Arc::clone(document),
        article: article.number,
        sentence: u32::try_from(first).unwrap_or(u32::MAX),
        line: positions.of(start).line,
        date: article.published.map(crate::date::Published::day),
        marks,
        text,
    }
}
