//! Cytoscape's JSON, for the desktop program (`.cyjs`) and for Cytoscape.js.
//!
//! Ids are texts, never empty, and unique over nodes and edges together. Attributes are plain values: the desktop program has no
//! columns for lists of objects, so the evidence is a JSON list in a text, as in GEXF and GraphML.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::json;

use super::attribute::{EDGE, NODE};
use super::json::{entries, list};
use super::style::Style;
use super::text::{Ids, Number, evidence_json, label, manifest_json, one_line, relations_json};
use crate::graph::{ActorGraph, Edge, Node, Point, layout};

/// Writes Cytoscape's JSON, an element a line, with places for the layout that is called `preset`.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn cyjs(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    let style = Style::of(graph);
    let manifest = graph.manifest();
    write!(out, "{{\"format_version\":\"1.0\",\"directed\":false,\"multigraph\":false,\n\"data\":")?;
    let data = json!({ "name": "actors", "generator": one_line(&manifest.generator), "manifest": manifest_json(manifest) });
    serde_json::to_writer(&mut *out, &data)?;
    write!(out, ",\n\"elements\":{{\"nodes\":")?;
    let nodes = graph.nodes().zip(&ids.nodes).zip(layout(graph, &[]));
    list(nodes.map(|((node, id), place)| Element { data: NodeData { id, node, style: &style }, position: Some(place.into()) }), out)?;
    write!(out, ",\n\"edges\":")?;
    let edges = graph.edge_ends().zip(ids.edges(graph));
    let data = edges.map(|((a, b, edge), id)| EdgeData { id, ends: [&ids.nodes[a], &ids.nodes[b]], edge });
    list(data.map(|data| Element { data, position: None }), out)?;
    writeln!(out, "}}}}")
}

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

impl From<Point> for Position {
    fn from(place: Point) -> Self {
        Self { x: Number(place.x), y: Number(place.y) }
    }
}

struct NodeData<'a> {
    id: &'a str,
    node: &'a Node,
    style: &'a Style,
}

impl Serialize for NodeData<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("name", &label(self.node))?;
        entries(self.node, NODE, false, &mut map)?;
        map.serialize_entry("color", &self.style.colour(self.node).hex())?;
        map.serialize_entry("size", &Number(8.0 + 40.0 * self.style.share(self.node).sqrt()))?;
        map.end()
    }
}

struct EdgeData<'a> {
    id: Cow<'a, str>,
    ends: [&'a str; 2],
    edge: &'a Edge,
}

impl Serialize for EdgeData<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("source", self.ends[0])?;
        map.serialize_entry("target", self.ends[1])?;
        map.serialize_entry("interaction", "co-occurs")?;
        map.serialize_entry("weight", &Number(self.edge.weight))?;
        entries(self.edge, EDGE, false, &mut map)?;
        map.serialize_entry("evidence", &evidence_json(self.edge).map_err(Error::custom)?)?;
        if let Some(relations) = relations_json(self.edge).map_err(Error::custom)? {
            map.serialize_entry("relation_evidence", &relations)?;
        }
        map.end()
    }
}
