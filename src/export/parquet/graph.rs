//! The three tables of a graph: actors, links, and the sentences behind the links.

use std::io::{self, Write};

use super::{Column, Values, write};
use crate::export::attribute::{Attribute, EDGE, Kind, NODE, Value};
use crate::export::text::{Ids, label, manifest_json};
use crate::graph::ActorGraph;

/// Writes the table of actors: `id`, `label` and the measures.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn parquet_nodes(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    let mut head = vec![Column::text("id"), Column::text("label")];
    let mut columns: Vec<Column> = NODE.iter().map(column).collect();
    for (node, id) in graph.nodes().zip(&ids.nodes) {
        head[0].leaf().push_text(Some(id));
        head[1].leaf().push_text(Some(&label(node)));
        add(&mut columns, node, NODE);
    }
    head.extend(columns);
    write(head, Some(manifest_json(graph.manifest())), out)
}

/// Writes the table of links: `source`, `target`, `weight` and the measures.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn parquet_edges(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    let mut head = vec![Column::text("source"), Column::text("target"), Column::real("weight")];
    let mut columns: Vec<Column> = EDGE.iter().map(column).collect();
    for (a, b, edge) in graph.edge_ends() {
        head[0].leaf().push_text(Some(&ids.nodes[a]));
        head[1].leaf().push_text(Some(&ids.nodes[b]));
        push(&mut head[2], Some(Value::Real(edge.weight)));
        add(&mut columns, edge, EDGE);
    }
    head.extend(columns);
    write(head, Some(manifest_json(graph.manifest())), out)
}

/// Writes the table of evidence, a sentence of a link a row: `source`, `target`, `document`, `article`, `sentence`, `line`, `date`,
/// `text`, `spans` (`start`, `end`, `actor`), `copies` (`document`, `article`) and `windows`.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn parquet_evidence(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    let [mut source, mut target, mut document, mut text] = ["source", "target", "document", "text"].map(Column::text);
    let [mut article, mut sentence, mut line, mut windows] = ["article", "sentence", "line", "windows"].map(Column::count);
    let mut day = Column::day("date");
    let mut spans = Column::records("spans", &[("start", false), ("end", false), ("actor", true)]);
    let mut copies = Column::records("copies", &[("document", true), ("article", false)]);
    for (a, b, edge) in graph.edge_ends() {
        for evidence in &*edge.evidence.read()? {
            source.leaf().push_text(Some(&ids.nodes[a]));
            target.leaf().push_text(Some(&ids.nodes[b]));
            document.leaf().push_text(Some(&evidence.document));
            article.leaf().push_count(evidence.article.into());
            sentence.leaf().push_count(evidence.sentence.into());
            line.leaf().push_count(evidence.line.into());
            windows.leaf().push_count(evidence.windows);
            day.leaf().push_day(evidence.date);
            text.leaf().push_text(Some(&evidence.text));
            spans.leaves[0].push_counts(evidence.spans.iter().map(|span| span.start.into()));
            spans.leaves[1].push_counts(evidence.spans.iter().map(|span| span.end.into()));
            spans.leaves[2].push_texts(evidence.spans.iter().map(|span| span.actor.as_str()));
            copies.leaves[0].push_texts(evidence.copies.iter().map(|copy| copy.document.as_str()));
            copies.leaves[1].push_counts(evidence.copies.iter().map(|copy| copy.article.into()));
        }
    }
    let columns = vec![source, target, document, article, sentence, line, day, text, spans, copies, windows];
    write(columns, Some(manifest_json(graph.manifest())), out)
}

/// Writes the table of relations, a sentence that tells one a row: `source` and `target` of the link, `actor`, `recipient`, `reciprocal`,
/// `category`, `mode`, `quad`, `status`, `document`, `article`, `sentence`, `line`, `date`, `trigger` and `text`.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn parquet_relations(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, str::to_owned);
    let [mut source, mut target, mut actor, mut recipient] = ["source", "target", "actor", "recipient"].map(Column::text);
    let [mut category, mut mode, mut quad, mut status] = ["category", "mode", "quad", "status"].map(Column::text);
    let [mut document, mut trigger, mut text] = ["document", "trigger", "text"].map(Column::text);
    let [mut article, mut sentence, mut line] = ["article", "sentence", "line"].map(Column::count);
    let (mut reciprocal, mut day) = (Column::truth("reciprocal"), Column::day("date"));
    for ((a, b, edge), (one, ..)) in graph.edge_ends().zip(graph.edges()) {
        for relation in &edge.relations {
            let (from, to) = if relation.actor == one.id { (a, b) } else { (b, a) };
            for evidence in &*relation.evidence.read()? {
                source.leaf().push_text(Some(&ids.nodes[a]));
                target.leaf().push_text(Some(&ids.nodes[b]));
                actor.leaf().push_text(Some(&ids.nodes[from]));
                recipient.leaf().push_text(Some(&ids.nodes[to]));
                push(&mut reciprocal, Some(Value::Truth(relation.reciprocal)));
                category.leaf().push_text(Some(relation.category));
                mode.leaf().push_text(relation.mode);
                quad.leaf().push_text(Some(relation.quad));
                status.leaf().push_text(Some(relation.status));
                document.leaf().push_text(Some(&evidence.document));
                article.leaf().push_count(evidence.article.into());
                sentence.leaf().push_count(evidence.sentence.into());
                line.leaf().push_count(evidence.line as u64);
                day.leaf().push_day(evidence.date);
                trigger.leaf().push_text(Some(&evidence.trigger));
                text.leaf().push_text(Some(&evidence.text));
            }
        }
    }
    let kind = [source, target, actor, recipient, reciprocal, category, mode, quad, status];
    let place = [document, article, sentence, line, day, trigger, text];
    write(kind.into_iter().chain(place).collect(), Some(manifest_json(graph.manifest())), out)
}

fn column<T>(attribute: &Attribute<T>) -> Column {
    match attribute.kind {
        Kind::Text => Column::text(attribute.name),
        Kind::Count => Column::count(attribute.name),
        Kind::Real => Column::real(attribute.name),
        Kind::Truth => Column::truth(attribute.name),
        Kind::Day => Column::day(attribute.name),
        Kind::List => Column::texts(attribute.name),
    }
}

fn add<T>(columns: &mut [Column], item: &T, attributes: &[Attribute<T>]) {
    for (column, attribute) in columns.iter_mut().zip(attributes) {
        push(column, (attribute.value)(item));
    }
}

/// Adds a value to a column of its kind; only texts and days may be missing.
fn push(column: &mut Column, value: Option<Value<'_>>) {
    let leaf = column.leaf();
    match (value, &mut leaf.values) {
        (Some(Value::Count(count)), _) => leaf.push_count(count),
        (Some(Value::Day(day)), _) => leaf.push_day(Some(day)),
        (Some(Value::Text(text)), _) => leaf.push_text(Some(text)),
        (Some(value @ (Value::List(_) | Value::Relations(_))), _) => leaf.push_texts(value.items().iter().map(|item| &**item)),
        (Some(Value::Real(real)), Values::Real(values)) => {
            values.push(if real.is_finite() { real } else { 0.0 });
            leaf.mark(true, 0);
        }
        (Some(Value::Truth(truth)), Values::Truth(values)) => {
            values.push(truth);
            leaf.mark(true, 0);
        }
        _ => leaf.mark(false, 0),
    }
}
