//! Writes a graph of relations: directed, and with several edges from one actor to another.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};

use super::Format;
use super::attribute::{RELATION_EDGE, RELATION_NODE};
use super::csv::{cell, refused};
use super::gexf::{declare, values as attribute_values};
use super::graphml::{data, key, keys, values};
use super::json::{entries, list};
use super::sheet::inert;
use super::text::{manifest_json, one_line, printable, shorten, told_json, unique};
use super::xml::{close, document, element, finish, open};
use crate::graph::edge_relation::with_mode;
use crate::graph::relation::ends;
use crate::graph::{Manifest, RelationEdge, RelationGraph, RelationNode};

/// Formats that a graph of relations can be written in.
pub const RELATION_FORMATS: [Format; 6] = [Format::Dot, Format::Csv, Format::Gexf, Format::GraphMl, Format::Json, Format::Cyjs];

/// Writes a graph of relations. CSV is the edges, with the sentences.
///
/// # Errors
/// When `out` does not take the bytes, or the format has no place for directed edges ([`RELATION_FORMATS`] are those that have).
pub fn export_relations(graph: &RelationGraph, manifest: &Manifest, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Dot => dot(graph, manifest, out),
        Format::Csv => csv(graph, out),
        Format::Gexf => gexf(graph, manifest, out),
        Format::GraphMl => graphml(graph, manifest, out),
        Format::Json => json(graph, manifest, out),
        Format::Cyjs => cyjs(graph, manifest, out),
        Format::Svg | Format::Html | Format::Neo4j | Format::Parquet => {
            Err(io::Error::other("relations are not written in this format; write DOT and let Graphviz draw it"))
        }
    }
}

/// Ids of nodes and edges as a format can write them, none of them twice.
struct Ids {
    nodes: Vec<String>,
    edges: Vec<String>,
}

impl Ids {
    fn new(graph: &RelationGraph, spell: impl Fn(&str) -> String) -> Self {
        let mut taken = HashSet::new();
        let nodes = unique(graph.node_weights().map(|node| spell(&node.id)), &mut taken);
        let name = |(from, to, edge): (usize, usize, &RelationEdge)| format!("{}--{}--{}", nodes[from], nodes[to], kind(edge));
        let edges = unique(ends(graph).map(name), &mut taken);
        Self { nodes, edges }
    }
}

/// `SANCTION/expel`
fn kind(edge: &RelationEdge) -> String {
    with_mode(edge.category, edge.mode)
}

fn name(node: &RelationNode) -> String {
    let name = one_line(&node.label);
    if name.is_empty() { one_line(&node.id) } else { name }
}

