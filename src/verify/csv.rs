//! Graphs in tables.

use std::collections::HashMap;
use std::rc::Rc;

use ::csv::{Reader, StringRecord};

use super::{Fields, VerifyError, Written, WrittenEdge};
use crate::graph::{Evidence, MarkedSpan, Place};

/// The texts of a graph's four files.
#[derive(Clone, Copy, Debug)]
pub struct CsvParts<'a> {
    /// `NAME-nodes.csv`.
    pub nodes: &'a str,
    /// `NAME-edges.csv`.
    pub edges: &'a str,
    /// `NAME-evidence.csv`.
    pub evidence: &'a str,
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
        edges.push(WrittenEdge { source: row.need("Source")?, target: row.need("Target")?, fields: row.fields(), evidence: Vec::new() });
    }
    for row in rows("evidence", parts.evidence)? {
        let id = row.need("Edge")?;
        let at = places.get(&id).ok_or_else(|| row.wrong(&format!("no edge has the id {id:?}")))?;
        edges[*at].evidence.push(evidence(&row)?);
    }
    Ok(Written { manifest, nodes, edges })
}

fn evidence(row: &Row) -> Result<Evidence, VerifyError> {
    let number = |name: &str| -> Result<u32, VerifyError> {
        let cell = row.cell(name).unwrap_or_default();
        cell.parse().map_err(|_| row.wrong(&format!("{name} is {cell:?}, which is no number")))
    };
    let day = row.cell("Date").filter(|day| !day.is_empty());
    let date = day.map(str::parse).transpose().map_err(|error| row.wrong(&format!("Date: {error}")))?;
    let list =
        |name: &str| row.cell(name).map(freed).unwrap_or_default().split('|').filter(|item| !item.is_empty()).map(str::to_owned).collect();
    let spans: Vec<String> = list("Spans");
    let copies: Vec<String> = list("Copies");
    Ok(Evidence {
        document: freed(row.cell("Document").unwrap_or_default()).to_owned(),
        article: number("Article")?,
        sentence: number("Sentence")?,
        line: number("Line")?,
        date,
        text: freed(row.cell("Text").unwrap_or_default()).to_owned(),
        spans: spans.iter().map(|item| span(item).ok_or_else(|| row.wrong(&format!("{item:?} is no span")))).collect::<Result<_, _>>()?,
        windows: u64::from(number("Windows")?),
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
