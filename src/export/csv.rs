//! CSV: a table of nodes and one of links, as Gephi and spreadsheets read them, and one of evidence; the manifest
//! stands beside them.
//!
//! Gephi trims cells, takes a backslash for an escape, links without `Type` for directed, and drops rows with an id that it has
//! seen. So names in the first two tables stand trimmed, with their backslashes doubled and ids made unique; the evidence
//! table names nodes and links just as they do.

use std::io::{self, Write};

use csv::Writer;

use super::attribute::{Attribute, EDGE, NODE};
use super::block::in_blocks;
use super::sheet::guarded;
use super::text::{Ids, in_line, label, manifest_json, one_line, push_day, push_number};
use crate::graph::{ActorGraph, Edge, Link, MarkedSpan, Node, Place};

/// Writes the table of actors: `Id,Label,ActorType,Mentions,Articles,Degree,Strength,Community,Aliases` and further measures.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_nodes(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let titles = ["Id", "Label"].map(str::to_owned).into_iter().chain(NODE.iter().map(Attribute::title));
    let mut table = Table::new(out).titles(titles)?;
    for (node, id) in graph.nodes().zip(&ids.nodes) {
        table.put(id)?;
        table.name(&label(node))?;
        table.values(node, NODE)?;
        table.end()?;
    }
    table.finish()
}

/// Writes the table of links: `Source,Target,Type,Id,Label,Weight`, the measures, and `Relations`, such as `eu>by SANCTION 2|by<>ru CONSULT 1`.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn csv_edges(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let ids = Ids::new(graph, cell);
    let labels: Vec<String> = graph.nodes().map(label).collect();
    let own = ["Source", "Target", "Type", "Id", "Label", "Weight"].map(str::to_owned);
    Table::new(&mut *out).titles(own.into_iter().chain(EDGE.iter().map(Attribute::title)))?.finish()?;
    rows(graph, out, |(at, a, b, edge), table| {
        for own in [&ids.nodes[a], &ids.nodes[b], "Undirected", &ids.edge(at, (a, b))] {
            table.put(own)?;
        }
        table.name(&[&labels[a], " – ", &labels[b]].concat())?;
        table.made(|cell| push_number(edge.weight, cell))?;
        table.values(edge, EDGE)?;
        table.end()
    })
}

