//! The commands that tell relations, as a user runs them: shapes, filters, exit statuses, and the graph in the programs that read it.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use common::program::{Dir, Ran};
use serde::Deserialize;
use serde_json::Value;

/// A relation as `relations` writes it; no other fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Told {
    actor: String,
    actor_name: String,
    recipient: Option<String>,
    recipient_name: Option<String>,
    reciprocal: bool,
    category: String,
    mode: Option<String>,
    quad: String,
    negated: bool,
    status: String,
    speaker: Option<String>,
    agent: Option<String>,
    trigger: String,
    document: String,
    article: u32,
    sentence: u32,
    line: usize,
    date: Option<String>,
    text: String,
    spans: Vec<Stretch>,
    #[serde(default)]
    copies: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    start: usize,
    end: usize,
    role: String,
}

const PAGE: &str = "Onrust\nMOSKOU (ANP) - Rusland heeft Oekraïne gebombardeerd. Volgens Kyiv heeft de Russische luchtmacht Polen bedreigd. \
                    India en China overlegden woensdag. Zwitserland levert geen munitie aan Oekraïne. Frankrijk zal Servië sancties opleggen. \
                    Belarus ontkent dat het Litouwen heeft aangevallen.\n";

fn dir() -> Dir {
    let dir = Dir::new();
    dir.write("2026-01-27_onrust.txt", PAGE);
    dir
}

fn relations(dir: &Dir, words: &[&str]) -> Vec<Told> {
    let all: Vec<&str> =
        ["relations"].into_iter().chain(words.iter().copied()).chain(["--format", "json", "--in", "2026-01-27_onrust.txt"]).collect();
    dir.run(&all).code(0).json()
}

fn shown(told: &[Told]) -> Vec<String> {
    let line = |one: &Told| format!("{} {} {} {}", one.actor, one.category, one.recipient.as_deref().unwrap_or("-"), one.status);
    told.iter().map(line).collect()
}

#[test]
fn relations_have_the_shape_that_other_programs_read() {
    let told = relations(&dir(), &[]);
    assert_eq!(shown(&told), ["ru ASSAULT ua asserted", "ru THREATEN pl reported", "cn CONSULT in asserted", "fr SANCTION rs future"]);
    let [first, second, third, _] = &told[..] else { panic!("{told:?}") };
    assert_eq!(
        (first.mode.as_deref(), first.quad.as_str(), first.date.as_deref()),
        (Some("aerial"), "material conflict", Some("2026-01-27"))
    );
    assert_eq!((second.speaker.as_deref(), second.agent.as_deref()), (Some("ua"), Some("luchtmacht")));
    assert!(third.reciprocal && third.recipient_name.as_deref() == Some("India"));
    for one in &told {
        let chars: Vec<char> = one.text.chars().collect();
        let cut = |role: &str| {
            let span = one.spans.iter().find(|span| span.role == role).unwrap_or_else(|| panic!("no span of the {role}: {one:?}"));
            chars[span.start..span.end].iter().collect::<String>()
        };
        assert_eq!(cut("trigger"), one.trigger, "{one:?}");
        assert!(PAGE.contains(&cut("actor")) && PAGE.contains(&cut("recipient")), "{one:?}");
    }
}

#[test]
fn filters_choose_by_actor_category_quad_status_and_day() {
    let dir = dir();
    let rows: [(&[&str], &[&str]); 9] = [
        (&["Oekraïne"], &["ru ASSAULT ua asserted"]),
        (&["India", "China"], &["cn CONSULT in asserted"]),
        (&["--actor", "Rusland", "--quad", "verbal conflict"], &["ru THREATEN pl reported"]),
        (&["--recipient", "in"], &["cn CONSULT in asserted"]),
        (&["--category", "sanction,assault"], &["ru ASSAULT ua asserted", "fr SANCTION rs future"]),
        (&["--status", "denied"], &["by ASSAULT lt denied"]),
        (&["--status", "future"], &["fr SANCTION rs future"]),
        (&["--all", "--recipient", "ua"], &["ru ASSAULT ua asserted", "ch AID ua asserted"]),
        (&["--since", "2026-01-27", "--actor", "fr"], &["fr SANCTION rs future"]),
    ];
    for (words, expected) in rows {
        assert_eq!(shown(&relations(&dir, words)), expected, "{words:?}");
    }
    dir.run(&["relations", "--until", "2026-01-26", "--in", "2026-01-27_onrust.txt"]).code(1);
    dir.run(&["relations", "--category", "scold", "--in", "2026-01-27_onrust.txt"]).code(2).tells("SANCTION");
}

#[test]
fn text_and_tables_tell_the_same() {
    let dir = dir();
    let text = dir.run(&["relations", "--format", "text", "--in", "2026-01-27_onrust.txt"]);
    text.code(0)
        .shows("Rusland ASSAULT/aerial → Oekraïne: asserted")
        .shows("[Rusland] heeft [Oekraïne] [gebombardeerd].")
        .tells("note: 2 relations left out: denied, negated or merely possible; --all shows them");
    let table = dir.run(&["relations", "--format", "csv", "--in", "2026-01-27_onrust.txt"]);
    table
        .code(0)
        .shows("date,actor,recipient,category,mode,quad,status,sentence,source,")
        .shows("2026-01-27,ru,ua,ASSAULT,aerial,material conflict,asserted,");
}

