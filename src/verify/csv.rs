//! Graphs in tables.

use std::collections::HashMap;
use std::rc::Rc;

use ::csv::{Reader, StringRecord};
use jiff::civil::Date;

use super::{Fields, VerifyError, Witness, Written, WrittenEdge, WrittenRelation};
use crate::graph::{Evidence, MarkedSpan, Place};

/// The texts of a graph's files.
#[derive(Clone, Copy, Debug)]
pub struct CsvParts<'a> {
    /// `NAME-nodes.csv`.
    pub nodes: &'a str,
    /// `NAME-edges.csv`.
    pub edges: &'a str,
    /// `NAME-evidence.csv`.
    pub evidence: &'a str,
    /// `NAME-relations.csv`; empty where no edge has relations.
    pub relations: &'a str,
    /// `NAME-manifest.json`.
    pub manifest: &'a str,
}

pub(super) fn read(parts: &CsvParts<'_>) -> Result<Written, VerifyError> {
    let manifest = serde_json::from_str(parts.manifest).map_err(|error| VerifyError::shape(format_args!("manifest: {error}")))?;
    let mut nodes = Vec::new();
    for row in rows("nodes", parts.nodes)? {
        nodes.push((row.need("Id")?, row.fields()));
    }
    let mut edges = Vec::new();
    let mut places = HashMap::new();
    for row in rows("edges", parts.edges)? {
        places.insert(row.need("Id")?, edges.len());
        edges.push(WrittenEdge {
            source: row.need("Source")?,
            target: row.need("Target")?,
            fields: row.fields(),
            has_short_relations: true,
            ..WrittenEdge::default()
        });
    }
    let edge_of = |row: &Row| -> Result<usize, VerifyError> {
        let id = row.need("Edge")?;
        places.get(&id).copied().ok_or_else(|| row.wrong(&format!("no edge has the id {id:?}")))
    };
    for row in rows("evidence", parts.evidence)? {
        edges[edge_of(&row)?].evidence.push(evidence(&row)?);
    }
    for row in rows("relations", parts.relations)? {
        let told = &mut edges[edge_of(&row)?].relations;
        let (relation, witness) = (relation(&row)?, witness(&row)?);
        // The sentences of a relation stand one below the other.
        let is_same = |last: &&mut WrittenRelation| WrittenRelation { evidence: Vec::new(), ..(**last).clone() } == relation;
        match told.last_mut().filter(is_same) {
            Some(last) => last.evidence.push(witness),
            None => told.push(WrittenRelation { evidence: vec![witness], ..relation }),
        }
    }
    Ok(Written { manifest, nodes, edges })
}

/// The kind of a row of relations, without its sentence.
fn relation(row: &Row) -> Result<WrittenRelation, VerifyError> {
    let text = |name: &str| row.cell(name).unwrap_or_default().to_owned();
    Ok(WrittenRelation {
        actor: row.need("Actor")?,
        recipient: row.need("Recipient")?,
        category: text("Category"),
        mode: row.cell("Mode").filter(|mode| !mode.is_empty()).map(str::to_owned),
        quad: text("Quad"),
        status: text("Status"),
        reciprocal: row.cell("Reciprocal") == Some("true"),
        counts: None,
        evidence: Vec::new(),
    })
}

fn witness(row: &Row) -> Result<Witness, VerifyError> {
    let text = |name: &str| row.cell(name).map(freed).unwrap_or_default().to_owned();
    Ok(Witness {
        document: text("Document"),
        article: row.number("Article")?,
        sentence: row.number("Sentence")?,
        date: row.day()?,
        status: row.cell("Status").unwrap_or_default().to_owned(),
        trigger: text("Trigger"),
        text: text("Text"),
        spans: Vec::new(),
    })
}

fn evidence(row: &Row) -> Result<Evidence, VerifyError> {
    let list =
        |name: &str| row.cell(name).map(freed).unwrap_or_default().split('|').filter(|item| !item.is_empty()).map(str::to_owned).collect();
    let spans: Vec<String> = list("Spans");
    let copies: Vec<String> = list("Copies");
    Ok(Evidence {
        document: freed(row.cell("Document").unwrap_or_default()).to_owned(),
        article: row.number("Article")?,
        sentence: row.number("Sentence")?,
        line: row.number("Line")?,
        date: row.day()?,
        text: freed(row.cell("Text").unwrap_or_default()).to_owned(),
        spans: spans.iter().map(|item| span(item).ok_or_else(|| row.wrong(&format!("{item:?} is no span")))).collect::<Result<_, _>>()?,
        windows: u64::from(row.number("Windows")?),
        shortened: false,
        before: None,
        after: None,
        copies: copies
            .iter()
            .map(|item| place(item).ok_or_else(|| row.wrong(&format!("{item:?} is no place"))))
            .collect::<Result<_, _>>()?,
    })
}

/// A text without the sign that keeps spreadsheets from running it.
fn freed(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

/// `start-end:actor`
fn span(text: &str) -> Option<MarkedSpan> {
    let (range, actor) = text.split_once(':')?;
    let (start, end) = range.split_once('-')?;
    Some(MarkedSpan { start: start.parse().ok()?, end: end.parse().ok()?, actor: actor.to_owned() })
}

/// `document#article`
fn place(text: &str) -> Option<Place> {
    let (document, article) = text.rsplit_once('#')?;
    Some(Place { document: document.to_owned(), article: article.parse().ok()? })
}

struct Row {
    table: &'static str,
    head: Rc<StringRecord>,
    cells: StringRecord,
}

fn rows(table: &'static str, text: &str) -> Result<Vec<Row>, VerifyError> {
    let mut reader = Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let wrong = |error: ::csv::Error| VerifyError::shape(format_args!("{table}: {error}"));
    let head = Rc::new(reader.headers().map_err(wrong)?.clone());
    reader.records().map(|cells| Ok(Row { table, head: Rc::clone(&head), cells: cells.map_err(wrong)? })).collect()
}

impl Row {
    fn cell(&self, title: &str) -> Option<&str> {
        let at = self.head.iter().position(|cell| cell == title)?;
        self.cells.get(at)
    }

    fn number(&self, title: &str) -> Result<u32, VerifyError> {
        let cell = self.cell(title).unwrap_or_default();
        cell.parse().map_err(|_| self.wrong(&format!("{title} is {cell:?}, which is no number")))
    }

    fn day(&self) -> Result<Option<Date>, VerifyError> {
        let day = self.cell("Date").filter(|day| !day.is_empty());
        day.map(str::parse).transpose().map_err(|error| self.wrong(&format!("Date: {error}")))
    }

    /// An id, as it was before its backslashes were doubled.
    fn need(&self, title: &str) -> Result<String, VerifyError> {
        let cell = self.cell(title).ok_or_else(|| self.wrong(&format!("there is no column {title}")))?;
        Ok(cell.replace("\\\\", "\\"))
    }

    /// All cells that are not empty, by the names of JSON: `ArticlesRaw` is `articles_raw`.
    fn fields(&self) -> Fields {
        let filled = self.head.iter().zip(&self.cells).filter(|(_, cell)| !cell.is_empty());
        filled.map(|(title, cell)| (name(title), cell.to_owned())).collect()
    }

    fn wrong(&self, what: &str) -> VerifyError {
        let line = self.cells.position().map_or(0, ::csv::Position::line);
        VerifyError::shape(format_args!("{}, line {line}: {what}", self.table))
    }
}

fn name(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
