//! GEXF 1.3, static, with colours, sizes and places for Gephi.
//!
//! The namespace is exactly `http://gexf.net/1.3`: with `www.` before it readers find no graph.

use std::io::{self, Write};

use super::attribute::{Attribute, EDGE, Kind, NODE};
use super::style::{Colour, Style};
use super::text::{Ids, evidence_json, label, manifest_json, number, one_line, printable};
use super::xml::{Xml, close, document, element, empty, finish, open};
use crate::graph::{ActorGraph, Edge, Node, Point, layout};

/// Writes GEXF. Every edge has its evidence as an attribute, a JSON list in a text.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn gexf(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    let root = [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
    open(&mut xml, "gexf", &root)?;
    open(&mut xml, "meta", &[])?;
    element(&mut xml, "creator", &[], &one_line(&graph.manifest().generator))?;
    element(&mut xml, "description", &[], &manifest_json(graph.manifest()))?;
    close(&mut xml, "meta")?;
    open(&mut xml, "graph", &[("mode", "static"), ("defaultedgetype", "undirected")])?;
    declare(&mut xml, "node", NODE, &[])?;
    declare(&mut xml, "edge", EDGE, &["evidence"])?;
    let ids = Ids::new(graph, |id| printable(id).into_owned());
    let style = Style::of(graph);
    let places = layout(graph, &[]);
    open(&mut xml, "nodes", &[("count", &graph.node_count().to_string())])?;
    for ((node, id), place) in graph.nodes().zip(&ids.nodes).zip(places) {
        write_node(&mut xml, node, id, place, &style)?;
    }
    close(&mut xml, "nodes")?;
    open(&mut xml, "edges", &[("count", &graph.edge_count().to_string())])?;
    for ((a, b, edge), id) in graph.edge_ends().zip(&ids.edges) {
        write_edge(&mut xml, edge, id, [&ids.nodes[a], &ids.nodes[b]], &style)?;
    }
    close(&mut xml, "edges")?;
    close(&mut xml, "graph")?;
    close(&mut xml, "gexf")?;
    finish(xml)
}

/// Declares what nodes or edges hold. Gephi tells a column that changes with time only by the mode, so the mode is always there.
fn declare<T>(xml: &mut Xml<'_>, class: &str, attributes: &[Attribute<T>], texts: &[&str]) -> io::Result<()> {
    open(xml, "attributes", &[("class", class), ("mode", "static")])?;
    let columns = attributes.iter().map(|attribute| (attribute.name, attribute.kind));
    for (name, kind) in columns.chain(texts.iter().map(|name| (*name, Kind::Text))) {
        empty(xml, "attribute", &[("id", name), ("title", name), ("type", kind.xml_name())])?;
    }
    close(xml, "attributes")
}

fn write_node(xml: &mut Xml<'_>, node: &Node, id: &str, place: Point, style: &Style) -> io::Result<()> {
    open(xml, "node", &[("id", id), ("label", &label(node))])?;
    values(xml, node, NODE, &[])?;
    empty(xml, "viz:size", &[("value", &number(8.0 + 40.0 * style.share(node).sqrt()))])?;
    // Gephi's y grows upwards, unlike a screen's.
    empty(xml, "viz:position", &[("x", &number(place.x)), ("y", &number(-place.y)), ("z", "0")])?;
    let Colour { red, green, blue } = style.colour(node);
    empty(xml, "viz:color", &[("r", &red.to_string()), ("g", &green.to_string()), ("b", &blue.to_string())])?;
    close(xml, "node")
}

fn write_edge(xml: &mut Xml<'_>, edge: &Edge, id: &str, [source, target]: [&str; 2], style: &Style) -> io::Result<()> {
    open(xml, "edge", &[("id", id), ("source", source), ("target", target), ("weight", &number(edge.weight))])?;
    values(xml, edge, EDGE, &[("evidence", &evidence_json(edge))])?;
    empty(xml, "viz:thickness", &[("value", &number(1.0 + 7.0 * style.edge_share(edge).sqrt()))])?;
    close(xml, "edge")
}

fn values<T>(xml: &mut Xml<'_>, item: &T, attributes: &[Attribute<T>], texts: &[(&str, &str)]) -> io::Result<()> {
    open(xml, "attvalues", &[])?;
    for attribute in attributes {
        if let Some(value) = (attribute.value)(item) {
            empty(xml, "attvalue", &[("for", attribute.name), ("value", &value.plain())])?;
        }
    }
    for (name, text) in texts {
        empty(xml, "attvalue", &[("for", name), ("value", text)])?;
    }
    close(xml, "attvalues")
}
