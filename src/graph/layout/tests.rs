use super::*;
use crate::graph::{Edge, Manifest, Node};

/// A graph of `count` actors; `links` names ends and weights.
fn graph(count: usize, links: &[(usize, usize, f64)]) -> ActorGraph {
    let mut nodes: Vec<Node> = (0..count)
        .map(|at| Node {
            id: format!("n{at:04}"),
            label: format!("N{at}"),
            actor_type: "country".to_owned(),
            mentions: 1,
            articles: 1,
            ..Node::default()
        })
        .collect();
    for &(a, b, weight) in links {
        nodes[a].strength += weight;
        nodes[b].strength += weight;
    }
    let edges = links
        .iter()
        .map(|&(a, b, weight)| {
            let edge = Edge { weight, sentences: 1, articles: 1, articles_raw: 1, ..Edge::default() };
            (a, b, edge)
        })
        .collect();
    ActorGraph::from_parts(nodes, edges, Manifest::default())
}

/// Ten communities around ten hubs, hubs linked in a ring, and two actors without a link.
fn large() -> ActorGraph {
    let links: Vec<_> = (0..298)
        .filter(|at| at % 10 != *at)
        .map(|at| (at % 10, at, 100.0 / at as f64))
        .chain((0..10).map(|hub| (hub, (hub + 1) % 10, 5.0)))
        .collect();
    graph(300, &links)
}

fn rows() -> Vec<(&'static str, ActorGraph)> {
    vec![
        ("nobody", graph(0, &[])),
        ("one", graph(1, &[])),
        ("two", graph(2, &[(0, 1, 3.0)])),
        ("two without a link", graph(2, &[])),
        ("one with itself", graph(1, &[(0, 0, 3.0)])),
        ("two parts and a loner", graph(7, &[(0, 1, 1.0), (1, 2, 1.0), (3, 4, 9.0), (4, 5, 1.0)])),
        ("odd weights", graph(4, &[(0, 1, 0.0), (1, 2, -1.0), (2, 3, f64::NAN), (0, 3, 1e300)])),
        ("large", large()),
    ]
}

#[test]
fn every_place_is_a_number_and_the_same_each_time() {
    for (name, graph) in rows() {
        let places = layout(&graph, &[]);
        assert_eq!(places.len(), graph.node_count(), "{name}");
        assert!(places.iter().all(|place| place.x.is_finite() && place.y.is_finite()), "{name}: {places:?}");
        assert_eq!(places, layout(&graph, &[]), "{name}");
    }
}

#[test]
fn no_room_lies_on_another() {
    for (name, graph) in rows() {
        let rooms: Vec<Room> = (0..graph.node_count())
            .map(|at| Room { beside: 10.0 + (at % 7) as f64 * 8.0, above: 6.0 + (at % 3) as f64, below: 14.0 })
            .collect();
        let places = layout(&graph, &rooms);
        for a in 0..places.len() {
            for b in 0..a {
                let beside = (places[a].x - places[b].x).abs() >= rooms[a].beside + rooms[b].beside - 1e-3;
                let over = places[a].y + rooms[a].below <= places[b].y - rooms[b].above + 1e-3;
                let under = places[b].y + rooms[b].below <= places[a].y - rooms[a].above + 1e-3;
                assert!(beside || over || under, "{name}: {a} and {b} at {:?} and {:?}", places[a], places[b]);
            }
        }
    }
}

#[test]
fn those_who_appear_together_are_nearer() {
    let graph = large();
    let places = layout(&graph, &[]);
    let distance = |a: usize, b: usize| (places[a].x - places[b].x).hypot(places[a].y - places[b].y);
    let (mut within, mut across) = (0.0, 0.0);
    for at in 10..290 {
        within += distance(at, at % 10);
        across += distance(at, (at + 5) % 10);
    }
    assert!(within * 2.0 < across, "{within} within, {across} across");
}

#[test]
fn the_picture_is_wider_than_tall() {
    let chain: Vec<_> = (0..19).map(|at| (at, at + 1, 1.0)).collect();
    let places = layout(&graph(20, &chain), &[]);
    let extent = |of: fn(&Point) -> f64| places.iter().map(of).fold(f64::MIN, f64::max) - places.iter().map(of).fold(f64::MAX, f64::min);
    assert!(extent(|place| place.x) > extent(|place| place.y));
}