#[test]
fn the_order_of_inputs_and_the_number_of_threads_change_nothing() {
    let dir = dir();
    dir.write("b.txt", "China heeft Taiwan bedreigd.").write("c.txt", "Japan steunt Oekraïne.");
    let run = |words: &[&str]| dir.run(words).code(0).stdout.clone();
    let one = run(&["relations", "--jobs", "1", "--in", "b.txt", "c.txt", "2026-01-27_onrust.txt"]);
    assert_eq!(one, run(&["relations", "--jobs", "4", "--in", "2026-01-27_onrust.txt", "c.txt", "b.txt"]));
    assert!(one.contains("\"actor\":\"jp\""), "{one}");
}

#[test]
fn explain_tells_row_frame_and_reason() {
    let dir = dir();
    let ran =
        dir.run(&["explain", "--relations", "--format", "text", "Rusland heeft Oekraïne gebombardeerd. Oekraïne werd gebombardeerd."]);
    ran.code(0)
        .shows("ru ASSAULT/aerial ua asserted")
        .shows("nl/relations.csv:")
        .shows("subject \"Rusland\"")
        .shows("no actor fills a slot for who acts");
}

#[test]
fn explain_tells_what_filled_the_slots_and_what_was_forbidden() {
    let dir = dir();
    let text = "President Xi Jinping bezocht Moskou. Hij bedreigde Taiwan.";
    let ran = dir.run(&["explain", "--relations", "--format", "text", text]);
    ran.code(0).shows("xi-jinping THREATEN tw asserted (actor \"Hij\", recipient \"Taiwan\")");
    let told: Vec<serde_json::Value> = dir.run(&["explain", "--relations", text]).code(0).lines();
    let slots = told.iter().find_map(|row| row.get("slots").filter(|slots| slots["recipient"] == "tw")).expect("one that is made");
    assert_eq!((&slots["actor"], &slots["actor_text"]), (&"xi-jinping".into(), &"Hij".into()), "{told:?}");
    let forbidden = dir.run(&["explain", "--relations", "--format", "text", "Trump zaaide twijfel over artikel 5 van de NAVO."]);
    forbidden.shows("the row forbids: \"twijfel\"");
}

#[test]
fn affiliations_are_kept_apart_from_events() {
    let dir = dir();
    let former = "De verdreven president Bashar al-Assad en de voormalige Duitse bondskanselier Angela Merkel zwegen.";
    dir.write("a.txt", format!("De Russische president Vladimir Poetin belde met EU-buitenlandchef Kaja Kallas. {former}"));
    let ran: Ran = dir.run(&["relations", "--affiliations", "--format", "text", "--date", "2026-01-27", "--in", "a.txt"]);
    ran.code(0).shows("Vladimir Poetin: president of Rusland (text)").shows("Kaja Kallas: buitenlandchef of Europese Unie (text)");
    ran.must(!ran.stdout.contains("CONSULT"), "an event stands among the affiliations");
    ran.must(!ran.stdout.contains("Assad") && !ran.stdout.contains("Merkel"), "who held an office is told to hold it");
}

#[test]
fn a_copy_from_before_the_period_hides_no_affiliation() {
    let dir = dir();
    let text = "De Russische president Vladimir Poetin belde met EU-buitenlandchef Kaja Kallas.";
    dir.write("2026-01-02.txt", text).write("2026-01-27.txt", text);
    let told =
        |since: &str| dir.run(&["relations", "--affiliations", "--format", "csv", "--since", since, "--in", "."]).code(0).stdout.clone();
    assert!(told("2026-01-01").contains("2026-01-02.txt") && !told("2026-01-01").contains("2026-01-27.txt"));
    assert!(told("2026-01-10").contains("2026-01-27.txt"));
}

#[test]
fn a_title_before_an_unknown_name_tells_whom_it_leads() {
    let dir = dir();
    dir.write(
        "a.txt",
        "President Jan Jansen van Suriname bezocht China. De Surinaamse president Kees Wardenaar zweeg. De leider van de NAVO, Hans Worst, \
         zei niets. Premier Ola van der Nordmann van Noorwegen sprak met president Xi Jinping van China. EU-gezant Karel Zwart van der Berg \
         sprak met president Willem Iran.",
    );
    let ran = dir.run(&["suggest", "a.txt"]);
    let rows: Vec<Vec<String>> = csv::Reader::from_reader(ran.code(0).stdout.as_bytes())
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    let told: Vec<[&str; 3]> = rows.iter().map(|row| [row[1].as_str(), &row[4], &row[7]]).collect();
    let expected = [
        ["Hans Worst", "nato", "leider"],
        ["Jan Jansen", "sr", "President"],
        ["Karel Zwart van der Berg", "eu", "EU-gezant"],
        ["Kees Wardenaar", "sr", "president"],
        ["Ola van der Nordmann", "no", "Premier"],
    ];
    assert_eq!(told, expected);
}

