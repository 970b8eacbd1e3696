//! How two actors are connected: the strongest way and the shortest one, each step with a sentence.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use serde::Serialize;

use crate::answer::Named;
use crate::graph::{ActorGraph, Edge, EdgeRelation, Evidence};
use crate::spool::SpoolError;

/// The ways from one actor to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Connection {
    /// The way whose steps are strong: the sum of 1/weight over its steps is the least there is (Newman 2001).
    pub strongest: Way,
    /// The way with fewest steps; of several, the one whose steps are strong.
    pub shortest: Way,
}

/// A way over links of positive weight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Way {
    /// Sum of 1/weight over its steps.
    pub distance: f64,
    /// Its steps in order.
    pub steps: Vec<Step>,
}

/// A step from one actor to the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Where it begins.
    pub from: Named,
    /// Where it ends.
    pub to: Named,
    /// Weight of the link.
    pub weight: f64,
    /// Windows of distinct articles that hold both.
    pub sentences: u64,
    /// Distinct articles with such a window.
    pub articles: u64,
    /// Of the evidence at hand, the text in which the two are named nearest to each other; of several, the shortest, then the first.
    pub evidence: Option<Evidence>,
    /// How many such texts there are.
    pub evidence_total: u64,
    /// What the two do to each other, the most told first, each with its first sentences. Empty where it was not asked for.
    pub relations: Vec<EdgeRelation>,
}

/// How far it is from the start: two numbers, the first of which counts first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Far(f64, f64);

impl Eq for Far {}

impl PartialOrd for Far {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Far {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.total_cmp(&other.1))
    }
}

impl Connection {
    /// The ways between the actors with these ids, or nothing where there are none.
    ///
    /// # Errors
    /// When sentences stand in a temporary file that cannot be read.
    pub fn between(graph: &ActorGraph, from: &str, to: &str) -> Result<Option<Self>, SpoolError> {
        let position = |id: &str| graph.nodes().position(|node| node.id == id);
        let (Some(from), Some(to)) = (position(from), position(to)) else { return Ok(None) };
        let mut links: Vec<Vec<(usize, &Edge)>> = vec![Vec::new(); graph.node_count()];
        for (a, b, edge) in graph.edge_ends().filter(|(.., edge)| edge.weight > 0.0 && edge.weight.is_finite()) {
            links[a].push((b, edge));
            links[b].push((a, edge));
        }
        let strongest = way(graph, &links, (from, to), |length| Far(length, 1.0))?;
        let shortest = way(graph, &links, (from, to), |length| Far(1.0, length))?;
        Ok(strongest.zip(shortest).map(|(strongest, shortest)| Self { strongest, shortest }))
    }
}

/// The nearest way by Dijkstra's algorithm, where `far` tells how far a step of some length leads.
fn way(
    graph: &ActorGraph,
    links: &[Vec<(usize, &Edge)>],
    (from, to): (usize, usize),
    far: impl Fn(f64) -> Far,
) -> Result<Option<Way>, SpoolError> {
    let mut best: Vec<Option<(Far, usize)>> = vec![None; links.len()];
    let mut open = BinaryHeap::from([Reverse((Far(0.0, 0.0), from))]);
    best[from] = Some((Far(0.0, 0.0), from));
    while let Some(Reverse((so_far, node))) = open.pop() {
        if node == to {
            break;
        }
        if best[node].is_some_and(|(least, _)| least < so_far) {
            continue;
        }
        for (next, edge) in &links[node] {
            let step = far(1.0 / edge.weight);
            let reached = Far(so_far.0 + step.0, so_far.1 + step.1);
            if best[*next].is_none_or(|(least, _)| reached < least) {
                best[*next] = Some((reached, node));
                open.push(Reverse((reached, *next)));
            }
        }
    }
    let nodes: Vec<_> = graph.nodes().collect();
    let mut steps = Vec::new();
    let mut at = to;
    while at != from {
        let Some((_, before)) = best[at] else { return Ok(None) };
        let Some((_, edge)) = links[at].iter().find(|(other, _)| *other == before) else { return Ok(None) };
        steps.push(Step {
            from: Named::node(nodes[before]),
            to: Named::node(nodes[at]),
            weight: edge.weight,
            sentences: edge.sentences,
            articles: edge.articles,
            evidence: clearest(edge)?,
            evidence_total: edge.evidence_total,
            relations: edge.relations.iter().map(shortened).collect(),
        });
        at = before;
    }
    steps.reverse();
    Ok(Some(Way { distance: steps.iter().map(|step| 1.0 / step.weight).sum(), steps }))
}

/// Sentences that are kept of each relation.
const TOLD: usize = 3;

fn shortened(relation: &EdgeRelation) -> EdgeRelation {
    let mut relation = relation.clone();
    relation.evidence.truncate(TOLD);
    relation
}

/// The text in which the two actors are named nearest to each other; of several, the shortest, then the first.
fn clearest(edge: &Edge) -> Result<Option<Evidence>, SpoolError> {
    Ok(edge.evidence.read()?.iter().min_by_key(|evidence| (gap(evidence), evidence.text.len())).cloned())
}

/// Code points between the nearest names of two different actors.
fn gap(evidence: &Evidence) -> u32 {
    let pairs = evidence.spans.windows(2).filter(|pair| pair[0].actor != pair[1].actor);
    pairs.map(|pair| pair[1].start.saturating_sub(pair[0].end)).min().unwrap_or(u32::MAX)
}
