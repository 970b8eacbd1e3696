//! Triggers: words that may tell an event, each with the frames of its rows.

use smallvec::SmallVec;

use crate::relation::category::Category;
use crate::relation::rows::runs::Listed;
use crate::relation::words::lexicon::WordId;
use crate::relation::words::word::AnyOf;
use crate::table::Place;

/// What sort of word triggers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Speech {
    Verb,
    Noun,
    Adjective,
}

/// Where in the clause a party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
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
    /// Who did what was told before, which the words ask to be undone: `eist opheldering`.
    Doer,
}

/// Runs of each of which a clause must hold one.
pub(crate) type Joined = Vec<Listed>;

/// A row of `relations.csv`: a trigger in one frame.
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    pub(crate) category: Category,
    pub(crate) mode: Option<&'static str>,
    /// Runs of words of which the clause must hold one.
    pub(crate) with: Listed,
    /// The same where several must stand in the clause, apart: `@sanctions & vallen`.
    pub(crate) together: Vec<Joined>,
    /// Runs of words of which the clause must hold none.
    pub(crate) unless: Listed,
    pub(crate) actor: Slots,
    pub(crate) recipient: Slots,
    /// Whether the row counts without a recipient.
    pub(crate) optional: bool,
    pub(crate) reciprocal: bool,
    pub(crate) negative: bool,
    pub(crate) source: Box<Source>,
}

/// What only those need who ask where a row comes from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) lemma: Box<str>,
    pub(crate) place: Place,
}

/// Where a party may stand, the first place that holds one before others.
pub(crate) type Slots = SmallVec<[Slot; 4]>;

impl Trigger {
    /// Whether the row asks for words beside its own.
    pub(crate) fn is_specific(&self) -> bool {
        !self.with.is_empty() || !self.together.is_empty()
    }
}

/// A word that triggers, with all the rows that it may trigger.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    pub(crate) speech: Speech,
    pub(crate) particle: Option<WordId>,
    /// Words of the form before its last one: `militaire` of `militaire oefening`.
    pub(crate) lead: Box<[WordId]>,
    /// Rows with words that must stand beside, first; then those without.
    pub(crate) rows: Vec<u32>,
    /// All words that its rows ask for, those that stand apart from others aside.
    pub(crate) asked_for: AnyOf,
}
