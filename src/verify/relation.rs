//! Relations of an edge: read back, and counted again from the sentences that tell them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;

use super::WrittenEdge;
use super::recount::{Check, same};
use crate::graph::edge_relation::{in_short, with_mode};
use crate::relation::{Category, Status};

/// A kind of event between the actors of an edge, as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct WrittenRelation {
    /// Id of who acts.
    pub actor: String,
    /// Id of whom it is done to.
    pub recipient: String,
    /// PLOVER category.
    pub category: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER quad.
    pub quad: String,
    /// How surely it is told.
    pub status: String,
    /// Whether both act upon each other.
    pub reciprocal: bool,
    /// Its counts, where the format has a place for each. Tables tell only the sentences, with the edge.
    #[serde(flatten)]
    pub counts: Option<WrittenCounts>,
    /// The sentences that tell it.
    pub evidence: Vec<Witness>,
}

/// Counts of a relation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct WrittenCounts {
    /// Sentences of distinct articles.
    pub sentences: u64,
    /// Distinct articles.
    pub articles: u64,
    /// Day of the first article.
    pub first: Option<Date>,
    /// Day of the last article.
    pub last: Option<Date>,
}

/// A sentence that tells a relation, as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Witness {
    /// Path or record id of the document.
    pub document: String,
    /// Number of the article on its page.
    pub article: u32,
    /// Number of the sentence in the article.
    pub sentence: u32,
    /// Day of the article.
    pub date: Option<Date>,
    /// How surely it is told, where the relation holds sentences of several statuses.
    #[serde(default)]
    pub status: String,
    /// The word that triggers.
    pub trigger: String,
    /// The sentence.
    pub text: String,
    /// Where actor, trigger and recipient stand in it, where the format has a place for that.
    #[serde(default)]
    pub spans: Vec<RoleSpan>,
}

/// A stretch of a sentence, in code points from its start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RoleSpan {
    /// First code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// `actor`, `trigger` or `recipient`.
    pub role: String,
}

impl Witness {
    /// The article, and the place in it.
    pub(super) fn place(&self) -> (&str, u32, u32) {
        (&self.document, self.article, self.sentence)
    }

    /// Where it stands, in words.
    fn shown(&self) -> String {
        format!("{}, article {}, sentence {}", self.document, self.article, self.sentence)
    }
}

impl WrittenCounts {
    /// What sentences make: one counts once, whatever its statuses.
    pub(super) fn of(evidence: &[Witness]) -> Self {
        let places: BTreeSet<_> = evidence.iter().map(Witness::place).collect();
        let articles: BTreeSet<_> = places.iter().map(|&(document, article, _)| (document, article)).collect();
        let days = || evidence.iter().filter_map(|one| one.date);
        Self { sentences: places.len() as u64, articles: articles.len() as u64, first: days().min(), last: days().max() }
    }
}

impl WrittenRelation {
    fn sentences(&self) -> u64 {
        self.counts.map_or(self.evidence.len() as u64, |counts| counts.sentences)
    }

    fn shown(&self, sentences: u64) -> String {
        let kind = with_mode(&self.category, self.mode.as_deref());
        in_short([&self.actor, &self.recipient], self.reciprocal, &kind, &self.status, sentences)
    }
}

impl WrittenEdge {
    /// The first relation that has not all its sentences: what it is, how many it has, and how many there are.
    pub(super) fn partial_relation(&self) -> Option<(String, usize, u64)> {
        let partial = self.relations.iter().find(|relation| (relation.evidence.len() as u64) < relation.sentences())?;
        Some((format!("{self}: {}", partial.shown(partial.sentences())), partial.evidence.len(), partial.sentences()))
    }
}

