//! What the rows of each gazetteer file say.

use std::borrow::Cow;

use crate::gazetteer::build::{GazetteerBuilder, Listed, Text};
use crate::gazetteer::facts::FactKind;
use crate::gazetteer::model::{AliasKind, CaseRule};
use crate::table::{Column, Parts, Table, columns_of};

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
pub(super) fn read(builder: &mut GazetteerBuilder, name: &str, text: Text<'_>, lang: u8) {
    let columns = columns_of(text.as_str());
    let has_all = |wanted: &[&str]| wanted.iter().all(|column| columns.iter().any(|name| name == column));
    let is_of_actors = FactKind::of(&columns).is_none() && !has_all(&["kind", "form"]) && has_all(&["name"]);
    if builder.facts_only && !is_of_actors {
        return;
    }
    if has_all(&["category", "lemma", "forms"]) || has_all(&["set", "words"]) || has_all(&["country", "towns"]) {
        // The floor that uses relations.csv and the sets that its rows name reads them: they are large, and few commands need them.
        builder.triggers.push((name.to_owned(), text.kept()));
    } else if let Some(kind) = FactKind::of(&columns) {
        builder.facts.add(kind, builder.file(), text.kept());
    } else if has_all(&["kind", "form"]) || columns.is_empty() {
        // Furniture and grammar are read by the floors that use them, which are those of the binary.
        if let Text::Given(text) = text {
            Table::parse(name, text, &mut builder.problems);
        }
    } else {
        // What cannot be read is told before what is wrong with the rows that can be.
        let (told_before, mut unread) = (builder.problems.len(), Vec::new());
        let mut parts = Parts::new(name, text.as_str(), &mut unread);
        if parts.table().require(&["name"], &mut builder.problems) {
            while parts.read(&mut unread) {
                actors(builder, parts.table(), lang);
            }
        } else {
            while parts.read(&mut unread) {}
        }
        builder.problems.splice(told_before..told_before, unread);
    }
}

fn actors(builder: &mut GazetteerBuilder, table: &Table<'_>, lang: u8) {
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
    let aliases = ALIAS_COLUMNS.iter().filter(|(name, _)| table.has(name));
    let aliases: Vec<(Column, AliasKind)> = aliases.map(|(name, kind)| (table.column(name), *kind)).collect();
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
        if is_own_list {
            builder.note_joined(&id, row.at(type_name), row);
        }
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
        if let Some(known) = builder.type_of(&id).filter(|known| told.is_some_and(|told| told != *known)) {
            let message = format!("the id {id:?} is that of a {known}, not of a {}", told.unwrap_or(""));
            builder.problems.push(row.problem(message, "give another id, or leave the column id empty"));
        }
        let type_name = Some(row.at(type_name)).filter(|name| !name.is_empty()).unwrap_or(usual_type);
        let actor = builder.actor(&id, name, type_name);
        let note = if row.at(note).is_empty() { row.at(kind) } else { row.at(note) };
        builder.describe(actor, row.values(of), note, row);
        for &(column, kind) in &aliases {
            let only_name = Some(name).filter(|_| kind == AliasKind::Name);
            let others = row.values(column).filter(|_| kind != AliasKind::Name);
            for text in only_name.into_iter().chain(others) {
                builder.alias(actor, text, Listed { kind, case, lang, is_own: is_own_list }, row);
            }
        }
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
                "roles.csv:3: no actor has the id \"q\"; check its spelling, \
                 or add a row for it to countries.csv, leaders.csv or organizations.csv",
                "roles.csv:4: the office ends before it begins; check both dates",
            ]
        );
        assert_eq!(gazetteer.actors().len(), 2);
    }
}
