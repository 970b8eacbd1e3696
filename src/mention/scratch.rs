//! What a search has found so far, and the memory that searches reuse.

use crate::id::AliasId;
use crate::mention::Form;
use crate::mention::words::Words;
use crate::span::Span;

/// Memory that searches reuse; one a thread.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pub(super) words: Words,
    pub(super) hashes: Vec<u64>,
    pub(super) hits: Vec<Hit>,
    pub(super) aliases: Vec<AliasId>,
    pub(super) order: Vec<u32>,
    pub(super) winners: Vec<u32>,
    pub(super) titles: Vec<(Span, u32)>,
    /// Whether the sentence is in capitals, once a name has asked.
    pub(super) capitals: Option<Option<bool>>,
}

impl Scratch {
    /// The title nouns of the last sentence that was searched, with their numbers in the gazetteer's list of titles.
    pub(crate) fn titles(&self) -> &[(Span, u32)] {
        &self.titles
    }
}

/// A form found at a span, with those of its aliases whose case and ending fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) form: Form,
    pub(super) aliases: Aliases,
}

/// The aliases of a hit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aliases {
    /// None: a phrase that blocks.
    None,
    /// One.
    One(AliasId),
    /// All of a group of the matcher's.
    Group(u32),
    /// Some, from one place in the scratch up to another.
    Some(u32, u32),
}
