//! Builds the graph from counts.

use rustc_hash::FxHashMap;

use crate::cooccurrence::{ActorCount, Cooccurrences, PairCount, Quoted};
use crate::duplicate::Duplicates;
use crate::gazetteer::Gazetteer;
use crate::graph::evidence::evidence;
use crate::graph::filter::{Pair, contingency};
use crate::graph::{ActorGraph, Edge, EdgeFilter, FilterEffect, Manifest, Node, Weight};
use crate::id::ActorId;

impl ActorGraph {
    /// Builds the graph of `counts`, and tells what each filter did.
    #[must_use]
    pub fn build(
        counts: &Cooccurrences,
        duplicates: &Duplicates,
        gazetteer: &Gazetteer,
        filter: &EdgeFilter,
        manifest: Manifest,
    ) -> (Self, Vec<FilterEffect>) {
        let (pairs, nodes, effects) = Self::kept(counts, gazetteer, filter);
        let quotes = |key: &(ActorId, ActorId)| counts.pairs.get(key).map(|count| count.evidence.quotes.clone()).unwrap_or_default();
        (Self::joined(pairs, nodes, quotes, (duplicates, gazetteer), filter, manifest), effects)
    }

    /// As [`build`](Self::build), and takes the sentences out of `counts`, so that they do not stand in memory twice.
    #[must_use]
    pub fn build_taking(
        counts: &mut Cooccurrences,
        duplicates: &Duplicates,
        gazetteer: &Gazetteer,
        filter: &EdgeFilter,
        manifest: Manifest,
    ) -> (Self, Vec<FilterEffect>) {
        let (pairs, nodes, effects) = Self::kept(counts, gazetteer, filter);
        let quotes = |key: &(ActorId, ActorId)| {
            counts.pairs.get_mut(key).map(|count| std::mem::take(&mut count.evidence.quotes)).unwrap_or_default()
        };
        (Self::joined(pairs, nodes, quotes, (duplicates, gazetteer), filter, manifest), effects)
    }

    /// The pairs that become edges, and who becomes a node.
    fn kept(counts: &Cooccurrences, gazetteer: &Gazetteer, filter: &EdgeFilter) -> (Vec<Pair>, Vec<(ActorId, Node)>, Vec<FilterEffect>) {
        let mut pairs: Vec<Pair> = counts
            .pairs
            .iter()
            .filter(|(_, count)| count.windows > 0)
            .map(|(&key, count)| Pair { key, edge: edge(counts, gazetteer, key, count, filter.weight) })
            .collect();
        pairs.sort_by_key(|pair| pair.key);
        let mut effects = filter.apply(counts, gazetteer, &mut pairs);
        let mut present: Vec<ActorId> = pairs.iter().flat_map(|pair| [pair.key.0, pair.key.1]).collect();
        present.sort_unstable();
        present.dedup();
        if filter.with_isolates {
            let before = present.len();
            let all = counts.actors.iter().filter(|(actor, count)| count.mentions > 0 && filter.keeps(gazetteer, **actor));
            present.extend(all.map(|(actor, _)| *actor));
            present.sort_unstable();
            present.dedup();
            effects.push(FilterEffect { unit: "actors", filter: "--isolates".to_owned(), before, after: present.len() });
        }
        let nothing = ActorCount::default();
        let node = |actor: ActorId| (actor, node(gazetteer, actor, counts.actors.get(&actor).unwrap_or(&nothing)));
        (pairs, present.into_iter().map(node).collect(), effects)
    }

    fn joined(
        pairs: Vec<Pair>,
        nodes: Vec<(ActorId, Node)>,
        mut quotes: impl FnMut(&(ActorId, ActorId)) -> Vec<Quoted>,
        (duplicates, gazetteer): (&Duplicates, &Gazetteer),
        filter: &EdgeFilter,
        manifest: Manifest,
    ) -> Self {
        let position: FxHashMap<ActorId, usize> = nodes.iter().enumerate().map(|(at, (actor, _))| (*actor, at)).collect();
        let edges = pairs.into_iter().map(|Pair { key, mut edge }| {
            let (one, other) = key;
            edge.evidence = quotes(&key).into_iter().map(|quoted| evidence(quoted, &[one, other], duplicates, gazetteer)).collect();
            (position[&one], position[&other], edge)
        });
        let edges = edges.collect();
        Self::measured(nodes.into_iter().map(|(_, node)| node).collect(), edges, manifest, filter.measured)
    }
}

fn edge(counts: &Cooccurrences, gazetteer: &Gazetteer, key: (ActorId, ActorId), pair: &PairCount, weight: Weight) -> Edge {
    let mut edge = Edge {
        articles: pair.articles,
        articles_raw: pair.articles_raw,
        first: pair.days.map(|days| days.0),
        last: pair.days.map(|days| days.1),
        affiliation: gazetteer.are_affiliated(key.0, key.1),
        evidence_total: pair.evidence.total,
        ..Edge::associated(contingency(counts, key, pair.windows))
    };
    edge.weight = weight.of(&edge);
    edge
}

fn node(gazetteer: &Gazetteer, actor: ActorId, count: &ActorCount) -> Node {
    let described = gazetteer.actor(actor);
    let mut surfaces: Vec<(&String, u64)> = count.surfaces.iter().map(|(surface, times)| (surface, *times)).collect();
    surfaces.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    Node {
        id: described.id.clone(),
        label: described.name.clone(),
        actor_type: described.actor_type.name().to_owned(),
        mentions: count.mentions,
        articles: count.articles,
        articles_raw: count.articles_raw,
        windows: count.windows,
        first: count.days.map(|days| days.0),
        last: count.days.map(|days| days.1),
        aliases: surfaces.into_iter().map(|(surface, _)| surface.clone()).collect(),
        ..Node::default()
    }
}
