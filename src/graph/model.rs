//! What a graph is made of: nodes, edges, evidence, and the manifest that says where it came from.

use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::duplicate::Place;
use crate::graph::measure::{Measured, measure};
use crate::graph::relation::EdgeRelation;
use crate::kept_list::KeptList;

/// An actor in the graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Stable id from the gazetteer, such as `cn` or `xi-jinping`.
    pub id: String,
    /// Display name in the chosen language.
    pub label: String,
    /// `country`, `person`, `organization` or a user's own type.
    pub actor_type: String,
    /// How many mentions the distinct articles hold.
    pub mentions: u64,
    /// How many distinct articles mention the actor.
    pub articles: u64,
    /// The same with every copy of an article counted.
    pub articles_raw: u64,
    /// Windows of distinct articles (sentences, unless another window was chosen) that hold the actor.
    pub windows: u64,
    /// Day of the first article that mentions the actor, copies included, where a date is known.
    pub first: Option<Date>,
    /// Day of the last such article, where a date is known.
    pub last: Option<Date>,
    /// Surface forms found in the text, the most frequent first.
    pub aliases: Vec<String>,
    /// Number of the community that the actor belongs to, from 0; the largest community is 0.
    pub community: u32,
    /// The community's strongest actors, such as `China, Xi Jinping, Taiwan`.
    pub community_name: String,
    /// How many other actors appear with this one.
    pub degree: u32,
    /// Sum of the weights of the actor's edges.
    pub strength: f64,
    /// Share of the shortest ways between two others that lead over the actor, from 0 to 1; every edge is one step.
    pub betweenness: f64,
    /// PageRank over the weights; the ranks of all actors add up to 1.
    pub pagerank: f64,
    /// The largest k for which the actor belongs to a part of the graph in which all have k neighbours or more.
    pub core: u32,
}

/// Two actors that appear together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edge {
    /// The measure that the graph was built with, `sentences` unless chosen otherwise.
    pub weight: f64,
    /// Windows of distinct articles (sentences, unless another window was chosen) that hold both actors.
    pub sentences: u64,
    /// Distinct articles in which the two share a window.
    pub articles: u64,
    /// The same with every copy of an article counted.
    pub articles_raw: u64,
    /// Windows that would hold both if the two were independent.
    pub expected: f64,
    /// Pointwise mutual information in bits.
    pub pmi: f64,
    /// Normalised pointwise mutual information, from -1 to 1 (Bouma 2009).
    pub npmi: f64,
    /// Log-likelihood ratio G², 0 or more (Dunning 1993).
    pub llr: f64,
    /// Twice the windows with both over the windows of each added up, from 0 to 1.
    pub dice: f64,
    /// Windows with both over windows with either, from 0 to 1.
    pub jaccard: f64,
    /// Windows with both over the geometric mean of the windows of each, from 0 to 1.
    pub cosine: f64,
    /// Day of the first article, where a date is known.
    pub first: Option<Date>,
    /// Day of the last article, where a date is known.
    pub last: Option<Date>,
    /// Whether the pair is a leader and the country or organization that he or she leads.
    pub affiliation: bool,
    /// What the two do to each other, the most told first. Empty where it was not asked for.
    pub relations: Vec<EdgeRelation>,
    /// Sentences that name both, in the order of document, article and sentence.
    pub evidence: KeptList<Evidence>,
    /// How many sentences there are, of which `evidence` may hold only the first.
    pub evidence_total: u64,
}

/// A sentence (or larger window) that names both actors of an edge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the document.
    pub document: String,
    /// 0 for the main story of the page, 1… for its teasers.
    pub article: u32,
    /// Number of the sentence within the article, from 0.
    pub sentence: u32,
    /// Line of the document on which the text begins, from 1.
    pub line: u32,
    /// Day of the article, where known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<Date>,
    /// The text as it stands in the document, or what stands around the names where it is longer than a page.
    pub text: String,
    /// Where in `text` the two actors are named.
    pub spans: Vec<MarkedSpan>,
    /// How many windows it stands for: those that overlap (`sentences:3`, `tokens:20`) can hold one and the same text.
    #[serde(skip_serializing_if = "is_one", default = "one")]
    pub windows: u64,
    /// Whether `text` is only what stands around the names, with `…` for the rest.
    #[serde(skip_serializing_if = "is_false", default)]
    pub shortened: bool,
    /// The sentences before it in the article, where context was asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<String>,
    /// The sentences after it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
    /// Further places where an identical article stands.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub copies: Vec<Place>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_one(count: &u64) -> bool {
    *count == 1
}

fn one() -> u64 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A mention inside the text of an [`Evidence`], in Unicode code points from the start of that text, half-open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedSpan {
    /// First code point.
    pub start: u32,
    /// The code point after the last one.
    pub end: u32,
    /// Id of the actor that is named here.
    pub actor: String,
}

/// Where a graph comes from: enough to make the same one again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name and version of the program, such as `actorgraph 0.1.0`.
    pub generator: String,
    /// Content hash of the gazetteers, in hexadecimal.
    pub gazetteer: String,
    /// Options that shaped the graph, by name.
    pub options: BTreeMap<String, String>,
    /// How much was read: `documents`, `articles`, `articles_raw`, `windows`, `mentions`.
    pub counts: BTreeMap<String, u64>,
    /// Measures of the graph as a whole, to six decimals: `communities` and their `modularity`; `betweenness_sources`, from how many
    /// actors shortest ways were followed, and `betweenness_error`, the largest standard error of a betweenness, 0 where all were.
    #[serde(default)]
    pub measures: BTreeMap<String, f64>,
}

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
