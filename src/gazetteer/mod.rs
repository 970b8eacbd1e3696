//! Gazetteers: lists of aliases and the actors that they name, who held which office, and what decides an ambiguous name.
//!
//! Owns reading the CSV files of `gazetteers/` and a user's own lists, and looking actors up by name. Does not search texts.

mod build;
mod facts;
mod files;
mod import;
mod lint;
mod lookup;
mod model;
mod rows;

pub use build::GazetteerBuilder;
pub(crate) use import::kebab;
pub use import::{ImportFormat, Imported, import};
pub use lookup::Lookup;
pub(crate) use model::earliest;
pub use model::{Actor, ActorType, Alias, AliasKind, CaseRule, ContextRole, ContextRule, Role, Title};

use std::borrow::Cow;
use std::ops::Range;

use facts::Facts;

use crate::id::{ActorId, AliasId};
use crate::table::Row;

/// A language of names and rules: its folder under `gazetteers/`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Language {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// All languages, the first one first.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// ISO 639-1 code: `nl`, `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// Aliases and the actors that they name. Immutable once built, shared by threads.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    actors: Vec<Actor>,
    texts: String,
    aliases: Vec<AliasEntry>,
    /// Aliases of each actor: the entries from one offset up to the next.
    offsets: Vec<u32>,
    langs: Vec<String>,
    files: Vec<String>,
    facts: Facts,
    /// Names and texts of the files that list triggers of relations.
    triggers: Vec<(String, Cow<'static, str>)>,
    /// Rows without an id whose name an actor had already, in the order of the files.
    joined: Vec<Joined>,
    hash: u128,
}

/// A row without an id that adds to an actor which had its name already.
#[derive(Clone, Debug)]
struct Joined {
    origin: Origin,
    actor: ActorId,
    /// The type that the row tells, where the actor is of another one.
    other_type: Option<ActorType>,
}

#[derive(Clone, Copy, Debug)]
struct AliasEntry {
    start: u32,
    len: u16,
    lang: u8,
    kind: AliasKind,
    case: CaseRule,
    /// Whether a user's own list has it.
    is_own: bool,
    actor: ActorId,
    origin: Origin,
}

/// The file and line of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    file: u16,
    line: u32,
}

impl Origin {
    /// That of a row of the file with this number.
    fn of(file: u16, row: Row<'_>) -> Self {
        Self { file, line: u32::try_from(row.line).unwrap_or(u32::MAX) }
    }
}

impl Gazetteer {
    /// The gazetteers that the binary carries, in the given languages; the first gives the display names.
    #[must_use]
    pub fn embedded(languages: &[Language]) -> Self {
        let mut builder = GazetteerBuilder::default();
        builder.add_embedded(languages);
        builder.build().0
    }

    /// Actors in the order of their ids.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor of a number.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }

    /// The number of the actor with this id, such as `cn`.
    #[must_use]
    pub fn actor_with_id(&self, id: &str) -> Option<ActorId> {
        let at = self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok()?;
        u32::try_from(at).ok().map(ActorId)
    }

    /// Number of aliases.
    #[must_use]
    pub fn alias_count(&self) -> usize {
        self.aliases.len()
    }

    /// Whose alias it is.
    #[inline]
    pub(crate) fn actor_of(&self, id: AliasId) -> ActorId {
        self.aliases[id.index()].actor
    }

    /// The alias of a number.
    #[inline]
    #[must_use]
    pub fn alias(&self, id: AliasId) -> Alias<'_> {
        let entry = &self.aliases[id.index()];
        let start = entry.start as usize;
        Alias {
            text: &self.texts[start..start + entry.len as usize],
            actor: entry.actor,
            kind: entry.kind,
            case: entry.case,
            lang: &self.langs[entry.lang as usize],
        }
    }

    /// All aliases with their numbers, in the order of their actors.
    pub fn aliases(&self) -> impl Iterator<Item = (AliasId, Alias<'_>)> {
        (0..self.aliases.len()).filter_map(|at| u32::try_from(at).ok()).map(|at| (AliasId(at), self.alias(AliasId(at))))
    }

    /// The aliases of one actor in the order in which the files list them.
    pub fn aliases_of(&self, actor: ActorId) -> impl Iterator<Item = Alias<'_>> {
        let range: Range<u32> = self.offsets[actor.index()]..self.offsets[actor.index() + 1];
        range.map(|at| self.alias(AliasId(at)))
    }

    /// Those of them that stand in a user's own lists.
    fn own_aliases_of(&self, actor: ActorId) -> impl Iterator<Item = Alias<'_>> {
        let range: Range<u32> = self.offsets[actor.index()]..self.offsets[actor.index() + 1];
        range.filter(|at| self.aliases[*at as usize].is_own).map(|at| self.alias(AliasId(at)))
    }

    /// The terms of office of one actor.
    pub fn roles_of(&self, actor: ActorId) -> impl Iterator<Item = &Role> {
        let roles = self.roles();
        let start = roles.partition_point(|role| role.actor < actor);
        roles[start..].iter().take_while(move |role| role.actor == actor)
    }

    /// Names and texts of the files that list triggers of relations (`relations.csv`) and the sets of words that they name (`sets.csv`), which the
    /// finding of relations compiles.
    pub(crate) fn trigger_files(&self) -> &[(String, Cow<'static, str>)] {
        &self.triggers
    }

    /// Rows of a user's lists that have no id, and that add to an actor which had their name already: the place of each, as `file:line`, and
    /// the actor.
    pub fn joined(&self) -> impl ExactSizeIterator<Item = (String, &Actor)> {
        self.joined.iter().map(|row| {
            let file = self.files.get(row.origin.file as usize).map_or("", String::as_str);
            (format!("{file}:{}", row.origin.line), self.actor(row.actor))
        })
    }

    /// Hash of all that was read, in hexadecimal: equal gazetteers have equal hashes.
    #[must_use]
    pub fn hash(&self) -> String {
        format!("{:032x}", self.hash)
    }

    /// Whether one of the two leads, represents or belongs to the other, by the `of` column or a term of office.
    #[must_use]
    pub fn are_affiliated(&self, one: ActorId, other: ActorId) -> bool {
        let leads = |person: ActorId, body: ActorId| {
            let is_person = self.actor(person).actor_type == ActorType::Person;
            is_person && (self.actor(person).of.contains(&body) || self.roles_of(person).any(|role| role.of == body))
        };
        leads(one, other) || leads(other, one)
    }
}
