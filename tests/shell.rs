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

#[test]
fn a_negative_number_is_no_option() {
    let dir = dir();
    for option in ["--top", "--min-count", "--depth"] {
        dir.run(&["graph", "a.txt", "--ego", "ru", option, "-1"])
            .code(2)
            .tells(&format!("error: invalid value '-1' for '{option} <N>': give a whole number, 0 or more\n"));
    }
    dir.run(&["together", "--in", "a.txt", "--context", "-1"]).code(2).tells("give a whole number, 0 or more");
    dir.run(&["index", "a.db", "a.txt", "--wait", "-1"]).code(2).tells("give a whole number, 0 or more");
    dir.run(&["graph", "a.txt", "--evidence", "-1"]).code(2).tells("'-1' for '--evidence <N|all>': give a number, or all\n");
    dir.run(&["graph", "a.txt", "-j", "-1"]).code(2).tells("'-1' for '--jobs <N>': give a number up to 1024");
    dir.run(&["graph", "a.txt", "--max-size", "-1"]).code(2).tells("give a number of bytes above 0");
    dir.run(&["graph", "a.txt", "--weight", "npmi", "--min-weight", "-1"]).code(0);
    dir.run(&["graph", "a.txt", "-1"]).code(2).tells("unexpected argument '-1' found");
}

#[test]
fn inputs_without_a_text_are_told() {
    let dir = dir();
    dir.write("empty/lees.mij", "").write("leeg.txt", "\n");
    let commands = [
        &["read"][..],
        &["extract"],
        &["graph"],
        &["suggest"],
        &["actors", "--in"],
        &["relations", "--in"],
        &["together", "--in"],
        &["path", "ru", "cn", "--in"],
    ];
    for command in commands {
        let run = |input: &str, more: &[&str]| dir.run(&[command, &[input], more].concat());
        run("empty", &[]).code(1).tells("note: nothing is there to be read: the inputs hold no page\n");
        run("leeg.txt", &[]).code(1).tells("note: what was read holds no text\n");
        run("leeg.txt", &["--quiet"]).code(1).silent();
        let fine = run("a.txt", &[]);
        fine.must(!fine.stderr.contains("note: what was read") && !fine.stderr.contains("nothing is there"), "a text is called none");
    }
}

#[test]
fn changes_tell_what_they_leave_out() {
    let dir = dir();
    dir.write("2026-01-02_b.txt", "Rusland dreigt China.\n").write("2026-02-02_c.txt", "Iran dreigt China.\n");
    let inputs = ["changes", "--before", "2026-02", "--after", "2026-02", "--in", "a.txt", "2026-01-02_b.txt", "2026-02-02_c.txt"];
    let run = |more: &[&str]| dir.run(&[&inputs[..], more].concat());
    let all = run(&[]);
    all.code(0);
    assert_eq!(all.stderr, "note: 1 article without a date belongs to no period; --date gives pages one\n");
    run(&["--significance", "0.0001"]).code(1).tells("note: changes 2 → 0 after --significance 0.0001\n");
    run(&["--only", "new"]).code(0).tells("note: changes 2 → 1 after --only new\n");
    run(&["--top", "1"]).code(0).tells("note: changes 2 → 1 after --top 1\n");
    run(&["--min-articles", "2"]).code(1).tells("note: changes 2 → 0 after --min-articles 2\n");
    run(&["--top", "1", "--quiet"]).code(0).silent();
}

#[test]
fn one_actor_named_twice_is_no_pair() {
    let dir = dir();
    for command in [&["relations"][..], &["relations", "--affiliations"], &["together"], &["path"]] {
        let words = [command, &["ru", "Rusland", "--in", "a.txt"]].concat();
        dir.run(&words).code(2).tells("name one and the same actor; give two different ones");
    }
}

#[test]
fn what_cannot_be_recounted_is_told_by_what_it_is() {
    let dir = dir();
    dir.run(&["graph", "a.txt", "-o", "a.html"]).code(0);
    dir.run(&["graph", "a.txt", "-o", "a.svg"]).code(0);
    for name in ["a.html", "a.svg"] {
        dir.run(&["verify", name]).code(2).tells(&format!(
            "error: {name}: a page or a picture is to be looked at and cannot be recounted; write json, gexf, graphml, cyjs or csv"
        ));
    }
    dir.write("other.db", [&b"SQLite format 3\0"[..], &[0; 100]].concat());
    let told = dir.run(&["verify", "other.db"]);
    told.code(2).tells("error: other.db: ").must(!told.stderr.contains("is no text"), "a database is taken for a text");
}

#[test]
fn what_the_program_wrote_is_no_page() {
    let dir = dir();
    dir.run(&["graph", "a.txt", "-o", "g.csv"]).code(0);
    dir.run(&["read", "g-manifest.json"])
        .code(2)
        .tells("g-manifest.json: holds the manifest of a graph that this program wrote, and no pages");
}

/// A device that is always full stands for a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_what_to_do() {
    let dir = dir();
    dir.run(&["graph", "a.txt", "--format", "json", "-o", "/dev/full"])
        .code(2)
        .tells("error: /dev/full: cannot be written (No space left on device (os error 28)); make room there, or write elsewhere\n");
    for words in [&["graph", "a.txt"][..], &["read", "a.txt"], &["extract", "a.txt"], &["actors", "--in", "a.txt", "--format", "csv"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap_or_else(|error| panic!("{error}"));
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_actorgraph"));
        let ran = program.args(words).current_dir(dir.path("")).stdout(full).output();
        let ran = ran.unwrap_or_else(|error| panic!("{words:?}: {error}"));
        let told =
            "error: standard output: cannot be written (No space left on device (os error 28)); make room there, or write elsewhere\n";
        assert_eq!((ran.status.code(), &*String::from_utf8_lossy(&ran.stderr)), (Some(2), told), "{words:?}");
    }
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
