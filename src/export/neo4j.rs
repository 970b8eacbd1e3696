//! Neo4j: a table of nodes and one of relationships, as `neo4j-admin database import` reads them.
//!
//! The header tells the types (`:ID(Actor)`, `weight:double`, `aliases:string[]`, `:TYPE`). A field holds no line end, for the
//! importer refuses it; a quote in it is doubled; a backslash means nothing; an item of a list holds no `;`, which parts items.

use std::io::{self, Write};

use csv::Writer;

use super::attribute::{Attribute, EDGE, Kind, NODE, Value};
use super::csv::refused;
use super::text::{Ids, evidence_json, label, number, one_line, told_json};
use crate::graph::ActorGraph;

/// Writes the table of nodes: `actorId:ID(Actor),name,…,:LABEL`. Every node has the label `Actor` and one for its type.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn neo4j_nodes(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, one_line);
    let mut table = Writer::from_writer(out);
    let head = ["actorId:ID(Actor)", "name"].map(str::to_owned);
    table.write_record(head.into_iter().chain(NODE.iter().map(header)).chain([":LABEL".to_owned()])).map_err(refused)?;
    for (node, id) in graph.nodes().zip(&ids.nodes) {
        let labels = format!("Actor;{}", label_of(&node.actor_type));
        let row = [id.clone(), label(node)].into_iter().chain(fields(node, NODE)).chain([labels]);
        table.write_record(row).map_err(refused)?;
    }
    table.flush()
}

/// Writes the table of relationships: `:START_ID(Actor),:END_ID(Actor),weight:double,…,evidence,:TYPE`. The evidence is a JSON list
/// in a text.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn neo4j_relationships(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, one_line);
    let mut table = Writer::from_writer(out);
    let head = [":START_ID(Actor)", ":END_ID(Actor)", "weight:double"].map(str::to_owned);
    let tail = ["evidence", ":TYPE"].map(str::to_owned);
    table.write_record(head.into_iter().chain(EDGE.iter().map(header)).chain(tail)).map_err(refused)?;
    for (a, b, edge) in graph.edge_ends() {
        let head = [ids.nodes[a].clone(), ids.nodes[b].clone(), number(edge.weight)];
        let tail = [evidence_json(edge)?, "APPEARS_WITH".to_owned()];
        table.write_record(head.into_iter().chain(fields(edge, EDGE)).chain(tail)).map_err(refused)?;
    }
    table.flush()
}

/// Writes the table of events, a relationship from who acts to whom it is done to, with the category as its type:
/// `:START_ID(Actor),:END_ID(Actor),mode,quad,status,reciprocal:boolean,sentences:long,articles:long,first:date,last:date,evidence,:TYPE`.
/// The evidence is a JSON list in a text.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn neo4j_relations(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, one_line);
    let mut table = Writer::from_writer(out);
    let counts = ["reciprocal:boolean", "sentences:long", "articles:long", "first:date", "last:date"];
    let head = [":START_ID(Actor)", ":END_ID(Actor)", "mode", "quad", "status"].into_iter().chain(counts);
    table.write_record(head.chain(["evidence", ":TYPE"])).map_err(refused)?;
    for ((a, b, edge), (source, ..)) in graph.edge_ends().zip(graph.edges()) {
        for relation in &edge.relations {
            let (from, to) = if relation.actor == source.id { (a, b) } else { (b, a) };
            let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
            table
                .write_record([
                    ids.nodes[from].as_str(),
                    &ids.nodes[to],
                    relation.mode.unwrap_or_default(),
                    relation.quad,
                    relation.status,
                    &relation.reciprocal.to_string(),
                    &relation.sentences.to_string(),
                    &relation.articles.to_string(),
                    &day(relation.first),
                    &day(relation.last),
                    &told_json(&relation.evidence)?,
                    relation.category,
                ])
                .map_err(refused)?;
        }
    }
    table.flush()
}

/// The name and type of a column.
fn header<T>(attribute: &Attribute<T>) -> String {
    let kind = match attribute.kind {
        Kind::Text => return attribute.name.to_owned(),
        Kind::Count => "long",
        Kind::Real => "double",
        Kind::Truth => "boolean",
        Kind::Day => "date",
        Kind::List => "string[]",
    };
    format!("{}:{kind}", attribute.name)
}

/// A field for each attribute, empty where there is no value.
fn fields<T>(item: &T, attributes: &[Attribute<T>]) -> impl Iterator<Item = String> {
    attributes.iter().map(move |attribute| match (attribute.value)(item) {
        None => String::new(),
        Some(value @ (Value::List(_) | Value::Relations(_))) => {
            value.items().iter().map(|item| one_line(item).replace(';', ",")).collect::<Vec<_>>().join(";")
        }
        Some(value) => one_line(&value.plain()),
    })
}

/// A type as a label: `country` becomes `Country`.
fn label_of(actor_type: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let label: String = actor_type.split(|c: char| !c.is_alphanumeric()).map(word).collect();
    if label.is_empty() { "Other".to_owned() } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_becomes_a_label_without_a_separator() {
        assert_eq!(["country", "my own; type", "", "één"].map(label_of), ["Country", "MyOwnType", "Other", "Één"]);
    }
}
