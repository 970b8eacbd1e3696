//! FlashText: `alias=>name` a line, a bare keyword a line, or a JSON object `{"name": ["alias", …]}`.

use std::collections::BTreeMap;

use crate::gazetteer::import::{Collected, content_lines};
use crate::table::Problem;

pub(super) fn read(name: &str, text: &str, list: &mut Collected, problems: &mut Vec<Problem>) {
    if text.trim_start().starts_with('{') {
        match serde_json::from_str::<BTreeMap<String, Vec<String>>>(text) {
            Ok(keywords) => {
                for (canonical, aliases) in keywords {
                    list.add(&canonical, &canonical, "other", true);
                    aliases.iter().for_each(|alias| list.add(&canonical, alias, "other", false));
                }
            }
            Err(error) => {
                let line = u64::try_from(error.line()).unwrap_or_default();
                problems.push(Problem::new(
                    name,
                    line,
                    format!("the object cannot be read ({error})"),
                    "write {\"name\": [\"alias\", …], …}",
                ));
            }
        }
        return;
    }
    for (_, row) in content_lines(text) {
        let (alias, canonical) = row.split_once("=>").unwrap_or((row, row));
        list.add(canonical.trim(), canonical, "other", true);
        list.add(canonical.trim(), alias, "other", false);
    }
}
