//! Triggers: words that may tell an event, each with the frames of its rows.

use smallvec::SmallVec;

use crate::relation::category::Category;
use crate::relation::lexicon::WordId;
use crate::relation::runs::Listed;
use crate::relation::word::AnyOf;
use crate::table::Place;

/// What sort of word triggers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Speech {
    Verb,
    Noun,
    Adjective,
}

/// Where in the clause a party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The subject of the active clause.
    Subject,
    /// Its direct or indirect object.
    Object,
    /// After a preposition.
    After(WordId),
    /// A country's adjective before a noun.
    Adjective,
    /// A genitive before a noun.
    Genitive,
    /// The first part of a compound.
    Compound,
    /// Both parties, after `tussen`.
    Between(WordId),
    /// The subject of the condition: `dreigt met sancties als Iran weigert`.
    Condition,
    /// The subject of the clause that tells what the verb is about: `eist dat Iran stopt`, `onderzoekt of Huawei heeft omgekocht`.
    Complement,
}

/// Runs of each of which a clause must hold one.
pub(super) type Joined = Vec<Listed>;

/// A row of `relations.csv`: a trigger in one frame.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    pub(super) category: Category,
    pub(super) mode: Option<&'static str>,
    /// Runs of words of which the clause must hold one.
    pub(super) with: Listed,
    /// The same where several must stand in the clause, apart: `@sanctions & vallen`.
    pub(super) together: Vec<Joined>,
    /// Runs of words of which the clause must hold none.
    pub(super) unless: Listed,
    pub(super) actor: Slots,
    pub(super) recipient: Slots,
    /// Whether the row counts without a recipient.
    pub(super) optional: bool,
    pub(super) reciprocal: bool,
    pub(super) negative: bool,
    pub(super) source: Box<Source>,
}

/// What only those need who ask where a row comes from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) lemma: Box<str>,
    pub(super) place: Place,
}

/// Where a party may stand, the first place that holds one before others.
pub(super) type Slots = SmallVec<[Slot; 4]>;

impl Trigger {
    /// Whether the row asks for words beside its own.
    pub(super) fn is_specific(&self) -> bool {
        !self.with.is_empty() || !self.together.is_empty()
    }
}

/// A word that triggers, with all the rows that it may trigger.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub(super) speech: Speech,
    pub(super) particle: Option<WordId>,
    /// Words of the form before its last one: `militaire` of `militaire oefening`.
    pub(super) lead: Box<[WordId]>,
    /// Rows with words that must stand beside, first; then those without.
    pub(super) rows: Vec<u32>,
    /// All words that its rows ask for, those that stand apart from others aside.
    pub(super) asked_for: AnyOf,
}