impl Check<'_> {
    /// Each relation must be between the two actors, of a kind that there is, and told by as many sentences and articles as it says.
    pub(super) fn relations(&mut self, edge: &WrittenEdge) {
        let mut kinds = BTreeSet::new();
        for relation in &edge.relations {
            let told = relation.evidence.len() as u64;
            let shown = relation.shown(relation.sentences());
            let WrittenRelation { actor, recipient, category, mode, status, reciprocal, .. } = relation;
            let ends = [(&edge.source, &edge.target), (&edge.target, &edge.source)];
            if !ends.iter().any(|(one, other)| same(actor, one) && same(recipient, other)) {
                self.fault(format!("{shown} is not between its actors"));
            }
            if !kinds.insert((actor, recipient, category, mode, status, reciprocal)) {
                self.fault(format!("{shown} stands twice"));
            }
            self.kind(&shown, category, mode.as_deref(), &relation.quad);
            if !counts(status) {
                self.fault(format!("{shown} is told with a status that does not count"));
            }
            let places: BTreeSet<_> = relation.evidence.iter().map(Witness::place).collect();
            if places.len() as u64 != told {
                self.fault(format!("{shown}: a sentence stands twice in its evidence"));
            }
            self.tells(&shown, &relation.evidence);
            if let Some(counts) = relation.counts {
                let WrittenCounts { sentences, articles, first, last } = WrittenCounts::of(&relation.evidence);
                self.equal(&shown, "sentences", counts.sentences, sentences);
                self.equal(&shown, "articles", counts.articles, articles);
                self.equal(&shown, "first", day(counts.first), day(first));
                self.equal(&shown, "last", day(counts.last), day(last));
            }
        }
        self.short(edge);
    }

    /// A category must be in its quad and have the mode.
    pub(super) fn kind(&mut self, shown: &str, category: &str, mode: Option<&str>, quad: &str) {
        let known = Category::from_name(category).filter(|known| known.name() == category);
        if known.is_none_or(|known| known.quad().name() != quad || mode.is_some_and(|mode| known.mode(mode).is_none())) {
            self.fault(format!("{shown} is of no kind that there is in the quad {quad}"));
        }
    }

    /// Each sentence must hold the trigger, at its span where it has one, and have actor and recipient at theirs.
    pub(super) fn tells(&mut self, shown: &str, evidence: &[Witness]) {
        for one in evidence {
            let trigger = &one.trigger;
            if trigger.is_empty() || !one.text.contains(trigger) {
                self.fault(format!("{shown}: {} does not hold {trigger:?}", one.shown()));
            }
            if one.spans.is_empty() {
                continue;
            }
            for role in ["actor", "trigger", "recipient"] {
                let mut words = one
                    .spans
                    .iter()
                    .filter(|span| span.role == role && span.start < span.end)
                    .map(|span| one.text.chars().skip(span.start).take(span.end - span.start).collect::<String>());
                let fits = |word: String| !word.is_empty() && (role != "trigger" || &word == trigger);
                if !words.any(fits) {
                    self.fault(format!("{shown}: {} has no {role} at its span", one.shown()));
                }
            }
        }
    }

    /// The relations in short must be the same as in full, where a format has both.
    fn short(&mut self, edge: &WrittenEdge) {
        let Some(said) = edge.fields.get("relations") else {
            if edge.has_short_relations && !edge.relations.is_empty() {
                self.fault("relations is empty, and its evidence tells some".to_owned());
            }
            return;
        };
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "¦");
        let mut counted: Vec<String> =
            edge.relations.iter().map(|relation| plain(&relation.shown(relation.evidence.len() as u64))).collect();
        let mut said: Vec<String> = said.split('|').map(plain).collect();
        counted.sort();
        said.sort();
        self.equal("", "relations", said.join("|"), counted.join("|"));
    }

    pub(super) fn equal<T: PartialEq + std::fmt::Display>(&mut self, of: &str, name: &str, said: T, counted: T) {
        self.found.numbers += 1;
        if said != counted {
            let of = if of.is_empty() { String::new() } else { format!("{of}: ") };
            self.fault(format!("{of}{name} is {said}, and its evidence makes {counted}"));
        }
    }
}

/// Whether what is told with a status counts.
pub(super) fn counts(status: &str) -> bool {
    Status::from_name(status).is_some_and(|status| !matches!(status, Status::Denied | Status::Hypothetical))
}

pub(super) fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "no day".to_owned(), |day| day.to_string())
}
