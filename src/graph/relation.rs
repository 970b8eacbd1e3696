//! The graph of relations: a directed graph with an edge for each kind of event from one actor to another, beside the graph of who appears
//! with whom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;
use serde::Serialize;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::EvidenceLimit;
use crate::date::Published;
use crate::duplicate::Duplicates;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::position::Positions;
use crate::relation::{Category, Relation};
use crate::tally::Period;

/// An actor that takes part in relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationNode {
    /// Stable id from the gazetteer.
    pub id: String,
    /// Display name.
    pub label: String,
    /// `country`, `person`, `organization` or a user's own type.
    pub actor_type: String,
    /// Sentences in which it acts.
    pub acts: u64,
    /// Sentences in which it is acted upon.
    pub receives: u64,
}

/// A sentence that tells a relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
}

/// What one actor does to another: all events of one category and mode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationEdge {
    /// PLOVER category.
    pub category: &'static str,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER quad.
    pub quad: &'static str,
    /// Whether both act upon each other; the edge then leads from the id that comes first.
    pub reciprocal: bool,
    /// Sentences of distinct articles that tell it.
    pub sentences: u64,
    /// Distinct articles that tell it.
    pub articles: u64,
    /// Sentences that tell it as a fact; the others tell it as someone's report or as something to come.
    pub asserted: u64,
    /// Day of the first article, where a date is known.
    pub first: Option<Date>,
    /// Day of the last article, where a date is known.
    pub last: Option<Date>,
    /// The first sentences that tell it, by document.
    pub evidence: Vec<RelationEvidence>,
}

/// A directed graph of relations. Several edges may lead from one actor to another.
pub type RelationGraph = DiGraph<RelationNode, RelationEdge>;

/// An edge and the articles that it was found in.
type Counted = (RelationEdge, BTreeSet<(Arc<str>, u32)>);

type Key = (ActorId, ActorId, Category, Option<&'static str>, bool);

/// Relations of pages that are added in the order of their names. What is denied, negated or merely possible does not count.
#[derive(Clone, Debug)]
pub struct RelationCounts {
    edges: BTreeMap<Key, Counted>,
    duplicates: Duplicates,
    period: Period,
    limit: EvidenceLimit,
    /// Relations without a recipient, which are no edges.
    pub without_recipient: u64,
}

impl RelationCounts {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(period: Period, limit: EvidenceLimit) -> Self {
        Self { edges: BTreeMap::new(), duplicates: Duplicates::default(), period, limit, without_recipient: 0 }
    }

    /// Adds a page. Copies of an article count once.
    pub fn add(&mut self, page: &Annotated) {
        let document: Arc<str> = page.page.document().into();
        let period = self.period;
        for article in page.articles.iter().filter(|article| period.holds(article.published)) {
            if self.duplicates.is_new(article.content, article.sketch.as_deref(), &document, article.number) {
                article
                    .relations
                    .iter()
                    .filter(|relation| relation.counts())
                    .for_each(|relation| self.count(page, article, relation, &document));
            }
        }
    }

    fn count(&mut self, page: &Annotated, article: &AnnotatedArticle, relation: &Relation, document: &Arc<str>) {
        let Some(recipient) = relation.recipient else {
            self.without_recipient += 1;
            return;
        };
        let key = (relation.actor, recipient, relation.category, relation.mode, relation.reciprocal);
        let (edge, articles) = self.edges.entry(key).or_default();
        let day = article.published.map(Published::day);
        edge.category = relation.category.name();
        edge.mode = relation.mode;
        edge.quad = relation.category.quad().name();
        edge.reciprocal = relation.reciprocal;
        edge.sentences += 1;
        edge.asserted += u64::from(relation.status == crate::relation::Status::Asserted);
        articles.insert((Arc::clone(document), article.number));
        edge.articles = articles.len() as u64;
        edge.first = [edge.first, day].into_iter().flatten().min();
        edge.last = [edge.last, day].into_iter().flatten().max();
        if !matches!(self.limit, EvidenceLimit::First(limit) if edge.evidence.len() >= limit) {
            let text = page.page.text();
            let span = article.sentences[relation.sentence as usize].span;
            edge.evidence.push(RelationEvidence {
                document: document.to_string(),
                article: article.number,
                sentence: relation.sentence,
                line: Positions::new(text).of(span.start).line,
                date: day,
                status: relation.status.name(),
                trigger: relation.trigger.of(text).to_owned(),
                text: span.of(text).to_owned(),
            });
        }
    }

    /// The graph of all that was counted: actors in the order of their ids, edges in the order of their ends, category and mode.
    #[must_use]
    pub fn graph(self, gazetteer: &Gazetteer) -> RelationGraph {
        let mut graph = RelationGraph::new();
        let mut actors: Vec<ActorId> = self.edges.keys().flat_map(|(actor, recipient, ..)| [*actor, *recipient]).collect();
        actors.sort_unstable();
        actors.dedup();
        let mut nodes = BTreeMap::new();
        for actor in actors {
            let known = gazetteer.actor(actor);
            let (label, actor_type) = (known.name.clone(), known.actor_type.name().to_owned());
            nodes.insert(actor, graph.add_node(RelationNode { id: known.id.clone(), label, actor_type, ..RelationNode::default() }));
        }
        for ((actor, recipient, ..), (edge, _)) in self.edges {
            let (from, to) = (nodes[&actor], nodes[&recipient]);
            let (acts, receives) = (edge.sentences, edge.sentences);
            graph[from].acts += acts;
            graph[to].receives += receives;
            if edge.reciprocal {
                graph[from].receives += receives;
                graph[to].acts += acts;
            }
            graph.add_edge(from, to, edge);
        }
        graph
    }
}

/// The edges of a graph of relations with the positions of their ends, in the order in which they were added.
pub(crate) fn ends(graph: &RelationGraph) -> impl Iterator<Item = (usize, usize, &RelationEdge)> {
    graph.edge_references().map(|edge| (edge.source().index(), edge.target().index(), edge.weight()))
}
