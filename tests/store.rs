//! The store: what goes in comes out, in any order and in any parts; and nothing that can happen to a program or a file loses what was
//! told to be kept.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actorgraph::answer::{Asked, Together};
use actorgraph::graph::{ActorGraph, EdgeFilter, Manifest, Measured, Weight};
use actorgraph::{
    ActorId, Ambiguous, Annotated, Annotator, Cooccurrences, CountRules, EvidenceLimit, Gazetteer, Joint, Kept, KeptPages, Language,
    Origin, Period, Scratch, Source, Store, Stored, Tally, Window,
};
use common::program::{Dir, Ran};
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| {
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    let annotator = Annotator::new(gazetteer, Language::Dutch).unwrap_or_else(|error| panic!("{error}"));
    let (annotator, problems) = annotator.with_relations();
    assert!(problems.is_empty(), "{problems:?}");
    annotator
});

fn annotate(name: &str, text: &str) -> Annotated {
    ANNOTATOR.annotate(Source::new(name, text), &mut Scratch::default())
}

fn sql(path: &Path) -> Connection {
    Connection::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows that a query yields, each as text.
fn rows(connection: &Connection, query: &str) -> Vec<String> {
    let mut query = connection.prepare(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let columns = query.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get::<_, Value>(at)).collect::<Result<Vec<_>, _>>();
    let found = query.query_map([], row).unwrap_or_else(|error| panic!("{error}"));
    let shown = |value: Value| match value {
        Value::Text(text) => text,
        other => format!("{other:?}"),
    };
    found.map(|row| row.unwrap_or_else(|error| panic!("{error}")).into_iter().map(shown).collect::<Vec<_>>().join(" | ")).collect()
}

/// The file holds together: for SQLite, for the search, and for us.
fn check(path: &Path) {
    let connection = sql(path);
    assert_eq!(rows(&connection, "PRAGMA integrity_check"), ["ok"]);
    let searched = connection.execute("INSERT INTO sentence_text (sentence_text, rank) VALUES ('integrity-check', 1)", []);
    assert!(searched.is_ok(), "{searched:?}");
}

/// All that a store tells, whatever the numbers of its rows are.
fn dump(path: &Path) -> Vec<String> {
    check(path);
    assert!(done(done(Store::open_read_only(path)).is_settled()));
    let connection = sql(path);
    let mut all = Vec::new();
    for query in [
        "SELECT name, count FROM stored_total ORDER BY 1",
        "SELECT document, file, published, text FROM document ORDER BY 1",
        "SELECT document, article, published, dateline, agencies, sentences, mentions, \
         (SELECT other.document || ' ' || other.article FROM article other WHERE other.number = article.copy_of) FROM article ORDER BY 1, 2",
        "SELECT document, article, sentence, part, paragraph, published, text FROM sentence ORDER BY 1, 2, 3",
        "SELECT document, article, sentence, text, actor, name, type, kind, rule, form, others, start_byte, end_byte FROM mention \
         ORDER BY 1, 2, start_byte, end_byte DESC, rule",
        "SELECT id, name, type, mentions, sentences, articles, articles_raw FROM actor ORDER BY 1",
        "SELECT * FROM (SELECT document, article, sentence, published, actor, actor_name, recipient, recipient_name, reciprocal, category, \
         mode, quad, status, negated, counts, speaker, agent, \"trigger\", text FROM relation) ORDER BY 1, 2, 3, 5, 7, 10",
        "SELECT min(one, other), max(one, other), sentences, articles, articles_raw FROM pair ORDER BY 1, 2",
        "SELECT stored_actor.id, article.document, article.article, appearance.mentions, appearance.sentences FROM appearance \
         JOIN article ON article.number = appearance.article JOIN stored_actor ON stored_actor.number = appearance.actor ORDER BY 1, 2, 3",
        "SELECT document, article, sentence FROM sentence_text JOIN sentence ON sentence.number = sentence_text.rowid \
         WHERE sentence_text MATCH 'belarus OR china OR oekraine' ORDER BY 1, 2, 3",
        "SELECT name, documents FROM maker WHERE documents <> 0 ORDER BY 1",
    ] {
        all.push(query.to_owned());
        let mut found = rows(&connection, query);
        found.sort();
        all.extend(found);
    }
    all
}

/// The pages of a store as they were put in.
fn pages(path: &Path) -> Vec<Annotated> {
    let store = Store::open_read_only(path).unwrap_or_else(|error| panic!("{error}"));
    let mut kept = KeptPages::new(store);
    let mut all = Vec::new();
    loop {
        let (some, _) = done(kept.next(Some((&ANNOTATOR, None)), 1000));
        if some.is_empty() {
            return all;
        }
        all.extend(some.into_iter().map(|kept| match kept {
            Kept::Page(page) => page,
            Kept::Text(source) => panic!("{} has lost its mentions", source.document),
        }));
    }
}

// Any order, any parts

const SENTENCES: &[&str] = &[
    "China praat met Rusland.",
    "Xi Jinping belt Poetin, zegt Kyiv.",
    "Een woordvoerder van de NAVO zwijgt in Moskou.",
    "Congo en Rwanda tekenen.",
    "De Amerikaanse president bezoekt Oekraïne 😀 weer.",
    "Niemand weet iets.",
    "De Europese Unie en Turkije spreken in Brussel over geld, visa en grenzen, zegt een woordvoerder van de regering.",
    "De Europese Unie en Turkije spreken in Brussel over geld, visa en grenzen, zegt een woordvoerder van Erdogan.",
    "Loekasjenko ontvangt Xi in Minsk, China ziet toe.",
];

/// A page of a few sentences; many have a teaser in common with others.
fn page() -> impl Strategy<Value = String> {
    let paragraph = || prop::collection::vec(prop::sample::select(SENTENCES), 1..4).prop_map(|sentences| sentences.join(" "));
    let teaser = prop::sample::select(&[
        "PARIJS (ANP) - De EU praat met Iran. Israël is boos.\n2 uur geleden",
        "KYIV (ANP) - Rusland beschiet Oekraïne. De NAVO praat met China.\n1 dag geleden",
        "PARIJS (ANP) - De EU praat met Iran.  Israël is boos.\n5 dagen geleden",
    ]);
    (paragraph(), paragraph(), prop::collection::vec(teaser, 0..3)).prop_map(|(one, other, teasers)| {
        let below = if teasers.is_empty() { String::new() } else { format!("\nMeer uit Buitenland\n{}", teasers.join("\n")) };
        format!("Kop zonder punt\nBEIJING (ANP) - {one}\n{other}{below}\n")
    })
}

/// What is done to a store.
#[derive(Clone, Debug)]
enum Step {
    Put(usize, String),
    Remove(usize),
    Commit,
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..6_usize, page()).prop_map(|(at, text)| Step::Put(at, text)),
        2 => (0..6_usize).prop_map(Step::Remove),
        2 => Just(Step::Commit),
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..14)
}

/// Days differ, so that offices and ages do.
const NAMES: [&str; 6] = ["2026-01-03.txt", "a/2024-05-01.txt", "b.txt", "2017-03-01_x.txt", "é.txt", "a.txt"];

fn open(path: &Path) -> Store {
    Store::open(path).unwrap_or_else(|error| panic!("{error}"))
}

