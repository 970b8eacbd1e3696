//! What the rows of each gazetteer file say.

use std::borrow::Cow;

use crate::gazetteer::build::{ContextDraft, GazetteerBuilder, Listed, RoleDraft};
use crate::gazetteer::model::{ActorType, AliasKind, CaseRule, ContextRole, Title, earliest, latest};
use crate::table::{Column, Table};

/// Columns of actor files that hold aliases, and the kind of those.
const ALIAS_COLUMNS: &[(&str, AliasKind)] = &[
    ("name", AliasKind::Name),
    ("short", AliasKind::Short),
    ("acronym", AliasKind::Acronym),
    ("adjective", AliasKind::Adjective),
    ("inhabitant", AliasKind::Inhabitant),
    ("capital", AliasKind::Capital),
    ("seat", AliasKind::Seat),
    ("official", AliasKind::Other),
    ("other", AliasKind::Other),
    ("aliases", AliasKind::Other),
];

/// Reads a file into the builder. Its columns tell what it is.
pub(super) fn read(builder: &mut GazetteerBuilder, name: &str, text: &str, lang: u8) {
    if lists_triggers(text) {
        // The floor that uses it reads it: the file is large, and few commands need it.
        builder.triggers.push((name.to_owned(), text.to_owned()));
        return;
    }
    let table = Table::parse(name, text, &mut builder.problems);
    let has_all = |columns: &[&str]| columns.iter().all(|column| table.has(column));
    if has_all(&["actor", "office", "from", "until"]) {
        roles(builder, &table);
    } else if has_all(&["form", "office", "applies"]) {
        titles(builder, &table);
    } else if has_all(&["alias", "actor", "role", "words"]) {
        contexts(builder, &table);
    } else if has_all(&["office", "holders"]) {
        let shared = table.rows().filter(|row| row.cell("holders") == "many");
        builder.shared_offices.extend(shared.map(|row| row.cell("office").to_owned()));
    } else if has_all(&["country", "office"]) {
        builder.heads.extend(table.rows().map(|row| (row.cell("country").to_owned(), row.cell("office").to_owned())));
    } else if has_all(&["word"]) && table.columns().len() == 1 {
        builder.common.extend(table.rows().map(|row| row.cell("word").to_owned()));
    } else if has_all(&["kind", "form"]) || table.columns().is_empty() {
        // Furniture and grammar are read by the floors that use them.
    } else if table.require(&["name"], &mut builder.problems) {
        actors(builder, &table, lang);
    }
}

/// Whether the header is that of `relations.csv`, or of the `sets.csv` that its rows name.
fn lists_triggers(text: &str) -> bool {
    let header = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let has_all = |columns: &[&str]| columns.iter().all(|column| header.split(',').any(|name| name.trim() == *column));
    has_all(&["category", "lemma", "forms"]) || has_all(&["set", "words"])
}

fn actors(builder: &mut GazetteerBuilder, table: &Table, lang: u8) {
    let usual_type = if table.has("adjective") {
        "country"
    } else if table.has("acronym") {
        "organization"
    } else if table.has("note") && table.has("short") {
        "person"
    } else {
        "other"
    };
    let [id, name, case, type_name, of, note, kind] = ["id", "name", "case", "type", "of", "note", "kind"].map(|name| table.column(name));
    let names: Vec<(Column, AliasKind)> = ALIAS_COLUMNS.iter().map(|(name, kind)| (table.column(name), *kind)).collect();
    for row in table.rows() {
        let name = row.at(name);
        if name.is_empty() {
            builder.problems.push(row.problem("the row has no name", "fill in the column name, or delete the row"));
            continue;
        }
        let is_own_list = row.at(id).is_empty();
        let id = match row.at(id) {
            "" => Cow::Owned(builder.own_id(name)),
            id => Cow::Borrowed(id),
        };
        let case = match row.at(case) {
            "" => None,
            rule => {
                let known = CaseRule::from_name(rule);
                if known.is_none() {
                    builder.problems.push(row.problem(format!("{rule:?} is no case rule"), "write exact, fold-first or fold"));
                }
                known
            }
        };
        let told = Some(row.at(type_name)).filter(|told| !told.is_empty() && !is_own_list);
        if let Some(known) = builder.type_of(&id).map(ActorType::name).filter(|known| told.is_some_and(|told| told != *known)) {
            let message = format!("the id {id:?} is that of a {known}, not of a {}", told.unwrap_or(""));
            builder.problems.push(row.problem(message, "give another id, or leave the column id empty"));
        }
        let type_name = Some(row.at(type_name)).filter(|name| !name.is_empty()).unwrap_or(usual_type);
        let actor = builder.actor(&id, name, type_name);
        let note = if row.at(note).is_empty() { row.at(kind) } else { row.at(note) };
        builder.describe(actor, row.values(of), note, row);
        for &(column, kind) in &names {
            let only_name = Some(name).filter(|_| kind == AliasKind::Name);
            let others = row.values(column).filter(|_| kind != AliasKind::Name);
            for text in only_name.into_iter().chain(others) {
                builder.alias(actor, text, Listed { kind, case, lang, is_own: is_own_list }, row);
            }
        }
    }
}

