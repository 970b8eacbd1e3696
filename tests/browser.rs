//! The page that `graph -o NAME.html` writes, used in Chromium as people use it.
//!
//! Needs Chromium (`apt-get install chromium`) and Node.js with what `tests/browser/package.json` names (`npm ci --prefix tests/browser`).
//! Without them this test fails.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;
mod graphs;

use std::fs::File;
use std::path::Path;
use std::process::Command;

use actorgraph::export::{ExportOptions, Format, export};
use actorgraph::graph::{ActorGraph, Manifest};

/// What would run, or break the page, if it were taken for more than text.
const HOSTILE: [&str; 12] = [
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "\"><svg onload=window.hacked=1>",
    "' onmouseover='window.hacked=1",
    "javascript:window.hacked=1",
    "<!--<script>",
    "]]><a href=\"javascript:window.hacked=1\">klik</a>",
    "{{data}} {{word:search}} ${window.hacked=1} {count}",
    "&lt;b&gt;vet&lt;/b&gt; <b>vet</b>",
    "__proto__",
    "constructor",
    "\u{202e}omgekeerd\u{2028}\u{2029}\u{0} \\\" \\u003cb\\u003e",
];

/// Every hostile text as id, name, form, type, sentence and document.
fn hostile() -> ActorGraph {
    let nodes = HOSTILE.map(|text| {
        let mut node = graphs::node(text, text, text);
        node.aliases = vec![text.to_owned()];
        node.community_name = text.to_owned();
        node
    });
    let edges = (1..HOSTILE.len()).map(|at| {
        let (a, b) = (HOSTILE[at - 1], HOSTILE[at]);
        let text = format!("{a} en {b}");
        let end = u32::try_from(a.chars().count()).expect("a short text");
        let mut edge = graphs::edge(at as f64);
        edge.evidence = vec![graphs::evidence(a, &text, &[(0, end, a), (end + 4, end + 4 + b.chars().count() as u32, b)])].into();
        edge.evidence_total = 1;
        edge.relations = vec![graphs::relation(a, b, a, &text)];
        (at - 1, at, edge)
    });
    let manifest = Manifest { generator: HOSTILE[0].to_owned(), gazetteer: HOSTILE[1].to_owned(), ..Manifest::default() };
    ActorGraph::from_parts(nodes.to_vec(), edges.collect(), manifest)
}

fn page(directory: &Path, name: &str, graph: &ActorGraph, options: &ExportOptions) {
    let mut file = File::create(directory.join(name)).expect("a file in the temporary directory");
    export(graph, Format::Html, options, &mut file).expect("a page");
}

#[test]
fn the_page_works_in_a_browser() {
    let directory = common::program::Dir::new();
    let seeds = common::root().join("seeds");
    let seeds = seeds.to_str().expect("a path in UTF-8");
    directory.run(&["graph", seeds, "--evidence", "all", "--output", "seeds.html"]).code(0);
    directory.run(&["graph", seeds, "--evidence", "all", "--output", "seeds.json"]).code(0);
    directory.run(&["graph", seeds, "--lang", "en", "--output", "english.html"]).code(0);
    let path = directory.path("");
    page(&path, "hostile.html", &hostile(), &ExportOptions::default().with_title("</title><script>window.hacked=1</script>"));
    let large = graphs::dense_news(2000, 38);
    assert!(large.edge_count() > 20_000, "{} links", large.edge_count());
    page(&path, "large.html", &large, &ExportOptions::default());

    let script = common::root().join("tests/browser/viewer.mjs");
    let remedy = "install Chromium and Node.js, and run npm ci --prefix tests/browser";
    let done = Command::new("node").arg(script).arg(&path).output().unwrap_or_else(|error| panic!("node does not run ({error}); {remedy}"));
    let said = [&*String::from_utf8_lossy(&done.stdout), &*String::from_utf8_lossy(&done.stderr)].concat();
    println!("{said}");
    assert!(done.status.success() && said.contains("every page did as it should"), "{remedy}\n{said}");
}