fn done<T>(result: Result<T, actorgraph::StoreError>) -> T {
    result.unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn any_way_to_a_set_of_pages_leads_to_one_store(steps in steps()) {
        let dir = Dir::new();
        let (path, scratch) = (dir.path("news.db"), dir.path("scratch.db"));
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        let mut steps = steps.into_iter().peekable();
        while steps.peek().is_some() {
            let mut store = open(&path);
            let mut writer = store.writer(&ANNOTATOR);
            for step in steps.by_ref() {
                match step {
                    Step::Put(at, text) => {
                        let stored = done(writer.put(&annotate(NAMES[at], &text)));
                        let before = texts.insert(NAMES[at], text.clone());
                        let expected = match before {
                            None => Stored::New,
                            Some(before) if before == text => Stored::Unchanged,
                            Some(_) => Stored::Replaced,
                        };
                        prop_assert_eq!(stored, expected);
                    }
                    Step::Remove(at) => {
                        let there = texts.remove(NAMES[at]).is_some();
                        prop_assert_eq!(done(writer.remove(NAMES[at])), usize::from(there));
                    }
                    Step::Commit => done(writer.commit()),
                    Step::Reopen => break,
                }
            }
            done(writer.settle());
        }
        let mut expected: Vec<Annotated> = texts.iter().map(|(name, text)| annotate(name, text)).collect();
        {
            let mut store = open(&scratch);
            let mut writer = store.writer(&ANNOTATOR);
            expected.iter().for_each(|page| assert_eq!(done(writer.put(page)), Stored::New));
            done(writer.settle());
        }
        let (found, wanted) = (dump(&path), dump(&scratch));
        let differs = found.iter().zip(&wanted).find(|(found, wanted)| found != wanted);
        prop_assert!(found == wanted, "{:?} of {} and {} rows", differs, found.len(), wanted.len());
        expected.sort_by(|a, b| a.page.document().cmp(b.page.document()));
        prop_assert_eq!(format!("{:#?}", pages(&path)), format!("{expected:#?}"));
        counts_are_those_of_a_tally(&path, &expected);
        recount_finds_nothing_off(&path);
    }

    #[test]
    fn counts_answer_as_pages_do(
        texts in prop::collection::vec((0..6_usize, page()), 1..7),
        actors in prop::sample::subsequence(vec!["cn", "ru", "ua", "eu", "nato", "by", "xi-jinping", "ir", "il"], 0..4),
        weight in prop::sample::select(Weight::ALL.to_vec()),
        top in 1..30_usize,
        evidence in prop_oneof![(0..5_usize).prop_map(EvidenceLimit::First), Just(EvidenceLimit::All)],
        context in 0..3_usize,
        relations in prop::option::of(prop_oneof![(0..3_usize).prop_map(EvidenceLimit::First), Just(EvidenceLimit::All)]),
    ) {
        let mut store = done(Store::in_memory());
        let mut pages = BTreeMap::new();
        for (at, (name, text)) in texts.iter().enumerate() {
            // Records of several files may have one name.
            let mut source = Source::new(NAMES[*name], text);
            source.origin = (at % 3 > 0).then(|| Origin { file: format!("{}.jsonl", 9 - at).into(), record: 1 + at as u64 });
            let file = source.origin.as_ref().map_or(source.document.clone(), |origin| origin.file.to_string());
            let page = ANNOTATOR.annotate(source, &mut Scratch::default());
            done(store.put(&page, &ANNOTATOR));
            pages.insert((file, at % 3 > 0, NAMES[*name]), page);
        }
        let gazetteer = ANNOTATOR.gazetteer();
        let actors: Vec<ActorId> = actors.iter().filter_map(|id| gazetteer.actor_with_id(id)).collect();
        let is_joint = actors.len() > 1;
        let rules = |evidence| CountRules { context, ..CountRules::new(Window::Sentence, Ambiguous::Drop, evidence) };
        let joint = is_joint.then(|| Joint::new(actors.clone(), rules(EvidenceLimit::All)));
        let mut tally = Tally::new(Cooccurrences::with_rules(rules(evidence)), joint, Period::default()).with_relations(relations);
        pages.values().for_each(|page| tally.add(page).unwrap_or_else(|error| panic!("{error}")));
        let mut expected: Vec<Together> = if is_joint {
            Together::joint(&tally, gazetteer).into_iter().collect()
        } else {
            let filter = EdgeFilter { weight, measured: Measured::Links, ..EdgeFilter::default() };
            let (mut graph, _) = ActorGraph::build(&tally.counts, &tally.duplicates, gazetteer, &filter, Manifest::default());
            tally.relations.iter().for_each(|counts| graph.tell_relations(counts, gazetteer));
            Together::pairs(&graph, actors.first().map(|actor| gazetteer.actor(*actor).id.as_str()))
        };
        expected.truncate(top);
        if let EvidenceLimit::First(limit) = evidence {
            expected.iter_mut().for_each(|answer| answer.evidence.truncate(limit));
        }
        let asked = Asked { actors, weight, top, evidence, context, relations };
        let found = done(Together::kept(&store, gazetteer, Language::Dutch, None, &asked));
        prop_assert_eq!(format!("{found:#?}"), format!("{:#?}", Some(expected)));
    }
}

fn recount_finds_nothing_off(path: &Path) {
    let found = done(done(Store::open_read_only(path)).recount());
    assert!(found.faults.is_empty(), "{:#?}", found.faults);
}

fn counts_are_those_of_a_tally(path: &Path, pages: &[Annotated]) {
    let counts = Cooccurrences::new(Window::Sentence, Ambiguous::Drop, EvidenceLimit::First(0));
    let mut tally = Tally::new(counts, None, Period::default());
    pages.iter().for_each(|page| tally.add(page).unwrap_or_else(|error| panic!("{error}")));
    let counts = &tally.counts;
    let id = |actor: ActorId| ANNOTATOR.gazetteer().actor(actor).id.as_str();
    let row = |names: &[&str], numbers: &[u64]| {
        let numbers = numbers.iter().map(|number| format!("{:?}", Value::Integer(i64::try_from(*number).unwrap_or(-1))));
        names.iter().map(|name| (*name).to_owned()).chain(numbers).collect::<Vec<_>>().join(" | ")
    };
    let connection = sql(path);
    let actors = counts.actors.iter().map(|(actor, n)| row(&[id(actor)], &[n.mentions, n.windows, n.articles, n.articles_raw]));
    let found = rows(&connection, "SELECT id, mentions, sentences, articles, articles_raw FROM actor ORDER BY 1");
    assert_eq!(BTreeSet::from_iter(found), actors.collect());
    let pairs = counts.pairs.iter().map(|((one, other), n)| row(&[id(one), id(other)], &[n.windows, n.articles, n.articles_raw]));
    let found = rows(&connection, "SELECT min(one, other), max(one, other), sentences, articles, articles_raw FROM pair");
    assert_eq!(BTreeSet::from_iter(found), pairs.collect());
    let totals = done(done(Store::open_read_only(path)).totals());
    assert_eq!(
        (totals.documents, totals.articles, totals.articles_raw, totals.sentences, totals.mentions),
        (pages.len() as u64, counts.articles, counts.articles_raw, counts.windows, counts.mentions)
    );
}

// The program

/// Pages of all sorts, with copies among them.
fn corpus(dir: &Dir, count: usize) {
    for at in 0..count {
        let (one, other) = (SENTENCES[at % 9], SENTENCES[at * 3 % 5]);
        let text = format!(
            "Kop {at}\nBEIJING (ANP) - {one} Bericht {at} van Kwibus. {other}\n{}\nMeer uit Buitenland\nPARIJS (ANP) - De EU praat met Iran.\n2 uur geleden\n",
            SENTENCES[at % 3]
        );
        dir.write(&format!("in/{}-{at:03}.txt", ["2024-05-01", "2026-01-27"][at % 2]), text);
    }
}

/// Standard output of a command that must succeed.
fn shown(dir: &Dir, words: &[&str]) -> String {
    let ran = dir.run(words);
    ran.code(0);
    ran.stdout
}

const COMMANDS: &[&[&str]] = &[
    &["explain", "INPUT"],
    &["extract", "--all", "INPUT"],
    &["extract", "--format", "csv", "INPUT"],
    &["read", "INPUT"],
    &["graph", "--format", "json", "--evidence", "all", "INPUT"],
    &["graph", "--window", "article", "--ambiguous", "keep", "--isolates", "INPUT"],
    &["graph", "--since", "2024-01-01", "--until", "2025-12-31", "INPUT"],
    &["graph", "--date", "2025-05-01", "--format", "json", "INPUT"],
    &["together", "--in", "INPUT"],
    &["together", "--format", "json", "--evidence", "all", "--in", "INPUT"],
    &["together", "China", "--in", "INPUT"],
    &["together", "Poetin", "--format", "json", "--top", "3", "--in", "INPUT"],
    &["together", "China", "Rusland", "--in", "INPUT"],
    &["together", "Trump", "Zelensky", "--format", "json", "--in", "INPUT"],
    &["together", "China", "Rusland", "VS", "--format", "csv", "--window", "paragraph", "--in", "INPUT"],
    &["actors", "--in", "INPUT"],
    &["actors", "--format", "json", "--in", "INPUT"],
    &["suggest", "INPUT"],
    &["relations", "--all", "--format", "json", "--in", "INPUT"],
    &["relations", "China", "--format", "csv", "--in", "INPUT"],
    &["relations", "--affiliations", "--format", "json", "--in", "INPUT"],
    &["graph", "--relations", "--format", "json", "INPUT"],
    &["explain", "--format", "json", "INPUT"],
    &["graph", "--relations", "--format", "json", "--evidence", "all", "INPUT"],
    &["path", "Xi", "Oekraïne", "--format", "json", "--in", "INPUT"],
    &["changes", "--before", "2025-06", "--after", "2025-06", "--format", "json", "--in", "INPUT"],
];

