//! What the links say of each actor: betweenness, PageRank, core number.
//!
//! Owns the algorithms over plain lists of links. Nodes are numbered from 0; a link has two different ends and stands once. The
//! same links give the same numbers for any number of threads.

mod betweenness;
mod core;
mod pagerank;

pub(super) use betweenness::betweenness;
pub(super) use core::core_numbers;
pub(super) use pagerank::pagerank;

/// The neighbours of each node, with the weight of the link to each, in the order of their numbers.
pub(super) struct Neighbours {
    starts: Vec<usize>,
    ends: Vec<(usize, f64)>,
}

impl Neighbours {
    /// Of `count` nodes and these links.
    pub fn new(count: usize, links: &[(usize, usize, f64)]) -> Self {
        let mut starts = vec![0; count + 1];
        for &(a, b, _) in links {
            starts[a + 1] += 1;
            starts[b + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut ends = vec![(0, 0.0); 2 * links.len()];
        for &(a, b, weight) in links {
            for (from, to) in [(a, b), (b, a)] {
                ends[free[from]] = (to, weight);
                free[from] += 1;
            }
        }
        for at in 0..count {
            ends[starts[at]..starts[at + 1]].sort_unstable_by_key(|(to, _)| *to);
        }
        Self { starts, ends }
    }

    /// Number of nodes.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Those of one node.
    pub fn of(&self, node: usize) -> &[(usize, f64)] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path of four, and a node alone.
    fn path() -> Neighbours {
        Neighbours::new(5, &[(0, 1, 1.0), (2, 1, 3.0), (3, 2, 1.0)])
    }

    #[test]
    fn neighbours_are_told_from_both_ends() {
        assert_eq!(path().of(1), [(0, 1.0), (2, 3.0)]);
        assert_eq!((path().of(4), path().count()), (&[] as &[(usize, f64)], 5));
    }

    #[test]
    fn the_middle_of_a_path_is_between() {
        let found = betweenness(&path());
        // Of the six pairs of others, two go through 1, and two through 2.
        assert_eq!(found.values, [0.0, 2.0 / 6.0, 2.0 / 6.0, 0.0, 0.0]);
        assert_eq!((found.sources, found.error), (5, 0.0));
        assert_eq!(betweenness(&Neighbours::new(2, &[(0, 1, 1.0)])).values, [0.0, 0.0]);
        assert!(betweenness(&Neighbours::new(0, &[])).values.is_empty());
    }

    #[test]
    fn ranks_add_up_to_one() {
        let ranks = pagerank(&path());
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9 && ranks[1] > ranks[0] && ranks[0] > ranks[4], "{ranks:?}");
        assert!(pagerank(&Neighbours::new(0, &[])).is_empty());
    }

    #[test]
    fn a_triangle_with_a_tail_has_two_cores() {
        let links = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (2, 3, 1.0)];
        assert_eq!(core_numbers(&Neighbours::new(5, &links)), [2, 2, 2, 1, 0]);
    }
}