#[test]
fn evaluation_counts_and_lists() {
    let dir = dir();
    dir.write(
        "gold.txt",
        "# found\nRusland valt Oekraïne aan.\n---\nru ASSAULT ua asserted\n===\n# missed\nStil.\n---\nru AID ua asserted\n===\n",
    );
    let ran = dir.run(&["evaluate", "--relations", "gold.txt"]);
    let json: serde_json::Value = dir.run(&["evaluate", "--relations", "gold.txt", "--format", "json"]).code(0).json();
    assert_eq!((json["relations"]["precision"].as_f64(), json["relations"]["recall"].as_f64()), (Some(1.0), Some(0.5)), "{json}");
    ran.code(0).shows("2 cases").shows("gold.txt:6: missed: ru AID ua asserted: Stil.");
    dir.write("bad.txt", "# broken\nStil.\n---\nru SCOLD ua asserted\n===\n");
    dir.run(&["evaluate", "--relations", "bad.txt"]).code(2).tells("bad.txt:4: \"SCOLD\" is no category");
    dir.write("unknown.txt", "# found\nRusland valt Oekraïne aan.\n---\nrussia ASSAULT ua reported speaker=kremlin\n===\n");
    let ran = dir.run(&["evaluate", "--relations", "unknown.txt"]);
    ran.code(2)
        .shows("1 case\n")
        .tells("unknown.txt:1: no gazetteer has an actor \"kremlin\"")
        .tells("no gazetteer has an actor \"russia\"");
    dir.write("none.txt", "\n");
    let ran = dir.run(&["evaluate", "--relations", "none.txt"]);
    ran.code(1).must(ran.stdout == "0 cases\n", "a share of nothing is told");
}

#[test]
fn rows_name_sets_of_words_and_ask_for_several() {
    let dir = dir();
    let head = "category,mode,lemma,pos,forms,particle,with,actor,recipient,reciprocal,polarity,unless\n";
    let row = |with: &str, unless: &str| {
        format!("ASSAULT,,plagen,verb,plaag|plaagt|plaagde|plaagden|geplaagd,,{with},subject,object,,,{unless}\n")
    };
    dir.write("own/sets.csv", "set,words\ninsects,muggen|@wasps\nwasps,wespen|boze hoornaars\nfish,haring\n");
    dir.write("own/relations.csv", format!("{head}{}", row("@insects & nachts|overdag", "@fish")));
    dir.write(
        "p.txt",
        "Rusland plaagt Polen nachts met boze hoornaars.\n\nIran plaagt Irak met muggen.\n\nChina plaagt Japan overdag met wespen en haring.\n",
    );
    let told: Vec<Told> = dir.run(&["relations", "--gazetteer", "own", "--format", "json", "--in", "p.txt"]).json();
    assert_eq!(shown(&told), ["ru ASSAULT pl asserted"]);

    dir.write("own/sets.csv", "set,words\ninsects,muggen|@wasps\nwasps,@insects\nfish,haring\nfish,baars\ntwo words,x\nempty,\n");
    let rows = [row("@insects", ""), row("@birds", ""), row("haring &", ""), row("haring", "@fish")];
    dir.write("own/relations.csv", format!("{head}{}", rows.concat()));
    dir.run(&["gazetteer", "check", "--gazetteer", "own"])
        .code(2)
        .shows("sets.csv:2: the set insects holds itself; remove @insects from it, or from a set that it names")
        .shows("sets.csv:5: the set fish stands on line 4 as well; join the two, or rename one")
        .shows("sets.csv:6: \"two words\" is no name of a set; write one word, without @")
        .shows("sets.csv:7: the set empty is no list of words; write words, or names of sets, separated by |")
        .shows("relations.csv:3: @birds is no set of words; add it to sets.csv, or write one of @")
        .shows("relations.csv:4: nothing stands on one side of an &; write words on both sides, or remove the &")
        .shows("relations.csv:5: \"haring\" is asked for and forbidden; remove it from with or from unless");
}

#[test]
fn rows_that_cannot_be_used_are_told_with_their_line() {
    let dir = dir();
    let head = "category,mode,lemma,pos,forms,particle,with,actor,recipient,reciprocal,polarity,unless\n";
    let row = "ASSAULT,,plagen,verb,plaag|plaagt|plaagde|plaagden|geplaagd,,,subject,object,,,\n";
    dir.write("own/relations.csv", format!("{head}{row}{row}SCOLD,,x,noun,x,,,van,aan,,,\nASSAULT,,y,verb,y,,,subject,object,,,\n"));
    let ran = dir.run(&["gazetteer", "check", "--gazetteer", "own"]);
    ran.code(2)
        .shows("relations.csv:3: the row is the same as line 2")
        .shows("relations.csv:4: \"SCOLD\" is no category")
        .shows("relations.csv:5: \"y\" has 1 forms");
    let told: Vec<Told> = {
        dir.write("p.txt", "Rusland plaagt Polen.");
        dir.run(&["relations", "--gazetteer", "own", "--format", "json", "--in", "p.txt"]).json()
    };
    assert_eq!(shown(&told), ["ru ASSAULT pl asserted"]);
}

