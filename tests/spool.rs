//! What does not fit in memory: sentences go to a temporary file and come back as they were, and no file is left.

mod common;

use std::fmt::Write;

use actorgraph::KeptList;
use common::program::Dir;
use serde_json::Value;

/// Sentences that name the same two, so many of them that they take some megabytes.
const SENTENCES: usize = 16_000;

fn sentence(at: usize) -> String {
    format!("Op dag {at} sprak China met Rusland over é, «{at}» en wat er {} van komt.", "nog ".repeat(at % 40))
}

/// Pages in which every sentence stands on a line of its own.
fn pages() -> Dir {
    let (dir, mut lines) = (Dir::new(), String::new());
    for page in 0..SENTENCES / 100 {
        let text = (0..100).map(|at| sentence(page * 100 + at)).collect::<Vec<_>>().join("\n");
        writeln!(lines, "{}", serde_json::json!({ "id": format!("{page:03}"), "text": text })).unwrap_or_else(|error| panic!("{error}"));
    }
    dir.write("pages.jsonl", lines).write("temporary/.keep", "");
    dir
}

const GRAPH: [&str; 6] = ["graph", "pages.jsonl", "--quiet", "--evidence", "all", "-o"];

#[test]
fn all_sentences_come_back_as_they_were() {
    let dir = pages();
    dir.run_with_temporary("temporary", &[&GRAPH[..], &["x.json"]].concat()).code(0).silent();
    let graph: Value = serde_json::from_str(&dir.read("x.json")).unwrap_or_else(|error| panic!("{error}"));
    let evidence = graph["edges"][0]["evidence"].as_array().cloned().unwrap_or_default();
    assert_eq!(evidence.len(), SENTENCES);
    for (at, found) in evidence.iter().enumerate() {
        let text = sentence(at);
        let before = |name: &str| text.split(name).next().map_or(0, |before| before.chars().count());
        let starts: Vec<u64> = ["China", "Rusland"].map(|name| before(name) as u64).to_vec();
        let spans: Vec<u64> = found["spans"].as_array().into_iter().flatten().filter_map(|span| span["start"].as_u64()).collect();
        let place = (&found["text"], &found["document"], &found["sentence"], &found["line"]);
        let expected = (&Value::from(text.as_str()), &format!("{:03}", at / 100).into(), &(at % 100).into(), &(at % 100 + 1).into());
        assert_eq!((place, spans), (expected, starts));
    }
    assert_eq!(dir.files(), ["pages.jsonl", "temporary/.keep", "x.json"]);
}

#[test]
fn where_no_temporary_file_can_be_made_the_folder_is_told() {
    let dir = pages();
    let ran = dir.run_with_temporary("nowhere", &[&GRAPH[..], &["x.json"]].concat());
    ran.code(2)
        .tells("nowhere: what does not fit in memory cannot be kept there")
        .tells("make room, or name another folder in the variable");
    assert_eq!(dir.files(), ["pages.jsonl", "temporary/.keep"]);
    // Where little is kept no file is needed.
    dir.run_with_temporary("nowhere", &["graph", "pages.jsonl", "--quiet", "-o", "x.json"]).code(0).silent();
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_with_its_folder_and_leaves_no_half_graph() {
    let dir = pages();
    dir.write("x.json", "as it was");
    // The shell's limit stands for a disk: a write beyond it fails.
    let script = "trap '' XFSZ; ulimit -f 3000; TMPDIR=temporary exec \"$0\" \"$@\"";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_actorgraph")]).args(GRAPH).arg("x.json").current_dir(dir.path(""));
    let output = shell.output().unwrap_or_else(|error| panic!("{error}"));
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("temporary: what does not fit in memory cannot be kept there") && told.contains("make room"), "{told}");
    assert_eq!(
        (dir.files(), dir.read("x.json").as_str()),
        (vec!["pages.jsonl".into(), "temporary/.keep".into(), "x.json".into()], "as it was")
    );
}

#[test]
fn what_is_at_hand_is_a_list() {
    let mut list: KeptList<&str> = vec!["a", "b", "c"].into();
    let first = list.read_first(2).map(|first| first.into_owned());
    assert_eq!(first.unwrap_or_else(|error| panic!("{error}")), ["a", "b"]);
    list.truncate(1);
    assert_eq!((list.len(), list.is_empty(), &list), (1, false, &vec!["a"].into()));
    assert_eq!(format!("{list:?} {}", serde_json::json!(list)), r#"["a"] ["a"]"#);
    assert_ne!(list, KeptList::default());
}
