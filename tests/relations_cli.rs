//! The commands that tell relations, as a user runs them: shapes, filters, exit statuses, and the graph in the programs that read it.

mod common;

use std::path::Path;
use std::process::Command;

use common::program::{Dir, Ran};
use serde::Deserialize;

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
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    start: usize,
    end: usize,
    role: String,
}

const PAGE: &str = "Onrust\nMOSKOU (ANP) - Rusland heeft Oekraïne gebombardeerd. Volgens Kyiv heeft de Russische luchtmacht Polen bedreigd. \
                    India en China overlegden woensdag. Zwitserland levert geen munitie aan Oekraïne. Frankrijk zal Servië sancties opleggen.\n";

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
        (&["--status", "denied"], &["ch AID ua denied"]),
        (&["--status", "future"], &["fr SANCTION rs future"]),
        (&["--all", "--recipient", "ua"], &["ru ASSAULT ua asserted", "ch AID ua denied"]),
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
        .tells("note: 1 relation left out: denied, negated or merely possible; --all shows them");
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
fn affiliations_are_kept_apart_from_events() {
    let dir = dir();
    dir.write("a.txt", "De Russische president Vladimir Poetin belde met EU-buitenlandchef Kaja Kallas.");
    let ran: Ran = dir.run(&["relations", "--affiliations", "--format", "text", "--date", "2026-01-27", "--in", "a.txt"]);
    ran.code(0).shows("Vladimir Poetin: president of Rusland (text)").shows("Kaja Kallas: buitenlandchef of Europese Unie (text)");
    ran.must(!ran.stdout.contains("CONSULT"), "an event stands among the affiliations");
}

#[test]
fn evaluation_counts_and_lists() {
    let dir = dir();
    dir.write(
        "gold.txt",
        "# found\nRusland valt Oekraïne aan.\n---\nru ASSAULT ua asserted\n===\n# missed\nStil.\n---\nru AID ua asserted\n===\n",
    );
    let ran = dir.run(&["evaluate", "--relations", "gold.txt"]);
    ran.code(0).shows("2 cases").shows("gold.txt:6: missed: ru AID ua asserted: Stil.");
    dir.write("bad.txt", "# broken\nStil.\n---\nru SCOLD ua asserted\n===\n");
    dir.run(&["evaluate", "--relations", "bad.txt"]).code(2).tells("bad.txt:4: \"SCOLD\" is no category");
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

#[test]
fn the_graph_of_relations_is_read_as_a_directed_multigraph() {
    let dir = dir();
    dir.write("2026-01-28_b.txt", "Rusland heeft Oekraïne gebombardeerd. Rusland heeft Oekraïne \"gewaarschuwd\" & <bedreigd>.");
    for ending in ["dot", "csv", "gexf", "graphml", "json", "cyjs"] {
        dir.run(&["graph", "--relations", "2026-01-27_onrust.txt", "2026-01-28_b.txt", "-o", &format!("r.{ending}")]).code(0);
    }
    dir.run(&["graph", "--relations", "2026-01-27_onrust.txt", "-o", "r.svg"]).code(2).tells("holds no relations");
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
                  assert [r['Source'] for r in rows if r['Category'] == 'CONSULT'] == ['cn']\n";
    let done = Command::new(python).args(["-c", script]).current_dir(dir.path("")).output();
    let done = done.unwrap_or_else(|error| panic!("Python with networkx is needed: {error}"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let drawn = Command::new("dot").args(["-Tsvg", "-o"]).arg(dir.path("r-dot.svg")).arg(dir.path("r.dot")).output();
    let drawn = drawn.unwrap_or_else(|error| panic!("Graphviz is needed: {error}"));
    assert!(drawn.status.success() && drawn.stderr.is_empty(), "{}", String::from_utf8_lossy(&drawn.stderr));
}
