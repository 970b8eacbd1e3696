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

/// The mentions that count, in the order of the text, and how many are left out because of their kind.
pub(super) fn named(article: &AnnotatedArticle, rules: &CountRules) -> (Vec<Naming>, u64) {
    let mut named = Vec::new();
    let mut left_out = 0;
    for mention in &article.mentions {
        let actors = match &mention.resolution {
            Resolution::Actor(actor) => std::slice::from_ref(actor),
            Resolution::Ambiguous(actors) if rules.ambiguous == Ambiguous::Keep => actors,
            Resolution::Ambiguous(_) | Resolution::Nil(_) => continue,
        };
        if !rules.kinds.is_empty() && !rules.kinds.contains(&mention.kind) {
            left_out += 1;
            continue;
        }
        named.extend(actors.iter().map(|actor| Naming { sentence: mention.sentence, span: mention.span, actor: *actor }));
    }
    (named, left_out)
}

/// The actors of some mentions, each once, in the order of their numbers.
pub(super) fn distinct(mentions: &[Naming]) -> Vec<ActorId> {
    let mut actors: Vec<ActorId> = mentions.iter().map(|naming| naming.actor).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}
