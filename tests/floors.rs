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
    ("wiring", &["inputs", "homes", "pipeline", "indexing"]),
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

/// The paths that follow each `crate::` or `super::` of the code, name by name; lists in braces are spread out.
fn paths(text: &str, root: &str) -> BTreeSet<Vec<String>> {
    let code = code(text);
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(root) {
        spread(&code[at + root.len()..], &[], &mut found);
    }
    found
}

/// Adds the paths with which a text begins, behind these names; gives what follows them.
fn spread<'t>(text: &'t str, before: &[String], found: &mut BTreeSet<Vec<String>>) -> &'t str {
    let text = text.trim_start();
    if let Some(mut list) = text.strip_prefix('{') {
        loop {
            list = spread(list, before, found).trim_start();
            list = list.strip_prefix(',').unwrap_or(list).trim_start();
            match list.chars().next() {
                Some('}') => return &list[1..],
                None => return list,
                Some(_) => {}
            }
        }
    }
    let len = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let path = [before, &[text[..len].to_owned()]].concat();
    match text[len..].strip_prefix("::") {
        Some(rest) => spread(rest, &path, found),
        None => {
            found.insert(path);
            // `as other`, or a sign that no path has.
            let end = text[len..].find([',', '}', ';', '\n']).unwrap_or(text.len() - len);
            &text[len + end..]
        }
    }
}

/// The first names after each `crate::` of the code.
fn imports(text: &str) -> BTreeSet<String> {
    paths(text, "crate::").into_iter().filter_map(|path| path.into_iter().next()).filter(|name| !name.is_empty()).collect()
}

/// The files of the source with what their folders hand on.
struct Source {
    /// What each file is shown as.
    shown: BTreeMap<PathBuf, String>,
    /// By folder, the path behind each name that its `mod.rs` or `lib.rs` hands on.
    handed_on: BTreeMap<PathBuf, BTreeMap<String, Vec<String>>>,
}

impl Source {
    fn new(files: &[File]) -> Self {
        let stand_for_folders = files.iter().filter(|file| stands_for_folder(file));
        let handed_on = stand_for_folders.map(|file| {
            let code = code(&file.text);
            let mut found = BTreeSet::new();
            for (at, _) in code.match_indices("pub") {
                let statement = code[at + "pub".len()..].trim_start();
                let statement = statement.strip_prefix('(').and_then(|inner| inner.split_once(')')).map_or(statement, |(_, rest)| rest);
                if let Some(path) = statement.trim_start().strip_prefix("use ") {
                    spread(path, &[], &mut found);
                }
            }
            let names = found.into_iter().filter_map(|path| path.last().cloned().map(|name| (name, path)));
            (file.path.parent().unwrap_or(&file.path).to_owned(), names.collect())
        });
        Self { handed_on: handed_on.collect(), shown: files.iter().map(|file| (file.path.clone(), file.shown())).collect() }
    }

    /// The file that a path of names leads to from a folder; none where it is of a file that stands for its folder.
    fn file(&self, from: &Path, path: &[String]) -> Option<&String> {
        let (name, rest) = path.split_first()?;
        let (folder, file) = (from.join(name), from.join(name).with_extension("rs"));
        if name == "crate" {
            self.file(&common::root().join("src"), rest)
        } else if name == "self" {
            self.file(from, rest)
        } else if self.handed_on.contains_key(&folder) {
            self.file(&folder, rest)
        } else if let Some(shown) = self.shown.get(&file) {
            Some(shown)
        } else {
            let on = self.handed_on.get(from)?.get(name)?;
            // A folder may hand on what bears the name of the path itself.
            (on != path).then(|| self.file(from, on)).flatten()
        }
    }
}

fn stands_for_folder(file: &File) -> bool {
    file.path.ends_with("mod.rs") || file.path.ends_with("lib.rs")
}

/// The files from which each file takes names, by itself or by what a folder hands on; those aside that stand for their folder.
fn taken(files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let src = common::root().join("src");
    let source = Source::new(files);
    let mut taken = BTreeMap::new();
    for file in files.iter().filter(|file| !stands_for_folder(file)) {
        let above = file.path.parent().unwrap_or(&src);
        let roots = [("crate::", src.as_path()), ("super::", above)];
        let paths = roots.into_iter().flat_map(|(root, from)| paths(&file.text, root).into_iter().map(move |path| (from, path)));
        let of = paths.filter_map(|(from, path)| source.file(from, &path).filter(|name| **name != file.shown()).cloned());
        taken.insert(file.shown(), of.collect());
    }
    taken
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
    let mut taken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, import) in edges.keys().filter(|(module, import)| !CROOKED.contains(&(module.as_str(), import.as_str()))) {
        taken.entry(module.clone()).or_default().insert(import.clone());
    }
    let in_circles = in_circles(&taken);
    assert!(in_circles.is_empty(), "these modules import each other: {in_circles:?}");
}

#[test]
fn no_files_take_from_each_other() {
    let taken = taken(&files());
    // The reading of imports is worth something only if it finds them.
    assert!(taken.values().map(BTreeSet::len).sum::<usize>() > 300, "{taken:?}");
    assert!(taken["src/relation/events/slot.rs"].contains("src/relation/sentence.rs"));
    assert!(taken["src/cli/graph.rs"].contains("src/cli/general.rs"));
    assert!(taken["src/graph/filter.rs"].contains("src/graph/weight.rs"), "handed on by the folder");
    let in_circles = in_circles(&taken);
    assert!(in_circles.is_empty(), "these files take names from each other: {in_circles:?}");
}

#[test]
fn no_folders_take_from_each_other() {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, others) in taken(&files()) {
        for other in others {
            // The two that stand side by side in the folder that holds both.
            let parts = file.split('/').zip(other.split('/'));
            let shared: usize = parts.take_while(|(one, other)| one == other).map(|(one, _)| one.len() + 1).sum();
            let room = |path: &str| path[..path[shared..].find('/').map_or(path.len(), |at| shared + at)].to_owned();
            rooms.entry(room(&file)).or_default().insert(room(&other));
        }
    }
    assert!(rooms["src/relation/events"].contains("src/relation/rows"));
    let in_circles = in_circles(&rooms);
    assert!(in_circles.is_empty(), "these folders and files take names from each other: {in_circles:?}");
}

#[test]
fn circles_are_found() {
    let taken = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")];
    let taken = taken.into_iter().map(|(one, other)| (one.to_owned(), BTreeSet::from([other.to_owned()]))).collect();
    assert_eq!(in_circles(&taken), ["b", "c"]);
}

/// Those that come back to themselves, from one to what it takes from and so on.
fn in_circles(taken: &BTreeMap<String, BTreeSet<String>>) -> Vec<&str> {
    let mut found = Vec::new();
    for start in taken.keys() {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(next) = open.pop() {
            open.extend(taken.get(next).into_iter().flatten().filter(|other| seen.insert(*other)));
        }
        if seen.contains(start) {
            found.push(start.as_str());
        }
    }
    found
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
