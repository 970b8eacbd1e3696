//! Mentions against what a reader of Dutch expects: `tests/cases/mention.txt`.
//!
//! A case is a text and a line for each mention, `surface = actor kind`, in the order of the text, or `none`. A mention that may
//! be several actors has `?` between their ids. In the text `\u{…}` is a character by its number, `\n` a line break.

mod common;

use common::mention;

#[test]
fn mentions_are_those_that_a_reader_sees() {
    let cases = common::cases("mention.txt");
    let faults = mention::faults(&cases);
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert!(cases.len() >= 120, "{} cases are too few", cases.len());
}

#[test]
fn cases_have_names_of_their_own() {
    mention::assert_names_differ(&common::cases("mention.txt"));
}

#[test]
fn every_rule_stands_in_the_documentation() {
    let path = common::root().join("docs/mentions.md");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for rule in actorgraph::Rule::ALL {
        assert!(text.contains(&format!("| `{rule}` |")), "docs/mentions.md lacks {rule}");
    }
}
