//! Counts of relations: who does what to whom, in how many sentences and distinct articles, and the sentences that say so.
//!
//! The graph of relations and the edges of the graph of who appears with whom are told from the same counts. What is denied, negated or
//! merely possible does not count. Counts of parts can be merged in any order; memory grows with actors and kinds of event, not
//! with pages, unless all evidence is kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::EvidenceLimit;
use crate::date::Published;
use crate::id::ActorId;
use crate::position::{Positions, code_points};
use crate::relation::{Category, Relation, Status};
use crate::span::Span;

/// What one actor does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationKind {
    /// Who acts; of a reciprocal event the party whose id comes first.
    pub actor: ActorId,
    /// Whom it is done to.
    pub recipient: ActorId,
    /// PLOVER category.
    pub category: Category,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// Whether both act upon each other.
    pub reciprocal: bool,
}

/// How often a kind of event is told, and how surely.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationCount {
    /// Sentences of distinct articles that tell it, each once.
    pub sentences: u64,
    /// Distinct articles that tell it.
    pub articles: u64,
    /// What is told with each status. One sentence or article can stand under several.
    pub told: BTreeMap<Status, ToldCount>,
}

/// How often a kind of event is told with one status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldCount {
    /// Sentences of distinct articles.
    pub sentences: u64,
    /// Distinct articles.
    pub articles: u64,
    /// Day of the first and of the last of these articles, where known.
    pub days: Option<(Date, Date)>,
    /// The first sentences, in the order of document, article and sentence.
    pub evidence: Vec<RelationEvidence>,
}

/// A sentence that tells a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RelationEvidence {
    /// Path or record id of the document.
    pub document: String,
    /// Number of the article on its page.
    pub article: u32,
    /// Number of the sentence in the article.
    pub sentence: u32,
    /// Line on which the sentence begins, from 1.
    pub line: usize,
    /// Day of the article, where known.
    pub date: Option<Date>,
    /// How surely it is told.
    pub status: &'static str,
    /// The word that triggers.
    pub trigger: String,
    /// The sentence.
    pub text: String,
    /// Where actor, trigger and recipient stand in it, in the order of the text.
    pub spans: Vec<Stretch>,
}

/// A stretch of a sentence, in code points from its start.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// `actor`, `trigger` or `recipient`.
    pub role: &'static str,
}

impl Stretch {
    /// Where actor, trigger and recipient of a relation stand in its sentence, in the order of the text.
    pub(crate) fn all(relation: &Relation, sentence: Span, text: &str) -> Vec<Self> {
        let inside = |span: Span, role: &'static str| {
            let before = code_points(&text.as_bytes()[sentence.start..span.start]);
            Self { start: before, end: before + code_points(span.of(text).as_bytes()), role }
        };
        let mut spans = vec![inside(relation.actor_span, "actor"), inside(relation.trigger, "trigger")];
        spans.extend(relation.recipient_span.map(|span| inside(span, "recipient")));
        spans.sort_by_key(|span| (span.start, span.end, span.role));
        spans
    }
}

/// Counts over any number of pages, of articles that are distinct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationCounts {
    limit: EvidenceLimit,
    kinds: BTreeMap<RelationKind, RelationCount>,
    /// Relations without a recipient, which lead nowhere in a graph.
    pub without_recipient: u64,
}

impl RelationCounts {
    /// Nothing counted yet. Of each kind and status so many sentences are kept.
    #[must_use]
    pub const fn new(limit: EvidenceLimit) -> Self {
        Self { limit, kinds: BTreeMap::new(), without_recipient: 0 }
    }

    /// How many sentences are kept of each kind and status.
    #[must_use]
    pub const fn limit(&self) -> EvidenceLimit {
        self.limit
    }

    /// All kinds, by actor, recipient, category and mode.
    pub fn kinds(&self) -> impl Iterator<Item = (&RelationKind, &RelationCount)> {
        self.kinds.iter()
    }

    /// What two actors do to each other, whichever acts.
    pub fn between(&self, one: ActorId, other: ActorId) -> impl Iterator<Item = (&RelationKind, &RelationCount)> {
        let led = move |actor: ActorId, recipient: ActorId| {
            let least = RelationKind { actor, recipient, category: Category::ALL[0], mode: None, reciprocal: false };
            self.kinds.range(least..).take_while(move |(kind, _)| (kind.actor, kind.recipient) == (actor, recipient))
        };
        led(one, other).chain(led(other, one).filter(move |_| one != other))
    }

