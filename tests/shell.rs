//! The program as a shell meets it: help in full, completions, manual pages, options that do not fit, tables for Excel.

mod common;

use common::program::Dir;

const PAGE: &str = "Rusland en China praten\n\nMOSKOU (ANP) - Rusland praat met China.\n\n- China zegt nee tegen Rusland.\n";

fn dir() -> Dir {
    let dir = Dir::new();
    dir.write("a.txt", PAGE);
    dir
}

#[test]
fn full_help_tells_more_than_the_first_line() {
    let dir = Dir::new();
    let rows =
        [("graph", "DOT"), ("verify", "--evidence all"), ("actors", "betweenness"), ("relations", "PLOVER"), ("man", "gazetteer check")];
    for (command, word) in rows {
        let full = dir.run(&[command, "--help"]);
        full.code(0);
        let (about, _) = full.stdout.split_once("Usage:").unwrap_or_default();
        full.must(about.contains(word), &format!("{word:?} is not told before the usage"));
        let short = dir.run(&[command, "-h"]);
        let (first, _) = about.split_once('\n').unwrap_or_default();
        short.must(short.stdout.starts_with(first), "the short help begins otherwise");
    }
}

#[test]
fn every_shell_has_completions_that_know_commands_and_values() {
    let dir = Dir::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = dir.run(&["completions", shell]);
        script.code(0).silent().shows("together").shows("min-weight");
        // Elvish and PowerShell complete no values.
        script.must(["elvish", "powershell"].contains(&shell) || script.stdout.contains("graphml"), "no formats");
    }
    dir.run(&["completions", "cmd"]).code(2).tells("possible values: bash");
}

/// Bash itself completes: what the script offers after `graph --format g` are the formats that begin so.
#[test]
fn bash_completes_with_what_is_printed() {
    let dir = Dir::new();
    dir.write("complete.bash", &dir.run(&["completions", "bash"]).stdout);
    let script = "source complete.bash; COMP_WORDS=(actorgraph graph --format g); COMP_CWORD=3; \
                  _actorgraph actorgraph g --format; echo \"${COMPREPLY[@]}\"";
    let ran = std::process::Command::new("bash").args(["-c", script]).current_dir(dir.path("")).output();
    let ran = ran.unwrap_or_else(|error| panic!("bash does not run: {error}"));
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "gexf graphml\n", "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn every_command_has_a_manual_page() {
    let dir = Dir::new();
    dir.run(&["man"]).code(0).silent().shows(".TH actorgraph 1").shows("actorgraph\\-graph(1)");
    dir.run(&["man", "gazetteer", "check"]).code(0).shows(".TH actorgraph-gazetteer-check 1").shows("actorgraph 0.");
    dir.run(&["man", "graph"]).shows("Without \\-\\-output").shows("Examples:");
    dir.run(&["man", "grap"]).code(2).tells("no command \"grap\"; choose one of read, extract, graph");
    dir.run(&["man", "graph", "x"]).code(2).tells("it has no commands of its own");
    dir.run(&["man", "--output", "pages/man1"]).code(0);
    let files = dir.files();
    for page in ["actorgraph.1", "actorgraph-graph.1", "actorgraph-gazetteer-import.1", "actorgraph-completions.1"] {
        assert!(files.contains(&format!("pages/man1/{page}")), "{page}: {files:?}");
    }
}

#[test]
fn options_that_would_do_nothing_are_told() {
    let dir = dir();
    dir.run(&["graph", "a.txt", "--type", "lnd"])
        .code(2)
        .tells("no actor is of the type \"lnd\"; choose among country, organization, person");
    dir.run(&["actors", "--in", "a.txt", "--type", "lnd"]).code(2).tells("choose among");
    dir.run(&["changes", "--in", "a.txt", "--before", "2025", "--after", "2025", "--type", "lnd"]).code(2).tells("choose among");
    dir.run(&["gazetteer", "list", "--type", "lnd"]).code(2).tells("choose among");
    dir.write("own.csv", "name,type\nFoobar,lnd\n");
    dir.run(&["actors", "--in", "a.txt", "--type", "lnd", "--gazetteer", "own.csv"]).code(1);
    for option in [["--window", "article"], ["--min-weight", "2"], ["--significance", "0.1"], ["--slice", "month"]] {
        let words = [&["graph", "a.txt", "--relations"], &option[..]].concat();
        dir.run(&words).code(2).tells("cannot be used with");
    }
    dir.run(&["graph", "a.txt", "--excel-safe"]).code(2).tells("--excel-safe is for CSV");
    dir.run(&["together", "--in", "a.txt", "--excel-safe"]).code(2).tells("--excel-safe is for CSV");
    dir.run(&["graph", "a.txt", "-o", "a.json", "--title", "Wie"]).code(2).tells("--title does nothing in json; it is for svg, html, dot");
    dir.run(&["graph", "a.txt", "-o", "a.svg", "--edges-key", "links"]).code(2).tells("--edges-key does nothing in svg; it is for json");
    dir.run(&["graph", "a.txt", "-o", "a.gexf", "--dot-dialect", "gephi"]).code(2).tells("--dot-dialect does nothing in gexf");
    dir.run(&["graph", "a.txt", "--jobs", "65000"]).code(2).tells("give a number up to 1024");
    dir.run(&["graph", "a.txt", "--since", "gisteren"]).code(2).tells("give a day such as 2026-01-27");
    dir.run(&["verify", "b.csv"]).code(2).tells("error: b.csv: b-nodes.csv cannot be read");
    dir.run(&["verify", "b.json"]).code(2).tells("error: b.json: cannot be read");
}

