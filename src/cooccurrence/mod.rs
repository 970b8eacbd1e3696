//! Counts of actors and of pairs of actors that share a window, with the sentences that hold them.
//!
//! Owns counting. A window never runs over the end of an article. Counts of parts can be merged in any order.

mod count;
mod joint;
mod quote;
mod window;

pub use count::{ActorCount, Cooccurrences, Copied, PairCount};
pub use joint::Joint;
pub use quote::{Gathered, Quote};
pub use window::Window;

use crate::annotated::AnnotatedArticle;
use crate::id::ActorId;
use crate::resolve::Resolution;
use crate::span::Span;

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

/// The mentions of each sentence of an article that count, and for whom.
fn named(article: &AnnotatedArticle, ambiguous: Ambiguous) -> Vec<Vec<(Span, ActorId)>> {
    let mut named = vec![Vec::new(); article.sentences.len()];
    for mention in &article.mentions {
        let sentence = &mut named[mention.sentence as usize];
        match &mention.resolution {
            Resolution::Actor(actor) => sentence.push((mention.span, *actor)),
            Resolution::Ambiguous(actors) if ambiguous == Ambiguous::Keep => {
                sentence.extend(actors.iter().map(|actor| (mention.span, *actor)));
            }
            Resolution::Ambiguous(actors) if ambiguous == Ambiguous::Split => {
                sentence.extend(turn(article.content, actors).map(|actor| (mention.span, actor)));
            }
            Resolution::Ambiguous(_) | Resolution::Nil(_) => {}
        }
    }
    named
}

/// The candidate whose turn it is in an article with this hash.
fn turn(content: u128, actors: &[ActorId]) -> Option<ActorId> {
    let seed = actors.iter().fold(content as u64, |seed, actor| (seed ^ u64::from(actor.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let number = u64::try_from(actors.len()).ok().filter(|number| *number > 0)?;
    actors.get(usize::try_from((seed >> 32) % number).ok()?).copied()
}

/// The actors of some mentions, each once, in the order of their numbers.
fn distinct<'a>(mentions: impl Iterator<Item = &'a (Span, ActorId)>) -> Vec<ActorId> {
    let mut actors: Vec<ActorId> = mentions.map(|(_, actor)| *actor).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}