    /// Adds the relations of an article that is no copy.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &str) {
        let mut found: Vec<(RelationKind, Status, &Relation)> = Vec::new();
        for relation in article.relations.iter().filter(|relation| relation.counts()) {
            let Some(recipient) = relation.recipient else {
                self.without_recipient += 1;
                continue;
            };
            let Relation { actor, category, mode, reciprocal, status, .. } = *relation;
            found.push((RelationKind { actor, recipient, category, mode, reciprocal }, status, relation));
        }
        found.sort_by_key(|(kind, status, relation)| (*kind, *status, relation.sentence, relation.trigger.start));
        let day = article.published.map(Published::day);
        let mut positions = None;
        for of_kind in found.chunk_by(|a, b| a.0 == b.0) {
            let count = self.kinds.entry(of_kind[0].0).or_default();
            let mut sentences: Vec<u32> = of_kind.iter().map(|(.., relation)| relation.sentence).collect();
            sentences.sort_unstable();
            sentences.dedup();
            count.sentences += sentences.len() as u64;
            count.articles += 1;
            for of_status in of_kind.chunk_by(|a, b| a.1 == b.1) {
                let told = count.told.entry(of_status[0].1).or_default();
                told.articles += 1;
                told.days = joined(told.days, day.map(|day| (day, day)));
                for same in of_status.chunk_by(|a, b| a.2.sentence == b.2.sentence) {
                    told.sentences += 1;
                    let (.., relation) = same[0];
                    let place = (document, article.number, relation.sentence);
                    let at = told.evidence.partition_point(|evidence| evidence.place() < place);
                    if !matches!(self.limit, EvidenceLimit::First(limit) if at >= limit) {
                        let positions = positions.get_or_insert_with(|| Positions::new(page.page.text()));
                        told.evidence.insert(at, RelationEvidence::new(page, article, relation, positions));
                        cut(&mut told.evidence, self.limit);
                    }
                }
            }
        }
    }

    /// Adds the counts of another part. No distinct article may be in both.
    pub fn merge(&mut self, other: Self) {
        self.without_recipient += other.without_recipient;
        for (kind, theirs) in other.kinds {
            let ours = self.kinds.entry(kind).or_default();
            ours.sentences += theirs.sentences;
            ours.articles += theirs.articles;
            for (status, theirs) in theirs.told {
                let ours = ours.told.entry(status).or_default();
                ours.sentences += theirs.sentences;
                ours.articles += theirs.articles;
                ours.days = joined(ours.days, theirs.days);
                ours.evidence.extend(theirs.evidence);
                ours.evidence.sort();
                cut(&mut ours.evidence, self.limit);
            }
        }
    }
}

impl RelationCount {
    /// Day of the first and of the last article, where known.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        self.told.values().fold(None, |days, told| joined(days, told.days))
    }

    /// The first sentences of all statuses, at most so many, in the order of document, article and sentence.
    #[must_use]
    pub fn evidence(&self, limit: EvidenceLimit) -> Vec<RelationEvidence> {
        let mut all: Vec<RelationEvidence> = self.told.values().flat_map(|told| &told.evidence).cloned().collect();
        all.sort();
        cut(&mut all, limit);
        all
    }
}

impl RelationEvidence {
    fn new(page: &Annotated, article: &AnnotatedArticle, relation: &Relation, positions: &Positions<'_>) -> Self {
        let text = page.page.text();
        let span = article.sentences[relation.sentence as usize].span;
        Self {
            document: page.page.document().to_owned(),
            article: article.number,
            sentence: relation.sentence,
            line: positions.of(span.start).line,
            date: article.published.map(Published::day),
            status: relation.status.name(),
            trigger: relation.trigger.of(text).to_owned(),
            text: span.of(text).to_owned(),
            spans: Stretch::all(relation, span, text),
        }
    }

    fn place(&self) -> (&str, u32, u32) {
        (&self.document, self.article, self.sentence)
    }
}

fn cut(evidence: &mut Vec<RelationEvidence>, limit: EvidenceLimit) {
    if let EvidenceLimit::First(limit) = limit {
        evidence.truncate(limit);
    }
}

fn joined(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some((first, last)), Some((from, until))) => Some((first.min(from), last.max(until))),
        (one, other) => one.or(other),
    }
}
