//! JRC-Names, `entities.txt`: id, type (P or O), language (u for any) and the name with `+` for spaces, between tabs.

use crate::gazetteer::import::{Collected, content_lines, type_of_label};
use crate::table::Problem;

pub(super) fn read(name: &str, text: &str, list: &mut Collected, problems: &mut Vec<Problem>) {
    for (line, row) in content_lines(text) {
        match row.split('\t').collect::<Vec<_>>()[..] {
            [id, kind, lang, variant, ..] => {
                let key = format!("jrc-{}", id.trim());
                list.add(&key, &variant.replace('+', " "), &type_of_label(kind.trim()), lang.trim() == "nl");
            }
            _ => problems.push(Problem::new(
                name,
                line,
                "the line has fewer than four cells",
                "write id, type, language and name between tabs",
            )),
        }
    }
}