/// Pages with copies, several days, a recipient that stands for a name, and relations of every status.
fn archive(dir: &Dir) {
    let pages = [
        ("2026-01-10_a", "Rusland heeft Oekraïne gebombardeerd. China en Rusland overlegden. Frankrijk zal Servië sancties opleggen."),
        (
            "2026-01-10_b",
            "De storm trok over zee. Rusland heeft Oekraïne gebombardeerd en Rusland heeft Oekraïne gebombardeerd. Niets dan regen.",
        ),
        (
            "2026-02-11_c",
            "Rusland heeft Oekraïne gebombardeerd. De EU legde Rusland sancties op. Zwitserland levert geen munitie aan Oekraïne.",
        ),
        ("2026-02-12_d", "Volgens Kyiv heeft Rusland Oekraïne gebombardeerd. Het bleef daarna stil in de hele stad en op het platteland."),
        ("2026-02-13_e", "Iran is een land. Israël heeft dat land bedreigd. Duitsland steunt Oekraïne. Rusland en Duitsland zwijgen."),
    ];
    for (name, text) in pages {
        dir.write(&format!("p/{name}.txt"), format!("Bericht {name}\n{text}\n"));
    }
    dir.write("p/2026-02-14_kopie.txt", dir.read("p/2026-02-12_d.txt"));
}

/// What is asked of the graph of relations is a part of it, with the same counts.
#[test]
fn a_graph_of_relations_is_filtered() {
    let dir = Dir::new();
    archive(&dir);
    let edges = |words: &[&str]| -> Vec<(String, Value)> {
        let graph: Value = dir.run(&[&["graph", "p", "--relations", "--format", "json", "--quiet"], words].concat()).code(0).json();
        let edges = graph["edges"].as_array().expect("edges").clone();
        let ends: BTreeSet<_> = edges.iter().flat_map(|edge| [edge["source"].as_str(), edge["target"].as_str()]).collect();
        let nodes: BTreeSet<_> = graph["nodes"].as_array().expect("nodes").iter().map(|node| node["id"].as_str()).collect();
        assert_eq!(nodes, ends, "{words:?}");
        let named = |edge: &Value| ["source", "target", "category"].map(|name| edge[name].as_str().unwrap_or("")).join(" ");
        edges.iter().map(|edge| (named(edge), edge.clone())).collect()
    };
    let all = edges(&[]);
    let names = |edges: &[(String, Value)]| edges.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&all), ["cn ru CONSULT", "de ua SUPPORT", "eu ru SANCTION", "fr rs SANCTION", "il ir THREATEN", "ru ua ASSAULT"]);
    let parts: [(&[&str], &[&str]); 5] = [
        (&["--top", "1"], &["ru ua ASSAULT"]),
        (&["--top", "2"], &["cn ru CONSULT", "ru ua ASSAULT"]),
        (&["--ego", "Oekraïne"], &["de ua SUPPORT", "ru ua ASSAULT"]),
        (&["--min-count", "2"], &["ru ua ASSAULT"]),
        (&["--type", "organization,country", "--ego", "EU"], &["eu ru SANCTION"]),
    ];
    for (words, expected) in parts {
        let part = edges(words);
        assert_eq!(names(&part), expected, "{words:?}");
        assert!(part.iter().all(|(_, edge)| all.iter().any(|(_, whole)| whole == edge)), "{words:?}");
    }
    dir.run(&["graph", "p", "--relations", "--top", "1"]).code(0).tells("note: relations 6 → 1 after --top 1");
    dir.run(&["graph", "p", "--relations", "--type", "organization"]).code(1);
    dir.run(&["graph", "p", "--relations", "--ego", "Atlantis"]).code(2).tells("Atlantis");
    dir.run(&["graph", "p", "--relations", "-o", "r.svg"]).code(2).tells("| dot -Tsvg");
}

/// Sentences and articles by what one actor does to another, as `ru>ua ASSAULT asserted`, from what `relations` lists.
fn naive(dir: &Dir, words: &[&str]) -> BTreeMap<String, (u64, u64)> {
    let mut places: BTreeMap<String, BTreeSet<(String, u32, u32)>> = BTreeMap::new();
    for one in dir.run(&[&["relations", "--format", "json"], words].concat()).json::<Vec<Told>>() {
        let Some(recipient) = one.recipient else { continue };
        let kind = format!("{}>{recipient} {}/{:?} {} {}", one.actor, one.category, one.mode, one.status, one.reciprocal);
        places.entry(kind).or_default().insert((one.document, one.article, one.sentence));
    }
    let articles = |told: &BTreeSet<(String, u32, u32)>| told.iter().map(|place| (&place.0, place.1)).collect::<BTreeSet<_>>().len();
    places.into_iter().map(|(kind, told)| (kind, (told.len() as u64, articles(&told) as u64))).collect()
}

