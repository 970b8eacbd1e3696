//! What counts as appearing together, and how much of the text is kept.

use crate::cooccurrence::{Containing, Window};
use crate::gazetteer::AliasKind;

/// How a mention counts that may mean several actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    /// For none of them.
    Drop,
    /// For each of them.
    Keep,
    /// For one of them: each of n candidates gets one article in n, so that counts stay whole and add up to the mentions. Which article
    /// is whose follows from its text, so that neither order nor threads change it, and one article is never split between two.
    Split,
}

/// How many sentences are kept as evidence for each pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceLimit {
    /// The first ones, in the order of document, article and sentence.
    First(usize),
    /// All.
    All,
}

impl EvidenceLimit {
    /// Whether the sentence at this place, counted from 0, is one too many.
    pub(crate) const fn is_reached(self, at: usize) -> bool {
        matches!(self, Self::First(limit) if at >= limit)
    }
}

/// Which mentions and windows count, and what is kept of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRules {
    /// How close two actors must stand.
    pub window: Window,
    /// How a mention counts that may mean several actors.
    pub ambiguous: Ambiguous,
    /// How many sentences are kept.
    pub evidence: EvidenceLimit,
    /// Kinds of mention that count; all where empty.
    pub kinds: Vec<AliasKind>,
    /// Words that a window must hold; windows without them do not count at all, not even in N.
    pub containing: Option<Containing>,
    /// How many sentences before and after are kept with the evidence.
    pub context: usize,
}

impl CountRules {
    /// All kinds of mention in all windows.
    #[must_use]
    pub const fn new(window: Window, ambiguous: Ambiguous, evidence: EvidenceLimit) -> Self {
        Self { window, ambiguous, evidence, kinds: Vec::new(), containing: None, context: 0 }
    }
}
