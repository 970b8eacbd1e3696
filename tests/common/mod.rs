//! What the integration tests share.
#![allow(dead_code)]

pub mod mention;
pub mod program;
pub mod python;

use std::path::{Path, PathBuf};

/// A case of a file under `tests/cases`: a name, an input and what is expected of it.
pub struct Case {
    /// `file:line` of its name.
    pub place: String,
    /// What follows `# ` on its first line.
    pub name: String,
    /// The lines up to `---`.
    pub input: String,
    /// The lines after `---`.
    pub expected: String,
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads the cases of a file: `# name`, input, `---`, expected, with `===` between cases. A malformed case fails the test.
pub fn cases(file: &str) -> Vec<Case> {
    let path: PathBuf = root().join("tests/cases").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut cases = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    let mut start = 1;
    let mut number = 0;
    for line in text.lines().chain(["==="]) {
        number += 1;
        if line != "===" {
            block.push(line);
            continue;
        }
        if block.iter().any(|line| !line.trim().is_empty()) {
            let place = format!("tests/cases/{file}:{start}");
            let name = block[0].strip_prefix("# ").unwrap_or_else(|| panic!("{place}: a case begins with `# ` and its name"));
            let cut = block.iter().position(|line| *line == "---").unwrap_or_else(|| panic!("{place}: the case has no `---` line"));
            let (input, expected) = (block[1..cut].join("\n"), block[cut + 1..].join("\n"));
            assert!(!input.is_empty(), "{place}: the case has no input");
            cases.push(Case { place, name: name.to_owned(), input, expected });
        }
        block.clear();
        start = number + 1;
    }
    assert!(!cases.is_empty(), "{} holds no case", path.display());
    cases
}