/// The same from the edges of a graph in JSON.
fn on_edges(graph: &Value) -> BTreeMap<String, (u64, u64)> {
    let mut all = BTreeMap::new();
    for edge in graph["edges"].as_array().expect("edges") {
        let ends = BTreeSet::from([edge["source"].as_str(), edge["target"].as_str()]);
        for one in edge["relations"].as_array().expect("a list of relations") {
            let text = |name: &str| one[name].as_str().map(str::to_owned);
            assert_eq!(ends, BTreeSet::from([one["actor"].as_str(), one["recipient"].as_str()]), "{edge}");
            let (actor, recipient, category, status) = (text("actor"), text("recipient"), text("category"), text("status"));
            let [actor, recipient, category, status] = [actor, recipient, category, status].map(|text| text.expect("a text"));
            let kind = format!("{actor}>{recipient} {category}/{:?} {status} {}", text("mode"), one["reciprocal"]);
            let counts = (one["sentences"].as_u64().expect("a count"), one["articles"].as_u64().expect("a count"));
            assert!(all.insert(kind, counts).is_none(), "{one} stands twice");
        }
    }
    all
}

#[test]
fn edges_carry_the_relations_that_a_list_of_them_adds_up_to() {
    let dir = dir();
    archive(&dir);
    let seeds = common::root().join("seeds").display().to_string();
    for (input, rest) in [("p", &["--duplicates", "keep"][..]), ("p", &[]), (&seeds, &["--duplicates", "keep"])] {
        for days in [&[][..], &["--since", "2026-01-11", "--until", "2026-02-12"]] {
            let graph = dir.run(&[&["graph", input, "--format", "json"], rest, days].concat()).json::<Value>();
            let expected = naive(&dir, &[&["--in", input], rest, days].concat());
            let found = on_edges(&graph);
            let pairs: BTreeSet<(&str, &str)> = graph["edges"]
                .as_array()
                .expect("edges")
                .iter()
                .flat_map(|edge| {
                    let (a, b) = (edge["source"].as_str().expect("an id"), edge["target"].as_str().expect("an id"));
                    [(a, b), (b, a)]
                })
                .collect();
            let has_edge =
                |kind: &String| kind.split_once(' ').and_then(|(ends, _)| ends.split_once('>')).is_some_and(|ends| pairs.contains(&ends));
            let (with_edge, apart): (BTreeMap<_, _>, BTreeMap<_, _>) = expected.into_iter().partition(|(kind, _)| has_edge(kind));
            assert_eq!(found, with_edge);
            assert!(input != "p" || !days.is_empty() || apart.keys().any(|kind| kind.starts_with("il>ir THREATEN")), "{apart:?}");
        }
    }
}

#[test]
fn a_copy_tells_nothing_new_and_a_sentence_tells_once() {
    let dir = dir();
    archive(&dir);
    let graph = dir.run(&["graph", "p", "--format", "json"]);
    graph.code(0).tells("1 kind of relation between actors who share no sentence that counts");
    // Who asks for a way from one actor to another has no use for that.
    let path = dir.run(&["path", "Rusland", "China", "--in", "."]);
    path.must(!path.stderr.contains("kind of relation"), "what a graph lacks is told");
    let told = on_edges(&graph.json());
    let count = |kind: &str| told.get(kind).copied();
    assert_eq!(count("ru>ua ASSAULT/Some(\"aerial\") asserted false"), Some((3, 3)), "{told:?}");
    assert_eq!(count("ru>ua ASSAULT/Some(\"aerial\") reported false"), Some((1, 1)), "{told:?}");
    assert_eq!(count("fr>rs SANCTION/None future false"), Some((1, 1)), "{told:?}");
    assert!(!told.keys().any(|kind| kind.contains("denied")), "{told:?}");
    let edges = graph.json::<Value>()["edges"].clone();
    let edge = edges.as_array().into_iter().flatten().find(|edge| edge["source"] == "ru" && edge["target"] == "ua");
    let first = &edge.expect("an edge")["relations"][0];
    assert_eq!(
        (&first["first"], &first["last"], &first["quad"]),
        (&"2026-01-10".into(), &"2026-02-11".into(), &"material conflict".into())
    );
    assert_eq!(first["evidence"].as_array().map(Vec::len), Some(3));

    for words in [&["--no-relations"][..], &["--since", "2026-03-01"]] {
        let graph = dir.run(&[&["graph", "p", "--format", "json"], words].concat()).json::<Value>();
        assert!(on_edges(&graph).is_empty());
        assert_eq!(graph["graph"]["options"]["no-relations"] == "true", words[0] == "--no-relations", "{graph}");
    }
    let months = dir.run(&["graph", "p", "--slice", "month", "-o", "net.json"]);
    months.code(0);
    let february = on_edges(&serde_json::from_str(&dir.read("net-2026-02.json")).expect("JSON"));
    assert_eq!(february.get("ru>ua ASSAULT/Some(\"aerial\") asserted false"), Some(&(1, 1)), "{february:?}");
    // Pictures carry none, so that none are looked for.
    let bad = "category,mode,lemma,pos,forms,particle,with,actor,recipient,reciprocal,polarity,unless\nSCOLD,,x,noun,x,,,van,aan,,,\n";
    dir.write("own/relations.csv", bad);
    dir.run(&["graph", "p", "--gazetteer", "own", "-o", "net.dot"]).code(0);
    dir.run(&["graph", "p", "--gazetteer", "own", "-o", "net.json"]).code(2).tells("SCOLD");
}

