//! The part of the comparison with other programs that is in Rust: the corpus, and the plain scan that the others are held against.
//!
//! `cargo bench --bench compare -- corpus --out DIR --mb 50` writes made-up news, the same bytes for the same options; `scan NAMES INPUT`
//! counts names in it with the crate `aho-corasick`, `find GAZETTEER INPUT` with our own search, and `pairs GAZETTEER SENTENCES` writes a
//! table of the names that share a sentence. `compare.py` beside this file runs them, and the rivals.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::unwrap_in_result)]

#[path = "../support/mod.rs"]
mod support;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use actorgraph::fold::is_word_char;
use actorgraph::{ActorId, Article, Furniture, Gazetteer, GazetteerBuilder, Matcher, Mentions, Page, Scratch, Source, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use support::names::pool;
use support::news::Newsroom;
use support::{Options, option};

/// Names that the text is about, whatever the number that is searched for.
const NAMES: usize = 100_000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["corpus", ..] => corpus(Path::new(&option::<String>("--out").expect("--out DIR names the folder")), &Options::read(50, 10_000)),
        ["scan", names, input] => println!("{}", scan(names, Path::new(input))),
        ["find", gazetteer, input] => println!("{}", find(gazetteer, Path::new(input))),
        ["pairs", gazetteer, sentences] => pairs(gazetteer, Path::new(sentences), &mut BufWriter::new(std::io::stdout().lock())),
        // Without a word of what to do this is a test that both still work.
        _ => {
            let folder = std::env::temp_dir().join(format!("actorgraph-compare-{}", std::process::id()));
            corpus(&folder, &Options::read(1, 1_000));
            let names = folder.join("names.txt").to_string_lossy().into_owned();
            let gazetteer = folder.join("names.csv").to_string_lossy().into_owned();
            let counts = ["pages", "pages.jsonl"].map(|input| scan(&names, &folder.join(input)));
            let ours = find(&gazetteer, &folder.join("pages.jsonl"));
            let mut table = Vec::new();
            pairs(&gazetteer, &folder.join("sentences.csv"), &mut table);
            fs::remove_dir_all(&folder).unwrap();
            assert!(counts[0] > 0 && counts[0] == counts[1] && ours > counts[0], "{counts:?}, {ours}");
            assert!(table.starts_with(b"one,other,sentences\n") && table.split(|byte| *byte == b'\n').count() > 100);
        }
    }
}

/// Writes pages as files and as JSON lines, their sentences as a table, and the names as a gazetteer and as a plain list; with
/// `--lines-only` the JSON lines and the names alone.
fn corpus(folder: &Path, options: &Options) {
    let pages = folder.join("pages");
    let lines_only = std::env::args().any(|word| word == "--lines-only");
    let _ = fs::remove_dir_all(&pages);
    fs::create_dir_all(&pages).unwrap();
    let create = |name: &str| BufWriter::new(File::create(folder.join(name)).unwrap());
    let names = pool(NAMES.max(options.aliases));
    let (mut gazetteer, mut list) = (create("names.csv"), create("names.txt"));
    writeln!(gazetteer, "id,name,type").unwrap();
    for (at, name) in names.iter().take(options.aliases).enumerate() {
        let actor_type = ["country", "organization", "person"][at % 3];
        writeln!(gazetteer, "n{at},\"{}\",{actor_type}", name.text.replace('"', "\"\"")).unwrap();
        writeln!(list, "{}", name.text).unwrap();
    }
    gazetteer.flush().unwrap();
    list.flush().unwrap();

    let furniture = Furniture::embedded();
    let (mut lines, mut sentences) = (create("pages.jsonl"), create("sentences.csv"));
    writeln!(sentences, "text").unwrap();
    let mut newsroom = Newsroom::new(names, options.seed);
    let (mut written, mut count) = (0, 0);
    while written < options.mb * 1_000_000 {
        let source = newsroom.page();
        written += source.text.len();
        let (id, day) = source.document.trim_end_matches(".txt").split_once('_').map(|(day, id)| (id, day)).unwrap();
        writeln!(lines, "{}", serde_json::json!({ "id": id, "date": day, "text": source.text })).unwrap();
        if lines_only {
            count += 1;
            continue;
        }
        // A folder of a hundred thousand files is slow to list anywhere.
        let shelf = pages.join(format!("{:03}", count / 1_000));
        if count % 1_000 == 0 {
            fs::create_dir_all(&shelf).unwrap();
        }
        count += 1;
        fs::write(shelf.join(&source.document), &source.text).unwrap();
        let page = Page::parse(Source::new(source.document, source.text), &furniture, &());
        for article in Article::all(&page, &furniture) {
            for sentence in &article.sentences {
                writeln!(sentences, "\"{}\"", article.text_of(sentence).replace('"', "\"\"")).unwrap();
            }
        }
    }
    lines.flush().unwrap();
    sentences.flush().unwrap();
    println!("{}: {:.1} MB of text in {count} pages, {} names", folder.display(), written as f64 / 1e6, options.aliases);
}

