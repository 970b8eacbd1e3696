//! Who does what to whom: the cases of `tests/cases/relations`, phenomenon by phenomenon, and the triggers that find them.

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use actorgraph::answer::{RelationEvaluation, Score};
use actorgraph::gold::{RelationCase, relation_cases};
use actorgraph::relation::{Outcome, Relation, Tried};
use actorgraph::{Annotator, Gazetteer, GazetteerBuilder, Language, Scratch, Source};

/// The cases of the files whose names begin with `en-`, or of all others. A malformed case fails the test.
fn cases(english: bool) -> Vec<RelationCase> {
    let folder = common::root().join("tests/cases/relations");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("en-") != english {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut problems = Vec::new();
        all.extend(relation_cases(&name, &text, &mut problems));
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }
    all
}

fn annotator(language: Language) -> Annotator {
    let gazetteer = Arc::new(Gazetteer::embedded(&[language]));
    let annotator = Annotator::new(gazetteer, language).unwrap_or_else(|error| panic!("the gazetteer cannot be compiled: {error}"));
    let (annotator, problems) = annotator.with_relations();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    annotator
}

fn evaluate(cases: &[RelationCase], language: Language) -> RelationEvaluation {
    let annotator = annotator(language);
    let (mut evaluation, mut scratch) = (RelationEvaluation::default(), Scratch::default());
    for case in cases {
        evaluation.add(&annotator, case, &mut scratch);
    }
    evaluation
}

/// Fails with the disagreements where a score is below what it was.
fn assert_holds(what: &str, score: Score, precision: f64, recall: f64, evaluation: &RelationEvaluation) {
    let faults: Vec<String> =
        evaluation.faults.iter().map(|fault| format!("{}: {}: {}: {}", fault.place, fault.fault, fault.relation, fault.text)).collect();
    assert!(
        score.precision() >= precision && score.recall() >= recall,
        "{what}: precision {:.4} of {precision}, recall {:.4} of {recall}\n{}",
        score.precision(),
        score.recall(),
        faults.join("\n")
    );
}

/// Sentences one after the other: articles in which they speak of each other, or seem to.
fn articles(sentences: &[impl AsRef<str>]) -> Vec<String> {
    let texts = sentences.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
    texts.chunks(7).map(|some| some.join(" ")).collect()
}

/// Articles of sentences that are made of parts of others: no one would write them, but clauses stand beside each other in many ways.
fn spliced(sentences: &[&str]) -> Vec<String> {
    const LINKS: [&str; 8] = [", ", " en ", " maar ", ", die ", " omdat ", ": ", " dat ", " "];
    const STRIDE: usize = 37;
    let parts: Vec<&str> = sentences.iter().flat_map(|text| text.trim_end_matches('.').split(", ")).collect();
    let made = parts.iter().enumerate().map(|(at, part)| {
        let other = parts[(at + STRIDE) % parts.len()];
        let mut made = format!("{part}{}{other}.", LINKS[at % LINKS.len()]);
        if let Some(first) = made.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        made
    });
    articles(&made.collect::<Vec<String>>())
}

