//! Puts a gazetteer together from files.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::Xxh3;

use crate::embedded;
use crate::fold::fold;
use crate::gazetteer::model::{Actor, ActorType, AliasKind, CaseRule, ContextRole, ContextRule, Role, Title};
use crate::gazetteer::{AliasEntry, Gazetteer, Language, Place};
use crate::id::ActorId;
use crate::table::{Problem, Row};

/// Longest alias in bytes. Longer ones are no names and are refused.
const LONGEST_ALIAS: usize = 200;

/// Collects files into a [`Gazetteer`]. Files that come later add to those before.
///
/// ```
/// use actorgraph::GazetteerBuilder;
/// let mut builder = GazetteerBuilder::default();
/// builder.add_file("mine.csv", "name\nWagenborg\nDamen\n");
/// let (gazetteer, problems) = builder.build();
/// assert_eq!(gazetteer.actors()[0].id, "damen");
/// assert!(problems.is_empty());
/// ```
#[derive(Default)]
#[must_use]
pub struct GazetteerBuilder {
    actors: Vec<Draft>,
    /// The texts of all aliases, one after the other.
    texts: String,
    by_id: FxHashMap<String, usize>,
    /// Folded aliases of the actors known before the first list without ids, and whose they are if only one's.
    by_name: FxHashMap<String, Option<usize>>,
    pub(super) roles: Vec<RoleDraft>,
    pub(super) titles: Vec<Title>,
    pub(super) contexts: Vec<ContextDraft>,
    pub(super) common: FxHashSet<String>,
    pub(super) shared_offices: FxHashSet<String>,
    /// Aliases of a user's own lists, folded, and whose they are: whoever lists a name wants it found, whatever stands beside it.
    pub(super) trusted: FxHashSet<(String, String)>,
    pub(super) problems: Vec<Problem>,
    langs: Vec<String>,
    files: Vec<String>,
    hash: Xxh3,
}

#[derive(Debug)]
struct Draft {
    id: String,
    name: String,
    actor_type: ActorType,
    of: Vec<(String, Place)>,
    note: String,
    aliases: Vec<AliasDraft>,
}

#[derive(Clone, Copy, Debug)]
struct AliasDraft {
    /// Where its text begins, and its length.
    start: u32,
    len: u16,
    kind: AliasKind,
    case: CaseRule,
    lang: u8,
    place: Place,
}

#[derive(Debug)]
pub(super) struct RoleDraft {
    pub(super) actor: String,
    pub(super) of: String,
    pub(super) office: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) joint: bool,
    pub(super) place: Place,
}

#[derive(Debug)]
pub(super) struct ContextDraft {
    pub(super) alias: String,
    pub(super) actor: String,
    pub(super) role: ContextRole,
    pub(super) words: Vec<String>,
    pub(super) place: Place,
}

impl GazetteerBuilder {
    /// Adds the gazetteers that the binary carries, in these languages; the first gives the display names.
    pub fn add_embedded(&mut self, languages: &[Language]) {
        for language in languages {
            for file in embedded::of_language(language.code()) {
                self.add_file(file.path, file.text);
            }
        }
        for file in embedded::of_language("") {
            self.add_file(file.path, file.text);
        }
    }

    /// Adds a CSV file. What it holds is told by its columns; a plain list needs the column `name` alone. `name` is the file's
    /// name in messages; a folder `nl` or `en` in it tells its language.
    pub fn add_file(&mut self, name: &str, text: &str) {
        self.hash.update(text.as_bytes());
        self.hash.update(&[0]);
        let lang = name.rsplit(['/', '\\']).nth(1).filter(|folder| Language::from_code(folder).is_some()).unwrap_or("");
        let lang = self.lang(lang);
        self.files.push(name.to_owned());
        super::rows::read(self, name, text, lang);
    }

    fn lang(&mut self, lang: &str) -> u8 {
        let at = self.langs.iter().position(|known| known == lang).unwrap_or_else(|| {
            self.langs.push(lang.to_owned());
            self.langs.len() - 1
        });
        u8::try_from(at).unwrap_or(u8::MAX)
    }

    /// Where a row of the file that is being read stands.
    pub(super) fn place(&self, row: Row<'_>) -> Place {
        let file = u16::try_from(self.files.len().saturating_sub(1)).unwrap_or(u16::MAX);
        Place { file, line: u32::try_from(row.line).unwrap_or(u32::MAX) }
    }

    /// The draft of the actor `id`, made anew where it is not known.
    pub(super) fn actor(&mut self, id: &str, name: &str, actor_type: ActorType) -> usize {
        if let Some(&at) = self.by_id.get(id) {
            return at;
        }
        let at = self.actors.len();
        let (id, name) = (id.to_owned(), name.to_owned());
        self.by_id.insert(id.clone(), at);
        self.actors.push(Draft { id, name, actor_type, of: Vec::new(), note: String::new(), aliases: Vec::new() });
        at
    }

    /// The id of the one actor that has `name` as an alias already, so that a row without an id extends it.
    pub(super) fn known(&mut self, name: &str) -> Option<String> {
        if self.by_name.is_empty() {
            for (at, draft) in self.actors.iter().enumerate() {
                for alias in &draft.aliases {
                    let whose = self.by_name.entry(fold(&self.texts[alias.start as usize..][..alias.len as usize])).or_insert(Some(at));
                    if *whose != Some(at) {
                        *whose = None;
                    }
                }
            }
        }
        let at = (*self.by_name.get(fold(name).as_str())?)?;
        Some(self.actors[at].id.clone())
    }