#[test]
fn a_planted_relation_is_found_in_every_format() {
    let dir = dir();
    archive(&dir);
    for file in ["net.json", "net.cyjs", "net.gexf", "net.graphml", "net.csv"] {
        dir.run(&["graph", "p", "--evidence", "all", "--quiet", "-o", file]).code(0);
        dir.run(&["verify", file]).code(0).shows(": all right");
    }
    let quad = "\"quad\":\"material conflict\",\"status\":\"asserted\",\"reciprocal\":false,\"sentences\":3,\"articles\":3";
    let wrong = quad.replace("\"sentences\":3", "\"sentences\":2");
    let escaped = |text: &str| text.replace('"', "\\\"");
    let entities = |text: &str| text.replace('"', "&quot;");
    let plants = [
        ("net.json", quad.to_owned(), wrong.clone(), "sentences is 2, and its evidence makes 3"),
        ("net.json", quad.to_owned(), quad.replace("\"articles\":3", "\"articles\":4"), "articles is 4, and its evidence makes 3"),
        ("net.json", quad.to_owned(), quad.replace("material", "verbal"), "is of no kind that there is in the quad verbal conflict"),
        (
            "net.json",
            "\"actor\":\"ru\",\"recipient\":\"ua\"".to_owned(),
            "\"actor\":\"by\",\"recipient\":\"ua\"".to_owned(),
            "is not between",
        ),
        ("net.json", "\"trigger\":\"gebombardeerd\"".to_owned(), "\"trigger\":\"gekust\"".to_owned(), "does not hold \"gekust\""),
        (
            "net.json",
            "\"status\":\"asserted\",\"reciprocal\":false,\"sentences\":3".to_owned(),
            "\"status\":\"denied\",\"reciprocal\":false,\"sentences\":3".to_owned(),
            "a status that does not count",
        ),
        ("net.cyjs", escaped(quad), escaped(&wrong), "sentences is 2"),
        ("net.cyjs", "ru>ua ASSAULT/aerial 3".to_owned(), "ru>ua ASSAULT/aerial 4".to_owned(), "relations is ru>ua ASSAULT/aerial 4"),
        ("net.gexf", entities(quad), entities(&wrong), "sentences is 2"),
        ("net.gexf", "ru&gt;ua ASSAULT/aerial 3".to_owned(), "ru&gt;ua ASSAULT/aerial 1".to_owned(), "relations is ru>ua ASSAULT/aerial 1"),
        ("net.graphml", "ASSAULT/aerial reported 1".to_owned(), "ASSAULT/aerial reported 2".to_owned(), "reported 2"),
        ("net-edges.csv", "ru>ua ASSAULT/aerial 3".to_owned(), "ru>ua ASSAULT/aerial 5".to_owned(), "relations is ru>ua ASSAULT/aerial 5"),
        (
            "net-relations.csv",
            "ru--ua,ru,ua,ru,ua,false,ASSAULT,aerial,material conflict,asserted,p/2026-01-10_b.txt,0,2,".to_owned(),
            "ru--ua,ru,ua,ru,ua,false,ASSAULT,aerial,material conflict,asserted,p/2026-01-10_a.txt,0,1,".to_owned(),
            "stands twice",
        ),
    ];
    for (file, old, new, told) in plants {
        let text = dir.read(file);
        let at = text.find(&old).unwrap_or_else(|| panic!("{file} does not hold {old}:\n{text}"));
        dir.write(file, format!("{}{new}{}", &text[..at], &text[at + old.len()..]));
        dir.run(&["verify", file]).code(2).shows("ru – ua: ").shows(told);
        dir.write(file, text);
        dir.run(&["verify", file]).code(0);
    }
    for file in ["part.json", "part.graphml"] {
        dir.run(&["graph", "p", "--evidence", "all", "--quiet", "-o", file]).code(0);
        let (counts, less) =
            if file == "part.json" { (quad.to_owned(), wrong.replace(":2", ":9")) } else { (escaped(quad), String::new()) };
        if !less.is_empty() {
            dir.write(file, dir.read(file).replacen(&counts, &less, 1));
            dir.run(&["verify", file]).code(2).tells("holds 3 of 9 sentences");
        }
    }
    std::fs::remove_file(dir.path("net-relations.csv")).expect("the table is there");
    dir.run(&["verify", "net-edges.csv"]).code(2).tells("net-relations.csv cannot be read");
}

