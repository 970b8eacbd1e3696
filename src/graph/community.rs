//! Communities: groups of actors that appear with each other more than with the rest.

use crate::graph::Node;
use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};

/// Every run starts from the same seed, so that the same graph has the same communities.
const SEED: u64 = 42;

/// Divides nodes `0..count` by the Leiden algorithm (Traag, Waltman and van Eck 2019) with modularity, over weighted edges of
/// positive weight. Communities are numbered from 0, the largest first; of two as large, the one with the lowest node.
pub(super) fn communities(count: usize, edges: &[(usize, usize, f64)]) -> Vec<u32> {
    let found = divide(count, edges).unwrap_or_else(|| (0..count).collect());
    let mut members: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (node, community) in found.into_iter().enumerate() {
        members.entry(community).or_default().push(node);
    }
    let mut groups: Vec<Vec<usize>> = members.into_values().collect();
    groups.sort_by_key(|group| (usize::MAX - group.len(), group.first().copied()));
    let mut numbers = vec![0; count];
    for (group, number) in groups.iter().zip(0..) {
        for &node in group {
            numbers[node] = number;
        }
    }
    numbers
}

fn divide(count: usize, edges: &[(usize, usize, f64)]) -> Option<Vec<usize>> {
    let mut builder = GraphDataBuilder::new(count);
    for &(a, b, weight) in edges.iter().filter(|edge| edge.2 > 0.0 && edge.2.is_finite()) {
        builder.add_edge(a, b, weight).ok()?;
    }
    let config = LeidenConfig::builder().seed(SEED).build();
    let found = Leiden::new(config).run(&builder.build().ok()?).ok()?;
    Some(found.partition.as_slice().to_vec())
}

/// Modularity of a division (Newman 2004): the share of the weight that lies inside communities, less the share that would if the
/// same strengths were linked at random. Links without positive weight do not count; 0 where there is no other.
pub(super) fn modularity(communities: &[u32], edges: &[(usize, usize, f64)]) -> f64 {
    let groups = communities.iter().max().map_or(0, |most| *most as usize + 1);
    let (mut inside, mut strength) = (vec![0.0; groups], vec![0.0; groups]);
    let mut all = 0.0;
    for &(a, b, weight) in edges.iter().filter(|edge| edge.2 > 0.0 && edge.2.is_finite()) {
        let [one, other] = [a, b].map(|end| communities[end] as usize);
        all += weight;
        strength[one] += weight;
        strength[other] += weight;
        if one == other {
            inside[one] += weight;
        }
    }
    if all == 0.0 {
        return 0.0;
    }
    inside.iter().zip(&strength).map(|(inside, strength)| inside / all - (strength / (2.0 * all)).powi(2)).sum()
}

/// Most actors in the name of a community.
const NAMED: usize = 3;

/// Names each community after its strongest actors, as `China, Xi Jinping, Taiwan`; of two as strong, after the one with the lower id.
pub(super) fn name(nodes: &mut [Node]) {
    let groups = nodes.iter().map(|node| node.community as usize + 1).max().unwrap_or(0);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    for (at, node) in nodes.iter().enumerate() {
        members[node.community as usize].push(at);
    }
    for group in &mut members {
        group.sort_by(|&a, &b| nodes[b].strength.total_cmp(&nodes[a].strength).then(nodes[a].id.cmp(&nodes[b].id)));
        let strongest: Vec<&str> = group.iter().take(NAMED).map(|&at| nodes[at].label.as_str()).collect();
        let name = strongest.join(", ");
        for &mut at in group {
            nodes[at].community_name.clone_from(&name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cliques_with_a_bridge_are_two_communities() {
        let clique = |from: usize| (from..from + 4).flat_map(move |a| (a + 1..from + 4).map(move |b| (a, b, 1.0)));
        let edges: Vec<_> = clique(0).chain(clique(4)).chain([(3, 4, 1.0)]).collect();
        assert_eq!(communities(9, &edges), [0, 0, 0, 0, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn modularity_of_two_cliques() {
        let edges = [(0, 1, 2.0), (2, 3, 2.0), (1, 2, 1.0), (0, 3, -1.0)];
        // Four fifths of the weight lie inside, and each half holds half of the strength.
        assert!((modularity(&[0, 0, 1, 1], &edges) - (0.8 - 0.5)).abs() < 1e-12);
        assert_eq!((modularity(&[0, 0, 0, 0], &edges), modularity(&[0], &[]), modularity(&[], &[])), (0.0, 0.0, 0.0));
    }

    #[test]
    fn no_edges_and_no_nodes() {
        assert_eq!(communities(0, &[]), Vec::<u32>::new());
        assert_eq!(communities(2, &[]), [0, 1]);
    }
}
