//! How long a store takes to make and to ask.
//!
//! `cargo bench --bench store -- --articles 100000 --rounds 3` makes up that many Dutch articles, and times the real program: `extract` and
//! `index` by turns, so that what disturbs one disturbs both, and then some questions to the store. Times are of whole processes on the
//! clock. The corpus and the store stay in `target/tmp/store-bench`.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::unwrap_in_result)]

mod support;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use support::median;
use support::names::pool;
use support::news::Newsroom;

/// Questions to the store, and how many milliseconds they may take on 100 000 articles, where that is promised. A and B are the two actors
/// that appear together most often, C and D two that do about as often as the hundredth pair.
const QUESTIONS: &[(&[&str], Option<f64>)] = &[
    (&["gazetteer", "show", "A"], None),
    (&["together", "C", "D", "--in", "news.db"], Some(50.0)),
    (&["together", "A", "B", "--in", "news.db"], Some(50.0)),
    (&["together", "A", "B", "--in", "news.db", "--evidence", "3"], Some(50.0)),
    (&["together", "C", "--in", "news.db"], Some(200.0)),
    (&["together", "A", "--in", "news.db"], Some(200.0)),
    (&["together", "A", "--in", "news.db", "--format", "json"], Some(200.0)),
    (&["together", "--in", "news.db"], None),
    (&["actors", "--in", "news.db"], None),
    (&["relations", "--in", "news.db"], None),
    (&["verify", "news.db"], None),
];

fn main() {
    let is_test = !std::env::args().any(|word| word == "--bench");
    let articles = option("--articles").unwrap_or(if is_test { 100 } else { 100_000 });
    let rounds = option("--rounds").unwrap_or(if is_test { 1 } else { 3 });
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("store-bench");
    fs::create_dir_all(&dir).unwrap();
    let (pages, bytes) = corpus(&dir.join("corpus.jsonl"), articles);
    println!("{articles} articles on {pages} pages, {:.1} MB", bytes as f64 / 1e6);

    let (mut extracts, mut indexes) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        extracts.push(run(&dir, &["extract", "corpus.jsonl", "--quiet"]).0);
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(dir.join(format!("news.db{end}")));
        }
        indexes.push(run(&dir, &["index", "news.db", "corpus.jsonl", "--quiet"]).0);
    }
    let ratios = extracts.iter().zip(&indexes).map(|(extract, index)| index / extract).collect();
    let (extract, index) = (median(extracts), median(indexes));
    println!("{:<60} {:>8.2} s   {:>6.1} MB/s", "extract corpus.jsonl", extract, bytes as f64 / 1e6 / extract);
    println!("{:<60} {:>8.2} s   {:>6.2} times extract", "index news.db corpus.jsonl", index, median(ratios));
    let size = fs::metadata(dir.join("news.db")).unwrap().len();
    println!("{:<60} {:>8.1} MB  {:>6.2} times the corpus", "news.db", size as f64 / 1e6, size as f64 / bytes as f64);

    let [first, second] = pair(&dir, 1);
    let [third, fourth] = pair(&dir, 100);
    let named = |word: &&str| match *word {
        "A" => first.clone(),
        "B" => second.clone(),
        "C" => third.clone(),
        "D" => fourth.clone(),
        word => word.to_owned(),
    };
    for (words, most) in QUESTIONS {
        let words: Vec<String> = words.iter().map(named).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut milliseconds = Vec::new();
        let mut lines = 0;
        for _ in 0..rounds.max(if is_test { 1 } else { 5 }) {
            let (seconds, found) = run(&dir, &words);
            milliseconds.push(1e3 * seconds);
            lines = found;
        }
        let most = most.map(|most| format!("of {most} promised for 100 000 articles, ")).unwrap_or_default();
        println!("{:<60} {:>8.1} ms  {most}{lines} lines", words.join(" "), median(milliseconds));
    }
}

/// The actors of the last of so many pairs, the strongest first.
fn pair(dir: &Path, top: usize) -> [String; 2] {
    run(dir, &["together", "--in", "news.db", "--top", &top.to_string(), "--evidence", "1", "--format", "csv"]);
    let answer = fs::read_to_string(dir.join("answer")).unwrap();
    let actors = answer.lines().last().unwrap().split(',').next().unwrap();
    let (one, other) = actors.split_once('|').unwrap();
    [one.to_owned(), other.to_owned()]
}

/// The number after an option.
fn option(name: &str) -> Option<usize> {
    let words: Vec<String> = std::env::args().collect();
    let at = words.iter().position(|word| word == name)?;
    Some(words.get(at + 1)?.parse().expect("a number"))
}

/// Writes pages with about so many articles together; tells how many pages they are and how many bytes.
fn corpus(path: &Path, articles: usize) -> (usize, u64) {
    let mut newsroom = Newsroom::new(pool(0), 7);
    let mut file = BufWriter::new(File::create(path).unwrap());
    let (mut made, mut pages) = (0, 0);
    while made < articles {
        for page in newsroom.pages(1) {
            // Each teaser ends with its age.
            made += 1 + page.text.matches(" uur geleden").count();
            pages += 1;
            let record = serde_json::json!({ "id": page.document, "date": &page.document[..10], "text": page.text });
            serde_json::to_writer(&mut file, &record).unwrap();
            file.write_all(b"\n").unwrap();
        }
    }
    file.into_inner().unwrap();
    (pages, fs::metadata(path).unwrap().len())
}

/// Runs the program. Tells the seconds that it took and how many lines it wrote.
fn run(dir: &Path, words: &[&str]) -> (f64, usize) {
    let begun = Instant::now();
    let output =
        Command::new(env!("CARGO_BIN_EXE_actorgraph")).args(words).current_dir(dir).stderr(Stdio::inherit()).stdout(file(dir)).status();
    let seconds = begun.elapsed().as_secs_f64();
    assert!(output.unwrap().success(), "{words:?}");
    let written = fs::read(dir.join("answer")).unwrap();
    (seconds, written.iter().filter(|byte| **byte == b'\n').count())
}

/// A file, since a pipe would have the program wait for us.
fn file(dir: &Path) -> File {
    File::create(dir.join("answer")).unwrap()
}
