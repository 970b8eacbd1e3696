//! The formats of `extract`, each read back by its own reader.
//!
//! Needs Python with spaCy in `.venv` (`.venv/bin/pip install spacy`), and pyarrow where the program is built with the feature `parquet`.

mod common;

use std::path::Path;
use std::process::Command;

use common::program::Dir;
use serde_json::Value;

/// What breaks formats: line ends of every kind, names over lines, nested and ambiguous names, and signs that mean something somewhere.
const NASTY: &str = "\u{feff}De <b>NAVO</b> & \"Rusland\" 🦊 én Oekraïne\r\n\r\nDe Verenigde\r\nStaten en de Verenigde\nStaten spraken.\r\rNoord-\nKorea \
                     ook.\n\nDe topman van ExxonMobil zei: “Poetins plan…” (e\u{301}e\u{301}n) Xi’s\u{a0}China.\n\n\tGeorgia en Congo; T1\tCountry 0 4\tNAVO \
                     -DOCSTART- B-PER.\nDe anti-NAVO-top   in Kyiv en Moskou.  \n";

fn written() -> Dir {
    let dir = Dir::new();
    for entry in std::fs::read_dir(common::root().join("seeds")).unwrap_or_else(|error| panic!("seeds: {error}")).flatten() {
        let text = std::fs::read(entry.path()).unwrap_or_else(|error| panic!("{}: {error}", entry.path().display()));
        dir.write(&format!("docs/{}", entry.file_name().to_string_lossy()), text);
    }
    dir.write("docs/é b#1%.txt", NASTY);
    for format in ["jsonl", "csv", "conll", "webanno", "spacy"] {
        dir.run(&["extract", "docs", "--all", "--format", format, "--output", &format!("mentions.{format}")]).code(0);
    }
    dir.run(&["extract", "docs", "--all", "--format", "brat", "--output", "brat"]).code(0);
    if cfg!(feature = "parquet") {
        dir.run(&["extract", "docs", "--all", "--format", "parquet", "--output", "mentions.parquet"]).code(0);
    }
    dir
}

#[test]
fn every_reader_sees_the_mentions_that_were_written() {
    let dir = written();
    let own = common::root().join(".venv/bin/python");
    let python = if own.exists() { own.as_path() } else { Path::new("python3") };
    let script = common::root().join("tests/readers/mentions.py");
    let kind = if cfg!(feature = "parquet") { "with-parquet" } else { "without-parquet" };
    let remedy = "install Python with spaCy: .venv/bin/pip install spacy";
    let done = Command::new(python).arg(script).arg(dir.path("")).arg(kind).output().unwrap_or_else(|error| panic!("{error}; {remedy}"));
    let said = [&*String::from_utf8_lossy(&done.stdout), &*String::from_utf8_lossy(&done.stderr)].concat();
    assert!(done.status.success() && said.contains("every reader saw the same mentions"), "{remedy}\n{said}");
}

#[test]
fn a_file_holds_what_the_stream_would() {
    let dir = written();
    for format in ["jsonl", "csv", "conll", "webanno", "spacy"] {
        let ran = dir.run(&["extract", "docs", "--all", "--format", format]);
        ran.code(0).must(ran.stdout == dir.read(&format!("mentions.{format}")), format);
    }
}

/// Our own reader of brat finds what our own writer wrote, and of which kind it is.
#[test]
fn what_is_written_for_brat_is_gold_for_itself() {
    let dir = written();
    let names: Vec<String> = dir.files().into_iter().filter(|name| name.starts_with("brat/docs/20") && name.ends_with(".ann")).collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let text = name.replace(".ann", ".txt");
        dir.run(&["extract", &text, "--format", "brat", "--output", "gold"]).code(0);
        let report: Value = dir.run(&["evaluate", "--gold", &format!("gold/{name}"), &format!("gold/{text}"), "--format", "json"]).json();
        let found: Vec<Value> = dir.run(&["extract", &text]).lines();
        let offices = found.iter().filter(|mention| mention["kind"] == "office").count();
        let all_found = found.iter().filter(|mention| mention["actor"].is_string()).count();
        let all = &report["all"];
        assert_eq!((&all["right"], &all["missed"], &all["spurious"]), (&all_found.into(), &0.into(), &0.into()), "{name}: {report}");
        assert_eq!(report["by_kind"]["office"]["right"].as_u64().unwrap_or(0), offices as u64, "{name}: {report}");
    }
}

/// Tokens lose the white space of a text, and with it datelines and headlines; beside the texts nothing is lost.
#[test]
fn what_is_written_as_conll_is_gold_for_itself() {
    let dir = Dir::new();
    dir.write("a/2025-06-24_een.txt", "Top in Den Haag\n\nDEN HAAG (ANP) - De NAVO  vergadert. Poetin is er niet.\n\nMeer uit Buitenland\nPARIJS (AFP) - Macron zegt nee.\n2 uur geleden\n");
    dir.write("a/b c.txt", "China zegt ja.\n").write("a/leeg.txt", "Niets.\n");
    dir.run(&["extract", "a", "--format", "conll", "-o", "g.conll"]).code(0);
    let report: Value = dir.run(&["evaluate", "--gold", "g.conll", "a", "--format", "json"]).code(0).json();
    let found = dir.run(&["extract", "a"]).lines::<Value>().len();
    assert_eq!((&report["all"]["right"], &report["all"]["missed"], &report["all"]["spurious"]), (&found.into(), &0.into(), &0.into()));
    // Without them the texts are put together from the tokens.
    dir.run(&["evaluate", "--gold", "g.conll"]).code(0).silent();
    // Another text of that name is not taken for it.
    dir.write("a/b c.txt", "Frankrijk zegt ja.\n");
    let report: Value = dir.run(&["evaluate", "--gold", "g.conll", "a", "--format", "json"]).json();
    assert_eq!(report["all"]["right"], found);
}

/// Of a directory of brat all marks are read, each with the text beside it.
#[test]
fn a_directory_of_brat_is_gold() {
    let dir = Dir::new();
    dir.write("a/een.txt", "Rusland zegt ja.\n").write("a/twee.txt", "China zegt nee.\n");
    dir.run(&["extract", "a", "--format", "brat", "-o", "b"]).code(0);
    let report: Value = dir.run(&["evaluate", "--gold", "b", "--format", "json"]).code(0).json();
    assert_eq!((&report["all"]["right"], &report["all"]["missed"], &report["all"]["spurious"]), (&2.into(), &0.into(), &0.into()));
    dir.run(&["evaluate", "--gold", "a"]).code(2).tells("a: holds no .ann files");
}

#[test]
fn brat_needs_a_folder_and_keeps_documents_apart() {
    let dir = Dir::new();
    dir.write("a/x.txt", "Rusland.").write("a/x.text", "China.");
    dir.run(&["extract", "a", "--format", "brat"]).code(2).tells("--output DIR");
    dir.run(&["extract", "a/x.txt", "../nowhere.txt", "--format", "brat", "--output", "out"]).code(2);
    dir.run(&["extract", "a", "--format", "brat", "--output", "all"]).code(0);
    let files: Vec<String> = dir.files().into_iter().filter(|name| name.starts_with("all/")).collect();
    assert_eq!(files, ["all/a/x.ann", "all/a/x.text.ann", "all/a/x.text.txt", "all/a/x.txt", "all/annotation.conf"]);
}
