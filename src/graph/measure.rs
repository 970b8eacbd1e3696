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
    /// All, of the actors that have a link, as if the others were not in the graph: those have a community of their own each, and 0 for the rest.
    FullyOfLinked,
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
    let is_counted = |node: &Node| measured == Measured::Fully || node.degree > 0;
    let counted: Vec<usize> = (0..nodes.len()).filter(|at| is_counted(&nodes[*at])).collect();
    let mut place = vec![0; nodes.len()];
    counted.iter().enumerate().for_each(|(new, old)| place[*old] = new);
    let links: Vec<(usize, usize, f64)> = links.iter().map(|(a, b, weight)| (place[*a], place[*b], *weight)).collect();
    let all = Neighbours::new(counted.len(), &links);
    let between = betweenness(&all);
    let cores = core_numbers(&all);
    drop(all);
    let positive: Vec<(usize, usize, f64)> = links.into_iter().filter(|(.., weight)| *weight > 0.0 && weight.is_finite()).collect();
    let ranks = pagerank(&Neighbours::new(counted.len(), &positive));
    let groups = communities(counted.len(), &positive);
    let modularity = modularity(&groups, &positive);
    let communities = groups.iter().max().map_or(0, |most| most + 1);
    for (new, old) in counted.into_iter().enumerate() {
        let node = &mut nodes[old];
        (node.betweenness, node.pagerank) = (between.values[new], ranks[new]);
        (node.core, node.community) = (cores[new], groups[new]);
    }
    nodes.iter_mut().filter(|node| !is_counted(node)).zip(communities..).for_each(|(node, own)| node.community = own);
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
