//! FollowTheMoney entities, a JSON object a line, as OpenSanctions publishes them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::gazetteer::import::{Collected, content_lines};
use crate::table::Problem;

#[derive(Deserialize)]
struct Entity {
    id: String,
    schema: String,
    caption: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Vec<serde_json::Value>>,
}

/// Properties that hold names.
const NAMES: [&str; 4] = ["name", "alias", "weakAlias", "abbreviation"];

pub(super) fn read(name: &str, text: &str, list: &mut Collected, problems: &mut Vec<Problem>) {
    for (line, row) in content_lines(text) {
        match serde_json::from_str::<Entity>(row) {
            Ok(entity) => add(&entity, list),
            Err(error) => {
                let remedy = "write one entity a line, with id, schema and properties";
                problems.push(Problem::new(name, line, format!("the line is no entity ({error})"), remedy));
            }
        }
    }
}

fn add(entity: &Entity, list: &mut Collected) {
    let kind = match entity.schema.as_str() {
        "Person" => "person",
        "Organization" | "Company" | "PublicBody" | "LegalEntity" => "organization",
        // Links between entities, addresses and the like are no actors.
        _ => return,
    };
    if let Some(caption) = &entity.caption {
        list.add(&entity.id, caption, kind, true);
    }
    for property in NAMES {
        for value in entity.properties.get(property).into_iter().flatten().filter_map(serde_json::Value::as_str) {
            list.add(&entity.id, value, kind, false);
        }
    }
}
