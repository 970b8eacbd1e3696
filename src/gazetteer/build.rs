//! Puts a gazetteer together from files.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

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
    /// All aliases in the order of the files.
    aliases: Vec<AliasDraft>,
    /// Their texts, one after the other.
    texts: String,
    /// The actor of each id, by the id's hash.
    by_id: FxHashMap<u64, u32>,
    /// Folded aliases of the actors known before the first list without ids, and whose they are if only one's.
    by_name: FxHashMap<String, Option<u32>>,
    pub(super) roles: Vec<RoleDraft>,
    pub(super) titles: Vec<Title>,
    pub(super) contexts: Vec<ContextDraft>,
    pub(super) common: FxHashSet<String>,
    pub(super) shared_offices: FxHashSet<String>,
    pub(super) triggers: Vec<(String, String)>,
    /// The office that leads a country, by the country's id.
    pub(super) heads: FxHashMap<String, String>,
    /// The ids given to rows without one, in the order of the rows, each with a zero after it.
    own_ids: String,
    /// Ids to give to rows without one, before others are made up.
    followed: VecDeque<String>,
    pub(super) problems: Vec<Problem>,
    /// Whether names are left aside.
    facts_only: bool,
    langs: Vec<String>,
    files: Vec<String>,
    hash: Xxh3,
}

#[derive(Debug)]
struct Draft {
    /// What is known of it so far. Of whom it is part stands in `of`.
    actor: Actor,
    of: Vec<(String, Place)>,
    /// The number in the order of the files, which later ones are told by.
    number: u32,
    /// The alias that was added last, or [`NONE`].
    last: u32,
}

/// Stands after each id in a list of them; no text holds it.
const SEPARATOR: char = '\0';

/// No alias.
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct AliasDraft {
    /// Where its text begins, and its length.
    start: u32,
    len: u16,
    kind: AliasKind,
    case: CaseRule,
    lang: u8,
    /// Whether a user's own list has it: whoever lists a name wants it found, whatever stands beside it.
    is_own: bool,
    origin: Origin,
    /// The alias of the same actor that was added before it, or [`NONE`].
    before: u32,
}

/// How an alias is listed.
#[derive(Clone, Copy)]
pub(super) struct Listed {
    pub(super) kind: AliasKind,
    /// The usual rule where none is told.
    pub(super) case: Option<CaseRule>,
    pub(super) lang: u8,
    /// Whether a user's own list has it.
    pub(super) is_own: bool,
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

    /// The number of the draft with this id.
    fn with_id(&self, id: &str) -> Option<u32> {
        self.place_of(id).1
    }

    /// Under which key an id is or would be listed, and the number of its draft. An id whose hash another one has comes after that.
    fn place_of(&self, id: &str) -> (u64, Option<u32>) {
        let mut key = xxh3_64(id.as_bytes());
        loop {
            match self.by_id.get(&key) {
                Some(at) if self.actors[*at as usize].actor.id != id => key = key.wrapping_add(1),
                found => return (key, found.copied()),
            }
        }
    }

    /// The draft of the actor `id`, made anew where it is not known.
    pub(super) fn actor(&mut self, id: &str, name: &str, type_name: &str) -> u32 {
        let (key, known) = self.place_of(id);
        if let Some(at) = known {
            return at;
        }
        let at = u32::try_from(self.actors.len()).unwrap_or(u32::MAX);
        self.by_id.insert(key, at);
        let (id, name, actor_type) = (id.to_owned(), name.to_owned(), ActorType::from_name(type_name));
        let actor = Actor { id, name, actor_type, of: Vec::new(), note: String::new() };
        self.actors.push(Draft { actor, of: Vec::new(), number: at, last: NONE });
        at
    }

    /// The aliases of a draft, the last one first.
    fn aliases_of(&self, draft: &Draft) -> impl Iterator<Item = u32> {
        let of = |at: u32| Some(at).filter(|at| *at != NONE);
        std::iter::successors(of(draft.last), move |at| of(self.aliases[*at as usize].before))
    }

