//! Writes a graph of relations: directed, and with several edges from one actor to another.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Format;
use super::attribute::{RELATION_EDGE, RELATION_NODE};
use super::graphml::{data, key, keys, values};
use super::json::{entries, list};
use super::text::printable;
use super::xml::{close, document, empty, finish, open};
use crate::graph::relation::{ends, with_mode};
use crate::graph::{RelationEdge, RelationGraph, RelationNode};

/// Formats that a graph of relations can be written in.
pub const RELATION_FORMATS: [Format; 6] = [Format::Dot, Format::Csv, Format::Gexf, Format::GraphMl, Format::Json, Format::Cyjs];

/// Writes a graph of relations. CSV is the edges, with the sentences.
///
/// # Errors
/// When `out` does not take the bytes, or the format has no place for directed edges ([`RELATION_FORMATS`] are those that have).
pub fn export_relations(graph: &RelationGraph, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Dot => dot(graph, out),
        Format::Csv => csv(graph, out),
        Format::Gexf => gexf(graph, out),
        Format::GraphMl => graphml(graph, out),
        Format::Json => json(graph, out),
        Format::Cyjs => cyjs(graph, out),
        Format::Svg | Format::Html | Format::Neo4j | Format::Parquet => {
            Err(io::Error::other("relations are not written in this format; write DOT and let Graphviz draw it"))
        }
    }
}

/// `SANCTION/expel`
fn kind(edge: &RelationEdge) -> String {
    with_mode(edge.category, edge.mode)
}

