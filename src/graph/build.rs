//! Builds the graph from counts: which pairs become edges, what they weigh, and who is left.

use rustc_hash::FxHashMap;

use crate::association::Contingency;
use crate::cooccurrence::{ActorCount, Cooccurrences, PairCount, Quote};
use crate::duplicate::Duplicates;
use crate::gazetteer::Gazetteer;
use crate::graph::{ActorGraph, Edge, Evidence, Manifest, MarkedSpan, Measured, Node, Weight};
use crate::id::ActorId;

/// Which pairs become edges.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EdgeFilter {
    /// The measure by which edges weigh.
    pub weight: Weight,
    /// Lowest weight of an edge.
    pub min_weight: Option<f64>,
    /// Types of actors that are kept; all where empty.
    pub types: Vec<String>,
    /// An actor whose neighbours, and the links among them, are all that is kept.
    pub ego: Option<ActorId>,
    /// How many edges are kept at most, the heaviest.
    pub top: Option<usize>,
    /// Whether links between leaders and what they lead are left out.
    pub without_affiliations: bool,
    /// Whether actors without any edge are kept.
    pub with_isolates: bool,
    /// How much is worked out of each actor.
    pub measured: Measured,
}

/// What a filter did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterEffect {
    /// The filter as it is given on a command line.
    pub filter: String,
    /// Pairs before it.
    pub before: usize,
    /// Pairs after it.
    pub after: usize,
}

type Pair<'c> = ((ActorId, ActorId), &'c PairCount, Edge);

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
        let keeps =
            |actor: &ActorId| filter.types.is_empty() || filter.types.iter().any(|name| name == gazetteer.actor(*actor).actor_type.name());
        let mut pairs: Vec<Pair<'_>> = counts
            .pairs
            .iter()
            .filter(|(_, pair)| pair.windows > 0)
            .map(|(&key, pair)| (key, pair, edge(counts, gazetteer, key, pair, filter.weight)))
            .collect();
        pairs.sort_by_key(|(key, ..)| *key);
        let mut effects = Vec::new();
        let mut retain = |pairs: &mut Vec<Pair<'_>>, name: String, keep: &dyn Fn(&Pair<'_>) -> bool| {
            let before = pairs.len();
            pairs.retain(|pair| keep(pair));
            effects.push(FilterEffect { filter: name, before, after: pairs.len() });
        };
        if !filter.types.is_empty() {
            let name = format!("--type {}", filter.types.join(","));
            retain(&mut pairs, name, &|((one, other), ..)| keeps(one) && keeps(other));
        }
        if filter.without_affiliations {
            retain(&mut pairs, "--no-affiliations".to_owned(), &|(_, _, edge)| !edge.affiliation);
        }
        if let Some(least) = filter.min_weight {
            retain(&mut pairs, format!("--min-weight {least}"), &|(_, _, edge)| edge.weight >= least);
        }
        if let Some(ego) = filter.ego {
            let mut near: Vec<ActorId> = pairs.iter().filter_map(|((a, b), ..)| other_end(ego, *a, *b)).collect();
            near.sort_unstable();
            let is_near = |actor: &ActorId| *actor == ego || near.binary_search(actor).is_ok();
            retain(&mut pairs, format!("--ego {}", gazetteer.actor(ego).id), &|((a, b), ..)| is_near(a) && is_near(b));
        }
        if let Some(top) = filter.top {
            let before = pairs.len();
            pairs.sort_by(|a, b| b.2.weight.total_cmp(&a.2.weight).then(a.0.cmp(&b.0)));
            pairs.truncate(top);
            pairs.sort_by_key(|(key, ..)| *key);
            effects.push(FilterEffect { filter: format!("--top {top}"), before, after: pairs.len() });
        }
        let mut present: Vec<ActorId> = pairs.iter().flat_map(|((a, b), ..)| [*a, *b]).collect();
        if filter.with_isolates {
            present.extend(counts.actors.iter().filter(|(actor, count)| count.mentions > 0 && keeps(actor)).map(|(actor, _)| *actor));
        }
        present.sort_unstable();
        present.dedup();
        let position: FxHashMap<ActorId, usize> = present.iter().enumerate().map(|(at, actor)| (*actor, at)).collect();
        let nothing = ActorCount::default();
        let nodes: Vec<Node> = present.iter().map(|actor| node(gazetteer, *actor, counts.actors.get(actor).unwrap_or(&nothing))).collect();
        let mut edges = Vec::with_capacity(pairs.len());
        for ((one, other), pair, mut edge) in pairs {
            edge.evidence = pair.evidence.quotes.iter().map(|quote| evidence(quote, &[one, other], duplicates, gazetteer)).collect();
            edges.push((position[&one], position[&other], edge));
        }
        (Self::measured(nodes, edges, manifest, filter.measured), effects)
    }
}

fn other_end(ego: ActorId, a: ActorId, b: ActorId) -> Option<ActorId> {
    match (a == ego, b == ego) {
        (true, _) => Some(b),
        (_, true) => Some(a),
        _ => None,
    }
}

fn edge(counts: &Cooccurrences, gazetteer: &Gazetteer, (one, other): (ActorId, ActorId), pair: &PairCount, weight: Weight) -> Edge {
    let windows = |actor: ActorId| counts.actors.get(&actor).map_or(0, |count| count.windows);
    let table = Contingency::from_totals(pair.windows, windows(one), windows(other), counts.windows);
    let mut edge = Edge {
        sentences: pair.windows,
        articles: pair.articles,
        articles_raw: pair.articles_raw,
        first: pair.days.map(|days| days.0),
        last: pair.days.map(|days| days.1),
        affiliation: gazetteer.are_affiliated(one, other),
        evidence_total: pair.evidence.total,
        ..Edge::associated(table)
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

/// A quote as evidence for some actors: only they are marked.
#[must_use]
pub(crate) fn evidence(quote: &Quote, actors: &[ActorId], duplicates: &Duplicates, gazetteer: &Gazetteer) -> Evidence {
    let marked = quote.marks.iter().filter(|(.., actor)| actors.contains(actor));
    Evidence {
        document: quote.document.to_string(),
        article: quote.article,
        sentence: quote.sentence,
        line: u32::try_from(quote.line).unwrap_or(u32::MAX),
        date: quote.date,
        text: quote.text.clone(),
        spans: marked
            .map(|(start, end, actor)| MarkedSpan { start: *start, end: *end, actor: gazetteer.actor(*actor).id.clone() })
            .collect(),
        copies: duplicates.copies_of(&quote.document, quote.article).to_vec(),
    }
}