/// Writes the rows that `make` makes of each link: its number, the positions of its ends, and the link.
fn rows(
    graph: &ActorGraph,
    out: &mut dyn Write,
    make: impl Fn((usize, usize, usize, &Edge), &mut Table<&mut Vec<u8>>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let numbered: Vec<(usize, &Link)> = graph.links().iter().enumerate().collect();
    in_blocks(&numbered, out, |links, bytes| {
        let mut table = Table::new(bytes);
        for (at, link) in links {
            make((*at, link.source().index(), link.target().index(), &link.weight), &mut table)?;
        }
        table.finish()
    })
}

/// A table on its way out, cell by cell.
struct Table<W: Write> {
    out: Writer<W>,
    /// Room for a cell.
    cell: String,
}

impl<W: Write> Table<W> {
    fn new(out: W) -> Self {
        Self { out: Writer::from_writer(out), cell: String::new() }
    }

    /// The same with a row of titles.
    fn titles(mut self, titles: impl IntoIterator<Item = String>) -> io::Result<Self> {
        self.out.write_record(titles).map_err(refused)?;
        Ok(self)
    }

    /// Writes a cell.
    fn put(&mut self, cell: &str) -> io::Result<()> {
        self.out.write_field(cell).map_err(refused)
    }

    /// Writes a cell as `make` makes it.
    fn made(&mut self, make: impl FnOnce(&mut String)) -> io::Result<()> {
        self.cell.clear();
        make(&mut self.cell);
        self.out.write_field(&self.cell).map_err(refused)
    }

    /// Writes a name as [`cell`] spells it.
    fn name(&mut self, name: &str) -> io::Result<()> {
        let line = in_line(name);
        if line.contains('\\') { self.put(&cell(&line)) } else { self.put(&line) }
    }

    /// Writes a cell for each attribute, empty where there is no value.
    fn values<T>(&mut self, item: &T, attributes: &[Attribute<T>]) -> io::Result<()> {
        for attribute in attributes {
            let Some(value) = (attribute.value)(item) else {
                self.put("")?;
                continue;
            };
            self.cell.clear();
            if value.push_number(&mut self.cell) {
                self.out.write_field(&self.cell).map_err(refused)?;
            } else {
                self.name(&value.plain())?;
            }
        }
        Ok(())
    }

    /// Ends a row.
    fn end(&mut self) -> io::Result<()> {
        self.out.write_record(None::<&[u8]>).map_err(refused)
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
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
    let titles = ["Edge", "Source", "Target", "Document", "Article", "Sentence", "Line", "Date", "Text", "Spans", "Copies", "Windows"];
    Table::new(&mut *out).titles(titles.map(str::to_owned))?.finish()?;
    rows(graph, out, |(at, a, b, edge), table| {
        for evidence in &*edge.evidence.read()? {
            for own in [&ids.edge(at, (a, b)), &*ids.nodes[a], &ids.nodes[b], &guarded(&evidence.document)] {
                table.put(own)?;
            }
            for number in [evidence.article, evidence.sentence, evidence.line] {
                table.put(itoa::Buffer::new().format(number))?;
            }
            table.made(|cell| evidence.date.iter().for_each(|date| push_day(*date, cell)))?;
            table.put(&guarded(&evidence.text))?;
            table.made(|cell| spans(&evidence.spans, cell))?;
            table.put(&guarded(&evidence.copies.iter().map(place).collect::<Vec<_>>().join("|")))?;
            table.put(itoa::Buffer::new().format(evidence.windows))?;
            table.end()?;
        }
        Ok(())
    })
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
    let kind = ["Actor", "Recipient", "Reciprocal", "Category", "Mode", "Quad", "Status"];
    let place = ["Document", "Article", "Sentence", "Line", "Date", "Trigger", "Text"];
    let titles = ["Edge", "Source", "Target"].into_iter().chain(kind).chain(place);
    Table::new(&mut *out).titles(titles.map(str::to_owned))?.finish()?;
    let nodes: Vec<&Node> = graph.nodes().collect();
    rows(graph, out, |(at, a, b, edge), table| {
        for relation in &edge.relations {
            let (from, to) = if relation.actor == nodes[a].id { (a, b) } else { (b, a) };
            for evidence in &*relation.evidence.read()? {
                for own in [&ids.edge(at, (a, b)), &*ids.nodes[a], &ids.nodes[b], &ids.nodes[from], &ids.nodes[to]] {
                    table.put(own)?;
                }
                let reciprocal = if relation.reciprocal { "true" } else { "false" };
                for kind in [reciprocal, relation.category, relation.mode.unwrap_or_default(), relation.quad, relation.status] {
                    table.put(kind)?;
                }
                table.put(&guarded(&evidence.document))?;
                for number in [evidence.article, evidence.sentence] {
                    table.put(itoa::Buffer::new().format(number))?;
                }
                table.put(itoa::Buffer::new().format(evidence.line))?;
                table.made(|cell| evidence.date.iter().for_each(|date| push_day(*date, cell)))?;
                table.put(&guarded(&evidence.trigger))?;
                table.put(&guarded(&evidence.text))?;
                table.end()?;
            }
        }
        Ok(())
    })
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

/// Puts down `start-end:actor` for each span, with `|` between them.
fn spans(spans: &[MarkedSpan], cell: &mut String) {
    for (at, span) in spans.iter().enumerate() {
        let mut buffer = itoa::Buffer::new();
        cell.push_str(if at > 0 { "|" } else { "" });
        cell.push_str(buffer.format(span.start));
        cell.push('-');
        cell.push_str(buffer.format(span.end));
        cell.push(':');
        let actor = in_line(&span.actor);
        if actor.contains('|') { cell.push_str(&actor.replace('|', "¦")) } else { cell.push_str(&actor) }
    }
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
