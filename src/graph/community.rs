//! Communities: groups of actors that appear with each other more than with the rest.

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
    fn no_edges_and_no_nodes() {
        assert_eq!(communities(0, &[]), Vec::<u32>::new());
        assert_eq!(communities(2, &[]), [0, 1]);
    }
}
