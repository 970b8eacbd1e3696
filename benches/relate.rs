//! What finding relations costs: pages of real news, read and annotated and counted, without and with relations.
//!
//! `cargo bench --bench relate -- --mb 20`. The pages of `seeds/` are read again and again; nearly every sentence names an actor, so that
//! the cost is that of dense foreign news.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::unwrap_in_result)]

mod support;

use std::path::Path;
use std::sync::Arc;

use actorgraph::{Ambiguous, Annotator, Cooccurrences, EvidenceLimit, Gazetteer, Language, Period, Scratch, Source, Tally, Window};
use support::{Options, Rounds, timed};

fn main() {
    let options = Options::read(20, 0);
    let sources = pages(options.mb * 1_000_000);
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    let plain = Annotator::new(Arc::clone(&gazetteer), Language::Dutch).unwrap();
    let (related, problems) = Annotator::new(gazetteer, Language::Dutch).unwrap().with_relations();
    assert!(problems.is_empty(), "{problems:?}");
    let annotate = |annotator: &Annotator| {
        let (pages, mut scratch, mut relations) = (together(&sources), Scratch::default(), 0);
        let (took, ()) = timed(|| {
            for page in pages.into_iter().flat_map(|pages| annotator.annotate_all(pages, &mut scratch)) {
                relations += page.articles.iter().map(|article| article.relations.len()).sum::<usize>();
            }
        });
        (took, format!("{relations} relations"))
    };
    let count = |annotator: &Annotator| {
        let (pages, mut scratch) = (together(&sources), Scratch::default());
        let mut tally = Tally::new(Cooccurrences::new(Window::Sentence, Ambiguous::Drop, EvidenceLimit::First(3)), None, Period::default());
        let (took, ()) = timed(|| {
            for page in pages.into_iter().flat_map(|pages| annotator.annotate_all(pages, &mut scratch)) {
                tally.add(&page).unwrap_or_else(|error| panic!("{error}"));
            }
        });
        (took, format!("{} pairs", tally.counts.pairs.len()))
    };
    Rounds::run(
        options.rounds,
        &mut [
            ("annotate", &mut || annotate(&plain)),
            ("annotate, relations", &mut || annotate(&related)),
            ("annotate, count", &mut || count(&plain)),
            ("annotate, relations, count", &mut || count(&related)),
        ],
    )
    .print(bytes);
}

/// Pages as the commands annotate them: a hundred kilobytes or so together.
fn together(pages: &[Source]) -> Vec<Vec<Source>> {
    const BYTES: usize = 128 << 10;
    let mut groups: Vec<Vec<Source>> = vec![Vec::new()];
    for page in pages {
        if groups.last().is_some_and(|group| group.iter().map(|page| page.text.len()).sum::<usize>() >= BYTES) {
            groups.push(Vec::new());
        }
        groups.last_mut().expect("there is one").push(page.clone());
    }
    groups
}

/// The pages of `seeds/`, each under many names, until they hold so many bytes.
fn pages(bytes: usize) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(file).unwrap()))
        .collect();
    let (mut pages, mut held) = (Vec::new(), 0);
    for round in 0.. {
        for (name, text) in &texts {
            if held >= bytes {
                return pages;
            }
            held += text.len();
            pages.push(Source::new(format!("{round}/{name}"), text.clone()));
        }
    }
    pages
}
