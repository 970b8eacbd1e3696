//! Cytoscape's JSON, for the desktop program (`.cyjs`) and for Cytoscape.js.
//!
//! Ids are texts, never empty, and unique over nodes and edges together. Attributes are plain values: the desktop program has no
//! columns for lists of objects, so the evidence is a JSON list in a text, as in GEXF and GraphML.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::json::list;
use super::style::Style;
use super::text::{Ids, Number, evidence_json, label, manifest_json, one_line};
use crate::graph::{ActorGraph, layout};

#[derive(Serialize)]
struct Element<T> {
    data: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
}

#[derive(Serialize)]
struct Position {
    x: Number,
    y: Number,
}

#[derive(Serialize)]
struct NodeData<'a> {
    id: &'a str,
    name: String,
    actor_type: &'a str,
    mentions: u64,
    articles: u64,
    articles_raw: u64,
    windows: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Date>,
    degree: u32,
    strength: Number,
    betweenness: Number,
    pagerank: Number,
    core: u32,
    community: u32,
    community_name: String,
    aliases: &'a [String],
    color: String,
    size: Number,
}

#[derive(Serialize)]
struct EdgeData<'a> {
    id: &'a str,
    source: &'a str,
    target: &'a str,
    interaction: &'a str,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Date>,
    affiliation: bool,
    evidence_total: u64,
    evidence: String,
}

#[derive(Serialize)]
struct GraphData<'a> {
    name: &'a str,
    generator: String,
    manifest: String,
}

/// Writes Cytoscape's JSON, an element a line, with places for the layout that is called `preset`.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn cyjs(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    let style = Style::of(graph);
    let manifest = graph.manifest();
    write!(out, "{{\"format_version\":\"1.0\",\"directed\":false,\"multigraph\":false,\n\"data\":")?;
    let data = GraphData { name: "actors", generator: one_line(&manifest.generator), manifest: manifest_json(manifest) };
    serde_json::to_writer(&mut *out, &data)?;
    write!(out, ",\n\"elements\":{{\"nodes\":")?;
    let nodes = graph.nodes().zip(&ids.nodes).zip(layout(graph, &[])).map(|((node, id), place)| Element {
        data: NodeData {
            id,
            name: label(node),
            actor_type: &node.actor_type,
            mentions: node.mentions,
            articles: node.articles,
            articles_raw: node.articles_raw,
            windows: node.windows,
            first: node.first,
            last: node.last,
            degree: node.degree,
            strength: Number(node.strength),
            betweenness: Number(node.betweenness),
            pagerank: Number(node.pagerank),
            core: node.core,
            community: node.community,
            community_name: one_line(&node.community_name),
            aliases: &node.aliases,
            color: style.colour(node).hex(),
            size: Number(8.0 + 40.0 * style.share(node).sqrt()),
        },
        position: Some(Position { x: Number(place.x), y: Number(place.y) }),
    });
    list(nodes, out)?;
    write!(out, ",\n\"edges\":")?;
    let edges = graph.edge_ends().zip(&ids.edges).map(|((a, b, edge), id)| Element {
        data: EdgeData {
            id,
            source: &ids.nodes[a],
            target: &ids.nodes[b],
            interaction: "co-occurs",
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
            evidence_total: edge.evidence_total,
            evidence: evidence_json(edge),
        },
        position: None,
    });
    list(edges, out)?;
    writeln!(out, "}}}}")
}