#[test]
fn answers_about_links_tell_the_relations() {
    let dir = dir();
    archive(&dir);
    let pair = dir.run(&["together", "Rusland", "Oekraïne", "--in", "p"]);
    pair.code(0).shows("\n  Rusland → Oekraïne ASSAULT/aerial 3; Rusland → Oekraïne ASSAULT/aerial reported 1\n");
    dir.run(&["together", "--in", "p"]).code(0).shows("\n  Europese Unie → Rusland SANCTION 1\n").shows("\n  China ↔ Rusland CONSULT 1\n");
    let told = dir.run(&["together", "ru", "--in", "p", "--format", "json"]).json::<Value>();
    assert_eq!(told[0]["relations"][0]["sentences"], 3, "{told}");
    assert_eq!(told[0]["relations"][0]["evidence"].as_array().map(Vec::len), Some(3));
    dir.run(&["together", "ru", "--in", "p", "--format", "csv"]).code(0).shows(",ru>ua ASSAULT/aerial 3|ru>ua ASSAULT/aerial reported 1\n");
    for words in [&["--no-relations"][..], &["--containing", "gebombardeerd"]] {
        let ran = dir.run(&[&["together", "ru", "--in", "p"], words].concat());
        ran.code(0).must(!ran.stdout.contains("ASSAULT"), "relations are told");
    }

    let way = dir.run(&["path", "Duitsland", "eu", "--in", "p"]);
    way.code(0).shows("weight 1\n  Europese Unie → Rusland SANCTION 1\n  p/2026-02-11_c.txt:2: De [EU] legde [Rusland] sancties op.\n");
    let way = dir.run(&["path", "de", "eu", "--in", "p", "--format", "json"]).json::<Value>();
    let step = way["strongest"]["steps"].as_array().and_then(|steps| steps.last()).expect("a step");
    assert_eq!((&step["relations"][0]["category"], &step["relations"][0]["evidence"][0]["trigger"]), (&"SANCTION".into(), &"legde".into()));

    let changes = ["changes", "--in", "p", "--before", "2026-02", "--after", "2026-02"];
    let text = dir.run(&changes);
    text.code(0)
        .shows("new: Europese Unie – Rusland: 0 → 1 article,")
        .shows(
            "\n  new: Europese Unie → Rusland SANCTION: 0 → 1 article\n    p/2026-02-11_c.txt:2: De [EU] [legde] [Rusland] sancties op.\n",
        )
        .shows("\n  gone: China ↔ Rusland CONSULT: 1 → 0 articles\n    p/2026-01-10_a.txt:2: ")
        .shows("\n  weaker: Rusland → Oekraïne ASSAULT/aerial: 2 → 2 articles\n");
    let found = dir.run(&[&changes[..], &["--format", "json"]].concat()).json::<Value>();
    let of = |one: &str, other: &str| {
        let is_it = |change: &&Value| change["actors"][0]["id"] == one && change["actors"][1]["id"] == other;
        found["changes"].as_array().expect("changes").iter().find(is_it).expect("a change")["relations"].clone()
    };
    let attack = &of("ru", "ua")[0];
    assert_eq!(
        (&attack["change"], &attack["before"]["articles"], &attack["before"]["sentences"]),
        (&"weaker".into(), &2.into(), &2.into())
    );
    assert_eq!((&attack["after"]["articles"], &attack["after"]["sentences"]), (&2.into(), &2.into()), "one asserted and one reported");
    assert_eq!(attack["evidence"][0]["document"], "p/2026-01-10_a.txt");
    assert!((attack["ratio"].as_f64().expect("a ratio") - 2.0 / 3.0).abs() < 1e-9, "{attack}");
    let table = dir.run(&[&changes[..], &["--format", "csv"]].concat());
    table.code(0).shows(",document,line,text,relations\n").shows(",new eu>ru SANCTION 0→1\n").shows(",weaker ru>ua ASSAULT/aerial 2→2\n");
}

