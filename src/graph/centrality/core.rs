//! Core numbers: how thick the thicket is that an actor stands in.

use super::Neighbours;

/// The largest k for which a node belongs to a part of the graph in which all have k neighbours or more (Batagelj and Zaversnik
/// 2003).
pub(crate) fn core_numbers(neighbours: &Neighbours) -> Vec<u32> {
    let count = neighbours.count();
    let mut degree: Vec<usize> = (0..count).map(|node| neighbours.of(node).len()).collect();
    // Nodes sorted by degree, where each degree begins, and where each node stands.
    let mut starts = vec![0; degree.iter().max().map_or(0, |most| most + 2)];
    degree.iter().for_each(|degree| starts[degree + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut free = starts.clone();
    let (mut sorted, mut place) = (vec![0; count], vec![0; count]);
    for node in 0..count {
        place[node] = free[degree[node]];
        sorted[place[node]] = node;
        free[degree[node]] += 1;
    }
    for at in 0..count {
        let node = sorted[at];
        for &(other, _) in neighbours.of(node) {
            if degree[other] > degree[node] {
                // The other changes places with the first of its degree, which then begins one later.
                let first = starts[degree[other]].max(at + 1);
                let swapped = sorted[first];
                sorted.swap(first, place[other]);
                (place[swapped], place[other]) = (place[other], first);
                starts[degree[other]] = first + 1;
                degree[other] -= 1;
            }
        }
    }
    degree.into_iter().map(|degree| u32::try_from(degree).unwrap_or(u32::MAX)).collect()
}