/// A string of DOT.
fn quoted(text: &str) -> String {
    format!("\"{}\"", printable(text).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// Most characters of a label and of a pop-up: readers refuse a quoted text of about 16 kB.
const LABEL: usize = 200;
const POP_UP: usize = 280;

fn dot(graph: &RelationGraph, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "// {}", one_line(&manifest_json(manifest)))?;
    writeln!(out, "digraph relations {{")?;
    // Ranks from top to bottom would make a strip of it, and what edges are called needs room between the actors.
    let font = "fontname=\"Helvetica,Arial,sans-serif\"";
    writeln!(out, "  graph [layout=\"sfdp\", overlap=\"prism\", sep=\"+40\", splines=\"true\", outputorder=\"edgesfirst\", {font}];")?;
    writeln!(out, "  node [shape=\"ellipse\", style=\"filled\", fillcolor=\"#e8eef3\", fontsize=\"12\", margin=\"0.06,0.04\", {font}];")?;
    writeln!(out, "  edge [color=\"#5d6670\", fontsize=\"9\", {font}];")?;
    for (at, node) in graph.node_weights().enumerate() {
        let label = quoted(&shorten(&name(node), LABEL));
        writeln!(out, "  n{at} [label={label}, id={}, class={}];", quoted(&node.id), quoted(&node.actor_type))?;
    }
    for (from, to, edge) in ends(graph) {
        let both = if edge.reciprocal { ", dir=both" } else { "" };
        let first = edge.evidence.read_first(1)?;
        let text = first.first().map(|evidence| shorten(&evidence.text, POP_UP)).unwrap_or_default();
        let (label, quad) = (quoted(&format!("{} {}", kind(edge), edge.sentences)), quoted(edge.quad));
        writeln!(out, "  n{from} -> n{to} [label={label}, class={quad}, weight={}{both}, tooltip={}];", edge.sentences, quoted(&text))?;
    }
    writeln!(out, "}}")
}

/// The edges as Gephi reads them: those of another `Kind` stay apart.
fn csv(graph: &RelationGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let nodes: Vec<&RelationNode> = graph.node_weights().collect();
    let mut table = ::csv::Writer::from_writer(out);
    let own: Vec<String> = RELATION_EDGE.iter().map(super::attribute::Attribute::title).collect();
    let head = ["Source", "Target", "Type", "Id", "Label", "Kind", "Weight"].map(str::to_owned).into_iter().chain(own);
    table.write_record(head.chain(["SourceName", "TargetName", "Evidence"].map(str::to_owned))).map_err(refused)?;
    for ((from, to, edge), id) in ends(graph).zip(&ids.edges) {
        let sentences: Vec<String> = edge.evidence.read()?.iter().map(|evidence| one_line(&evidence.text)).collect();
        let (directed, weight) = ("Directed".to_owned(), edge.sentences.to_string());
        let mut row = vec![ids.nodes[from].clone(), ids.nodes[to].clone(), directed, id.clone(), kind(edge), kind(edge), weight];
        row.extend(RELATION_EDGE.iter().map(|attribute| (attribute.value)(edge).map_or_else(String::new, |value| cell(&value.plain()))));
        row.extend([cell(&nodes[from].label), cell(&nodes[to].label), inert(&sentences.join(" | "))]);
        table.write_record(&row).map_err(refused)?;
    }
    table.flush()
}

fn graphml(graph: &RelationGraph, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    open(&mut xml, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    key(&mut xml, "graph", "g_manifest", "manifest", "string")?;
    key(&mut xml, "node", "n_label", "label", "string")?;
    key(&mut xml, "node", "n_name", "name", "string")?;
    keys(&mut xml, "node", "n_", RELATION_NODE)?;
    key(&mut xml, "edge", "e_label", "label", "string")?;
    key(&mut xml, "edge", "e_interaction", "interaction", "string")?;
    key(&mut xml, "edge", "e_weight", "weight", "double")?;
    keys(&mut xml, "edge", "e_", RELATION_EDGE)?;
    key(&mut xml, "edge", "e_evidence", "evidence", "string")?;
    open(&mut xml, "graph", &[("id", "relations"), ("edgedefault", "directed")])?;
    data(&mut xml, "g_manifest", &manifest_json(manifest))?;
    let ids = Ids::new(graph, |id| printable(id).into_owned());
    for (node, id) in graph.node_weights().zip(&ids.nodes) {
        open(&mut xml, "node", &[("id", id)])?;
        data(&mut xml, "n_label", &name(node))?;
        data(&mut xml, "n_name", &name(node))?;
        values(&mut xml, node, "n_", RELATION_NODE)?;
        close(&mut xml, "node")?;
    }
    for ((from, to, edge), id) in ends(graph).zip(&ids.edges) {
        open(&mut xml, "edge", &[("id", id), ("source", &ids.nodes[from]), ("target", &ids.nodes[to])])?;
        data(&mut xml, "e_label", &kind(edge))?;
        data(&mut xml, "e_interaction", &kind(edge))?;
        data(&mut xml, "e_weight", &edge.sentences.to_string())?;
        values(&mut xml, edge, "e_", RELATION_EDGE)?;
        data(&mut xml, "e_evidence", &told_json(&edge.evidence)?)?;
        close(&mut xml, "edge")?;
    }
    close(&mut xml, "graph")?;
    close(&mut xml, "graphml")?;
    finish(xml)
}

fn gexf(graph: &RelationGraph, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    open(&mut xml, "gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    open(&mut xml, "meta", &[])?;
    element(&mut xml, "creator", &[], &one_line(&manifest.generator))?;
    element(&mut xml, "description", &[], &manifest_json(manifest))?;
    close(&mut xml, "meta")?;
    open(&mut xml, "graph", &[("mode", "static"), ("defaultedgetype", "directed")])?;
    declare(&mut xml, "node", RELATION_NODE, &[])?;
    declare(&mut xml, "edge", RELATION_EDGE, &["evidence"])?;
    let ids = Ids::new(graph, |id| printable(id).into_owned());
    open(&mut xml, "nodes", &[])?;
    for (node, id) in graph.node_weights().zip(&ids.nodes) {
        open(&mut xml, "node", &[("id", id), ("label", &name(node))])?;
        attribute_values(&mut xml, node, RELATION_NODE, &[], &[])?;
        close(&mut xml, "node")?;
    }
    close(&mut xml, "nodes")?;
    open(&mut xml, "edges", &[])?;
    for ((from, to, edge), id) in ends(graph).zip(&ids.edges) {
        let (weight, kind) = (edge.sentences.to_string(), kind(edge));
        let ends = [("id", id.as_str()), ("source", &ids.nodes[from]), ("target", &ids.nodes[to])];
        open(&mut xml, "edge", &[&ends[..], &[("weight", &weight), ("label", &kind), ("kind", &kind)]].concat())?;
        attribute_values(&mut xml, edge, RELATION_EDGE, &[("evidence", told_json(&edge.evidence)?)], &[])?;
        close(&mut xml, "edge")?;
    }
    for name in ["edges", "graph", "gexf"] {
        close(&mut xml, name)?;
    }
    finish(xml)
}

/// A node as JSON.
struct NodeRow<'a>(&'a RelationNode);

impl Serialize for NodeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("label", &self.0.label)?;
        entries(self.0, RELATION_NODE, true, &mut map)?;
        map.end()
    }
}

