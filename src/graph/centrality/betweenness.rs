//! Betweenness: the share of shortest ways between two others that lead over an actor.

use rayon::prelude::*;

use super::Neighbours;

/// Up to this many nodes every node is a source, and the result is exact.
const EXACT: usize = 2_000;
/// Sources that are drawn in larger graphs.
const SOURCES: usize = 1_024;
/// Sources that one task follows, each a bit; sums are joined task by task, so that the number of threads does not matter.
const A_TASK: usize = u32::BITS as usize;
/// Tasks of each thread whose sums are kept until they are joined.
const TASKS: usize = 4;
/// Up to this many nodes it follows them all at once, for which it keeps two numbers a source of each node; in larger graphs so few at once.
const WIDE: usize = 1 << 15;
const FEW: usize = 4;
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
    let (mut sum, mut squares) = (vec![0.0; count], vec![0.0; count]);
    // The sums of all tasks at once would take more room than all else.
    for some in sources.chunks(A_TASK * TASKS * rayon::current_num_threads()) {
        let sums = if count <= WIDE { sums::<A_TASK>(&links, some) } else { sums::<FEW>(&links, some) };
        for (part, part_squares) in sums {
            sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
            squares.iter_mut().zip(part_squares).for_each(|(sum, part)| *sum += part);
        }
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

/// Sums, and sums of squares, of what the sources depend on each node, for each task. As many sources are followed at once as there are
/// lanes.
fn sums<const LANES: usize>(links: &Links, sources: &[usize]) -> Vec<(Vec<f64>, Vec<f64>)> {
    let count = links.starts.len() - 1;
    let task = |room: &mut Room<LANES>, sources: &[usize]| {
        let (mut sum, mut squares) = (vec![0.0; count], vec![0.0; count]);
        for some in sources.chunks(LANES) {
            room.follow(links, some);
            for ((sum, squares), depends) in sum.iter_mut().zip(&mut squares).zip(&room.depends) {
                for value in &depends[..some.len()] {
                    *sum += value;
                    *squares += value * value;
                }
            }
        }
        (sum, squares)
    };
    sources.par_chunks(A_TASK).map_init(|| Room::new(count), task).collect()
}

/// The nodes that are equally far from some sources, with a bit for each of these sources.
type Level = Vec<(u32, u32)>;

/// Room for following some sources at once, with a lane for each.
struct Room<const LANES: usize> {
    /// By node, how many shortest ways lead to it from each source, and what each source depends on it.
    ways: Vec<[f64; LANES]>,
    depends: Vec<[f64; LANES]>,
    /// By node, a bit for each source that has reached it; and, while a level is made or looked back at, for each from which it lies on
    /// that level.
    seen: Vec<u32>,
    here: Vec<u32>,
    levels: Vec<Level>,
}

/// The places of the bits that are set.
fn bits<const LANES: usize>(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (bit < u32::BITS).then_some(bit as usize % LANES)
    })
}

impl<const LANES: usize> Room<LANES> {
    fn new(count: usize) -> Self {
        let lanes = || vec![[0.0; LANES]; count];
        Self { ways: lanes(), depends: lanes(), seen: vec![0; count], here: vec![0; count], levels: Vec::new() }
    }

    /// Works out what the sources depend on each node. A link is looked at once for all of them to which it is as far, and only by those
    /// whose shortest ways lead over it.
    fn follow(&mut self, links: &Links, sources: &[usize]) {
        self.ways.fill([0.0; LANES]);
        self.depends.fill([0.0; LANES]);
        self.seen.fill(0);
        self.levels.clear();
        self.go(links, sources);
        self.come_back(links);
        for (at, &source) in sources.iter().enumerate() {
            // What a source depends on itself is between nothing.
            self.depends[source][at] = 0.0;
        }
    }

    /// Counts the shortest ways, level by level.
    fn go(&mut self, links: &Links, sources: &[usize]) {
        let mut level: Level = Vec::new();
        for (at, &source) in sources.iter().enumerate() {
            self.ways[source][at] = 1.0;
            self.seen[source] |= 1 << at;
            level.push((u32::try_from(source).unwrap_or(u32::MAX), 1 << at));
        }
        while !level.is_empty() {
            let mut next: Level = Vec::new();
            for &(node, on) in &level {
                let so_far = self.ways[node as usize];
                for to in links.from(node as usize) {
                    let reached = on & !self.seen[to];
                    if reached == 0 {
                        continue;
                    }
                    if self.here[to] == 0 {
                        next.push((u32::try_from(to).unwrap_or(u32::MAX), 0));
                    }
                    self.here[to] |= reached;
                    let ways = &mut self.ways[to];
                    bits::<LANES>(reached).for_each(|at| ways[at] += so_far[at]);
                }
            }
            for (node, on) in &mut next {
                *on = std::mem::take(&mut self.here[*node as usize]);
                self.seen[*node as usize] |= *on;
            }
            self.levels.push(std::mem::replace(&mut level, next));
        }
    }

    /// Shares what depends on each node among those from which the shortest ways to it come, from the furthest level on.
    fn come_back(&mut self, links: &Links) {
        let mut share = [0.0; LANES];
        for levels in self.levels.windows(2).rev() {
            let [nearer, level] = levels else { continue };
            nearer.iter().for_each(|(node, on)| self.here[*node as usize] |= on);
            for &(node, on) in level {
                let (ways, depends) = (&self.ways[node as usize], &self.depends[node as usize]);
                bits::<LANES>(on).for_each(|at| share[at] = (1.0 + depends[at]) / ways[at]);
                for to in links.from(node as usize) {
                    let over = on & self.here[to];
                    let (ways, depends) = (&self.ways[to], &mut self.depends[to]);
                    bits::<LANES>(over).for_each(|at| depends[at] += ways[at] * share[at]);
                }
            }
            nearer.iter().for_each(|(node, _)| self.here[*node as usize] = 0);
        }
    }
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
    fn it_does_not_matter_how_many_sources_are_followed_at_once() {
        let (count, mut state) = (500, 7);
        let mut any = || usize::try_from(split_mix(&mut state) % 500).unwrap_or(0);
        let mut links: Vec<(usize, usize, f64)> =
            (0..1_500).map(|_| (any(), any() % (1 + any()), 1.0)).filter(|(a, b, _)| a != b).collect();
        links.sort_by_key(|(a, b, _)| (*a, *b));
        links.dedup();
        let (links, sources) = (Links::of(&Neighbours::new(count, &links)), (0..count).collect::<Vec<_>>());
        let (many, few) = (sums::<A_TASK>(&links, &sources), sums::<FEW>(&links, &sources));
        assert_eq!(many.len(), few.len());
        for ((one, other), place) in many.iter().zip(&few).flat_map(|(one, other)| one.0.iter().zip(&other.0)).zip(0..) {
            assert!((one - other).abs() <= 1e-12 * one.abs(), "{place}: {one} {other}");
        }
    }

    #[test]
    fn sources_are_drawn_once_each() {
        let mut sources = drawn(3_000);
        sources.dedup();
        assert_eq!(sources.len(), SOURCES);
        assert!(sources[0] < 30 && sources[SOURCES - 1] > 2_970, "from all over");
    }
}
