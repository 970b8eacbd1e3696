//! The tree of all folded aliases, walked byte by byte from the start of a word.
//!
//! A walk always begins at the root, so there is nothing to fall back to: an automaton's failure links would take most of the time of
//! building and of the memory, and never be used. Bytes that nothing parts are one label, so that a walk stays in few cache lines and
//! building takes milliseconds.

/// Says that no string ends at a node.
const NOTHING: u32 = u32::MAX;

/// Fewest children for which a node has a row of all classes of bytes in place of a list.
const WIDE: usize = 5;

/// A tree of byte strings, which are numbered in sorted order.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The first byte of each node's label.
    heads: Vec<u8>,
    labels: Vec<u8>,
    /// The children of nodes that have many, by class of byte. The root, which is no child, stands for none.
    rows: Vec<u32>,
    /// Class of each byte; 0 for those that no string holds.
    classes: [u8; 256],
    class_count: usize,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// Where the label begins.
    label: u32,
    len: u16,
    /// Number of children, or `u16::MAX` for a node with a row.
    count: u16,
    /// The first child, or where the row begins.
    children: u32,
    /// Number of the string that ends here.
    string: u32,
}

/// A walk down the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'t> {
    tree: &'t Tree,
    /// What is left of the label of the node that was reached.
    label: &'t [u8],
    node: &'t Node,
}

impl Tree {
    /// The tree of strings that are sorted and distinct, or nothing where they are too many or too long to be numbered.
    pub(super) fn new(sorted: &[&[u8]]) -> Option<Self> {
        let labels = sorted.concat();
        u32::try_from(labels.len().max(2 * sorted.len() + 1)).ok()?;
        let (classes, class_count) = classes(&labels);
        let mut tree = Self { nodes: Vec::new(), heads: Vec::new(), labels, rows: Vec::new(), classes, class_count };
        let starts: Vec<usize> = sorted.iter().scan(0, |end, string| Some(std::mem::replace(end, *end + string.len()))).collect();
        tree.push(0);
        // For each node: the strings at and below it, and how many of their bytes lie above.
        let mut below = vec![(0..sorted.len(), 0)];
        let mut at = 0;
        while let Some((range, above)) = below.get(at).cloned() {
            let (Some(first), Some(last)) = (sorted[range.clone()].first(), sorted[range.clone()].last()) else { break };
            let same = first[above..].iter().zip(&last[above..]).take_while(|(a, b)| a == b).count();
            let depth = above + same;
            let ends_here = first.len() == depth;
            let node = &mut tree.nodes[at];
            node.label = u32::try_from(starts[range.start] + above).ok()?;
            node.len = u16::try_from(same).ok()?;
            if ends_here {
                node.string = u32::try_from(range.start).ok()?;
            }
            let mut from = range.start + usize::from(ends_here);
            let first_child = tree.nodes.len();
            for group in sorted[from..range.end].chunk_by(|a, b| a[depth] == b[depth]) {
                tree.push(group[0][depth]);
                below.push((from..from + group.len(), depth));
                from += group.len();
            }
            tree.link(at, first_child)?;
            at += 1;
        }
        Some(tree)
    }

    fn push(&mut self, head: u8) {
        self.nodes.push(Node { label: 0, len: 0, count: 0, children: 0, string: NOTHING });
        self.heads.push(head);
    }

    /// Makes the nodes from `first` on the children of the one at `parent`.
    fn link(&mut self, parent: usize, first: usize) -> Option<()> {
        let count = self.nodes.len() - first;
        if count < WIDE {
            self.nodes[parent].children = u32::try_from(first).ok()?;
            self.nodes[parent].count = u16::try_from(count).ok()?;
            return Some(());
        }
        let row = self.rows.len();
        self.rows.resize(row + self.class_count, 0);
        for child in first..self.nodes.len() {
            let class = self.classes[self.heads[child] as usize];
            self.rows[row + class as usize] = u32::try_from(child).ok()?;
        }
        self.nodes[parent].children = u32::try_from(row).ok()?;
        self.nodes[parent].count = u16::MAX;
        Some(())
    }

    /// A walk from the place at which all strings begin.
    #[inline]
    pub(super) fn walk(&self) -> Walk<'_> {
        let root = &self.nodes[0];
        Walk { tree: self, label: &self.labels[..root.len as usize], node: root }
    }

    /// Bytes of memory.
    pub(super) fn memory_usage(&self) -> usize {
        self.nodes.len() * (size_of::<Node>() + 1) + self.labels.len() + self.rows.len() * size_of::<u32>()
    }
}

impl Walk<'_> {
    /// Goes on by one byte, if a string does.
    #[inline]
    pub(super) fn step(&mut self, byte: u8) -> bool {
        if let Some((first, rest)) = self.label.split_first() {
            self.label = rest;
            return *first == byte;
        }
        let tree = self.tree;
        let first = self.node.children as usize;
        let child = if self.node.count == u16::MAX {
            tree.rows[first + tree.classes[byte as usize] as usize] as usize
        } else {
            let heads = &tree.heads[first..first + self.node.count as usize];
            heads.iter().position(|head| *head == byte).map_or(0, |at| first + at)
        };
        if child == 0 {
            return false;
        }
        self.node = &tree.nodes[child];
        let label = self.node.label as usize;
        // The head of a label is read by choosing the child.
        self.label = &tree.labels[label + 1..label + self.node.len as usize];
        true
    }

    /// The number of the string that ends here.
    #[inline]
    pub(super) fn string(&self) -> Option<u32> {
        (self.label.is_empty() && self.node.string != NOTHING).then_some(self.node.string)
    }
}

/// A class for each byte that occurs, and the number of classes.
fn classes(bytes: &[u8]) -> ([u8; 256], usize) {
    let mut classes = [0; 256];
    bytes.iter().for_each(|byte| classes[*byte as usize] = 1);
    let mut count = 1;
    for class in classes.iter_mut().filter(|class| **class != 0) {
        // UTF-8 leaves some bytes unused, so that there are always fewer than 256.
        *class = u8::try_from(count).unwrap_or(0);
        count += 1;
    }
    (classes, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(tree: &Tree, text: &str) -> Option<u32> {
        let mut walk = tree.walk();
        text.bytes().all(|byte| walk.step(byte)).then(|| walk.string()).flatten()
    }

    #[test]
    fn strings_are_found_and_nothing_else() {
        let mut texts: Vec<String> = (0..3000u32).map(|n| format!("{:x}", n.wrapping_mul(0x9E37_79B1) >> (n % 24))).collect();
        texts.extend(["", "a", "ab", "abc", "abd", "zürich", "zürcher", "х", "習近平"].map(str::to_owned));
        texts.sort_unstable();
        texts.dedup();
        let bytes: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
        let tree = Tree::new(&bytes).unwrap();
        for (text, number) in texts.iter().zip(0..) {
            assert_eq!(find(&tree, text), Some(number), "{text}");
            for other in [format!("{text}~"), format!("~{text}"), format!("{text}ab"), text.chars().skip(1).collect()] {
                let expected = texts.binary_search(&other).ok().map(|at| at as u32);
                assert_eq!(find(&tree, &other), expected, "{other}");
            }
        }
    }

    #[test]
    fn an_empty_tree_finds_nothing() {
        let tree = Tree::new(&[]).unwrap();
        assert_eq!((find(&tree, ""), find(&tree, "a")), (None, None));
    }
}