/// Questions that counts answer, and some that look like them and that they do not.
const TOGETHER: &[&[&str]] = &[
    &[],
    &["--top", "3", "--format", "json"],
    &["--weight", "npmi", "--format", "csv", "--evidence", "all"],
    &["--weight", "llr", "--evidence", "0", "--top", "1000"],
    &["China", "--format", "json", "--evidence", "all", "--context", "1"],
    &["Oekraïne", "--weight", "jaccard", "--evidence", "2"],
    &["Kazachstan"],
    &["China", "Rusland", "--format", "json", "--context", "2"],
    &["Rusland", "China", "--format", "csv"],
    &["EU", "Iran", "--format", "json", "--evidence", "1"],
    &["Rusland", "China", "Xi", "--format", "json"],
    &["China", "Fiji"],
    &["Poetin", "--lang", "nl", "--format", "json"],
    &["China", "Rusland", "--lang", "en"],
    &["China", "--containing", "rusland"],
    &["China", "--since", "2025-01-01", "--format", "json"],
    &["China", "Rusland", "--until", "2025-01-01"],
    &["China", "--kind", "name,short"],
    &["China", "--duplicates", "keep", "--format", "json"],
    &["China", "--ambiguous", "split"],
    &["China", "Rusland", "--window", "article"],
    &["China", "--date", "2020-01-01"],
    &["China", "--encoding", "nonsense"],
    &["Nergenshuizen"],
    &["China", "--no-relations", "--format", "json"],
    &["China", "Rusland", "--no-relations", "--format", "json"],
    &["China", "Rusland", "--evidence", "0"],
    &["Rusland", "Oekraïne", "--format", "json", "--evidence", "2"],
    &["Rusland", "Rusland", "Oekraïne", "--format", "csv"],
];

#[test]
fn counts_answer_as_files_do_whatever_the_options() {
    let dir = Dir::new();
    corpus(&dir, 27);
    dir.write("in/undated.txt", "De Amerikaanse president belt met China.\nXi zwijgt over Rusland.");
    dir.write(
        "in/z.jsonl",
        "{\"id\":\"q\",\"body\":\"China praat met Rusland over Iran.\"}\n{\"id\":\"q\",\"body\":\"Xi van China praat met Rusland.\"}\n",
    );
    shown(&dir, &["index", "news.db", "in"]);
    for options in TOGETHER {
        let ask = |input: &str| dir.run(&[&["together"], *options, &["--in", input, "--quiet"]].concat());
        let (expected, found) = (ask("in"), ask("news.db"));
        found.must(
            found.stdout == expected.stdout && found.stderr == expected.stderr && found.code == expected.code,
            &format!("differs from what the files tell{expected}"),
        );
    }
    // Without the pages there is nothing to read but the counts.
    sql(&dir.path("news.db")).execute_batch("UPDATE pair_count SET sentences = sentences + 500").unwrap_or_else(|error| panic!("{error}"));
    dir.run(&["together", "China", "--in", "news.db"]).code(0).shows(": 50");
}

#[test]
fn verify_tells_every_count_that_is_off() {
    let dir = Dir::new();
    corpus(&dir, 9);
    shown(&dir, &["index", "news.db", "in"]);
    dir.run(&["verify", "news.db"]).code(0).shows("news.db: 9 documents, ").shows(": all right");
    for (change, told) in [
        ("UPDATE pair_count SET sentences = sentences + 1 WHERE one = 1 AND other = 2", "pair cn – ru, sentences: the store says "),
        ("UPDATE actor_count SET articles_raw = 99 WHERE actor = 1", "actor cn, articles_raw: the store says 99, found is "),
        ("DELETE FROM pair_count WHERE one = 1 AND other = 2", "pairs with counts: "),
        ("UPDATE stored_total SET count = 1000 WHERE name = 'sentences'", "total sentences: the store says 1000, found is "),
        ("UPDATE stored_article SET copy_of = 1 WHERE number = 3", "article 3, copy of: the store says 1, found is none"),
        ("UPDATE stored_article SET mention_list = json_set(mention_list, '$[0][2]', 100000) WHERE number = 1", "mention or trigger at "),
        ("UPDATE stored_article SET mention_list = '[]' WHERE number = 1", ", mentions: the store says "),
        ("UPDATE stored_sentence SET start_byte = 999999 WHERE number = 1", "sentence at 999999"),
        (
            "UPDATE stored_appearance SET articles = json_remove(articles, '$[0]') WHERE actor = 1",
            "appearance of actor 1: the store says nothing, found is ",
        ),
        ("UPDATE stored_document SET text = replace(text, 'China', 'Japan') WHERE number = 1", "digest: the store says "),
        ("UPDATE maker SET documents = 7", "documents of maker "),
        ("UPDATE stored_relation SET negated = 1 - negated", ", negated: the store says 1, found is 0"),
        ("UPDATE stored_relation SET counts = 1 - counts", ", counts: the store says "),
        (
            "UPDATE stored_relation SET category = (SELECT number FROM code WHERE name = 'ASSAULT')",
            ", category: the store says ASSAULT, found is ",
        ),
        (
            "UPDATE stored_relation SET quad = (SELECT number FROM code WHERE name = 'material conflict')",
            ", quad: the store says material conflict",
        ),
        (
            "UPDATE stored_relation SET status = (SELECT number FROM code WHERE name = 'denied')",
            ", status: the store says denied, found is ",
        ),
        ("UPDATE stored_relation SET speaker = actor", ", speaker: the store says "),
        ("UPDATE stored_relation SET actor = actor + 1", ", actor: the store says "),
        ("UPDATE stored_relation SET recipient_start = 0, recipient_end = 3", ", recipient_start: the store says 0, found is "),
        ("DELETE FROM stored_relation WHERE place = 0", ", relations: the store says 0, found is "),
        (
            "UPDATE stored_article SET mention_list = json_set(mention_list, '$[0][5]', json_extract(mention_list, '$[0][4]'))",
            ", mentions: the store says others",
        ),
        (
            "INSERT INTO sentence_text (rowid, text) VALUES (9999, 'woorden')",
            "search: the store says the words of its sentences, found is other words",
        ),
    ] {
        let _ = std::fs::remove_file(dir.path("off.db"));
        std::fs::copy(dir.path("news.db"), dir.path("off.db")).unwrap_or_else(|error| panic!("{error}"));
        sql(&dir.path("off.db")).execute_batch(change).unwrap_or_else(|error| panic!("{change}: {error}"));
        dir.run(&["verify", "off.db"]).code(2).shows("off.db: ").shows(told).tells("numbers are off");
    }
    // A run that was broken off is no damage.
    std::fs::copy(dir.path("news.db"), dir.path("off.db")).unwrap_or_else(|error| panic!("{error}"));
    sql(&dir.path("off.db"))
        .execute_batch("UPDATE stored_total SET count = 0 WHERE name = 'settled'")
        .unwrap_or_else(|error| panic!("{error}"));
    let ran = dir.run(&["verify", "off.db"]);
    ran.code(2).tells("a run was broken off before it settled which articles are copies; `actorgraph index off.db` does that");
    assert!(!ran.stderr.contains("new store"), "{ran}");
    dir.run(&["index", "off.db"]).code(0);
    dir.run(&["verify", "off.db"]).code(0);
    // What other names found is not found anew.
    dir.write("mine.csv", "name\nKlaas\n");
    dir.run(&["verify", "news.db", "--gazetteer", "mine.csv"])
        .code(0)
        .tells("nothing was found anew in 9 documents")
        .shows(": the counts are right; what was found in 9 documents is not checked\n");
    dir.write("broken.db", &std::fs::read(dir.path("news.db")).unwrap_or_default()[..60_000]);
    dir.run(&["verify", "broken.db"]).code(2);
}