/// An edge as JSON.
struct EdgeRow<'a> {
    key: &'a str,
    source: &'a str,
    target: &'a str,
    edge: &'a RelationEdge,
}

impl Serialize for EdgeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("source", self.source)?;
        map.serialize_entry("target", self.target)?;
        map.serialize_entry("key", self.key)?;
        map.serialize_entry("label", &kind(self.edge))?;
        map.serialize_entry("weight", &self.edge.sentences)?;
        entries(self.edge, RELATION_EDGE, true, &mut map)?;
        map.serialize_entry("evidence", &self.edge.evidence)?;
        map.end()
    }
}

fn json(graph: &RelationGraph, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    write!(out, "{{\"directed\":true,\"multigraph\":true,\n\"graph\":")?;
    serde_json::to_writer(&mut *out, manifest)?;
    write!(out, ",\n\"nodes\":")?;
    list(graph.node_weights().map(NodeRow), out)?;
    write!(out, ",\n\"edges\":")?;
    let edges = ends(graph).zip(&ids.edges);
    list(edges.map(|((from, to, edge), key)| EdgeRow { key, source: &ids.nodes[from], target: &ids.nodes[to], edge }), out)?;
    writeln!(out, "}}")
}

/// What Cytoscape calls an element.
#[derive(Serialize)]
struct Element<T> {
    data: T,
}

struct NodeData<'a> {
    id: &'a str,
    node: &'a RelationNode,
}

impl Serialize for NodeData<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("name", &name(self.node))?;
        entries(self.node, RELATION_NODE, false, &mut map)?;
        map.end()
    }
}

/// An edge as Cytoscape has it: attributes are plain values.
struct EdgeData<'a> {
    id: &'a str,
    source: &'a str,
    target: &'a str,
    edge: &'a RelationEdge,
}

impl Serialize for EdgeData<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("source", self.source)?;
        map.serialize_entry("target", self.target)?;
        map.serialize_entry("interaction", &kind(self.edge))?;
        map.serialize_entry("weight", &self.edge.sentences)?;
        entries(self.edge, RELATION_EDGE, false, &mut map)?;
        map.serialize_entry("evidence", &told_json(&self.edge.evidence).map_err(Error::custom)?)?;
        map.end()
    }
}

fn cyjs(graph: &RelationGraph, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    write!(out, "{{\"format_version\":\"1.0\",\"directed\":true,\"multigraph\":true,\n\"data\":")?;
    serde_json::to_writer(&mut *out, &serde_json::json!({ "name": "relations", "manifest": manifest_json(manifest) }))?;
    write!(out, ",\n\"elements\":{{\"nodes\":")?;
    list(graph.node_weights().zip(&ids.nodes).map(|(node, id)| Element { data: NodeData { id, node } }), out)?;
    write!(out, ",\n\"edges\":")?;
    let edges = ends(graph).zip(&ids.edges);
    let data = edges.map(|((from, to, edge), id)| EdgeData { id, source: &ids.nodes[from], target: &ids.nodes[to], edge });
    list(data.map(|data| Element { data }), out)?;
    writeln!(out, "}}}}")
}
