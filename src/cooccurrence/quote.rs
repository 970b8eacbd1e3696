//! Sentences that name actors, and where they stand.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::id::ActorId;
use crate::shelf::Place;

/// A stretch of text that names actors, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Name of the document.
    pub document: Arc<str>,
    /// Number of the article on its page.
    pub article: u32,
    /// Number of its first sentence in the article.
    pub sentence: u32,
    /// Line on which it begins, from 1.
    pub line: usize,
    /// Day of the article, where known.
    pub date: Option<Date>,
    /// The text as it stands in the document.
    pub text: String,
    /// Where actors are named, by actor and then by place.
    pub marks: Vec<Mark>,
    /// The sentences before it in the article, as many as were asked for, as they stand in the document.
    pub before: String,
    /// The sentences after it.
    pub after: String,
}

/// Where a quote names an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The actor.
    pub actor: ActorId,
    /// First code point, from the start of the quote's text.
    pub start: u32,
    /// The code point after the last one.
    pub end: u32,
    pub(crate) byte_start: u32,
    pub(crate) byte_end: u32,
}

impl Mark {
    /// The same in bytes of the quote's text.
    #[must_use]
    pub const fn bytes(&self) -> Range<usize> {
        self.byte_start as usize..self.byte_end as usize
    }
}

impl Quote {
    /// By which quotes stand in order.
    pub(super) fn place(&self) -> Place<'_> {
        (&self.document, self.article, self.sentence, self.text.len())
    }

    /// Where an actor is named, in the order of the text.
    #[must_use]
    pub fn marks_of(&self, actor: ActorId) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.actor < actor);
        let count = self.marks[from..].partition_point(|mark| mark.actor == actor);
        &self.marks[from..from + count]
    }
}

/// A quote as evidence of certain actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The quote.
    pub quote: Quote,
    /// How many windows it stands for: those that overlap can hold one stretch of text.
    pub windows: u64,
}
