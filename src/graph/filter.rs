//! Filters: which pairs become edges. Each tells what it did.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::association::{Contingency, holm};
use crate::cooccurrence::Cooccurrences;
use crate::gazetteer::Gazetteer;
use crate::graph::{Measured, Weight};
use crate::id::ActorId;

/// Which pairs become edges. The filters work in the order of the fields below, each on what the one before has left.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EdgeFilter {
    /// The measure by which edges weigh.
    pub weight: Weight,
    /// Types of actors that are kept; all where empty.
    pub types: Vec<String>,
    /// Whether links between leaders and what they lead are left out.
    pub without_affiliations: bool,
    /// The level at which two actors must appear together more often than chance would have it. Tested by G² as chi-square with one
    /// degree of freedom, corrected by Holm's method for all pairs of the named actors, whether they appear together or not.
    pub significance: Option<f64>,
    /// Lowest number of windows with both.
    pub min_count: Option<u64>,
    /// Lowest weight of an edge.
    pub min_weight: Option<f64>,
    /// The level at which an edge must be heavier, for one of its actors, than if that actor's strength were spread over its edges
    /// at random (Serrano, Boguñá and Vespignani 2009).
    pub backbone: Option<f64>,
    /// An actor whose surroundings are all that is kept.
    pub ego: Option<Ego>,
    /// How many edges are kept at most, the heaviest.
    pub top: Option<usize>,
    /// Whether actors without any edge are kept.
    pub with_isolates: bool,
    /// How much is worked out of each actor.
    pub measured: Measured,
}

/// An actor with those around it, and the links among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ego {
    /// The actor in the middle.
    pub actor: ActorId,
    /// How many steps away from it the others may be.
    pub depth: u32,
}

/// What a filter did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterEffect {
    /// What is counted, such as `pairs`.
    pub unit: &'static str,
    /// The filter as it is given on a command line.
    pub filter: String,
    /// How many before it.
    pub before: usize,
    /// How many after it.
    pub after: usize,
}

/// A pair of actors on its way to an edge.
pub(super) struct Pair {
    /// The row of its counts.
    pub row: u32,
    pub key: (ActorId, ActorId),
    pub weight: f64,
    pub sentences: u64,
    pub affiliation: bool,
}

impl EdgeFilter {
    /// Whether actors of the type of this one are kept.
    pub(super) fn keeps(&self, gazetteer: &Gazetteer, actor: ActorId) -> bool {
        self.types.is_empty() || self.types.iter().any(|name| name == gazetteer.actor(actor).actor_type.name())
    }

    /// Sends `pairs` through all filters and tells what each did.
    pub(super) fn apply(&self, counts: &Cooccurrences, gazetteer: &Gazetteer, pairs: &mut Vec<Pair>) -> Vec<FilterEffect> {
        let mut effects = Vec::new();
        let mut filter = |pairs: &mut Vec<Pair>, name: String, work: &dyn Fn(&mut Vec<Pair>)| {
            let before = pairs.len();
            work(pairs);
            effects.push(FilterEffect { unit: "pairs", filter: name, before, after: pairs.len() });
        };
        if !self.types.is_empty() {
            filter(pairs, format!("--type {}", self.types.join(",")), &|pairs| {
                pairs.retain(|pair| self.keeps(gazetteer, pair.key.0) && self.keeps(gazetteer, pair.key.1));
            });
        }
        if self.without_affiliations {
            filter(pairs, "--no-affiliations".to_owned(), &|pairs| pairs.retain(|pair| !pair.affiliation));
        }
        if let Some(level) = self.significance {
            let actors = counts.actors.iter().filter(|(actor, count)| count.windows > 0 && self.keeps(gazetteer, *actor)).count();
            let tests = actors * actors.saturating_sub(1) / 2;
            filter(pairs, format!("--significance {level}, corrected for {tests} pairs"), &|pairs| {
                significant(counts, level, tests, pairs);
            });
        }
        if let Some(least) = self.min_count {
            filter(pairs, format!("--min-count {least}"), &|pairs| pairs.retain(|pair| pair.sentences >= least));
        }
        if let Some(least) = self.min_weight {
            filter(pairs, format!("--min-weight {least}"), &|pairs| pairs.retain(|pair| pair.weight >= least));
        }
        if let Some(level) = self.backbone {
            filter(pairs, format!("--backbone {level}"), &|pairs| backbone(level, pairs));
        }
        if let Some(ego) = self.ego {
            let name = format!("--ego {} --depth {}", gazetteer.actor(ego.actor).id, ego.depth);
            filter(pairs, name, &|pairs| around(ego, pairs));
        }
        if let Some(top) = self.top {
            filter(pairs, format!("--top {top}"), &|pairs| {
                pairs.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.key.cmp(&b.key)));
                pairs.truncate(top);
                pairs.sort_by_key(|pair| pair.key);
            });
        }
        effects
    }
}

/// The table of association of a pair.
pub(super) fn contingency(counts: &Cooccurrences, (one, other): (ActorId, ActorId), both: u64) -> Contingency {
    let windows = |actor: ActorId| counts.actors.get(actor).map_or(0, |count| count.windows);
    Contingency::from_totals(both, windows(one), windows(other), counts.windows)
}

/// Keeps the pairs that appear together more often than chance would have it, at this level over all tests.
fn significant(counts: &Cooccurrences, level: f64, tests: usize, pairs: &mut Vec<Pair>) {
    let values: Vec<f64> = pairs
        .iter()
        .map(|pair| {
            let table = contingency(counts, pair.key, pair.sentences);
            if table.pmi() > 0.0 { table.p_value() } else { 1.0 }
        })
        .collect();
    let mut corrected = holm(&values, tests).into_iter();
    pairs.retain(|_| corrected.next().is_some_and(|value| value <= level));
}

/// The disparity filter: an edge of weight w stays where, at one of its ends with k edges of strength s, (1 − w/s)^(k−1) is below the
/// level. An end with a single edge cannot tell. Edges without positive weight go.
fn backbone(level: f64, pairs: &mut Vec<Pair>) {
    let mut ends: FxHashMap<ActorId, (i32, f64)> = FxHashMap::default();
    pairs.retain(|pair| pair.weight > 0.0);
    for pair in pairs.iter() {
        for end in [pair.key.0, pair.key.1] {
            let (degree, strength) = ends.entry(end).or_default();
            *degree += 1;
            *strength += pair.weight;
        }
    }
    pairs.retain(|pair| {
        [pair.key.0, pair.key.1].iter().any(|end| {
            let (degree, strength) = ends[end];
            degree > 1 && (1.0 - pair.weight / strength).max(0.0).powi(degree - 1) < level
        })
    });
}

/// Keeps the links among those who are at most so many steps from the ego.
fn around(ego: Ego, pairs: &mut Vec<Pair>) {
    let mut near = FxHashSet::from_iter([ego.actor]);
    for _ in 0..ego.depth {
        let reached: Vec<ActorId> = pairs
            .iter()
            .filter_map(|pair| match (near.contains(&pair.key.0), near.contains(&pair.key.1)) {
                (true, false) => Some(pair.key.1),
                (false, true) => Some(pair.key.0),
                _ => None,
            })
            .collect();
        if reached.is_empty() {
            break;
        }
        near.extend(reached);
    }
    pairs.retain(|pair| near.contains(&pair.key.0) && near.contains(&pair.key.1));
}
