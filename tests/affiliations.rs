//! Who leads, represents or belongs to what: the cases of `tests/cases/affiliations`, a file a language.

mod common;

use std::sync::Arc;

use actorgraph::answer::Affiliated;
use actorgraph::{Annotator, Gazetteer, Language, Scratch, Source};

/// The day on which all cases are told.
const DAY: &str = "2026-01-27";

/// What a text tells by itself, as the cases write it: `actor office of "title"`, `-` for no office.
fn told(annotator: &Annotator, text: &str) -> Vec<String> {
    let source = Source::new(format!("{DAY}.txt"), text);
    let page = annotator.annotate(source, &mut Scratch::default());
    let of_text = Affiliated::of(annotator, &page).into_iter().filter(|one| one.source == "text");
    of_text.map(|one| format!("{} {} {} {:?}", one.actor, one.office.as_deref().unwrap_or("-"), one.of, one.title)).collect()
}

fn check(language: Language) {
    let annotator = Annotator::new(Arc::new(Gazetteer::embedded(&[language])), language).unwrap_or_else(|error| panic!("{error}"));
    let (annotator, _) = annotator.with_relations();
    let path = common::root().join("tests/cases/affiliations").join(language.code()).with_extension("txt");
    let cases = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (mut count, mut faults) = (0, Vec::new());
    for case in cases.split("===\n").filter(|case| !case.trim().is_empty()) {
        let (text, expected) = case.split_once("---\n").unwrap_or_else(|| panic!("no --- in {case:?}"));
        let expected: Vec<&str> = expected.lines().collect();
        let told = told(&annotator, text.trim());
        if told != expected {
            faults.push(format!("{}\n  expected {expected:?}\n  told     {told:?}", text.trim()));
        }
        count += 1;
    }
    assert!(count >= 12, "{count} cases");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn dutch_titles_tell_who_leads_what() {
    check(Language::Dutch);
}

#[test]
fn english_titles_tell_who_leads_what() {
    check(Language::English);
}

/// What the gazetteers know of who is named is told too, but no office twice.
#[test]
fn an_office_is_told_once() {
    let language = Language::English;
    let annotator = Annotator::new(Arc::new(Gazetteer::embedded(&[language])), language).unwrap_or_else(|error| panic!("{error}"));
    let (annotator, _) = annotator.with_relations();
    let source = Source::new(format!("{DAY}.txt"), "Canadian Prime Minister Mark Carney spoke. Carney left.");
    let page = annotator.annotate(source, &mut Scratch::default());
    let all = Affiliated::of(&annotator, &page);
    let told: Vec<_> = all.iter().map(|one| (one.actor.as_str(), one.office.as_deref(), one.of.as_str(), one.source)).collect();
    assert_eq!(told, [("mark-carney", Some("prime-minister"), "ca", "text")]);
}