    /// Adds what a row says of its actor beside the aliases.
    pub(super) fn describe<'r>(&mut self, actor: usize, of: impl Iterator<Item = &'r str>, note: &str, row: Row<'_>) {
        let place = self.place(row);
        let draft = &mut self.actors[actor];
        for id in of {
            if draft.of.iter().all(|(known, _)| known != id) {
                draft.of.push((id.to_owned(), place));
            }
        }
        if draft.note.is_empty() {
            note.clone_into(&mut draft.note);
        }
    }

    /// Adds an alias, unless its actor has the same text already.
    pub(super) fn alias(&mut self, actor: usize, kind: AliasKind, text: &str, case: Option<CaseRule>, lang: u8, row: Row<'_>) {
        if !text.chars().any(char::is_alphanumeric) || text.len() > LONGEST_ALIAS {
            let remedy = format!("give a name with letters or digits, at most {LONGEST_ALIAS} bytes long");
            self.problems.push(row.problem(format!("the alias {text:?} can never match"), remedy));
            return;
        }
        let case = case.unwrap_or_else(|| CaseRule::usual(kind, text));
        let place = self.place(row);
        let aliases = &mut self.actors[actor].aliases;
        let is_known = aliases.iter().any(|alias| self.texts[alias.start as usize..].get(..alias.len as usize) == Some(text));
        if !is_known && let (Ok(start), Ok(len)) = (u32::try_from(self.texts.len()), u16::try_from(text.len())) {
            self.texts.push_str(text);
            aliases.push(AliasDraft { start, len, kind, case, lang, place });
        }
    }

    /// The gazetteer, and all that was wrong with the files. Good rows count even where others are bad.
    #[must_use]
    pub fn build(mut self) -> (Gazetteer, Vec<Problem>) {
        let mut order: Vec<usize> = (0..self.actors.len()).collect();
        order.sort_unstable_by(|a, b| self.actors[*a].id.cmp(&self.actors[*b].id));
        let mut numbers = vec![ActorId(u32::MAX); order.len()];
        (0..).zip(&order).for_each(|(number, at)| numbers[*at] = ActorId(number));
        let number = |id: &str| self.by_id.get(id).map(|at| numbers[*at]);
        let mut gazetteer = Gazetteer {
            langs: self.langs,
            files: self.files,
            titles: self.titles,
            common: self.common,
            shared_offices: self.shared_offices,
            hash: self.hash.digest128(),
            ..Gazetteer::default()
        };
        gazetteer.texts.reserve(self.texts.len());
        gazetteer.aliases.reserve(self.actors.iter().map(|draft| draft.aliases.len()).sum());
        gazetteer.roles.reserve(self.roles.len());
        gazetteer.actors.reserve(order.len());
        let mut problems = self.problems;
        for &at in &order {
            let draft = &mut self.actors[at];
            gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
            for alias in &draft.aliases {
                gazetteer.push_alias(alias, &self.texts, numbers[at]);
            }
            let mut of = Vec::with_capacity(draft.of.len());
            for (id, place) in &draft.of {
                match number(id) {
                    Some(body) => of.push(body),
                    None => problems.push(unknown(&gazetteer.files, *place, id)),
                }
            }
            let (id, name, note) = (std::mem::take(&mut draft.id), std::mem::take(&mut draft.name), std::mem::take(&mut draft.note));
            gazetteer.actors.push(Actor { id, name, actor_type: draft.actor_type.clone(), of, note });
        }
        gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
        for role in self.roles {
            match (number(&role.actor), number(&role.of)) {
                (Some(actor), Some(of)) => {
                    let place = role.place;
                    gazetteer.roles.push(Role {
                        actor,
                        office: role.office,
                        of,
                        from: role.from,
                        until: role.until,
                        joint: role.joint,
                        place,
                    });
                }
                (None, _) => problems.push(unknown(&gazetteer.files, role.place, &role.actor)),
                (_, None) => problems.push(unknown(&gazetteer.files, role.place, &role.of)),
            }
        }
        gazetteer.roles.sort_by(|a, b| (a.actor, &a.from, a.of, &a.office).cmp(&(b.actor, &b.from, b.of, &b.office)));
        let is_trusted = |context: &ContextDraft| self.trusted.contains(&(fold(&context.alias), context.actor.clone()));
        for context in self.contexts.into_iter().filter(|context| !is_trusted(context)) {
            match number(&context.actor) {
                Some(actor) => {
                    let (alias, role, words) = (fold(&context.alias), context.role, context.words);
                    gazetteer.contexts.push(ContextRule { alias, actor, role, words });
                }
                None => problems.push(unknown(&gazetteer.files, context.place, &context.actor)),
            }
        }
        (gazetteer, problems)
    }
}

impl Gazetteer {
    fn push_alias(&mut self, alias: &AliasDraft, texts: &str, actor: ActorId) {
        let Ok(start) = u32::try_from(self.texts.len()) else { return };
        let AliasDraft { len, kind, case, lang, place, .. } = *alias;
        self.texts.push_str(&texts[alias.start as usize..][..len as usize]);
        self.aliases.push(AliasEntry { start, len, lang, kind, case, actor, place });
    }
}

/// Says of an id at a place that no file describes it.
fn unknown(files: &[String], place: Place, id: &str) -> Problem {
    let file = files.get(place.file as usize).map_or("", String::as_str);
    let remedy = "check its spelling, or add a row for it to countries.csv, leaders.csv or organizations.csv";
    Problem::new(file, place.line.into(), format!("no actor has the id {id:?}"), remedy)
}
