//! Cases of mentions: a text, and a line for each mention, `surface = actor kind` and perhaps a rule, or `none`.

use std::sync::{Arc, LazyLock};

use actorgraph::{AliasKind, Annotator, Gazetteer, Language, Published, Resolution, Rule, Scratch, Source};

use super::Case;

/// The annotator that all cases are read with.
pub static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| {
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    Annotator::new(gazetteer, Language::Dutch).unwrap_or_else(|error| panic!("{error}"))
});

/// The annotator of English cases.
pub static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| {
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::English]));
    Annotator::new(gazetteer, Language::English).unwrap_or_else(|error| panic!("{error}"))
});

/// The annotator of a case: files named `en-…` are English.
fn annotator(case: &Case) -> &'static Annotator {
    if case.place.contains("/en-") { &ENGLISH } else { &ANNOTATOR }
}

/// The text of a case, without its date.
pub fn text(case: &Case) -> String {
    dated(case).1
}

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

/// The date of a case, from a first line `date: 2024-05-01`, and its text.
fn dated(case: &Case) -> (Option<Published>, String) {
    let Some(rest) = case.input.strip_prefix("date: ") else { return (None, unescaped(&case.input)) };
    let (date, text) = rest.split_once('\n').unwrap_or_else(|| panic!("{}: there is no text under the date", case.place));
    let date = Published::parse(date).unwrap_or_else(|| panic!("{}: {date} is no date", case.place));
    (Some(date), unescaped(text))
}

/// The mentions of a case's text as a case writes them, and the rule that decided each.
fn found(case: &Case) -> Vec<(String, Rule)> {
    let (published, text) = dated(case);
    let mut source = Source::new("case", text.clone());
    source.published = published;
    let page = annotator(case).annotate(source, &mut Scratch::default());
    let gazetteer = annotator(case).gazetteer();
    let mut lines = Vec::new();
    for mention in page.articles.iter().flat_map(|article| &article.mentions) {
        let actors = match &mention.resolution {
            Resolution::Nil(_) => continue,
            Resolution::Actor(actor) => gazetteer.actor(*actor).id.clone(),
            Resolution::Ambiguous(actors) => actors.iter().map(|actor| gazetteer.actor(*actor).id.as_str()).collect::<Vec<_>>().join("?"),
        };
        lines.push((format!("{} = {actors} {}", mention.span.of(&text).replace('\n', " "), mention.kind.name()), mention.rule));
    }
    lines
}

/// The lines of a case's expectation, each with the rule that it asks for, if it does.
fn expected(case: &Case) -> Vec<(String, Option<Rule>)> {
    let mut lines = Vec::new();
    for line in case.expected.lines().map(unescaped) {
        if line == "none" {
            continue;
        }
        let parts = line.rsplit_once(" = ").map(|(surface, rest)| (surface, rest.split(' ').collect::<Vec<_>>()));
        let Some((surface, [actors, kind, rule @ ..])) = parts.as_ref().map(|(surface, rest)| (surface, &rest[..])) else {
            panic!("{}: each line is `surface = actor kind` and perhaps a rule, or `none`, not {line:?}", case.place)
        };
        assert!(AliasKind::from_name(kind).is_some(), "{}: {kind} is no kind of mention", case.place);
        for id in actors.split('?') {
            assert!(ANNOTATOR.gazetteer().actor_with_id(id).is_some(), "{}: no actor has the id {id}", case.place);
        }
        let rule = match rule {
            [] => None,
            [name] => Some(Rule::ALL.iter().copied().find(|rule| rule.name() == *name)),
            _ => Some(None),
        };
        assert_ne!(rule, Some(None), "{}: {line:?} ends in the name of no rule", case.place);
        lines.push((format!("{surface} = {actors} {kind}"), rule.flatten()));
    }
    let is_whole = if lines.is_empty() { case.expected == "none" } else { !case.expected.lines().any(|line| line == "none") };
    assert!(is_whole, "{}: a case expects mentions, or `none` and nothing else", case.place);
    lines
}

/// What differs, case by case.
pub fn faults(cases: &[Case]) -> Vec<String> {
    let mut faults = Vec::new();
    for case in cases {
        let (expected, found) = (expected(case), found(case));
        let is_right =
            |(own, other): (&(String, Option<Rule>), &(String, Rule))| own.0 == other.0 && own.1.is_none_or(|rule| rule == other.1);
        if expected.len() == found.len() && expected.iter().zip(&found).all(is_right) {
            continue;
        }
        let Case { place, name, input, expected, .. } = case;
        let found: Vec<String> = found.iter().map(|(line, rule)| format!("{line} {}", rule.name())).collect();
        let expected = expected.replace('\n', "; ");
        faults.push(format!("{place}: {name}\n  {input}\n  expected: {expected}\n  found:    {}", found.join("; ")));
    }
    faults
}

/// Fails if two cases bear one name.
pub fn assert_names_differ<'c>(cases: impl IntoIterator<Item = &'c Case>) {
    let mut names: Vec<&str> = cases.into_iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    let twice: Vec<&str> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
