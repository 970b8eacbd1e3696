//! The graph of actors over petgraph.

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use crate::graph::measure::{Measured, measure};
use crate::graph::model::{Edge, Manifest, Node};

/// A link as petgraph keeps it, with the positions of its ends.
pub(crate) type Link = petgraph::graph::Edge<Edge>;

/// A graph of actors: nodes and edges sorted by id, over petgraph.
///
/// Node and edge indices mean nothing outside one graph; ids do.
#[derive(Clone, Debug)]
pub struct ActorGraph {
    graph: UnGraph<Node, Edge>,
    manifest: Manifest,
}

impl ActorGraph {
    /// Puts nodes and edges together. Edges name their ends by position in `nodes`; both are brought into the order of their ids,
    /// the end with the smaller id becomes the source, and edges that name no node are left out.
    #[must_use]
    pub fn from_parts(nodes: Vec<Node>, edges: Vec<(usize, usize, Edge)>, manifest: Manifest) -> Self {
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by(|&a, &b| nodes[a].id.cmp(&nodes[b].id));
        let mut rank = vec![0; nodes.len()];
        for (position, &old) in order.iter().enumerate() {
            rank[old] = position;
        }
        let mut slots: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
        let mut graph = UnGraph::with_capacity(slots.len(), edges.len());
        for old in order {
            if let Some(node) = slots[old].take() {
                graph.add_node(node);
            }
        }
        let mut placed: Vec<(usize, usize, Edge)> = edges
            .into_iter()
            .filter(|(a, b, _)| *a < rank.len() && *b < rank.len())
            .map(|(a, b, edge)| (rank[a].min(rank[b]), rank[a].max(rank[b]), edge))
            .collect();
        placed.sort_by_key(|(a, b, _)| (*a, *b));
        for (a, b, edge) in placed {
            graph.add_edge(NodeIndex::new(a), NodeIndex::new(b), edge);
        }
        Self { graph, manifest }
    }

    /// As [`from_parts`](Self::from_parts), with the measures of the nodes, and those of the whole graph in the manifest, worked out
    /// from the weights of the edges. Nodes come with none of the measures that follow from links. An edge has two different ends,
    /// and no two have the same; others are left out.
    ///
    /// ```
    /// use actorgraph::graph::{ActorGraph, Edge, Manifest, Measured, Node};
    /// let node = |id: &str| Node { id: id.to_owned(), label: id.to_uppercase(), ..Node::default() };
    /// let edge = |weight| Edge { weight, ..Edge::default() };
    /// let (nodes, edges) = (vec![node("a"), node("b"), node("c")], vec![(0, 1, edge(2.0)), (1, 2, edge(1.0))]);
    /// let graph = ActorGraph::measured(nodes, edges, Manifest::default(), Measured::Fully);
    /// let b = graph.nodes().nth(1).unwrap();
    /// assert_eq!((b.degree, b.strength, b.betweenness, b.core), (2, 3.0, 1.0, 1));
    /// assert_eq!(b.community_name, "B, A, C");
    /// ```
    #[must_use]
    pub fn measured(mut nodes: Vec<Node>, edges: Vec<(usize, usize, Edge)>, mut manifest: Manifest, measured: Measured) -> Self {
        let mut seen = FxHashSet::default();
        let count = nodes.len();
        let is_sound = |a: usize, b: usize| a != b && a < count && b < count;
        let edges: Vec<_> = edges.into_iter().filter(|(a, b, _)| is_sound(*a, *b) && seen.insert((*a.min(b), *a.max(b)))).collect();
        let links: Vec<(usize, usize, f64)> = edges.iter().map(|(a, b, edge)| (*a, *b, edge.weight)).collect();
        manifest.measures = measure(&mut nodes, &links, measured);
        Self::from_parts(nodes, edges, manifest)
    }

    /// The same of nodes in the order of their ids, and links in that of their ends, with the smaller one first. `edge` makes the edge of a
    /// link, so that edges never stand in memory twice.
    pub(super) fn in_order(
        mut nodes: Vec<Node>,
        links: Vec<(usize, usize, f64)>,
        mut manifest: Manifest,
        measured: Measured,
        mut edge: impl FnMut(usize) -> Edge,
    ) -> Self {
        manifest.measures = measure(&mut nodes, &links, measured);
        let mut graph = UnGraph::with_capacity(nodes.len(), links.len());
        for node in nodes {
            graph.add_node(node);
        }
        for (at, (a, b, _)) in links.into_iter().enumerate() {
            graph.add_edge(NodeIndex::new(a), NodeIndex::new(b), edge(at));
        }
        Self { graph, manifest }
    }

    /// The petgraph graph underneath.
    #[must_use]
    pub fn as_petgraph(&self) -> &UnGraph<Node, Edge> {
        &self.graph
    }

    /// Where the graph comes from.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The same, to add what only its maker knows.
    pub fn manifest_mut(&mut self) -> &mut Manifest {
        &mut self.manifest
    }

    /// Number of actors.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// Number of links.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// Actors in the order of their ids.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.graph.node_weights()
    }

    /// Links in the order of their ends' ids: source, target, edge. The source's id is the smaller one.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, &Node, &Edge)> {
        self.graph.edge_references().map(|edge| (&self.graph[edge.source()], &self.graph[edge.target()], edge.weight()))
    }

    /// Changes each link with a look at its ends, in the order of [`edges`](Self::edges).
    pub(super) fn change_edges(&mut self, mut change: impl FnMut([&Node; 2], &mut Edge)) {
        for at in self.graph.edge_indices() {
            let Some((source, target)) = self.graph.edge_endpoints(at) else { continue };
            let mut edge = std::mem::take(&mut self.graph[at]);
            change([&self.graph[source], &self.graph[target]], &mut edge);
            self.graph[at] = edge;
        }
    }

    /// Links in the order of [`edges`](Self::edges), as petgraph keeps them.
    pub(crate) fn links(&self) -> &[Link] {
        self.graph.raw_edges()
    }

    /// Links as positions in the order of [`nodes`](Self::nodes), for code that lays out or measures.
    pub fn edge_ends(&self) -> impl Iterator<Item = (usize, usize, &Edge)> {
        self.graph.edge_references().map(|edge| (edge.source().index(), edge.target().index(), edge.weight()))
    }
}
