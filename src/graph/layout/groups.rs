//! The groups of a graph: actors that links connect, directly or through others.

/// Groups of nodes `0..count`, the largest first; of two as large, the one with the lowest node. Members stand in ascending order.
pub(super) fn of(count: usize, links: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
    let mut parents: Vec<usize> = (0..count).collect();
    for &(a, b, _) in links {
        let (a, b) = (root(&mut parents, a), root(&mut parents, b));
        // The lower one leads, so that the order of links does not matter.
        parents[a.max(b)] = a.min(b);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); count];
    for node in 0..count {
        groups[root(&mut parents, node)].push(node);
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| (usize::MAX - group.len(), group[0]));
    groups
}

/// Who leads the group of a node. Halves the way for the next one who asks.
fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_connect_through_others() {
        let links = [(5, 4, 1.0), (1, 3, 1.0), (3, 5, 1.0), (0, 6, 1.0)];
        assert_eq!(of(8, &links), [vec![1, 3, 4, 5], vec![0, 6], vec![2], vec![7]]);
        assert_eq!(of(0, &[]), Vec::<Vec<usize>>::new());
    }
}