/// How many of the names that a file lists stand in a folder of pages or in the texts of JSON lines: the leftmost and longest, dropped
/// where they are no whole words.
fn scan(names: &str, input: &Path) -> usize {
    let names = fs::read_to_string(names).unwrap();
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.lines())
        .unwrap();
    let mut count = 0;
    each_text(input, |text| count += whole_words(&automaton, text));
    count
}

/// How many names of a gazetteer our search finds in the same texts. It knows nothing of their sentences.
fn find(gazetteer: &str, input: &Path) -> usize {
    let matcher = matcher(gazetteer).1;
    let (mut scratch, mut found, mut count) = (Scratch::default(), Mentions::default(), 0);
    each_text(input, |text| {
        matcher.find(text, Span::new(0, text.len()), &mut scratch, &mut found);
        count += found.as_slice().len();
    });
    count
}

/// Writes which names share a sentence, and how many sentences: the first column of a table has a sentence in each row.
fn pairs(gazetteer: &str, sentences: &Path, out: &mut dyn Write) {
    let (gazetteer, matcher) = matcher(gazetteer);
    let (mut scratch, mut found) = (Scratch::default(), Mentions::default());
    let (mut actors, mut counts) = (Vec::new(), HashMap::<(ActorId, ActorId), u32>::new());
    let mut table = csv::Reader::from_path(sentences).unwrap();
    let mut row = csv::StringRecord::new();
    while table.read_record(&mut row).unwrap() {
        let text = &row[0];
        matcher.find(text, Span::new(0, text.len()), &mut scratch, &mut found);
        actors.clear();
        let first = |mention| found.aliases(mention).first().map(|alias| gazetteer.alias(*alias).actor);
        actors.extend(found.as_slice().iter().filter_map(first));
        actors.sort_unstable();
        actors.dedup();
        for (at, one) in actors.iter().enumerate() {
            for other in &actors[at + 1..] {
                *counts.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    writeln!(out, "one,other,sentences").unwrap();
    for ((one, other), sentences) in counts {
        writeln!(out, "{},{},{sentences}", gazetteer.actor(one).id, gazetteer.actor(other).id).unwrap();
    }
    out.flush().unwrap();
}

fn matcher(file: &str) -> (Arc<Gazetteer>, Matcher) {
    let mut builder = GazetteerBuilder::default();
    builder.add_file(file, &fs::read_to_string(file).unwrap());
    let (gazetteer, problems) = builder.build();
    assert!(problems.is_empty(), "{problems:?}");
    let gazetteer = Arc::new(gazetteer);
    (Arc::clone(&gazetteer), Matcher::new(gazetteer).unwrap())
}

/// Reads the texts of a folder of folders of pages or of JSON lines, one after another.
fn each_text(input: &Path, mut look: impl FnMut(&str)) {
    if input.is_dir() {
        let inside = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
        for page in inside(input).iter().flat_map(|shelf| inside(shelf)) {
            look(&fs::read_to_string(page).unwrap());
        }
        return;
    }
    #[derive(serde::Deserialize)]
    struct Record {
        text: String,
    }
    let mut input = BufReader::with_capacity(1 << 18, File::open(input).unwrap());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).unwrap() > 0 {
        look(&serde_json::from_slice::<Record>(&line).unwrap().text);
        line.clear();
    }
}

fn whole_words(automaton: &AhoCorasick, text: &str) -> usize {
    let cuts =
        |at: usize| !(text[..at].chars().next_back().is_some_and(is_word_char) && text[at..].chars().next().is_some_and(is_word_char));
    automaton.find_iter(text).filter(|hit| cuts(hit.start()) && cuts(hit.end())).count()
}
