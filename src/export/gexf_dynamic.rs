//! GEXF that changes with time: when each actor and each edge is there, and what an edge weighs when.
//!
//! What readers ask for: days as dates, since networkx fails without a format of time; spells of one element that do not overlap; a
//! static weight beside the dynamic one, since networkx and older Gephis see only that; no spell that ends as it starts.

use std::collections::HashMap;
use std::io::{self, Write};

use jiff::civil::Date;

use super::gexf::{Times, write};
use super::spell::{Spell, joined};
use crate::graph::ActorGraph;

/// A slice of time and its graph.
#[derive(Clone, Copy, Debug)]
pub struct TimeSlice<'a> {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// What is there on these days. Actors without links may be among its nodes.
    pub graph: &'a ActorGraph,
}

/// Writes dynamic GEXF 1.3: the nodes, edges and weights of `whole`, each with the spells during which it is in the graph of a slice.
/// `slices` stand in order and do not overlap. An edge gets the weights that it has in them.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn gexf_dynamic(whole: &ActorGraph, slices: &[TimeSlice<'_>], out: &mut dyn Write) -> io::Result<()> {
    let position: HashMap<&str, usize> = whole.nodes().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let edge: HashMap<(usize, usize), usize> = whole.edge_ends().enumerate().map(|(at, (a, b, _))| ((a, b), at)).collect();
    let mut nodes = vec![Vec::new(); whole.node_count()];
    let mut edges = vec![Vec::new(); whole.edge_count()];
    for slice in slices {
        let spell = Spell { first: slice.first, last: slice.last };
        for at in slice.graph.nodes().filter_map(|node| position.get(node.id.as_str())) {
            nodes[*at].push(spell);
        }
        for (source, target, link) in slice.graph.edges() {
            let ends = position.get(source.id.as_str()).zip(position.get(target.id.as_str()));
            if let Some(at) = ends.and_then(|(a, b)| edge.get(&(*a, *b))) {
                edges[*at].push((spell, link.weight));
            }
        }
    }
    let nodes = nodes.into_iter().map(|spells| joined(spells.into_iter())).collect();
    write(whole, Some(&Times { nodes, edges }), out)
}
