//! Watching a search, for those who ask why something was not found.

use std::fmt;

use crate::gazetteer::CaseRule;
use crate::id::AliasId;
use crate::span::Span;

/// Why an alias that stands in the text is no mention.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The word goes on after it.
    InsideWord,
    /// Its letters differ in case, and its rule does not allow that.
    Case(CaseRule),
    /// It overlaps a longer mention.
    Overlap(Span),
    /// It stands in a phrase that `contexts.csv` lists as unrelated.
    Phrase(Span),
}

impl Refusal {
    /// The name used in output: `inside-word`, `case-exact`, `overlap`, `unrelated-phrase`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InsideWord => "inside-word",
            Self::Case(CaseRule::Exact) => "case-exact",
            Self::Case(_) => "case-fold-first",
            Self::Overlap(_) => "overlap",
            Self::Phrase(_) => "unrelated-phrase",
        }
    }

    /// What it lost to, for one that overlaps.
    #[must_use]
    pub const fn lost_to(&self) -> Option<Span> {
        match self {
            Self::Overlap(span) | Self::Phrase(span) => Some(*span),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InsideWord => "the word goes on after it",
            Self::Case(_) => "its capitals and small letters differ",
            Self::Overlap(_) => "it overlaps a longer name",
            Self::Phrase(_) => "it stands in a phrase that means something else",
        })
    }
}

/// Is told of every alias that is found and refused. `()` does not listen and costs nothing.
pub trait Watch {
    /// Whether anyone listens. If not, words that can only be refused are not looked at.
    const LISTENS: bool = true;

    /// An alias at a span is no mention.
    fn refused(&mut self, span: Span, alias: AliasId, why: Refusal);
}

impl Watch for () {
    const LISTENS: bool = false;

    fn refused(&mut self, _: Span, _: AliasId, _: Refusal) {}
}

impl<F: FnMut(Span, AliasId, Refusal)> Watch for F {
    fn refused(&mut self, span: Span, alias: AliasId, why: Refusal) {
        self(span, alias, why);
    }
}
