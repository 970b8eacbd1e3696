//! Every format, byte for byte. `ACTORGRAPH_BLESS=1 cargo test --test export` writes the expected files anew.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod graphs;

use std::path::PathBuf;

use actorgraph::export::{DotDialect, EdgesKey, ExportOptions, Format, export};
use actorgraph::graph::{ActorGraph, Manifest};
use proptest::prelude::*;

fn written(graph: &ActorGraph, format: Format, options: &ExportOptions) -> String {
    let mut bytes = Vec::new();
    export(graph, format, options, &mut bytes).expect("memory takes all bytes");
    String::from_utf8(bytes).expect("every format is UTF-8")
}

/// Formats of text that this program can write.
fn formats() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| format.is_built() && *format != Format::Parquet)
}

/// Names of files with what is written to them.
fn files(graph: &ActorGraph) -> Vec<(String, String)> {
    let plain = ExportOptions::default().with_title("Wie met wie: \"nieuws\" & <meer>");
    let mut files = Vec::new();
    for format in formats() {
        for (part, write) in format.tables() {
            let mut bytes = Vec::new();
            write(graph, &mut bytes).expect("memory takes all bytes");
            let name = format!("nasty-{part}.{}", format.extension());
            files.push((name, String::from_utf8(bytes).expect("every format is UTF-8")));
        }
        if format.tables().is_empty() {
            files.push((format!("nasty.{}", format.extension()), written(graph, format, &plain)));
        }
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
    // A page is mostly its script; what it shows is tested in a browser.
    for (name, text) in files(&graphs::nasty()).into_iter().filter(|(name, _)| !name.ends_with(".html")) {
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

/// A page without its data, and the data.
fn taken_apart(page: &str) -> ([&str; 2], &str) {
    let (before, rest) = page.split_once("id=\"data\">").expect("a block of data");
    let (data, after) = rest.split_once("</script>").expect("its end");
    ([before, after], data)
}

#[test]
fn the_same_graph_gives_the_same_bytes() {
    assert_eq!(files(&graphs::nasty()), files(&graphs::nasty()));
}

#[test]
fn a_graph_without_actors_is_written_too() {
    for format in formats() {
        let text = written(&ActorGraph::from_parts(Vec::new(), Vec::new(), Manifest::default()), format, &ExportOptions::default());
        assert!(!text.is_empty() && !text.contains("NaN") && !text.contains("inf"), "{format}: {text}");
    }
}

#[test]
fn no_quoted_text_in_dot_is_longer_than_readers_take() {
    for dialect in [DotDialect::Graphviz, DotDialect::Gephi] {
        let text = written(&graphs::nasty(), Format::Dot, &ExportOptions::default().with_dot_dialect(dialect));
        let longest = text.lines().filter(|line| !line.starts_with("//")).map(str::len).max();
        assert!(longest < Some(2000), "{longest:?}");
    }
}

/// With `ACTORGRAPH_PICTURES=DIR` the pictures are kept there to be looked at.
#[test]
fn pictures_show_nearly_every_name() {
    for count in [15, 60, 300] {
        let graph = graphs::news(count);
        let text = written(&graph, Format::Svg, &ExportOptions::default().with_title("Wie met wie in het nieuws"));
        if let Some(directory) = std::env::var_os("ACTORGRAPH_PICTURES") {
            std::fs::write(PathBuf::from(directory).join(format!("news-{count}.svg")), &text).expect("the directory can be written");
        }
        let names = text.split("<g id=\"names\"").nth(1).expect("a group of names").split("</g>").next().expect("its end");
        let shown = names.matches("<text").count();
        assert!(shown * 100 >= count * 97, "{shown} of {count} names");
    }
}

/// Takes so many bytes and no more, as a full disk does.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Err(std::io::Error::other("full"));
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_wherever_it_fills_up() {
    let graph = graphs::nasty();
    for format in formats() {
        let length = written(&graph, format, &ExportOptions::default()).len();
        for room in [0, 1, length / 2, length - 1] {
            let result = export(&graph, format, &ExportOptions::default(), &mut Full(room));
            assert!(result.is_err_and(|error| error.to_string().contains("full")), "{format} with room for {room} of {length}");
        }
    }
}

/// Text of ordinary characters and of those that mean something somewhere.
fn hostile() -> impl Strategy<Value = String> {
    let special: Vec<char> = "\"'\\<>&;,=:|[]{}-/*\n\r\t\u{0}\u{1b}\u{7f}\u{85}\u{FFFE}\u{2028} N".chars().collect();
    prop::collection::vec(prop_oneof![prop::sample::select(special), any::<char>()], 0..24).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn no_name_breaks_a_format(names in prop::collection::vec(hostile(), 3), text in hostile()) {
        let nodes = names.iter().enumerate().map(|(at, name)| graphs::node(&format!("{name}{at}"), name, name)).collect();
        let mut link = graphs::edge(1.0);
        link.evidence = vec![graphs::evidence(&text, &text, &[])].into();
        link.relations = vec![graphs::relation(&format!("{}0", names[0]), &format!("{}1", names[1]), &text, &text)];
        let graph = ActorGraph::from_parts(nodes, vec![(0, 1, link), (1, 2, graphs::edge(2.0))], Manifest::default());
        for (name, written) in files(&graph) {
            let (_, ending) = name.rsplit_once('.').expect("an ending");
            match ending {
                "json" | "cyjs" => drop(serde_json::from_str::<serde_json::Value>(&written)?),
                "csv" => {
                    for row in csv::Reader::from_reader(written.as_bytes()).records() {
                        row?;
                    }
                }
                "dot" => {
                    let quotes = written.lines().filter(|line| !line.starts_with("//"));
                    prop_assert!(quotes.clone().all(|line| line.replace(r"\\", "").replace("\\\"", "").matches('"').count() % 2 == 0));
                }
                "html" => {
                    let (around, data) = taken_apart(&written);
                    drop(serde_json::from_str::<serde_json::Value>(data)?);
                    let awake = data.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
                    prop_assert!(!awake, "a character of the data means something to HTML");
                    let plain = files(&ActorGraph::from_parts(Vec::new(), Vec::new(), Manifest::default()));
                    let bare = plain.iter().find(|(other, _)| *other == name).expect("the page of no actors");
                    prop_assert_eq!(around, taken_apart(&bare.1).0, "a name stands outside the data");
                }
                _ => {
                    let banned = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
                    prop_assert!(!written.contains(banned), "{}", name);
                    let mut reader = quick_xml::Reader::from_str(&written);
                    while !matches!(reader.read_event()?, quick_xml::events::Event::Eof) {}
                }
            }
        }
    }
}
