//! What gazetteers say beside whom there is and what they are called: terms of office, titles, words of context, ordinary words. Most
//! commands need but a part of that, so that each is read when it is first asked for.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::fold::fold;
use crate::gazetteer::model::{ContextRole, ContextRule, Role, Title, earliest, latest};
use crate::gazetteer::{Gazetteer, Origin};
use crate::id::ActorId;
use crate::table::{Problem, Row, Table};

/// What the rows of a file are, where they are facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactKind {
    Roles,
    Titles,
    Contexts,
    SharedOffices,
    Heads,
    CommonWords,
}

impl FactKind {
    /// What a file with these columns holds.
    pub(super) fn of(columns: &[String]) -> Option<Self> {
        let has_all = |wanted: &[&str]| wanted.iter().all(|column| columns.iter().any(|name| name == column));
        if has_all(&["actor", "office", "from", "until"]) {
            Some(Self::Roles)
        } else if has_all(&["form", "office", "applies"]) {
            Some(Self::Titles)
        } else if has_all(&["alias", "actor", "role", "words"]) {
            Some(Self::Contexts)
        } else if has_all(&["office", "holders"]) {
            Some(Self::SharedOffices)
        } else if has_all(&["country", "office"]) {
            Some(Self::Heads)
        } else if has_all(&["word"]) && columns.len() == 1 {
            Some(Self::CommonWords)
        } else {
            None
        }
    }
}

/// A file that was not read yet.
#[derive(Clone, Debug)]
struct FactFile {
    kind: FactKind,
    /// Its number among all files.
    number: u16,
    text: Cow<'static, str>,
}

/// The files, and what was asked for of them so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    files: Vec<FactFile>,
    roles: OnceLock<Vec<Role>>,
    /// Whose each of them is, with its number; sorted.
    bodies: OnceLock<Vec<(ActorId, u32)>>,
    titles: OnceLock<Vec<Title>>,
    contexts: OnceLock<Vec<ContextRule>>,
    shared_offices: OnceLock<FxHashSet<String>>,
    heads: OnceLock<FxHashMap<String, String>>,
    common: OnceLock<FxHashSet<String>>,
}

impl Facts {
    pub(super) fn add(&mut self, kind: FactKind, number: u16, text: Cow<'static, str>) {
        self.files.push(FactFile { kind, number, text });
    }

    /// Whether there are files that the binary does not carry, whose problems nobody knows yet.
    pub(super) fn are_own(&self) -> bool {
        self.files.iter().any(|file| matches!(file.text, Cow::Owned(_)))
    }

    /// How much was read.
    #[cfg(test)]
    fn read(&self) -> usize {
        let asked = [self.roles.get().is_some(), self.titles.get().is_some(), self.contexts.get().is_some()];
        let others = [self.shared_offices.get().is_some(), self.heads.get().is_some(), self.common.get().is_some()];
        asked.iter().chain(&others).filter(|is_read| **is_read).count()
    }
}

