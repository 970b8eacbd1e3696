//! Whom names and offices mean, phenomenon by phenomenon: the files of `tests/cases/resolve`.
//!
//! A case is a text, perhaps under a line `date: 2024-05-01` that says when its page was published, and a line for each mention as
//! in `mention.txt`. A line may end in the name of the rule that must have decided.

mod common;

use common::{Case, mention};

/// The cases of all files of the folder, in the order of the files' names.
fn cases() -> Vec<Case> {
    let folder = common::root().join("tests/cases/resolve");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.iter().flat_map(|name| common::cases(&format!("resolve/{name}"))).collect()
}

#[test]
fn names_and_offices_mean_whom_a_reader_takes_them_for() {
    let cases = cases();
    let faults = mention::faults(&cases);
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert!(cases.len() >= 300, "{} cases are too few", cases.len());
}

#[test]
fn cases_have_names_of_their_own() {
    mention::assert_names_differ(&cases());
}
