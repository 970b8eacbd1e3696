//! Relations of an edge: read back, and counted again from the sentences that tell them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;

use super::WrittenEdge;
use super::recount::{Check, same};
use crate::graph::relation::{in_short, with_mode};
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
    /// The word that triggers.
    pub trigger: String,
    /// The sentence.
    pub text: String,
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
            let known = Category::from_name(category).filter(|known| known.name() == category);
            if known
                .is_none_or(|known| known.quad().name() != relation.quad || mode.as_ref().is_some_and(|mode| known.mode(mode).is_none()))
            {
                self.fault(format!("{shown} is of no kind that there is in the quad {}", relation.quad));
            }
            let counts = Status::from_name(status).is_some_and(|status| !matches!(status, Status::Denied | Status::Hypothetical));
            if !counts {
                self.fault(format!("{shown} is told with a status that does not count"));
            }
            let places: BTreeSet<_> = relation.evidence.iter().map(|one| (&one.document, one.article, one.sentence)).collect();
            if places.len() as u64 != told {
                self.fault(format!("{shown}: a sentence stands twice in its evidence"));
            }
            for one in relation.evidence.iter().filter(|one| one.trigger.is_empty() || !one.text.contains(&one.trigger)) {
                let Witness { document, article, sentence, trigger, .. } = one;
                self.fault(format!("{shown}: {document}, article {article}, sentence {sentence} does not hold {trigger:?}"));
            }
            let Some(counts) = relation.counts else { continue };
            let articles: BTreeSet<_> = relation.evidence.iter().map(|one| (&one.document, one.article)).collect();
            let days = || relation.evidence.iter().filter_map(|one| one.date);
            self.equal(&shown, "sentences", counts.sentences, places.len() as u64);
            self.equal(&shown, "articles", counts.articles, articles.len() as u64);
            self.equal(&shown, "first", day(counts.first), day(days().min()));
            self.equal(&shown, "last", day(counts.last), day(days().max()));
        }
        self.short(edge);
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

    fn equal<T: PartialEq + std::fmt::Display>(&mut self, of: &str, name: &str, said: T, counted: T) {
        self.found.numbers += 1;
        if said != counted {
            let of = if of.is_empty() { String::new() } else { format!("{of}: ") };
            self.fault(format!("{of}{name} is {said}, and its evidence makes {counted}"));
        }
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "no day".to_owned(), |day| day.to_string())
}