/// Stores of older formats, and the pages that were put into them.
#[test]
fn a_store_in_an_older_format_is_brought_up_to_date_and_answers_the_same() {
    let stores = common::root().join("tests/stores");
    for format in 1..=2 {
        let dir = Dir::new();
        for entry in std::fs::read_dir(stores.join("pages")).into_iter().flatten().flatten() {
            dir.write(&format!("pages/{}", entry.file_name().to_string_lossy()), std::fs::read(entry.path()).unwrap_or_default());
        }
        let old = std::fs::read(stores.join(format!("v{format}.sqlite"))).unwrap_or_else(|error| panic!("{error}"));
        dir.write("old.db", &old).write("refreshed.db", &old);
        let mentions = "SELECT document, article, sentence, text, actor, rule, others, number, start_byte, end_byte, sentence_number \
                        FROM mention ORDER BY number";
        let appearances = "SELECT actor, article, mentions, sentences FROM appearance ORDER BY 1, 2";
        let kept = || [mentions, appearances].map(|query| rows(&sql(&dir.path("old.db")), query));
        let before = kept();
        assert_eq!(before[0].len(), 42);
        let version = |name: &str| rows(&sql(&dir.path(name)), "PRAGMA user_version");
        assert_eq!(version("old.db"), [format!("Integer({format})")]);
        for command in COMMANDS {
            let with = |input: &str| -> Ran {
                let words: Vec<&str> = command.iter().map(|word| if *word == "INPUT" { input } else { word }).collect();
                dir.run(&[&words[..], &["--quiet"]].concat())
            };
            let (expected, found) = (with("pages"), with("old.db"));
            found.must(found.stdout == expected.stdout && found.code == expected.code, &format!("differs from the pages{expected}"));
        }
        assert_eq!(version("old.db"), ["Integer(4)"]);
        assert_eq!(kept(), before, "what was kept has changed");
        recount_finds_nothing_off(&dir.path("old.db"));
        check(&dir.path("old.db"));
        // A refresh finds what format 1 had no room for.
        dir.run(&["relations", "--in", "refreshed.db"])
            .code(0)
            .tells("the mentions of 5 documents come from other gazetteers or another version");
        dir.run(&["index", "refreshed.db", "--refresh"]).code(0).silent().shows("5 refreshed");
        dir.run(&["relations", "--all", "--quiet", "--in", "refreshed.db"]).code(0).silent();
        shown(&dir, &["index", "new.db", "pages"]);
        assert_eq!(dump(&dir.path("refreshed.db")), dump(&dir.path("new.db")));
    }
}

#[test]
fn files_of_an_older_format_are_known_by_their_place_or_a_text() {
    let old = std::fs::read(common::root().join("tests/stores/v2.sqlite")).unwrap_or_else(|error| panic!("{error}"));
    let pages = |dir: &Dir| {
        for entry in std::fs::read_dir(common::root().join("tests/stores/pages")).into_iter().flatten().flatten() {
            dir.write(&format!("pages/{}", entry.file_name().to_string_lossy()), std::fs::read(entry.path()).unwrap_or_default());
        }
    };
    // A whole path, one with a link in it.
    let dir = Dir::new();
    pages(&dir);
    dir.write("old.db", &old);
    std::os::unix::fs::symlink(dir.path("pages"), dir.path("link")).unwrap_or_else(|error| panic!("{error}"));
    let link = dir.path("link").display().to_string();
    let renamed = sql(&dir.path("old.db"))
        .execute("UPDATE stored_document SET file = ?1 || substr(file, 6), name = iif(name = file, ?1 || substr(name, 6), name)", [&link]);
    assert!(renamed.is_ok_and(|count| count > 0));
    dir.run(&["index", "old.db", "pages"]).code(0).shows("0 new, 5 replaced").silent();
    // A path from some folder: the file that is given by it, if a text is the same.
    let dir = Dir::new();
    pages(&dir);
    let first = std::fs::read_dir(dir.path("pages")).into_iter().flatten().flatten().map(|entry| entry.file_name()).min();
    let first = format!("pages/{}", first.unwrap_or_default().to_string_lossy());
    dir.write("old.db", &old).write(&first, "Peru belt Chili.");
    let ran = dir.run(&["index", "old.db", "pages"]);
    ran.code(0).shows("1 new, 4 replaced").tells("1 file has the name of another file in the store");
    assert!(documents(&dir.path("old.db")).contains(&first));
}

/// Every command says the same of the store as of the files.
fn tells_the_same(dir: &Dir, files: &str, store: &str) {
    for command in COMMANDS {
        let with = |input: &str| -> Ran {
            let words: Vec<&str> = command.iter().map(|word| if *word == "INPUT" { input } else { word }).collect();
            dir.run(&words)
        };
        let (expected, found) = (with(files), with(store));
        found.must(
            found.stdout == expected.stdout && found.stderr == expected.stderr,
            &format!("differs from what {files} tells{expected}"),
        );
    }
}

#[test]
fn every_command_reads_a_store_as_it_reads_the_files() {
    let dir = Dir::new();
    for entry in std::fs::read_dir(common::root().join("seeds")).into_iter().flatten().flatten() {
        let text = std::fs::read(entry.path()).unwrap_or_default();
        dir.write(&format!("in/{}", entry.file_name().to_string_lossy()), text);
    }
    corpus(&dir, 9);
    dir.write("in/undated.txt", "De Amerikaanse president belt met China.\nXi zwijgt.");
    let pages = std::fs::read_dir(dir.path("in")).into_iter().flatten().count();
    let indexed = dir.run(&["index", "pages", "in"]);
    indexed.code(0).silent().shows(&format!("{pages} new, 0 replaced, 0 unchanged")).shows(&format!("now {pages} documents"));
    tells_the_same(&dir, "in", "pages");
    check(&dir.path("pages"));
    assert!(dir.files().iter().all(|file| !file.ends_with("-wal") && !file.ends_with("-shm")), "{:?}", dir.files());
}

#[test]
fn records_come_out_in_the_order_of_their_files() {
    let dir = Dir::new();
    let record = |id: &str, title: &str, body: &str| {
        format!(
            "{{\"id\":{id:?},\"title\":{title:?},\"body\":{body:?},\"date\":\"2026-01-2{}\",\"url\":\"https://news.example/{id}\"}}\n",
            id.len()
        )
    };
    let one = [("z", "Xi belt"), ("a", ""), ("z", "Poetin zwijgt"), ("é", "De EU"), ("z", "Xi belt")];
    let one: String = one.map(|(id, title)| record(id, title, &format!("China praat met Rusland. {title} {id}."))).concat();
    dir.write("in/b.jsonl", &one);
    dir.write("in/a.csv", "id,text\nz,\"Xi belt Poetin.\"\n,Iran zwijgt.\nz,China zwijgt over Rusland.\n");
    dir.write("in/c.txt", "De NAVO praat met China.").write("in/b.jsonl.txt", "Iran praat met China.");
    dir.write("in/page.html", "<html><head><title>Xi belt</title></head><body><article><h1>Xi belt</h1><p>China belt met Rusland over Iran, en zegt dat er meer is.</p></article></body></html>");
    for files in [&["in/c.txt", "in/b.jsonl"][..], &["in/page.html", "in/b.jsonl.txt", "in/a.csv"], &["in"]] {
        shown(&dir, &[&["index", "news.db"], files].concat());
    }
    dir.run(&["index", "news.db", "in"]).code(0).silent().shows("0 new, 0 replaced, 11 unchanged").shows("now 11 documents");
    tells_the_same(&dir, "in", "news.db");
    same_as_from_scratch(&dir);
    let more = record("q", "Iran", "Iran praat.") + &one.replace("Poetin zwijgt", "Poetin belt");
    dir.write("in/b.jsonl", more);
    dir.run(&["index", "news.db", "in"]).code(0).shows("1 new, 5 replaced, 6 unchanged");
    tells_the_same(&dir, "in", "news.db");
    same_as_from_scratch(&dir);
}