impl Gazetteer {
    /// Terms of office, sorted by actor and first day.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        self.facts.roles.get_or_init(|| self.read_roles(&mut Vec::new()))
    }

    /// Those in a country or body, in the same order.
    pub(crate) fn roles_in(&self, body: ActorId) -> impl Iterator<Item = &Role> {
        let roles = self.roles();
        let bodies = self.facts.bodies.get_or_init(|| {
            let mut bodies: Vec<(ActorId, u32)> = roles.iter().map(|role| role.of).zip(0..).collect();
            bodies.sort_unstable();
            bodies
        });
        let start = bodies.partition_point(|(of, _)| *of < body);
        bodies[start..].iter().take_while(move |(of, _)| *of == body).map(|(_, number)| &roles[*number as usize])
    }

    /// Nouns for offices and other titles.
    #[must_use]
    pub fn titles(&self) -> &[Title] {
        self.facts.titles.get_or_init(|| self.read_titles(&mut Vec::new()))
    }

    /// What decides ambiguous aliases.
    #[must_use]
    pub fn contexts(&self) -> &[ContextRule] {
        self.facts.contexts.get_or_init(|| self.read_contexts(&mut Vec::new()))
    }

    /// Whether several persons hold an office at once.
    pub(super) fn is_shared(&self, office: &str) -> bool {
        self.facts.shared_offices.get_or_init(|| self.read_shared_offices(&mut Vec::new())).contains(office)
    }

    /// The office whose holder is called the leader of a country, where it is not its prime minister's.
    pub(crate) fn head_of(&self, country: ActorId) -> Option<&str> {
        let heads = self.facts.heads.get_or_init(|| self.read_heads(&mut Vec::new()));
        heads.get(&self.actor(country).id).map(String::as_str)
    }

    /// Whether a word in lower case is an ordinary word of the language.
    #[must_use]
    pub fn is_common(&self, word: &str) -> bool {
        self.facts.common.get_or_init(|| self.read_common(&mut Vec::new())).contains(word)
    }

    /// Reads all facts, and tells what is wrong with them.
    pub(super) fn read_facts(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let Facts { roles, titles, contexts, shared_offices, heads, common, .. } = &self.facts;
        // What was read before is the same.
        let _ = roles.set(self.read_roles(&mut problems));
        let _ = titles.set(self.read_titles(&mut problems));
        let _ = contexts.set(self.read_contexts(&mut problems));
        let _ = shared_offices.set(self.read_shared_offices(&mut problems));
        let _ = heads.set(self.read_heads(&mut problems));
        let _ = common.set(self.read_common(&mut problems));
        problems
    }

    /// Gives each row of the files of a kind, and where it stands.
    fn each_row(&self, kind: FactKind, problems: &mut Vec<Problem>, mut each: impl FnMut(Row<'_>, Origin, &mut Vec<Problem>)) {
        for file in self.facts.files.iter().filter(|file| file.kind == kind) {
            let name = self.files.get(file.number as usize).map_or("", String::as_str);
            for row in Table::parse(name, &file.text, problems).rows() {
                each(row, Origin::of(file.number, row), problems);
            }
        }
    }

    fn unknown(&self, Origin { file, line }: Origin, id: &str) -> Problem {
        unknown(self.files.get(file as usize).map_or("", String::as_str), line.into(), id)
    }

    fn read_roles(&self, problems: &mut Vec<Problem>) -> Vec<Role> {
        let mut roles = Vec::new();
        self.each_row(FactKind::Roles, problems, |row, origin, problems| match self.role(row, origin) {
            Ok(role) => roles.push(role),
            Err(problem) => problems.push(problem),
        });
        roles.sort_by(|a, b| (a.actor, &a.from, a.of, &a.office).cmp(&(b.actor, &b.from, b.of, &b.office)));
        roles
    }

    fn role(&self, row: Row<'_>, origin: Origin) -> Result<Role, Problem> {
        let [from, until] = ["from", "until"].map(|column| row.cell(column));
        let dates = [("from", from, earliest(from)), ("until", until, latest(until))];
        if let Some((column, told, _)) = dates.iter().find(|(_, told, day)| !told.is_empty() && day.is_none()) {
            return Err(row.problem(format!("the date {told:?} in column {column} cannot be read"), "write 2015, 2015-03 or 2015-03-04"));
        }
        if let [(_, _, Some(from)), (_, _, Some(until))] = dates
            && from > until
        {
            return Err(row.problem("the office ends before it begins", "check both dates"));
        }
        let actor = |column: &str| self.actor_with_id(row.cell(column)).ok_or_else(|| self.unknown(origin, row.cell(column)));
        let joint = match row.cell("joint") {
            "" => false,
            "yes" => true,
            other => return Err(row.problem(format!("{other:?} in column joint says neither yes nor no"), "write yes, or leave it empty")),
        };
        let office = row.cell("office").to_owned();
        Ok(Role { actor: actor("actor")?, office, of: actor("of")?, from: from.to_owned(), until: until.to_owned(), joint, origin })
    }

    fn read_titles(&self, problems: &mut Vec<Problem>) -> Vec<Title> {
        let mut titles = Vec::new();
        self.each_row(FactKind::Titles, problems, |row, _, _| {
            let applies = row.listed("applies").map(str::to_owned).collect();
            titles.push(Title { form: row.cell("form").to_owned(), office: row.cell("office").to_owned(), applies });
        });
        titles
    }

    fn read_contexts(&self, problems: &mut Vec<Problem>) -> Vec<ContextRule> {
        let mut contexts = Vec::new();
        self.each_row(FactKind::Contexts, problems, |row, origin, problems| {
            let role = match row.cell("role") {
                "context" => ContextRole::Context,
                "unrelated" => ContextRole::Unrelated,
                "required" => ContextRole::Required,
                other => {
                    let message = format!("{other:?} is no role of words beside an alias");
                    return problems.push(row.problem(message, "write context, unrelated or required"));
                }
            };
            let Some(actor) = self.actor_with_id(row.cell("actor")) else { return problems.push(self.unknown(origin, row.cell("actor"))) };
            let alias = fold(row.cell("alias"));
            // Whoever lists a name wants it found, whatever stands beside it.
            if !self.own_aliases_of(actor).any(|own| fold(own.text) == alias) {
                contexts.push(ContextRule { alias, actor, role, listed: row.cell("words").to_owned() });
            }
        });
        contexts
    }

    fn read_shared_offices(&self, problems: &mut Vec<Problem>) -> FxHashSet<String> {
        let mut offices = FxHashSet::default();
        self.each_row(FactKind::SharedOffices, problems, |row, _, _| {
            if row.cell("holders") == "many" {
                offices.insert(row.cell("office").to_owned());
            }
        });
        offices
    }

    fn read_heads(&self, problems: &mut Vec<Problem>) -> FxHashMap<String, String> {
        let mut heads = FxHashMap::default();
        self.each_row(FactKind::Heads, problems, |row, _, _| {
            heads.insert(row.cell("country").to_owned(), row.cell("office").to_owned());
        });
        heads
    }

    fn read_common(&self, problems: &mut Vec<Problem>) -> FxHashSet<String> {
        let mut words = FxHashSet::default();
        self.each_row(FactKind::CommonWords, problems, |row, _, _| {
            words.insert(row.cell("word").to_owned());
        });
        words
    }
}