    fn text_of(&self, alias: u32) -> &str {
        let alias = &self.aliases[alias as usize];
        &self.texts[alias.start as usize..][..alias.len as usize]
    }

    /// The ids that rows without one were given, in the order of the rows, each with a zero after it.
    #[must_use]
    pub fn own_ids(&self) -> &str {
        &self.own_ids
    }

    /// Gives rows without an id these ones, each with a zero after it, so that the same lists beside the names of another language name
    /// the same actors.
    pub fn follow(&mut self, ids: &str) {
        self.followed.extend(ids.split_terminator(SEPARATOR).map(str::to_owned));
    }

    /// The id of a row without one: that of the one actor that has its name already, or one made of the name.
    pub(super) fn own_id(&mut self, name: &str) -> String {
        let followed = self.followed.pop_front();
        let id = followed.or_else(|| self.known(name)).unwrap_or_else(|| self.free_id(name));
        self.own_ids.push_str(&id);
        self.own_ids.push(SEPARATOR);
        id
    }

    /// The id of the one actor that has `name` as an alias already, so that a row without an id extends it.
    fn known(&mut self, name: &str) -> Option<String> {
        if self.by_name.is_empty() {
            let mut by_name: FxHashMap<String, Option<u32>> = FxHashMap::default();
            for draft in &self.actors {
                for alias in self.aliases_of(draft) {
                    let bearer = by_name.entry(fold(self.text_of(alias))).or_insert(Some(draft.number));
                    *bearer = bearer.filter(|bearer| *bearer == draft.number);
                }
            }
            self.by_name = by_name;
        }
        let at = (*self.by_name.get(fold(name).as_str())?)?;
        Some(self.actors[at as usize].actor.id.clone())
    }

    /// An id for a name of a user's own that no actor has: one made of the name, told apart where it is taken.
    fn free_id(&self, name: &str) -> String {
        let made = Some(kebab(name)).filter(|made| !made.is_empty()).unwrap_or_else(|| "actor".to_owned());
        let is_free = |id: &str| self.with_id(id).is_none_or(|at| self.actors[at as usize].actor.name == name);
        if is_free(&made) {
            return made;
        }
        let mut tries = (2..).map(|number: u32| format!("{made}-{number}"));
        tries.find(|id| is_free(id)).unwrap_or(made)
    }

    /// The type of an actor that is known.
    pub(super) fn type_of(&self, id: &str) -> Option<&ActorType> {
        self.with_id(id).map(|at| &self.actors[at as usize].actor.actor_type)
    }