#[test]
fn files_that_are_gone_are_told_and_stay() {
    let dir = Dir::new();
    dir.write("in/a.txt", "Rusland zegt ja.").write("in/b.txt", "China zegt nee.").write("inuit/c.txt", "India zegt niets.");
    dir.run(&["index", "news.db", "in", "inuit"]).code(0).silent();
    std::fs::remove_file(dir.path("in/b.txt")).expect("a file to remove");
    std::fs::remove_file(dir.path("inuit/c.txt")).expect("a file to remove");
    let ran = dir.run(&["index", "news.db", "in/"]);
    ran.code(0)
        .shows("now 3 documents")
        .tells("1 file of in/ is no longer there and still in the store: in/b.txt; take out each with --remove");
    assert!(!ran.stderr.contains("inuit"), "{ran}");
    dir.run(&["index", "news.db", "in", "--remove", "in/b.txt"]).code(0).shows("1 removed").silent();
}

#[test]
fn pages_are_added_replaced_skipped_and_removed() {
    let dir = Dir::new();
    dir.write("a.txt", "China belt met Rusland.").write("b.txt", "Iran belt met Rusland.");
    dir.run(&["index", "news.db", "a.txt", "b.txt", "--list"]).code(0).must(true, "").shows("new\ta.txt\nnew\tb.txt\n");
    dir.write("b.txt", "Iran zwijgt over Rusland.");
    let ran = dir.run(&["index", "news.db", "a.txt", "b.txt", "--list"]);
    ran.code(0).tells("note: news.db: 0 new, 1 replaced, 1 unchanged\nnote: now 2 documents, 2 articles and 0 copies of them, ");
    assert_eq!(ran.stdout, "unchanged\ta.txt\nreplaced\tb.txt\n");
    let quiet = dir.run(&["index", "news.db", "a.txt", "--quiet"]);
    quiet.code(0).silent().must(quiet.stdout.is_empty(), "a quiet run tells what it did");
    dir.run(&["together", "Iran", "--in", "news.db"]).code(0).shows("zwijgt");
    let ran = dir.run(&["index", "news.db", "--remove", "b.txt", "--remove", "c.txt"]);
    ran.code(2).shows("1 removed").shows("now 1 document, ").tells("news.db: holds no document \"c.txt\"; `actorgraph read STORE`");
    dir.run(&["together", "Iran", "--in", "news.db"]).code(1);
    dir.run(&["index", "news.db", "gone.txt", "a.txt"]).code(2).tells("gone.txt: cannot be read").shows("1 unchanged");
}

#[test]
fn standard_input_is_put_once_unless_it_has_a_name() {
    let dir = Dir::new();
    let index = |words: &[&str], text: &str| dir.run_with(&[&["index", "news.db", "-"], words].concat(), text.as_bytes());
    index(&[], "Peru en Chili zwijgen.").code(0).shows("1 new");
    index(&[], "Peru en Bolivia zwijgen.").code(2).tells("give these a name of their own with --stdin-name NAME");
    index(&["--stdin-name", "een"], "Peru en Chili praten.").code(0).shows("1 new");
    index(&["--stdin-name", "twee"], "Peru en Brazilië praten.").code(0).shows("1 new");
    index(&["--stdin-name", "twee"], "Peru en Cuba praten.").code(0).shows("1 replaced");
    index(&["--stdin-name", "drie.jsonl"], "{\"text\": \"Peru zwijgt.\"}\n{\"id\": \"a\", \"text\": \"Chili zwijgt.\"}\n")
        .code(0)
        .shows("2 new");
    let documents: Vec<serde_json::Value> = dir.run(&["read", "--texts", "news.db"]).lines();
    let documents: Vec<&str> = documents.iter().filter_map(|text| text["document"].as_str()).collect();
    assert_eq!(documents, ["-", "drie.jsonl:1", "a", "een", "twee"]);
}