/// Says of an id that no file describes it.
pub(super) fn unknown(file: &str, line: u64, id: &str) -> Problem {
    let remedy = "check its spelling, or add a row for it to countries.csv, leaders.csv or organizations.csv";
    Problem::new(file, line, format!("no actor has the id {id:?}"), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{GazetteerBuilder, Language};

    #[test]
    fn facts_of_the_binary_are_read_when_they_are_asked_for() {
        let gazetteer = Gazetteer::embedded(&[Language::Dutch]);
        assert_eq!(gazetteer.facts.read(), 0);
        assert!(!gazetteer.titles().is_empty());
        assert_eq!(gazetteer.facts.read(), 1);
        assert_eq!(gazetteer.read_facts(), []);
        assert_eq!(gazetteer.facts.read(), 6);
    }

    #[test]
    fn what_is_wrong_with_facts_of_a_user_is_told_at_once() {
        let mut builder = GazetteerBuilder::default();
        builder.add_embedded(&[Language::Dutch]);
        builder.add_file("mine.csv", "alias,actor,role,words\nIjs,ice,maybe,trein\nIjs,nobody,context,trein\n");
        let (gazetteer, problems) = builder.build();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "mine.csv:2: \"maybe\" is no role of words beside an alias; write context, unrelated or required",
                "mine.csv:3: no actor has the id \"nobody\"; check its spelling, \
                 or add a row for it to countries.csv, leaders.csv or organizations.csv",
            ]
        );
        assert_eq!(gazetteer.facts.read(), 6);
    }
}
