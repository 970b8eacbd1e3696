//! Puts a gazetteer together from files.

use std::borrow::Cow;
use std::collections::VecDeque;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::flat::FlatTable;
use crate::fold::fold;
use crate::gazetteer::facts::{Facts, unknown};
use crate::gazetteer::import::kebab;
use crate::gazetteer::model::{Actor, ActorType, AliasKind, CaseRule};
use crate::gazetteer::{AliasEntry, Gazetteer, Joined, Language, Origin};
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
    /// What the drafts say in words, one after the other.
    words: String,
    /// The types of actors.
    types: IndexSet<Box<str>, FxBuildHasher>,
    /// What actors are part of, in the order of the files.
    parts: Vec<Part>,
    /// All aliases in the order of the files.
    aliases: Vec<AliasDraft>,
    /// Their texts, one after the other.
    texts: String,
    /// The actor of each id, by the id's hash.
    by_id: FlatTable<1>,
    /// Folded aliases of the actors known before the first list without ids, and whose they are if only one's.
    by_name: FxHashMap<String, Option<u32>>,
    pub(super) facts: Facts,
    pub(super) triggers: Vec<(String, Cow<'static, str>)>,
    /// The ids given to rows without one, in the order of the rows, each with a zero after it.
    own_ids: String,
    /// Rows without an id that add to an actor: the place of each, the draft, and the number of the type that it tells, or [`NONE`].
    joined: Vec<(Origin, u32, u32)>,
    /// Ids to give to rows without one, before others are made up.
    followed: VecDeque<String>,
    pub(super) problems: Vec<Problem>,
    /// Whether names are left aside.
    pub(super) facts_only: bool,
    langs: Vec<String>,
    files: Vec<String>,
    hash: Xxh3,
}

/// What is known of an actor so far. There may be a million of them, so that each takes no more room than it must.
#[derive(Clone, Copy, Debug)]
struct Draft {
    /// Where its id stands among the words; its name stands right after that.
    id: Words,
    name_len: u32,
    note: Words,
    /// Number of its type.
    actor_type: u32,
    /// The alias that was added last, or [`NONE`].
    last: u32,
    /// What was told last that it is part of, or [`NONE`].
    last_part: u32,
}

/// Where something stands among the words of all drafts.
#[derive(Clone, Copy, Debug, Default)]
struct Words {
    start: u64,
    len: u32,
}

/// What an actor is part of.
#[derive(Clone, Copy, Debug)]
struct Part {
    id: Words,
    origin: Origin,
    /// What the same actor is part of by what was told before, or [`NONE`].
    before: u32,
}