fn roles(builder: &mut GazetteerBuilder, table: &Table) {
    for row in table.rows() {
        let dates = [("from", earliest(row.cell("from"))), ("until", latest(row.cell("until")))];
        if let Some((column, _)) = dates.iter().find(|(column, day)| !row.cell(column).is_empty() && day.is_none()) {
            let message = format!("the date {:?} in column {column} cannot be read", row.cell(column));
            builder.problems.push(row.problem(message, "write 2015, 2015-03 or 2015-03-04"));
            continue;
        }
        if let [(_, Some(from)), (_, Some(until))] = dates
            && from > until
        {
            builder.problems.push(row.problem("the office ends before it begins", "check both dates"));
            continue;
        }
        let draft = RoleDraft {
            actor: row.cell("actor").to_owned(),
            of: row.cell("of").to_owned(),
            office: row.cell("office").to_owned(),
            from: row.cell("from").to_owned(),
            until: row.cell("until").to_owned(),
            joint: !row.cell("joint").is_empty(),
            origin: builder.origin(row),
            place: row.place(),
        };
        builder.roles.push(draft);
    }
}

fn titles(builder: &mut GazetteerBuilder, table: &Table) {
    let applies = table.column("applies");
    for row in table.rows() {
        builder.titles.push(Title {
            form: row.cell("form").to_owned(),
            office: row.cell("office").to_owned(),
            applies: row.values(applies).map(str::to_owned).collect(),
        });
    }
}

fn contexts(builder: &mut GazetteerBuilder, table: &Table) {
    let words = table.column("words");
    for row in table.rows() {
        let role = match row.cell("role") {
            "context" => ContextRole::Context,
            "unrelated" => ContextRole::Unrelated,
            "required" => ContextRole::Required,
            other => {
                let message = format!("{other:?} is no role of words beside an alias");
                builder.problems.push(row.problem(message, "write context, unrelated or required"));
                continue;
            }
        };
        builder.contexts.push(ContextDraft {
            alias: row.cell("alias").to_owned(),
            actor: row.cell("actor").to_owned(),
            role,
            listed: row.at(words).to_owned(),
            place: row.place(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_list_needs_only_names() {
        let mut builder = GazetteerBuilder::default();
        builder.add_file("lijst.csv", "name,type,aliases\nDamen Shipyards,company,Damen|DSNS\nWagenborg,,\n");
        let (gazetteer, problems) = builder.build();
        assert_eq!(problems, []);
        let shown: Vec<(&str, &str)> = gazetteer.actors().iter().map(|a| (a.id.as_str(), a.actor_type.name())).collect();
        assert_eq!(shown, [("damen-shipyards", "company"), ("wagenborg", "other")]);
        let aliases: Vec<&str> = gazetteer.aliases().map(|(_, alias)| alias.text).collect();
        assert_eq!(aliases, ["Damen Shipyards", "Damen", "DSNS", "Wagenborg"]);
    }

    #[test]
    fn bad_rows_are_told_and_good_rows_count() {
        let mut builder = GazetteerBuilder::default();
        builder.add_file("a.csv", "id,name,case\nx,,\ny,Y!,loud\nz,--,\n");
        builder.add_file("roles.csv", "actor,office,of,from,until\ny,chair,z,2020-13,\ny,chair,q,2020,\ny,chair,z,2020,2019\n");
        let (gazetteer, problems) = builder.build();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "a.csv:2: the row has no name; fill in the column name, or delete the row",
                "a.csv:3: \"loud\" is no case rule; write exact, fold-first or fold",
                "a.csv:4: the alias \"--\" can never match; give a name with letters or digits, at most 200 bytes long",
                "roles.csv:2: the date \"2020-13\" in column from cannot be read; write 2015, 2015-03 or 2015-03-04",
                "roles.csv:4: the office ends before it begins; check both dates",
                "roles.csv:3: no actor has the id \"q\"; check its spelling, \
                 or add a row for it to countries.csv, leaders.csv or organizations.csv",
            ]
        );
        assert_eq!(gazetteer.actors().len(), 2);
    }
}