#[test]
fn nothing_found_is_told_and_nothing_is_told_that_nobody_asked_for() {
    let dir = dir();
    dir.run(&["together", "cn", "nato", "--in", "a.txt"]).code(1).tells("note: no sentence names China and NAVO\n");
    dir.run(&["together", "cn", "ru", "us", "--in", "a.txt", "--window", "article"])
        .code(1)
        .tells("no article names China, Rusland and Verenigde Staten");
    dir.run(&["together", "cn", "--in", "a.txt", "--containing", "olie"])
        .code(1)
        .tells("no sentence with these words names China and another actor");
    dir.run(&["together", "cn", "nato", "--in", "a.txt", "--quiet"]).code(1).silent();
    dir.run(&["actors", "--in", "a.txt"]).code(0).silent();
    dir.run(&["graph", "a.txt", "--isolates", "-o", "a.svg"]).code(0).tells("actors 2 → 2 after --isolates");
}

/// Cells of the column with this name.
fn cells(table: &str, name: &str) -> Vec<String> {
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let at =
        rows.headers().ok().and_then(|head| head.iter().position(|title| title == name)).unwrap_or_else(|| panic!("{name} in {table}"));
    rows.records().map(|row| row.unwrap_or_else(|error| panic!("{error} in {table}"))[at].to_owned()).collect()
}

#[test]
fn text_of_articles_never_runs_in_a_spreadsheet() {
    let dir = dir();
    dir.write("2026-01-02_b.txt", "=Rusland dreigt China\n\nMOSKOU (ANP) - -Rusland dreigt China.\n");
    let inputs = ["--in", "a.txt", "2026-01-02_b.txt", "--format", "csv"];
    let run = |words: &[&str]| dir.run(&[words, &inputs[..]].concat()).stdout;
    for (table, column) in [
        (run(&["together", "ru", "cn", "--context", "1"]), "text"),
        (run(&["together", "ru", "cn", "--context", "1"]), "before"),
        (run(&["changes", "--before", "2026", "--after", "2026"]), "text"),
        (run(&["relations", "--all"]), "sentence"),
    ] {
        let found = cells(&table, column);
        assert!(!found.is_empty() && found.iter().all(|cell| !cell.starts_with(['=', '-', '+', '@'])), "{column}: {found:?}");
    }
}

#[test]
fn a_table_for_excel_is_marked_and_holds_no_formula() {
    let dir = dir();
    dir.write("own.csv", "name,type\n=Evil(1),lnd\n+972 Blad,lnd\n").write("c.txt", "=Evil(1) praat met +972 Blad en Rusland.\n");
    let own = ["--gazetteer", "own.csv", "--format", "csv", "--excel-safe"];
    let run = |words: &[&str]| dir.run(&[words, &own[..]].concat()).code(0).stdout.clone();
    for (table, column) in [
        (run(&["together", "--in", "c.txt"]), "names"),
        (run(&["actors", "--in", "c.txt"]), "name"),
        (run(&["extract", "c.txt"]), "text"),
        (run(&["graph", "c.txt"]), "Label"),
    ] {
        let rest = table.strip_prefix('\u{FEFF}').unwrap_or_else(|| panic!("no mark: {table}"));
        let found = cells(rest, column);
        assert!(found.iter().any(|cell| cell.starts_with("'=Evil") || cell.starts_with("'+972")), "{column}: {found:?}");
        assert!(found.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{column}: {found:?}");
    }
    dir.run(&[&["graph", "c.txt", "-o", "safe.csv"], &own[..]].concat()).code(0);
    dir.run(&["graph", "c.txt", "-o", "plain.csv", "--gazetteer", "own.csv"]).code(0);
    for part in ["nodes", "edges", "evidence"] {
        let (safe, plain) = (dir.read(&format!("safe-{part}.csv")), dir.read(&format!("plain-{part}.csv")));
        assert!(safe.starts_with('\u{FEFF}') && !plain.starts_with('\u{FEFF}'));
        let rows = |text: &str| csv::Reader::from_reader(text.as_bytes()).records().count();
        assert_eq!(rows(&safe), rows(&plain), "{part}");
    }
    assert!(cells(&dir.read("plain-nodes.csv"), "Label").contains(&"=Evil(1)".to_owned()), "names stay as they are unless asked");
}