/// A string of DOT.
fn quoted(text: &str) -> String {
    format!("\"{}\"", printable(text).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

fn dot(graph: &RelationGraph, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph relations {{")?;
    for (at, node) in graph.node_weights().enumerate() {
        writeln!(out, "  n{at} [label={}, id={}, class={}];", quoted(&node.label), quoted(&node.id), quoted(&node.actor_type))?;
    }
    for (from, to, edge) in ends(graph) {
        let both = if edge.reciprocal { ", dir=both" } else { "" };
        let text = edge.evidence.first().map(|evidence| evidence.text.as_str()).unwrap_or_default();
        let (label, quad) = (quoted(&format!("{} {}", kind(edge), edge.sentences)), quoted(edge.quad));
        writeln!(out, "  n{from} -> n{to} [label={label}, class={quad}, weight={}{both}, tooltip={}];", edge.sentences, quoted(text))?;
    }
    writeln!(out, "}}")
}

fn csv(graph: &RelationGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let own: Vec<String> = RELATION_EDGE.iter().map(super::attribute::Attribute::title).collect();
    let head = ["Source", "Target", "Type", "Label", "Weight"].map(str::to_owned).into_iter().chain(own);
    table.write_record(head.chain(["SourceName", "TargetName", "Evidence"].map(str::to_owned)))?;
    for (from, to, edge) in ends(graph) {
        let nodes: Vec<&RelationNode> = graph.node_weights().collect();
        let (from, to) = (nodes[from], nodes[to]);
        let sentences: Vec<String> =
            edge.evidence.iter().map(|evidence| evidence.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let mut row = vec![from.id.clone(), to.id.clone(), "Directed".to_owned(), kind(edge), edge.sentences.to_string()];
        row.extend(
            RELATION_EDGE.iter().map(|attribute| (attribute.value)(edge).map(|value| value.plain().into_owned()).unwrap_or_default()),
        );
        row.extend([from.label.clone(), to.label.clone(), sentences.join(" | ")]);
        table.write_record(&row)?;
    }
    table.flush()
}

fn evidence(edge: &RelationEdge) -> io::Result<String> {
    Ok(serde_json::to_string(&edge.evidence)?)
}

fn graphml(graph: &RelationGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    open(&mut xml, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    key(&mut xml, "node", "n_label", "label", "string")?;
    keys(&mut xml, "node", "n_", RELATION_NODE)?;
    key(&mut xml, "edge", "e_label", "label", "string")?;
    keys(&mut xml, "edge", "e_", RELATION_EDGE)?;
    key(&mut xml, "edge", "e_evidence", "evidence", "string")?;
    open(&mut xml, "graph", &[("id", "relations"), ("edgedefault", "directed")])?;
    for node in graph.node_weights() {
        open(&mut xml, "node", &[("id", &printable(&node.id))])?;
        data(&mut xml, "n_label", &printable(&node.label))?;
        values(&mut xml, node, "n_", RELATION_NODE)?;
        close(&mut xml, "node")?;
    }
    let ids: Vec<String> = graph.node_weights().map(|node| printable(&node.id).into_owned()).collect();
    for (at, (from, to, edge)) in ends(graph).enumerate() {
        open(&mut xml, "edge", &[("id", &format!("e{at}")), ("source", &ids[from]), ("target", &ids[to])])?;
        data(&mut xml, "e_label", &kind(edge))?;
        values(&mut xml, edge, "e_", RELATION_EDGE)?;
        data(&mut xml, "e_evidence", &printable(&evidence(edge)?))?;
        close(&mut xml, "edge")?;
    }
    close(&mut xml, "graph")?;
    close(&mut xml, "graphml")?;
    finish(xml)
}

fn gexf(graph: &RelationGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    open(&mut xml, "gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    open(&mut xml, "graph", &[("mode", "static"), ("defaultedgetype", "directed")])?;
    open(&mut xml, "attributes", &[("class", "node")])?;
    for attribute in RELATION_NODE {
        empty(&mut xml, "attribute", &[("id", attribute.name), ("title", attribute.name), ("type", attribute.kind.xml_name())])?;
    }
    close(&mut xml, "attributes")?;
    open(&mut xml, "attributes", &[("class", "edge")])?;
    for attribute in RELATION_EDGE {
        empty(&mut xml, "attribute", &[("id", attribute.name), ("title", attribute.name), ("type", attribute.kind.xml_name())])?;
    }
    empty(&mut xml, "attribute", &[("id", "evidence"), ("title", "evidence"), ("type", "string")])?;
    close(&mut xml, "attributes")?;
    open(&mut xml, "nodes", &[])?;
    for node in graph.node_weights() {
        open(&mut xml, "node", &[("id", &printable(&node.id)), ("label", &printable(&node.label))])?;
        open(&mut xml, "attvalues", &[])?;
        for attribute in RELATION_NODE {
            if let Some(value) = (attribute.value)(node) {
                empty(&mut xml, "attvalue", &[("for", attribute.name), ("value", &value.plain())])?;
            }
        }
        close(&mut xml, "attvalues")?;
        close(&mut xml, "node")?;
    }
    close(&mut xml, "nodes")?;
    open(&mut xml, "edges", &[])?;
    let ids: Vec<String> = graph.node_weights().map(|node| printable(&node.id).into_owned()).collect();
    for (at, (from, to, edge)) in ends(graph).enumerate() {
        let (id, weight, kind) = (format!("e{at}"), edge.sentences.to_string(), kind(edge));
        let ends =
            [("id", id.as_str()), ("source", &ids[from]), ("target", &ids[to]), ("weight", &weight), ("label", &kind), ("kind", &kind)];
        open(&mut xml, "edge", &ends)?;
        open(&mut xml, "attvalues", &[])?;
        for attribute in RELATION_EDGE {
            if let Some(value) = (attribute.value)(edge) {
                empty(&mut xml, "attvalue", &[("for", attribute.name), ("value", &value.plain())])?;
            }
        }
        empty(&mut xml, "attvalue", &[("for", "evidence"), ("value", &printable(&evidence(edge)?))])?;
        close(&mut xml, "attvalues")?;
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
    key: String,
    source: &'a str,
    target: &'a str,
    edge: &'a RelationEdge,
}

impl Serialize for EdgeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("source", self.source)?;
        map.serialize_entry("target", self.target)?;
        map.serialize_entry("key", &self.key)?;
        map.serialize_entry("label", &kind(self.edge))?;
        map.serialize_entry("weight", &self.edge.sentences)?;
        entries(self.edge, RELATION_EDGE, true, &mut map)?;
        map.serialize_entry("evidence", &self.edge.evidence)?;
        map.end()
    }
}

fn rows(graph: &RelationGraph) -> impl Iterator<Item = EdgeRow<'_>> {
    let ids: Vec<&str> = graph.node_weights().map(|node| node.id.as_str()).collect();
    ends(graph).enumerate().map(move |(at, (from, to, edge))| EdgeRow { key: format!("e{at}"), source: ids[from], target: ids[to], edge })
}

fn json(graph: &RelationGraph, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"directed\":true,\"multigraph\":true,\n\"graph\":{{}},\n\"nodes\":")?;
    list(graph.node_weights().map(NodeRow), out)?;
    write!(out, ",\n\"edges\":")?;
    list(rows(graph), out)?;
    writeln!(out, "}}")
}

/// What Cytoscape calls an element.
#[derive(Serialize)]
struct Element<T> {
    data: T,
}

fn cyjs(graph: &RelationGraph, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"data\":{{\"name\":\"relations\"}},\n\"elements\":{{\"nodes\":")?;
    list(graph.node_weights().map(|node| Element { data: NodeRow(node) }), out)?;
    write!(out, ",\n\"edges\":")?;
    list(rows(graph).map(|row| Element { data: row }), out)?;
    writeln!(out, "}}}}")
}
