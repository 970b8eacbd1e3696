//! spaCy's EntityRuler: `{"label": "ORG", "pattern": "NAVO", "id": "navo"}`, or a pattern of tokens.

use serde::Deserialize;
use serde_json::Value;

use crate::gazetteer::import::{Collected, content_lines, type_of_label};
use crate::table::Problem;

#[derive(Deserialize)]
struct Pattern {
    label: String,
    pattern: Value,
    id: Option<String>,
}

pub(super) fn read(name: &str, text: &str, list: &mut Collected, problems: &mut Vec<Problem>) {
    for (line, row) in content_lines(text) {
        match serde_json::from_str::<Pattern>(row) {
            Ok(pattern) => match phrase(&pattern.pattern) {
                Some(phrase) => {
                    let key = pattern.id.as_deref().unwrap_or(&phrase);
                    list.add(key, &phrase, &type_of_label(&pattern.label), false);
                }
                None => problems.push(Problem::new(
                    name,
                    line,
                    "the pattern is no fixed phrase",
                    "write it out, one line a phrase; patterns of tokens are read where each token has ORTH, TEXT or LOWER",
                )),
            },
            Err(error) => {
                let remedy = "write {\"label\": …, \"pattern\": …, \"id\": …} on one line";
                problems.push(Problem::new(name, line, format!("the line is no pattern ({error})"), remedy));
            }
        }
    }
}

fn phrase(pattern: &Value) -> Option<String> {
    match pattern {
        Value::String(phrase) => Some(phrase.clone()),
        Value::Array(tokens) => {
            let word = |token: &Value| {
                let text = ["ORTH", "TEXT", "LOWER", "orth", "text", "lower"].iter().find_map(|key| token.get(key)?.as_str());
                text.map(str::to_owned)
            };
            let words: Option<Vec<String>> = tokens.iter().map(word).collect();
            words.filter(|words| !words.is_empty()).map(|words| words.join(" ").replace(" - ", "-"))
        }
        _ => None,
    }
}
