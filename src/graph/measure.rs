//! What follows from the links for each actor and for the graph as a whole.

use std::collections::BTreeMap;

use crate::graph::Node;
use crate::graph::centrality::{Neighbours, betweenness, core_numbers, pagerank};
use crate::graph::community::{communities, modularity, name};

/// How much is worked out of the place of each actor among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measured {
    /// All: degree, strength, betweenness, PageRank, core number and community.
    #[default]
    Fully,
    /// Degree and strength, for answers that show no more.
    Links,
}

/// Fills in the measures of `nodes` that follow from their links, and tells those of the whole graph.
///
/// Degree, betweenness and core number count every link as one. Strength adds up all weights. PageRank and communities follow links
/// of positive weight only: a measure such as NPMI can be negative.
pub(super) fn measure(nodes: &mut [Node], links: &[(usize, usize, f64)], measured: Measured) -> BTreeMap<String, f64> {
    for (a, b, weight) in links {
        for end in [*a, *b] {
            nodes[end].degree += 1;
            nodes[end].strength += weight;
        }
    }
    if measured == Measured::Links {
        return BTreeMap::new();
    }
    let all = Neighbours::new(nodes.len(), links);
    let between = betweenness(&all);
    let cores = core_numbers(&all);
    drop(all);
    let positive: Vec<(usize, usize, f64)> = links.iter().copied().filter(|(.., weight)| *weight > 0.0 && weight.is_finite()).collect();
    let ranks = pagerank(&Neighbours::new(nodes.len(), &positive));
    let groups = communities(nodes.len(), &positive);
    let modularity = modularity(&groups, &positive);
    let communities = groups.iter().max().map_or(0, |most| most + 1);
    for (at, node) in nodes.iter_mut().enumerate() {
        (node.betweenness, node.pagerank) = (between.values[at], ranks[at]);
        (node.core, node.community) = (cores[at], groups[at]);
    }
    name(nodes);
    let sources = u32::try_from(between.sources).unwrap_or(u32::MAX);
    [
        ("betweenness_error", between.error),
        ("betweenness_sources", f64::from(sources)),
        ("communities", f64::from(communities)),
        ("modularity", modularity),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), (value * 1e6).round() / 1e6))
    .collect()
}
