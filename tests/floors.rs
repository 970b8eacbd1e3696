//! The floors of the source: a module imports from lower floors, and on its own floor only from those to its left.
//!
//! Also: no file of the source is long, each says what it holds, and none is left undone.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the ground up, and on each floor from left to right.
const FLOORS: &[(&str, &[&str])] = &[
    ("ground", &["span", "id", "date", "fold", "run", "position", "pages", "flat", "sketch", "table", "embedded", "spool"]),
    ("reading", &["source", "page", "sentence", "article"]),
    ("naming", &["gazetteer", "language", "mention"]),
    ("meaning", &["resolve", "relation", "annotated"]),
    ("counting", &["association", "kept_list", "shelf", "duplicate", "cooccurrence", "relation_count", "tally", "partial", "graph"]),
    ("keeping", &["store"]),
    ("telling", &["gold", "answer", "export", "verify"]),
    ("wiring", &["inputs", "pipeline", "indexing"]),
];

/// The shell stands on the public API alone.
const SHELL: &[&str] = &["main", "cli"];

/// The road through the modules is not wholly straight yet: the one that imports, and what it imports from above.
const CROOKED: &[(&str, &str)] = &[];

const LONGEST_FILE: usize = 600;

struct File {
    path: PathBuf,
    /// Top-level module.
    module: String,
    text: String,
}

impl File {
    fn shown(&self) -> String {
        self.path.strip_prefix(common::root()).unwrap_or(&self.path).display().to_string()
    }
}

fn files() -> Vec<File> {
    let src = common::root().join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                found.push(File { module: module(&src, &path), path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 40, "only {} files below {}", found.len(), src.display());
    found
}

fn module(src: &Path, path: &Path) -> String {
    let first = path.strip_prefix(src).ok().and_then(|inner| inner.components().next());
    let name = first.map(|part| part.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    name.trim_end_matches(".rs").to_owned()
}

/// Code without comments and without what follows the first `#[cfg(test)]`, which may look anywhere.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The first names after each `crate::` of the code.
fn imports(text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut found = BTreeSet::new();
    let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => {
                found.insert(name(rest));
            }
            Some(list) => {
                let mut depth = 0;
                let mut start = 0;
                for (end, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' | ',' if depth == 0 => {
                            found.insert(name(&list[start..end]));
                            start = end + 1;
                            if c == '}' {
                                break;
                            }
                        }
                        '}' => depth -= 1,
                        _ => {}
                    }
                }
            }
        }
    }
    found.remove("");
    found
}

/// What each top-level module of the library imports, and a file that does so.
fn edges(files: &[File]) -> BTreeMap<(String, String), String> {
    let mut edges = BTreeMap::new();
    for file in files.iter().filter(|file| file.module != "lib" && !SHELL.contains(&file.module.as_str())) {
        for import in imports(&file.text).into_iter().filter(|import| *import != file.module) {
            edges.entry((file.module.clone(), import)).or_insert_with(|| file.shown());
        }
    }
    edges
}

fn place(module: &str) -> Option<(usize, usize)> {
    FLOORS.iter().enumerate().find_map(|(floor, (_, modules))| modules.iter().position(|name| *name == module).map(|at| (floor, at)))
}

#[test]
fn every_module_has_a_place() {
    let on_floors: BTreeSet<&str> = FLOORS.iter().flat_map(|(_, modules)| modules.iter().copied()).chain(SHELL.iter().copied()).collect();
    let files = files();
    let in_source: BTreeSet<&str> = files.iter().map(|file| file.module.as_str()).filter(|name| *name != "lib").collect();
    assert_eq!(on_floors, in_source);
}

#[test]
fn imports_point_down_or_left() {
    let mut wrong = Vec::new();
    let mut crooked = BTreeSet::new();
    for ((module, import), file) in edges(&files()) {
        if CROOKED.contains(&(module.as_str(), import.as_str())) {
            crooked.insert((module, import));
        } else if place(&import) >= place(&module) || place(&import).is_none() {
            wrong.push(format!("{file}: {module} imports {import}, which does not stand below it or to its left"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(crooked.len(), CROOKED.len(), "an exception is no longer needed: take it out of CROOKED");
}

#[test]
fn no_exception_is_needed() {
    assert_eq!(CROOKED, &[] as &[(&str, &str)]);
}

#[test]
fn no_modules_import_each_other() {
    let edges = edges(&files());
    let mut reaches: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, import) in edges.keys().filter(|(module, import)| !CROOKED.contains(&(module.as_str(), import.as_str()))) {
        reaches.entry(module).or_default().insert(import);
    }
    loop {
        let longer: Vec<(&str, &str)> = reaches
            .iter()
            .flat_map(|(from, to)| to.iter().filter_map(|via| reaches.get(via)).flatten().map(|far| (*from, *far)))
            .filter(|(from, far)| !reaches[from].contains(far))
            .collect();
        if longer.is_empty() {
            break;
        }
        longer.into_iter().for_each(|(from, far)| {
            reaches.entry(from).or_default().insert(far);
        });
    }
    let in_cycles: Vec<&&str> = reaches.iter().filter(|(module, to)| to.contains(*module)).map(|(module, _)| module).collect();
    assert!(in_cycles.is_empty(), "these modules import each other: {in_cycles:?}");
}

#[test]
fn the_shell_stands_on_the_public_api() {
    let mut wrong = Vec::new();
    for file in files() {
        let code = code(&file.text);
        if SHELL.contains(&file.module.as_str()) {
            if code.contains("crate::") && file.module == "main" {
                wrong.push(format!("{}: main goes through cli", file.shown()));
            }
        } else if code.contains("clap::") || code.contains("anstyle::") || code.contains("anstream::") {
            wrong.push(format!("{}: the library knows of the command line", file.shown()));
        }
    }
    let lib = std::fs::read_to_string(common::root().join("src/lib.rs")).unwrap_or_default();
    assert!(!code(&lib).contains("mod cli"), "cli is declared in main.rs, so that the compiler keeps it to the public API");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_hold() {
    let mut wrong = Vec::new();
    for file in files() {
        let lines = file.text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines are more than {LONGEST_FILE}", file.shown()));
        }
        let is_part_of_tests = file.path.file_stem().is_some_and(|name| name == "tests");
        if !file.text.starts_with("//! ") && !is_part_of_tests {
            wrong.push(format!("{}: no `//!` line says what it holds", file.shown()));
        }
        for mark in ["TODO", "FIXME", "XXX", "HACK", "unimplemented!", "todo!"] {
            if file.text.contains(mark) {
                wrong.push(format!("{}: holds {mark}", file.shown()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_are_read_from_any_form() {
    let text = "use crate::span::Span;\nuse crate::{fold::{fold, step}, id, graph::Place};\n// crate::tally\nlet x = crate::date::Date;\n\
                #[cfg(test)]\nmod tests {\n    use crate::export;\n}\n";
    assert_eq!(imports(text).into_iter().collect::<Vec<_>>(), ["date", "fold", "graph", "id", "span"]);
}