    /// Adds what a row says of its actor beside the aliases.
    pub(super) fn describe<'r>(&mut self, actor: u32, of: impl Iterator<Item = &'r str>, note: &str, row: Row<'_>) {
        let draft = &mut self.actors[actor as usize];
        for id in of {
            if draft.of.iter().all(|(known, _)| known != id) {
                draft.of.push((id.to_owned(), row.place()));
            }
        }
        if draft.actor.note.is_empty() {
            note.clone_into(&mut draft.actor.note);
        }
    }

    /// Adds an alias, unless its actor has the same text already.
    pub(super) fn alias(&mut self, actor: u32, text: &str, listed: Listed, row: Row<'_>) {
        let Listed { kind, case, lang, is_own } = listed;
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
        let draft = &self.actors[actor as usize];
        let known = self.aliases_of(draft).find(|alias| self.text_of(*alias) == text);
        if let Some(known) = known {
            self.aliases[known as usize].is_own |= is_own;
            return;
        }
        let (before, number) = (draft.last, u32::try_from(self.aliases.len()));
        if let (Ok(start), Ok(len), Ok(number)) = (u32::try_from(self.texts.len()), u16::try_from(text.len()), number) {
            self.texts.push_str(text);
            self.aliases.push(AliasDraft { start, len, kind, case, lang, is_own, origin, before });
            self.actors[actor as usize].last = number;
        }
    }

    /// Whether a user's own list has an alias, which is given as a row of `contexts.csv` does, for an actor.
    fn is_own(&self, context: &ContextDraft) -> bool {
        let Some(actor) = self.with_id(&context.actor) else { return false };
        let mut own = self.aliases_of(&self.actors[actor as usize]).filter(|alias| self.aliases[*alias as usize].is_own);
        own.any(|alias| fold(self.text_of(alias)) == fold(&context.alias))
    }

    /// The gazetteer, and all that was wrong with the files. Good rows count even where others are bad.
    #[must_use]
    pub fn build(mut self) -> (Gazetteer, Vec<Problem>) {
        let own: Vec<bool> = self.contexts.iter().map(|context| self.is_own(context)).collect();
        let ends: Vec<_> = self.roles.iter().map(|role| (self.with_id(&role.actor), self.with_id(&role.of))).collect();
        let speaks_of: Vec<_> = self.contexts.iter().map(|context| self.with_id(&context.actor)).collect();
        let bodies: FxHashMap<String, u32> = {
            let named = self.actors.iter().flat_map(|draft| &draft.of);
            named.filter_map(|(id, _)| Some((id.clone(), self.with_id(id)?))).collect()
        };
        // From here on drafts stand in the order of their ids, and are known by their numbers alone.
        self.by_id = FxHashMap::default();
        self.by_name = FxHashMap::default();
        self.actors.sort_unstable_by(|a, b| a.actor.id.cmp(&b.actor.id));
        let mut numbers = vec![ActorId(u32::MAX); self.actors.len()];
        (0..).zip(&self.actors).for_each(|(number, draft)| numbers[draft.number as usize] = ActorId(number));
        let number = |at: u32| numbers[at as usize];
        let mut gazetteer = Gazetteer {
            langs: self.langs,
            files: self.files,
            titles: self.titles,
            common: self.common,
            shared_offices: self.shared_offices,
            triggers: self.triggers,
            heads: self.heads,
            hash: self.hash.digest128(),
            ..Gazetteer::default()
        };
        gazetteer.texts.reserve(self.texts.len());
        gazetteer.aliases.reserve(self.aliases.len());
        gazetteer.roles.reserve(self.roles.len());
        let mut problems = self.problems;
        let mut own_aliases = Vec::new();
        for (draft, id) in self.actors.iter_mut().zip(0..) {
            gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
            own_aliases.clear();
            let mut last = draft.last;
            while let Some(alias) = self.aliases.get(last as usize) {
                own_aliases.push(alias);
                last = alias.before;
            }
            own_aliases.iter().rev().for_each(|alias| gazetteer.push_alias(alias, &self.texts, ActorId(id)));
            for (body, place) in &draft.of {
                match bodies.get(body) {
                    Some(body) => draft.actor.of.push(number(*body)),
                    None => problems.push(place.unknown(body)),
                }
            }
        }
        gazetteer.actors = self.actors.into_iter().map(|draft| draft.actor).collect();
        gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
        for (role, (actor, of)) in self.roles.into_iter().zip(ends) {
            match (actor.map(number), of.map(number)) {
                (Some(actor), Some(of)) => {
                    let RoleDraft { office, from, until, joint, origin, .. } = role;
                    gazetteer.roles.push(Role { actor, office, of, from, until, joint, origin });
                }
                (None, _) => problems.push(role.place.unknown(&role.actor)),
                (_, None) => problems.push(role.place.unknown(&role.of)),
            }
        }
        gazetteer.roles.sort_by(|a, b| (a.actor, &a.from, a.of, &a.office).cmp(&(b.actor, &b.from, b.of, &b.office)));
        for ((context, actor), _) in self.contexts.into_iter().zip(speaks_of).zip(own).filter(|(_, is_own)| !is_own) {
            match actor.map(number) {
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
