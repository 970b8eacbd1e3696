//! The network as the program answers for it: filters, slices of time, changes, ways, and numbers that are counted again.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::program::Dir;
use serde_json::Value;

fn json(dir: &Dir, words: &[&str]) -> Value {
    dir.run(words).json()
}

fn edges(graph: &Value) -> Vec<(String, String)> {
    let name = |edge: &Value, end: &str| edge[end].as_str().unwrap().to_owned();
    graph["edges"].as_array().unwrap().iter().map(|edge| (name(edge, "source"), name(edge, "target"))).collect()
}

fn nodes(graph: &Value) -> Vec<&str> {
    graph["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect()
}

/// Pages in which some pairs are frequent, some rare, and two groups hang together by one pair.
fn news(dir: &Dir) {
    let days = ["2026-01-05", "2026-01-06", "2026-01-14", "2026-02-03", "2026-02-28", "2026-03-01"];
    let sentences = [
        "China en Rusland oefenen samen op zee.",
        "De Russische president spreekt met China.",
        "Rusland bestookt Oekraïne met drones.",
        "Oekraïne vraagt de NAVO om hulp.",
        "Iran en Irak praten over de grens.",
        "Irak en Syrië sluiten een akkoord.",
        "Israël waarschuwt Iran.",
        "Syrië en Turkije openen de grens.",
        "Turkije blijft lid van de NAVO.",
        "Cuba en Peru tekenen een verdrag.",
    ];
    for (at, day) in days.iter().enumerate() {
        let some: Vec<String> = sentences
            .iter()
            .enumerate()
            .filter(|(number, _)| number < &2 || (at * 7 + number * 5) % 4 < 2)
            .map(|(number, sentence)| format!("{sentence} Pagina {at}, bericht {number}."))
            .collect();
        dir.write(&format!("p/{day}.txt"), format!("Het nieuws van {day}\n{}\n", some.join(" ")));
    }
}

/// Actors that appear with no other are ranked, and do not thin out the measures of the rest.
#[test]
fn actors_have_the_measures_that_they_have_in_the_graph() {
    let dir = Dir::new();
    news(&dir);
    dir.write("p/alleen.txt", "Chili\n\nChili zwijgt.\n\nBrazilië zwijgt ook.\n\nJapan zwijgt niet.\n");
    for options in [&[][..], &["--weight", "npmi"], &["--type", "country"]] {
        let graph = json(&dir, &[&["graph", "p", "--format", "json"], options].concat());
        let ranked = json(&dir, &[&["actors", "--in", "p", "--format", "json"], options].concat());
        let ranked = ranked.as_array().unwrap();
        let mut linked = 0;
        for actor in ranked {
            let node = graph["nodes"].as_array().unwrap().iter().find(|node| node["id"] == actor["id"]);
            for measure in ["betweenness", "pagerank"] {
                let [here, there] = [Some(actor), node].map(|of| of.map_or(0.0, |of| of[measure].as_f64().unwrap()));
                assert!((here - there).abs() < 1e-4, "{measure} of {}: {here} and {there}", actor["id"]);
            }
            if let Some(node) = node {
                linked += 1;
                for measure in ["core", "community", "community_name", "degree", "mentions"] {
                    assert_eq!(actor[measure], node[measure], "{measure} of {}", actor["id"]);
                }
            }
        }
        assert_eq!(linked, graph["nodes"].as_array().unwrap().len());
        assert_eq!(ranked.len(), linked + 3, "{options:?}");
    }
}

#[test]
fn every_filter_keeps_what_it_promises() {
    let dir = Dir::new();
    news(&dir);
    let graph = |words: &[&str]| json(&dir, &[&["graph", "p", "--format", "json"], words].concat());
    let all = graph(&[]);
    let all_edges = all["edges"].as_array().unwrap();
    let count = |edge: &Value, name: &str| edge[name].as_f64().unwrap();

    let frequent = graph(&["--min-count", "3"]);
    let wanted: Vec<&Value> = all_edges.iter().filter(|edge| count(edge, "sentences") >= 3.0).collect();
    assert!(!wanted.is_empty() && wanted.len() < all_edges.len());
    assert_eq!(frequent["edges"].as_array().unwrap().iter().collect::<Vec<_>>(), wanted);

    // Every step from Rusland leads further.
    let near = |depth: &str| nodes(&graph(&["--ego", "Rusland", "--depth", depth])).into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let mut reached = BTreeSet::from(["ru".to_owned()]);
    for depth in ["1", "2", "3", "9"] {
        let steps = if depth == "9" { 9 } else { 1 };
        for _ in 0..steps {
            let next: Vec<String> =
                edges(&all).into_iter().filter(|(a, b)| reached.contains(a) || reached.contains(b)).flat_map(|(a, b)| [a, b]).collect();
            reached.extend(next);
        }
        assert_eq!(near(depth), reached, "{depth} steps");
    }
    assert!(!reached.contains("cu"));

    // The disparity filter, by its formula.
    let mut ends: BTreeMap<String, (i32, f64)> = BTreeMap::new();
    for (edge, (a, b)) in all_edges.iter().zip(edges(&all)) {
        for end in [a, b] {
            let (degree, strength) = ends.entry(end).or_default();
            (*degree, *strength) = (*degree + 1, *strength + count(edge, "weight"));
        }
    }
    let stays = |edge: &Value, end: &String| {
        let (degree, strength) = ends[end];
        degree > 1 && (1.0 - count(edge, "weight") / strength).powi(degree - 1) < 0.35
    };
    let wanted: Vec<(String, String)> =
        all_edges.iter().zip(edges(&all)).filter(|(edge, (a, b))| stays(edge, a) || stays(edge, b)).map(|(_, ends)| ends).collect();
    assert!(!wanted.is_empty() && wanted.len() < all_edges.len());
    assert_eq!(edges(&graph(&["--backbone", "0.35"])), wanted);

    // Significance: G² of 1 degree of freedom, Holm over all pairs of the named actors.
    let actors = graph(&["--isolates"])["nodes"].as_array().unwrap().len();
    let tests = actors * (actors - 1) / 2;
    let mut tested: Vec<(f64, (String, String))> = all_edges
        .iter()
        .zip(edges(&all))
        .filter(|(edge, _)| count(edge, "npmi") > 0.0)
        .map(|(edge, ends)| (actorgraph::chi_square_p(count(edge, "llr")), ends))
        .collect();
    tested.sort_by(|a, b| a.0.total_cmp(&b.0));
    let passes = |(rank, (p, _)): &(usize, &(f64, (String, String)))| p * (tests - rank) as f64 <= 0.05;
    let wanted: BTreeSet<(String, String)> = tested.iter().enumerate().take_while(passes).map(|(_, (_, ends))| ends.clone()).collect();
    assert!(!wanted.is_empty() && wanted.len() < all_edges.len());
    let significant = dir.run(&["graph", "p", "--format", "json", "--significance", "0.05"]);
    assert_eq!(edges(&significant.json::<Value>()).into_iter().collect::<BTreeSet<_>>(), wanted);
    significant.tells(&format!("pairs {} → {} after --significance 0.05, corrected for {tests} pairs", all_edges.len(), wanted.len()));

    // Only what the kinds of mention say.
    let offices = dir.run(&["graph", "p", "--format", "json", "--kind", "office,name"]);
    offices.tells("after --kind office,name");
    assert!(!nodes(&offices.json::<Value>()).contains(&"nato") || nodes(&all).contains(&"nato"));
    let names = graph(&["--kind", "name"]);
    assert!(nodes(&names).contains(&"cn") && !nodes(&names).contains(&"vladimir-putin") && nodes(&all).contains(&"vladimir-putin"));
    assert_eq!(names["graph"]["options"]["kind"], "name");
    for (words, told) in [
        (&["--kind", "naam"][..], "name, short, acronym"),
        (&["--significance", "2"], "0.05"),
        (&["--backbone", "0"], "0.05"),
        (&["--depth", "2"], "--ego"),
    ] {
        dir.run(&[&["graph", "p"], words].concat()).code(2).tells(told);
    }
}

#[test]
fn every_filter_tells_its_effect() {
    let dir = Dir::new();
    news(&dir);
    let all = ["--since", "2026-01-06", "--until", "2026-02-28", "--kind", "name,acronym", "--type", "country", "--no-affiliations"];
    let more = ["--min-count", "1", "--min-weight", "1", "--backbone", "1", "--ego", "ru", "--depth", "3", "--top", "2", "--isolates"];
    let ran = dir.run(&[&["graph", "p", "--significance", "1", "--format", "json"], &all[..], &more[..]].concat());
    ran.code(0).tells("articles 6 → 4 after --since 2026-01-06 --until 2026-02-28");
    let effects = ran.stderr.lines().filter(|line| !line.ends_with("graph --relations has them"));
    let told: Vec<&str> = effects.map(|line| line.split(" after ").nth(1).unwrap().split([' ', ',']).next().unwrap()).collect();
    let order = ["--since", "--kind", "--type", "--no-affiliations", "--significance", "--min-count", "--min-weight", "--backbone"];
    assert_eq!(told, [&order[..], &["--ego", "--top", "--isolates"]].concat());
    let options = &ran.json::<Value>()["graph"]["options"];
    for name in ["since", "until", "kind", "type", "significance", "min-count", "min-weight", "backbone", "ego", "depth", "top", "isolates"]
    {
        assert!(options[name].is_string(), "{name} is not in the manifest: {options}");
    }
}

#[test]
fn each_slice_is_as_if_it_were_read_alone() {
    let dir = Dir::new();
    news(&dir);
    dir.write("p/zonder.txt", "Cuba en Peru praten.\n");
    let ran = dir.run(&["graph", "p", "--slice", "month", "-o", "net.json"]);
    ran.code(0).tells("1 article without a date belongs to no slice").tells("3 slices: 2026-01, 2026-02, 2026-03");
    for (label, since, until) in
        [("2026-01", "2026-01-01", "2026-01-31"), ("2026-02", "2026-02-01", "2026-02-28"), ("2026-03", "2026-03-01", "2026-03-31")]
    {
        let slice: Value = serde_json::from_str(&dir.read(&format!("net-{label}.json"))).unwrap();
        let alone = json(&dir, &["graph", "p", "--format", "json", "--since", since, "--until", until]);
        assert_eq!((&slice["nodes"], &slice["edges"]), (&alone["nodes"], &alone["edges"]), "{label}");
        assert_eq!(
            (&slice["graph"]["counts"]["windows"], &slice["graph"]["options"]["slice"]),
            (&alone["graph"]["counts"]["windows"], &Value::from(label))
        );
    }
    dir.run(&["graph", "p", "--slice", "week", "-o", "week.csv", "--quiet"]).code(0).silent();
    let files = dir.files();
    assert!(
        files.contains(&"week-2026-W02-nodes.csv".to_owned()) && files.contains(&"week-2026-W03-manifest.json".to_owned()),
        "{files:?}"
    );
    dir.run(&["graph", "p", "--slice", "month"]).code(2).tells("give -o NAME.ENDING");
    dir.run(&["graph", "p", "--slice", "eeuw"]).code(2).tells("month");
}

#[test]
fn gexf_that_changes_with_time_is_sound() {
    let dir = Dir::new();
    news(&dir);
    for slice in ["day", "week", "month", "year"] {
        dir.run(&["graph", "p", "--slice", slice, "--isolates", "-o", &format!("{slice}.gexf")]).code(0);
        dir.run(&["graph", "p", "--slice", slice, "-o", &format!("{slice}.json")]).code(0);
    }
    dir.run(&["graph", "p", "-o", "static.gexf"]).code(0);
    common::python::script("dynamic.py", &dir.path(""), "every spell is sound");
}

#[test]
fn ways_are_the_strongest_and_the_shortest() {
    let dir = Dir::new();
    // Iran – Irak – Syrië is strong; Iran – Syrië is one weak step.
    let strong = "Iran en Irak praten. ".repeat(4) + &"Irak en Syrië tekenen. ".repeat(4);
    dir.write(
        "a.txt",
        format!(
            "{strong}In Genève liet Iran na lang beraad weten dat het met Syrië wil praten. Cuba en Peru zwijgen. {}\n",
            "De kat slaapt. ".repeat(9)
        ),
    )
    .write("b.txt", "Iran en, zo zeggen zij die het weten kunnen, ook Irak.\n");
    let found = json(&dir, &["path", "Iran", "Syrië", "--in", "a.txt", "b.txt", "--format", "json"]);
    let steps = |kind: &str| -> Vec<(String, String)> {
        let name = |step: &Value, end: &str| step[end]["id"].as_str().unwrap().to_owned();
        found[kind]["steps"].as_array().unwrap().iter().map(|step| (name(step, "from"), name(step, "to"))).collect()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(steps("strongest"), [pair("ir", "iq"), pair("iq", "sy")]);
    assert_eq!(steps("shortest"), [pair("ir", "sy")]);
    assert_eq!((found["strongest"]["distance"].as_f64(), found["shortest"]["distance"].as_f64()), (Some(0.2 + 0.25), Some(1.0)));
    let first = &found["strongest"]["steps"][0];
    assert_eq!((&first["sentences"], &first["articles"], &first["evidence_total"]), (&5.into(), &2.into(), &5.into()));
    assert_eq!(first["evidence"]["text"], "Iran en Irak praten.");
    let text = dir.run(&["path", "Iran", "Syrië", "--in", "a.txt", "b.txt"]);
    text.code(0)
        .shows("Strongest: 2 steps, distance 0.45\n")
        .shows("Shortest: 1 step, distance 1\n")
        .shows("  a.txt:1: [Iran] en [Irak] praten.");
    let same = dir.run(&["path", "Iran", "Irak", "--in", "a.txt"]);
    same.code(0).shows("Strongest and shortest: 1 step").must(!same.stdout.contains("\nShortest"), "one way is told twice");
    // A way by NPMI leads over links that are there more often than by chance.
    dir.run(&["path", "Iran", "Syrië", "--in", "a.txt", "--weight", "npmi", "--format", "json"]).code(0);
    let none = dir.run(&["path", "Iran", "Cuba", "--in", "a.txt"]);
    none.code(1).tells("no links lead from Iran to Cuba").must(none.stdout.is_empty(), "there is an answer");
    assert_eq!(dir.run(&["path", "Iran", "Cuba", "--in", "a.txt", "--format", "json"]).code(1).json::<Value>(), Value::Null);
    dir.run(&["path", "Iran", "ir", "--in", "a.txt"]).code(2).tells("one and the same actor");
    dir.run(&["path", "Iran", "Irann", "--in", "a.txt"]).code(2).tells("did you mean");
}

#[test]
fn changes_compare_shares_of_articles() {
    let dir = Dir::new();
    let page = |day: &str, number: usize, text: &str| {
        dir.write(&format!("p/{day}_{number}.txt"), format!("{text} Bericht {number} van {day}.\n"));
    };
    // 20 articles before, 40 after; what is in one in ten stays what it was.
    for number in 0..20 {
        page(
            "2026-01-10",
            number,
            ["Cuba en Peru praten.", "China en Rusland oefenen samen.", "Iran en Irak praten."][(number % 10).min(2)],
        );
    }
    for number in 0..40 {
        page(
            "2026-02-10",
            number,
            ["Cuba en Peru praten.", "China en Rusland oefenen samen.", "Japan en Noord-Korea praten."]
                [(number % 10).min(2) * usize::from(number % 20 != 3)],
        );
    }
    let found = json(&dir, &["changes", "--in", "p", "--before", "2026-02", "--after", "2026-02", "--format", "json"]);
    assert_eq!((&found["before"]["articles"], &found["after"]["articles"], &found["tests"]), (&20.into(), &40.into(), &4.into()));
    assert_eq!((&found["before"]["until"], &found["after"]["since"]), (&"2026-01-31".into(), &"2026-02-01".into()));
    let changes = found["changes"].as_array().unwrap();
    let told: Vec<(&str, &str, u64, u64)> = changes
        .iter()
        .map(|change| {
            let articles = |period: &str| change[period]["articles"].as_u64().unwrap();
            (change["change"].as_str().unwrap(), change["actors"][0]["id"].as_str().unwrap(), articles("before"), articles("after"))
        })
        .collect();
    assert_eq!(told, [("gone", "iq", 16, 0), ("new", "jp", 0, 30), ("stronger", "cu", 2, 6)]);
    assert_eq!(changes[2]["ratio"].as_f64().map(|ratio| (ratio * 1e9).round() / 1e9), Some(1.5));
    assert!(changes[1]["ratio"].is_null() && changes[0]["ratio"] == 0.0);
    let p = |at: usize, name: &str| changes[at][name].as_f64().unwrap();
    assert!(p(0, "p") < 1e-9 && (p(0, "p_corrected") / p(0, "p") - 4.0).abs() < 1e-9, "{changes:?}");
    assert!((p(1, "p_corrected") / p(1, "p") - 3.0).abs() < 1e-9 && p(2, "p") > 0.05 && p(2, "p_corrected") > p(2, "p"));
    // 2 of 20 and 6 of 40, as scipy's chi2_contingency has it.
    assert!((p(2, "llr") - 0.300_890).abs() < 1e-6 && (p(2, "p") - 0.583_325).abs() < 1e-6, "{changes:?}");
    assert!(
        changes[1]["evidence"][0]["document"].as_str().unwrap().contains("2026-02")
            && changes[0]["evidence"][0]["document"].as_str().unwrap().contains("2026-01")
    );

    let sure = |words: &[&str]| json(&dir, &[&["changes", "--in", "p", "--format", "json", "--significance", "0.01"], words].concat());
    let by_range = sure(&["--before", "2026-01..2026-01", "--after", "2026-02-01..2026-02-28"]);
    assert_eq!(by_range["changes"].as_array().unwrap().len(), 2);
    let only = sure(&["--before", "2026-02-01", "--after", "2026-02-01", "--only", "gone"]);
    assert_eq!(only["changes"].as_array().unwrap().len(), 1);
    let text = dir.run(&["changes", "--in", "p", "--before", "2026-02", "--after", "2026-02"]);
    text.code(0).shows("Before (..2026-01-31): 20 articles").shows("new: Japan – Noord-Korea: 0 → 30 articles, 0 → 30 sentences, G² ");
    text.shows("share × 1.5, ").shows("corrected p below 0.001\n  p/2026-02-10_");
    let table = dir.run(&["changes", "--in", "p", "--before", "2026-02", "--after", "2026-02", "--format", "csv"]);
    table.code(0).shows("change,source,target,").shows("\nnew,jp,kp,Japan,Noord-Korea,0,30,0,30,0,0.75,,");
    for (words, told) in [
        (["--before", "2026-03", "--after", "2026-02"], "must end before"),
        (["--before", "gisteren", "--after", "2026-02"], "2026-01-27"),
        (["--before", "2026-02..2026-01", "--after", "2026-03"], "no day is left"),
        (["--before", "2026-01", "--after", "..2026-02"], "no beginning"),
    ] {
        dir.run(&[&["changes", "--in", "p"][..], &words].concat()).code(2).tells(told);
    }
    dir.run(&["changes", "--in", "p", "--before", "2020", "--after", "2026-02"])
        .code(0)
        .tells("no article stands in the period of --before");
}

#[test]
fn words_narrow_what_counts() {
    let dir = Dir::new();
    let text = "De zon schijnt. China dreigt met sancties tegen Rusland. Het regent. China en Rusland praten. Rusland vreest de Sanctie van China niet. De maan.";
    dir.write("a.txt", format!("{text}\n"));
    let answer = |words: &[&str]| json(&dir, &[&["together", "cn", "ru", "--in", "a.txt", "--format", "json"], words].concat());
    assert_eq!(answer(&[])[0]["sentences"], 3);
    let some = answer(&["--containing", "sanctie*"]);
    assert_eq!((&some[0]["sentences"], &some[0]["npmi"], &some[0]["expected"]), (&2.into(), &1.0.into(), &2.0.into()));
    assert_eq!(answer(&["--containing", "SANCTIE"])[0]["sentences"], 1);
    assert_eq!(answer(&["--containing", "tegen sancties"])[0]["sentences"], 1);
    dir.run(&["together", "cn", "ru", "--in", "a.txt", "--containing", "vrede"]).code(1);
    dir.run(&["together", "--in", "a.txt", "--containing", "sanctie*"]).code(0).shows("China – Rusland: 2 sentences");
    dir.run(&["together", "--in", "a.txt", "--containing", " - "]).code(2).tells("one or more words");
    // Nearer than six tokens, and with the words in the same tokens.
    assert_eq!(answer(&["--window", "tokens:3"])[0]["sentences"], 1);
    assert_eq!(answer(&["--window", "tokens:6", "--containing", "sancties"])[0]["sentences"], 2, "both sentences reach six tokens around");

    let around = answer(&["--containing", "sancties", "--context", "1"]);
    let evidence = &around[0]["evidence"][0];
    assert_eq!((&evidence["before"], &evidence["after"]), (&"De zon schijnt.".into(), &"Het regent.".into()));
    let shown = dir.run(&["together", "cn", "ru", "--in", "a.txt", "--containing", "sancties", "--context", "2"]);
    shown.code(0).shows("a.txt:1: De zon schijnt. [China] dreigt met sancties tegen [Rusland]. Het regent. China en Rusland praten.\n");
    assert!(answer(&[])[0]["evidence"][0].get("before").is_none());
    let by_npmi = json(&dir, &["together", "--in", "a.txt", "--weight", "npmi", "--format", "json"]);
    assert_eq!(by_npmi[0]["weight"], by_npmi[0]["npmi"]);
}

/// Graphs with all their evidence in every format that can be recounted, and what `verify` is called with.
fn written(dir: &Dir, words: &[&str]) -> Vec<String> {
    let files = ["net.json", "links.json", "net.gexf", "net.graphml", "net.cyjs", "net.csv"];
    for file in files {
        let key = if file == "links.json" { "links" } else { "edges" };
        dir.run(&[&["graph", "p", "--evidence", "all", "--quiet", "--edges-key", key, "-o", file], words].concat()).code(0);
    }
    files.map(str::to_owned).to_vec()
}

#[test]
fn every_number_is_counted_again() {
    let dir = Dir::new();
    news(&dir);
    dir.write("p/kopie.txt", dir.read("p/2026-02-03.txt"));
    dir.write("p/raar.txt", "=Rusland, 'China' | \"Cuba\" \\ en +Peru.\n\n'=China en \u{1} Rusland\u{b} praten.\n");
    for words in [
        &[][..],
        &["--window", "sentences:3"],
        &["--window", "tokens:12"],
        &["--window", "article", "--weight", "npmi"],
        &["--window", "paragraph", "--weight", "llr", "--min-count", "2"],
        &["--weight", "jaccard", "--ego", "cn", "--isolates"],
        &["--weight", "expected", "--kind", "name"],
        &["--weight", "articles_raw", "--ambiguous", "keep"],
    ] {
        for file in written(&dir, words) {
            let ran = dir.run(&["verify", &file]);
            ran.code(0).silent().shows(": all right\n").must(!ran.stdout.contains(" 0 numbers"), "nothing was counted");
        }
    }
    dir.run(&["graph", "p", "--evidence", "all", "--slice", "month", "--quiet", "-o", "time.gexf"]).code(0);
    dir.run(&["verify", "time.gexf"]).code(0);
    let tables = dir.run(&["verify", "net-nodes.csv", "net-edges.csv", "net-evidence.csv", "net-manifest.json", "net.csv"]);
    assert_eq!(tables.code(0).stdout.lines().count(), 1, "the tables of a graph are counted once");
    dir.run(&["verify", "--quiet", "net.json"]).code(0).silent().must(true, "");
}

#[test]
fn a_planted_number_is_found_in_every_format() {
    let dir = Dir::new();
    news(&dir);
    written(&dir, &["--duplicates", "keep"]);
    let edge = "cn – ru: ";
    // Each plant changes one number of one edge in a file; the fault must name the edge and the number.
    let plants: [(&str, &str, &str, &str); 14] = [
        (
            "net.json",
            "\"source\":\"cn\",\"target\":\"ru\",\"weight\":12",
            "\"source\":\"cn\",\"target\":\"ru\",\"weight\":13",
            "weight is 13",
        ),
        ("net.json", "\"weight\":12,\"sentences\":12", "\"weight\":12,\"sentences\":5", "sentences is 5, and its evidence make 12"),
        ("links.json", "\"weight\":12,\"sentences\":12,\"articles\":6", "\"weight\":12,\"sentences\":12,\"articles\":5", "articles is 5"),
        (
            "net.json",
            "China en Rusland oefenen samen op zee.\",\"spans\":[{\"start\":0,\"end\":5,\"actor\"",
            "China en Rusland oefenen samen op zee.\",\"spans\":[{\"start\":5,\"end\":5,\"actor\"",
            "does not name cn",
        ),
        (
            "net.json",
            "\"first\":\"2026-01-05\",\"last\":\"2026-03-01\",\"affiliation\":false,\"evidence_total\":12",
            "\"first\":\"2026-01-06\",\"last\":\"2026-03-01\",\"affiliation\":false,\"evidence_total\":12",
            "first is 2026-01-06",
        ),
        ("net.cyjs", "\"weight\":12,\"sentences\":12", "\"weight\":12,\"sentences\":8", "sentences is 8"),
        (
            "net.cyjs",
            "\\\"sentence\\\":1,\\\"line\\\":2,\\\"date\\\":\\\"2026-01-05\\\",\\\"text\\\":\\\"China en Rusland",
            "\\\"sentence\\\":1,\\\"line\\\":2,\\\"windows\\\":3,\\\"date\\\":\\\"2026-01-05\\\",\\\"text\\\":\\\"China en Rusland",
            "its evidence make 14",
        ),
        ("net.gexf", "source=\"cn\" target=\"ru\" weight=\"12\"", "source=\"cn\" target=\"ru\" weight=\"60\"", "weight is 60"),
        (
            "net.gexf",
            "<attvalue for=\"evidence_total\" value=\"12\"/>",
            "<attvalue for=\"evidence_total\" value=\"5\"/>",
            "evidence_total is 5",
        ),
        ("net.graphml", "<data key=\"e_sentences\">12</data>", "<data key=\"e_sentences\">4</data>", "sentences is 4"),
        ("net.graphml", "<data key=\"e_articles_raw\">6</data>", "<data key=\"e_articles_raw\">9</data>", "articles_raw is 9"),
        (
            "net-edges.csv",
            "cn,ru,Undirected,cn--ru,China – Rusland,12,12,6",
            "cn,ru,Undirected,cn--ru,China – Rusland,12,3,6",
            "sentences is 3",
        ),
        ("net-evidence.csv", "cn--ru,cn,ru,p/2026-01-05.txt,0,", "cn--ru,cn,ru,p/2026-01-06.txt,0,", "stands twice in its evidence"),
        ("net-nodes.csv", "ru,Rusland,country,", "ro,Rusland,country,", "one of its actors is missing"),
    ];
    for (file, old, new, told) in plants {
        let text = dir.read(file);
        let at = text.find(old).unwrap_or_else(|| panic!("{file} does not hold {old}:\n{}", &text[..text.len().min(6000)]));
        dir.write(file, format!("{}{new}{}", &text[..at], &text[at + old.len()..]));
        let ran = dir.run(&["verify", file]);
        ran.code(2).shows(edge).shows(told).tells("off");
        dir.write(file, text);
        dir.run(&["verify", file]).code(0);
    }
    // Measures that follow from several numbers, and those of actors.
    for (name, told) in [("npmi", edge), ("llr", edge), ("cosine", edge), ("degree", "cn: degree is"), ("strength", "cn: strength is")] {
        let mut graph: Value = serde_json::from_str(&dir.read("net.json")).unwrap();
        let list = if told == edge { "edges" } else { "nodes" };
        let is_it = |item: &&mut Value| item["id"] == "cn" || (item["source"] == "cn" && item["target"] == "ru");
        let item = graph[list].as_array_mut().unwrap().iter_mut().find(is_it).unwrap();
        item[name] = (item[name].as_f64().unwrap() + 0.0002 + f64::from(u8::from(list == "nodes"))).into();
        dir.write("planted.json", graph.to_string());
        dir.run(&["verify", "planted.json", "net.json"]).code(2).shows(told).shows("net.json: ").tells("planted.json: ");
    }
}

/// News with two events of several statuses and days, one of them mutual, one article a copy.
fn events(dir: &Dir) {
    dir.write("e/2026-03-01.txt", "China bedreigt Taiwan.\n\nVolgens Rusland bedreigt China Taiwan. Poetin belde met Xi Jinping.\n");
    dir.write("e/2026-03-04.txt", "Kiev meldt brand\n\nChina bedreigt Taiwan opnieuw. Rusland bombardeerde Oekraïne.\n");
    dir.write("e/2026-03-05.txt", "China bedreigt Taiwan.\n\nVolgens Rusland bedreigt China Taiwan. Poetin belde met Xi Jinping.\n");
}

#[test]
fn a_graph_of_relations_is_counted_again() {
    let dir = Dir::new();
    events(&dir);
    let files = ["rel.json", "rel.gexf", "rel.graphml", "rel.cyjs"];
    for file in files {
        dir.run(&["graph", "e", "--relations", "--evidence", "all", "--quiet", "-o", file]).code(0);
        dir.run(&["verify", file]).code(0).silent().shows("3 edges").shows(": all right\n");
    }
    let threat = "cn → tw THREATEN: ";
    let plants: [(&str, &str, &str, &str); 12] = [
        ("rel.json", "\"sentences\":3", "\"sentences\":2", "cn → tw THREATEN: sentences is 2, and its evidence make 3"),
        ("rel.json", "\"asserted\":2", "\"asserted\":3", "asserted is 3, and its evidence make 2"),
        (
            "rel.json",
            "\"first\":\"2026-03-01\",\"last\":\"2026-03-04\"",
            "\"first\":\"2026-03-01\",\"last\":\"2026-03-05\"",
            "last is 2026-03-05",
        ),
        (
            "rel.json",
            "\"category\":\"THREATEN\",\"mode\":null,\"quad\":\"verbal",
            "\"category\":\"THREATEN\",\"mode\":null,\"quad\":\"material",
            "no kind",
        ),
        ("rel.json", "\"status\":\"reported\"", "\"status\":\"denied\"", "a status that does not count"),
        ("rel.json", "\"end\":14,\"role\":\"trigger\"", "\"end\":13,\"role\":\"trigger\"", "has no trigger at its span"),
        ("rel.cyjs", "\\\"end\\\":5,\\\"role\\\":\\\"actor", "\\\"end\\\":0,\\\"role\\\":\\\"actor", "has no actor at its span"),
        ("rel.json", "\"id\":\"tw\"", "\"id\":\"th\"", "there is no actor tw"),
        ("rel.gexf", "target=\"tw\" weight=\"3\"", "target=\"tw\" weight=\"4\"", "weight is 4"),
        ("rel.graphml", "<data key=\"e_articles\">2</data>", "<data key=\"e_articles\">1</data>", "articles is 1"),
        ("rel.cyjs", "\"asserted\":2", "\"asserted\":1", "asserted is 1"),
        ("rel.json", "\"acts\":3", "\"acts\":4", "cn: acts is 4, and its edges make 3"),
    ];
    for (file, old, new, told) in plants {
        let text = dir.read(file);
        let at = text.rfind(old).unwrap_or_else(|| panic!("{file} does not hold {old}:\n{}", &text[..text.len().min(6000)]));
        dir.write("planted.txt", format!("{}{new}{}", &text[..at], &text[at + old.len()..]));
        dir.run(&["verify", "planted.txt", file]).code(2).shows(told).shows(&format!("{file}: ")).tells("planted.txt: ");
    }
    let mut graph: Value = serde_json::from_str(&dir.read("rel.json")).unwrap();
    let edges = graph["edges"].as_array_mut().unwrap();
    edges.push(edges[0].clone());
    dir.write("twice.json", graph.to_string());
    dir.run(&["verify", "twice.json"]).code(2).shows(threat).shows("stands twice");
    // A call between two, told from both ends.
    let mut graph: Value = serde_json::from_str(&dir.read("rel.json")).unwrap();
    let edges = graph["edges"].as_array_mut().unwrap();
    let mut call = edges.iter().find(|edge| edge["reciprocal"] == true).cloned().unwrap();
    (call["source"], call["target"]) = (call["target"].clone(), call["source"].clone());
    edges.push(call);
    dir.write("ends.json", graph.to_string());
    dir.run(&["verify", "ends.json"]).code(2).shows("xi-jinping ↔ vladimir-putin CONSULT/phone: stands twice");
    dir.run(&["graph", "e", "--relations", "--evidence", "1", "--quiet", "-o", "part.json"]).code(0);
    dir.run(&["verify", "part.json"]).code(2).tells("cn → tw THREATEN holds 1 of 3 sentences").tells("--evidence all");
    dir.run(&["graph", "e", "--relations", "--evidence", "all", "--quiet", "-o", "rel.csv"]).code(0);
    dir.run(&["verify", "rel.csv"]).code(2).tells("rel.csv: its sentences are without their places");
}

#[test]
fn what_cannot_be_recounted_is_refused() {
    let dir = Dir::new();
    news(&dir);
    for file in ["part.json", "part.gexf", "part.graphml", "part.cyjs", "part.csv"] {
        dir.run(&["graph", "p", "--evidence", "1", "--duplicates", "keep", "--quiet", "-o", file]).code(0);
        dir.run(&["verify", file]).code(2).tells("holds 1 of 12 sentences").tells("--evidence all");
    }
    dir.run(&["graph", "p", "--evidence", "all", "--quiet", "-o", "net.dot"]).code(0);
    dir.run(&["verify", "net.dot"]).code(2).tells("give json, gexf");
    dir.run(&["verify", "weg.json"]).code(2).tells("weg.json: cannot be read");
    dir.write("leeg.json", "{}").write("half.gexf", "<gexf><graph><edges><edge source=\"a\"").write("vreemd.gexf", "<gexf><graph/></gexf>");
    dir.run(&["verify", "leeg.json"]).code(2).tells("missing field");
    dir.run(&["verify", "half.gexf"]).code(2).tells("half.gexf: ");
    dir.run(&["verify", "vreemd.gexf"]).code(2).tells("no manifest");
    std::fs::remove_file(dir.path("part-evidence.csv")).unwrap();
    dir.run(&["verify", "part-nodes.csv"]).code(2).tells("part-evidence.csv cannot be read");
}

#[test]
fn a_text_of_pages_is_shortened_to_what_stands_around_the_names() {
    let dir = Dir::new();
    let filler = "en dan nog een é woord ".repeat(900);
    dir.write("p/a.txt", format!("Eerst China {filler} Rusland, China en {filler} Iran {filler} slot.\n"));
    let graph = json(&dir, &["graph", "p", "--format", "json", "--evidence", "all"]);
    let texts: Vec<(&str, &Value)> = graph["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| (edge["evidence"][0]["text"].as_str().unwrap(), &edge["evidence"][0]))
        .collect();
    assert_eq!(texts.len(), 3);
    for (text, evidence) in texts {
        assert!(text.len() < 2_000 && text.starts_with("… ") && text.ends_with(" …") && evidence["shortened"] == true, "{text}");
        let mut named = BTreeSet::new();
        for span in evidence["spans"].as_array().unwrap() {
            let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
            let name: String = text.chars().skip(start).take(end - start).collect();
            assert!(["China", "Rusland", "Iran"].contains(&name.as_str()), "{name} in {text}");
            named.insert(span["actor"].as_str().unwrap().to_owned());
        }
        assert_eq!(named.len(), 2);
    }
    for file in written(&dir, &[]) {
        dir.run(&["verify", &file]).code(0);
    }
    // The two that stand side by side are shown so, without the first China.
    let near = graph["edges"].as_array().unwrap().iter().find(|edge| edge["source"] == "cn" && edge["target"] == "ru").unwrap();
    assert!(near["evidence"][0]["text"].as_str().unwrap().contains("woord  Rusland, China en en dan"));
}
