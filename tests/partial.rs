//! Counts of parts: added up by key in any order, by any program, they give the graph of all pages, byte for byte.

mod common;

use std::collections::BTreeMap;
use std::process::Command;

use common::program::Dir;

const PLACES: [&str; 3] = ["a", "b", "c"];

/// The sample pages and some more in three folders, one of them a copy.
fn parts() -> Dir {
    let dir = Dir::new();
    let seeds = std::fs::read_dir(common::root().join("seeds")).unwrap_or_else(|error| panic!("seeds: {error}"));
    let mut pages: Vec<_> = seeds.flatten().map(|entry| entry.path()).collect();
    pages.sort();
    assert!(pages.len() > 10);
    for (at, page) in pages.iter().enumerate() {
        let text = std::fs::read(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        let name = page.file_name().unwrap_or_default().to_string_lossy().into_owned();
        dir.write(&format!("{}/{name}", PLACES[at % 3]), &text);
        if at == 0 {
            dir.write("c/kopie.txt", &text);
        }
    }
    dir.write("b/2024-02-30_geen-datum.txt", "Rusland\tzegt \"nee\" \\ tegen China.\n\nÉ Oekraïne en Rusland praten.\n");
    dir
}

fn count(dir: &Dir, options: &[&str]) {
    for part in PLACES {
        dir.run(&[&["graph", part, "--duplicates", "keep", "-o", &format!("{part}.counts")], options].concat()).code(0);
    }
}

/// Adds up lines by key, and puts them in another order than they came in.
fn summed(dir: &Dir) -> String {
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for part in PLACES {
        for line in dir.read(&format!("{part}.counts")).lines() {
            let (key, number) = line.rsplit_once('\t').unwrap_or_else(|| panic!("{line}"));
            let number: u64 = number.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
            // Keys turned round sort by their ends.
            *sums.entry(key.chars().rev().collect()).or_default() += number;
        }
    }
    sums.iter().map(|(key, number)| format!("{}\t{number}\n", key.chars().rev().collect::<String>())).collect()
}

#[test]
fn the_graph_of_a_sum_is_that_of_all_pages() {
    let dir = parts();
    let rows: [&[&str]; 4] = [
        &[],
        &["--window", "tokens:30", "--evidence", "all"],
        &["--window", "article", "--ambiguous", "split", "--since", "2024-01-01"],
        &["--kind", "name,short", "--evidence", "1", "--window", "sentences:3"],
    ];
    for options in rows {
        count(&dir, options);
        dir.write("sum.counts", summed(&dir));
        for (ending, filters) in
            [("json", &[][..]), ("html", &[]), ("gexf", &["--top", "40", "--isolates"]), ("dot", &["--weight", "npmi"])]
        {
            let graph = |inputs: &[&str], name: &str| {
                let file = format!("{name}.{ending}");
                let output = ["--duplicates", "keep", "--no-relations", "-o", &file];
                let ran = dir.run(&[&["graph"], inputs, options, filters, &output].concat());
                ran.code(0);
                (dir.read(&file), ran.stderr.clone())
            };
            let whole = graph(&PLACES, "whole");
            assert_eq!(graph(&["sum.counts"], "sum"), whole, "{options:?} {ending}");
            assert_eq!(graph(&["c.counts", "a.counts", "b.counts"], "parts"), whole, "{options:?} {ending}");
        }
    }
    dir.run(&["graph", "sum.counts", "--evidence", "all"]).code(2);
}

#[test]
fn the_documented_line_of_awk_adds_up() {
    let dir = parts();
    count(&dir, &["--evidence", "all"]);
    let page = std::fs::read_to_string(common::root().join("docs/exports.md")).unwrap_or_else(|error| panic!("docs/exports.md: {error}"));
    let line = page.lines().find(|line| line.starts_with("cat ") && line.contains("awk")).unwrap_or_else(|| panic!("no line of awk"));
    let ran = Command::new("sh").args(["-c", line]).current_dir(dir.path("")).status();
    assert!(ran.is_ok_and(|status| status.success()), "{line}");
    let own = ["--duplicates", "keep", "--evidence", "all", "--no-relations", "--format", "graphml"];
    let of = |inputs: &[&str]| dir.run(&[&["graph"], inputs, &own].concat()).code(0).stdout.clone();
    assert_eq!(of(&["all.counts"]), of(&PLACES));
    dir.run(&[&["graph", "all.counts", "-o", "all.json"], &own[..5]].concat()).code(0);
    dir.run(&["verify", "all.json"]).code(0);
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let dir = parts();
    let keep = ["--duplicates", "keep"];
    let run = |words: &[&str]| dir.run(&[words, &keep].concat());
    count(&dir, &[]);
    run(&["graph", "a.counts", "--window", "article"])
        .code(2)
        .tells("the counts were made with --window sentence, and not --window article; give --window sentence\n");
    run(&["graph", "a.counts", "--evidence", "all"]).code(2).tells("made with --evidence 3, and not --evidence all; give --evidence 3\n");
    run(&["graph", "a.counts", "--since", "2026"]).code(2).tells("made without --since 2026-01-01; leave it out, or count again\n");
    dir.run(&["graph", "a.counts"]).code(2).tells("the counts were made with --duplicates keep; give that too\n");
    run(&["graph", "a.counts", "b"]).code(2).tells("a.counts holds counts and b does not");
    run(&["graph", "a.counts", "--lang", "en"]).code(2).tells("other gazetteers");
    run(&["graph", "a.counts", "--slice", "month", "-o", "x.json"]).code(2).tells("cannot be sliced");
    dir.run(&["graph", "a", "--format", "counts"]).code(2).tells("add --duplicates keep");
    run(&["graph", "a", "--format", "counts", "--top", "3"]).code(2).tells("filters and --weight are for the graph of the sum");
    run(&["graph", "a", "--format", "counts", "--relations"]).code(2);

    run(&["graph", "b", "-o", "b.counts", "--window", "article"]).code(0);
    run(&["graph", "a.counts", "b.counts"]).code(2).tells("error: b.counts:1: this part was counted otherwise");
    let good = dir.read("a.counts");
    let first = good.lines().next().unwrap_or_default();
    let rows = [
        ("{\"count\":{\"actor_windows\":\"nobody\"}}\t3", ":2: no actor has the id \"nobody\"; give the --gazetteer"),
        ("{\"count\":\"articles\"}\t-3", ":2: no line of counts (no whole number at its end)"),
        ("{\"count\":\"articles\"}", ":2: no line of counts (no tab"),
        ("{\"count\":\"articels\"}\t3", ":2: no line of counts (unknown variant `articels`"),
        ("{\"count\":\"articles\"}\t18446744073709551615\n{\"count\":\"articles\"}\t1", ":3: no line of counts (its number is too large)"),
        (
            "{\"count\":{\"quote\":[\"cn\",\"ru\",{\"document\":\"d\",\"article\":0,\"sentence\":0,\"line\":1,\"date\":null,\"text\":\"x\",\"marks\":[[[0,9]],[]]}]}}\t1",
            ":2: no line of counts (it marks a place outside its text)",
        ),
    ];
    for (line, told) in rows {
        dir.write("bad.counts", format!("{first}\n{line}\n"));
        run(&["graph", "bad.counts"]).code(2).tells(told);
    }
    dir.write("headless.counts", good.split_once('\n').unwrap_or_default().1);
    run(&["graph", "headless.counts"]).code(2).tells("no line tells how the parts were counted");
    dir.write("version.counts", good.replacen("actorgraph 0.", "actorgraph 9.", 1));
    run(&["graph", "version.counts"]).code(2).tells("count again");
}

#[test]
fn actors_and_together_read_counts_and_others_refuse_them() {
    let dir = parts();
    count(&dir, &["--evidence", "2"]);
    let of = |command: &[&str], inputs: &[&str], options: &[&str]| {
        let ran = dir.run(&[command, inputs, &["--duplicates", "keep"], options].concat());
        (ran.code(0).stdout.clone(), ran.stderr.clone())
    };
    let counts = ["b.counts", "a.counts", "c.counts"];
    for options in [&["--format", "json"][..], &["--format", "csv", "--weight", "npmi"], &["--ego", "Rusland"]] {
        assert_eq!(of(&["actors", "--in"], &counts, options), of(&["actors", "--in"], &PLACES, options), "{options:?}");
    }
    for options in [&["--format", "json"][..], &["--top", "5", "--format", "csv"], &["--weight", "npmi"]] {
        let options = [&["--no-relations"], options].concat();
        let evidence = [&options[..], &["--evidence", "2"]].concat();
        for command in [&["together", "--in"][..], &["together", "Rusland", "--in"]] {
            assert_eq!(of(command, &counts, &evidence), of(command, &PLACES, &evidence), "{options:?}");
        }
    }
    // A part that is named twice is one part.
    assert_eq!(of(&["actors", "--in"], &["a.counts", "./a.counts", "a.counts"], &[]), of(&["actors", "--in"], &["a"], &[]));
    dir.run(&["together", "Rusland", "Oekraïne", "--duplicates", "keep", "--in", "a.counts"])
        .code(2)
        .tells("counts hold the sentences of pairs alone");
    dir.run(&["actors", "--in", "a.counts"]).code(2).tells("the counts were made with --duplicates keep; give that too\n");
    dir.run(&["actors", "--in", "a.counts", "b"]).code(2).tells("a.counts holds counts and b does not");
    for words in [
        &["extract", "a.counts"][..],
        &["read", "a.counts"],
        &["explain", "a.counts"],
        &["index", "news.db", "a.counts"],
        &["relations", "--in", "a.counts"],
        &["suggest", "a.counts"],
        &["graph", "a.counts", "--relations"],
    ] {
        let ran = dir.run(words);
        ran.code(2).tells("a.counts: holds counts of `graph --format counts` and no pages; give it to graph, actors or together");
        ran.must(!ran.stdout.contains("document"), "something is made of counts");
    }
}
