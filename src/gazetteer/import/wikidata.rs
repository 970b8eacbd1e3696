//! Results of a Wikidata query. The variable `item` (or the first that holds an item) is the actor; `…Label` its name; `…AltLabel`
//! and `alias` its other names; `type` or `typeLabel` its type.

use serde_json::Value;

use crate::gazetteer::import::{Collected, kebab};
use crate::table::{Problem, Table};

pub(super) fn read_csv(name: &str, text: &str, list: &mut Collected, problems: &mut Vec<Problem>) {
    let table = Table::parse(name, text, problems);
    for row in table.rows() {
        let cells: Vec<(String, String)> = table.columns().iter().map(|column| (column.clone(), row.cell(column).to_owned())).collect();
        if !add(&cells, list) {
            problems.push(row.problem("the row has no item or no label", "ask for ?item and ?itemLabel"));
        }
    }
}

pub(super) fn read_json(name: &str, text: &str, list: &mut Collected, problems: &mut Vec<Problem>) {
    let told = |message: String| Problem::new(name, 0, message, "save the results of the query as JSON");
    let parsed: Value = match serde_json::from_str(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            problems.push(told(format!("the results cannot be read ({error})")));
            return;
        }
    };
    let rows = parsed.pointer("/results/bindings").or(Some(&parsed)).and_then(Value::as_array);
    let Some(rows) = rows else {
        problems.push(told("there are no results in it".to_owned()));
        return;
    };
    for (row, number) in rows.iter().zip(1..) {
        // The plain form has strings where the full form has objects with a value.
        let text = |value: &Value| value.as_str().or_else(|| value.get("value")?.as_str()).map(str::to_owned);
        let cells: Vec<(String, String)> =
            row.as_object().into_iter().flatten().filter_map(|(key, value)| Some((key.to_lowercase(), text(value)?))).collect();
        if !add(&cells, list) {
            problems.push(told(format!("result {number} has no item or no label")));
        }
    }
}

/// Adds a row, told by variable names in lower case.
fn add(cells: &[(String, String)], list: &mut Collected) -> bool {
    let id = |value: &str| value.rsplit('/').next().filter(|id| is_item(id)).map(str::to_owned);
    let Some((variable, item)) = cells.iter().find_map(|(key, value)| Some((key, id(value)?))) else { return false };
    let of =
        |suffix: &str| cells.iter().find(|(key, value)| *key == format!("{variable}{suffix}") && !value.is_empty()).map(|(_, value)| value);
    let Some(label) = of("label").filter(|label| !is_item(label)) else { return false };
    let kind = cells.iter().find(|(key, _)| key == "typelabel" || key == "type").map(|(_, value)| kebab(value));
    let kind = kind.filter(|kind| !kind.is_empty() && !kind.contains("wikidata")).unwrap_or_else(|| "other".to_owned());
    list.add(&item, label, &kind, false);
    for alias in of("altlabel").into_iter().flat_map(|aliases| aliases.split(", ")) {
        list.add(&item, alias, &kind, false);
    }
    for (_, alias) in cells.iter().filter(|(key, _)| key == "alias" || key == "aliases") {
        list.add(&item, alias, &kind, false);
    }
    true
}

fn is_item(text: &str) -> bool {
    text.strip_prefix(['Q', 'q']).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
