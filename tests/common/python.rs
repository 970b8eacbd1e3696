//! Python scripts that know the answer by other means.

use std::path::{Path, PathBuf};
use std::process::Command;

const REMEDY: &str =
    "install Python with networkx, lxml and scipy: python3 -m venv .venv && .venv/bin/python -m pip install networkx lxml scipy";

/// Python in `.venv` at the root of the repository, or else that of the path.
fn python() -> PathBuf {
    let own = super::root().join(".venv/bin/python");
    if own.exists() { own } else { PathBuf::from("python3") }
}

/// Runs a script of `tests/readers` with one argument. It must end well and say `done`.
pub fn script(name: &str, argument: &Path, done: &str) {
    let path = super::root().join("tests/readers").join(name);
    let ran = Command::new(python()).arg(path).arg(argument).output().unwrap_or_else(|error| panic!("{error}; {REMEDY}"));
    let said = [&*String::from_utf8_lossy(&ran.stdout), &*String::from_utf8_lossy(&ran.stderr)].concat();
    let remedy = if said.contains("ModuleNotFoundError") { REMEDY } else { "" };
    assert!(ran.status.success() && said.contains(done), "{said}{remedy}");
}
