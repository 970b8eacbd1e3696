//! CSV: a table of nodes and one of links, as Gephi and spreadsheets read them, and one of evidence; the manifest
//! stands beside them.
//!
//! Gephi trims cells, takes a backslash for an escape, links without `Type` for directed, and drops rows with an id that it has
//! seen. So names in the first two tables stand trimmed, with their backslashes doubled and ids made unique; the evidence
//! table names nodes and links just as they do.

use std::io::{self, Write};

use csv::Writer;

use super::attribute::{Attribute, EDGE, NODE};
use super::sheet::inert;
use super::text::{Ids, label, manifest_json, number, one_line};
use crate::graph::{ActorGraph, MarkedSpan, Place};

/// Writes the table of actors: `Id,Label,ActorType,Mentions,Articles,Degree,Strength,Community,Aliases` and further measures.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_nodes(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let mut table = Writer::from_writer(out);
    let titles = NODE.iter().map(Attribute::title);
    table.write_record(["Id", "Label"].map(str::to_owned).into_iter().chain(titles)).map_err(refused)?;
    for (node, id) in graph.nodes().zip(&ids.nodes) {
        table.write_record([id.clone(), cell(&label(node))].into_iter().chain(cells(node, NODE))).map_err(refused)?;
    }
    table.flush()
}

/// Writes the table of links: `Source,Target,Type,Id,Label,Weight`, the measures, and `Relations`, such as `eu>by SANCTION 2|by<>ru CONSULT 1`.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_edges(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let mut table = Writer::from_writer(out);
    let titles = EDGE.iter().map(Attribute::title);
    let own = ["Source", "Target", "Type", "Id", "Label", "Weight"].map(str::to_owned);
    table.write_record(own.into_iter().chain(titles)).map_err(refused)?;
    let ends = graph.edge_ends().map(|(a, b, _)| (a, b));
    for (((a, b), (source, target, edge)), id) in ends.zip(graph.edges()).zip(ids.edges(graph)) {
        let name = cell(&format!("{} – {}", label(source), label(target)));
        let own = [ids.nodes[a].clone(), ids.nodes[b].clone(), "Undirected".to_owned(), id.into_owned(), name, number(edge.weight)];
        table.write_record(own.into_iter().chain(cells(edge, EDGE))).map_err(refused)?;
    }
    table.flush()
}

/// A cell for each attribute, empty where there is no value.
fn cells<T>(item: &T, attributes: &[Attribute<T>]) -> impl Iterator<Item = String> {
    attributes.iter().map(move |attribute| (attribute.value)(item).map_or_else(String::new, |value| cell(&value.plain())))
}

/// Writes the table of evidence, a sentence a row: `Edge,Source,Target,Document,Article,Sentence,Line,Date,Text,Spans,Copies,Windows`.
///
/// `Spans` tells `start-end:actor` in code points of the text, `Copies` tells `document#article`, each with `|` between them.
/// A text or document that a spreadsheet would run as a formula has a `'` before it, which the spans do not count.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_evidence(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let mut table = Writer::from_writer(out);
    table
        .write_record(["Edge", "Source", "Target", "Document", "Article", "Sentence", "Line", "Date", "Text", "Spans", "Copies", "Windows"])
        .map_err(refused)?;
    for ((a, b, edge), id) in graph.edge_ends().zip(ids.edges(graph)) {
        for evidence in &*edge.evidence.read()? {
            table
                .write_record([
                    id.as_ref(),
                    &ids.nodes[a],
                    &ids.nodes[b],
                    &inert(&evidence.document),
                    &evidence.article.to_string(),
                    &evidence.sentence.to_string(),
                    &evidence.line.to_string(),
                    &evidence.date.map_or_else(String::new, |date| date.to_string()),
                    &inert(&evidence.text),
                    &evidence.spans.iter().map(span).collect::<Vec<_>>().join("|"),
                    &inert(&evidence.copies.iter().map(place).collect::<Vec<_>>().join("|")),
                    &evidence.windows.to_string(),
                ])
                .map_err(refused)?;
        }
    }
    table.flush()
}

/// Writes the table of relations, a sentence that tells one a row:
/// `Edge,Source,Target,Actor,Recipient,Reciprocal,Category,Mode,Quad,Status,Document,Article,Sentence,Line,Date,Trigger,Text`.
///
/// A text or document that a spreadsheet would run as a formula has a `'` before it.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_relations(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let mut table = Writer::from_writer(out);
    let kind = ["Actor", "Recipient", "Reciprocal", "Category", "Mode", "Quad", "Status"];
    let place = ["Document", "Article", "Sentence", "Line", "Date", "Trigger", "Text"];
    table.write_record(["Edge", "Source", "Target"].into_iter().chain(kind).chain(place)).map_err(refused)?;
    for (((a, b, edge), (source, ..)), id) in graph.edge_ends().zip(graph.edges()).zip(ids.edges(graph)) {
        for relation in &edge.relations {
            let (from, to) = if relation.actor == source.id { (a, b) } else { (b, a) };
            for evidence in &*relation.evidence.read()? {
                table
                    .write_record([
                        id.as_ref(),
                        &ids.nodes[a],
                        &ids.nodes[b],
                        &ids.nodes[from],
                        &ids.nodes[to],
                        &relation.reciprocal.to_string(),
                        relation.category,
                        relation.mode.unwrap_or_default(),
                        relation.quad,
                        relation.status,
                        &inert(&evidence.document),
                        &evidence.article.to_string(),
                        &evidence.sentence.to_string(),
                        &evidence.line.to_string(),
                        &evidence.date.map_or_else(String::new, |date| date.to_string()),
                        &inert(&evidence.trigger),
                        &inert(&evidence.text),
                    ])
                    .map_err(refused)?;
            }
        }
    }
    table.flush()
}

/// Writes the manifest, which tables have no room for, as JSON on a line.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_manifest(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", manifest_json(graph.manifest()))
}

/// A cell that Gephi reads back as it was meant.
pub(super) fn cell(text: &str) -> String {
    one_line(text).replace('\\', "\\\\")
}

fn span(span: &MarkedSpan) -> String {
    format!("{}-{}:{}", span.start, span.end, one_line(&span.actor).replace('|', "¦"))
}

fn place(place: &Place) -> String {
    format!("{}#{}", place.document.replace('|', "¦"), place.article)
}

/// The error of whoever takes the bytes, as it was: a reader that has gone is told from a full disk by its kind.
pub(super) fn refused(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_survives_a_reader_that_trims_and_unescapes() {
        let rows = [(" a ", "a"), (r"a\", r"a\\"), (r"\N", r"\\N"), ("a\n b", "a b"), ("=1+1", "=1+1")];
        for (raw, expected) in rows {
            assert_eq!(cell(raw), expected, "{raw:?}");
        }
    }
}
