//! Puts a gazetteer together from files.

use std::borrow::Cow;
use std::collections::VecDeque;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::embedded;
use crate::fold::fold;
use crate::gazetteer::facts::{Facts, unknown};
use crate::gazetteer::import::kebab;
use crate::gazetteer::model::{Actor, ActorType, AliasKind, CaseRule};
use crate::gazetteer::{AliasEntry, Gazetteer, Language, Origin};
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
    /// All aliases in the order of the files.
    aliases: Vec<AliasDraft>,
    /// Their texts, one after the other.
    texts: String,
    /// Ids of what actors are part of, one after the other.
    bodies: String,
    /// The actor of each id, by the id's hash.
    by_id: FxHashMap<u64, u32>,
    /// Folded aliases of the actors known before the first list without ids, and whose they are if only one's.
    by_name: FxHashMap<String, Option<u32>>,
    pub(super) facts: Facts,
    pub(super) triggers: Vec<(String, Cow<'static, str>)>,
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
    of: SmallVec<[Part; 2]>,
    /// The number in the order of the files, which later ones are told by.
    number: u32,
    /// The alias that was added last, or [`NONE`].
    last: u32,
}

/// What an actor is part of.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Where its id begins among the bodies, and its length.
    start: u32,
    len: u32,
    origin: Origin,
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

impl GazetteerBuilder {
    /// Adds the gazetteers that the binary carries, in these languages; the first gives the display names.
    pub fn add_embedded(&mut self, languages: &[Language]) {
        for language in languages {
            for file in embedded::of_language(language.code()) {
                self.add(file.path, Cow::Borrowed(file.text));
            }
        }
        // What an actor is and belongs to stands in the first language's files alone, and holds in all.
        let facts = Language::ALL[0];
        if !languages.contains(&facts) {
            self.facts_only = true;
            let files = embedded::of_language(facts.code());
            for file in files.filter(|file| file.path.ends_with("leaders.csv") || file.path.ends_with("organizations.csv")) {
                self.add(file.path, Cow::Borrowed(file.text));
            }
            self.facts_only = false;
        }
        for file in embedded::of_language("") {
            self.add(file.path, Cow::Borrowed(file.text));
        }
    }

    /// Adds a CSV file. What it holds is told by its columns; a plain list needs the column `name` alone. `name` is the file's
    /// name in messages; a folder `nl` or `en` in it tells its language.
    pub fn add_file(&mut self, name: &str, text: &str) {
        self.add(name, Cow::Owned(text.to_owned()));
    }

    fn add(&mut self, name: &str, text: Cow<'static, str>) {
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

    /// The number of the file that is being read.
    pub(super) fn file(&self) -> u16 {
        u16::try_from(self.files.len().saturating_sub(1)).unwrap_or(u16::MAX)
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
        self.actors.push(Draft { actor, of: SmallVec::new(), number: at, last: NONE });
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
        let origin = Origin::of(self.file(), row);
        let draft = &mut self.actors[actor as usize];
        for id in of {
            let is_known = draft.of.iter().any(|part| part.id(&self.bodies) == id);
            if let (false, Ok(start), Ok(len)) = (is_known, u32::try_from(self.bodies.len()), u32::try_from(id.len())) {
                self.bodies.push_str(id);
                draft.of.push(Part { start, len, origin });
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
        let origin = Origin::of(self.file(), row);
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

    /// The gazetteer, and all that was wrong with the files. Good rows count even where others are bad.
    #[must_use]
    pub fn build(mut self) -> (Gazetteer, Vec<Problem>) {
        // Drafts will stand in the order of their ids, in which those of each file stand already.
        let mut order: Vec<u32> = self.actors.iter().map(|draft| draft.number).collect();
        order.sort_by(|a, b| self.actors[*a as usize].actor.id.cmp(&self.actors[*b as usize].actor.id));
        let mut numbers = vec![ActorId(u32::MAX); self.actors.len()];
        (0..).zip(&order).for_each(|(number, draft)| numbers[*draft as usize] = ActorId(number));
        let mut problems = std::mem::take(&mut self.problems);
        let mut gazetteer = Gazetteer { hash: self.hash.digest128(), ..Gazetteer::default() };
        gazetteer.aliases.reserve(self.aliases.len());
        gazetteer.offsets.reserve(order.len() + 1);
        let mut own_aliases = Vec::new();
        for (draft, id) in order.iter().zip(0..) {
            let draft = &self.actors[*draft as usize];
            gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
            own_aliases.clear();
            own_aliases.extend(self.aliases_of(draft));
            let aliases = own_aliases.iter().rev().map(|alias| &self.aliases[*alias as usize]);
            gazetteer.aliases.extend(aliases.map(|alias| AliasEntry {
                start: alias.start,
                len: alias.len,
                lang: alias.lang,
                kind: alias.kind,
                case: alias.case,
                is_own: alias.is_own,
                actor: ActorId(id),
                origin: alias.origin,
            }));
        }
        gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
        let found = |draft: &Draft| -> Vec<Result<u32, Part>> {
            draft.of.iter().map(|part| self.with_id(part.id(&self.bodies)).ok_or(*part)).collect()
        };
        let bodies: Vec<Vec<Result<u32, Part>>> = self.actors.iter().map(found).collect();
        let mut actors: Vec<Option<Actor>> = Vec::with_capacity(order.len());
        for (Draft { mut actor, .. }, bodies) in self.actors.into_iter().zip(bodies) {
            actor.of.reserve_exact(bodies.len());
            for body in bodies {
                match body {
                    Ok(body) => actor.of.push(numbers[body as usize]),
                    Err(part) => {
                        let file = self.files.get(part.origin.file as usize).map_or("", String::as_str);
                        problems.push(unknown(file, part.origin.line.into(), part.id(&self.bodies)));
                    }
                }
            }
            actors.push(Some(actor));
        }
        gazetteer.actors = order.into_iter().filter_map(|draft| actors[draft as usize].take()).collect();
        gazetteer.texts = self.texts;
        gazetteer.langs = self.langs;
        gazetteer.files = self.files;
        gazetteer.facts = self.facts;
        gazetteer.triggers = self.triggers;
        // The binary carries none that are wrong; a test sees to it.
        if gazetteer.facts.are_own() {
            problems.extend(gazetteer.read_facts());
        }
        (gazetteer, problems)
    }
}

impl Part {
    fn id<'b>(&self, bodies: &'b str) -> &'b str {
        &bodies[self.start as usize..][..self.len as usize]
    }
}
