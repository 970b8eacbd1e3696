//! GraphML, with the names that Gephi, Cytoscape and networkx look for.
//!
//! Keys are unique across nodes and edges, and of the few types that every reader knows.

use std::io::{self, Write};

use super::attribute::{Attribute, EDGE, NODE};
use super::text::{Ids, evidence_json, label, manifest_json, number, printable, relations_json};
use super::xml::{Xml, close, document, element, empty, finish, open};
use crate::graph::ActorGraph;

/// Writes GraphML. Every edge has its evidence as data, a JSON list in a text.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn graphml(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    open(&mut xml, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    key(&mut xml, "graph", "g_manifest", "manifest", "string")?;
    key(&mut xml, "node", "n_label", "label", "string")?;
    key(&mut xml, "node", "n_name", "name", "string")?;
    keys(&mut xml, "node", "n_", NODE)?;
    key(&mut xml, "edge", "e_weight", "weight", "double")?;
    key(&mut xml, "edge", "e_interaction", "interaction", "string")?;
    keys(&mut xml, "edge", "e_", EDGE)?;
    key(&mut xml, "edge", "e_evidence", "evidence", "string")?;
    key(&mut xml, "edge", "e_relation_evidence", "relation_evidence", "string")?;
    open(&mut xml, "graph", &[("id", "actors"), ("edgedefault", "undirected")])?;
    data(&mut xml, "g_manifest", &manifest_json(graph.manifest()))?;
    let ids = Ids::new(graph, |id| printable(id).into_owned());
    for (node, id) in graph.nodes().zip(&ids.nodes) {
        open(&mut xml, "node", &[("id", id)])?;
        data(&mut xml, "n_label", &label(node))?;
        data(&mut xml, "n_name", &label(node))?;
        values(&mut xml, node, "n_", NODE)?;
        close(&mut xml, "node")?;
    }
    for ((a, b, edge), id) in graph.edge_ends().zip(ids.edges(graph)) {
        open(&mut xml, "edge", &[("id", &id), ("source", &ids.nodes[a]), ("target", &ids.nodes[b])])?;
        data(&mut xml, "e_weight", &number(edge.weight))?;
        data(&mut xml, "e_interaction", "co-occurs")?;
        values(&mut xml, edge, "e_", EDGE)?;
        data(&mut xml, "e_evidence", &evidence_json(edge)?)?;
        if let Some(relations) = relations_json(edge)? {
            data(&mut xml, "e_relation_evidence", &relations)?;
        }
        close(&mut xml, "edge")?;
    }
    close(&mut xml, "graph")?;
    close(&mut xml, "graphml")?;
    finish(xml)
}

pub(super) fn keys<T>(xml: &mut Xml<'_>, class: &str, prefix: &str, attributes: &[Attribute<T>]) -> io::Result<()> {
    attributes
        .iter()
        .try_for_each(|attribute| key(xml, class, &format!("{prefix}{}", attribute.name), attribute.name, attribute.kind.xml_name()))
}

pub(super) fn key(xml: &mut Xml<'_>, class: &str, id: &str, name: &str, kind: &str) -> io::Result<()> {
    empty(xml, "key", &[("id", id), ("for", class), ("attr.name", name), ("attr.type", kind)])
}

pub(super) fn values<T>(xml: &mut Xml<'_>, item: &T, prefix: &str, attributes: &[Attribute<T>]) -> io::Result<()> {
    for attribute in attributes {
        if let Some(value) = (attribute.value)(item) {
            data(xml, &format!("{prefix}{}", attribute.name), &value.plain())?;
        }
    }
    Ok(())
}

pub(super) fn data(xml: &mut Xml<'_>, key: &str, value: &str) -> io::Result<()> {
    element(xml, "data", &[("key", key)], value)
}