#[test]
fn the_graph_of_relations_is_read_as_a_directed_multigraph() {
    let dir = dir();
    dir.write("2026-01-28_b.txt", "Rusland heeft Oekraïne gebombardeerd. Rusland heeft Oekraïne \"gewaarschuwd\" & <bedreigd>.");
    for ending in ["dot", "csv", "gexf", "graphml", "json", "cyjs"] {
        dir.run(&["graph", "--relations", "2026-01-27_onrust.txt", "2026-01-28_b.txt", "-o", &format!("r.{ending}")]).code(0);
    }
    dir.run(&["graph", "--relations", "2026-01-27_onrust.txt", "-o", "r.svg"])
        .code(2)
        .tells("svg has no arrows from one actor to another")
        .tells("leave --relations out");
    dir.run(&["graph", "a.txt", "--relations", "--format", "neo4j"])
        .code(2)
        .tells("neo4j has the relations as relationships of their own beside the pairs, without --relations");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python");
    let python = if own.exists() { own } else { "python3".into() };
    let script = "import csv, json, networkx as nx\n\
                  graphs = [nx.read_graphml('r.graphml'), nx.read_gexf('r.gexf'), nx.node_link_graph(json.load(open('r.json')), edges='edges')]\n\
                  cyjs = json.load(open('r.cyjs'))['elements']\n\
                  rows = list(csv.DictReader(open('r.csv')))\n\
                  for g in graphs:\n\
                  \x20   assert g.is_directed() and g.is_multigraph(), g\n\
                  \x20   found = sorted((a, b, d.get('category'), d.get('sentences')) for a, b, d in g.edges(data=True))\n\
                  \x20   assert ('ru', 'ua', 'ASSAULT', 2) in found, found\n\
                  \x20   assert len(found) == len(rows) == len(cyjs['edges']), (found, rows)\n\
                  assert [r['Source'] for r in rows if r['Category'] == 'CONSULT'] == ['cn']\n\
                  attack = [r for r in rows if r['Category'] == 'ASSAULT'][0]\n\
                  assert (attack['Kind'], attack['Id'], attack['Evidence'].count(' | ')) == ('ASSAULT/aerial', 'ru--ua--ASSAULT/aerial', 1), attack\n\
                  assert all(g.graph['options'] == {} for g in graphs[2:]) and 'actorgraph' in graphs[0].graph['manifest']\n\
                  ids = [e['data']['id'] for e in cyjs['nodes'] + cyjs['edges']]\n\
                  assert len(ids) == len(set(ids)) and all(isinstance(v, (str, int, bool)) for e in cyjs['edges'] for v in e['data'].values())\n\
                  for g in graphs[:2]:\n\
                  \x20   told = [json.loads(d['evidence']) for a, b, d in g.edges(data=True) if d['category'] == 'ASSAULT']\n\
                  \x20   assert [len(t) for t in told] == [2] and told[0][0]['trigger'] == 'gebombardeerd', told\n";
    let done = Command::new(python).args(["-c", script]).current_dir(dir.path("")).output();
    let done = done.unwrap_or_else(|error| panic!("Python with networkx is needed: {error}"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let drawn = Command::new("dot").args(["-Tsvg", "-o"]).arg(dir.path("r-dot.svg")).arg(dir.path("r.dot")).output();
    let drawn = drawn.unwrap_or_else(|error| panic!("Graphviz is needed: {error}"));
    assert!(drawn.status.success() && drawn.stderr.is_empty(), "{}", String::from_utf8_lossy(&drawn.stderr));
}

/// Graphviz would put actors on ranks from top to bottom, as many side by side as do nothing to each other.
#[test]
fn a_picture_of_many_relations_is_no_strip() {
    let dir = Dir::new();
    let countries =
        ["Peru", "Chili", "Cuba", "Iran", "Irak", "Syrië", "Japan", "India", "China", "Egypte", "Libië", "Tsjaad", "Mali", "Niger"];
    let pairs = countries.chunks(2).map(|pair| format!("{} heeft {} gebombardeerd. {} praat met Rusland.", pair[0], pair[1], pair[0]));
    dir.write("a.txt", format!("Onrust\n\n{}\n", pairs.collect::<Vec<_>>().join("\n\n")));
    dir.run(&["graph", "--relations", "a.txt", "-o", "r.dot"]).code(0);
    let drawn = Command::new("dot").args(["-Tplain"]).arg(dir.path("r.dot")).output();
    let drawn = drawn.unwrap_or_else(|error| panic!("Graphviz is needed: {error}"));
    let plain = String::from_utf8_lossy(&drawn.stdout).into_owned();
    let sides: Vec<f64> = plain.split_whitespace().skip(2).take(2).filter_map(|side| side.parse().ok()).collect();
    assert!(plain.matches("\nnode ").count() > 10 && sides.len() == 2, "{plain}");
    assert!(sides[0] < 4.0 * sides[1] && sides[1] < 4.0 * sides[0], "{sides:?}: {plain}");
}

#[test]
fn copies_of_an_article_tell_their_relations_once() {
    let dir = Dir::new();
    let story = "Rusland heeft maandag de sancties van de Europese Unie tegen Belarus scherp veroordeeld, zo meldt het Kremlin in een lange verklaring.";
    for name in ["b/1.txt", "b/2.txt", "a/3.txt"] {
        dir.write(name, story);
    }
    dir.write("a/4.txt", "China heeft Taiwan bedreigd.");
    let ask = |options: &[&str]| dir.run(&[&["relations", "Rusland", "--in", "a", "b"], options].concat());
    let merged: Vec<Value> = serde_json::from_str(&ask(&["--format", "json"]).code(0).stdout).unwrap();
    let kept: Vec<Value> = serde_json::from_str(&ask(&["--format", "json", "--duplicates", "keep"]).code(0).stdout).unwrap();
    assert_eq!(kept.len(), 3 * merged.len());
    assert!(kept.iter().all(|relation| relation.get("copies").is_none()));
    for relation in &merged {
        assert_eq!(relation["document"], "a/3.txt");
        assert_eq!(relation["copies"], serde_json::json!([{"document": "b/1.txt", "article": 0}, {"document": "b/2.txt", "article": 0}]));
    }
    ask(&["--format", "text"]).code(0).shows("(and in 2 copies)");
    let table = ask(&["--format", "csv"]);
    table.code(0).must(table.stdout.lines().skip(1).all(|row| row.ends_with(",2")), "a row does not tell its copies");
    // A store tells the same.
    dir.run(&["index", "news.db", "b"]).code(0);
    dir.run(&["index", "news.db", "a"]).code(0);
    let stored = dir.run(&["relations", "Rusland", "--in", "news.db", "--format", "json"]);
    stored.must(stored.stdout == ask(&["--format", "json"]).stdout, "a store tells something else");
}
