//! Mentions: occurrences of gazetteer aliases in a sentence.
//!
//! Owns finding aliases, and the choice between those that overlap. Does not decide *who* is meant: see
//! [`Resolver`](crate::Resolver).

mod automata;
mod block;
mod boundary;
mod capitals;
mod compile;
mod head;
mod judge;
mod overlap;
mod prefix;
mod records;
mod scan;
mod scratch;
mod watch;
mod window;
mod words;

pub use compile::{Matcher, MatcherError};
pub(crate) use compile::{finds_words, holds_words};
pub use scratch::Scratch;
pub use watch::{Refusal, Watch};

use crate::id::AliasId;
use crate::span::Span;

/// How the letters of a mention differ in case from the alias that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Not at all.
    AsListed,
    /// As the alias's case rule allows.
    Folded,
    /// They are capitals, as are the words around them.
    Capitals,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::AsListed, Self::Folded, Self::Capitals];

    /// The name used in output: `as-listed`, `folded` or `capitals`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AsListed => "as-listed",
            Self::Folded => "folded",
            Self::Capitals => "capitals",
        }
    }
}

/// One occurrence of an alias, or of several that are spelt alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where, in bytes of the page's text, without a genitive `s`.
    pub span: Span,
    /// How its letters differ from the alias.
    pub form: Form,
    first: u32,
    count: u32,
}

/// The mentions of a sentence in the order of the text. They do not overlap.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    list: Vec<Mention>,
    aliases: Vec<AliasId>,
}

impl Mentions {
    /// The mentions.
    #[must_use]
    pub fn as_slice(&self) -> &[Mention] {
        &self.list
    }

    /// The aliases that a mention may be, one for each actor, in the order of actors' ids.
    #[must_use]
    pub fn aliases(&self, mention: &Mention) -> &[AliasId] {
        &self.aliases[mention.first as usize..(mention.first + mention.count) as usize]
    }

    /// Forgets all mentions and keeps the memory.
    pub fn clear(&mut self) {
        self.list.clear();
        self.aliases.clear();
    }

    fn push(&mut self, span: Span, form: Form, aliases: impl Iterator<Item = AliasId>) {
        let first = self.aliases.len();
        self.aliases.extend(aliases);
        let count = self.aliases.len() - first;
        let (Ok(first), Ok(count)) = (u32::try_from(first), u32::try_from(count)) else { return };
        self.list.push(Mention { span, form, first, count });
    }
}
