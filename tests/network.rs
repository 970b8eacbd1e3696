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
    let told: Vec<&str> = ran.stderr.lines().map(|line| line.split(" after ").nth(1).unwrap().split([' ', ',']).next().unwrap()).collect();
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
    ran.code(0).tells("1 articles without a date belong to no slice").tells("3 slices: 2026-01, 2026-02, 2026-03");
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
