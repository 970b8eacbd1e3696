//! Puts a gazetteer together from files.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::Xxh3;

use crate::embedded;
use crate::fold::fold;
use crate::gazetteer::import::kebab;
use crate::gazetteer::model::{Actor, ActorType, AliasKind, CaseRule, ContextRole, ContextRule, Role, Title};
use crate::gazetteer::{AliasEntry, Gazetteer, Language, Origin};
use crate::id::ActorId;
use crate::table::{Place, Problem, Row};

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
    /// The office that leads a country, by the country's id.
    pub(super) heads: FxHashMap<String, String>,
    /// Aliases of a user's own lists, folded, and whose they are: whoever lists a name wants it found, whatever stands beside it.
    pub(super) trusted: FxHashSet<(String, String)>,
    pub(super) problems: Vec<Problem>,
    /// Whether names are left aside.
    facts_only: bool,
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
    origin: Origin,
}

#[derive(Debug)]
pub(super) struct RoleDraft {
    pub(super) actor: String,
    pub(super) of: String,
    pub(super) office: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) joint: bool,
    pub(super) origin: Origin,
    pub(super) place: Place,
}

#[derive(Debug)]
pub(super) struct ContextDraft {
    pub(super) alias: String,
    pub(super) actor: String,
    pub(super) role: ContextRole,
    pub(super) listed: String,
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
        // What an actor is and belongs to stands in the first language's files alone, and holds in all.
        let facts = Language::ALL[0];
        if !languages.contains(&facts) {
            self.facts_only = true;
            let files = embedded::of_language(facts.code());
            for file in files.filter(|file| file.path.ends_with("leaders.csv") || file.path.ends_with("organizations.csv")) {
                self.add_file(file.path, file.text);
            }
            self.facts_only = false;
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
    pub(super) fn origin(&self, row: Row<'_>) -> Origin {
        let file = u16::try_from(self.files.len().saturating_sub(1)).unwrap_or(u16::MAX);
        Origin { file, line: u32::try_from(row.line).unwrap_or(u32::MAX) }
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
                    let text = fold(&self.texts[alias.start as usize..][..alias.len as usize]);
                    let bearer = self.by_name.entry(text).or_insert(Some(at));
                    *bearer = bearer.filter(|bearer| *bearer == at);
                }
            }
        }
        let at = (*self.by_name.get(fold(name).as_str())?)?;
        Some(self.actors[at].id.clone())
    }

    /// An id for a name of a user's own that no actor has: one made of the name, told apart where it is taken.
    pub(super) fn free_id(&self, name: &str) -> String {
        let made = Some(kebab(name)).filter(|made| !made.is_empty()).unwrap_or_else(|| "actor".to_owned());
        let is_free = |id: &str| self.by_id.get(id).is_none_or(|at| self.actors[*at].name == name);
        if is_free(&made) {
            return made;
        }
        let mut tries = (2..).map(|number: u32| format!("{made}-{number}"));
        tries.find(|id| is_free(id)).unwrap_or(made)
    }

    /// The type of an actor that is known.
    pub(super) fn type_of(&self, id: &str) -> Option<&ActorType> {
        self.by_id.get(id).map(|at| &self.actors[*at].actor_type)
    }

    /// Adds what a row says of its actor beside the aliases.
    pub(super) fn describe<'r>(&mut self, actor: usize, of: impl Iterator<Item = &'r str>, note: &str, row: Row<'_>) {
        let draft = &mut self.actors[actor];
        for id in of {
            if draft.of.iter().all(|(known, _)| known != id) {
                draft.of.push((id.to_owned(), row.place()));
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
        if self.facts_only {
            return;
        }
        let case = case.unwrap_or_else(|| CaseRule::usual(kind, text));
        let origin = self.origin(row);
        let aliases = &mut self.actors[actor].aliases;
        let is_known = aliases.iter().any(|alias| alias.len as usize == text.len() && self.texts[alias.start as usize..].starts_with(text));
        if !is_known && let (Ok(start), Ok(len)) = (u32::try_from(self.texts.len()), u16::try_from(text.len())) {
            self.texts.push_str(text);
            aliases.push(AliasDraft { start, len, kind, case, lang, origin });
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
            heads: self.heads,
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
                    None => problems.push(place.unknown(id)),
                }
            }
            let (id, name, note) = (std::mem::take(&mut draft.id), std::mem::take(&mut draft.name), std::mem::take(&mut draft.note));
            gazetteer.actors.push(Actor { id, name, actor_type: draft.actor_type.clone(), of, note });
        }
        gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
        for role in self.roles {
            match (number(&role.actor), number(&role.of)) {
                (Some(actor), Some(of)) => {
                    let RoleDraft { office, from, until, joint, origin, .. } = role;
                    gazetteer.roles.push(Role { actor, office, of, from, until, joint, origin });
                }
                (None, _) => problems.push(role.place.unknown(&role.actor)),
                (_, None) => problems.push(role.place.unknown(&role.of)),
            }
        }
        gazetteer.roles.sort_by(|a, b| (a.actor, &a.from, a.of, &a.office).cmp(&(b.actor, &b.from, b.of, &b.office)));
        let is_trusted = |context: &ContextDraft| self.trusted.contains(&(fold(&context.alias), context.actor.clone()));
        for context in self.contexts.into_iter().filter(|context| !is_trusted(context)) {
            match number(&context.actor) {
                Some(actor) => {
                    let (alias, role, listed) = (fold(&context.alias), context.role, context.listed);
                    gazetteer.contexts.push(ContextRule { alias, actor, role, listed });
                }
                None => problems.push(context.place.unknown(&context.actor)),
            }
        }
        (gazetteer, problems)
    }
}

impl Gazetteer {
    fn push_alias(&mut self, alias: &AliasDraft, texts: &str, actor: ActorId) {
        let Ok(start) = u32::try_from(self.texts.len()) else { return };
        self.texts.push_str(&texts[alias.start as usize..][..alias.len as usize]);
        self.aliases.push(AliasEntry {
            start,
            len: alias.len,
            lang: alias.lang,
            kind: alias.kind,
            case: alias.case,
            actor,
            origin: alias.origin,
        });
    }
}

impl Place {
    /// Says of an id at this place that no file describes it.
    fn unknown(&self, id: &str) -> Problem {
        let remedy = "check its spelling, or add a row for it to countries.csv, leaders.csv or organizations.csv";
        Problem::new(&self.file, self.line, format!("no actor has the id {id:?}"), remedy)
    }
}
