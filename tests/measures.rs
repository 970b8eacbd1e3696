//! Measures of links, actors and whole graphs against networkx, scipy and the definitions.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;
mod graphs;

use actorgraph::Contingency;
use actorgraph::graph::{ActorGraph, Edge, Manifest, Measured, Node, Weight};
use serde_json::{Value, json};

/// A small generator of numbers, so that a failure can be seen again.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// Nodes in `blocks` communities: within one they are linked often, between two seldom. Some nodes stay alone.
fn planted(count: usize, blocks: usize, links: usize, seed: u64) -> ActorGraph {
    let mut random = Random(seed);
    let nodes = (0..count).map(|at| graphs::node(&format!("n{at:05}"), &format!("N{at}"), "country")).collect();
    let linked = count - count / 20;
    let edges = (0..links)
        .map(|_| {
            let (a, mut b) = (random.below(linked), random.below(linked));
            if random.below(10) > 0 {
                b = (b / blocks * blocks + a % blocks).min(linked - 1);
            }
            (a, b, graphs::edge((1 + random.below(9)) as f64))
        })
        .collect();
    ActorGraph::measured(nodes, edges, Manifest::default(), Measured::Fully)
}

/// A graph with all its measures in full precision.
fn measured(name: &str, graph: &ActorGraph) -> Value {
    let nodes: Vec<Value> = graph
        .nodes()
        .map(|node| {
            json!({
                "id": node.id, "degree": node.degree, "strength": node.strength, "betweenness": node.betweenness,
                "pagerank": node.pagerank, "core": node.core, "community": node.community,
            })
        })
        .collect();
    let edges: Vec<Value> = graph.edges().map(|(a, b, edge)| json!([a.id, b.id, edge.weight])).collect();
    json!({ "name": name, "nodes": nodes, "edges": edges, "measures": graph.manifest().measures })
}

/// Windows in which each of two actors stands, and what follows from them.
fn windows(seed: u64, count: usize, [one, other, both]: [usize; 3]) -> Value {
    let mut random = Random(seed);
    let (mut a, mut b) = (vec![0; count], vec![0; count]);
    for _ in 0..one {
        a[random.below(count)] = 1;
    }
    for _ in 0..other {
        b[random.below(count)] = 1;
    }
    for _ in 0..both {
        let at = random.below(count);
        (a[at], b[at]) = (1, 1);
    }
    let sum = |values: &[u64]| values.iter().sum::<u64>();
    let joint = a.iter().zip(&b).map(|(a, b)| a * b).sum();
    let table = Contingency::from_totals(joint, sum(&a), sum(&b), count as u64);
    let edge = Edge::associated(table);
    let measures: serde_json::Map<String, Value> =
        Weight::ALL.into_iter().map(|weight| (weight.name().to_owned(), json!(weight.of(&edge)))).collect();
    json!({ "a": a, "b": b, "measures": measures, "p": table.p_value() })
}

#[test]
fn measures_are_those_of_networkx_and_scipy() {
    let graphs = [
        measured("planted", &planted(200, 8, 900, 1)),
        measured("sparse", &planted(120, 4, 110, 2)),
        measured("dense", &planted(40, 2, 500, 3)),
        measured("news", &{
            let news = graphs::news(150);
            let bare = |node: &Node| graphs::node(&node.id, &node.label, &node.actor_type);
            let edges = news.edge_ends().map(|(a, b, edge)| (a, b, edge.clone())).collect();
            ActorGraph::measured(news.nodes().map(bare).collect(), edges, Manifest::default(), Measured::Fully)
        }),
    ];
    let tables: Vec<Value> = [
        (500, [30, 40, 20]),
        (500, [1, 1, 0]),
        (500, [0, 0, 1]),
        (300, [200, 150, 40]),
        (200, [3, 180, 1]),
        (50, [0, 0, 40]),
        (2000, [300, 5, 3]),
    ]
    .into_iter()
    .zip(1..)
    .map(|((count, marks), seed)| windows(seed, count, marks))
    .collect();
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("measures.json");
    let dump = json!({ "graphs": graphs, "tables": tables });
    std::fs::write(&path, serde_json::to_vec(&dump).expect("JSON")).expect("a file in the temporary directory");
    common::python::script("measures.py", &path, "every measure is right");
}

#[test]
fn published_values() {
    let near = |a: f64, b: f64, within: f64| (a - b).abs() < within;
    // Dunning (1993).
    let dunning = Contingency { k11: 110, k12: 2442, k21: 111, k22: 29114 };
    assert!(near(dunning.log_likelihood_ratio(), 270.72, 0.005), "{}", dunning.log_likelihood_ratio());
    // The worked example of docs/measures.md.
    assert!(near(dunning.expected(), 17.748, 0.001) && near(dunning.pmi(), 2.632, 0.001) && near(dunning.npmi(), 0.322, 0.001));
    assert!(near(dunning.dice(), 0.0793, 0.0001) && near(dunning.jaccard(), 0.0413, 0.0001) && near(dunning.cosine(), 0.1465, 0.0001));
    // Critical values of chi-square with one degree of freedom.
    for (critical, p) in [(3.841_458_820_694_124, 0.05), (6.634_896_601_021_213, 0.01), (10.827_566_170_662_733, 0.001)] {
        assert!(near(actorgraph::chi_square_p(critical), p, 1e-12), "{critical}");
    }
}

#[test]
fn a_graph_is_measured_alike_by_any_number_of_threads() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| measured("", &planted(2300, 20, 4000, 7)).to_string())
    };
    assert_eq!(with(1), with(3));
}