/// Pages of several articles, which are read together.
fn pages() -> Vec<String> {
    let folder = common::root().join("seeds");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.flatten().map(|entry| std::fs::read_to_string(entry.path()).unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// What is looked for in a hurry passes over sentences that cannot tell an event; an explanation reads every one to the end.
#[test]
fn what_is_passed_over_would_tell_nothing() {
    for (language, english) in [(Language::Dutch, false), (Language::English, true)] {
        let (annotator, cases, mut scratch) = (annotator(language), cases(english), Scratch::default());
        let parts = |relation: &Relation| {
            let Relation { sentence, actor, recipient, category, negated, trigger, .. } = *relation;
            (sentence, actor, recipient, category, negated, trigger.start)
        };
        let (mut found, mut made) = (0, BTreeSet::new());
        let texts: Vec<&str> = cases.iter().map(|case| case.text.as_str()).collect();
        for text in articles(&texts).into_iter().chain(spliced(&texts)).chain(pages()) {
            let page = annotator.annotate(Source::new("case", text.clone()), &mut scratch);
            for (article, tried) in page.articles.iter().zip(annotator.explain_relations(&page)) {
                let told: BTreeSet<_> = article.relations.iter().map(parts).collect();
                made.clear();
                for tried in &tried {
                    if let Outcome::Made(relation) = &tried.outcome {
                        made.insert(parts(relation));
                    }
                }
                assert_eq!(told, made, "{text}");
                found += told.len();
            }
        }
        assert!(found * 3 > cases.len(), "{found} relations in {} cases are too few", cases.len());
    }
}

/// A second language whose gazetteer numbers its actors in another way tells the same: names, relations, why there are any, and who leads what.
#[test]
fn numbers_of_actors_are_those_of_the_main_gazetteer() {
    let more = |name: &str| {
        let mut builder = GazetteerBuilder::default();
        builder.add_file(name, "id,name,type\n0-first,Nuldeblok,organization\n0-second,Eendeblok,organization\n");
        builder.add_embedded(&[Language::Dutch]);
        builder.build().0
    };
    let (main, _) = Annotator::new(Arc::new(more("more.csv")), Language::Dutch).unwrap().with_relations();
    let annotator = main.with_other(Language::English, || Gazetteer::embedded(&[Language::English]));
    let text = "French President Emmanuel Macron said on Monday that he had condemned the attack by Russia. Iran has threatened Israel.";
    let page = annotator.annotate(Source::new("a.txt", text), &mut Scratch::default());
    let article = &page.articles[0];
    assert_eq!(article.language, Language::English);
    let id = |actor| annotator.gazetteer().actor(actor).id.as_str();
    let told: Vec<(&str, Option<&str>)> =
        article.relations.iter().map(|relation| (id(relation.actor), relation.recipient.map(id))).collect();
    assert!(told.contains(&("ir", Some("il"))), "{told:?}");
    let tried = annotator.explain_relations(&page).concat();
    let made = |one: &Tried| if let Outcome::Made(made) = &one.outcome { Some(Relation::clone(made)) } else { None };
    let explained: Vec<Relation> = tried.iter().filter_map(made).collect();
    assert!(article.relations.iter().all(|relation| explained.contains(relation)), "{explained:?}");
    let led: Vec<_> = annotator.affiliations(&page).concat().iter().map(|one| (id(one.actor).to_owned(), id(one.of).to_owned())).collect();
    assert_eq!(led, [("emmanuel-macron".to_owned(), "fr".to_owned())]);
}

/// Pages that are read together, with sentences of several among those that take a step together, tell what each tells alone.
#[test]
fn pages_read_together_are_as_alone() {
    let annotator = annotator(Language::Dutch).with_other(Language::English, || Gazetteer::embedded(&[Language::English]));
    let mut scratch = Scratch::default();
    let cases: Vec<RelationCase> = [false, true].into_iter().flat_map(cases).collect();
    let texts: Vec<&str> = cases.iter().map(|case| case.text.as_str()).collect();
    let sources: Vec<Source> = articles(&texts).into_iter().chain(pages()).map(|text| Source::new("page", text)).collect();
    let together = annotator.annotate_all(sources.clone(), &mut scratch);
    assert_eq!(together.len(), sources.len());
    let mut found = 0;
    for (source, page) in sources.into_iter().zip(together) {
        let alone = annotator.annotate(source, &mut scratch);
        assert_eq!(format!("{page:?}"), format!("{alone:?}"));
        found += page.articles.iter().map(|article| article.relations.len()).sum::<usize>();
    }
    assert!(found > 0);
}

/// What no one would write, in lengths that no stack or patience bears unless the reader does: clauses in clauses, and clauses side by side.
#[test]
fn sentences_without_end_are_read() {
    const TIMES: usize = 8000;
    let dutch = ["Macron zegt dat hij zegt ", "dat hij zegt ", "dat China Rusland steunt."];
    let english = ["Macron said he said ", "he said ", "China supported Russia."];
    let beside = ["Rusland valt Oekraïne aan", "; China steunt Iran", "."];
    let list = ["Rusland", ", Oekraïne, China, Iran", " en Irak vallen Syrië aan."];
    let openings = ["Rusland valt Oekraïne aan", ", nu Iran toen Polen sinds China zolang Irak", "."];
    let annotators = [annotator(Language::Dutch), annotator(Language::English)];
    let mut scratch = Scratch::default();
    for (annotator, [first, again, last]) in [(0, dutch), (1, english), (0, beside), (0, list), (0, openings)] {
        for times in [0, 1, 30, TIMES] {
            let text = format!("{first}{}{last}", again.repeat(times));
            let page = annotators[annotator].annotate(Source::new("case", text), &mut scratch);
            let found: usize = page.articles.iter().map(|article| article.relations.len()).sum();
            assert_eq!(found > 0, times < TIMES, "{found} relations with {again:?} {times} times");
            let tried: usize = annotators[annotator].explain_relations(&page).iter().map(Vec::len).sum();
            assert_eq!(tried > 0, times < TIMES, "{tried} rows tried with {again:?} {times} times");
            assert_eq!(annotators[annotator].affiliations(&page).len(), page.articles.len());
        }
    }
}

#[test]
fn dutch_relations_are_those_that_a_reader_takes() {
    let cases = cases(false);
    assert!(cases.len() >= 3600, "{} cases are too few", cases.len());
    let evaluation = evaluate(&cases, Language::Dutch);
    assert_holds("relations", evaluation.relations, 0.975, 0.96, &evaluation);
    assert_holds("with status", evaluation.with_status, 0.97, 0.96, &evaluation);
}

#[test]
fn english_relations_are_those_that_a_reader_takes() {
    let cases = cases(true);
    assert!(cases.len() >= 1050, "{} cases are too few", cases.len());
    let evaluation = evaluate(&cases, Language::English);
    assert_holds("relations", evaluation.relations, 0.99, 0.99, &evaluation);
    assert_holds("with status", evaluation.with_status, 0.99, 0.99, &evaluation);
}

#[test]
fn cases_have_names_of_their_own_within_a_file() {
    let mut seen = BTreeSet::new();
    for case in cases(false).iter().chain(&cases(true)) {
        let file = case.place.split(':').next().unwrap_or_default().to_owned();
        assert!(seen.insert((file, case.name.clone())), "{}: another case is named {:?}", case.place, case.name);
    }
}
