//! Node-link JSON, as `networkx.node_link_graph` and D3 read it.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::text::Number;
use super::{EdgesKey, ExportOptions};
use crate::graph::{ActorGraph, Edge, Evidence, Node};

#[derive(Serialize)]
struct NodeRow<'a> {
    id: &'a str,
    label: &'a str,
    r#type: &'a str,
    mentions: u64,
    articles: u64,
    aliases: &'a [String],
    community: u32,
    degree: u32,
    strength: Number,
    articles_raw: u64,
    windows: u64,
    betweenness: Number,
    pagerank: Number,
    core: u32,
    community_name: &'a str,
    first: Option<Date>,
    last: Option<Date>,
}

#[derive(Serialize)]
struct EdgeRow<'a> {
    source: &'a str,
    target: &'a str,
    weight: Number,
    sentences: u64,
    articles: u64,
    articles_raw: u64,
    expected: Number,
    pmi: Number,
    npmi: Number,
    llr: Number,
    dice: Number,
    jaccard: Number,
    cosine: Number,
    first: Option<Date>,
    last: Option<Date>,
    affiliation: bool,
    relations: [(); 0],
    evidence: &'a [Evidence],
    evidence_total: u64,
}

/// Writes node-link JSON, a node or a link a line. Every link has its evidence.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn json(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    // Left out, `multigraph` would make networkx build another kind of graph.
    write!(out, "{{\"directed\":false,\"multigraph\":false,\n\"graph\":")?;
    serde_json::to_writer(&mut *out, graph.manifest())?;
    write!(out, ",\n\"nodes\":")?;
    list(graph.nodes().map(node_row), out)?;
    let key = match options.edges_key {
        EdgesKey::Edges => "edges",
        EdgesKey::Links => "links",
    };
    write!(out, ",\n\"{key}\":")?;
    list(graph.edges().map(|(source, target, edge)| edge_row(source, target, edge)), out)?;
    writeln!(out, "}}")
}

/// Writes a JSON list with an item a line, so that two graphs can be compared by line.
pub(super) fn list<T: Serialize>(items: impl Iterator<Item = T>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (position, item) in items.enumerate() {
        out.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    out.write_all(b"]")
}

fn node_row(node: &Node) -> NodeRow<'_> {
    NodeRow {
        id: &node.id,
        label: &node.label,
        r#type: &node.actor_type,
        mentions: node.mentions,
        articles: node.articles,
        aliases: &node.aliases,
        community: node.community,
        degree: node.degree,
        strength: Number(node.strength),
        articles_raw: node.articles_raw,
        windows: node.windows,
        betweenness: Number(node.betweenness),
        pagerank: Number(node.pagerank),
        core: node.core,
        community_name: &node.community_name,
        first: node.first,
        last: node.last,
    }
}

fn edge_row<'a>(source: &'a Node, target: &'a Node, edge: &'a Edge) -> EdgeRow<'a> {
    EdgeRow {
        source: &source.id,
        target: &target.id,
        weight: Number(edge.weight),
        sentences: edge.sentences,
        articles: edge.articles,
        articles_raw: edge.articles_raw,
        expected: Number(edge.expected),
        pmi: Number(edge.pmi),
        npmi: Number(edge.npmi),
        llr: Number(edge.llr),
        dice: Number(edge.dice),
        jaccard: Number(edge.jaccard),
        cosine: Number(edge.cosine),
        first: edge.first,
        last: edge.last,
        affiliation: edge.affiliation,
        relations: [],
        evidence: &edge.evidence,
        evidence_total: edge.evidence_total,
    }
}
