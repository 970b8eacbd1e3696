//! GEXF 1.3 with colours, sizes and places for Gephi.
//!
//! The namespace is exactly `http://gexf.net/1.3`: with `www.` before it readers find no graph.

use std::io::{self, Write};

use super::attribute::{Attribute, EDGE, Kind, NODE};
use super::spell::{Spell, joined};
use super::style::{Colour, Style};
use super::text::{Ids, evidence_json, label, manifest_json, number, one_line, printable, relations_json};
use super::xml::{Xml, close, document, element, empty, finish, open};
use crate::graph::{ActorGraph, Edge, Node, Point, layout};

/// Writes GEXF. Every edge has its evidence as an attribute, a JSON list in a text.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn gexf(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    write(graph, None, out)
}

/// Writes GEXF, with the times at which nodes and edges are there where they are given.
pub(super) fn write(graph: &ActorGraph, times: Option<&Times>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    let root = [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
    open(&mut xml, "gexf", &root)?;
    open(&mut xml, "meta", &[])?;
    element(&mut xml, "creator", &[], &one_line(&graph.manifest().generator))?;
    element(&mut xml, "description", &[], &manifest_json(graph.manifest()))?;
    close(&mut xml, "meta")?;
    let mode = if times.is_some() { "dynamic" } else { "static" };
    let mut head = vec![("mode", mode), ("defaultedgetype", "undirected")];
    if times.is_some() {
        // Without a format of time readers fail, or take days for numbers.
        head.extend([("timeformat", "date"), ("timerepresentation", "interval")]);
    }
    open(&mut xml, "graph", &head)?;
    declare(&mut xml, "node", NODE, &[])?;
    declare(&mut xml, "edge", EDGE, &["evidence", "relation_evidence"])?;
    if times.is_some() {
        open(&mut xml, "attributes", &[("class", "edge"), ("mode", "dynamic")])?;
        empty(&mut xml, "attribute", &[("id", "weight"), ("title", "weight"), ("type", "double")])?;
        close(&mut xml, "attributes")?;
    }
    let ids = Ids::new(graph, |id| printable(id).into_owned());
    let style = Style::of(graph);
    let places = layout(graph, &[]);
    open(&mut xml, "nodes", &[("count", &graph.node_count().to_string())])?;
    for (at, ((node, id), place)) in graph.nodes().zip(&ids.nodes).zip(places).enumerate() {
        write_node(&mut xml, node, id, place, &style, times.map_or(&[], |times| &times.nodes[at]))?;
    }
    close(&mut xml, "nodes")?;
    open(&mut xml, "edges", &[("count", &graph.edge_count().to_string())])?;
    for (at, ((a, b, edge), id)) in graph.edge_ends().zip(ids.edges(graph)).enumerate() {
        write_edge(&mut xml, edge, &id, [&ids.nodes[a], &ids.nodes[b]], &style, times.map_or(&[], |times| &times.edges[at]))?;
    }
    close(&mut xml, "edges")?;
    close(&mut xml, "graph")?;
    close(&mut xml, "gexf")?;
    finish(xml)
}

/// When each node is there, and what each edge weighs when, in the order of the graph.
pub(super) struct Times {
    pub nodes: Vec<Vec<Spell>>,
    pub edges: Vec<Vec<(Spell, f64)>>,
}

/// Declares what nodes or edges hold. Gephi tells a column that changes with time only by the mode, so the mode is always there.
pub(super) fn declare<T>(xml: &mut Xml<'_>, class: &str, attributes: &[Attribute<T>], texts: &[&str]) -> io::Result<()> {
    open(xml, "attributes", &[("class", class), ("mode", "static")])?;
    let columns = attributes.iter().map(|attribute| (attribute.name, attribute.kind));
    for (name, kind) in columns.chain(texts.iter().map(|name| (*name, Kind::Text))) {
        empty(xml, "attribute", &[("id", name), ("title", name), ("type", kind.xml_name())])?;
    }
    close(xml, "attributes")
}

fn write_node(xml: &mut Xml<'_>, node: &Node, id: &str, place: Point, style: &Style, spells: &[Spell]) -> io::Result<()> {
    open(xml, "node", &[("id", id), ("label", &label(node))])?;
    values(xml, node, NODE, &[], &[])?;
    write_spells(xml, spells)?;
    empty(xml, "viz:size", &[("value", &number(8.0 + 40.0 * style.share(node).sqrt()))])?;
    // Gephi's y grows upwards, unlike a screen's.
    empty(xml, "viz:position", &[("x", &number(place.x)), ("y", &number(-place.y)), ("z", "0")])?;
    let Colour { red, green, blue } = style.colour(node);
    empty(xml, "viz:color", &[("r", &red.to_string()), ("g", &green.to_string()), ("b", &blue.to_string())])?;
    close(xml, "node")
}

fn write_edge(
    xml: &mut Xml<'_>,
    edge: &Edge,
    id: &str,
    [source, target]: [&str; 2],
    style: &Style,
    weights: &[(Spell, f64)],
) -> io::Result<()> {
    open(xml, "edge", &[("id", id), ("source", source), ("target", target), ("weight", &number(edge.weight))])?;
    let relations = relations_json(edge)?;
    let mut texts = vec![("evidence", evidence_json(edge)?)];
    texts.extend(relations.map(|relations| ("relation_evidence", relations)));
    values(xml, edge, EDGE, &texts, weights)?;
    write_spells(xml, &joined(weights.iter().map(|(spell, _)| *spell)))?;
    empty(xml, "viz:thickness", &[("value", &number(1.0 + 7.0 * style.edge_share(edge).sqrt()))])?;
    close(xml, "edge")
}

fn write_spells(xml: &mut Xml<'_>, spells: &[Spell]) -> io::Result<()> {
    if spells.is_empty() {
        return Ok(());
    }
    open(xml, "spells", &[])?;
    for spell in spells {
        empty(xml, "spell", &[("start", &spell.start()), ("end", &spell.end())])?;
    }
    close(xml, "spells")
}

pub(super) fn values<T>(
    xml: &mut Xml<'_>,
    item: &T,
    attributes: &[Attribute<T>],
    texts: &[(&str, String)],
    weights: &[(Spell, f64)],
) -> io::Result<()> {
    open(xml, "attvalues", &[])?;
    for attribute in attributes {
        if let Some(value) = (attribute.value)(item) {
            empty(xml, "attvalue", &[("for", attribute.name), ("value", &value.plain())])?;
        }
    }
    for (name, text) in texts {
        empty(xml, "attvalue", &[("for", name), ("value", text)])?;
    }
    for (spell, weight) in weights {
        let (start, end) = (spell.start(), spell.end());
        empty(xml, "attvalue", &[("for", "weight"), ("value", &number(*weight)), ("start", &start), ("end", &end)])?;
    }
    close(xml, "attvalues")
}
