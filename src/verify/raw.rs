//! A graph as a file has it, before it is known which kind of graph it is.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{DirectedEdge, Fields, VerifyError, Written, WrittenEdge, WrittenRelations};
use crate::graph::Manifest;

/// What the formats have in common.
#[derive(Debug, Default)]
pub(super) struct Raw {
    /// Whether its edges have a direction, as those of relations have.
    pub(super) directed: bool,
    pub(super) manifest: Manifest,
    pub(super) nodes: Vec<(String, Fields)>,
    pub(super) edges: Vec<RawEdge>,
}

#[derive(Debug, Default)]
pub(super) struct RawEdge {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) fields: Fields,
    /// A list, or a text that holds one.
    pub(super) evidence: Option<Value>,
    /// The relations of a link in full, likewise.
    pub(super) relations: Option<Value>,
    /// Whether the format tells the relations of a link in short too.
    pub(super) has_short_relations: bool,
}

impl Raw {
    pub(super) fn links(self) -> Result<Written, VerifyError> {
        let edges = self.edges.into_iter().map(|edge| {
            let evidence = edge.evidence.map(listed).transpose()?.ok_or_else(|| no_evidence(&edge.source, &edge.target))?;
            let relations = edge.relations.map(listed).transpose()?.unwrap_or_default();
            let RawEdge { source, target, fields, has_short_relations, .. } = edge;
            Ok(WrittenEdge { source, target, fields, evidence, relations, has_short_relations })
        });
        Ok(Written { manifest: self.manifest, nodes: self.nodes, edges: edges.collect::<Result<_, VerifyError>>()? })
    }

    pub(super) fn relations(self) -> Result<WrittenRelations, VerifyError> {
        let edges = self.edges.into_iter().map(|edge| {
            let evidence = edge.evidence.map(listed).transpose()?.ok_or_else(|| no_evidence(&edge.source, &edge.target))?;
            Ok(DirectedEdge { source: edge.source, target: edge.target, fields: edge.fields, evidence })
        });
        Ok(WrittenRelations { manifest: self.manifest, nodes: self.nodes, edges: edges.collect::<Result<_, VerifyError>>()? })
    }
}

/// A list, also where a format has it as a text.
fn listed<T: DeserializeOwned>(value: Value) -> Result<Vec<T>, VerifyError> {
    match value {
        Value::String(text) => serde_json::from_str(&text),
        list => serde_json::from_value(list),
    }
    .map_err(VerifyError::shape)
}

fn no_evidence(source: &str, target: &str) -> VerifyError {
    VerifyError::shape(format_args!("{source} – {target} has no `evidence`"))
}
