//! Numbers in a store for the names of parts, kinds, forms and rules, and for those that say what a relation is.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::gazetteer::AliasKind;
use crate::mention::Form;
use crate::page::Part;
use crate::relation::{Category, Quad, Status};
use crate::resolve::Rule;

/// The numbers that one store gives to names. A store by another version may lack some, or hold some that mean nothing here.
#[derive(Debug, Default)]
pub(super) struct Codes {
    numbers: FxHashMap<&'static str, i64>,
    parts: FxHashMap<i64, Part>,
    kinds: FxHashMap<i64, AliasKind>,
    forms: FxHashMap<i64, Form>,
    rules: FxHashMap<i64, Rule>,
    categories: FxHashMap<i64, Category>,
    statuses: FxHashMap<i64, Status>,
    /// As the library names them.
    names: FxHashMap<i64, &'static str>,
}

impl Codes {
    /// Those of a store.
    pub(super) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let mut codes = Self::default();
        let mut query = connection.prepare("SELECT number, name FROM code")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            codes.note(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or(""));
        }
        Ok(codes)
    }

    /// Gives numbers to the names that have none yet.
    pub(super) fn complete(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        for name in names() {
            if self.numbers.contains_key(name) {
                continue;
            }
            connection.execute("INSERT INTO code (name) VALUES (?1)", [name])?;
            self.note(connection.last_insert_rowid(), name);
        }
        Ok(())
    }

    /// The number of a name; all have one once they are [complete](Self::complete).
    pub(super) fn number(&self, name: &str) -> i64 {
        self.numbers.get(name).copied().unwrap_or_default()
    }

    pub(super) fn part(&self, number: i64) -> Option<Part> {
        self.parts.get(&number).copied()
    }

    pub(super) fn kind(&self, number: i64) -> Option<AliasKind> {
        self.kinds.get(&number).copied()
    }

    pub(super) fn form(&self, number: i64) -> Option<Form> {
        self.forms.get(&number).copied()
    }

    pub(super) fn rule(&self, number: i64) -> Option<Rule> {
        self.rules.get(&number).copied()
    }

    pub(super) fn category(&self, number: i64) -> Option<Category> {
        self.categories.get(&number).copied()
    }

    pub(super) fn status(&self, number: i64) -> Option<Status> {
        self.statuses.get(&number).copied()
    }

    /// The mode of a category that has this number.
    pub(super) fn mode(&self, number: i64, category: Category) -> Option<&'static str> {
        category.mode(self.names.get(&number)?)
    }

    /// One name may be that of a kind and of a rule, or of two modes.
    fn note(&mut self, number: i64, name: &str) {
        if let Some(name) = names().find(|known| *known == name) {
            self.numbers.insert(name, number);
            self.names.insert(number, name);
        }
        self.parts.extend(Part::ALL.into_iter().find(|part| part.name() == name).map(|part| (number, part)));
        self.kinds.extend(AliasKind::from_name(name).map(|kind| (number, kind)));
        self.forms.extend(Form::ALL.into_iter().find(|form| form.name() == name).map(|form| (number, form)));
        self.rules.extend(Rule::ALL.iter().find(|rule| rule.name() == name).map(|rule| (number, *rule)));
        self.categories.extend(Category::ALL.iter().find(|category| category.name() == name).map(|category| (number, *category)));
        self.statuses.extend(Status::from_name(name).map(|status| (number, status)));
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    let parts = Part::ALL.into_iter().map(Part::name);
    let kinds = AliasKind::ALL.into_iter().map(AliasKind::name);
    let forms = Form::ALL.into_iter().map(Form::name);
    let mentions = parts.chain(kinds).chain(forms).chain(Rule::ALL.iter().map(|rule| rule.name()));
    let categories = Category::ALL.iter().flat_map(|category| std::iter::once(category.name()).chain(category.modes().iter().copied()));
    mentions.chain(categories).chain(Quad::ALL.map(Quad::name)).chain(Status::ALL.map(Status::name))
}