#[test]
fn a_file_that_is_indexed_again_replaces_all_that_it_held() {
    type Make<'m> = &'m dyn Fn(&[&str]) -> String;
    let lines = |texts: &[&str]| texts.iter().map(|text| format!("{{\"text\": \"{text}\"}}\n")).collect::<String>();
    let rows = |texts: &[&str]| "text\n".to_owned() + &texts.iter().map(|text| format!("\"{text}\"\n")).collect::<String>();
    let all = ["China belt Iran.", "Peru belt Chili.", "Cuba belt Mexico.", "China belt Rusland.", "Iran belt Irak."];
    let made: [(&str, Make<'_>); 2] = [("in/l.jsonl", &lines), ("in/l.csv", &rows)];
    for (name, make) in made {
        let dir = Dir::new();
        dir.write(name, make(&all)).write("in/a.txt", "Japan belt China.");
        dir.run(&["index", "news.db", "in"]).code(0).shows("6 new");
        dir.write(name, make(&all[..3]));
        dir.run(&["index", "news.db", "in", "--list"]).code(0).shows("removed\tin/l.").must(true, "");
        tells_the_same(&dir, "in", "news.db");
        same_as_from_scratch(&dir);
        // All at once.
        dir.write(name, make(&[]));
        dir.run(&["index", "news.db", name]).code(0).shows("3 removed").shows("now 1 document, ");
        same_as_from_scratch(&dir);
    }
}

#[test]
fn what_a_file_held_stays_where_the_file_cannot_be_read() {
    let dir = Dir::new();
    let line = |text: &str| format!("{{\"text\": \"{text}\"}}\n");
    let whole = line("China belt Iran.") + &line("Peru belt Chili.");
    dir.write("l.jsonl", &whole);
    dir.run(&["index", "news.db", "l.jsonl"]).code(0).shows("2 new");
    let packed = zstd::encode_all(whole.as_bytes(), 0).unwrap_or_else(|error| panic!("{error}"));
    for broken in [&packed[..packed.len() - 3], b"PK\x03\x04\0\0", b"%PDF-1.7\n\0"] {
        dir.write("l.jsonl", broken);
        dir.run(&["index", "news.db", "l.jsonl"]).code(2).shows("now 2 documents");
    }
    dir.write("l.jsonl", &whole);
    dir.run(&["index", "news.db", "l.jsonl", "--text-field", "txt"]).code(2).shows("now 2 documents");
    // A line that is broken costs itself.
    dir.write("l.jsonl", line("China belt Iran.") + "{\"text\": \n");
    dir.run(&["index", "news.db", "l.jsonl"]).code(2).shows("1 unchanged, 1 removed").shows("now 1 document, ");
    // The same name for another format.
    dir.write("l.jsonl", "Peru belt Chili.");
    dir.run(&["index", "news.db", "l.jsonl", "--from", "text"]).code(0).shows("1 new").shows("1 removed").shows("now 1 document, ");
    dir.run(&["index", "news.db", "--remove", "l.jsonl"]).code(0).shows("1 removed").shows("now 0 documents");
}

#[test]
fn two_files_with_the_same_ids_are_told_apart() {
    let dir = Dir::new();
    dir.write("jan.csv", "id,text\n1,China belt Iran.\n2,Peru belt Chili.\n").write("feb.csv", "id,text\n1,China belt Iran dinsdag.\n");
    dir.run(&["index", "news.db", "jan.csv", "feb.csv"]).code(0).shows("3 new");
    dir.run(&["index", "news.db", "jan.csv", "feb.csv", "--ids-with-file"]).code(0).shows("3 new").shows("3 removed");
    dir.run(&["index", "news.db", "--remove", "1"]).code(2).tells("holds no document \"1\"");
    dir.run(&["index", "news.db", "--remove", "jan.csv#1"]).code(0).shows("1 removed").shows("now 2 documents");
    dir.run(&["together", "China", "Iran", "--in", "news.db"]).code(0).shows("feb.csv#1:1: ");
    dir.run(&["index", "news.db", "--remove", "feb.csv"]).code(0).shows("1 removed").shows("now 1 document, ");
}

#[test]
fn a_file_is_one_however_its_path_is_spelt() {
    let dir = Dir::new();
    dir.write("in/a.txt", "China belt Iran.").write("in/b.jsonl", "{\"text\": \"Peru belt Chili.\"}\n");
    let whole = dir.path("in").canonicalize().unwrap_or_else(|error| panic!("{error}")).display().to_string();
    for first in ["in", "./in", whole.as_str()] {
        let store = "news.db";
        dir.run(&["index", store, first]).code(0).shows("2 new");
        let expected = shown(&dir, &["extract", store]);
        for again in ["in", "./in", "in/", "in/../in", &whole] {
            dir.run(&["index", store, again]).code(0).shows("2 unchanged").shows("now 2 documents");
        }
        assert_eq!(shown(&dir, &["extract", store]), expected);
        std::fs::remove_file(dir.path(store)).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn a_file_is_one_from_whatever_folder_it_is_given() {
    let dir = Dir::new();
    dir.write("in/a.txt", "China belt Iran.")
        .write("in/b.jsonl", "{\"text\": \"Peru belt Chili.\"}\n")
        .write("other/c.txt", "Cuba zwijgt.");
    dir.run(&["index", "news.db", "in"]).code(0).shows("2 new");
    let expected = shown(&dir, &["extract", "news.db"]);
    for (folder, given) in [("in", "../in"), ("in", "."), ("other", "../in"), (".", "other/../in")] {
        dir.run_in(folder, &["index", &dir.path("news.db").display().to_string(), given]).code(0).shows("2 unchanged").silent();
    }
    dir.run_in("in", &["index", "../news.db", "a.txt"]).code(0).shows("1 unchanged").shows("now 2 documents");
    assert_eq!(shown(&dir, &["extract", "news.db"]), expected);
    // What has changed is replaced, and what is gone is told, from there too.
    dir.write("in/a.txt", "China belt Irak.");
    dir.run_in("in", &["index", "../news.db", "a.txt"]).code(0).shows("1 replaced").shows("now 2 documents");
    std::fs::remove_file(dir.path("in/a.txt")).expect("a file to remove");
    dir.run_in("other", &["index", "../news.db", "../in"])
        .code(0)
        .tells("1 file of ../in is no longer there and still in the store: in/a.txt;");
    dir.run_in("in", &["index", "../news.db", "--remove", "a.txt"]).code(0).shows("1 removed").shows("now 1 document, ");
    dir.run_in("other", &["index", "../news.db", "--remove", "../in"]).code(0).shows("1 removed").shows("now 0 documents");
    recount_finds_nothing_off(&dir.path("news.db"));
    assert_eq!(rows(&sql(&dir.path("news.db")), "SELECT * FROM stored_file"), [""; 0]);
}

#[test]
fn another_file_of_the_same_name_replaces_nothing() {
    let dir = Dir::new();
    for (folder, text) in [("one", "China belt Iran."), ("two", "Peru belt Chili.")] {
        let record = format!("{{\"id\": \"7\", \"text\": \"{text}\"}}\n{{\"text\": \"{text}\"}}\n");
        dir.write(&format!("{folder}/in/a.txt"), text).write(&format!("{folder}/in/b.jsonl"), record);
    }
    dir.run_in("one", &["index", "../news.db", "in"]).code(0).shows("3 new").silent();
    let whole = dir.path("two/in").canonicalize().unwrap_or_else(|error| panic!("{error}")).display().to_string();
    let told = format!("2 files have the name of another file in the store and are called by a longer one: {whole}/a.txt, {whole}/b.jsonl");
    let ran = dir.run_in("two", &["index", "../news.db", "in"]);
    ran.code(0).shows("3 new, 0 replaced").tells(&told);
    assert!(!ran.stderr.contains("--remove"), "{ran}");
    for folder in ["one", "two"] {
        dir.run_in(folder, &["index", "../news.db", "in"]).code(0).shows("0 new, 0 replaced, 3 unchanged").silent();
    }
    let [first, second] = [format!("{whole}/a.txt"), format!("{whole}/b.jsonl:2")];
    let expected = BTreeSet::from([first.as_str(), "7", &second, "in/a.txt", "in/b.jsonl:2"].map(str::to_owned));
    assert_eq!(documents(&dir.path("news.db")), expected);
    recount_finds_nothing_off(&dir.path("news.db"));
    // Stores that know two files by one name are brought together without loss.
    for folder in ["one", "two"] {
        dir.run_in(folder, &["index", "../part.db", "in/a.txt"]).code(0);
        std::fs::rename(dir.path("part.db"), dir.path(&format!("{folder}.db"))).unwrap_or_else(|error| panic!("{error}"));
    }
    dir.run(&["index", "both.db", "one.db", "two.db"]).code(0).shows("2 new");
    assert_eq!(documents(&dir.path("both.db")), BTreeSet::from([first.as_str(), "in/a.txt"].map(str::to_owned)));
    dir.run(&["index", "both.db", "two.db", "one.db"]).code(0).shows("0 new, 0 replaced, 2 unchanged");
}

#[test]
fn a_folder_that_has_moved_holds_the_same_files() {
    let dir = Dir::new();
    dir.write("one/in/a.txt", "China belt Iran.");
    dir.run_in("one", &["index", "../news.db", "in"]).code(0).shows("1 new");
    std::fs::rename(dir.path("one"), dir.path("two")).unwrap_or_else(|error| panic!("{error}"));
    dir.run_in("two", &["index", "../news.db", "in"]).code(0).shows("1 unchanged").tells("taken for them, moved: in/a.txt stood at ");
    dir.run_in("two", &["index", "../news.db", "in"]).code(0).shows("1 unchanged").silent();
    dir.run(&["index", "news.db", "two/in"]).code(0).shows("1 unchanged").silent();
    // Nothing but the name in common with what is gone: what was read there stays.
    dir.write("three/in/a.txt", "Peru belt Chili.").write("three/in/b.jsonl", "{\"text\": \"Cuba belt Peru.\"}\n");
    dir.write("two/in/b.jsonl", "{\"text\": \"Mali zwijgt.\"}\n{\"text\": \"Togo zwijgt.\"}\n");
    dir.run_in("two", &["index", "../news.db", "in"]).code(0).shows("2 new, 0 replaced, 1 unchanged");
    std::fs::rename(dir.path("two"), dir.path("four")).unwrap_or_else(|error| panic!("{error}"));
    let ran = dir.run_in("three", &["index", "../news.db", "in"]);
    ran.code(0).shows("2 new, 0 replaced, 0 unchanged").tells("2 files have the name of another file in the store");
    // Records that have moved with some of their file.
    dir.write("four/in/b.jsonl", "{\"text\": \"Laos zwijgt.\"}\n{\"text\": \"Togo zwijgt.\"}\n");
    dir.run_in("four", &["index", "../news.db", "in"])
        .code(0)
        .shows("0 new, 1 replaced, 2 unchanged")
        .tells("2 files of the store stand no longer where");
    recount_finds_nothing_off(&dir.path("news.db"));
}

#[test]
fn what_is_to_be_removed_is_the_file_at_hand() {
    let dir = Dir::new();
    dir.write("one/a.txt", "China belt Iran.").write("two/a.txt", "Peru belt Chili.");
    for folder in ["one", "two"] {
        dir.run_in(folder, &["index", "../news.db", "a.txt"]).code(0).shows("1 new");
    }
    dir.run_in("two", &["index", "../news.db", "--remove", "a.txt"]).code(0).shows("1 removed").shows("now 1 document, ");
    assert_eq!(documents(&dir.path("news.db")), BTreeSet::from(["a.txt".to_owned()]));
    dir.run(&["together", "China", "--in", "news.db"]).code(0);
    // No name, and a root of which nothing is named, are no file of the store.
    dir.run(&["index", "news.db", "--remove", ""]).code(2).tells("a value is required for '--remove <DOCUMENT>'");
    dir.run_in("two", &["index", "../news.db", "a.txt"]).code(0).shows("1 new");
    let mut store = open(&dir.path("news.db"));
    assert_eq!(["", "/", "//"].map(|name| done(store.writer(&ANNOTATOR).remove(name))), [0; 3]);
}

#[test]
fn streams_of_one_name_in_two_stores_are_kept_apart() {
    let dir = Dir::new();
    for (store, text) in [("one.db", "China belt Iran."), ("two.db", "Peru belt Chili."), ("same.db", "China belt Iran.")] {
        dir.run_with(&["index", store, "-", "--stdin-name", "g/pipe.txt"], text.as_bytes()).code(0).shows("1 new");
    }
    for again in [false, true] {
        let ran = dir.run(&["index", "both.db", "one.db", "two.db", "same.db"]);
        ran.code(0).shows(if again { "0 new, 0 replaced, 2 unchanged" } else { "2 new, 0 replaced, 0 unchanged" });
    }
    let two = dir.path("two.db").canonicalize().unwrap_or_else(|error| panic!("{error}"));
    let expected = BTreeSet::from(["g/pipe.txt".to_owned(), format!("{}/g/pipe.txt", two.display())]);
    assert_eq!(documents(&dir.path("both.db")), expected);
    dir.write("sub/x", "");
    dir.run_in("sub", &["index", "../both.db", "../two.db"]).code(0).shows("0 new, 0 replaced, 1 unchanged");
    // A stream is not gone because no file has its name.
    dir.write("g/a.txt", "Cuba belt Peru.");
    dir.run(&["index", "both.db", "g"]).code(0).shows("1 new").silent();
    recount_finds_nothing_off(&dir.path("both.db"));
}

#[test]
fn states_of_a_file_in_two_stores_are_all_read() {
    let dir = Dir::new();
    dir.write("a.txt", "China belt Iran.");
    dir.run(&["index", "old.db", "a.txt"]).code(0).shows("1 new");
    dir.write("a.txt", "Peru belt Chili.");
    dir.run(&["index", "new.db", "a.txt"]).code(0).shows("1 new");
    for stores in [["old.db", "new.db"], ["new.db", "old.db"]] {
        for actor in ["China", "Peru"] {
            dir.run(&[&["together", actor, "--in"][..], &stores].concat()).code(0);
        }
    }
}

#[test]
fn a_store_beside_its_folder_or_its_copy_gives_each_page_once() {
    let dir = Dir::new();
    dir.write("in/a.txt", "China belt Iran.").write("in/b.jsonl", "{\"text\": \"Peru belt Chili.\"}\n{\"text\": \"Cuba belt Peru.\"}\n");
    let piped = dir.run_with(&["index", "news.db", "in", "-"], b"Xi belt Poetin.");
    piped.code(0).shows("4 new");
    std::fs::copy(dir.path("news.db"), dir.path("copy.db")).unwrap_or_else(|error| panic!("{error}"));
    for command in [&["graph", "--format", "json"][..], &["extract"], &["relations", "--all", "--format", "json", "--in"]] {
        // The order is that of the inputs' names.
        let with = |inputs: &[&str]| -> Vec<String> {
            let shown = shown(&dir, &[command, inputs].concat());
            let mut lines: Vec<String> = shown.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
            lines.sort_unstable();
            lines
        };
        let expected = with(&["news.db"]);
        for inputs in [&["news.db", "in"][..], &["in", "news.db"], &["news.db", "copy.db"], &["copy.db", "news.db", "in/b.jsonl"]] {
            assert_eq!(with(inputs), expected, "{command:?} {inputs:?}");
        }
    }
    // What has changed since is read from its file.
    dir.write("in/a.txt", "Japan belt Iran.");
    dir.run(&["together", "Japan", "--in", "news.db", "in"]).code(0);
    dir.run(&["together", "China", "--in", "news.db", "in"]).code(1);
}

#[test]
fn no_store_is_made_for_nothing() {
    let dir = Dir::new();
    dir.write("a.pdf", b"%PDF-1.7\n\0").write("in/b.txt", "China belt Iran.");
    let files = dir.files();
    dir.run(&["index", "typo.db", "--remove", "a"]).code(2).tells("typo.db: there is no such store");
    dir.run(&["index", "typo.db", "--refresh"]).code(2).tells("typo.db: there is no such store");
    let ran = dir.run(&["index", "typo.db", "a.pdf", "gone.txt"]);
    ran.code(2).tells("a.pdf:2: holds binary data").tells("gone.txt: cannot be read").tells("typo.db: is not made");
    assert_eq!(dir.files(), files);
    dir.run(&["index", "new.db", "a.pdf", "in"]).code(2).shows("1 new");
    dir.run_with(&["index", "list.db", "--files-from", "-"], b"in\n").code(0).shows("1 new");
    dir.run(&["index", "gone.db", "--files-from", "gone"]).code(2).tells("gone: the list of files cannot be read");
    assert!(!dir.path("gone.db").exists());
}

#[test]
fn other_gazetteers_are_told_and_a_refresh_keeps_them() {
    let dir = Dir::new();
    corpus(&dir, 6);
    dir.write("more.csv", "name,type\nKwibus,thing\n");
    shown(&dir, &["index", "news.db", "in"]);
    let with = ["--gazetteer", "more.csv"];
    let expected = shown(&dir, &["extract", "in", with[0], with[1]]);
    assert!(expected.contains("\"type\":\"thing\""), "{expected}");
    let ran = dir.run(&["extract", "news.db", with[0], with[1]]);
    ran.code(0).tells("news.db: the mentions of 6 documents come from other gazetteers").tells("`actorgraph index news.db --refresh`");
    ran.must(ran.stdout == expected, "the answer is not that of the gazetteers asked for");
    dir.run(&["index", "news.db", "in", with[0], with[1]]).code(0).shows("6 replaced");
    dir.run(&["index", "news.db", "in"]).code(0).shows("6 replaced");
    dir.run(&["index", "news.db", "--refresh", with[0], with[1]]).code(0).silent().shows("6 refreshed");
    let ran = dir.run(&["extract", "news.db", with[0], with[1]]);
    ran.code(0).silent().must(ran.stdout == expected, "a refresh does not find what a new store finds");
    check(&dir.path("news.db"));
    dir.run(&["index", "scratch.db", "in", with[0], with[1]]).code(0);
    assert_eq!(dump(&dir.path("news.db")), dump(&dir.path("scratch.db")));
}

// What can happen

/// The documents of a list that `index --list` wrote.
fn listed(text: &str) -> BTreeSet<String> {
    text.lines().filter_map(|line| line.split_once('\t')).map(|(_, document)| document.to_owned()).collect()
}

fn documents(path: &Path) -> BTreeSet<String> {
    rows(&sql(path), "SELECT document FROM document").into_iter().collect()
}

fn same_as_from_scratch(dir: &Dir) {
    let _ = std::fs::remove_file(dir.path("scratch.db"));
    shown(dir, &["index", "scratch.db", "in"]);
    let (found, wanted) = (dump(&dir.path("news.db")), dump(&dir.path("scratch.db")));
    let differs = found.iter().zip(&wanted).find(|(found, wanted)| found != wanted);
    assert!(found == wanted, "{differs:?} of {} and {} rows", found.len(), wanted.len());
}

/// A run of the program that goes on beside the test.
fn started(dir: &Dir, words: &[&str]) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_actorgraph"));
    command.args(words).current_dir(dir.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_killed_run_loses_nothing_that_it_told_and_the_next_one_goes_on() {
    let dir = Dir::new();
    corpus(&dir, 120);
    let mut kept = BTreeSet::new();
    for lines in [0, 1, 7, 20, 33, 60] {
        let mut child = started(&dir, &["index", "news.db", "in", "--list", "--every", "3"]);
        let mut told = String::new();
        if let Some(out) = child.stdout.take() {
            let mut out = BufReader::new(out);
            while told.lines().count() < lines && out.read_line(&mut told).is_ok_and(|read| read > 0) {}
        }
        child.kill().and_then(|()| child.wait()).unwrap_or_else(|error| panic!("{error}"));
        kept.extend(listed(&told));
        if lines > 0 {
            let there = documents(&dir.path("news.db"));
            assert!(kept.is_subset(&there), "{:?} were told to be kept", kept.difference(&there).collect::<Vec<_>>());
            check(&dir.path("news.db"));
        }
    }
    // At moments that nothing tells, while all is replaced.
    dir.write("more.csv", "name,type\nKwibus,thing\n");
    for (at, milliseconds) in [15, 60, 90, 120, 200, 300].into_iter().enumerate() {
        let words = ["index", "news.db", "in", "--refresh", "--every", ["0", "9"][at % 2], "--gazetteer", "more.csv"];
        let mut child = started(&dir, &words[..if at % 3 == 0 { 6 } else { 8 }]);
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().and_then(|()| child.wait()).unwrap_or_else(|error| panic!("{error}"));
        dir.run(&["read", "news.db"]).code(0);
        check(&dir.path("news.db"));
    }
    dir.run(&["index", "news.db", "in"]).code(0).shows("now 120 documents");
    same_as_from_scratch(&dir);
}

#[cfg(unix)]
#[test]
fn a_full_disk_keeps_what_was_told_and_says_what_to_do() {
    let dir = Dir::new();
    corpus(&dir, 120);
    // The shell's limit stands for a disk: a write beyond it fails.
    let script = "trap '' XFSZ; ulimit -f 1600; exec \"$0\" index news.db in --list --every 5";
    let output = Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_actorgraph")]).current_dir(dir.path("")).output();
    let output = output.unwrap_or_else(|error| panic!("{error}"));
    let (told, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("news.db: there is no room to write") && errors.contains("make room and run the command again"), "{errors}");
    let (told, there) = (listed(&told), documents(&dir.path("news.db")));
    assert!(!told.is_empty() && told.len() < 120 && told.is_subset(&there), "{} told, {} there", told.len(), there.len());
    check(&dir.path("news.db"));
    dir.run(&["index", "news.db", "in"]).code(0).shows(&format!("{} unchanged", there.len()));
    same_as_from_scratch(&dir);
}

#[test]
fn two_programs_that_write_wait_for_each_other() {
    let dir = Dir::new();
    corpus(&dir, 60);
    let (mut evens, mut odds) = (vec!["index", "news.db", "--every", "1"], vec!["index", "news.db", "--every", "2"]);
    let files: Vec<String> = dir.files();
    for (at, file) in files.iter().enumerate() {
        if at % 2 == 0 { &mut evens } else { &mut odds }.push(file);
    }
    let both = [started(&dir, &evens), started(&dir, &odds)];
    for child in both {
        let output = child.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    same_as_from_scratch(&dir);
}

#[test]
fn who_cannot_wait_is_told_and_who_reads_need_not() {
    let dir = Dir::new();
    corpus(&dir, 6);
    shown(&dir, &["index", "news.db", "in/2024-05-01-000.txt", "in/2026-01-27-001.txt"]);
    let before = shown(&dir, &["extract", "news.db"]);
    let writer = sql(&dir.path("news.db"));
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE stored_actor SET name = 'changed'").unwrap_or_else(|error| panic!("{error}"));
    let ran = dir.run(&["index", "news.db", "in", "--wait", "0"]);
    ran.code(2).tells("news.db: another program is writing to it; run the command again when that one is done");
    assert_eq!(shown(&dir, &["extract", "news.db"]), before);
    let waiting = started(&dir, &["index", "news.db", "in"]);
    std::thread::sleep(Duration::from_millis(300));
    writer.execute_batch("ROLLBACK").unwrap_or_else(|error| panic!("{error}"));
    let output = waiting.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    drop(writer);
    same_as_from_scratch(&dir);
}

#[test]
fn a_reader_sees_the_store_as_it_was_when_it_opened_it() {
    let dir = Dir::new();
    let path = dir.path("news.db");
    let mut store = open(&path);
    done(store.put(&annotate("b.txt", "China belt met Rusland."), &ANNOTATOR));
    let reader = done(Store::open_read_only(&path));
    let before = done(reader.totals());
    done(store.put(&annotate("a.txt", "Iran belt met Rusland."), &ANNOTATOR));
    assert_eq!(done(store.remove("b.txt")), 1);
    assert_eq!(done(reader.totals()), before);
    let mut kept = KeptPages::new(reader);
    let names: Vec<String> = done(kept.next(None, usize::MAX)).0.into_iter().map(|kept| kept.into_source().document).collect();
    assert_eq!(names, ["b.txt"]);
    assert_eq!(done(done(Store::open_read_only(&path)).totals()).documents, 1);
}

#[test]
fn what_was_put_and_not_kept_is_gone() {
    let dir = Dir::new();
    let mut store = open(&dir.path("news.db"));
    let mut writer = store.writer(&ANNOTATOR);
    done(writer.put(&annotate("a.txt", "China belt met Rusland.")));
    done(writer.commit());
    done(writer.put(&annotate("b.txt", "Xi belt met Rusland.")));
    drop(writer);
    assert_eq!(done(store.totals()).documents, 1);
    done(store.put(&annotate("b.txt", "Xi belt met Rusland."), &ANNOTATOR));
    assert_eq!(done(store.totals()).documents, 2);
    check(&dir.path("news.db"));
}

#[test]
fn other_files_are_refused_politely() {
    let dir = Dir::new();
    dir.write("text.db", "China belt met Rusland.").write("a.txt", "China belt met Rusland.").write("empty.db", "");
    dir.run(&["index", "text.db", "a.txt"]).code(2).tells("text.db: is no store (it does not begin as an SQLite file does)");
    assert_eq!(dir.read("text.db"), "China belt met Rusland.");
    sql(&dir.path("foreign.db")).execute_batch("CREATE TABLE recipe (name TEXT)").unwrap_or_else(|error| panic!("{error}"));
    for words in [&["index", "foreign.db", "a.txt"][..], &["extract", "foreign.db"], &["together", "--in", "foreign.db"]] {
        dir.run(words).code(2).tells("foreign.db: is an SQLite file of another program, not a store; give the name of a store");
    }
    assert_eq!(rows(&sql(&dir.path("foreign.db")), "SELECT name FROM sqlite_schema"), ["recipe"]);
    shown(&dir, &["index", "empty.db", "a.txt"]);
    shown(&dir, &["index", "newer.db", "a.txt"]);
    sql(&dir.path("newer.db")).execute_batch("PRAGMA user_version = 99").unwrap_or_else(|error| panic!("{error}"));
    for words in [&["index", "newer.db", "a.txt"][..], &["read", "newer.db"]] {
        dir.run(words).code(2).tells("newer.db: is in format 99, and this version knows formats up to").tells("read it with the version");
    }
    let whole = std::fs::read(dir.path("empty.db")).unwrap_or_default();
    let mut broken = whole.clone();
    broken[20_000..80_000].fill(0x5a);
    dir.write("broken.db", &broken).write("short.db", &whole[..whole.len() / 2]);
    for file in ["broken.db", "short.db"] {
        dir.run(&["extract", file]).code(2).tells(&format!("{file}: is damaged (")).tells("put a copy of it back, or index the pages");
        dir.run(&["index", file, "a.txt"]).code(2).tells(&format!("{file}: is damaged ("));
    }
    dir.run(&["index", "no/such/folder.db", "a.txt"]).code(2).tells("no/such/folder.db: cannot be opened").tells("check the path");
    dir.run(&["index", ".", "a.txt"]).code(2).tells(".: cannot be opened (");
}

#[test]
fn the_queries_of_the_documentation_work() {
    let dir = Dir::new();
    corpus(&dir, 9);
    shown(&dir, &["index", "news.db", "in"]);
    let connection = sql(&dir.path("news.db"));
    let text = std::fs::read_to_string(common::root().join("docs/store.md")).unwrap_or_else(|error| panic!("{error}"));
    let examples = text.split("```sql\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_else(|| panic!("no examples"));
    let found: Vec<Vec<String>> = examples.split_inclusive(";\n").map(|query| rows(&connection, query)).collect();
    assert_eq!(found.len(), 5);
    for (example, rows) in examples.split_inclusive(";\n").zip(&found) {
        assert!(!rows.is_empty(), "finds nothing: {example}");
    }
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap_or_default();
    assert!(text.contains(&format!("the format ({version})")), "the documentation tells of another format than {version}");
    for (line, view) in text.lines().filter_map(|line| Some((line, line.strip_prefix("| `")?.split('`').next()?))) {
        let columns = line.split('|').nth(3).unwrap_or("");
        for column in columns.split('`').skip(1).step_by(2) {
            let query = format!("SELECT {column} FROM {view} LIMIT 1");
            assert!(connection.prepare(&query).is_ok(), "{view} has no column {column}");
        }
    }
}
