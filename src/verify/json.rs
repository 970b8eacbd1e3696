//! Graphs in JSON.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::raw::{Raw, RawEdge};
use super::{Fields, VerifyError};
use crate::graph::Manifest;

/// Node-link JSON.
#[derive(Deserialize)]
struct NodeLink {
    #[serde(default)]
    directed: bool,
    graph: Manifest,
    nodes: Vec<Map<String, Value>>,
    #[serde(alias = "links")]
    edges: Vec<Map<String, Value>>,
}

/// Cytoscape's JSON.
#[derive(Deserialize)]
struct Cytoscape {
    #[serde(default)]
    directed: bool,
    data: CytoscapeData,
    elements: Elements,
}

#[derive(Deserialize)]
struct CytoscapeData {
    manifest: String,
}

#[derive(Deserialize)]
struct Elements {
    nodes: Vec<Element>,
    edges: Vec<Element>,
}

#[derive(Deserialize)]
struct Element {
    data: Map<String, Value>,
}

pub(super) fn read(text: &str) -> Result<Raw, VerifyError> {
    let whole: Value = serde_json::from_str(text).map_err(VerifyError::shape)?;
    let (directed, manifest, nodes, edges) = if whole.get("elements").is_some() {
        let Cytoscape { directed, data, elements } = serde_json::from_value(whole).map_err(VerifyError::shape)?;
        let rows = |elements: Vec<Element>| elements.into_iter().map(|element| element.data).collect::<Vec<_>>();
        let manifest = serde_json::from_str(&data.manifest).map_err(VerifyError::shape)?;
        (directed, manifest, rows(elements.nodes), rows(elements.edges))
    } else {
        let NodeLink { directed, graph, nodes, edges } = serde_json::from_value(whole).map_err(VerifyError::shape)?;
        (directed, graph, nodes, edges)
    };
    let nodes = nodes.into_iter().map(|mut row| Ok((text_of(&mut row, "id")?, fields(row)))).collect::<Result<_, VerifyError>>()?;
    let edges = edges.into_iter().map(edge).collect::<Result<_, _>>()?;
    Ok(Raw { directed, manifest, nodes, edges })
}

fn edge(mut row: Map<String, Value>) -> Result<RawEdge, VerifyError> {
    let (source, target) = (text_of(&mut row, "source")?, text_of(&mut row, "target")?);
    let evidence = row.remove("evidence");
    // Node-link has the relations in full in their place, Cytoscape's beside those in short.
    let (relations, has_short_relations) = match row.remove("relation_evidence") {
        Some(full) => (Some(full), true),
        None => match row.get("relations") {
            Some(Value::Array(items)) if items.iter().any(Value::is_object) => (row.remove("relations"), false),
            other => (None, other.is_some_and(|list| list.as_array().is_some_and(|items| !items.is_empty()))),
        },
    };
    Ok(RawEdge { source, target, fields: fields(row), evidence, relations, has_short_relations })
}

fn text_of(row: &mut Map<String, Value>, name: &str) -> Result<String, VerifyError> {
    match row.remove(name) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(VerifyError::shape(format_args!("a node or an edge has no `{name}`"))),
    }
}

fn fields(row: Map<String, Value>) -> Fields {
    let plain = row.into_iter().filter_map(|(name, value)| match value {
        Value::String(text) => Some((name, text)),
        Value::Number(number) => Some((name, number.to_string())),
        Value::Bool(truth) => Some((name, truth.to_string())),
        Value::Array(items) if !items.is_empty() => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            Some((name, texts?.iter().map(|text| text.replace('|', "¦")).collect::<Vec<_>>().join("|")))
        }
        _ => None,
    });
    plain.collect()
}
