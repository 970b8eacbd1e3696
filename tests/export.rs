//! Every format, byte for byte. `ACTORGRAPH_BLESS=1 cargo test --test export` writes the expected files anew.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;

use std::path::PathBuf;

use actorgraph::export::{DotDialect, EdgesKey, ExportOptions, Format, csv_evidence, csv_nodes, export};
use actorgraph::graph::{ActorGraph, Manifest};

fn written(graph: &ActorGraph, format: Format, options: &ExportOptions) -> String {
    let mut bytes = Vec::new();
    export(graph, format, options, &mut bytes).expect("memory takes all bytes");
    String::from_utf8(bytes).expect("every format is UTF-8")
}

/// Names of files with what is written to them.
fn files(graph: &ActorGraph) -> Vec<(String, String)> {
    let plain = ExportOptions::default().with_title("Wie met wie: \"nieuws\" & <meer>");
    let mut files: Vec<(String, String)> = Format::ALL
        .into_iter()
        .map(|format| {
            let name = if format == Format::Csv { "nasty-edges.csv".to_owned() } else { format!("nasty.{}", format.extension()) };
            (name, written(graph, format, &plain))
        })
        .collect();
    for (name, write) in [("nasty-nodes.csv", csv_nodes as fn(&_, &mut dyn std::io::Write) -> _), ("nasty-evidence.csv", csv_evidence)] {
        let mut bytes = Vec::new();
        write(graph, &mut bytes).expect("memory takes all bytes");
        files.push((name.to_owned(), String::from_utf8(bytes).expect("every format is UTF-8")));
    }
    let other = plain.with_dot_dialect(DotDialect::Gephi).with_edges_key(EdgesKey::Links);
    files.push(("nasty-gephi.dot".to_owned(), written(graph, Format::Dot, &other)));
    files.push(("nasty-links.json".to_owned(), written(graph, Format::Json, &other)));
    files
}

#[test]
fn every_format_is_written_as_expected() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let bless = std::env::var_os("ACTORGRAPH_BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for (name, text) in files(&common::nasty()) {
        let path = golden.join(&name);
        if bless {
            std::fs::write(&path, &text).expect("tests/golden can be written");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if expected != text {
            let line = expected.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or(0);
            let show = |text: &str| text.lines().nth(line).unwrap_or("").chars().take(300).collect::<String>();
            wrong.push(format!("{name}:{}\n  expected: {}\n  written:  {}", line + 1, show(&expected), show(&text)));
        }
    }
    assert!(wrong.is_empty(), "ACTORGRAPH_BLESS=1 accepts these changes:\n{}", wrong.join("\n"));
}

#[test]
fn the_same_graph_gives_the_same_bytes() {
    assert_eq!(files(&common::nasty()), files(&common::nasty()));
}

#[test]
fn a_graph_without_actors_is_written_too() {
    for format in Format::ALL {
        let text = written(&ActorGraph::from_parts(Vec::new(), Vec::new(), Manifest::default()), format, &ExportOptions::default());
        assert!(!text.is_empty() && !text.contains("NaN") && !text.contains("inf"), "{format}: {text}");
    }
}

#[test]
fn no_quoted_text_in_dot_is_longer_than_readers_take() {
    for dialect in [DotDialect::Graphviz, DotDialect::Gephi] {
        let text = written(&common::nasty(), Format::Dot, &ExportOptions::default().with_dot_dialect(dialect));
        let longest = text.lines().filter(|line| !line.starts_with("//")).map(str::len).max();
        assert!(longest < Some(2000), "{longest:?}");
    }
}

/// With `ACTORGRAPH_PICTURES=DIR` the pictures are kept there to be looked at.
#[test]
fn pictures_show_nearly_every_name() {
    for count in [15, 60, 300] {
        let graph = common::news(count);
        let text = written(&graph, Format::Svg, &ExportOptions::default().with_title("Wie met wie in het nieuws"));
        if let Some(directory) = std::env::var_os("ACTORGRAPH_PICTURES") {
            std::fs::write(PathBuf::from(directory).join(format!("news-{count}.svg")), &text).expect("the directory can be written");
        }
        let names = text.split("<g id=\"names\"").nth(1).expect("a group of names").split("</g>").next().expect("its end");
        let shown = names.matches("<text").count();
        assert!(shown * 100 >= count * 97, "{shown} of {count} names");
    }
}
