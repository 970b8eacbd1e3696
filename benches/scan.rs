//! How fast aliases are found, held against plain Aho-Corasick scans for the same aliases.
//!
//! `cargo bench --bench scan -- --mb 50 --aliases 10000`. The contenders take turns on one thread; a ratio is taken within each round,
//! and the median counts. The plain scans find names to the letter and look at the boundaries of words alone. Ours also finds a
//! genitive `s`, missing diacritics, lines in capitals and `Noord Korea`; what remains when those are left aside is noted as *to the letter*.
//!
//! With `--growth` it tells instead what the search costs for lists from a thousand names to a million.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::unwrap_in_result)]

mod support;

use std::sync::Arc;

use actorgraph::fold::is_word_char;
use actorgraph::{Article, Form, Furniture, Matcher, Mentions, Page, Scratch, Source, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use support::names::{gazetteer, pool};
use support::news::{Newsroom, profile};
use support::{Contender, Options, Rounds, option, timed};

/// Names that the text is about, whatever the number that is searched for.
const NAMES: usize = 100_000;

fn main() {
    let options = Options::read(50, 10_000);
    if std::env::args().any(|word| word == "--growth") {
        return growth(&options);
    }
    let names = pool(NAMES.max(options.aliases));
    let sources = Newsroom::new(names.clone(), options.seed).pages(options.mb * 1_000_000);
    println!("{}", profile(&sources));
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();

    let gazetteer = Arc::new(gazetteer(&names, options.aliases));
    let mut texts: Vec<&str> = gazetteer.aliases().map(|(_, alias)| alias.text).filter(|text| !text.starts_with("Naamloos ")).collect();
    texts.sort_unstable();
    texts.dedup();
    let build = |kind| AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).match_kind(kind).build(&texts).unwrap();
    let (longest_took, longest) = timed(|| build(MatchKind::LeftmostLongest));
    let (standard_took, standard) = timed(|| build(MatchKind::Standard));
    let (ours_took, ours) = timed(|| Matcher::new(Arc::clone(&gazetteer)).unwrap());
    println!(
        "{} aliases; built in {:.1} ms (plain, leftmost-longest), {:.1} ms (plain, overlapping), {:.1} ms (ours); memory {:.1}, {:.1}, {:.1} MB\n",
        texts.len(),
        longest_took * 1e3,
        standard_took * 1e3,
        ours_took * 1e3,
        longest.memory_usage() as f64 / 1e6,
        standard.memory_usage() as f64 / 1e6,
        ours.memory_usage() as f64 / 1e6,
    );

    let furniture = Furniture::embedded();
    let pages: Vec<(Page, Vec<Span>, Vec<Span>)> = sources.into_iter().map(|source| cut(source, &furniture)).collect();
    let mut plain_longest = || {
        let (took, found) = timed(|| pages.iter().map(|(page, ..)| scan_longest(&longest, page.text())).sum::<usize>());
        (took, format!("{found}"))
    };
    let mut plain_overlapping = || {
        let mut hits = Vec::new();
        let (took, found) = timed(|| pages.iter().map(|(page, ..)| scan_overlapping(&standard, page.text(), &mut hits)).sum::<usize>());
        (took, format!("{found}"))
    };
    let mut by_sentence = || find(&ours, pages.iter().map(|(page, sentences, _)| (page, sentences.as_slice())));
    let mut by_article = || find(&ours, pages.iter().map(|(page, _, articles)| (page, articles.as_slice())));
    Rounds::run(
        options.rounds,
        &mut [
            ("plain, leftmost-longest, then boundaries", &mut plain_longest),
            ("plain, overlapping, boundaries, longest", &mut plain_overlapping),
            ("Matcher::find, sentence by sentence", &mut by_sentence),
            ("Matcher::find, article by article", &mut by_article),
        ],
    )
    .print(bytes);
}