/// The text of a file.
#[derive(Clone, Copy)]
pub(super) enum Text<'t> {
    /// The binary carries it.
    Carried(&'static str),
    /// A user's own, of which a copy is made where it is needed later.
    Given(&'t str),
}

impl<'t> Text<'t> {
    pub(super) const fn as_str(self) -> &'t str {
        match self {
            Self::Carried(text) => text,
            Self::Given(text) => text,
        }
    }

    /// The text for as long as anybody wants it.
    pub(super) fn kept(self) -> Cow<'static, str> {
        match self {
            Self::Carried(text) => Cow::Borrowed(text),
            Self::Given(text) => Cow::Owned(text.to_owned()),
        }
    }
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
    /// Takes note of a file that is to be read, and tells the number of its language.
    pub(super) fn begin_file(&mut self, name: &str, text: Text<'_>) -> u8 {
        self.hash.update(text.as_str().as_bytes());
        self.hash.update(&[0]);
        let lang = name.rsplit(['/', '\\']).nth(1).filter(|folder| Language::from_code(folder).is_some()).unwrap_or("");
        self.files.push(name.to_owned());
        self.lang(lang)
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
    fn place_of(&self, id: &str) -> (u32, Option<u32>) {
        let hash = xxh3_64(id.as_bytes());
        let mut key = (hash >> 32) as u32;
        loop {
            match self.by_id.get([key]) {
                Some(at) if self.id_of(&self.actors[at as usize]) != id => key = key.wrapping_add(1),
                found => return (key, found),
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
        self.by_id.get_or_insert([key], at);
        let (id, name_len) = (self.keep(id), self.keep(name).len);
        let actor_type = self.types.get_index_of(type_name).unwrap_or_else(|| self.types.insert_full(type_name.into()).0);
        let actor_type = u32::try_from(actor_type).unwrap_or(u32::MAX);
        self.actors.push(Draft { id, name_len, note: Words::default(), actor_type, last: NONE, last_part: NONE });
        at
    }

    /// Puts something at the end of the words.
    fn keep(&mut self, words: &str) -> Words {
        let start = self.words.len() as u64;
        self.words.push_str(words);
        // No file is as long as this can tell.
        Words { start, len: u32::try_from(words.len()).unwrap_or(u32::MAX) }
    }

    fn words_at(&self, words: Words) -> &str {
        let start = usize::try_from(words.start).unwrap_or(usize::MAX);
        self.words.get(start..).and_then(|rest| rest.get(..words.len as usize)).unwrap_or_default()
    }

    fn id_of(&self, draft: &Draft) -> &str {
        self.words_at(draft.id)
    }

    fn name_of(&self, draft: &Draft) -> &str {
        self.words_at(Words { start: draft.id.start + u64::from(draft.id.len), len: draft.name_len })
    }

    fn type_name_of(&self, draft: &Draft) -> &str {
        self.types.get_index(draft.actor_type as usize).map_or("", |name| name)
    }

    /// The aliases of a draft, the last one first.
    fn aliases_of(&self, draft: &Draft) -> impl Iterator<Item = u32> {
        chain(draft.last, |at| self.aliases[at as usize].before)
    }

    /// What a draft is part of, by numbers, the last one first.
    fn parts_of(&self, draft: &Draft) -> impl Iterator<Item = u32> {
        chain(draft.last_part, |at| self.parts[at as usize].before)
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
            for (draft, number) in self.actors.iter().zip(0..) {
                for alias in self.aliases_of(draft) {
                    let bearer = by_name.entry(fold(self.text_of(alias))).or_insert(Some(number));
                    *bearer = bearer.filter(|bearer| *bearer == number);
                }
            }
            self.by_name = by_name;
        }
        let at = (*self.by_name.get(fold(name).as_str())?)?;
        Some(self.id_of(&self.actors[at as usize]).to_owned())
    }

    /// An id for a name of a user's own that no actor has: one made of the name, told apart where it is taken.
    fn free_id(&self, name: &str) -> String {
        let made = Some(kebab(name)).filter(|made| !made.is_empty()).unwrap_or_else(|| "actor".to_owned());
        let is_free = |id: &str| self.with_id(id).is_none_or(|at| self.name_of(&self.actors[at as usize]) == name);
        if is_free(&made) {
            return made;
        }
        let mut tries = (2..).map(|number: u32| format!("{made}-{number}"));
        tries.find(|id| is_free(id)).unwrap_or(made)
    }

    /// Takes note that a row without an id adds to the actor `id`, if there is such an actor; `told` is the type that the row tells, if any.
    pub(super) fn note_joined(&mut self, id: &str, told: &str, row: Row<'_>) {
        let Some(at) = self.with_id(id) else { return };
        let is_other = !told.is_empty() && told != self.type_name_of(&self.actors[at as usize]);
        let other = if is_other { self.types.insert_full(told.into()).0 } else { NONE as usize };
        self.joined.push((Origin::of(self.file(), row), at, u32::try_from(other).unwrap_or(NONE)));
    }

    /// The type of an actor that is known.
    pub(super) fn type_of(&self, id: &str) -> Option<&str> {
        self.with_id(id).map(|at| self.type_name_of(&self.actors[at as usize]))
    }

    /// Adds what a row says of its actor beside the aliases.
    pub(super) fn describe<'r>(&mut self, actor: u32, of: impl Iterator<Item = &'r str>, note: &str, row: Row<'_>) {
        let origin = Origin::of(self.file(), row);
        for id in of {
            let draft = &self.actors[actor as usize];
            let is_known = self.parts_of(draft).any(|part| self.words_at(self.parts[part as usize].id) == id);
            let before = draft.last_part;
            if let (false, Ok(number)) = (is_known, u32::try_from(self.parts.len())) {
                let id = self.keep(id);
                self.parts.push(Part { id, origin, before });
                self.actors[actor as usize].last_part = number;
            }
        }
        if self.actors[actor as usize].note.len == 0 && !note.is_empty() {
            self.actors[actor as usize].note = self.keep(note);
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
        let mut order: Vec<u32> = (0..).zip(&self.actors).map(|(number, _)| number).collect();
        let id_of = |draft: &u32| self.id_of(&self.actors[*draft as usize]);
        order.sort_by(|a, b| id_of(a).cmp(id_of(b)));
        let mut problems = std::mem::take(&mut self.problems);
        let bodies = self.bodies(&order, &mut problems);
        let mut gazetteer = Gazetteer { hash: self.hash.digest128(), ..Gazetteer::default() };
        // What is no longer needed makes room for what is made of the rest.
        self.by_id = FlatTable::default();
        self.list_aliases(&order, &mut gazetteer);
        self.aliases = Vec::new();
        gazetteer.actors.reserve_exact(order.len());
        gazetteer.actors.extend(order.iter().map(|draft| {
            let draft = &self.actors[*draft as usize];
            let mut of: Vec<ActorId> = self.parts_of(draft).filter_map(|part| bodies[part as usize]).collect();
            of.reverse();
            of.shrink_to_fit();
            let (id, name, note) = (self.id_of(draft).to_owned(), self.name_of(draft).to_owned(), self.words_at(draft.note).to_owned());
            Actor { id, name, actor_type: ActorType::from_name(self.type_name_of(draft)), of, note }
        }));
        if !self.joined.is_empty() {
            let mut numbers = vec![ActorId(0); order.len()];
            (0..).zip(&order).for_each(|(number, draft)| numbers[*draft as usize] = ActorId(number));
            let joined = self.joined.iter().map(|(origin, draft, told)| Joined {
                origin: *origin,
                actor: numbers[*draft as usize],
                other_type: self.types.get_index(*told as usize).map(|name| ActorType::from_name(name)),
            });
            gazetteer.joined = joined.collect();
        }
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

    /// The actor that each of the parts names, once drafts stand in this order, and a problem for each that names none.
    fn bodies(&self, order: &[u32], problems: &mut Vec<Problem>) -> Vec<Option<ActorId>> {
        let mut bodies = vec![None; self.parts.len()];
        if bodies.is_empty() {
            return bodies;
        }
        let mut numbers = vec![None; order.len()];
        (0..).zip(order).for_each(|(number, draft)| numbers[*draft as usize] = Some(ActorId(number)));
        for draft in &self.actors {
            let mut parts: SmallVec<[u32; 4]> = self.parts_of(draft).collect();
            parts.reverse();
            for part in parts {
                let Part { id, origin, .. } = self.parts[part as usize];
                bodies[part as usize] = self.with_id(self.words_at(id)).and_then(|draft| numbers[draft as usize]);
                if bodies[part as usize].is_none() {
                    let file = self.files.get(origin.file as usize).map_or("", String::as_str);
                    problems.push(unknown(file, origin.line.into(), self.words_at(id)));
                }
            }
        }
        bodies
    }

    /// Puts the aliases into a gazetteer whose actors stand in this order.
    fn list_aliases(&self, order: &[u32], gazetteer: &mut Gazetteer) {
        gazetteer.aliases.reserve_exact(self.aliases.len());
        gazetteer.offsets.reserve_exact(order.len() + 1);
        let mut own_aliases = Vec::new();
        for (draft, id) in order.iter().zip(0..) {
            gazetteer.offsets.push(u32::try_from(gazetteer.aliases.len()).unwrap_or(u32::MAX));
            own_aliases.clear();
            own_aliases.extend(self.aliases_of(&self.actors[*draft as usize]));
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
    }
}

/// A list of numbers each of which tells the next one, up to [`NONE`].
fn chain(last: u32, before: impl Fn(u32) -> u32) -> impl Iterator<Item = u32> {
    let of = |at: u32| Some(at).filter(|at| *at != NONE);
    std::iter::successors(of(last), move |at| of(before(*at)))
}
