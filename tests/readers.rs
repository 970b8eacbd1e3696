//! The readers that people use, on a graph whose names hold what breaks formats.
//!
//! Needs Graphviz (`apt-get install graphviz`) and Python with networkx and lxml, in `.venv` at the root of the repository
//! (`python3 -m venv .venv && .venv/bin/pip install networkx lxml`) or in the `python3` of the path. Without them these tests fail.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod graphs;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use actorgraph::export::{DotDialect, EdgesKey, ExportOptions, Format, export};
use actorgraph::graph::ActorGraph;
use serde_json::json;

/// A plain dump, made without any writer.
fn dump(graph: &ActorGraph) -> serde_json::Value {
    let nodes: Vec<_> = graph
        .nodes()
        .map(|node| {
            json!({
                "id": node.id, "label": node.label, "type": node.actor_type, "mentions": node.mentions, "articles": node.articles,
                "aliases": node.aliases, "community": node.community, "degree": node.degree, "strength": node.strength,
                "articles_raw": node.articles_raw, "windows": node.windows, "first": node.first, "last": node.last,
                "betweenness": node.betweenness, "pagerank": node.pagerank, "core": node.core,
                "community_name": node.community_name,
            })
        })
        .collect();
    let edges: Vec<_> = graph
        .edges()
        .map(|(source, target, edge)| {
            json!({
                "source": source.id, "target": target.id, "weight": edge.weight, "sentences": edge.sentences,
                "articles": edge.articles, "articles_raw": edge.articles_raw, "expected": edge.expected, "pmi": edge.pmi,
                "npmi": edge.npmi, "llr": edge.llr, "dice": edge.dice, "jaccard": edge.jaccard, "cosine": edge.cosine, "first": edge.first, "last": edge.last,
                "affiliation": edge.affiliation, "evidence": edge.evidence, "evidence_total": edge.evidence_total,
                "relations": edge.relations, "in_short": edge.relations.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "nodes": nodes, "edges": edges, "manifest": graph.manifest() })
}

fn write_all(graph: &ActorGraph, directory: &Path) {
    let create = |name: &str| File::create(directory.join(name)).expect("a file in the temporary directory");
    let plain = ExportOptions::default();
    for format in Format::ALL.into_iter().filter(|format| format.is_built()) {
        for (part, write) in format.tables() {
            let name = format!("nasty-{part}.{}", format.extension());
            write(graph, &mut create(&name)).expect("a table");
        }
        if format.tables().is_empty() {
            export(graph, format, &plain, &mut create(&format!("nasty.{format}"))).expect("an export");
        }
    }
    let other = plain.with_dot_dialect(DotDialect::Gephi).with_edges_key(EdgesKey::Links);
    export(graph, Format::Dot, &other, &mut create("nasty-gephi.dot")).expect("an export");
    export(graph, Format::Json, &other, &mut create("nasty-links.json")).expect("an export");
    serde_json::to_writer(create("expected.json"), &dump(graph)).expect("a dump");
}

fn run(command: &mut Command, remedy: &str) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?} does not run ({error}); {remedy}"))
}

fn dot(directory: &Path, input: &str, output: &str, form: &str) {
    let mut command = Command::new("dot");
    command.arg(form).arg("-o").arg(directory.join(output)).arg(directory.join(input));
    let done = run(&mut command, "install Graphviz: apt-get install graphviz");
    let complaints = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && complaints.is_empty(), "dot on {input}: {}\n{complaints}", done.status);
}

fn python() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python");
    if own.exists() { own } else { PathBuf::from("python3") }
}

#[test]
fn every_reader_sees_the_graph_that_was_written() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let directory = directory.path();
    write_all(&graphs::nasty(), directory);
    dot(directory, "nasty.dot", "nasty-dot.svg", "-Tsvg");
    dot(directory, "nasty-gephi.dot", "canonical.dot", "-Tcanon");

    let remedy = "install Python with networkx and lxml: python3 -m venv .venv && .venv/bin/pip install networkx lxml";
    let imports = run(Command::new(python()).args(["-c", "import networkx, lxml"]), remedy);
    assert!(imports.status.success(), "{}\n{remedy}", String::from_utf8_lossy(&imports.stderr));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/check.py");
    let kind = if Format::Parquet.is_built() { "with-parquet" } else { "without-parquet" };
    let done = run(Command::new(python()).arg(script).arg(directory).arg(kind), remedy);
    let said = [&*String::from_utf8_lossy(&done.stdout), &*String::from_utf8_lossy(&done.stderr)].concat();
    assert!(done.status.success() && said.contains("every reader saw the same graph"), "{said}");
}

#[test]
fn cytoscape_js_sees_the_graph_that_was_written() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let directory = directory.path();
    write_all(&graphs::nasty(), directory);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/cytoscape.mjs");
    let remedy = "install Node.js and run npm ci --prefix tests/browser";
    let done = run(Command::new("node").arg(script).arg(directory), remedy);
    let said = [&*String::from_utf8_lossy(&done.stdout), &*String::from_utf8_lossy(&done.stderr)].concat();
    assert!(done.status.success() && said.contains("Cytoscape.js saw the same graph"), "{remedy}\n{said}");
}
