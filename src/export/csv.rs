//! CSV: a table of nodes and one of links, as Gephi and spreadsheets read them, and one of evidence.
//!
//! Gephi trims cells, takes a backslash for an escape, links without `Type` for directed, and drops rows with an id that it has
//! seen. So names in the first two tables stand trimmed, with their backslashes doubled and ids made unique; the evidence
//! table names nodes and links just as they do.

use std::io::{self, Write};

use csv::Writer;
use jiff::civil::Date;

use super::attribute::aliases;
use super::text::{Ids, label, number, one_line};
use crate::graph::{ActorGraph, MarkedSpan, Place};

/// Writes the table of actors: `Id,Label,ActorType,Mentions,Articles,Degree,Strength,Community,Aliases` and further measures.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_nodes(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let mut table = Writer::from_writer(out);
    table
        .write_record([
            "Id",
            "Label",
            "ActorType",
            "Mentions",
            "Articles",
            "Degree",
            "Strength",
            "Community",
            "Aliases",
            "ArticlesRaw",
            "Windows",
            "Betweenness",
            "PageRank",
            "Core",
            "CommunityName",
            "First",
            "Last",
        ])
        .map_err(refused)?;
    for (node, id) in graph.nodes().zip(&ids.nodes) {
        table
            .write_record([
                id,
                &cell(&label(node)),
                &cell(&node.actor_type),
                &node.mentions.to_string(),
                &node.articles.to_string(),
                &node.degree.to_string(),
                &number(node.strength),
                &node.community.to_string(),
                &cell(&aliases(node)),
                &node.articles_raw.to_string(),
                &node.windows.to_string(),
                &number(node.betweenness),
                &number(node.pagerank),
                &node.core.to_string(),
                &cell(&node.community_name),
                &day(node.first),
                &day(node.last),
            ])
            .map_err(refused)?;
    }
    table.flush()
}

/// Writes the table of links: `Source,Target,Type,Id,Label,Weight` and the measures.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_edges(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let mut table = Writer::from_writer(out);
    table
        .write_record([
            "Source",
            "Target",
            "Type",
            "Id",
            "Label",
            "Weight",
            "Sentences",
            "Articles",
            "ArticlesRaw",
            "Expected",
            "Pmi",
            "Npmi",
            "Llr",
            "Dice",
            "Jaccard",
            "Cosine",
            "First",
            "Last",
            "Affiliation",
            "EvidenceTotal",
        ])
        .map_err(refused)?;
    let ends = graph.edge_ends().map(|(a, b, _)| (a, b));
    for (((a, b), (source, target, edge)), id) in ends.zip(graph.edges()).zip(&ids.edges) {
        table
            .write_record([
                &ids.nodes[a],
                &ids.nodes[b],
                "Undirected",
                id,
                &cell(&format!("{} – {}", label(source), label(target))),
                &number(edge.weight),
                &edge.sentences.to_string(),
                &edge.articles.to_string(),
                &edge.articles_raw.to_string(),
                &number(edge.expected),
                &number(edge.pmi),
                &number(edge.npmi),
                &number(edge.llr),
                &number(edge.dice),
                &number(edge.jaccard),
                &number(edge.cosine),
                &day(edge.first),
                &day(edge.last),
                &edge.affiliation.to_string(),
                &edge.evidence_total.to_string(),
            ])
            .map_err(refused)?;
    }
    table.flush()
}

/// Writes the table of evidence, a sentence a row: `Edge,Source,Target,Document,Article,Sentence,Line,Date,Text,Spans,Copies`.
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
        .write_record(["Edge", "Source", "Target", "Document", "Article", "Sentence", "Line", "Date", "Text", "Spans", "Copies"])
        .map_err(refused)?;
    for ((a, b, edge), id) in graph.edge_ends().zip(&ids.edges) {
        for evidence in &edge.evidence {
            table
                .write_record([
                    id,
                    &ids.nodes[a],
                    &ids.nodes[b],
                    &inert(&evidence.document),
                    &evidence.article.to_string(),
                    &evidence.sentence.to_string(),
                    &evidence.line.to_string(),
                    &day(evidence.date),
                    &inert(&evidence.text),
                    &evidence.spans.iter().map(span).collect::<Vec<_>>().join("|"),
                    &inert(&evidence.copies.iter().map(place).collect::<Vec<_>>().join("|")),
                ])
                .map_err(refused)?;
        }
    }
    table.flush()
}

fn day(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

/// A cell that Gephi reads back as it was meant.
fn cell(text: &str) -> String {
    one_line(text).replace('\\', "\\\\")
}

/// A text of a page, which must not run as a formula. Controls give way to a sign of their own, so that spans still fit.
fn inert(text: &str) -> String {
    let clean = text.replace(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r'), "\u{FFFD}");
    if clean.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{clean}") } else { clean }
}

fn span(span: &MarkedSpan) -> String {
    format!("{}-{}:{}", span.start, span.end, one_line(&span.actor).replace('|', "¦"))
}

fn place(place: &Place) -> String {
    format!("{}#{}", place.document.replace('|', "¦"), place.article)
}

/// The error of whoever takes the bytes, as it was: a reader that has gone is told from a full disk by its kind.
fn refused(error: csv::Error) -> io::Error {
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

    #[test]
    fn a_text_never_runs() {
        let rows = [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+31", "'+31"),
            ("- Nee", "'- Nee"),
            ("@a", "'@a"),
            ("Een = twee", "Een = twee"),
            ("a\u{0}b", "a\u{FFFD}b"),
            ("a\nb", "a\nb"),
        ];
        for (raw, expected) in rows {
            assert_eq!(inert(raw), expected, "{raw:?}");
        }
    }
}
