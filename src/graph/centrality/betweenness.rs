//! Betweenness: the share of shortest ways between two others that lead over an actor.

use rayon::prelude::*;

use super::Neighbours;

/// Up to this many nodes every node is a source, and the result is exact.
const EXACT: usize = 2_000;
/// Sources that are drawn in larger graphs.
const SOURCES: usize = 1_024;
/// Sources that one task works through; sums are joined task by task, so that the number of threads does not matter.
const A_TASK: usize = 32;
/// Where the draw of sources begins: the same for every run.
const SEED: u64 = 42;

/// Betweenness of every node.
pub(crate) struct Betweenness {
    /// From 0 to 1, by node.
    pub values: Vec<f64>,
    /// From how many nodes the shortest ways were followed.
    pub sources: usize,
    /// The largest standard error of a value, as the spread of the sources tells it; 0 where all nodes are sources.
    pub error: f64,
}

/// Betweenness by the algorithm of Brandes (2001). A way is as long as it has links: weights say how strong a link is, not how far
/// it leads. Shared among the pairs of other nodes, (n−1)(n−2)/2, so that 1 means all of them.
pub(crate) fn betweenness(neighbours: &Neighbours) -> Betweenness {
    let count = neighbours.count();
    let sources: Vec<usize> = if count <= EXACT { (0..count).collect() } else { drawn(count) };
    from_sources(neighbours, &sources)
}

fn from_sources(neighbours: &Neighbours, sources: &[usize]) -> Betweenness {
    let count = neighbours.count();
    let links = Links::of(neighbours);
    let sums = sources.par_chunks(A_TASK).map(|some| dependencies(&links, some)).collect::<Vec<_>>();
    let (mut sum, mut squares) = (vec![0.0; count], vec![0.0; count]);
    for (part, part_squares) in sums {
        sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        squares.iter_mut().zip(part_squares).for_each(|(sum, part)| *sum += part);
    }
    let [all, used] = [count, sources.len()].map(as_float);
    let pairs = (all - 1.0) * (all - 2.0);
    if pairs <= 0.0 {
        return Betweenness { values: sum, sources: sources.len(), error: 0.0 };
    }
    let mut error: f64 = 0.0;
    if sources.len() < count {
        for (sum, squares) in sum.iter().zip(&squares) {
            let variance = (squares - sum * sum / used) / (used - 1.0);
            error = error.max(all / pairs * (variance.max(0.0) / used * (1.0 - used / all)).sqrt());
        }
    }
    let values = sum.into_iter().map(|sum| sum * all / used / pairs).collect();
    Betweenness { values, sources: sources.len(), error }
}

/// Sources without repeats, in order: the first of a shuffle with a fixed seed.
fn drawn(count: usize) -> Vec<usize> {
    let mut nodes: Vec<usize> = (0..count).collect();
    let mut state = SEED;
    for at in 0..SOURCES {
        let rest = u64::try_from(count - at).unwrap_or(u64::MAX);
        nodes.swap(at, at + usize::try_from(split_mix(&mut state) % rest).unwrap_or(0));
    }
    nodes.truncate(SOURCES);
    nodes.sort_unstable();
    nodes
}

/// The generator of Steele, Lea and Flood (2014).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The neighbours of each node without weights, in a quarter of the room: they are gone through a thousand times.
struct Links {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Links {
    fn of(neighbours: &Neighbours) -> Self {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (mut starts, mut ends) = (vec![0], Vec::new());
        for node in 0..neighbours.count() {
            ends.extend(neighbours.of(node).iter().map(|(to, _)| narrow(*to)));
            starts.push(narrow(ends.len()));
        }
        Self { starts, ends }
    }

    fn from(&self, node: usize) -> impl Iterator<Item = usize> {
        self.ends[self.starts[node] as usize..self.starts[node + 1] as usize].iter().map(|to| *to as usize)
    }
}

/// Sums, and sums of squares, of what the sources depend on each node.
fn dependencies(links: &Links, sources: &[usize]) -> (Vec<f64>, Vec<f64>) {
    let count = links.starts.len() - 1;
    let (mut sum, mut squares) = (vec![0.0; count], vec![0.0; count]);
    let mut distance = vec![u32::MAX; count];
    let (mut ways, mut depends) = (vec![0.0; count], vec![0.0; count]);
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for &source in sources {
        for &node in &order {
            (distance[node], ways[node], depends[node]) = (u32::MAX, 0.0, 0.0);
        }
        order.clear();
        order.push(source);
        (distance[source], ways[source]) = (0, 1.0);
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            let (further, so_far) = (distance[node] + 1, ways[node]);
            for to in links.from(node) {
                if distance[to] == u32::MAX {
                    distance[to] = further;
                    order.push(to);
                }
                if distance[to] == further {
                    ways[to] += so_far;
                }
            }
        }
        for &node in order[1..].iter().rev() {
            let share = (1.0 + depends[node]) / ways[node];
            let nearer = distance[node] - 1;
            for to in links.from(node) {
                if distance[to] == nearer {
                    depends[to] += ways[to] * share;
                }
            }
            sum[node] += depends[node];
            squares[node] += depends[node] * depends[node];
        }
    }
    (sum, squares)
}

/// Counts of nodes are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
const fn as_float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_as_near_as_it_says() {
        let (count, mut state) = (2_500, 7);
        let mut any = || usize::try_from(split_mix(&mut state) % 2_500).unwrap_or(0);
        let mut links: Vec<(usize, usize, f64)> =
            (0..5_000).map(|_| (any(), any() % (1 + any()), 1.0)).filter(|(a, b, _)| a != b).collect();
        links.sort_by_key(|(a, b, _)| (*a, *b));
        links.dedup();
        let neighbours = Neighbours::new(count, &links);
        let exact = from_sources(&neighbours, &(0..count).collect::<Vec<_>>());
        let sampled = betweenness(&neighbours);
        assert_eq!((exact.sources, exact.error, sampled.sources), (count, 0.0, SOURCES));
        let off = exact.values.iter().zip(&sampled.values).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let most = exact.values.iter().copied().fold(0.0, f64::max);
        // The largest of 2 500 deviations may be some standard errors; it is still small beside the largest value.
        assert!(off < 4.0 * sampled.error && sampled.error < most / 10.0, "{off} {} {most}", sampled.error);
    }

    #[test]
    fn sources_are_drawn_once_each() {
        let mut sources = drawn(3_000);
        sources.dedup();
        assert_eq!(sources.len(), SOURCES);
        assert!(sources[0] < 30 && sources[SOURCES - 1] > 2_970, "from all over");
    }
}
