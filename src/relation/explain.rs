//! What became of a trigger, for whoever asks why.

use std::fmt;

use crate::relation::Relation;
use crate::span::Span;

/// What became of a row of `relations.csv` at a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Number of the sentence within the article.
    pub sentence: u32,
    /// The word that may trigger, in bytes of the page's text.
    pub trigger: Span,
    /// `file:line` of the row.
    pub row: String,
    /// The row's lemma.
    pub lemma: String,
    /// The row's category, with its mode: `ASSAULT/aerial`.
    pub kind: String,
    /// What the clause around it was taken for.
    pub clause: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a row led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A relation.
    Made(Box<Relation>),
    /// None, and why.
    Not(Reason),
}

/// Why a row made no relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The form of the word is not one that this verb has in this place.
    Form,
    /// None of the words that it asks for stands in the clause.
    WordMissing,
    /// A word stands in the clause that makes it something else, in bytes of the page's text.
    WordForbids(Span),
    /// No slot for the actor holds one.
    NoActor,
    /// No slot for the recipient holds one, and it needs one.
    NoRecipient,
    /// It is what one asks another to do, promises or threatens with, and that verb is the event.
    OnlyAsked,
}

impl Reason {
    /// The name used in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::WordMissing => "word-missing",
            Self::WordForbids(_) => "word-forbids",
            Self::NoActor => "no-actor",
            Self::NoRecipient => "no-recipient",
            Self::OnlyAsked => "only-asked",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "the word does not stand where this form of the verb does, or its particle is missing",
            Self::WordMissing => "none of the words that the row asks for stands in the clause",
            Self::WordForbids(_) => "a word stands in the clause that the row forbids",
            Self::NoActor => "no actor fills a slot for who acts",
            Self::NoRecipient => "no actor fills a slot for whom it is done to, and the row needs one",
            Self::OnlyAsked => "it is what is asked, promised, threatened or meant, not what happens",
        })
    }
}

/// What became of a row at a token, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Made(usize),
    Not(Reason),
}

/// A row that was tried at a token of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) token: u16,
    pub(super) clause: usize,
    pub(super) row: u32,
    pub(super) step: Step,
}
