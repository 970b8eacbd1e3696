//! The attributes of nodes and edges, with their kinds, for the formats that declare both.

use super::text::{evidence_json, number, one_line, printable};
use crate::graph::{Edge, Node};

/// The kind of an attribute's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Count,
    /// A number with decimals.
    Real,
    /// `true` or `false`.
    Truth,
}

impl Kind {
    /// The name that GEXF and GraphML share for the kind.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Count => "long",
            Self::Real => "double",
            Self::Truth => "boolean",
        }
    }
}

/// An attribute of a node or an edge. A value that is not known is left out.
pub(super) struct Attribute<T> {
    pub name: &'static str,
    pub kind: Kind,
    pub value: fn(&T) -> Option<String>,
}

/// Attributes of a node besides its id and label.
pub(super) const NODE: [Attribute<Node>; 15] = [
    Attribute { name: "actor_type", kind: Kind::Text, value: |node| Some(printable(&node.actor_type).into_owned()) },
    Attribute { name: "mentions", kind: Kind::Count, value: |node| Some(node.mentions.to_string()) },
    Attribute { name: "articles", kind: Kind::Count, value: |node| Some(node.articles.to_string()) },
    Attribute { name: "articles_raw", kind: Kind::Count, value: |node| Some(node.articles_raw.to_string()) },
    Attribute { name: "windows", kind: Kind::Count, value: |node| Some(node.windows.to_string()) },
    Attribute { name: "first", kind: Kind::Text, value: |node| node.first.map(|day| day.to_string()) },
    Attribute { name: "last", kind: Kind::Text, value: |node| node.last.map(|day| day.to_string()) },
    Attribute { name: "degree", kind: Kind::Count, value: |node| Some(node.degree.to_string()) },
    Attribute { name: "strength", kind: Kind::Real, value: |node| Some(number(node.strength)) },
    Attribute { name: "betweenness", kind: Kind::Real, value: |node| Some(number(node.betweenness)) },
    Attribute { name: "pagerank", kind: Kind::Real, value: |node| Some(number(node.pagerank)) },
    Attribute { name: "core", kind: Kind::Count, value: |node| Some(node.core.to_string()) },
    Attribute { name: "community", kind: Kind::Count, value: |node| Some(node.community.to_string()) },
    Attribute { name: "community_name", kind: Kind::Text, value: |node| Some(one_line(&node.community_name)) },
    Attribute { name: "aliases", kind: Kind::Text, value: |node| Some(aliases(node)) },
];

/// Attributes of an edge besides its id, its ends and its weight.
pub(super) const EDGE: [Attribute<Edge>; 15] = [
    Attribute { name: "sentences", kind: Kind::Count, value: |edge| Some(edge.sentences.to_string()) },
    Attribute { name: "articles", kind: Kind::Count, value: |edge| Some(edge.articles.to_string()) },
    Attribute { name: "articles_raw", kind: Kind::Count, value: |edge| Some(edge.articles_raw.to_string()) },
    Attribute { name: "expected", kind: Kind::Real, value: |edge| Some(number(edge.expected)) },
    Attribute { name: "pmi", kind: Kind::Real, value: |edge| Some(number(edge.pmi)) },
    Attribute { name: "npmi", kind: Kind::Real, value: |edge| Some(number(edge.npmi)) },
    Attribute { name: "llr", kind: Kind::Real, value: |edge| Some(number(edge.llr)) },
    Attribute { name: "dice", kind: Kind::Real, value: |edge| Some(number(edge.dice)) },
    Attribute { name: "jaccard", kind: Kind::Real, value: |edge| Some(number(edge.jaccard)) },
    Attribute { name: "cosine", kind: Kind::Real, value: |edge| Some(number(edge.cosine)) },
    Attribute { name: "first", kind: Kind::Text, value: |edge| edge.first.map(|day| day.to_string()) },
    Attribute { name: "last", kind: Kind::Text, value: |edge| edge.last.map(|day| day.to_string()) },
    Attribute { name: "affiliation", kind: Kind::Truth, value: |edge| Some(edge.affiliation.to_string()) },
    Attribute { name: "evidence_total", kind: Kind::Count, value: |edge| Some(edge.evidence_total.to_string()) },
    Attribute { name: "evidence", kind: Kind::Text, value: |edge| Some(evidence_json(edge)) },
];

/// Surface forms in one text, with `|` between them; readers take lists for text, or refuse them.
pub(super) fn aliases(node: &Node) -> String {
    node.aliases.iter().map(|alias| one_line(alias).replace('|', "¦")).collect::<Vec<_>>().join("|")
}
