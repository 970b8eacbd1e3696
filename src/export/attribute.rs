//! The attributes of nodes and edges with their kinds: the one list from which every format takes its columns.
//!
//! A new measure is a row here, and all formats carry it.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::text::{Number, number, one_line, printable, push_day, push_number};
use crate::graph::{Edge, EdgeRelation, Node, RelationEdge, RelationNode};

/// The kind of an attribute's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A whole number, 0 or more.
    Count,
    /// A number with decimals.
    Real,
    /// `true` or `false`.
    Truth,
    /// A day.
    Day,
    /// Several texts.
    List,
}

impl Kind {
    /// The name that GEXF and GraphML share for the kind. They know no days, and readers take lists for text or refuse them.
    pub const fn xml_name(self) -> &'static str {
        match self {
            Self::Text | Self::Day | Self::List => "string",
            Self::Count => "long",
            Self::Real => "double",
            Self::Truth => "boolean",
        }
    }
}

/// A value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Count(u64),
    Real(f64),
    Truth(bool),
    Day(Date),
    List(&'a [String]),
    /// A list of texts such as `eu>by SANCTION 2`.
    Relations(&'a [EdgeRelation]),
}

impl<'a> Value<'a> {
    /// The value as a text without what cannot be printed; items of a list have `|` between them.
    pub fn plain(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => printable(text),
            Self::Count(count) => count.to_string().into(),
            Self::Real(real) => number(real).into(),
            Self::Truth(truth) => truth.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::List(_) | Self::Relations(_) => {
                self.items().iter().map(|item| one_line(item).replace('|', "¦")).collect::<Vec<_>>().join("|").into()
            }
        }
    }

    /// Puts down a value that is no text, as [`plain`](Self::plain) does. Tells whether it is such a one.
    pub fn push_number(self, to: &mut String) -> bool {
        match self {
            Self::Count(count) => to.push_str(itoa::Buffer::new().format(count)),
            Self::Real(real) => push_number(real, to),
            Self::Truth(truth) => to.push_str(if truth { "true" } else { "false" }),
            Self::Day(day) => push_day(day, to),
            Self::Text(_) | Self::List(_) | Self::Relations(_) => return false,
        }
        true
    }

    /// The items of a list; none where it is no list.
    pub fn items(self) -> Vec<Cow<'a, str>> {
        match self {
            Self::List(items) => items.iter().map(|item| Cow::Borrowed(item.as_str())).collect(),
            Self::Relations(relations) => relations.iter().map(|relation| Cow::Owned(relation.to_string())).collect(),
            _ => Vec::new(),
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Real(real) => Number(*real).serialize(serializer),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Day(day) => day.serialize(serializer),
            Self::List(_) | Self::Relations(_) => self.items().serialize(serializer),
        }
    }
}

/// An attribute of a node or an edge. A value that is not known is left out.
pub(super) struct Attribute<T> {
    pub name: &'static str,
    pub kind: Kind,
    pub value: for<'a> fn(&'a T) -> Option<Value<'a>>,
}

impl<T> Attribute<T> {
    /// The name as the title of a column: `articles_raw` becomes `ArticlesRaw`.
    pub fn title(&self) -> String {
        let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        self.name.split('_').map(capital).collect()
    }
}

