//! How long a large graph takes: its measures, its exports, and counting it again.
//!
//! `cargo bench --bench network -- --actors 20000 --links 200000`. The graph has communities and a few actors with most of the links.
//! Seconds of all threads and on the clock; the peak of memory is that of the whole run so far.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

// The support that benches share is larger than what this one needs.
#[path = "support/random.rs"]
#[allow(dead_code)]
mod random;

use std::collections::BTreeSet;
use std::time::Instant;

use actorgraph::Contingency;
use actorgraph::export::{ExportOptions, Format, export};
use actorgraph::graph::{ActorGraph, Edge, Evidence, Manifest, MarkedSpan, Measured, Node};
use actorgraph::verify::WrittenGraph;
use random::{Random, Zipf};

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let is_test = !words.iter().any(|word| word == "--bench");
    let after = |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1)).map(|word| word.parse().unwrap());
    let actors = after("--actors").unwrap_or(if is_test { 200 } else { 20_000 });
    let links = after("--links").unwrap_or(if is_test { 1_000 } else { 200_000 });
    let (nodes, edges, manifest) = parts(actors, links);
    println!("{actors} actors, {} links, a sentence behind each", edges.len());
    let links = timed("strength alone", || ActorGraph::measured(nodes.clone(), edges.clone(), manifest.clone(), Measured::Links));
    drop(links);
    let graph = timed("all measures and communities", || ActorGraph::measured(nodes, edges, manifest, Measured::Fully));
    println!("{:?}", graph.manifest().measures);
    for format in [Format::Json, Format::Csv, Format::GraphMl, Format::Dot, Format::Gexf, Format::Cyjs] {
        let bytes = timed(&format!("write {format}"), || {
            let mut bytes = Vec::new();
            export(&graph, format, &ExportOptions::default(), &mut bytes).unwrap();
            bytes
        });
        println!("{:>44} {:.1} MB", "", bytes.len() as f64 / 1e6);
        if format == Format::Json {
            let text = String::from_utf8(bytes).unwrap();
            let found = timed("verify json", || WrittenGraph::from_json(&text).unwrap().recount().unwrap());
            assert!(found.faults.is_empty(), "{:?}", found.faults.first());
        }
    }
}

/// Actors, links among them, and a manifest that fits.
fn parts(actors: usize, links: usize) -> (Vec<Node>, Vec<(usize, usize, Edge)>, Manifest) {
    let mut random = Random(7);
    let zipf = Zipf::new(actors, 0.6);
    let groups = (actors / 100).max(2);
    let mut ends = BTreeSet::new();
    while ends.len() < links {
        let (a, mut b) = (zipf.draw(&mut random), zipf.draw(&mut random));
        if random.percent(70) {
            b = (b / groups * groups + a % groups).min(actors - 1);
        }
        if a != b {
            ends.insert((a.min(b), a.max(b)));
        }
    }
    let id = |at: usize| format!("actor-{at:05}");
    let node =
        |at: usize| Node { id: id(at), label: format!("Actor {at}"), actor_type: "person".to_owned(), windows: 500, ..Node::default() };
    let edges = ends
        .into_iter()
        .map(|(a, b)| {
            let windows = 1 + (random.bits() % 20).min(random.bits() % 20);
            let span = |start, at| MarkedSpan { start, end: start + 5, actor: id(at) };
            let evidence = Evidence {
                document: format!("archief/2026/{:05}.txt", random.below(50_000)),
                article: 0,
                sentence: 3,
                line: 4,
                date: None,
                text: "Actor sprak met Actor over de toestand in het land en over wat er nog komen moet.".to_owned(),
                spans: vec![span(0, a), span(16, b)],
                windows,
                shortened: false,
                before: None,
                after: None,
                copies: Vec::new(),
            };
            let table = Contingency::from_totals(windows, 500, 500, 1_000_000);
            let weight = windows as f64;
            (
                a,
                b,
                Edge {
                    weight,
                    articles: 1,
                    articles_raw: 1,
                    evidence: vec![evidence].into(),
                    evidence_total: 1,
                    ..Edge::associated(table)
                },
            )
        })
        .collect();
    let mut manifest = Manifest { generator: "bench".to_owned(), ..Manifest::default() };
    manifest.counts.insert("windows".to_owned(), 1_000_000);
    ((0..actors).map(node).collect(), edges, manifest)
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (begun, clock) = (on_processors(), Instant::now());
    let done = work();
    let (spent, elapsed) = (on_processors() - begun, clock.elapsed().as_secs_f64());
    println!("{what:<44} {spent:>8.2} s of threads, {elapsed:>8.2} s on the clock, peak {} MB", peak());
    done
}

/// Seconds for which all threads have run, where the system tells.
fn on_processors() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>();
    ticks / 100.0
}

/// Most memory used so far, in megabytes, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
