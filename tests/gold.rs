//! The pages of `seeds/` against gold made by hand: `tests/gold/seeds.txt`.
//!
//! The gold is composed Unicode with LF; a page may be neither, so that both are compared in that form.

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use actorgraph::{AliasKind, Annotated, Annotator, Gazetteer, Language, Resolution, Scratch, Source};
use unicode_normalization::UnicodeNormalization;

/// Lowest share of found mentions that are right, and of right mentions that are found, that is good enough.
const GOAL: f64 = 0.99;

/// A mention: where it starts and ends in the text in code points, whom it means, and in what way.
type Entry = (usize, usize, String, String);

struct Gold {
    file: String,
    text: String,
    entries: BTreeSet<Entry>,
}

fn gold() -> Vec<Gold> {
    let text = std::fs::read_to_string(common::root().join("tests/gold/seeds.txt")).unwrap_or_else(|error| panic!("seeds.txt: {error}"));
    let mut pages: Vec<Gold> = Vec::new();
    for line in text.lines() {
        if let Some(file) = line.strip_prefix("# seeds/") {
            pages.push(Gold { file: file.to_owned(), text: String::new(), entries: BTreeSet::new() });
            continue;
        }
        let Some(page) = pages.last_mut() else { panic!("seeds.txt begins with `# seeds/FILE`") };
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("[[") {
            let Some((inside, after)) = after.split_once("]]") else { panic!("{}: [[ without ]] in {line}", page.file) };
            let [surface, id, kind] = inside.split('|').collect::<Vec<_>>()[..] else { panic!("{}: [[{inside}]]", page.file) };
            page.text.push_str(before);
            let start = page.text.chars().count();
            page.text.push_str(surface);
            page.entries.insert((start, page.text.chars().count(), id.to_owned(), kind.to_owned()));
            rest = after;
        }
        page.text.push_str(rest);
        page.text.push('\n');
    }
    pages
}

/// A text in the form of the gold.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").nfc().collect()
}

/// The mentions of a page in the form of the gold.
fn found(page: &Annotated, gazetteer: &Gazetteer) -> BTreeSet<Entry> {
    let text = page.page.text();
    let offset = |at: usize| plain(&text[..at]).chars().count();
    // The gold marks names; the phrases for offices that hold some of them are left out.
    let mentions = page.articles.iter().flat_map(|article| &article.mentions).filter(|mention| mention.kind != AliasKind::Office);
    let entries = mentions.filter_map(|mention| {
        let id = match &mention.resolution {
            Resolution::Actor(actor) => gazetteer.actor(*actor).id.clone(),
            Resolution::Ambiguous(_) => "?".to_owned(),
            Resolution::Nil(_) => return None,
        };
        Some((offset(mention.span.start), offset(mention.span.end), id, mention.kind.name().to_owned()))
    });
    entries.collect()
}

#[test]
fn the_seeds_are_read_as_a_person_reads_them() {
    measure(GOAL);
}

fn measure(least: f64) {
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    let annotator = Annotator::new(Arc::clone(&gazetteer), Language::Dutch).unwrap_or_else(|error| panic!("{error}"));
    let (mut right, mut all_found, mut all_gold, mut same_kind) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut faults = Vec::new();
    let pages = gold();
    for gold in &pages {
        let source = Source::open(common::root().join("seeds").join(&gold.file)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(plain(&source.text).trim_end(), gold.text.trim_end(), "{}: the gold is of another text", gold.file);
        let annotated = annotator.annotate(source, &mut Scratch::default());
        let found = found(&annotated, &gazetteer);
        let meant =
            |entries: &BTreeSet<Entry>| entries.iter().map(|(start, end, id, _)| (*start, *end, id.clone())).collect::<BTreeSet<_>>();
        let (ours, theirs) = (meant(&found), meant(&gold.entries));
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        right += count(ours.intersection(&theirs).count());
        same_kind += count(found.intersection(&gold.entries).count());
        all_found += count(ours.len());
        all_gold += count(theirs.len());
        let show = |what: &str, (start, end, id): &(usize, usize, String)| {
            let around: String = gold.text.chars().skip(start.saturating_sub(30)).take(end + 60 - start).collect();
            let surface: String = gold.text.chars().skip(*start).take(end - start).collect();
            format!("{}: {what} {surface} = {id} in …{}…", gold.file, around.replace('\n', " "))
        };
        faults.extend(ours.difference(&theirs).map(|entry| show("spurious", entry)));
        faults.extend(theirs.difference(&ours).map(|entry| show("missed", entry)));
    }
    let (precision, recall) = (f64::from(right) / f64::from(all_found), f64::from(right) / f64::from(all_gold));
    let kinds = f64::from(same_kind) / f64::from(right);
    let figures = format!(
        "{right} right, {} spurious, {} missed on {} pages: precision {precision:.4}, recall {recall:.4}; kinds {kinds:.4}",
        all_found - right,
        all_gold - right,
        pages.len()
    );
    assert!(pages.len() >= 14 && all_gold >= 400, "{figures}: the gold is too small");
    assert!(precision >= least && recall >= least && kinds >= least, "{figures}\n{}", faults.join("\n"));
}