const fn attribute<T>(name: &'static str, kind: Kind, value: for<'a> fn(&'a T) -> Option<Value<'a>>) -> Attribute<T> {
    Attribute { name, kind, value }
}

/// Attributes of a node besides its id and label.
pub(super) const NODE: &[Attribute<Node>] = &[
    attribute("actor_type", Kind::Text, |node| Some(Value::Text(&node.actor_type))),
    attribute("mentions", Kind::Count, |node| Some(Value::Count(node.mentions))),
    attribute("articles", Kind::Count, |node| Some(Value::Count(node.articles))),
    attribute("degree", Kind::Count, |node| Some(Value::Count(node.degree.into()))),
    attribute("strength", Kind::Real, |node| Some(Value::Real(node.strength))),
    attribute("community", Kind::Count, |node| Some(Value::Count(node.community.into()))),
    attribute("aliases", Kind::List, |node| Some(Value::List(&node.aliases))),
    attribute("articles_raw", Kind::Count, |node| Some(Value::Count(node.articles_raw))),
    attribute("windows", Kind::Count, |node| Some(Value::Count(node.windows))),
    attribute("betweenness", Kind::Real, |node| Some(Value::Real(node.betweenness))),
    attribute("pagerank", Kind::Real, |node| Some(Value::Real(node.pagerank))),
    attribute("core", Kind::Count, |node| Some(Value::Count(node.core.into()))),
    attribute("community_name", Kind::Text, |node| Some(Value::Text(&node.community_name))),
    attribute("first", Kind::Day, |node| node.first.map(Value::Day)),
    attribute("last", Kind::Day, |node| node.last.map(Value::Day)),
];

/// Attributes of an actor in a graph of relations.
pub(super) const RELATION_NODE: &[Attribute<RelationNode>] = &[
    attribute("actor_type", Kind::Text, |node| Some(Value::Text(&node.actor_type))),
    attribute("acts", Kind::Count, |node| Some(Value::Count(node.acts))),
    attribute("receives", Kind::Count, |node| Some(Value::Count(node.receives))),
];

/// Attributes of an edge of a graph of relations besides its id, its ends and its evidence.
pub(super) const RELATION_EDGE: &[Attribute<RelationEdge>] = &[
    attribute("category", Kind::Text, |edge| Some(Value::Text(edge.category))),
    attribute("mode", Kind::Text, |edge| edge.mode.map(Value::Text)),
    attribute("quad", Kind::Text, |edge| Some(Value::Text(edge.quad))),
    attribute("reciprocal", Kind::Truth, |edge| Some(Value::Truth(edge.reciprocal))),
    attribute("sentences", Kind::Count, |edge| Some(Value::Count(edge.sentences))),
    attribute("articles", Kind::Count, |edge| Some(Value::Count(edge.articles))),
    attribute("asserted", Kind::Count, |edge| Some(Value::Count(edge.asserted))),
    attribute("first", Kind::Day, |edge| edge.first.map(Value::Day)),
    attribute("last", Kind::Day, |edge| edge.last.map(Value::Day)),
];

/// Attributes of an edge besides its id, its ends, its weight and its evidence. The last one is its relations.
pub(super) const EDGE: &[Attribute<Edge>] = &[
    attribute("sentences", Kind::Count, |edge| Some(Value::Count(edge.sentences))),
    attribute("articles", Kind::Count, |edge| Some(Value::Count(edge.articles))),
    attribute("articles_raw", Kind::Count, |edge| Some(Value::Count(edge.articles_raw))),
    attribute("expected", Kind::Real, |edge| Some(Value::Real(edge.expected))),
    attribute("pmi", Kind::Real, |edge| Some(Value::Real(edge.pmi))),
    attribute("npmi", Kind::Real, |edge| Some(Value::Real(edge.npmi))),
    attribute("llr", Kind::Real, |edge| Some(Value::Real(edge.llr))),
    attribute("dice", Kind::Real, |edge| Some(Value::Real(edge.dice))),
    attribute("jaccard", Kind::Real, |edge| Some(Value::Real(edge.jaccard))),
    attribute("cosine", Kind::Real, |edge| Some(Value::Real(edge.cosine))),
    attribute("first", Kind::Day, |edge| edge.first.map(Value::Day)),
    attribute("last", Kind::Day, |edge| edge.last.map(Value::Day)),
    attribute("affiliation", Kind::Truth, |edge| Some(Value::Truth(edge.affiliation))),
    attribute("evidence_total", Kind::Count, |edge| Some(Value::Count(edge.evidence_total))),
    attribute("relations", Kind::List, |edge| (!edge.relations.is_empty()).then_some(Value::Relations(&edge.relations))),
];

/// The same for formats that tell the relations in full.
pub(super) const EDGE_WITHOUT_RELATIONS: &[Attribute<Edge>] = EDGE.split_at(EDGE.len() - 1).0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_title() {
        let titles: Vec<String> = EDGE.iter().map(Attribute::title).collect();
        assert_eq!(titles[..3], ["Sentences", "Articles", "ArticlesRaw"]);
    }

    #[test]
    fn no_name_stands_twice() {
        for names in [NODE.iter().map(|row| row.name).collect::<Vec<_>>(), EDGE.iter().map(|row| row.name).collect()] {
            assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
        }
    }

    #[test]
    fn items_of_a_list_stay_apart() {
        let items = ["a|b".to_owned(), " c\nd ".to_owned()];
        assert_eq!(Value::List(&items).plain(), "a¦b|c d");
    }
}
