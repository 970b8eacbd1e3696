//! Whom names and offices mean, phenomenon by phenomenon: the files of `tests/cases/resolve`.
//!
//! A case is a text, perhaps under a line `date: 2024-05-01` that says when its page was published, and a line for each mention as
//! in `mention.txt`. A line may end in the name of the rule that must have decided.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use actorgraph::{Annotator, Gazetteer, Language, Scratch, Source};
use common::{Case, mention};

/// The cases of all files of the folder, in the order of the files' names.
fn cases() -> Vec<Case> {
    let folder = common::root().join("tests/cases/resolve");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.iter().flat_map(|name| common::cases(&format!("resolve/{name}"))).collect()
}

#[test]
fn names_and_offices_mean_whom_a_reader_takes_them_for() {
    let cases = cases();
    let faults = mention::faults(&cases);
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert!(cases.len() >= 300, "{} cases are too few", cases.len());
}

#[test]
fn articles_are_read_in_their_own_language() {
    let dutch = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    let annotator = Annotator::new(dutch, Language::Dutch).unwrap_or_else(|error| panic!("{error}"));
    let annotator = annotator.with_other(Language::English, || Gazetteer::embedded(&[Language::English]));
    // What is shorter may tell nothing, and is taken for Dutch.
    const SHORTEST: usize = 40;
    let (mut wrong, mut unknown, mut english) = (Vec::new(), 0, 0);
    for case in cases() {
        let text = mention::text(&case);
        let is_long = text.len() >= SHORTEST;
        let page = annotator.annotate(Source::new("case", text), &mut Scratch::default());
        let is_english = case.place.contains("/en-");
        english += u32::from(is_english && is_long);
        match (is_english, page.articles[0].language) {
            (true, Language::Dutch) => unknown += u32::from(is_long),
            (false, Language::English) => wrong.push(case.place),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "taken for English: {wrong:?}");
    assert!(english >= 30 && unknown * 8 <= english, "{unknown} of {english} English texts are taken for Dutch");
}

#[test]
fn the_documentation_counts_the_cases() {
    let path = common::root().join("docs/mentions.md");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for case in cases() {
        let file = case.place.rsplit('/').next().and_then(|name| name.split_once(".txt")).map_or("", |(stem, _)| stem);
        let count = counts.entry(file.to_owned()).or_default();
        count.0 += 1;
        count.1 += usize::from(case.expected == "none");
    }
    let rows = counts.iter().map(|(file, (all, negative))| format!("| `{file}` | {all} | {negative} |"));
    let missing: Vec<String> = rows.filter(|row| !text.contains(row.as_str())).collect();
    assert!(missing.is_empty(), "docs/mentions.md lacks the rows\n{}", missing.join("\n"));
}

#[test]
fn both_languages_name_the_same_actors() {
    let ids = |language| Gazetteer::embedded(&[language]).actors().iter().map(|actor| actor.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(Language::Dutch), ids(Language::English));
}

#[test]
fn cases_have_names_of_their_own() {
    mention::assert_names_differ(&cases());
}
