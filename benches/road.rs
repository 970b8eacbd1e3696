//! How fast the whole road is, from a page's text to counts, and how long the start takes.
//!
//! `cargo bench --bench road -- --mb 50`. Each stage does what those before it do as well. All are held against a plain leftmost-longest
//! Aho-Corasick scan for the same aliases with a test of word boundaries, on the same thread in the same round.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::unwrap_in_result)]

mod support;

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use actorgraph::fold::is_word_char;
use actorgraph::{
    Ambiguous, Annotator, Article, Cooccurrences, EvidenceLimit, Gazetteer, Language, Mentions, Period, Scratch, Source, Tally, Window,
};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use support::names::{gazetteer, pool};
use support::news::{Newsroom, profile};
use support::{Options, Rounds, median, timed};

/// Names that the text is about.
const NAMES: usize = 100_000;

fn main() {
    let options = Options::read(50, 10_000);
    start_up(options.rounds);
    let names = pool(NAMES.max(options.aliases));
    let sources = Newsroom::new(names.clone(), options.seed).pages(options.mb * 1_000_000);
    println!("{}", profile(&sources));
    let made_up = Arc::new(gazetteer(&names, options.aliases));
    println!("\n{} aliases, each another actor's", made_up.alias_count());
    road(&made_up, &sources, options.rounds);
    let embedded = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    println!("\nthe {} embedded aliases", embedded.alias_count());
    road(&embedded, &sources, options.rounds);
}

/// Times the stages with a gazetteer.
fn road(gazetteer: &Arc<Gazetteer>, sources: &[Source], rounds: usize) {
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let mut texts: Vec<&str> = gazetteer.aliases().map(|(_, alias)| alias.text).collect();
    texts.sort_unstable();
    texts.dedup();
    let plain =
        AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).match_kind(MatchKind::LeftmostLongest).build(&texts).unwrap();
    let annotator = Annotator::new(Arc::clone(gazetteer), Language::Dutch).unwrap();
    // Every stage takes its pages as its own, and copying them is no part of it.
    let own = || sources.to_vec();

    let mut scan = || {
        let (took, found) = timed(|| sources.iter().map(|source| scan_longest(&plain, &source.text)).sum::<usize>());
        (took, format!("{found} names"))
    };
    let mut read = || {
        let pages = own();
        let (took, stories) = timed(|| pages.into_iter().map(|source| annotator.read(source).stories().len()).sum::<usize>());
        (took, format!("{stories} articles"))
    };
    let mut sentences = || {
        let pages = own();
        let count =
            |source| Article::all(&annotator.read(source), annotator.furniture()).map(|article| article.sentences.len()).sum::<usize>();
        let (took, sentences) = timed(|| pages.into_iter().map(count).sum::<usize>());
        (took, format!("{sentences} sentences"))
    };
    let mut matched = || {
        let (pages, mut scratch, mut found, mut mentions) = (own(), Scratch::default(), Mentions::default(), 0);
        let (took, ()) = timed(|| {
            for source in pages {
                let page = annotator.read(source);
                for article in Article::all(&page, annotator.furniture()) {
                    for sentence in &article.sentences {
                        annotator.matcher().find(page.text(), sentence.span, &mut scratch, &mut found);
                        mentions += found.as_slice().len();
                    }
                }
            }
        });
        (took, format!("{mentions} mentions"))
    };
    let mut annotated = || {
        let (pages, mut scratch, mut actors) = (own(), Scratch::default(), 0);
        let (took, ()) = timed(|| {
            for source in pages {
                let page = annotator.annotate(source, &mut scratch);
                actors += page.articles.iter().flat_map(|article| &article.mentions).filter(|mention| mention.actor().is_some()).count();
            }
        });
        (took, format!("{actors} mean an actor"))
    };
    let mut counted = || {
        let (pages, mut scratch) = (own(), Scratch::default());
        let counts = Cooccurrences::new(Window::Sentence, Ambiguous::Drop, EvidenceLimit::First(3));
        let mut tally = Tally::new(counts, None, Period::default());
        let (took, ()) = timed(|| {
            for source in pages {
                tally.add(&annotator.annotate(source, &mut scratch)).unwrap_or_else(|error| panic!("{error}"));
            }
        });
        (took, format!("{} pairs", tally.counts.pairs.len()))
    };
    Rounds::run(
        rounds,
        &mut [
            ("plain, leftmost-longest, then boundaries", &mut scan),
            ("read", &mut read),
            ("read, sentences", &mut sentences),
            ("read, sentences, match", &mut matched),
            ("read, sentences, match, resolve (annotate)", &mut annotated),
            ("annotate, count", &mut counted),
        ],
    )
    .print(bytes);
}

fn scan_longest(automaton: &AhoCorasick, text: &str) -> usize {
    let cuts =
        |at: usize| !(text[..at].chars().next_back().is_some_and(is_word_char) && text[at..].chars().next().is_some_and(is_word_char));
    automaton.find_iter(text).filter(|hit| cuts(hit.start()) && cuts(hit.end())).count()
}

/// Times what happens before the first mention, within this process and for a whole one.
fn start_up(rounds: usize) {
    let times = 5 * rounds;
    let spent = |work: &dyn Fn()| {
        let once = |_| {
            let begun = Instant::now();
            work();
            begun.elapsed().as_secs_f64() * 1e3
        };
        let figures: Vec<f64> = (0..times).map(once).collect();
        (median(figures.clone()), figures.into_iter().fold(f64::INFINITY, f64::min))
    };
    let embedded = spent(&|| drop(std::hint::black_box(Gazetteer::embedded(&[Language::Dutch]))));
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    let annotator = spent(&|| drop(std::hint::black_box(Annotator::new(Arc::clone(&gazetteer), Language::Dutch).unwrap())));
    let page = std::env::temp_dir().join(format!("actorgraph-bench-{}.txt", std::process::id()));
    std::fs::write(&page, "Xi belt\nBEIJING (ANP) - China belt met Rusland.\n").unwrap();
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_actorgraph"));
        command.args(words).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    };
    let whole = spent(&|| run(&["extract", "--jobs", "0", page.to_str().unwrap()]));
    let bare = spent(&|| run(&["--version"]));
    std::fs::remove_file(&page).unwrap();
    println!("start                                          ms    (least)");
    for (name, (median, least)) in [
        ("Gazetteer::embedded", embedded),
        ("Annotator::new", annotator),
        ("actorgraph extract PAGE, whole process", whole),
        ("actorgraph --version, whole process", bare),
    ] {
        println!("{name:<44} {median:>6.1}  ({least:.1})");
    }
    println!();
}
