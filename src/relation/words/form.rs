//! The forms of a trigger, and how each may be used in a sentence.

/// How a form of a trigger may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum FormKind {
    /// `valt`: a finite form of the bare verb, present.
    Finite,
    /// `viel`: the same, past.
    Past,
    /// `vallen`: an infinitive of the bare verb, or a plural.
    Bare,
    /// `aanvalt`: a finite form with its particle, present.
    JoinedFinite,
    /// `aanviel`: the same, past.
    JoinedPast,
    /// `aanvallen`: an infinitive with its particle, or a plural.
    Joined,
    /// `aangevallen`.
    Participle,
    /// `aangevallen`, `gedode`, before a noun.
    Attributive,
    /// `aanvallend`, English `attacking`.
    Present,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
}

impl FormKind {
    /// Whether it is a form of a verb.
    pub(crate) const fn is_verb(self) -> bool {
        !matches!(self, Self::Noun | Self::Adjective | Self::Attributive)
    }

    /// Whether it can be nothing but a finite form.
    pub(crate) const fn is_finite(self) -> bool {
        matches!(self, Self::Finite | Self::Past | Self::JoinedFinite | Self::JoinedPast)
    }
}

/// A form of a trigger's lexeme that ends in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Which lexeme.
    pub(crate) lexeme: u32,
    /// How the form may be used.
    pub(crate) kind: FormKind,
}
