//! The mentions of an article that count, and for whom.

use crate::annotated::AnnotatedArticle;
use crate::cooccurrence::{Ambiguous, CountRules};
use crate::id::ActorId;
use crate::resolve::Resolution;
use crate::span::Span;

/// A mention that counts for an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Naming {
    /// Number of the sentence within the article.
    pub sentence: u32,
    /// Where, in bytes of the page's text.
    pub span: Span,
    /// For whom it counts.
    pub actor: ActorId,
}

/// One or more windows that hold the same mentions.
pub(super) struct Frame<'a> {
    /// The mentions that count, in the order of the text.
    pub mentions: &'a [Naming],
    /// How many windows these are.
    pub times: u64,
}

/// The mentions that count, in the order of the text, and how many are left out because of their kind.
pub(super) fn named(article: &AnnotatedArticle, rules: &CountRules) -> (Vec<Naming>, u64) {
    let mut named = Vec::with_capacity(article.mentions.len());
    let left_out = named_into(article, rules, &mut named);
    (named, left_out)
}

/// The same, put into `named` in place of what is there.
pub(super) fn named_into(article: &AnnotatedArticle, rules: &CountRules, named: &mut Vec<Naming>) -> u64 {
    named.clear();
    let mut left_out = 0;
    for mention in &article.mentions {
        let actors = match &mention.resolution {
            Resolution::Actor(actor) => std::slice::from_ref(actor),
            Resolution::Ambiguous(actors) => match rules.ambiguous {
                Ambiguous::Drop => continue,
                Ambiguous::Keep => actors,
                Ambiguous::Split => turn(article.content, actors),
            },
            Resolution::Nil(_) => continue,
        };
        if !rules.kinds.is_empty() && !rules.kinds.contains(&mention.kind) {
            left_out += 1;
            continue;
        }
        named.extend(actors.iter().map(|actor| Naming { sentence: mention.sentence, span: mention.span, actor: *actor }));
    }
    left_out
}

/// The candidate whose turn it is in an article with this hash.
fn turn(content: u128, actors: &[ActorId]) -> &[ActorId] {
    let seed = actors.iter().fold(content as u64, |seed, actor| (seed ^ u64::from(actor.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let turn = usize::try_from(seed >> 32).unwrap_or(0).checked_rem(actors.len());
    turn.and_then(|turn| actors.get(turn..=turn)).unwrap_or_default()
}

/// The actors of some mentions, each once, in the order of their numbers.
pub(super) fn distinct(mentions: &[Naming]) -> Vec<ActorId> {
    let mut actors = Vec::new();
    distinct_into(mentions, &mut actors);
    actors
}

/// The same, put into `actors` in place of what is there.
pub(super) fn distinct_into(mentions: &[Naming], actors: &mut Vec<ActorId>) {
    actors.clear();
    actors.extend(mentions.iter().map(|naming| naming.actor));
    actors.sort_unstable();
    actors.dedup();
}

/// Which actors of a window stand apart. Two for whom it has no more than one word, which may mean either, do not appear together.
pub(super) struct Apart {
    /// Pairs that do not, sorted.
    of_one_word: Vec<(ActorId, ActorId)>,
}

impl Apart {
    pub(super) fn new(mentions: &[Naming], rules: &CountRules) -> Self {
        // Only then does a word count for several.
        let of_one_word = if rules.ambiguous == Ambiguous::Keep { of_one_word(mentions) } else { Vec::new() };
        Self { of_one_word }
    }

    /// Whether two do.
    pub(super) fn stand(&self, one: ActorId, other: ActorId) -> bool {
        self.of_one_word.is_empty() || self.of_one_word.binary_search(&(one.min(other), one.max(other))).is_err()
    }

    /// Whether all of some do.
    pub(super) fn all_stand(&self, actors: &[ActorId]) -> bool {
        actors.iter().enumerate().all(|(at, one)| actors[at + 1..].iter().all(|other| self.stand(*one, *other)))
    }
}

fn of_one_word(mentions: &[Naming]) -> Vec<(ActorId, ActorId)> {
    let mut pairs = Vec::new();
    for either in mentions.chunk_by(|one, next| one.span == next.span).filter(|either| either.len() > 1) {
        for (at, one) in either.iter().enumerate() {
            pairs.extend(either[at + 1..].iter().map(|other| (one.actor.min(other.actor), one.actor.max(other.actor))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|(one, other)| {
        let mut spans = mentions.iter().filter(|naming| naming.actor == *one || naming.actor == *other).map(|naming| naming.span);
        let first = spans.next();
        spans.all(|span| Some(span) == first)
    });
    pairs
}
