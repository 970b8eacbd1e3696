//! GATE: a `.lst` file with an entry a line, after which features may stand: `NAVO&id=nato&type=organization`.

use crate::gazetteer::import::{Collected, content_lines};
use crate::table::Problem;

pub(super) fn read(name: &str, text: &str, list: &mut Collected, problems: &mut Vec<Problem>) {
    for (line, row) in content_lines(text) {
        // No name is written so, and any line would do for an entry.
        if serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(row).is_ok() {
            let remedy = "import JSON lines as spacy or ftm, or write an entry a line";
            problems.push(Problem::new(name, line, "the line is JSON and no entry", remedy));
            continue;
        }
        let (entry, features) = split(row);
        let feature =
            |names: &[&str]| features.iter().find(|(key, _)| names.contains(&key.to_lowercase().as_str())).map(|(_, value)| *value);
        let key = feature(&["id", "inst", "uri"]).unwrap_or(entry);
        list.add(key, entry.trim(), feature(&["type", "majortype", "class"]).unwrap_or("other"), false);
    }
}

/// The entry and its features. A separator is one only before `key=value`, for entries hold `&` and `:` themselves.
fn split(row: &str) -> (&str, Vec<(&str, &str)>) {
    let starts: Vec<usize> = row
        .match_indices(['\t', '&', ':', '|'])
        .filter(|(at, separator)| {
            let rest = &row[at + separator.len()..];
            let key = rest.find('=').map(|end| &rest[..end]);
            key.is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_'))
        })
        .map(|(at, _)| at)
        .collect();
    let entry = &row[..starts.first().copied().unwrap_or(row.len())];
    let ends = starts.iter().skip(1).copied().chain([row.len()]);
    let features = starts.iter().zip(ends).filter_map(|(start, end)| row[start + 1..end].split_once('=')).collect();
    (entry, features)
}