/// Prints speed, time of building and memory of our search for lists of growing length, which take turns; `--lengths 10000,1000000` names
/// others. A ratio to the first one is taken within each round.
fn growth(options: &Options) {
    let lengths = option::<String>("--lengths").unwrap_or_else(|| "1000,10000,100000,1000000".to_owned());
    let lengths: Vec<usize> = lengths.split(',').map(|length| length.parse().unwrap()).collect();
    let names = pool(lengths.iter().copied().fold(NAMES, usize::max));
    let sources = Newsroom::new(names[..NAMES].to_vec(), options.seed).pages(options.mb * 1_000_000);
    println!("{}", profile(&sources));
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let furniture = Furniture::embedded();
    let pages: Vec<(Page, Vec<Span>, Vec<Span>)> = sources.into_iter().map(|source| cut(source, &furniture)).collect();
    let built = |length: &usize| {
        let gazetteer = Arc::new(gazetteer(&names, *length));
        timed(|| Matcher::new(gazetteer).unwrap())
    };
    let matchers: Vec<(f64, Matcher)> = lengths.iter().map(built).collect();
    println!("{:>9} {:>9} {:>10}", "aliases", "built, ms", "memory, MB");
    for (length, (built, matcher)) in lengths.iter().zip(&matchers) {
        println!("{length:>9} {:>9.1} {:>10.1}", built * 1e3, matcher.memory_usage() as f64 / 1e6);
    }
    println!();
    let mut searches: Vec<_> =
        matchers.iter().map(|(_, matcher)| || find(matcher, pages.iter().map(|(page, _, articles)| (page, articles.as_slice())))).collect();
    let titles: Vec<String> = lengths.iter().map(|length| format!("{length} names, article by article")).collect();
    let mut contenders: Vec<Contender<'_>> =
        titles.iter().zip(&mut searches).map(|(title, search)| (title.as_str(), search as &mut dyn FnMut() -> (f64, String))).collect();
    Rounds::run(options.rounds, &mut contenders).print(bytes);
}

/// A page with the spans of its sentences and of its articles.
fn cut(source: Source, furniture: &Furniture) -> (Page, Vec<Span>, Vec<Span>) {
    let page = Page::parse(source, furniture, &());
    let (mut sentences, mut articles) = (Vec::new(), Vec::new());
    for article in Article::all(&page, furniture) {
        sentences.extend(article.sentences.iter().map(|sentence| sentence.span));
        if let (Some(first), Some(last)) = (article.sentences.first(), article.sentences.last()) {
            articles.push(Span::new(first.span.start, last.span.end));
        }
    }
    (page, sentences, articles)
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let cuts =
        |at: usize| !(text[..at].chars().next_back().is_some_and(is_word_char) && text[at..].chars().next().is_some_and(is_word_char));
    cuts(start) && cuts(end)
}

fn scan_longest(automaton: &AhoCorasick, text: &str) -> usize {
    automaton.find_iter(text).filter(|hit| is_whole(text, hit.start(), hit.end())).count()
}

/// The plain use of the crate that loses nothing: every hit, then boundaries, then the longest of those that begin first.
fn scan_overlapping(automaton: &AhoCorasick, text: &str, hits: &mut Vec<(usize, usize)>) -> usize {
    hits.clear();
    let whole = automaton.find_overlapping_iter(text).filter(|hit| is_whole(text, hit.start(), hit.end()));
    hits.extend(whole.map(|hit| (hit.start(), usize::MAX - hit.end())));
    hits.sort_unstable();
    let (mut count, mut end) = (0, 0);
    for (start, until) in hits.iter() {
        if *start >= end {
            count += 1;
            end = usize::MAX - until;
        }
    }
    count
}

fn find<'p>(matcher: &Matcher, pages: impl Iterator<Item = (&'p Page, &'p [Span])>) -> (f64, String) {
    let (mut scratch, mut found) = (Scratch::default(), Mentions::default());
    let (mut all, mut plain) = (0, 0);
    let (took, ()) = timed(|| {
        for (page, spans) in pages {
            for span in spans {
                matcher.find(page.text(), *span, &mut scratch, &mut found);
                all += found.as_slice().len();
                plain += found
                    .as_slice()
                    .iter()
                    .filter(|mention| mention.form == Form::AsListed && is_whole(page.text(), mention.span.start, mention.span.end))
                    .count();
            }
        }
    });
    (took, format!("{all}, {plain} to the letter"))
}
