//! Counts every number of a written graph again from its evidence.
//!
//! Owns reading graphs back, and the law that each number must be the sum of what stands behind it. Knows nothing of files or of how
//! graphs are built.

mod csv;
mod directed;
mod json;
mod raw;
mod recount;
mod relation;
mod xml;

use std::collections::BTreeMap;
use std::fmt;

use crate::graph::{Evidence, Manifest};

pub use self::csv::CsvParts;
pub use directed::{DirectedEdge, WrittenRelations};
pub use recount::{Fault, Recounted};
pub use relation::{RoleSpan, Witness, WrittenCounts, WrittenRelation};

use raw::Raw;

/// A graph as a file tells it, of either kind.
#[derive(Clone, Debug, PartialEq)]
pub enum WrittenGraph {
    /// Who appears with whom.
    Links(Written),
    /// Who does what to whom.
    Relations(WrittenRelations),
}

/// A graph of who appears with whom, as a file tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// Where it comes from.
    pub manifest: Manifest,
    /// Its actors: id, and the fields of each by the names of JSON.
    pub nodes: Vec<(String, Fields)>,
    /// Its links.
    pub edges: Vec<WrittenEdge>,
}

/// A link as a file tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WrittenEdge {
    /// Id of one end.
    pub source: String,
    /// Id of the other end.
    pub target: String,
    /// Its numbers and days by the names of JSON.
    pub fields: Fields,
    /// The sentences behind it.
    pub evidence: Vec<Evidence>,
    /// What its two actors do to each other, in full.
    pub relations: Vec<WrittenRelation>,
    /// Whether the format tells the relations in short too, as the field `relations`.
    pub has_short_relations: bool,
}

/// Values by name, as text.
pub type Fields = BTreeMap<String, String>;

/// Why a file cannot be recounted at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// It has another shape than this program writes.
    #[error("{what}; only graphs as this program writes them can be recounted: json, gexf, graphml, cyjs, or the tables of csv")]
    Shape {
        /// What is wrong with it.
        what: String,
    },
    /// It holds only a part of the evidence.
    #[error("{edge} holds {held} of {total} sentences, so that its numbers cannot be recounted; write the graph with --evidence all")]
    Partial {
        /// The first such edge.
        edge: String,
        /// Sentences in the file.
        held: usize,
        /// Sentences that there are.
        total: u64,
    },
}

impl VerifyError {
    pub(crate) fn shape(what: impl fmt::Display) -> Self {
        Self::Shape { what: what.to_string() }
    }
}

impl WrittenGraph {
    /// Reads a graph in JSON: node-link as networkx has it, or Cytoscape's.
    ///
    /// # Errors
    /// When it has another shape.
    pub fn from_json(text: &str) -> Result<Self, VerifyError> {
        Self::of(json::read(text)?)
    }

    /// Reads a graph in GEXF or GraphML.
    ///
    /// # Errors
    /// When it has another shape.
    pub fn from_xml(text: &str) -> Result<Self, VerifyError> {
        Self::of(xml::read(text)?)
    }

    /// Reads a graph of links from its tables.
    ///
    /// # Errors
    /// When one of them has another shape.
    pub fn from_csv(parts: &CsvParts<'_>) -> Result<Self, VerifyError> {
        csv::read(parts).map(Self::Links)
    }

    /// Counts every number again: see [`Written::recount`] and [`WrittenRelations::recount`].
    ///
    /// # Errors
    /// When an edge has not all its evidence, or the manifest does not tell what is counted from.
    pub fn recount(&self) -> Result<Recounted, VerifyError> {
        match self {
            Self::Links(links) => links.recount(),
            Self::Relations(relations) => relations.recount(),
        }
    }

    fn of(raw: Raw) -> Result<Self, VerifyError> {
        if raw.directed { raw.relations().map(Self::Relations) } else { raw.links().map(Self::Links) }
    }
}
