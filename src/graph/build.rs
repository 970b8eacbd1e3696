//! Builds the graph from counts.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::cooccurrence::{ActorCount, Cooccurrences, PairCount};
use crate::duplicate::Duplicates;
use crate::gazetteer::Gazetteer;
use crate::graph::filter::{Pair, contingency};
use crate::graph::{ActorGraph, Edge, EdgeFilter, FilterEffect, Manifest, Node, PairKeeper, Weight};
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
        let mut pairs: Vec<Pair> = counts
            .pairs
            .iter()
            .zip(0..)
            .filter(|((_, count), _)| count.windows > 0)
            .map(|(counted, row)| pair(counts, gazetteer, row, counted, filter.weight))
            .collect();
        pairs.sort_unstable_by_key(|pair| pair.key);
        let mut effects = filter.apply(counts, gazetteer, &mut pairs);
        let mut present: Vec<ActorId> = pairs.iter().flat_map(|pair| [pair.key.0, pair.key.1]).collect();
        present.sort_unstable();
        present.dedup();
        if filter.with_isolates {
            let before = present.len();
            let all = counts.actors.iter().filter(|(actor, count)| count.mentions > 0 && filter.keeps(gazetteer, *actor));
            present.extend(all.map(|(actor, _)| actor));
            present.sort_unstable();
            present.dedup();
            effects.push(FilterEffect { unit: "actors", filter: "--isolates".to_owned(), before, after: present.len() });
        }
        let nothing = ActorCount::default();
        let node = |actor: &ActorId| node(gazetteer, *actor, counts.actors.get(*actor).unwrap_or(&nothing));
        let nodes = present.iter().map(node).collect();
        let position: FxHashMap<ActorId, usize> = present.into_iter().zip(0..).collect();
        let links = pairs.iter().map(|pair| (position[&pair.key.0], position[&pair.key.1], pair.weight)).collect();
        let keeper = PairKeeper::new(counts, duplicates, gazetteer);
        // Numbers of actors are in the order of their ids, and so are nodes and links.
        let graph = Self::in_order(nodes, links, manifest, filter.measured, |at| {
            let Pair { key, row, .. } = pairs[at];
            let count = counts.pairs.row(row as usize);
            Edge { evidence: keeper.list(key, count.evidence.items.clone()), ..edge(counts, gazetteer, key, count, filter.weight) }
        });
        (graph, effects)
    }
}

fn pair(counts: &Cooccurrences, gazetteer: &Gazetteer, row: u32, (key, count): ((ActorId, ActorId), &PairCount), weight: Weight) -> Pair {
    // Most graphs weigh by what was counted, for which no measure needs to be worked out.
    let counted = Edge { sentences: count.windows, articles: count.articles, articles_raw: count.articles_raw, ..Edge::default() };
    let weight = if weight.is_counted() { weight.of(&counted) } else { edge(counts, gazetteer, key, count, weight).weight };
    Pair { row, key, weight, sentences: count.windows, affiliation: gazetteer.are_affiliated(key.0, key.1) }
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
    let mut surfaces = count.surfaces.sorted();
    surfaces.sort_by_key(|(_, times)| Reverse(*times));
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
        aliases: surfaces.into_iter().map(|(surface, _)| surface.to_owned()).collect(),
        ..Node::default()
    }
}
