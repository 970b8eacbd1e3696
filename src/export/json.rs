//! Node-link JSON, as `networkx.node_link_graph` and D3 read it; and rows of JSON for every format that is made of them.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::attribute::{Attribute, EDGE_WITHOUT_RELATIONS, NODE};
use super::text::Number;
use super::{EdgesKey, ExportOptions};
use crate::graph::{ActorGraph, Edge, Node};

/// Writes node-link JSON, a node or a link a line. Every link has its evidence.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn json(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    // Left out, `multigraph` would make networkx build another kind of graph.
    write!(out, "{{\"directed\":false,\"multigraph\":false,\n\"graph\":")?;
    serde_json::to_writer(&mut *out, graph.manifest())?;
    write!(out, ",\n\"nodes\":")?;
    list(graph.nodes().map(NodeRow), out)?;
    let key = match options.edges_key {
        EdgesKey::Edges => "edges",
        EdgesKey::Links => "links",
    };
    write!(out, ",\n\"{key}\":")?;
    list(graph.edges().map(|(source, target, edge)| EdgeRow { source, target, edge }), out)?;
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

/// Adds the attributes of `item` to an object; `absent` says whether those without a value are there as `null`.
pub(super) fn entries<T, M: SerializeMap>(item: &T, attributes: &[Attribute<T>], absent: bool, map: &mut M) -> Result<(), M::Error> {
    for attribute in attributes {
        match (attribute.value)(item) {
            Some(value) => map.serialize_entry(attribute.name, &value)?,
            None if absent => map.serialize_entry(attribute.name, &())?,
            None => {}
        }
    }
    Ok(())
}

struct NodeRow<'a>(&'a Node);

impl Serialize for NodeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("label", &self.0.label)?;
        // Here the type has the short name that D3 and the store use.
        map.serialize_entry("type", &self.0.actor_type)?;
        entries(self.0, &NODE[1..], true, &mut map)?;
        map.end()
    }
}

struct EdgeRow<'a> {
    source: &'a Node,
    target: &'a Node,
    edge: &'a Edge,
}

impl Serialize for EdgeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("source", &self.source.id)?;
        map.serialize_entry("target", &self.target.id)?;
        map.serialize_entry("weight", &Number(self.edge.weight))?;
        entries(self.edge, EDGE_WITHOUT_RELATIONS, true, &mut map)?;
        map.serialize_entry("relations", &self.edge.relations)?;
        map.serialize_entry("evidence", &self.edge.evidence)?;
        map.end()
    }
}
