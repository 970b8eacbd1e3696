//! Mentions against what a reader of Dutch expects: `tests/cases/mention.txt`, and the cases that still fail in `mention_open.txt`.
//!
//! A case is a text and a line for each mention, `surface = actor kind`, in the order of the text, or `none`. A mention that may
//! be several actors has `?` between their ids. In the text `\u{…}` is a character by its number, `\n` a line break.

mod common;

use std::sync::{Arc, LazyLock};

use actorgraph::{Annotator, Gazetteer, Language, Resolution, Scratch, Source};
use common::Case;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| {
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    Annotator::new(gazetteer, Language::Dutch).unwrap_or_else(|error| panic!("{error}"))
});

/// The characters that cannot be seen in a file are written by their numbers.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let number = after.strip_prefix("u{").and_then(|after| after.split_once('}'));
        rest = match number {
            Some((number, after)) => {
                let c = u32::from_str_radix(number, 16).ok().and_then(char::from_u32);
                plain.push(c.unwrap_or_else(|| panic!("{number} is no character")));
                after
            }
            None => {
                plain.push('\n');
                after.strip_prefix('n').unwrap_or_else(|| panic!("\\{after} means nothing"))
            }
        };
    }
    plain.push_str(rest);
    plain
}

/// The mentions of a text as a case writes them.
fn found(input: &str) -> Vec<String> {
    let text = unescaped(input);
    let page = ANNOTATOR.annotate(Source::new("case", text.clone()), &mut Scratch::default());
    let gazetteer = ANNOTATOR.gazetteer();
    let mut lines = Vec::new();
    for mention in page.articles.iter().flat_map(|article| &article.mentions) {
        let actors = match &mention.resolution {
            Resolution::Nil(_) => continue,
            Resolution::Actor(actor) => gazetteer.actor(*actor).id.clone(),
            Resolution::Ambiguous(actors) => actors.iter().map(|actor| gazetteer.actor(*actor).id.as_str()).collect::<Vec<_>>().join("?"),
        };
        lines.push(format!("{} = {actors} {}", mention.span.of(&text).replace('\n', " "), mention.kind.name()));
    }
    if lines.is_empty() { vec!["none".to_owned()] } else { lines }
}

fn expected(case: &Case) -> Vec<String> {
    let lines: Vec<String> = case.expected.lines().map(unescaped).collect();
    let is_line = |line: &String| line == "none" || line.rsplit_once(" = ").is_some_and(|(_, rest)| rest.split(' ').count() == 2);
    assert!(!lines.is_empty() && lines.iter().all(is_line), "{}: each line is `surface = actor kind`, or `none`", case.place);
    for actor in lines.iter().filter_map(|line| line.rsplit_once(" = ")).flat_map(|(_, rest)| rest.split(' ').next()) {
        for id in actor.split('?') {
            assert!(ANNOTATOR.gazetteer().actor_with_id(id).is_some(), "{}: no actor has the id {id}", case.place);
        }
    }
    lines
}

/// What differs, case by case.
fn faults(cases: &[Case]) -> Vec<String> {
    let compare = |case: &Case| {
        let (expected, found) = (expected(case), found(&case.input));
        let Case { place, name, input, .. } = case;
        (expected != found)
            .then(|| format!("{place}: {name}\n  {input}\n  expected: {}\n  found:    {}", expected.join("; "), found.join("; ")))
    };
    cases.iter().filter_map(compare).collect()
}

#[test]
fn mentions_are_those_that_a_reader_sees() {
    let cases = common::cases("mention.txt");
    let faults = faults(&cases);
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert!(cases.len() >= 120, "{} cases are too few", cases.len());
}

#[test]
fn cases_have_names_of_their_own() {
    let mut names: Vec<String> = ["mention.txt"].iter().flat_map(|file| common::cases(file)).map(|case| case.name).collect();
    names.sort();
    let twice: Vec<&String> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
