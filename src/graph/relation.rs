//! Relations in graphs: on the edges of the graph of who appears with whom, and as a directed graph of their own with an edge for each
//! kind of event from one actor to another.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;

use crate::gazetteer::Gazetteer;
use crate::graph::actor_graph::ActorGraph;
use crate::graph::edge_relation::EdgeRelation;
use crate::graph::filter::FilterEffect;
use crate::id::ActorId;
use crate::kept_list::KeptList;
use crate::relation::Status;
use crate::relation_count::{RelationCount, RelationCounts, RelationEvidence, RelationKind};

impl ActorGraph {
    /// Gives each edge the relations between its two actors. Relations of two who share no edge stay out.
    pub fn tell_relations(&mut self, counts: &RelationCounts, gazetteer: &Gazetteer) {
        self.change_edges(|[source, target], edge| {
            let ends = gazetteer.actor_with_id(&source.id).zip(gazetteer.actor_with_id(&target.id));
            edge.relations = ends.map(|(one, other)| EdgeRelation::between(counts, one, other, gazetteer)).unwrap_or_default();
        });
    }
}

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
    /// Sentences that tell it as a fact; others tell it as someone's report or as something to come.
    pub asserted: u64,
    /// Day of the first article, where a date is known.
    pub first: Option<Date>,
    /// Day of the last article, where a date is known.
    pub last: Option<Date>,
    /// The first sentences that tell it, by document.
    pub evidence: KeptList<RelationEvidence>,
}

/// A directed graph of relations. Several edges may lead from one actor to another.
pub type RelationGraph = DiGraph<RelationNode, RelationEdge>;

/// Which kinds of event become edges of a graph of relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationFilter {
    /// Types of actors that are kept; all where empty.
    pub types: Vec<String>,
    /// Lowest number of sentences that tell it.
    pub min_count: Option<u64>,
    /// An actor that takes part.
    pub of: Option<ActorId>,
    /// How many edges are kept at most, those that are told most. Of equals those are kept that come first in the graph.
    pub top: Option<usize>,
}

impl RelationFilter {
    /// The kinds that it keeps, in the order in which they were counted, and what each part of it did.
    fn kept<'c>(
        &self,
        counts: &'c RelationCounts,
        gazetteer: &Gazetteer,
    ) -> (Vec<(&'c RelationKind, &'c RelationCount)>, Vec<FilterEffect>) {
        let mut kinds: Vec<_> = counts.kinds().collect();
        let mut effects = Vec::new();
        let mut note = |before: usize, after: usize, filter: String| {
            effects.push(FilterEffect { unit: "relations", filter, before, after });
        };
        if !self.types.is_empty() {
            let before = kinds.len();
            let is_of = |actor: ActorId| self.types.iter().any(|name| name == gazetteer.actor(actor).actor_type.name());
            kinds.retain(|(kind, _)| is_of(kind.actor) && is_of(kind.recipient));
            note(before, kinds.len(), format!("--type {}", self.types.join(",")));
        }
        if let Some(least) = self.min_count {
            let before = kinds.len();
            kinds.retain(|(_, count)| count.sentences >= least);
            note(before, kinds.len(), format!("--min-count {least}"));
        }
        if let Some(actor) = self.of {
            let before = kinds.len();
            kinds.retain(|(kind, _)| kind.actor == actor || kind.recipient == actor);
            note(before, kinds.len(), format!("--ego {}", gazetteer.actor(actor).id));
        }
        if let Some(most) = self.top {
            let before = kinds.len();
            let mut ranked: Vec<usize> = (0..before).collect();
            ranked.sort_by_key(|at| Reverse(kinds[*at].1.sentences));
            ranked.truncate(most);
            ranked.sort_unstable();
            kinds = ranked.into_iter().map(|at| kinds[at]).collect();
            note(before, kinds.len(), format!("--top {most}"));
        }
        (kinds, effects)
    }
}

/// The graph of the relations that were counted and that `filter` keeps, and what the filter did: actors in the order of their ids, edges in
/// the order of their ends, category and mode.
#[must_use]
pub fn relation_graph(counts: &RelationCounts, gazetteer: &Gazetteer, filter: &RelationFilter) -> (RelationGraph, Vec<FilterEffect>) {
    let mut graph = RelationGraph::new();
    let (kinds, effects) = filter.kept(counts, gazetteer);
    let mut actors: Vec<ActorId> = kinds.iter().flat_map(|(kind, _)| [kind.actor, kind.recipient]).collect();
    actors.sort_unstable();
    actors.dedup();
    let mut nodes = BTreeMap::new();
    for actor in actors {
        let known = gazetteer.actor(actor);
        let (label, actor_type) = (known.name.clone(), known.actor_type.name().to_owned());
        nodes.insert(actor, graph.add_node(RelationNode { id: known.id.clone(), label, actor_type, ..RelationNode::default() }));
    }
    for (kind, count) in kinds {
        let (from, to) = (nodes[&kind.actor], nodes[&kind.recipient]);
        graph[from].acts += count.sentences;
        graph[to].receives += count.sentences;
        if kind.reciprocal {
            graph[from].receives += count.sentences;
            graph[to].acts += count.sentences;
        }
        let edge = RelationEdge {
            category: kind.category.name(),
            mode: kind.mode,
            quad: kind.category.quad().name(),
            reciprocal: kind.reciprocal,
            sentences: count.sentences,
            articles: count.articles,
            asserted: count.told().find(|(status, _)| *status == Status::Asserted).map_or(0, |(_, told)| told.sentences),
            first: count.days().map(|days| days.0),
            last: count.days().map(|days| days.1),
            evidence: counts.evidence(count),
        };
        graph.add_edge(from, to, edge);
    }
    (graph, effects)
}

/// The edges of a graph of relations with the positions of their ends, in the order in which they were added.
pub(crate) fn ends(graph: &RelationGraph) -> impl Iterator<Item = (usize, usize, &RelationEdge)> {
    graph.edge_references().map(|edge| (edge.source().index(), edge.target().index(), edge.weight()))
}
